/*
 * Imports a file into a database, undoes that if asked to, and writes the rows with errors to standard
 * output:
 *
 *     import_file DATABASE DIRECTORY.json FILE UPLOADER [undo]
 *
 * It ends with 0 where every user was created, with 1 where there are errors, and with 2 where it could not
 * import.
 */

#include "read_file.h"

#include <bulk_user_upload.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT(s) (int)(s).len, (s).data

static int32_t show_progress(void *userdata, uint32_t step, uint32_t done, uint32_t of) {
    (void)userdata;
    fprintf(stderr, "%s %u of %u\n", step == BUU_STEP_HASHING ? "hashed" : "created", (unsigned)done, (unsigned)of);
    return 0; /* Anything else would end the import here. */
}

static int32_t write_to_file(void *userdata, const uint8_t *data, size_t length) {
    return fwrite(data, 1, length, (FILE *)userdata) == length ? 0 : -1;
}

/* Loads the directory JSON of a file. */
static buu_result load(const buu_store *store, const char *path, buu_error **error) {
    char *json = read_file(path);
    buu_result result = BUU_FILE_ERROR;
    if (json == NULL) {
        fprintf(stderr, "cannot read %s\n", path);
    } else {
        result = buu_store_load(store, buu_str_of(json), NULL, error);
    }
    free(json);
    return result;
}

static buu_result undo(const buu_store *store, int64_t id, const char *login, buu_error **error) {
    buu_undo *undo = NULL;
    size_t i;
    buu_result result = buu_store_undo(store, id, buu_str_of(login), &undo, error);

    for (i = 0; i < buu_undo_count(undo); i++) {
        buu_undone_user user = buu_undone_user_init();
        if (buu_undo_user(undo, i, &user) == BUU_OK) {
            fprintf(stderr, "row %u: %.*s %s\n", (unsigned)user.row, TEXT(user.login),
                    user.outcome == BUU_UNDO_DEACTIVATED ? "was deactivated" : "was skipped");
        }
    }
    buu_undo_free(undo);
    return result;
}

int main(int count, char **arguments) {
    buu_store *store = NULL;
    buu_history *history = NULL;
    buu_error *error = NULL;
    buu_file file = buu_file_init();
    buu_import_options options = buu_import_options_init();
    buu_import_record record = buu_import_record_init();
    int status = 2;

    if (count != 5 && !(count == 6 && strcmp(arguments[5], "undo") == 0)) {
        fprintf(stderr, "usage: import_file DATABASE DIRECTORY.json FILE UPLOADER [undo]\n");
        return 2;
    }
    file.path = buu_str_of(arguments[3]);
    options.progress = show_progress;
    if (buu_store_open(buu_str_of(arguments[1]), NULL, &store, &error) == BUU_OK &&
        load(store, arguments[2], &error) == BUU_OK &&
        buu_store_import(store, NULL, &file, buu_str_of(arguments[4]), &options, &history, &error) == BUU_OK &&
        buu_history_record(history, 0, &record) == BUU_OK) {
        fprintf(stderr, "import %lld of %.*s: %u users, %u created, %u rows with errors\n", (long long)record.id,
                TEXT(record.file_name), (unsigned)record.users, (unsigned)record.created,
                (unsigned)record.rows_with_errors);
        if (buu_store_write_rows_with_errors(store, record.id, write_to_file, stdout, NULL, &error) == BUU_OK &&
            (count == 5 || undo(store, record.id, arguments[4], &error) == BUU_OK)) {
            status = record.status == BUU_STATUS_SUCCEEDED ? 0 : 1;
        }
    }
    if (error != NULL) {
        fprintf(stderr, "%.*s\n", TEXT(buu_error_message(error)));
    }
    buu_history_free(history);
    buu_store_free(store);
    buu_error_free(error);
    return status;
}
