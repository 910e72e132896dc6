/* The check of docs/c.md, within a program. */

#include "../../examples/read_file.h"

#include <bulk_user_upload.h>

int main(void) {
    char *json = read_file("directory.json");
#include "check-a-file.c"
    free(json);
    return 0;
}
