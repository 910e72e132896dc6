/* Many threads at once. */

#include "support.h"

#include <pthread.h>

struct shared {
    buu_directory *directory;
    buu_report *report;
    const char *expected;
    int failures;
};

static void *use_from_a_thread(void *argument) {
    struct shared *shared = argument;
    int i;
    for (i = 0; i < 20; i++) {
        buu_file file = upload(TWO_GOOD_ONE_BAD);
        buu_report *report = NULL;
        buu_text *json = NULL, *same = NULL;
        if (buu_check(NULL, &file, shared->directory, S("alice"), &report, NULL) != BUU_OK ||
            buu_report_json(report, &json, NULL) != BUU_OK || buu_report_json(shared->report, &same, NULL) != BUU_OK ||
            !equals(buu_text_str(json), shared->expected) || !equals(buu_text_str(same), shared->expected)) {
            shared->failures++;
        }
        buu_text_free(json);
        buu_text_free(same);
        buu_report_free(report);
    }
    return NULL;
}

static void many_threads_use_one_directory_and_one_report(void) {
    enum { THREADS = 8 };
    pthread_t threads[THREADS];
    struct shared shared[THREADS];
    buu_store *store = NULL;
    buu_directory *directories[2];
    buu_report *report = check_against_office(TWO_GOOD_ONE_BAD);
    buu_text *json = NULL;
    int i;

    CHECK(buu_report_json(report, &json, NULL) == BUU_OK);
    open_store("threads", &store);
    CHECK(buu_store_load(store, S(OFFICE), NULL, NULL) == BUU_OK);
    CHECK(buu_directory_from_store(store, &directories[0], NULL) == BUU_OK);
    directories[1] = office();
    for (i = 0; i < THREADS; i++) {
        shared[i].directory = directories[i % 2];
        shared[i].report = report;
        shared[i].expected = buu_text_str(json).data;
        shared[i].failures = 0;
        CHECK(pthread_create(&threads[i], NULL, use_from_a_thread, &shared[i]) == 0);
    }
    for (i = 0; i < THREADS; i++) {
        CHECK(pthread_join(threads[i], NULL) == 0 && shared[i].failures == 0);
    }
    buu_directory_free(directories[0]);
    buu_directory_free(directories[1]);
    buu_store_free(store);
    buu_text_free(json);
    buu_report_free(report);
}

struct race {
    const buu_report *report;
    buu_checked *checked;
    buu_directory *directory;
    int resolved, refused;
};

/* What is worked out at the first call is asked for by all at once, and a check is resolved by all at once. */
static void *race(void *argument) {
    struct race *race = argument;
    buu_new_user user = buu_new_user_init();
    buu_file_info info = buu_file_info_init();
    buu_report *report = NULL;
    buu_result result = buu_checked_ask(race->checked, race->directory, S("alice"), &report, NULL);
    race->resolved = result == BUU_OK;
    race->refused = result == BUU_SPENT || result == BUU_IN_USE;
    buu_report_free(report);
    if (buu_report_new_user(race->report, 1, &user) != BUU_OK || user.row != 4 ||
        buu_report_file(race->report, &info) != BUU_OK || info.sha256.len != 64) {
        race->resolved = 99;
    }
    return NULL;
}

static void first_calls_race_and_one_resolves(void) {
    enum { THREADS = 8, ROUNDS = 20 };
    int round, i;
    for (round = 0; round < ROUNDS; round++) {
        pthread_t threads[THREADS];
        struct race races[THREADS];
        buu_directory *directory = office();
        buu_report *report = check_against_office(TWO_GOOD_ONE_BAD);
        buu_checked *checked = NULL;
        buu_file file = upload(TWO_GOOD_ONE_BAD);
        int resolved = 0;
        CHECK(buu_prepare(NULL, &file, &checked, NULL) == BUU_OK);
        for (i = 0; i < THREADS; i++) {
            races[i].report = report;
            races[i].checked = checked;
            races[i].directory = directory;
            CHECK(pthread_create(&threads[i], NULL, race, &races[i]) == 0);
        }
        for (i = 0; i < THREADS; i++) {
            CHECK(pthread_join(threads[i], NULL) == 0 && races[i].resolved + races[i].refused == 1);
            resolved += races[i].resolved;
        }
        CHECK(resolved == 1);
        buu_checked_free(checked);
        buu_report_free(report);
        buu_directory_free(directory);
    }
}

void test_threads(void) {
    RUN(many_threads_use_one_directory_and_one_report);
    RUN(first_calls_race_and_one_resolves);
}
