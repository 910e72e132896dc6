/* Used by all the tests. */

#ifndef SUPPORT_H
#define SUPPORT_H

#include "../check.h"

#include <bulk_user_upload.h>

#define S buu_str_of

/* The folder for databases. */
extern const char *folder;

/* A directory with an uploader, alice. */
extern const char OFFICE[];

#define HEADER                                                                                                          \
    "First name,Last name,Login,Password,Permission group,Web RTC,Extension,Primary team,Capacity plan,Active\n"

extern const char TWO_GOOD_ONE_BAD[];

/* A file by its bytes. */
buu_file upload(const char *text);

int equals(buu_str text, const char *expected);

buu_directory *office(void);

buu_report *check_against_office(const char *text);

/* Checks the result of an error and a part of its message, and frees it. */
void expect(buu_error *error, buu_result result, const char *part);

/* Collects what is written, up to a limit. */
struct sink {
    char text[4096];
    size_t length, max;
};

int32_t gather(void *userdata, const uint8_t *data, size_t length);

/* A directory of callbacks. */
struct directory {
    int calls;
    /* The question whose callback fails, and the number that it returns. */
    const char *broken;
    int32_t result;
    int leave_one_out;
    const buu_password_policy *policy;
};

buu_directory *own(struct directory *own);

/* Opens a store that hashes passwords fast, and far too weakly for real use. */
void open_store(const char *name, buu_store **store);

/* The tests of each file. */
void test_report(void);
void test_encoding(void);
void test_directory(void);
void test_values(void);
void test_files(void);
void test_store(void);
void test_threads(void);

#endif
