/*
 * Every case of testdata/ gives the same report through C as in Rust, byte for byte, in each of five ways.
 *
 *     cases LIST FOLDER [EVERY]
 *
 * `cargo xtask c` writes LIST: a line for each case, with tabs between title, file, name, directory,
 * uploader, template (or -), report (or, where the check cannot run, ! and a part of the message, or ? and
 * what was stated wrongly), answers, encoding and mapping (in it, an RS behind each header and a US behind
 * its column). FOLDER is for databases. EVERY is a number n: only every n-th case is run.
 */

#include "../examples/read_file.h"
#include "check.h"

#include <bulk_user_upload.h>
#include <stdlib.h>

#define S buu_str_of

CHECK_COUNTERS

enum { TITLE, PATH, NAME, DIRECTORY, UPLOADER, TEMPLATE, REPORT, ANSWERS, ENCODING, MAPPING, FIELDS };

static char *next_field(char **rest, char end) {
    char *field = *rest;
    char *stop = strchr(field, end);
    if (stop == NULL) {
        *rest = field + strlen(field);
    } else {
        *stop = '\0';
        *rest = stop + 1;
    }
    return field;
}

static int is(buu_str text, const char *expected) {
    return text.len == strlen(expected) && memcmp(text.data, expected, text.len) == 0;
}

static int has(buu_str text, const char *part) {
    size_t length = strlen(part), at;
    for (at = 0; at + length <= text.len; at++) {
        if (memcmp(text.data + at, part, length) == 0) {
            return 1;
        }
    }
    return 0;
}

/* Gives the answers to a batch of one kind: L, G, T, P, or D for the default policy. */
static int32_t answer(const char *text, char kind, const buu_name *names, size_t count, buu_answers *answers) {
    char *copy = malloc(strlen(text) + 1), *rest = copy;
    size_t index = 0;
    if (copy == NULL) {
        return -1;
    }
    strcpy(copy, text);
    while (*rest != '\0') {
        char *line = next_field(&rest, '\n');
        char *found = next_field(&line, '\t'), *key = next_field(&line, '\t');
        uint32_t verdict = (uint32_t)strtoul(next_field(&line, '\t'), NULL, 10);
        char *suggestion = next_field(&line, '\t'), *rules = line;
        buu_password_policy *policy = NULL;
        if (*found != kind) {
            continue;
        }
        if (*rules != '\0') {
            CHECK(buu_password_policy_from_json(S(rules), &policy, NULL) == BUU_OK);
        }
        if (kind == 'D') {
            CHECK(buu_answers_set_default_password_policy(answers, policy) == BUU_OK);
        } else {
            buu_result done = BUU_INVALID_ARGUMENT;
            CHECK(index < count && is(names[index].key, key));
            if (kind == 'L') {
                done = buu_answers_set_login(answers, index, verdict);
            } else if (kind == 'G') {
                done = buu_answers_set_permission_group(answers, index, verdict, S(suggestion), policy);
            } else if (kind == 'T') {
                done = buu_answers_set_primary_team(answers, index, verdict, S(suggestion));
            } else {
                done = buu_answers_set_capacity_plan(answers, index, verdict, S(suggestion));
            }
            CHECK(done == BUU_OK);
        }
        buu_password_policy_free(policy);
        index++;
    }
    CHECK(kind == 'D' || index == count);
    free(copy);
    return 0;
}

#define CALLBACK(name, kind)                                                                                            \
    static int32_t name(void *userdata, buu_str uploader, const buu_name *names, size_t count, buu_answers *answers) { \
        (void)uploader;                                                                                                 \
        return answer(userdata, kind, names, count, answers);                                                           \
    }
CALLBACK(logins, 'L')
CALLBACK(groups, 'G')
CALLBACK(teams, 'T')
CALLBACK(plans, 'P')
static int32_t policy(void *userdata, buu_str uploader, buu_answers *answers) {
    (void)uploader;
    return answer(userdata, 'D', NULL, 0, answers);
}

