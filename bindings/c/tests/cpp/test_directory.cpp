// A directory of the program's own, asked on the spot or by way of questions and answers.

#include "support.hpp"

namespace {

void a_directory_by_class() {
    office directory;
    const auto report = buu::check(buu::file::at(sample_path()), directory, "alice");
    CHECK(directory.calls == 4);
    CHECK(report.json().str() == sample_report().json().str());
    const buu::directory held = directory;
    CHECK(held.own() == &directory && held.get() == nullptr);
    CHECK(buu::check(buu::file::at(sample_path()), held, "alice").rows_with_errors() == 10);
    // A file without names of a kind asks nothing.
    CHECK(buu::check(buu::file::of("users.csv", header), directory, "alice").users() == 0);
    CHECK(directory.calls == 8);
}

void a_directory_by_lambdas() {
    auto directory = everything_goes();
    const auto csv = good_rows(2);
    CHECK(buu::check(buu::file::of("users.csv", csv), directory, "whoever").is_ok());
    std::string seen;
    directory.groups = [&](std::string_view uploader, buu::names questions, buu::group_answers& answers) {
        CHECK(questions.size() == 1);
        seen =
            std::string(uploader) + " " + std::string(questions[0].value) + " " + std::string(questions.front().key);
        answers.does_not_exist(0, "Agents");
    };
    const auto report = buu::check(buu::file::of("users.csv", csv), directory, "whoever");
    CHECK(seen == "whoever Agent agent");
    CHECK(report.errors().size() == 2);
    CHECK(report.errors()[0].code() == BUU_CODE_PERMISSION_GROUP_DOES_NOT_EXIST);
    CHECK(report.errors()[0].suggestion() == "Agents");
    directory.default_policy = [](std::string_view, buu::policy_answer& answer) {
        answer.set(buu::password_policy::from_json(R"({"length": 40})"));
    };
    const auto strict = buu::check(buu::file::of("users.csv", csv), directory, "whoever");
    CHECK(strict.errors().size() == 4);

    buu::function_directory nothing;
    bool bad = false;
    try {
        static_cast<void>(buu::check(buu::file::of("users.csv", csv), nothing, "whoever"));
    } catch (const std::bad_function_call&) {
        bad = true;
    }
    CHECK(bad);
}

void every_answer_can_be_given() {
    auto directory = everything_goes();
    const auto csv = good_rows(1);
    const auto code = [&]() {
        const auto report = buu::check(buu::file::of("users.csv", csv), directory, "alice");
        return report.errors().empty() ? 0 : report.errors().front().code();
    };
    CHECK(code() == 0);
    const auto good = directory;
    directory.logins = [](std::string_view, buu::names, buu::login_answers& answers) {
        answers.set(0, true);
    };
    CHECK(code() == BUU_CODE_LOGIN_ALREADY_EXISTS);
    directory.logins = [](std::string_view, buu::names, buu::login_answers& answers) {
        answers.set_inactive(0);
        answers.set_name(0, "First name", "Ann");
        THROWS(BUU_INVALID_ARGUMENT, answers.set_name(0, "First name", "\xff"));
    };
    CHECK(code() == BUU_CODE_LOGIN_ALREADY_EXISTS);
    directory = good;
    directory.groups = [](std::string_view, buu::names, buu::group_answers& answers) {
        answers.insufficient_access(0);
    };
    CHECK(code() == BUU_CODE_PERMISSION_GROUP_INSUFFICIENT_ACCESS);
    directory = good;
    directory.groups = [](std::string_view, buu::names, buu::group_answers& answers) {
        answers.assignable(0, buu::password_policy::from_json(R"({"length": 40})"));
    };
    CHECK(code() == BUU_CODE_PASSWORD_POLICY_COMPLEXITY_NOT_MET);
    directory = good;
    directory.teams = [](std::string_view, buu::names, buu::team_answers& answers) {
        answers.not_a_member(0);
    };
    CHECK(code() == BUU_CODE_PRIMARY_TEAM_NOT_A_MEMBER);
    directory.teams = [](std::string_view, buu::names, buu::team_answers& answers) {
        answers.does_not_exist(0);
    };
    CHECK(code() == BUU_CODE_PRIMARY_TEAM_DOES_NOT_EXIST);
    directory = good;
    directory.plans = [](std::string_view, buu::names, buu::plan_answers& answers) {
        answers.exists(0);
        answers.does_not_exist(0, "Standard 2");  // The last answer counts.
    };
    CHECK(code() == BUU_CODE_CAPACITY_PLAN_DOES_NOT_EXIST);
}

void the_seam() {
    auto checked = buu::prepare(buu::file::at(sample_path()));
    const auto logins = checked.logins();
    CHECK(logins.size() == 10);
    CHECK(logins[0].value == "amara.okafor" && logins[0].key == "amara.okafor");
    CHECK(checked.permission_groups().size() == 2);
    CHECK(checked.primary_teams().size() == 4 && checked.capacity_plans().size() == 2);

    auto answers = checked.make_answers();
    auto of_logins = answers.logins();
    for (std::size_t i = 0; i < logins.size(); ++i) {
        of_logins.set(i, logins[i].key == "bob.marsh");
    }
    THROWS(BUU_MISSING_ANSWERS, checked.resolve(answers));
    THROWS(BUU_INVALID_ARGUMENT, of_logins.set(logins.size(), true));
    for (std::size_t i = 0; i < checked.permission_groups().size(); ++i) {
        const bool agent = checked.permission_groups()[i].key == "agent";
        agent ? answers.permission_groups().assignable(i)
              : answers.permission_groups().insufficient_access(i);
    }
    for (std::size_t i = 0; i < checked.primary_teams().size(); ++i) {
        const auto key = checked.primary_teams()[i].key;
        auto of_teams = answers.primary_teams();
        if (key == "suport") {
            of_teams.does_not_exist(i, "Support");
        } else if (key == "night shift") {
            of_teams.not_a_member(i);
        } else {
            of_teams.member(i);
        }
    }
    for (std::size_t i = 0; i < checked.capacity_plans().size(); ++i) {
        answers.capacity_plans().exists(i);
    }
    answers.default_password_policy().set(buu::password_policy::from_json(
        R"({"length": 8, "digits": 1, "lowerCase": 1, "upperCase": 1, "notContainsUsername": true})"));

    auto moved = std::move(checked);
    const auto report = moved.resolve(answers);
    CHECK(report.json().str() == sample_report().json().str());
    CHECK(moved.logins().empty());
    THROWS(BUU_SPENT, moved.resolve(answers));
    THROWS(BUU_SPENT, moved.make_answers());

    auto again = buu::prepare(buu::file::at(sample_path()));
    THROWS(BUU_INVALID_ARGUMENT, again.resolve(answers));  // They are another check's.
    THROWS(BUU_UNKNOWN_UPLOADER, again.ask(sample_directory(), "nobody"));
    CHECK(again.ask(sample_directory(), "alice").rows_with_errors() == 10);
}

void misuse_throws() {
    const auto directory = sample_directory();
    const auto report = sample_report();
    THROWS(BUU_INVALID_ARGUMENT, report.errors()[12]);
    THROWS(BUU_INVALID_ARGUMENT, *report.errors().end());
    THROWS(BUU_INVALID_ARGUMENT, buu::file::at(""));
    THROWS(BUU_INVALID_ARGUMENT, buu::check(buu::file::of("", "x"), directory, "alice"));
    THROWS(BUU_INVALID_ARGUMENT, buu::check(buu::file::at(sample_path()), directory, "\xff"));
    THROWS(BUU_UNKNOWN_UPLOADER, buu::check(buu::file::at(sample_path()), directory, "nobody"));
    const auto missing =
        THROWS(BUU_FILE_ERROR, buu::check(buu::file::at(root + "/no-such-file.csv"), directory, "alice"));
    CHECK(missing.system_error() != 0);
    CHECK(std::string_view(missing.what()).find("no-such-file.csv") != std::string::npos);
    THROWS(BUU_INVALID_DIRECTORY, buu::directory::from_json("{"));
    THROWS(BUU_INVALID_TEMPLATE, buu::upload_template::from_json("{}"));
    THROWS(BUU_INVALID_TEMPLATE, buu::upload_template::from_toml("="));
    THROWS(BUU_INVALID_POLICY, buu::password_policy::preset("lax"));
    THROWS(BUU_INVALID_POLICY, buu::password_policy::from_json("{\"length\": \"long\"}"));
    const auto policy = buu::password_policy::preset("nist");
    THROWS(BUU_INVALID_ARGUMENT, policy.unmet("\xff"));
    THROWS(BUU_INVALID_ARGUMENT, buu::codes()[buu::codes().size()]);
    const buu::upload_template usual;
    THROWS(BUU_INVALID_ARGUMENT, usual.columns()[10]);
}

}  // namespace

std::vector<test> directory_tests() {
    return {
        TEST(a_directory_by_class),
        TEST(a_directory_by_lambdas),
        TEST(every_answer_can_be_given),
        TEST(the_seam),
        TEST(misuse_throws),
    };
}
