/* Files whose encoding is stated or assumed, and headers that are mapped. */

#include "support.h"

/* The name is "Иван" in Windows-1251, and "Èâàí" in Windows-1252. */
static const char CYRILLIC[] = HEADER "\xC8\xE2\xE0\xED,Lee,ann,Passw0rdX,Agent,TRUE,0101,Sales,Standard,TRUE\n";

static buu_result check_file(const buu_file *file, buu_report **report, buu_error **error) {
    buu_directory *directory = office();
    buu_result result = buu_check(NULL, file, directory, S("alice"), report, error);
    buu_directory_free(directory);
    return result;
}

/* The reading whose first sample is this; the number of readings if there is none. */
static size_t reading_of(const buu_report *report, const char *sample) {
    size_t reading = 0;
    while (reading < buu_report_reading_count(report) && !equals(buu_report_reading_sample(report, reading, 0), sample)) {
        reading++;
    }
    return reading;
}

static void readings_are_shown_without_json(void) {
    buu_report *report = check_against_office(CYRILLIC);
    size_t count = buu_report_reading_count(report);
    size_t cyrillic = reading_of(report, "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD");
    size_t western = reading_of(report, "\xC3\x88\xC3\xA2\xC3\xA0\xC3\xAD");

    CHECK(buu_report_sample_count(report) == 1 && equals(buu_report_sample_cell(report, 0), "A2"));
    CHECK(cyrillic < count && equals(buu_report_reading_encoding(report, cyrillic), "windows-1251"));
    CHECK(western < count && equals(buu_report_reading_encoding(report, western), "windows-1252"));
    CHECK(buu_report_reading_encoding(report, count).data == NULL);
    CHECK(buu_report_sample_cell(report, 1).data == NULL);
    CHECK(buu_report_reading_sample(report, 0, 1).data == NULL);
    CHECK(buu_report_reading_sample(report, count, 0).data == NULL);
    buu_report_free(report);

    report = check_against_office(TWO_GOOD_ONE_BAD);
    CHECK(buu_report_reading_count(report) == 0 && buu_report_sample_count(report) == 0);
    buu_report_free(report);
}

static void a_stated_encoding_asks_nothing(void) {
    buu_report *report = NULL;
    buu_error *error = NULL;
    buu_str text;
    buu_file file = upload(CYRILLIC);

    file.encoding = S("CP1251");
    CHECK(check_file(&file, &report, NULL) == BUU_OK && buu_report_is_ok(report));
    CHECK(buu_report_notice_count(report) == 0 && buu_report_reading_count(report) == 0);
    CHECK(buu_report_new_user_cell(report, 0, S("First name"), &text) == BUU_OK);
    CHECK(equals(text, "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD"));
    buu_report_free(report);
    report = NULL;
    file.encoding = S("utf-9");
    CHECK(check_file(&file, &report, &error) == BUU_UNKNOWN_ENCODING && report == NULL);
    expect(error, BUU_UNKNOWN_ENCODING, "`utf-9` is not an encoding");
}

static void a_mark_wins_over_what_is_stated(void) {
    buu_report *report = NULL;
    buu_notice notice = buu_notice_init();
    buu_file file = upload("\xEF\xBB\xBF" HEADER "Ann,Lee,ann,Passw0rdX,Agent,TRUE,0101,Sales,Standard,TRUE\n");

    file.encoding = S("windows-1252");
    CHECK(check_file(&file, &report, NULL) == BUU_OK && buu_report_notice_count(report) == 1);
    CHECK(buu_report_notice(report, 0, &notice) == BUU_OK && equals(notice.code, BUU_NOTICE_ENCODING_MARKED));
    buu_report_free(report);
}

static void a_header_is_mapped(void) {
    static const char csv[] = "First name,Last name,E-mail,Password,Permission group,Web RTC,Primary team,Active\n"
                              "Ann,Lee,ann,Passw0rdX,Agent,TRUE,Sales,TRUE\n";
    buu_mapped_header mapping[2];
    buu_report *report = NULL;
    buu_checked *checked = NULL;
    buu_error *error = NULL;
    buu_new_user user = buu_new_user_init();
    buu_file file = upload(csv);

    mapping[0].header = S("e-mail");
    mapping[0].column = S("Login");
    file.mapping = mapping;
    file.mapping_count = 1;
    CHECK(check_file(&file, &report, NULL) == BUU_OK && buu_report_is_ok(report));
    CHECK(buu_report_new_user(report, 0, &user) == BUU_OK && equals(user.login, "ann"));
    buu_report_free(report);
    report = NULL;
    mapping[0].column = S("Badge");
    CHECK(check_file(&file, &report, &error) == BUU_INVALID_MAPPING && report == NULL);
    expect(error, BUU_INVALID_MAPPING, "the template does not have");
    error = NULL;
    mapping[0].column = S("Login");
    mapping[1].header = S("Phone");
    mapping[1].column = S("Extension");
    file.mapping_count = 2;
    CHECK(buu_prepare(NULL, &file, &checked, &error) == BUU_INVALID_MAPPING && checked == NULL);
    expect(error, BUU_INVALID_MAPPING, "the file has no header");
}

static void nobody_is_imported_from_an_assumed_encoding(void) {
    buu_store *store = NULL;
    buu_history *history = NULL;
    buu_error *error = NULL;
    buu_text *users = NULL;
    buu_import_record record = buu_import_record_init();
    buu_file file = upload(CYRILLIC);

    open_store("encoding", &store);
    CHECK(buu_store_load(store, S(OFFICE), NULL, NULL) == BUU_OK);
    CHECK(buu_store_import(store, NULL, &file, S("alice"), NULL, &history, &error) == BUU_ENCODING_NOT_STATED);
    CHECK(history == NULL);
    expect(error, BUU_ENCODING_NOT_STATED, "State the encoding");
    CHECK(buu_store_history(store, NULL, &history, NULL) == BUU_OK && buu_history_count(history) == 0);
    buu_history_free(history);
    CHECK(buu_store_directory_json(store, &users, NULL) == BUU_OK);
    CHECK(strstr(buu_text_str(users).data, "\"ann\"") == NULL);
    buu_text_free(users);

    file.encoding = S("windows-1251");
    CHECK(buu_store_import(store, NULL, &file, S("alice"), NULL, &history, NULL) == BUU_OK);
    CHECK(buu_history_record(history, 0, &record) == BUU_OK && record.created == 1);
    buu_history_free(history);
    buu_store_free(store);
}

void test_encoding(void) {
    RUN(readings_are_shown_without_json);
    RUN(a_stated_encoding_asks_nothing);
    RUN(a_mark_wins_over_what_is_stated);
    RUN(a_header_is_mapped);
    RUN(nobody_is_imported_from_an_assumed_encoding);
}
