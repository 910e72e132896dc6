/* What the tests have in common. */

#ifndef SUPPORT_H
#define SUPPORT_H

#include "../check.h"

#include <bulk_user_upload.h>

#define S buu_str_of

/* Where databases may be made. */
extern const char *folder;

/* A directory with an uploader, alice. */
extern const char OFFICE[];

#define HEADER                                                                                                          \
    "First name,Last name,Login,Password,Permission group,Web RTC,Extension,Primary team,Capacity plan,Active\n"

extern const char TWO_GOOD_ONE_BAD[];

/* A file whose bytes are at hand. */
buu_file upload(const char *text);

int equals(buu_str text, const char *expected);

buu_directory *office(void);

buu_report *check_against_office(const char *text);

/* An error is looked at and freed: it has that result, and its message has that in it. */
void expect(buu_error *error, buu_result result, const char *part);

/* Gathers what is written, up to a limit. */
struct sink {
    char text[4096];
    size_t length, max;
};

int32_t gather(void *userdata, const uint8_t *data, size_t length);

/* A directory of the program's own. */
struct directory {
    int calls;
    /* The question that cannot be answered, and what its callback returns. */
    const char *broken;
    int32_t result;
    int leave_one_out;
    const buu_password_policy *policy;
};

buu_directory *own(struct directory *own);

/* A store with passwords that are hashed far too weakly for use. */
void open_store(const char *name, buu_store **store);

/* The tests of each file. */
void test_report(void);
void test_directory(void);
void test_values(void);
void test_files(void);
void test_store(void);
void test_threads(void);

#endif
