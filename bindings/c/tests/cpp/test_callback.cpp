// Exceptions from callbacks: none passes through C, and each is thrown again unchanged.

#include "support.hpp"

namespace {

void exceptions_of_a_directory_come_out() {
    const auto csv = good_rows(1);
    const auto check = [&](buu::user_directory& directory) {
        return buu::check(buu::file::of("users.csv", csv), directory, "alice");
    };
    auto directory = everything_goes();
    const auto good = directory;
    directory.logins = [](std::string_view, buu::names, buu::login_answers&) {
        throw mine{1};
    };
    THROWS_MINE(1, check(directory));
    directory = good;
    directory.groups = [](std::string_view, buu::names, buu::group_answers&) {
        throw mine{2};
    };
    THROWS_MINE(2, check(directory));
    directory = good;
    directory.teams = [](std::string_view, buu::names, buu::team_answers&) {
        throw mine{3};
    };
    THROWS_MINE(3, check(directory));
    directory = good;
    directory.plans = [](std::string_view, buu::names, buu::plan_answers&) {
        throw mine{4};
    };
    THROWS_MINE(4, check(directory));
    directory = good;
    directory.default_policy = [](std::string_view, buu::policy_answer&) {
        throw mine{5};
    };
    THROWS_MINE(5, check(directory));
    directory = good;
    CHECK(check(directory).is_ok());
    // Through the seam as well, which can be asked again then.
    auto checked = buu::prepare(buu::file::of("users.csv", csv));
    directory.teams = [](std::string_view, buu::names, buu::team_answers&) {
        throw mine{6};
    };
    THROWS_MINE(6, checked.ask(directory, "alice"));
    directory = good;
    CHECK(checked.ask(directory, "alice").is_ok());
}

void a_check_within_a_directory_keeps_its_own_exception() {
    auto inner = everything_goes();
    inner.teams = [](std::string_view, buu::names, buu::team_answers&) {
        throw mine{7};
    };
    auto outer = everything_goes();
    const auto csv = good_rows(1);
    int caught = 0;
    outer.plans = [&](std::string_view, buu::names, buu::plan_answers& answers) {
        try {
            static_cast<void>(buu::check(buu::file::of("users.csv", csv), inner, "alice"));
        } catch (const mine& thrown) {
            caught = thrown.number;
        }
        answers.exists(0);
    };
    CHECK(buu::check(buu::file::of("users.csv", csv), outer, "alice").is_ok());
    CHECK(caught == 7);
}

void what_a_directory_may_not_do_throws() {
    const auto csv = good_rows(1);
    const auto check = [&](buu::user_directory& directory) {
        return buu::check(buu::file::of("users.csv", csv), directory, "alice");
    };
    auto directory = everything_goes();
    const auto good = directory;
    directory.logins = [](std::string_view, buu::names, buu::login_answers&) {
    };
    THROWS(BUU_MISSING_ANSWERS, check(directory));
    directory.logins = [](std::string_view, buu::names questions, buu::login_answers& answers) {
        answers.set(questions.size(), true);
    };
    THROWS(BUU_INVALID_ARGUMENT, check(directory));
    directory.logins = [](std::string_view, buu::names questions, buu::login_answers&) {
        static_cast<void>(questions[questions.size()]);
    };
    THROWS(BUU_INVALID_ARGUMENT, check(directory));
    directory = good;
    directory.plans = [](std::string_view, buu::names, buu::plan_answers& answers) {
        answers.does_not_exist(0, "not UTF-8: \xff");
    };
    THROWS(BUU_INVALID_ARGUMENT, check(directory));
}

void a_directory_of_c_tells_what_its_callback_returned() {
    auto callbacks = buu_directory_callbacks_init();
    const auto ask = [](void*, buu_str, const buu_name*, std::size_t, buu_answers*) -> std::int32_t {
        return 42;
    };
    callbacks.existing_logins = ask;
    callbacks.permission_groups = ask;
    callbacks.primary_teams = ask;
    callbacks.capacity_plans = ask;
    buu_directory* raw = nullptr;
    CHECK(buu_directory_from_callbacks(&callbacks, &raw, nullptr) == BUU_OK);
    const buu::directory directory(raw);
    CHECK(directory.get() == raw);
    const auto failure =
        THROWS(BUU_CALLBACK_FAILED, buu::check(buu::file::at(sample_path()), directory, "alice"));
    CHECK(failure.callback_result() == 42 && failure.system_error() == 0);
}

void exceptions_of_a_sink_come_out() {
    const auto report = sample_report();
    int calls = 0;
    const auto sink = [&](std::string_view) {
        ++calls;
        throw mine{calls};
    };
    THROWS_MINE(1, report.write_rows_with_errors(buu::passwords::keep, sink));
    CHECK(calls == 1);
    calls = 0;
    const auto enough = [&](std::string_view) {
        return ++calls > 100;
    };
    const auto failure =
        THROWS(BUU_CALLBACK_FAILED, report.write_rows_with_errors(buu::passwords::keep, enough));
    CHECK(failure.callback_result() == 1 && calls == 1);
    std::function<bool(std::string_view)> all = [](std::string_view piece) {
        return !piece.empty();
    };
    CHECK(report.write_rows_with_errors(buu::passwords::blank, all) == 10);
}

}  // namespace

std::vector<test> callback_tests() {
    return {
        TEST(exceptions_of_a_directory_come_out),
        TEST(a_check_within_a_directory_keeps_its_own_exception),
        TEST(what_a_directory_may_not_do_throws),
        TEST(a_directory_of_c_tells_what_its_callback_returned),
        TEST(exceptions_of_a_sink_come_out),
    };
}