/* The current case, and the contents of its files. */
static char *fields[FIELDS];
static buu_template *template;
static char *directory_json, *answers_text, *bytes;
static size_t bytes_length;
static const char *folder;
static buu_mapped_header mapping[16];
static size_t mapping_count;

/* What the case states about the file. */
static buu_file stated(void) {
    buu_file file = buu_file_init();
    file.name = S(fields[NAME]);
    file.encoding = S(fields[ENCODING]);
    file.mapping = mapping;
    file.mapping_count = mapping_count;
    return file;
}

static buu_file by_path(void) {
    buu_file file = stated();
    file.path = S(fields[PATH]);
    return file;
}

static buu_file by_bytes(void) {
    buu_file file = stated();
    file.data = (const uint8_t *)bytes;
    file.data_len = bytes_length;
    return file;
}

static buu_result against(buu_directory *directory, buu_file file, buu_report **report, buu_error **error) {
    buu_result result = buu_check(template, &file, directory, S(fields[UPLOADER]), report, error);
    buu_directory_free(directory);
    return result;
}

static buu_result with_json(buu_file file, buu_report **report, buu_error **error) {
    buu_directory *directory = NULL;
    buu_result result = buu_directory_from_json(S(directory_json), &directory, error);
    return result == BUU_OK ? against(directory, file, report, error) : result;
}

static buu_result path_and_json(buu_report **report, buu_error **error) {
    return with_json(by_path(), report, error);
}

static buu_result bytes_and_json(buu_report **report, buu_error **error) {
    return with_json(by_bytes(), report, error);
}

static buu_result callbacks(buu_report **report, buu_error **error) {
    buu_directory *directory = NULL;
    buu_directory_callbacks own = buu_directory_callbacks_init();
    own.userdata = answers_text;
    own.existing_logins = logins;
    own.permission_groups = groups;
    own.primary_teams = teams;
    own.capacity_plans = plans;
    own.default_password_policy = policy;
    CHECK(buu_directory_from_callbacks(&own, &directory, NULL) == BUU_OK);
    return against(directory, by_bytes(), report, error);
}

static buu_result seam(buu_report **report, buu_error **error) {
    buu_checked *checked = NULL;
    buu_answers *answers = NULL;
    buu_file file = by_path();
    const buu_name *names;
    size_t count;
    buu_result result;
    CHECK(buu_prepare(template, &file, &checked, NULL) == BUU_OK && buu_answers_new(checked, &answers, NULL) == BUU_OK);
    names = buu_checked_logins(checked, &count);
    answer(answers_text, 'L', names, count, answers);
    names = buu_checked_permission_groups(checked, &count);
    answer(answers_text, 'G', names, count, answers);
    names = buu_checked_primary_teams(checked, &count);
    answer(answers_text, 'T', names, count, answers);
    names = buu_checked_capacity_plans(checked, &count);
    answer(answers_text, 'P', names, count, answers);
    answer(answers_text, 'D', NULL, 0, answers);
    result = buu_checked_resolve(checked, answers, report, error);
    buu_answers_free(answers);
    buu_checked_free(checked);
    return result;
}

static buu_result store(buu_report **report, buu_error **error) {
    const char *name = strrchr(fields[DIRECTORY], '/');
    char path[4096];
    buu_store *opened = NULL;
    buu_directory *directory = NULL;
    buu_result result;
    snprintf(path, sizeof path, "%s%s.db", folder, name != NULL ? name : "/directory");
    CHECK(buu_store_open(S(path), NULL, &opened, NULL) == BUU_OK);
    result = buu_store_load(opened, S(directory_json), NULL, error);
    if (result == BUU_OK) {
        CHECK(buu_directory_from_store(opened, &directory, NULL) == BUU_OK);
        result = against(directory, by_path(), report, error);
    }
    buu_store_free(opened);
    return result;
}

/* Whether the case has a report. */
static int can_run(void) {
    return fields[REPORT][0] != '!' && fields[REPORT][0] != '?';
}

