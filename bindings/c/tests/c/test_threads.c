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

void test_threads(void) {
    RUN(many_threads_use_one_directory_and_one_report);
}
