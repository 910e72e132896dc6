/*
 * The tests of the library as a C program.
 *
 *     test_c FOLDER
 *
 * FOLDER is for databases.
 */

#include "support.h"

const char *folder;

int main(int count, char **arguments) {
    if (count != 2) {
        fprintf(stderr, "usage: test_c FOLDER\n");
        return 2;
    }
    folder = arguments[1];
    test_report();
    test_encoding();
    test_directory();
    test_values();
    test_files();
    test_store();
    test_threads();
    return check_summary();
}
