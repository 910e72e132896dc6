/* Files that cannot be read, and structs of other versions. */

#include "support.h"

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

void test_files(void) {
    RUN(files_that_cannot_be_read_say_why);
    RUN(structs_of_other_versions_are_understood);
}
