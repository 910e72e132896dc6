// Many threads at once.

#include "support.hpp"

namespace {

void threads_check_against_one_directory() {
    office own;
    const auto json = sample_report().json().str();
    const auto in_memory = sample_directory();
    const buu::directory held = own;
    std::atomic<int> good{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&, i] {
            try {
                for (int round = 0; round < 3; ++round) {
                    const auto report =
                        buu::check(buu::file::at(sample_path()), i % 2 == 0 ? held : in_memory, "alice");
                    good += report.json().str() == json ? 1 : 0;
                }
            } catch (...) {
                good = -1000;
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    CHECK(good == 24);
}

void each_thread_gets_its_own_exception() {
    auto directory = everything_goes();
    directory.plans = [](std::string_view uploader, buu::names, buu::plan_answers&) {
        throw mine{static_cast<int>(uploader.size())};
    };
    const buu::directory held = directory;
    const auto csv = good_rows(1);
    std::atomic<int> good{0};
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i <= 8; ++i) {
        threads.emplace_back([&, i] {
            try {
                static_cast<void>(buu::check(buu::file::of("users.csv", csv), held, std::string(i, 'a')));
            } catch (const mine& thrown) {
                good += thrown.number == static_cast<int>(i) ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    CHECK(good == 8);
}

}  // namespace

std::vector<test> thread_tests() {
    return {
        TEST(threads_check_against_one_directory),
        TEST(each_thread_gets_its_own_exception),
    };
}
