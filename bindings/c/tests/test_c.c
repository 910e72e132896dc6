/*
 * The library as a C program meets it. Takes a folder for its databases.
 */

#include "check.h"

#include <bulk_user_upload.h>
#include <pthread.h>
#include <stdlib.h>

#define S buu_str_of

static const char *folder;

static const char OFFICE[] =
    "{\"users\": [{\"login\": \"alice\", \"permission_group\": \"Admin\", \"teams\": [\"Sales\"]}, {\"login\": \"bob\"}],"
    " \"permission_groups\": [{\"name\": \"Admin\", \"level\": 50, \"bulk_user_upload\": true}, {\"name\": \"Agent\", \"level\": 10},"
    " {\"name\": \"Owner\", \"level\": 90}], \"teams\": [{\"name\": \"Sales\"}, {\"name\": \"Night\"}],"
    " \"capacity_plans\": [{\"name\": \"Standard\"}]}";

#define HEADER                                                                                                          \
    "First name,Last name,Login,Password,Permission group,Web RTC,Extension,Primary team,Capacity plan,Active\n"

static const char TWO_GOOD_ONE_BAD[] = HEADER
    "Ann,Lee,ann,Passw0rdX,Agent,TRUE,0101,Sales,Standard,TRUE\n"
    "Bob,Hill,Bob,Passw0rdX,Agnet,WAHR,,Sales,,TRUE\n"
    "Cid,Ray,cid, Passw0rdY ,agent,false,,sales,,TRUE\n";

static buu_file upload(const char *text) {
    buu_file file = buu_file_init();
    file.name = S("users.csv");
    file.data = (const uint8_t *)text;
    file.data_len = strlen(text);
    return file;
}

static int equals(buu_str text, const char *expected) {
    return text.data != NULL && text.len == strlen(expected) && memcmp(text.data, expected, text.len) == 0;
}

static buu_directory *office(void) {
    buu_directory *directory = NULL;
    CHECK(buu_directory_from_json(S(OFFICE), &directory, NULL) == BUU_OK);
    return directory;
}

static buu_report *check_against_office(const char *text) {
    buu_report *report = NULL;
    buu_file file = upload(text);
    buu_directory *directory = office();
    CHECK(buu_check(NULL, &file, directory, S("alice"), &report, NULL) == BUU_OK);
    buu_directory_free(directory);
    return report;
}

/* An error is looked at and freed: it has that result, and its message has that in it. */
static void expect(buu_error *error, buu_result result, const char *part) {
    char message[1024] = "";
    buu_str found = buu_error_message(error);
    CHECK(buu_error_result(error) == result);
    if (found.data != NULL && found.len < sizeof message) {
        memcpy(message, found.data, found.len);
    }
    CHECK(strstr(message, part) != NULL);
    if (strstr(message, part) == NULL) {
        fprintf(stderr, "    the message is: %s\n", message);
    }
    buu_error_free(error);
}

static void a_report_is_read_by_index(void) {
    buu_report *report = check_against_office(TWO_GOOD_ONE_BAD);
    buu_problem problem = buu_problem_init();
    buu_file_info info = buu_file_info_init();
    char text[512];

    CHECK(buu_report_users(report) == 3 && buu_report_valid(report) == 2 && buu_report_rows_with_errors(report) == 1);
    CHECK(!buu_report_is_ok(report) && buu_report_error_count(report) == 3);
    CHECK(buu_report_error(report, 0, &problem) == BUU_OK);
    CHECK(problem.code == BUU_CODE_LOGIN_ALREADY_EXISTS && problem.level == BUU_LEVEL_FIELD);
    CHECK(problem.row == 3 && problem.line == 3 && strcmp(problem.cell, "C3") == 0);
    CHECK(equals(problem.column, "Login") && equals(problem.value, "Bob"));
    CHECK(buu_report_error_message(report, 0, text, sizeof text) == strlen(text));
    CHECK(strncmp(text, "The login \xE2\x80\x9C" "Bob\xE2\x80\x9D already exists.", 20) == 0);
    CHECK(buu_report_error_suggestion(report, 0, text, sizeof text) == 0 && text[0] == '\0');
    CHECK(buu_report_error(report, 1, &problem) == BUU_OK);
    CHECK(problem.code == BUU_CODE_PERMISSION_GROUP_DOES_NOT_EXIST);
    CHECK(buu_report_error_suggestion(report, 1, text, sizeof text) == 5 && strcmp(text, "Agent") == 0);
    CHECK(buu_report_error_params(report, 2, text, sizeof text) > 0 && strcmp(text, "{\"expected\":\"boolean\"}") == 0);
    CHECK(buu_report_error(report, 3, &problem) == BUU_INVALID_ARGUMENT);
    CHECK(buu_report_error_message(report, 3, text, sizeof text) == 0 && text[0] == '\0');

    CHECK(buu_report_file(report, &info) == BUU_OK);
    CHECK(equals(info.name, "users.csv") && info.file_size == strlen(TWO_GOOD_ONE_BAD) && info.sha256.len == 64);
    CHECK(equals(info.encoding, "utf-8") && equals(info.delimiter, ","));
    CHECK(buu_report_notice_count(report) == 0);
    buu_report_free(report);
}

