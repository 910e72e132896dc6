/* A directory of callbacks, asked by a check or through questions and answers. */

#include "support.h"

static void a_directory_of_ones_own_is_asked_once_a_batch(void) {
    struct directory mine = {0};
    buu_directory *directory = own(&mine);
    buu_report *report = NULL;
    buu_file file = upload(TWO_GOOD_ONE_BAD);
    CHECK(buu_check(NULL, &file, directory, S("alice"), &report, NULL) == BUU_OK);
    CHECK(mine.calls == 5 && buu_report_error_count(report) == 3);
    buu_report_free(report);
    /* Without names there is nothing to ask. */
    report = NULL;
    mine.calls = 0;
    file = upload("");
    CHECK(buu_check(NULL, &file, directory, S("alice"), &report, NULL) == BUU_OK);
    CHECK(mine.calls == 1 && buu_report_error_count(report) == 1);
    buu_report_free(report);
    buu_directory_free(directory);
}

static void a_callback_that_fails_is_told_apart(void) {
    static const char *const questions[] = {"logins", "groups", "teams", "plans", "policy"};
    size_t i;
    for (i = 0; i < sizeof questions / sizeof *questions; i++) {
        struct directory mine = {0};
        buu_directory *directory = own(&mine);
        buu_report *report = NULL;
        buu_error *error = NULL;
        buu_file file = upload(TWO_GOOD_ONE_BAD);
        mine.broken = questions[i];
        mine.result = -7;
        CHECK(buu_check(NULL, &file, directory, S("alice"), &report, &error) == BUU_CALLBACK_FAILED);
        CHECK(report == NULL && buu_error_callback_result(error) == -7);
        CHECK(mine.calls == (int)i + 1);
        expect(error, BUU_CALLBACK_FAILED, "returned -7");
        buu_directory_free(directory);
    }
}

static void a_name_without_an_answer_is_never_a_pass(void) {
    struct directory mine = {0};
    buu_directory *directory = own(&mine);
    buu_report *report = NULL;
    buu_error *error = NULL;
    buu_file file = upload(TWO_GOOD_ONE_BAD);
    mine.leave_one_out = 1;
    CHECK(buu_check(NULL, &file, directory, S("alice"), &report, &error) == BUU_MISSING_ANSWERS && report == NULL);
    expect(error, BUU_MISSING_ANSWERS, "1 of 3 logins have no answer");
    buu_directory_free(directory);
}

static void the_seam_takes_answers_in_any_order(void) {
    buu_file file = upload(TWO_GOOD_ONE_BAD);
    buu_checked *checked = NULL;
    buu_answers *answers = NULL;
    buu_report *report = NULL;
    buu_error *error = NULL;
    const buu_name *names;
    size_t count = 99, i;

    CHECK(buu_prepare(NULL, &file, &checked, NULL) == BUU_OK && buu_answers_new(checked, &answers, NULL) == BUU_OK);
    names = buu_checked_permission_groups(checked, &count);
    CHECK(count == 2 && equals(names[0].value, "Agent") && equals(names[1].key, "agnet"));
    CHECK(buu_checked_primary_teams(checked, &count) != NULL && count == 1);
    CHECK(buu_checked_capacity_plans(checked, NULL) != NULL);
    CHECK(buu_checked_logins(checked, &count) != NULL && count == 3);
    for (i = count; i-- > 0;) {
        CHECK(buu_answers_set_login(answers, i, 0) == BUU_OK);
    }
    CHECK(buu_checked_resolve(checked, answers, &report, &error) == BUU_MISSING_ANSWERS);
    expect(error, BUU_MISSING_ANSWERS, "2 of 2 permission groups have no answer");
    CHECK(buu_answers_set_permission_group(answers, 1, BUU_INSUFFICIENT_ACCESS, S(NULL), NULL) == BUU_OK);
    CHECK(buu_answers_set_permission_group(answers, 0, BUU_ASSIGNABLE, S(NULL), NULL) == BUU_OK);
    CHECK(buu_answers_set_primary_team(answers, 0, BUU_DOES_NOT_EXIST, S("Sails")) == BUU_OK);
    CHECK(buu_answers_set_primary_team(answers, 0, BUU_MEMBER, S(NULL)) == BUU_OK); /* The last one counts. */
    CHECK(buu_answers_set_capacity_plan(answers, 0, BUU_EXISTS, S(NULL)) == BUU_OK);
    CHECK(buu_checked_resolve(checked, answers, &report, NULL) == BUU_OK);
    CHECK(buu_report_error_count(report) == 2);

    /* Both are spent. */
    error = NULL;
    CHECK(buu_checked_logins(checked, &count) == NULL && count == 0);
    CHECK(buu_checked_resolve(checked, answers, &report, &error) == BUU_SPENT);
    expect(error, BUU_SPENT, "resolved already");
    buu_report_free(report);
    buu_answers_free(answers);
    buu_checked_free(checked);
}

