/*
 * bulk_user_upload: checks CSV files of new users, says everything that is wrong with them at once, and
 * imports them.
 *
 * This header is the manual. `cargo xtask docs` writes it from bindings/c/src: change that, not this file.
 *
 *     buu_directory *directory = NULL;
 *     buu_report *report = NULL;
 *     buu_error *error = NULL;
 *     buu_file file = buu_file_init();
 *     file.path = buu_str_of("users.csv");
 *     if (buu_directory_from_json(buu_str_of(json), &directory, &error) != BUU_OK ||
 *         buu_check(NULL, &file, directory, buu_str_of("alice"), &report, &error) != BUU_OK) {
 *         buu_str message = buu_error_message(error);
 *         fprintf(stderr, "%.*s\n", (int)message.len, message.data);
 *     }
 *     for (size_t i = 0; i < buu_report_error_count(report); i++) {
 *         char message[1024];
 *         buu_problem problem = buu_problem_init();
 *         buu_report_error(report, i, &problem);
 *         buu_report_error_message(report, i, message, sizeof message);
 *         printf("%s: %s\n", problem.cell, message);
 *     }
 *     buu_report_free(report);
 *     buu_directory_free(directory);
 *     buu_error_free(error);
 *
 * The following holds for every function. The comment of a function only says what is special about it.
 *
 * Results. A call that can fail gives a buu_result. Its outputs are its last parameters; they are written
 * where it is BUU_OK, and only then. Errors of an uploaded file are not failures: they are in the report.
 *
 * Errors. `error` may be NULL. If it is not, a call that fails writes a new buu_error to *error, which the
 * caller frees. A call that succeeds does not touch *error, so set it to NULL before. A function without
 * `error` can only fail with BUU_INVALID_ARGUMENT. Any function may fail with BUU_PANIC: the library has a
 * bug, and prints its position in the source to standard error. No panic and no exception leaves the
 * library.
 *
 * Handles. A type whose fields are not declared here is a handle. The caller owns each handle that a
 * function writes, and frees it once, with the function ..._free of its type. Freeing NULL does nothing. A
 * handle may be freed when no other call uses it; handles may be freed in any order. Using a handle that
 * was freed, or one of another type, is undefined behaviour.
 *
 * NULL. Where a function does not say what NULL means, it is BUU_INVALID_ARGUMENT.
 *
 * Texts. A text is UTF-8 in a buu_str, with its length and without a NUL byte at its end. An argument is
 * read during the call alone. A buu_str that a function gives belongs to the handle that it came from. A
 * short text is written into a buffer of the caller's, as snprintf does it: at most `room` bytes, with a
 * NUL at the end, cut at the end of a character. The function gives the length of the whole text without
 * the NUL. `buffer` may be NULL where `room` is 0: so a caller asks for the length. A long text is a
 * buu_text.
 *
 * Structs. A struct that begins with its size can grow in a later version. Begin with its function
 * ..._init(), which sets the size, and everything else to zero; so a program can run with another version
 * of the library.
 *
 * Numbers. Results, codes, answers and statuses are integers, never enums. The library answers an unknown
 * number with BUU_INVALID_ARGUMENT. A program that meets an unknown number has met a later version of the
 * library.
 *
 * Threads. Any number of threads may use a handle at once, unless its type says otherwise. No other thread
 * may use it while it is freed. Nothing needs to be initialised or shut down. The first import starts a
 * pool of threads that hash passwords; they run until the process ends.
 *
 * Memory. Where the system has no memory left, the process ends.
 */
