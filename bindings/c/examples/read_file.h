/* Used by several examples: reads a whole file. */

#ifndef READ_FILE_H
#define READ_FILE_H

#include <stdio.h>
#include <stdlib.h>

/*
 * Reads a whole file into memory that the caller frees, with a NUL byte behind it, and writes its length to
 * *total. NULL where it cannot be read.
 */
static inline char *read_bytes(const char *path, size_t *total) {
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    size_t length = 0, room = 0, got = 0;
    int failed;

    if (file == NULL) {
        return NULL;
    }
    do {
        if (room - length < 4096) {
            char *larger = realloc(text, room = 2 * room + 8192);
            if (larger == NULL) {
                break;
            }
            text = larger;
        }
        got = fread(text + length, 1, room - length - 1, file);
        length += got;
    } while (got > 0);
    failed = ferror(file) || !feof(file);
    if (fclose(file) != 0 || failed) {
        free(text);
        return NULL;
    }
    text[length] = '\0';
    *total = length;
    return text;
}

/* The same, for text. */
static inline char *read_file(const char *path) {
    size_t length;
    return read_bytes(path, &length);
}

#endif