static void new_users_come_with_their_cells_and_their_password_alone(void) {
    buu_report *report = check_against_office(TWO_GOOD_ONE_BAD);
    buu_new_user user = buu_new_user_init();
    buu_str text;

    CHECK(buu_report_new_user(report, 1, &user) == BUU_OK);
    CHECK(user.row == 4 && user.line == 4 && equals(user.login, "cid"));
    CHECK(buu_report_new_user_cell(report, 1, S("primary TEAM"), &text) == BUU_OK && equals(text, "sales"));
    CHECK(buu_report_new_user_cell(report, 1, S("Extension"), &text) == BUU_OK && equals(text, ""));
    CHECK(buu_report_new_user_cell(report, 1, S("Password"), &text) == BUU_INVALID_ARGUMENT);
    CHECK(buu_report_new_user_cell(report, 1, S("Shoe size"), &text) == BUU_INVALID_ARGUMENT);
    CHECK(buu_report_new_user_password(report, 1, &text) == BUU_OK && equals(text, " Passw0rdY "));
    CHECK(buu_report_new_user(report, 2, &user) == BUU_INVALID_ARGUMENT);
    buu_report_free(report);
}

static void a_short_text_is_cut_where_a_character_ends(void) {
    char key[4] = "xxx";
    /* "ä" takes two bytes. */
    CHECK(buu_fold(S(" \xC3\x84\xC3\x84 "), key, sizeof key) == 4 && strcmp(key, "\xC3\xA4") == 0);
    CHECK(buu_fold(S("AB"), NULL, 0) == 2);
    CHECK(buu_fold(S("AB"), key, 1) == 2 && key[0] == '\0');
    CHECK(buu_fold(S("AB"), key, 3) == 2 && strcmp(key, "ab") == 0);
    CHECK(buu_fold(S("\xFF"), key, 3) == 0 && key[0] == '\0');
}

static void notices_are_told(void) {
    buu_report *report = check_against_office("Login,First name,Last name,Password,Permission group,Web RTC,Primary team,"
                                              "Active,Notes\nann,Ann,M\xFCller,Passw0rdX,Agent,TRUE,Sales,TRUE,x\n");
    char text[256];
    CHECK(buu_report_is_ok(report) && buu_report_notice_count(report) == 2);
    CHECK(equals(buu_report_notice_code(report, 0), "encoding-assumed"));
    CHECK(equals(buu_report_notice_code(report, 1), "column-ignored"));
    CHECK(buu_report_notice_code(report, 2).data == NULL);
    CHECK(buu_report_notice_message(report, 1, text, sizeof text) > 0 && strstr(text, "Notes") != NULL);
    CHECK(buu_report_notice_message(report, 2, text, sizeof text) == 0);
    buu_report_free(report);
}

/* A directory of the program's own. */
struct directory {
    int calls;
    /* The question that cannot be answered, and what its callback returns. */
    const char *broken;
    int32_t result;
    int leave_one_out;
    const buu_password_policy *policy;
};

static int32_t begin(struct directory *directory, const char *question) {
    directory->calls++;
    return directory->broken != NULL && strcmp(directory->broken, question) == 0 ? directory->result : 0;
}

static int32_t logins(void *userdata, buu_str uploader, const buu_name *names, size_t count, buu_answers *answers) {
    struct directory *directory = userdata;
    size_t i;
    CHECK(equals(uploader, "alice"));
    for (i = 0; i < count - (directory->leave_one_out ? 1 : 0); i++) {
        CHECK(buu_answers_set_login(answers, i, equals(names[i].key, "bob")) == BUU_OK);
    }
    CHECK(buu_answers_set_login(answers, count, 1) == BUU_INVALID_ARGUMENT);
    return begin(directory, "logins");
}

