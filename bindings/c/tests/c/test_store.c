/* The store: import, history, undo. */

#include "support.h"

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
    buu_undone_user user = buu_undone_user_init();
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
    CHECK(buu_history_count(history) == 1 && buu_history_record(history, 0, &record) == BUU_OK);
    CHECK(record.status == BUU_STATUS_FAILED && record.mode == BUU_PARTIAL_SUCCESS && record.same_file_as == 0);
    CHECK(record.users == 3 && record.created == 2 && record.rows_with_errors == 1 && record.not_attempted == 0);
    CHECK(equals(record.uploaded_by, "alice") && equals(record.file_name, "users.csv") && record.sha256.len == 64);
    CHECK(record.start.len >= 20 && record.end.len >= 20);
    id = record.id;
    buu_history_free(history);

    CHECK(buu_store_write_rows_with_errors(store, id, gather, &sink, NULL, NULL) == BUU_OK);
    CHECK(strstr(sink.text, "\r\nBob,Hill,Bob,,Agnet,") != NULL);
    CHECK(buu_store_write_rows_with_errors_as(store, id, BUU_TEXT_CELLS_PLAIN, gather, &sink, NULL, NULL) == BUU_OK);
    CHECK(buu_store_write_rows_with_errors_as(store, id, 3, gather, &sink, NULL, NULL) == BUU_INVALID_ARGUMENT);
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
    CHECK(buu_undo_user(undo, 1, &user) == BUU_OK && user.row == 4 && equals(user.login, "cid"));
    CHECK(user.outcome == BUU_UNDO_DEACTIVATED && buu_undo_user(undo, 2, &user) == BUU_INVALID_ARGUMENT);
    CHECK(buu_undo_json(undo, &text, NULL) == BUU_OK && strstr(buu_text_str(text).data, "\"skipped\":[]") != NULL);
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
    CHECK(buu_history_record(history, 0, &record) == BUU_OK && record.status == BUU_STATUS_INTERRUPTED);
    CHECK(seen.calls == 1 && record.created == 0 && record.not_attempted == 2);
    buu_history_free(history);
    options.progress = NULL;
    options.mode = BUU_ALL_OR_NOTHING;
    CHECK(buu_store_import(store, NULL, &file, S("alice"), &options, &history, NULL) == BUU_OK);
    CHECK(buu_history_record(history, 0, &record) == BUU_OK && record.mode == BUU_ALL_OR_NOTHING);
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
    CHECK(buu_history_record(history, 0, &record) == BUU_OK && record.id == 3);
    CHECK(buu_history_record(history, 3, &record) == BUU_INVALID_ARGUMENT);
    CHECK(buu_history_json(history, &text, NULL) == BUU_OK && strncmp(buu_text_str(text).data, "[{\"id\":3,", 9) == 0);
    buu_text_free(text);
    buu_history_free(history);
    filter.status = failed;
    filter.status_count = 1;
    filter.users = S("..3");
    filter.created = S("1..");
    filter.rows_with_errors = S("1");
    filter.uploaded_by = S("Alice");
    CHECK(buu_store_history(store, &filter, &history, NULL) == BUU_OK && buu_history_count(history) == 1);
    buu_history_free(history);
    filter = buu_history_filter_init();
    filter.file_name = S("USERS");
    CHECK(buu_store_history(store, &filter, &history, NULL) == BUU_OK && buu_history_count(history) == 3);
    buu_history_free(history);
    filter.file_name = S("u_e");
    CHECK(buu_store_history(store, &filter, &history, NULL) == BUU_OK && buu_history_count(history) == 0);
    buu_history_free(history);
    /* A program that was built before there was this field. */
    filter.size = offsetof(buu_history_filter, file_name);
    CHECK(buu_store_history(store, &filter, &history, NULL) == BUU_OK && buu_history_count(history) == 3);
    buu_history_free(history);
    filter = buu_history_filter_init();
    filter.before = 3;
    filter.limit = 1;
    CHECK(buu_store_history(store, &filter, &history, NULL) == BUU_OK && buu_history_count(history) == 1);
    CHECK(buu_history_record(history, 0, &record) == BUU_OK && record.id == 2);
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

void test_store(void) {
    RUN(a_store_imports_remembers_and_undoes);
    RUN(an_import_can_be_stopped_or_be_all_or_nothing);
    RUN(the_history_is_filtered);
    RUN(a_store_that_cannot_be_opened_says_why);
}