static void the_error_says_whose_login_it_is(void) {
    buu_file file = upload(HEADER "Ann,Lee,ann,Passw0rdX,Agent,TRUE,,Sales,Standard,TRUE\n");
    buu_checked *checked = NULL;
    buu_answers *answers = NULL;
    buu_report *report = NULL;
    char params[64];
    CHECK(buu_prepare(NULL, &file, &checked, NULL) == BUU_OK && buu_answers_new(checked, &answers, NULL) == BUU_OK);
    CHECK(buu_answers_set_login_name(answers, 0, S("First name"), S("Ann")) == BUU_INVALID_ARGUMENT);
    CHECK(buu_answers_set_login(answers, 0, BUU_LOGIN_DOES_NOT_EXIST) == BUU_OK);
    CHECK(buu_answers_set_login_name(answers, 0, S("First name"), S("Ann")) == BUU_INVALID_ARGUMENT);
    CHECK(buu_answers_set_login(answers, 0, BUU_LOGIN_INACTIVE) == BUU_OK);
    CHECK(buu_answers_set_login_name(answers, 0, S("First name"), S("ANN")) == BUU_OK);
    CHECK(buu_answers_set_login_name(answers, 0, S("Last name"), S("Lee")) == BUU_OK);
    CHECK(buu_answers_set_login_name(answers, 1, S("Last name"), S("Lee")) == BUU_INVALID_ARGUMENT);
    CHECK(buu_answers_set_login_name(answers, 0, S("Last name"), S("\xff")) == BUU_INVALID_ARGUMENT);
    CHECK(buu_answers_set_permission_group(answers, 0, BUU_ASSIGNABLE, S(NULL), NULL) == BUU_OK);
    CHECK(buu_answers_set_primary_team(answers, 0, BUU_MEMBER, S(NULL)) == BUU_OK);
    CHECK(buu_answers_set_capacity_plan(answers, 0, BUU_EXISTS, S(NULL)) == BUU_OK);
    CHECK(buu_checked_resolve(checked, answers, &report, NULL) == BUU_OK);
    CHECK(buu_report_error_count(report) == 1);
    buu_report_error_params(report, 0, params, sizeof params);
    CHECK(strcmp(params, "{\"inactive\":true,\"same_name\":true}") == 0);
    buu_report_free(report);
    buu_answers_free(answers);
    buu_checked_free(checked);
}

static void a_check_may_be_asked_again_after_a_failure(void) {
    struct directory mine = {0};
    buu_directory *directory = own(&mine);
    buu_file file = upload(TWO_GOOD_ONE_BAD);
    buu_checked *checked = NULL;
    buu_report *report = NULL;
    CHECK(buu_prepare(NULL, &file, &checked, NULL) == BUU_OK);
    mine.broken = "plans";
    mine.result = 1;
    CHECK(buu_checked_ask(checked, directory, S("alice"), &report, NULL) == BUU_CALLBACK_FAILED && report == NULL);
    mine.broken = NULL;
    CHECK(buu_checked_ask(checked, directory, S("alice"), &report, NULL) == BUU_OK && report != NULL);
    buu_report_free(report);
    CHECK(buu_checked_ask(checked, directory, S("alice"), &report, NULL) == BUU_SPENT);
    buu_checked_free(checked);
    buu_directory_free(directory);
}

void test_directory(void) {
    RUN(a_directory_of_ones_own_is_asked_once_a_batch);
    RUN(a_callback_that_fails_is_told_apart);
    RUN(a_name_without_an_answer_is_never_a_pass);
    RUN(the_seam_takes_answers_in_any_order);
    RUN(the_error_says_whose_login_it_is);
    RUN(a_check_may_be_asked_again_after_a_failure);
}
