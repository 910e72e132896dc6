/* The choice of an encoding of docs/c.md, of a file whose name is "Иван" in Windows-1251. */

#include "../../examples/read_file.h"

#include <bulk_user_upload.h>
#include <string.h>

static const char CYRILLIC[] =
    "First name,Last name,E-mail,Password,Permission group,Web RTC,Primary team,Active\n"
    "\xC8\xE2\xE0\xED,Lee,ivan.lee,Harbour-Light-7,Agent,TRUE,Sales,TRUE\n";

int main(void) {
    char *json = read_file("directory.json");
    buu_directory *directory = NULL;
    buu_report *report = NULL;
    buu_file file = buu_file_init();
    buu_str name = {NULL, 0};

    file.name = buu_str_of("users.csv");
    file.data = (const uint8_t *)CYRILLIC;
    file.data_len = strlen(CYRILLIC);
#include "encodings-and-headers-2.c"
    if (buu_directory_from_json(buu_str_of(json), &directory, NULL) != BUU_OK ||
        buu_check(NULL, &file, directory, buu_str_of("alice"), &report, NULL) != BUU_OK) {
        return 1;
    }
#include "encodings-and-headers.c"
    buu_report_free(report);
    if (buu_check(NULL, &file, directory, buu_str_of("alice"), &report, NULL) != BUU_OK ||
        buu_report_new_user_cell(report, 0, buu_str_of("First name"), &name) != BUU_OK) {
        return 1;
    }
    printf("chosen: %.*s\n", (int)name.len, name.data);
    buu_report_free(report);
    buu_directory_free(directory);
    free(json);
    return 0;
}
