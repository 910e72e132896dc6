/*
 * bulk_user_upload: checks CSV files of new users, says everything that is wrong with them at once, and imports them.
 *
 * This header is the manual. It is written by `cargo xtask docs` from bindings/c/src: change that, not this file.
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
 * What follows holds for every function; each says only what it has beside that.
 *
 * Results. A call that can fail gives a buu_result. Its outputs come last, and are written where that is BUU_OK, and only there.
 * What is wrong with an uploaded file is no failure: it is in the report.
 *
 * Errors. `error` may be NULL. Where it is not, a call that fails writes a new buu_error to *error, which the caller frees; a call
 * that succeeds does not touch it, so begin with NULL. A function without `error` fails with BUU_INVALID_ARGUMENT alone. Any
 * function may fail with BUU_PANIC, which is a bug of the library's: no panic and no exception comes out of it, and standard error
 * has its place in the source.
 *
 * Handles. A type without a body is a handle: the caller owns what a function has written to one, and frees it once, with the
 * function …_free of its type. Freeing NULL does nothing. A handle may be freed as soon as no other call uses it, in any order.
 * To use one that was freed, or one of another type, is undefined behaviour, as it is with any pointer of C.
 *
 * NULL. Wherever a function does not say what NULL means, it is BUU_INVALID_ARGUMENT.
 *
 * Text is UTF-8 in a buu_str, with its length and without a NUL byte at its end; arguments are read during the call alone. A text
 * that comes back in a buu_str belongs to the handle that it came from. A short text is written into a buffer of the caller's, as
 * snprintf does it: at most `room` bytes with a NUL at the end, cut where a character ends; the function gives the length of the
 * whole, without the NUL. `buffer` may be NULL where `room` is 0: so a caller asks for the length. A long text comes as a buu_text.
 *
 * Structs that begin with their size tell a program and a library of another version apart. Begin each with its function …_init(),
 * which sets the size, and everything else to zero.
 *
 * Numbers (results, codes, verdicts, statuses) are integers and never enums. A number that the library does not know is
 * BUU_INVALID_ARGUMENT; one that the program does not know comes from a later version.
 *
 * Threads. Any number of threads may use a handle at once, unless its type says otherwise; one that frees it must be the last.
 * There is nothing to initialise and nothing to shut down. The first import starts a pool of threads that hash passwords; it stays.
 *
 * Memory. Where the system has no more of it the process ends, as it does with most programs in Rust.
 */