static int32_t groups(void *userdata, buu_str uploader, const buu_name *names, size_t count, buu_answers *answers) {
    struct directory *directory = userdata;
    char suggestion[8] = "Agent";
    size_t i;
    (void)uploader;
    for (i = 0; i < count; i++) {
        if (equals(names[i].key, "agent")) {
            CHECK(buu_answers_set_permission_group(answers, i, BUU_ASSIGNABLE, S(NULL), directory->policy) == BUU_OK);
        } else if (equals(names[i].key, "owner")) {
            CHECK(buu_answers_set_permission_group(answers, i, BUU_INSUFFICIENT_ACCESS, S(NULL), NULL) == BUU_OK);
        } else {
            CHECK(buu_answers_set_permission_group(answers, i, BUU_MEMBER, S(NULL), NULL) == BUU_INVALID_ARGUMENT);
            CHECK(buu_answers_set_permission_group(answers, i, BUU_DOES_NOT_EXIST, S(suggestion), NULL) == BUU_OK);
        }
    }
    memset(suggestion, '?', sizeof suggestion); /* It was copied. */
    return begin(directory, "groups");
}

static int32_t teams(void *userdata, buu_str uploader, const buu_name *names, size_t count, buu_answers *answers) {
    size_t i;
    (void)uploader;
    for (i = 0; i < count; i++) {
        uint32_t verdict = equals(names[i].value, "Sales") ? BUU_MEMBER : BUU_NOT_A_MEMBER;
        CHECK(buu_answers_set_primary_team(answers, i, verdict, S(NULL)) == BUU_OK);
    }
    return begin(userdata, "teams");
}

static int32_t plans(void *userdata, buu_str uploader, const buu_name *names, size_t count, buu_answers *answers) {
    size_t i;
    (void)uploader;
    (void)names;
    for (i = 0; i < count; i++) {
        CHECK(buu_answers_set_capacity_plan(answers, i, BUU_EXISTS, S(NULL)) == BUU_OK);
    }
    return begin(userdata, "plans");
}

static int32_t default_policy(void *userdata, buu_str uploader, buu_answers *answers) {
    struct directory *directory = userdata;
    (void)uploader;
    CHECK(buu_answers_set_default_password_policy(answers, directory->policy) == BUU_OK);
    return begin(directory, "policy");
}

static buu_directory *own(struct directory *own) {
    buu_directory *directory = NULL;
    buu_directory_callbacks callbacks = buu_directory_callbacks_init();
    callbacks.userdata = own;
    callbacks.existing_logins = logins;
    callbacks.permission_groups = groups;
    callbacks.primary_teams = teams;
    callbacks.capacity_plans = plans;
    callbacks.default_password_policy = default_policy;
    CHECK(buu_directory_from_callbacks(&callbacks, &directory, NULL) == BUU_OK);
    return directory;
}

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

