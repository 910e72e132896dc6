/* A test is a function. A check that fails prints where it is and what it expects, and the test goes on. */

#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <string.h>

extern int tests_passed, tests_failed, checks_failed;

/* One file of each program has this. */
#define CHECK_COUNTERS int tests_passed = 0, tests_failed = 0, checks_failed = 0;

#define CHECK(condition)                                                                                                \
    do {                                                                                                                \
        if (!(condition)) {                                                                                             \
            checks_failed++;                                                                                            \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                                             \
        }                                                                                                               \
    } while (0)

#define RUN(test)                                                                                                       \
    do {                                                                                                                \
        int before = checks_failed;                                                                                     \
        test();                                                                                                         \
        if (checks_failed == before) {                                                                                  \
            tests_passed++;                                                                                             \
            printf("ok   %s\n", #test);                                                                                 \
        } else {                                                                                                        \
            tests_failed++;                                                                                             \
            printf("FAIL %s\n", #test);                                                                                 \
        }                                                                                                               \
    } while (0)

/* Prints the numbers, and gives the exit code. */
static inline int check_summary(void) {
    printf("%d passed, %d failed\n", tests_passed, tests_failed);
    return tests_failed == 0 ? 0 : 1;
}

#endif
