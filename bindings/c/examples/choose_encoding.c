/*
 * Imports a file into a database, and asks for its encoding where that must be chosen:
 *
 *     choose_encoding DATABASE DIRECTORY.json FILE UPLOADER [ENCODING]
 *
 * Where nobody has stated the encoding of the file, and its users depend on it, it shows what the file may say,
 * and imports nobody. Run it again with the encoding under which the names are right.
 *
 * It ends with 0 where every user was created, with 1 where there are errors, with 2 where it could not
 * import, and with 3 where an encoding must be chosen.
 */

#include "read_file.h"

#include <bulk_user_upload.h>
#include <stdio.h>
#include <stdlib.h>

#define TEXT(s) (int)(s).len, (s).data

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

static void print_readings(const buu_report *report) {
    size_t reading, sample;

    printf("The names may read:\n");
    for (reading = 0; reading < buu_report_reading_count(report); reading++) {
        printf("%.*s:", TEXT(buu_report_reading_encoding(report, reading)));
        for (sample = 0; sample < buu_report_sample_count(report); sample++) {
            printf(" %.*s (%.*s)", TEXT(buu_report_reading_sample(report, reading, sample)),
                   TEXT(buu_report_sample_cell(report, sample)));
        }
        printf("\n");
    }
}

/* Shows what the file may say, and gives the exit code. */
static int show_readings(const buu_store *store, const buu_file *file, const char *uploader, buu_error **error) {
    buu_directory *directory = NULL;
    buu_report *report = NULL;
    int status = 2;

    if (buu_directory_from_store(store, &directory, error) == BUU_OK &&
        buu_check(NULL, file, directory, buu_str_of(uploader), &report, error) == BUU_OK) {
        print_readings(report);
        status = 3;
    }
    buu_report_free(report);
    buu_directory_free(directory);
    return status;
}

/* Imports the file, and gives the exit code. */
static int import_file(const buu_store *store, const buu_file *file, const char *uploader, buu_error **error) {
    buu_history *history = NULL;
    buu_import_record record = buu_import_record_init();
    int status = 2;
    buu_result result = buu_store_import(store, NULL, file, buu_str_of(uploader), NULL, &history, error);

    if (result == BUU_ENCODING_NOT_STATED) {
        buu_error_free(*error); /* The readings say more. */
        *error = NULL;
        status = show_readings(store, file, uploader, error);
    } else if (result == BUU_OK && buu_history_record(history, 0, &record) == BUU_OK) {
        printf("%u users, %u created\n", (unsigned)record.users, (unsigned)record.created);
        status = record.status == BUU_STATUS_SUCCEEDED ? 0 : 1;
    }
    buu_history_free(history);
    return status;
}

int main(int count, char **arguments) {
    buu_store *store = NULL;
    buu_error *error = NULL;
    buu_file file = buu_file_init();
    int status = 2;

    if (count != 5 && count != 6) {
        fprintf(stderr, "usage: choose_encoding DATABASE DIRECTORY.json FILE UPLOADER [ENCODING]\n");
        return 2;
    }
    file.path = buu_str_of(arguments[3]);
    file.encoding = buu_str_of(count == 6 ? arguments[5] : NULL);
    if (buu_store_open(buu_str_of(arguments[1]), NULL, &store, &error) == BUU_OK &&
        load(store, arguments[2], &error) == BUU_OK) {
        status = import_file(store, &file, arguments[4], &error);
    }
    if (error != NULL) {
        fprintf(stderr, "%.*s\n", TEXT(buu_error_message(error)));
    }
    buu_store_free(store);
    buu_error_free(error);
    return status;
}