static void a_policy_judges_passwords(void) {
    struct directory mine = {0};
    buu_password_policy *policy = NULL;
    buu_directory *directory;
    buu_report *report = NULL;
    buu_text *json = NULL;
    buu_error *error = NULL;
    buu_file file = upload(TWO_GOOD_ONE_BAD);
    buu_password_owner owner = buu_password_owner_init();
    buu_str names[2];
    size_t unmet = 99;
    char rules[256];

    CHECK(buu_password_policy_from_json(S("{\"length\": 10, \"notContainsName\": true}"), &policy, NULL) == BUU_OK);
    CHECK(buu_password_policy_json(policy, rules, sizeof rules) == strlen(rules));
    CHECK(strcmp(rules, "{\"length\":10,\"notContainsName\":true}") == 0);
    names[0] = S("Ann");
    names[1] = S("Lee-Hart");
    owner.login = S("ann");
    owner.names = names;
    owner.name_count = 2;
    CHECK(buu_password_policy_judge(policy, S("lee-HART!"), &owner, &unmet, &json, NULL) == BUU_OK && unmet == 2);
    CHECK(equals(buu_text_str(json), "[{\"rule\":\"length\",\"required\":10},{\"rule\":\"notContainsName\"}]"));
    buu_text_free(json);
    CHECK(buu_password_policy_judge(policy, S("long enough"), NULL, &unmet, NULL, NULL) == BUU_OK && unmet == 0);
    CHECK(buu_password_policy_judge(policy, S("\xC3\x28secret"), NULL, &unmet, NULL, &error) == BUU_INVALID_ARGUMENT);
    expect(error, BUU_INVALID_ARGUMENT, "password is not UTF-8");

    /* It lives on in the answers that have it. */
    mine.policy = policy;
    directory = own(&mine);
    CHECK(buu_check(NULL, &file, directory, S("alice"), &report, NULL) == BUU_OK);
    buu_password_policy_free(policy);
    buu_directory_free(directory);
    CHECK(buu_report_error_count(report) == 5 && buu_report_valid(report) == 1);
    buu_report_free(report);

    policy = NULL;
    error = NULL;
    CHECK(buu_password_policy_preset(S("NIST"), &policy, NULL) == BUU_OK);
    buu_password_policy_free(policy);
    policy = NULL;
    CHECK(buu_password_policy_preset(S("lax"), &policy, &error) == BUU_INVALID_POLICY && policy == NULL);
    expect(error, BUU_INVALID_POLICY, "`lax` is no password policy");
    error = NULL;
    CHECK(buu_password_policy_from_json(S("{\"length\": 9, \"maxLength\": 3}"), &policy, &error) == BUU_INVALID_POLICY);
    expect(error, BUU_INVALID_POLICY, "length 9 is above maxLength 3");
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

/* Gathers what is written, up to a limit. */
struct sink {
    char text[4096];
    size_t length, most;
};

static int32_t gather(void *userdata, const uint8_t *data, size_t length) {
    struct sink *sink = userdata;
    if (sink->length + length > sink->most) {
        return 28;
    }
    memcpy(sink->text + sink->length, data, length);
    sink->length += length;
    return 0;
}

static void rows_with_errors_come_as_a_stream(void) {
    buu_report *report = check_against_office(TWO_GOOD_ONE_BAD);
    struct sink sink = {{0}, 0, sizeof sink.text - 1};
    buu_error *error = NULL;
    size_t rows = 0;

    CHECK(buu_report_write_rows_with_errors(report, BUU_PASSWORDS_KEEP, gather, &sink, &rows, NULL) == BUU_OK);
    CHECK(rows == 1 && strncmp(sink.text, "\xEF\xBB\xBF" "First name,", 14) == 0);
    CHECK(strstr(sink.text, "\r\nBob,Hill,Bob,Passw0rdX,Agnet,WAHR,") != NULL);
    memset(&sink, 0, sizeof sink);
    sink.most = sizeof sink.text - 1;
    CHECK(buu_report_write_rows_with_errors(report, BUU_PASSWORDS_BLANK, gather, &sink, NULL, NULL) == BUU_OK);
    CHECK(strstr(sink.text, "Passw0rdX") == NULL && strstr(sink.text, "\r\nBob,Hill,Bob,,Agnet,") != NULL);
    sink.most = 0;
    rows = 77;
    CHECK(buu_report_write_rows_with_errors(report, BUU_PASSWORDS_KEEP, gather, &sink, &rows, &error) ==
          BUU_CALLBACK_FAILED);
    CHECK(rows == 77 && buu_error_callback_result(error) == 28);
    buu_error_free(error);
    CHECK(buu_report_write_rows_with_errors(report, 0, gather, &sink, &rows, NULL) == BUU_INVALID_ARGUMENT);
    CHECK(buu_report_write_rows_with_errors(report, BUU_PASSWORDS_KEEP, NULL, &sink, &rows, NULL) ==
          BUU_INVALID_ARGUMENT);
    buu_report_free(report);
}

static void templates_say_what_they_want(void) {
    buu_template *template = NULL;
    buu_error *error = NULL;
    buu_report *report = NULL;
    buu_directory *directory = office();
    buu_file file = upload("Login\nann\nBob\n");
    char text[512];

    CHECK(buu_template_column_count(NULL) == 10 && buu_template_max_bytes(NULL) == 102400);
    CHECK(buu_template_csv(NULL, text, sizeof text) == strlen(text) && strstr(text, "First name*,Last name*,") != NULL);
    CHECK(buu_template_from_toml(S("max_bytes = 50\n[[columns]]\nname = 'Login'\nkind = 'login'\n"), &template, NULL) ==
          BUU_OK);
    CHECK(buu_template_column_count(template) == 1 && buu_template_max_bytes(template) == 50);
    CHECK(buu_template_column(template, 0, text, sizeof text) == 5 && strcmp(text, "Login") == 0);
    CHECK(buu_template_column(template, 1, text, sizeof text) == 0);
    CHECK(buu_check(template, &file, directory, S("alice"), &report, NULL) == BUU_OK);
    buu_template_free(template); /* The report has its own. */
    CHECK(buu_report_users(report) == 2 && buu_report_valid(report) == 1);
    buu_report_free(report);
    template = NULL;
    CHECK(buu_template_from_json(S("{\"columns\": [{\"name\": \"Badge\", \"kind\": \"digits\"}]}"), &template, &error) ==
          BUU_INVALID_TEMPLATE);
    CHECK(template == NULL);
    expect(error, BUU_INVALID_TEMPLATE, "no column of the kind `login`");
    buu_directory_free(directory);
}

static void the_catalogue_is_complete(void) {
    size_t i;
    CHECK(buu_code_count() == 21 && buu_code_at(buu_code_count()) == 0);
    for (i = 0; i < buu_code_count(); i++) {
        uint32_t code = buu_code_at(i);
        CHECK(buu_code_name(code).len > 0 && buu_code_title(code).len > 0 && buu_code_description(code).len > 0);
        CHECK(buu_code_level(code) >= BUU_LEVEL_FILE && buu_code_level(code) <= BUU_LEVEL_FIELD);
    }
    CHECK(equals(buu_code_name(BUU_CODE_LOGIN_ALREADY_EXISTS), "login-already-exists"));
    CHECK(equals(buu_code_title(BUU_CODE_LOGIN_ALREADY_EXISTS), "Login: already exists"));
    CHECK(buu_code_level(BUU_CODE_ROW_QUOTING) == BUU_LEVEL_ROW);
    CHECK(buu_code_name(999).data == NULL && buu_code_level(999) == 0);
}

static void the_library_is_the_one_of_the_header(void) {
    CHECK(buu_abi_version() == BUU_ABI_VERSION && equals(buu_version(), BUU_VERSION));
    CHECK(strcmp(buu_result_name(BUU_STORE_BUSY), "BUU_STORE_BUSY") == 0);
    CHECK(strcmp(buu_result_name(4000000000u), "?") == 0);
}

static void files_that_cannot_be_read_say_why(void) {
    buu_directory *directory = office();
    buu_report *report = NULL;
    buu_error *error = NULL;
    buu_file file = buu_file_init();
    file.path = S("no/such/file.csv");
    CHECK(buu_check(NULL, &file, directory, S("alice"), &report, &error) == BUU_FILE_ERROR);
    CHECK(buu_error_system_error(error) == 2); /* ENOENT */
    expect(error, BUU_FILE_ERROR, "no/such/file.csv");
    error = NULL;
    file.path = S(folder);
    CHECK(buu_check(NULL, &file, directory, S("alice"), &report, &error) == BUU_FILE_ERROR);
    buu_error_free(error);
    error = NULL;
    CHECK(buu_check(NULL, &file, directory, S("mallory"), &report, &error) == BUU_FILE_ERROR && report == NULL);
    buu_error_free(error);
    error = NULL;
    file = upload(TWO_GOOD_ONE_BAD);
    CHECK(buu_check(NULL, &file, directory, S("mallory"), &report, &error) == BUU_UNKNOWN_UPLOADER && report == NULL);
    expect(error, BUU_UNKNOWN_UPLOADER, "mallory");
    buu_directory_free(directory);
}

/* A program of an earlier version knows less of a struct, one of a later version more. */
static void structs_of_other_versions_are_understood(void) {
    struct {
        buu_file file;
        uint64_t more;
    } later;
    struct {
        buu_problem problem;
        uint64_t more;
    } later_problem;
    buu_directory *directory = office();
    buu_report *report = NULL;
    buu_error *error = NULL;
    buu_file file = upload(TWO_GOOD_ONE_BAD);

    memset(&later, 0, sizeof later);
    later.file = file;
    later.file.size = sizeof later;
    CHECK(buu_check(NULL, &later.file, directory, S("alice"), &report, NULL) == BUU_OK);
    memset(&later_problem, 0xAA, sizeof later_problem);
    later_problem.problem.size = sizeof later_problem;
    CHECK(buu_report_error(report, 0, &later_problem.problem) == BUU_OK);
    CHECK(later_problem.problem.size == sizeof later_problem && later_problem.more == 0);
    CHECK(strcmp(later_problem.problem.cell, "C3") == 0);
    buu_report_free(report);
    report = NULL;
    later.more = 1;
    CHECK(buu_check(NULL, &later.file, directory, S("alice"), &report, &error) == BUU_INVALID_ARGUMENT);
    expect(error, BUU_INVALID_ARGUMENT, "buu_file says more than this version");
    error = NULL;
    file.size = 0;
    CHECK(buu_check(NULL, &file, directory, S("alice"), &report, &error) == BUU_INVALID_ARGUMENT && report == NULL);
    expect(error, BUU_INVALID_ARGUMENT, "begin with buu_file_init()");
    buu_directory_free(directory);
}

static void open_store(const char *name, buu_store **store) {
    char path[4096];
    buu_store_options options = buu_store_options_init();
    options.memory_kib = 8; /* Far too weak for use. */
    options.passes = 1;
    snprintf(path, sizeof path, "%s/%s.db", folder, name);
    CHECK(buu_store_open(S(path), &options, store, NULL) == BUU_OK);
}

struct progress {
    int calls;
    int stop_at;
    uint32_t last_step, last_done, of;
};

static int32_t progress(void *userdata, uint32_t step, uint32_t done, uint32_t of) {
    struct progress *progress = userdata;
    progress->last_step = step;
    progress->last_done = done;
    progress->of = of;
    return ++progress->calls == progress->stop_at;
}

static void a_store_imports_remembers_and_undoes(void) {
    buu_store *store = NULL;
    buu_history *history = NULL;
    buu_text *text = NULL;
    buu_undo *undo = NULL;
    buu_error *error = NULL;
    buu_directory *directory = NULL;
    buu_report *report = NULL;
    buu_file file = upload(TWO_GOOD_ONE_BAD);
    buu_import_options options = buu_import_options_init();
    buu_import_record record = buu_import_record_init();
    buu_undo_user user = buu_undo_user_init();
    struct progress seen = {0, 0, 0, 0, 0};
    struct sink sink = {{0}, 0, sizeof sink.text - 1};
    int64_t id;

    open_store("story", &store);
    CHECK(buu_store_resumed_json(store, &text, NULL) == BUU_OK && equals(buu_text_str(text), "[]"));
    buu_text_free(text);
    CHECK(buu_store_load(store, S(OFFICE), &text, NULL) == BUU_OK);
    CHECK(strstr(buu_text_str(text).data, "\"users\":{\"added\":2,") != NULL);
    buu_text_free(text);
    options.progress = progress;
    options.userdata = &seen;
    CHECK(buu_store_import(store, NULL, &file, S("ALICE"), &options, &history, NULL) == BUU_OK);
    CHECK(seen.calls == 2 && seen.last_step == BUU_STEP_CREATING && seen.last_done == 2 && seen.of == 2);
    CHECK(buu_history_count(history) == 1 && buu_history_import(history, 0, &record) == BUU_OK);
    CHECK(record.status == BUU_STATUS_FAILED && record.mode == BUU_PARTIAL_SUCCESS && record.same_file_as == 0);
    CHECK(record.users == 3 && record.created == 2 && record.rows_with_errors == 1 && record.not_attempted == 0);
    CHECK(equals(record.uploaded_by, "alice") && equals(record.file_name, "users.csv") && record.sha256.len == 64);
    CHECK(record.start.len >= 20 && record.end.len >= 20);
    id = record.id;
    buu_history_free(history);

    CHECK(buu_store_write_rows_with_errors(store, id, gather, &sink, NULL, NULL) == BUU_OK);
    CHECK(strstr(sink.text, "\r\nBob,Hill,Bob,,Agnet,") != NULL);
    CHECK(buu_store_rows_json(store, id, BUU_OUTCOME_CREATED, &text, NULL) == BUU_OK);
    CHECK(strstr(buu_text_str(text).data, "\"login\":\"ann\"") != NULL);
    buu_text_free(text);
    CHECK(buu_store_details_json(store, id, &text, NULL) == BUU_OK);
    CHECK(strstr(buu_text_str(text).data, "\"code\":\"login-already-exists\"") != NULL);
    buu_text_free(text);
    CHECK(buu_store_directory_json(store, &text, NULL) == BUU_OK);
    CHECK(strstr(buu_text_str(text).data, "\"login\":\"cid\"") != NULL);
    CHECK(strstr(buu_text_str(text).data, "Passw0rd") == NULL);
    buu_text_free(text);

    CHECK(buu_store_undo_preview(store, id, S("alice"), &undo, NULL) == BUU_OK && buu_undo_count(undo) == 2);
    buu_undo_free(undo);
    CHECK(buu_store_undo(store, id, S("alice"), &undo, NULL) == BUU_OK && buu_undo_count(undo) == 2);
    CHECK(buu_undo_user_at(undo, 1, &user) == BUU_OK && user.row == 4 && equals(user.login, "cid"));
    CHECK(user.outcome == BUU_UNDO_DEACTIVATED && buu_undo_user_at(undo, 2, &user) == BUU_INVALID_ARGUMENT);
    CHECK(buu_undo_json(undo, &text, NULL) == BUU_OK && strstr(buu_text_str(text).data, "\"left\":[]") != NULL);
    buu_text_free(text);
    buu_undo_free(undo);

    /* A directory of the store outlives it. */
    CHECK(buu_directory_from_store(store, &directory, NULL) == BUU_OK);
    CHECK(buu_store_undo(store, 99, S("alice"), &undo, &error) == BUU_UNKNOWN_IMPORT);
    expect(error, BUU_UNKNOWN_IMPORT, "there is no import 99");
    error = NULL;
    CHECK(buu_store_import(store, NULL, &file, S("bob"), NULL, &history, &error) == BUU_MAY_NOT_IMPORT);
    expect(error, BUU_MAY_NOT_IMPORT, "bob");
    buu_store_free(store);
    CHECK(buu_check(NULL, &file, directory, S("alice"), &report, NULL) == BUU_OK);
    CHECK(buu_report_valid(report) == 0); /* The logins of users that were deactivated stay taken. */
    buu_report_free(report);
    buu_directory_free(directory);
}

static void an_import_can_be_stopped_or_be_all_or_nothing(void) {
    buu_store *store = NULL;
    buu_history *history = NULL;
    buu_file file = upload(TWO_GOOD_ONE_BAD);
    buu_import_options options = buu_import_options_init();
    buu_import_record record = buu_import_record_init();
    struct progress seen = {0, 1, 0, 0, 0};

    open_store("stopped", &store);
    CHECK(buu_store_load(store, S(OFFICE), NULL, NULL) == BUU_OK);
    options.progress = progress;
    options.userdata = &seen;
    CHECK(buu_store_import(store, NULL, &file, S("alice"), &options, &history, NULL) == BUU_OK);
    CHECK(buu_history_import(history, 0, &record) == BUU_OK && record.status == BUU_STATUS_INTERRUPTED);
    CHECK(seen.calls == 1 && record.created == 0 && record.not_attempted == 2);
    buu_history_free(history);
    options.progress = NULL;
    options.mode = BUU_ALL_OR_NOTHING;
    CHECK(buu_store_import(store, NULL, &file, S("alice"), &options, &history, NULL) == BUU_OK);
    CHECK(buu_history_import(history, 0, &record) == BUU_OK && record.mode == BUU_ALL_OR_NOTHING);
    CHECK(record.created == 0 && record.rows_with_errors == 1 && record.not_attempted == 2 && record.same_file_as == 1);
    buu_history_free(history);
    options.mode = 3;
    CHECK(buu_store_import(store, NULL, &file, S("alice"), &options, &history, NULL) == BUU_INVALID_ARGUMENT);
    buu_store_free(store);
}

static void the_history_is_filtered(void) {
    static const uint32_t failed[] = {BUU_STATUS_FAILED}, unknown[] = {77};
    buu_store *store = NULL;
    buu_history *history = NULL;
    buu_text *text = NULL;
    buu_error *error = NULL;
    buu_history_filter filter = buu_history_filter_init();
    buu_import_record record = buu_import_record_init();
    buu_file file = upload(TWO_GOOD_ONE_BAD);
    int i;

    open_store("history", &store);
    CHECK(buu_store_load(store, S(OFFICE), NULL, NULL) == BUU_OK);
    for (i = 0; i < 3; i++) {
        CHECK(buu_store_import(store, NULL, &file, S("alice"), NULL, &history, NULL) == BUU_OK);
        buu_history_free(history);
    }
    CHECK(buu_store_history(store, NULL, &history, NULL) == BUU_OK && buu_history_count(history) == 3);
    CHECK(buu_history_import(history, 0, &record) == BUU_OK && record.id == 3);
    CHECK(buu_history_import(history, 3, &record) == BUU_INVALID_ARGUMENT);
    CHECK(buu_history_json(history, &text, NULL) == BUU_OK && strncmp(buu_text_str(text).data, "[{\"id\":3,", 9) == 0);
    buu_text_free(text);
    buu_history_free(history);
    filter.status = failed;
    filter.status_count = 1;
    filter.created = S("1..");
    filter.rows_with_errors = S("1");
    filter.uploaded_by = S("Alice");
    CHECK(buu_store_history(store, &filter, &history, NULL) == BUU_OK && buu_history_count(history) == 1);
    buu_history_free(history);
    filter = buu_history_filter_init();
    filter.before = 3;
    filter.limit = 1;
    CHECK(buu_store_history(store, &filter, &history, NULL) == BUU_OK && buu_history_count(history) == 1);
    CHECK(buu_history_import(history, 0, &record) == BUU_OK && record.id == 2);
    buu_history_free(history);
    filter.users = S("many");
    CHECK(buu_store_history(store, &filter, &history, &error) == BUU_INVALID_ARGUMENT);
    expect(error, BUU_INVALID_ARGUMENT, "`many` is no range of counts");
    filter = buu_history_filter_init();
    filter.status = unknown;
    filter.status_count = 1;
    CHECK(buu_store_history(store, &filter, &history, NULL) == BUU_INVALID_ARGUMENT);
    buu_store_free(store);
}

static void a_store_that_cannot_be_opened_says_why(void) {
    char path[4096];
    buu_store *store = NULL;
    buu_error *error = NULL;
    FILE *file;
    snprintf(path, sizeof path, "%s/foreign.db", folder);
    file = fopen(path, "wb");
    CHECK(file != NULL && fputs("This is a letter, and no database at all.\n", file) >= 0 && fclose(file) == 0);
    CHECK(buu_store_open(S(path), NULL, &store, &error) == BUU_STORE_FOREIGN && store == NULL);
    expect(error, BUU_STORE_FOREIGN, "choose another file");
    error = NULL;
    CHECK(buu_store_open(S("no/such/folder/users.db"), NULL, &store, &error) == BUU_STORE_ERROR && store == NULL);
    buu_error_free(error);
}

struct shared {
    buu_directory *directory;
    buu_report *report;
    const char *expected;
    int failures;
};

static void *use_from_a_thread(void *argument) {
    struct shared *shared = argument;
    int i;
    for (i = 0; i < 20; i++) {
        buu_file file = upload(TWO_GOOD_ONE_BAD);
        buu_report *report = NULL;
        buu_text *json = NULL, *same = NULL;
        if (buu_check(NULL, &file, shared->directory, S("alice"), &report, NULL) != BUU_OK ||
            buu_report_json(report, &json, NULL) != BUU_OK || buu_report_json(shared->report, &same, NULL) != BUU_OK ||
            !equals(buu_text_str(json), shared->expected) || !equals(buu_text_str(same), shared->expected)) {
            shared->failures++;
        }
        buu_text_free(json);
        buu_text_free(same);
        buu_report_free(report);
    }
    return NULL;
}

static void many_threads_use_one_directory_and_one_report(void) {
    enum { THREADS = 8 };
    pthread_t threads[THREADS];
    struct shared shared[THREADS];
    buu_store *store = NULL;
    buu_directory *directories[2];
    buu_report *report = check_against_office(TWO_GOOD_ONE_BAD);
    buu_text *json = NULL;
    int i;

    CHECK(buu_report_json(report, &json, NULL) == BUU_OK);
    open_store("threads", &store);
    CHECK(buu_store_load(store, S(OFFICE), NULL, NULL) == BUU_OK);
    CHECK(buu_directory_from_store(store, &directories[0], NULL) == BUU_OK);
    directories[1] = office();
    for (i = 0; i < THREADS; i++) {
        shared[i].directory = directories[i % 2];
        shared[i].report = report;
        shared[i].expected = buu_text_str(json).data;
        shared[i].failures = 0;
        CHECK(pthread_create(&threads[i], NULL, use_from_a_thread, &shared[i]) == 0);
    }
    for (i = 0; i < THREADS; i++) {
        CHECK(pthread_join(threads[i], NULL) == 0 && shared[i].failures == 0);
    }
    buu_directory_free(directories[0]);
    buu_directory_free(directories[1]);
    buu_store_free(store);
    buu_text_free(json);
    buu_report_free(report);
}

int main(int count, char **arguments) {
    if (count != 3) {
        fprintf(stderr, "usage: test_c FOLDER REPOSITORY\n");
        return 2;
    }
    folder = arguments[1];
    RUN(a_report_is_read_by_index);
    RUN(new_users_come_with_their_cells_and_their_password_alone);
    RUN(a_short_text_is_cut_where_a_character_ends);
    RUN(notices_are_told);
    RUN(a_directory_of_ones_own_is_asked_once_a_batch);
    RUN(a_callback_that_fails_is_told_apart);
    RUN(a_name_without_an_answer_is_never_a_pass);
    RUN(a_policy_judges_passwords);
    RUN(the_seam_takes_answers_in_any_order);
    RUN(a_check_may_be_asked_again_after_a_failure);
    RUN(rows_with_errors_come_as_a_stream);
    RUN(templates_say_what_they_want);
    RUN(the_catalogue_is_complete);
    RUN(the_library_is_the_one_of_the_header);
    RUN(files_that_cannot_be_read_say_why);
    RUN(structs_of_other_versions_are_understood);
    RUN(a_store_imports_remembers_and_undoes);
    RUN(an_import_can_be_stopped_or_be_all_or_nothing);
    RUN(the_history_is_filtered);
    RUN(a_store_that_cannot_be_opened_says_why);
    RUN(many_threads_use_one_directory_and_one_report);
    return check_summary();
}
