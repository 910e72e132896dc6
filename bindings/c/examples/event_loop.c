/*
 * A host that waits for its directory without blocking a thread: the check gives the questions, the answers
 * arrive one by one in any order, and the report is made when they are complete. A queue takes the part of
 * the event loop here.
 *
 *     event_loop FILE
 */

#include <bulk_user_upload.h>
#include <stdio.h>
#include <string.h>

/* What would be sent to the directory: a name, and its index for the answer. */
struct question {
    enum { LOGIN, GROUP, TEAM, PLAN } kind;
    size_t index;
    const buu_name *name;
};

static int is(const buu_name *name, const char *key) {
    return name->key.len == strlen(key) && memcmp(name->key.data, key, name->key.len) == 0;
}

/* What the directory would send back. Names compare by their keys. */
static void answer(struct question question, buu_answers *answers) {
    switch (question.kind) {
    case LOGIN:
        buu_answers_set_login(answers, question.index, is(question.name, "bob.marsh"));
        break;
    case GROUP:
        if (is(question.name, "agent")) {
            buu_answers_set_permission_group(answers, question.index, BUU_ASSIGNABLE, buu_str_of(NULL), NULL);
        } else {
            buu_answers_set_permission_group(answers, question.index, BUU_DOES_NOT_EXIST, buu_str_of("Agent"), NULL);
        }
        break;
    case TEAM:
        buu_answers_set_primary_team(answers, question.index, BUU_MEMBER, buu_str_of(NULL));
        break;
    case PLAN:
        buu_answers_set_capacity_plan(answers, question.index, BUU_EXISTS, buu_str_of(NULL));
        break;
    }
}

int main(int count, char **arguments) {
    static struct question queue[4096];
    typedef const buu_name *(*ask)(const buu_checked *, size_t *);
    static const ask asks[] = {buu_checked_logins, buu_checked_permission_groups, buu_checked_primary_teams,
                               buu_checked_capacity_plans};
    size_t waiting = 0, kind, i;
    buu_checked *checked = NULL;
    buu_answers *answers = NULL;
    buu_report *report = NULL;
    buu_error *error = NULL;
    buu_file file = buu_file_init();

    if (count != 2) {
        fprintf(stderr, "usage: event_loop FILE\n");
        return 2;
    }
    file.path = buu_str_of(arguments[1]);
    if (buu_prepare(NULL, &file, &checked, &error) != BUU_OK ||
        buu_answers_new(checked, &answers, &error) != BUU_OK) {
        goto end;
    }
    for (kind = LOGIN; kind <= PLAN; kind++) {
        size_t names = 0;
        const buu_name *first = asks[kind](checked, &names);
        for (i = 0; i < names && waiting < sizeof queue / sizeof *queue; i++) {
            queue[waiting].kind = kind;
            queue[waiting].index = i;
            queue[waiting++].name = &first[i];
        }
    }
    printf("%zu questions\n", waiting);
    while (waiting > 0) {
        answer(queue[--waiting], answers);
    }
    if (buu_checked_resolve(checked, answers, &report, &error) != BUU_OK) {
        goto end;
    }
    for (i = 0; i < buu_report_error_count(report); i++) {
        buu_problem problem = buu_problem_init();
        buu_str name;
        buu_report_error(report, i, &problem);
        name = buu_code_name(problem.code);
        printf("row %u %s %.*s\n", (unsigned)problem.row, problem.cell, (int)name.len, name.data);
    }
end:
    if (error != NULL) {
        buu_str message = buu_error_message(error);
        fprintf(stderr, "%.*s\n", (int)message.len, message.data);
    }
    i = error != NULL ? 2 : buu_report_is_ok(report) ? 0 : 1;
    buu_report_free(report);
    buu_answers_free(answers);
    buu_checked_free(checked);
    buu_error_free(error);
    return (int)i;
}
