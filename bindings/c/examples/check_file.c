/*
 * Checks a file against a directory from JSON, and prints all its errors:
 *
 *     check_file FILE DIRECTORY.json UPLOADER
 *
 * Its exit code is 0 where every user can be created, 1 where there are errors, and 2 where it could not
 * check.
 */

#include "read_file.h"

#include <bulk_user_upload.h>
#include <stdio.h>
#include <stdlib.h>

static void print_error(const buu_report *report, size_t index) {
    buu_problem problem = buu_problem_init();
    char message[2048];
    char suggestion[256];

    if (buu_report_error(report, index, &problem) != BUU_OK) {
        return;
    }
    if (problem.cell[0] != '\0') {
        printf("%s", problem.cell);
    } else if (problem.row != 0) {
        printf("row %u", (unsigned)problem.row);
    } else {
        printf("file");
    }
    buu_report_error_message(report, index, message, sizeof message);
    printf("\t%u  %s\n", (unsigned)problem.code, message);
    if (buu_report_error_suggestion(report, index, suggestion, sizeof suggestion) > 0) {
        printf("\t     write: %s\n", suggestion);
    }
}

/* Prints the report, and gives the exit code. */
static int print_report(const buu_report *report) {
    size_t i;

    for (i = 0; i < buu_report_notice_count(report); i++) {
        char message[1024];
        buu_report_notice_message(report, i, message, sizeof message);
        printf("note\t%s\n", message);
    }
    for (i = 0; i < buu_report_error_count(report); i++) {
        print_error(report, i);
    }
    printf("%u users: %u can be created, %u rows have errors\n", (unsigned)buu_report_users(report),
           (unsigned)buu_report_valid(report), (unsigned)buu_report_rows_with_errors(report));
    return buu_report_is_ok(report) ? 0 : 1;
}

int main(int count, char **arguments) {
    buu_directory *directory = NULL;
    buu_report *report = NULL;
    buu_error *error = NULL;
    buu_file file = buu_file_init();
    char *json;
    int status = 2;

    if (count != 4) {
        fprintf(stderr, "usage: check_file FILE DIRECTORY.json UPLOADER\n");
        return 2;
    }
    json = read_file(arguments[2]);
    if (json == NULL) {
        fprintf(stderr, "cannot read %s\n", arguments[2]);
        return 2;
    }
    file.path = buu_str_of(arguments[1]);
    if (buu_directory_from_json(buu_str_of(json), &directory, &error) == BUU_OK &&
        buu_check(NULL, &file, directory, buu_str_of(arguments[3]), &report, &error) == BUU_OK) {
        status = print_report(report);
    } else {
        buu_str message = buu_error_message(error);
        fprintf(stderr, "%.*s\n", (int)message.len, message.data);
    }
    buu_report_free(report);
    buu_directory_free(directory);
    buu_error_free(error);
    free(json);
    return status;
}
