/* A report, read by index. */

#include "support.h"

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
    CHECK(buu_report_notice_count(report) == 1); /* The password of row 4 begins and ends with a space. */
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

static void notices_are_told(void) {
    buu_report *report = check_against_office("Login,First name,Last name,Password,Permission group,Web RTC,Primary team,"
                                              "Active,Notes\nann,Ann,M\xFCller,Passw0rdX ,Agent,TRUE,Sales,TRUE,x\n");
    buu_notice notice = buu_notice_init();
    char text[256];
    CHECK(buu_report_is_ok(report) && buu_report_notice_count(report) == 3);
    CHECK(buu_report_notice(report, 0, &notice) == BUU_OK && equals(notice.code, BUU_NOTICE_ENCODING_ASSUMED));
    CHECK(buu_report_notice(report, 1, &notice) == BUU_OK && equals(notice.code, BUU_NOTICE_COLUMN_IGNORED));
    CHECK(notice.row == 0 && notice.line == 0 && notice.column.data == NULL && notice.cell[0] == '\0');
    CHECK(buu_report_notice_message(report, 1, text, sizeof text) > 0 && strstr(text, "Notes") != NULL);
    CHECK(buu_report_notice_params(report, 1, text, sizeof text) > 0);
    CHECK(strcmp(text, "{\"column\":\"Notes\",\"cell\":\"I1\"}") == 0);
    CHECK(buu_report_notice(report, 2, &notice) == BUU_OK && equals(notice.code, BUU_NOTICE_PASSWORD_OUTER_SPACE));
    CHECK(notice.row == 2 && notice.line == 2 && strcmp(notice.cell, "D2") == 0);
    CHECK(equals(notice.column, "Password") && notice.value.data == NULL);
    CHECK(buu_report_notice_suggestion(report, 2, text, sizeof text) == 0 && text[0] == '\0');
    CHECK(buu_report_notice(report, 3, &notice) == BUU_INVALID_ARGUMENT);
    CHECK(buu_report_notice_message(report, 3, text, sizeof text) == 0);
    buu_report_free(report);
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
    sink.max = sizeof sink.text - 1;
    CHECK(buu_report_write_rows_with_errors(report, BUU_PASSWORDS_BLANK, gather, &sink, NULL, NULL) == BUU_OK);
    CHECK(strstr(sink.text, "Passw0rdX") == NULL && strstr(sink.text, "\r\nBob,Hill,Bob,,Agnet,") != NULL);
    sink.max = 0;
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

static void texts_that_a_spreadsheet_might_change_are_protected_or_plain(void) {
    buu_report *report = check_against_office(HEADER "Bob,Hill,bob,Passw0rdX,Agent,TRUE,,Sales,,TRUE\n"
                                              "Dan,Fox,bob,Passw0rdX,Agent,TRUE,00123,Sales,Standard,TRUE\n");
    struct sink sink = {{0}, 0, sizeof sink.text - 1};
    buu_export_options options = buu_export_options_init();
    size_t rows = 0;

    options.passwords = BUU_PASSWORDS_BLANK;
    CHECK(buu_report_write_rows_with_errors_as(report, &options, gather, &sink, &rows, NULL) == BUU_OK && rows == 2);
    CHECK(strstr(sink.text, "\"=\"\"00123\"\"\"") != NULL && strstr(sink.text, "Passw0rdX") == NULL);
    memset(&sink, 0, sizeof sink);
    sink.max = sizeof sink.text - 1;
    options.passwords = BUU_PASSWORDS_KEEP;
    options.text_cells = BUU_TEXT_CELLS_PLAIN;
    CHECK(buu_report_write_rows_with_errors_as(report, &options, gather, &sink, NULL, NULL) == BUU_OK);
    CHECK(strstr(sink.text, "Dan,Fox,bob,Passw0rdX,Agent,TRUE,00123,Sales") != NULL);
    options.text_cells = 3;
    CHECK(buu_report_write_rows_with_errors_as(report, &options, gather, &sink, NULL, NULL) == BUU_INVALID_ARGUMENT);
    options.text_cells = 0;
    options.passwords = 0;
    CHECK(buu_report_write_rows_with_errors_as(report, &options, gather, &sink, NULL, NULL) == BUU_INVALID_ARGUMENT);
    CHECK(buu_report_write_rows_with_errors_as(report, NULL, gather, &sink, NULL, NULL) == BUU_INVALID_ARGUMENT);
    buu_report_free(report);
}

void test_report(void) {
    RUN(a_report_is_read_by_index);
    RUN(new_users_come_with_their_cells_and_their_password_alone);
    RUN(notices_are_told);
    RUN(rows_with_errors_come_as_a_stream);
    RUN(texts_that_a_spreadsheet_might_change_are_protected_or_plain);
}
