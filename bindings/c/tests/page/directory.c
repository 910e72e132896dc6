/* The callback of docs/c.md, as one of a directory that knows a single login. */

#include <bulk_user_upload.h>
#include <stdio.h>
#include <string.h>

static uint32_t my_database_has(const char *login, buu_str key) {
    return key.len == strlen(login) && memcmp(key.data, login, key.len) == 0;
}

#include "a-directory-of-your-own.c"

static int32_t groups(void *userdata, buu_str uploader, const buu_name *names, size_t count, buu_answers *answers) {
    for (size_t i = 0; i < count; i++) {
        buu_answers_set_permission_group(answers, i, BUU_ASSIGNABLE, buu_str_of(NULL), NULL);
    }
    return 0;
}

static int32_t teams(void *userdata, buu_str uploader, const buu_name *names, size_t count, buu_answers *answers) {
    for (size_t i = 0; i < count; i++) {
        buu_answers_set_primary_team(answers, i, BUU_MEMBER, buu_str_of(NULL));
    }
    return 0;
}

static int32_t plans(void *userdata, buu_str uploader, const buu_name *names, size_t count, buu_answers *answers) {
    for (size_t i = 0; i < count; i++) {
        buu_answers_set_capacity_plan(answers, i, BUU_EXISTS, buu_str_of(NULL));
    }
    return 0;
}

int main(void) {
    buu_directory_callbacks callbacks = buu_directory_callbacks_init();
    buu_directory *directory = NULL;
    buu_report *report = NULL;
    buu_file file = buu_file_init();

    callbacks.userdata = "grace.hale";
    callbacks.existing_logins = existing_logins;
    callbacks.permission_groups = groups;
    callbacks.primary_teams = teams;
    callbacks.capacity_plans = plans;
    file.path = buu_str_of("users.csv");
    if (buu_directory_from_callbacks(&callbacks, &directory, NULL) == BUU_OK &&
        buu_check(NULL, &file, directory, buu_str_of("alice"), &report, NULL) == BUU_OK) {
        for (size_t i = 0; i < buu_report_error_count(report); i++) {
            buu_problem problem = buu_problem_init();
            buu_report_error(report, i, &problem);
            printf("%s %u\n", problem.cell, (unsigned)problem.code);
        }
    }
    buu_report_free(report);
    buu_directory_free(directory);
    return 0;
}