/* The result of a check that cannot run because of what is stated; BUU_OK for any other reason. */
static buu_result refusal(void) {
    if (strcmp(fields[REPORT], "?encoding") == 0) {
        return BUU_UNKNOWN_ENCODING;
    }
    return strcmp(fields[REPORT], "?mapping") == 0 ? BUU_INVALID_MAPPING : BUU_OK;
}

/* Checks the case in one way. */
static void look(const char *way, buu_result (*check)(buu_report **, buu_error **), const char *expected) {
    int before = checks_failed;
    buu_report *report = NULL;
    buu_error *error = NULL;
    buu_text *json = NULL;
    buu_result result = check(&report, &error);
    if (!can_run()) {
        CHECK(result != BUU_OK && report == NULL);
        CHECK(refusal() == BUU_OK || (result == refusal() && buu_error_message(error).len > 0));
        CHECK(refusal() != BUU_OK || has(buu_error_message(error), fields[REPORT] + 1));
    } else {
        CHECK(result == BUU_OK && buu_report_json(report, &json, NULL) == BUU_OK);
        CHECK(is(buu_text_str(json), expected));
    }
    if (checks_failed == before) {
        tests_passed++;
    } else {
        tests_failed++;
        printf("FAIL %s, %s: %s\n", fields[TITLE], way, buu_result_name(result));
    }
    buu_text_free(json);
    buu_report_free(report);
    buu_error_free(error);
}

static void read_template(void) {
    char *text;
    template = NULL;
    if (strcmp(fields[TEMPLATE], "-") == 0) {
        return;
    }
    text = read_file(fields[TEMPLATE]);
    if (strstr(fields[TEMPLATE], ".toml") != NULL) {
        CHECK(buu_template_from_toml(S(text), &template, NULL) == BUU_OK);
    } else {
        CHECK(buu_template_from_json(S(text), &template, NULL) == BUU_OK);
    }
    free(text);
}

static void read_mapping(void) {
    char *rest = fields[MAPPING];
    for (mapping_count = 0; *rest != '\0' && mapping_count < 16; mapping_count++) {
        mapping[mapping_count].header = S(next_field(&rest, '\x1E'));
        mapping[mapping_count].column = S(next_field(&rest, '\x1F'));
    }
    CHECK(*rest == '\0');
}

static void look_at_case(void) {
    char *expected = can_run() ? read_file(fields[REPORT]) : NULL;
    read_template();
    read_mapping();
    directory_json = read_file(fields[DIRECTORY]);
    answers_text = read_file(fields[ANSWERS]);
    bytes = read_bytes(fields[PATH], &bytes_length);
    CHECK(directory_json != NULL && answers_text != NULL && bytes != NULL);
    look("a path and JSON", path_and_json, expected);
    look("bytes and JSON", bytes_and_json, expected);
    look("a store", store, expected);
    if (can_run()) {
        look("callbacks", callbacks, expected);
        look("questions and answers", seam, expected);
    }
    free(directory_json);
    free(answers_text);
    free(bytes);
    free(expected);
    buu_template_free(template);
}

int main(int count, char **arguments) {
    char *list, *rest;
    long every, number = 0;
    if (count != 3 && count != 4) {
        fprintf(stderr, "usage: cases LIST FOLDER [EVERY]\n");
        return 2;
    }
    every = count == 4 ? strtol(arguments[3], NULL, 10) : 1;
    folder = arguments[2];
    list = read_file(arguments[1]);
    if (list == NULL || every < 1) {
        fprintf(stderr, "cannot read %s\n", arguments[1]);
        return 2;
    }
    for (rest = list; *rest != '\0'; number++) {
        char *line = next_field(&rest, '\n');
        int field;
        for (field = 0; field < FIELDS; field++) {
            fields[field] = next_field(&line, '\t');
        }
        if (number % every == 0) {
            look_at_case();
        }
    }
    free(list);
    CHECK(number >= 400);
    return check_summary() != 0 || checks_failed > 0;
}
