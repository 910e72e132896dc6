// Used by all the tests.

#ifndef SUPPORT_HPP
#define SUPPORT_HPP

#include <algorithm>
#include <atomic>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <numeric>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <bulk_user_upload.hpp>

// Clang before 16 cannot compile the views of the library that comes with GCC, whatever the range.
#if defined(__cpp_lib_ranges) && (!defined(__clang__) || __clang_major__ >= 16)
#define HAS_VIEWS
#include <ranges>
#endif

// Thrown by a check that fails; it ends the test and says where the check is.
struct failed_check : std::logic_error {
    using std::logic_error::logic_error;
};

#define CHECK(condition)                                                                             \
    do {                                                                                             \
        if (!(condition)) {                                                                          \
            throw failed_check(std::string("line ") + std::to_string(__LINE__) + ": " + #condition); \
        }                                                                                            \
    } while (false)

// The call must throw a buu::error with this result; gives it.
#define THROWS(expected, call) thrown_by(expected, __LINE__, [&] { static_cast<void>(call); })

template <class Call>
inline buu::error thrown_by(buu_result expected, int line, const Call& call) {
    try {
        call();
    } catch (const buu::error& failure) {
        if (failure.result() != expected) {
            throw failed_check("line " + std::to_string(line) + ": threw "
                               + buu_result_name(failure.result()));
        }
        if (std::string_view(failure.what()).empty()) {
            throw failed_check("line " + std::to_string(line) + ": an error without a message");
        }
        return failure;
    }
    throw failed_check("line " + std::to_string(line) + ": nothing was thrown");
}

// An exception that only the tests throw, with a number to tell one from another.
struct mine {
    int number;
};

// The call must throw a `mine` with this number.
#define THROWS_MINE(expected, call)    \
    do {                               \
        int number = 0;                \
        try {                          \
            static_cast<void>(call);   \
        } catch (const mine& thrown) { \
            number = thrown.number;    \
        }                              \
        CHECK(number == (expected));   \
    } while (false)

// The repository, and the folder for databases.
inline std::string root;
inline std::string databases;

inline std::string read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        throw std::runtime_error("cannot read " + path);
    }
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline std::string sample_path() {
    return root + "/docs/sample/users.csv";
}

inline std::string sample_directory_json() {
    return read(root + "/docs/sample/directory.json");
}

inline buu::directory sample_directory() {
    return buu::directory::from_json(sample_directory_json());
}

inline buu::report sample_report() {
    return buu::check(buu::file::at(sample_path()), sample_directory(), "alice");
}

inline constexpr std::string_view header =
    "First name*,Last name*,Login*,Password*,Permission group*,Web RTC*,Extension,Primary team*,Capacity "
    "plan,Active*\n";

// A file of so many rows without errors.
inline std::string good_rows(int count) {
    std::string csv(header);
    for (int i = 0; i < count; ++i) {
        csv += "Ann,Lee,ann.lee" + std::to_string(i) + ",Harbour-Light-7,Agent,TRUE,,Sales,Standard,TRUE\n";
    }
    return csv;
}

// A folder for a database, which is removed at the end of the test.
class temporary_folder {
public:
    temporary_folder() {
        static std::atomic<int> made{0};
        path_ = std::filesystem::path(databases) / std::to_string(++made);
        std::filesystem::create_directories(path_);
    }
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;
    ~temporary_folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    std::string database() const { return (path_ / "users.db").string(); }

private:
    std::filesystem::path path_;
};

// Argon2id as weak as it goes: a test waits for it.
inline buu::store open_store(const temporary_folder& folder) {
    buu::store_options weak;
    weak.memory_kib = 8;
    weak.passes = 1;
    auto store = buu::store::open(folder.database(), weak);
    store.load(sample_directory_json());
    return store;
}

inline buu::import_status latest_status(const buu::store& store) {
    const auto history = store.history();
    return history.record().status;
}

// A directory of the tests' own, which knows what the sample's directory does of the sample.
class office : public buu::user_directory {
public:
    std::atomic<int> calls{0};

    void existing_logins(std::string_view uploader, buu::names logins, buu::login_answers& answers) override {
        CHECK(uploader == "alice");
        ++calls;
        const std::set<std::string, std::less<>> taken = {"alice", "bob.marsh", "chloe.ng"};
        for (std::size_t i = 0; i < logins.size(); ++i) {
            answers.set(i, taken.count(logins[i].key) > 0);
        }
    }

    void permission_groups(std::string_view, buu::names groups, buu::group_answers& answers) override {
        ++calls;
        const auto policy = buu::password_policy::from_json(
            R"({"length": 8, "digits": 1, "lowerCase": 1, "upperCase": 1, "notContainsUsername": true})");
        for (std::size_t i = 0; i < groups.size(); ++i) {
            if (groups[i].value == "Agent") {
                answers.assignable(i, policy);
            } else if (groups[i].value == "Sys Admin") {
                answers.insufficient_access(i);
            } else {
                answers.does_not_exist(i, "Agent");
            }
        }
    }

    void primary_teams(std::string_view, buu::names teams, buu::team_answers& answers) override {
        ++calls;
        for (std::size_t i = 0; i < teams.size(); ++i) {
            if (teams[i].key == "sales" || teams[i].key == "support") {
                answers.member(i);
            } else if (teams[i].key == "night shift") {
                answers.not_a_member(i);
            } else {
                answers.does_not_exist(i, "Support");
            }
        }
    }

    void capacity_plans(std::string_view, buu::names plans, buu::plan_answers& answers) override {
        ++calls;
        for (std::size_t i = 0; i < plans.size(); ++i) {
            answers.exists(i);
        }
    }
};

// A directory of lambdas that accepts every name.
inline buu::function_directory everything_goes() {
    buu::function_directory made;
    made.logins = [](std::string_view, buu::names questions, buu::login_answers& answers) {
        for (std::size_t i = 0; i < questions.size(); ++i) {
            answers.set(i, false);
        }
    };
    made.groups = [](std::string_view, buu::names questions, buu::group_answers& answers) {
        for (std::size_t i = 0; i < questions.size(); ++i) {
            answers.assignable(i);
        }
    };
    made.teams = [](std::string_view, buu::names questions, buu::team_answers& answers) {
        for (std::size_t i = 0; i < questions.size(); ++i) {
            answers.member(i);
        }
    };
    made.plans = [](std::string_view, buu::names questions, buu::plan_answers& answers) {
        for (std::size_t i = 0; i < questions.size(); ++i) {
            answers.exists(i);
        }
    };
    return made;
}

// A test, by its name.
struct test {
    const char* name;
    void (*run)();
};

#define TEST(name) \
    { #name, name }

// The tests of each file.
std::vector<test> report_tests();
std::vector<test> directory_tests();
std::vector<test> callback_tests();
std::vector<test> value_tests();
std::vector<test> thread_tests();
std::vector<test> store_tests();

#endif
