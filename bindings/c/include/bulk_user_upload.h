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

#ifndef BULK_USER_UPLOAD_H
#define BULK_USER_UPLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/** The version of this header; `buu_version()` has that of the library that is running. */
#define BUU_VERSION_MAJOR 0
#define BUU_VERSION_MINOR 1
#define BUU_VERSION_PATCH 0
#define BUU_VERSION "0.1.0"

#ifdef __cplusplus
extern "C" {
#endif


/**
 * The version of the binary interface that this header describes; compare it with `buu_abi_version()`. It goes up when a program
 * that was built before could no longer run with the library; what is merely added leaves it as it is.
 */
#define BUU_ABI_VERSION 1

/**
 * File type: invalid type: The file is not a supported format. Only text files of the accepted extensions (.csv and .txt) are.
 */
#define BUU_CODE_FILE_TYPE_INVALID 101

/**
 * File size: exceeds limit: The file is larger than the template allows (100 KB).
 */
#define BUU_CODE_FILE_SIZE_EXCEEDS_LIMIT 102

/**
 * No entries: The file contains no data rows. At least one entry is required.
 */
#define BUU_CODE_NO_ENTRIES 103

/**
 * Data type mismatch: The data in a cell does not match the expected format.
 */
#define BUU_CODE_DATA_TYPE_MISMATCH 201

/**
 * Field cannot be empty: A required field has been left blank.
 */
#define BUU_CODE_FIELD_EMPTY 202

/**
 * Field too short or too long: A field value does not meet the length requirements.
 */
#define BUU_CODE_FIELD_LENGTH 203

/**
 * First name or last name: invalid characters: The name contains characters that are not permitted.
 */
#define BUU_CODE_NAME_INVALID_CHARACTERS 301

/**
 * Login: duplicate in file: The file contains two or more rows with the same login.
 */
#define BUU_CODE_LOGIN_DUPLICATE_IN_FILE 401

/**
 * Login: already exists: The login already exists in the system.
 */
#define BUU_CODE_LOGIN_ALREADY_EXISTS 402

/**
 * Permission group: does not exist: The specified permission group cannot be found in the system.
 */
#define BUU_CODE_PERMISSION_GROUP_DOES_NOT_EXIST 501

/**
 * Permission group: insufficient access: The specified permission group is at a higher level than the uploader's own.
 */
#define BUU_CODE_PERMISSION_GROUP_INSUFFICIENT_ACCESS 502

/**
 * Password policy: complexity not met: The password does not meet the requirements of the associated password policy.
 */
#define BUU_CODE_PASSWORD_POLICY_COMPLEXITY_NOT_MET 601

/**
 * Primary team: does not exist: The specified team cannot be found in the system.
 */
#define BUU_CODE_PRIMARY_TEAM_DOES_NOT_EXIST 701

/**
 * Primary team: not a member: The uploader is not a member of the specified team, and must be to upload users to it.
 */
#define BUU_CODE_PRIMARY_TEAM_NOT_A_MEMBER 702

/**
 * Capacity plan: does not exist: The specified capacity plan cannot be found in the system.
 */
#define BUU_CODE_CAPACITY_PLAN_DOES_NOT_EXIST 801

/**
 * Template: missing column: The header lacks a required column.
 */
#define BUU_CODE_TEMPLATE_MISSING_COLUMN 901

/**
 * Template: unknown column: The header has a column that is nearly, but not quite, one of the template's.
 */
#define BUU_CODE_TEMPLATE_UNKNOWN_COLUMN 902

/**
 * Template: duplicate column: The header has a column twice.
 */
#define BUU_CODE_TEMPLATE_DUPLICATE_COLUMN 903

/**
 * Row: wrong number of fields: The row has more cells than the header.
 */
#define BUU_CODE_ROW_FIELD_COUNT 911

/**
 * Row: damaged quoting: The quotes of the row do not pair up, so its cells cannot be told apart.
 */
#define BUU_CODE_ROW_QUOTING 912

/**
 * Creation: refused by the directory: The directory refused to create the user of a row that had been found valid.
 */
#define BUU_CODE_CREATION_FAILED 921

/**
 * There is no such active group, team or plan, or the uploader is not to know of it.
 */
#define BUU_DOES_NOT_EXIST 1

/**
 * The permission group is above the uploader's level.
 */
#define BUU_INSUFFICIENT_ACCESS 2

/**
 * The permission group is at or below the uploader's level.
 */
#define BUU_ASSIGNABLE 3

/**
 * The uploader is not a member of the team.
 */
#define BUU_NOT_A_MEMBER 4

/**
 * The uploader is a member of the team.
 */
#define BUU_MEMBER 5

/**
 * There is such a capacity plan.
 */
#define BUU_EXISTS 6

/**
 * An error of the file or its header.
 */
#define BUU_LEVEL_FILE 1

/**
 * An error of a row.
 */
#define BUU_LEVEL_ROW 2

/**
 * An error of a cell.
 */
#define BUU_LEVEL_FIELD 3

/**
 * The passwords stay in the file: for a caller who holds the upload itself.
 */
#define BUU_PASSWORDS_KEEP 1

/**
 * The passwords are left blank: for a file that is stored or passed on.
 */
#define BUU_PASSWORDS_BLANK 2

/**
 * The import is being carried out (the product's spinner).
 */
#define BUU_STATUS_IN_PROGRESS 1

/**
 * Every user was created (the tick).
 */
#define BUU_STATUS_SUCCEEDED 2

/**
 * There were errors, of the file or of rows (the cross).
 */
#define BUU_STATUS_FAILED 3

/**
 * The import ended before its end; what it created is said exactly.
 */
#define BUU_STATUS_INTERRUPTED 4

/**
 * The users that the import created were deactivated again, but for those that had been changed.
 */
#define BUU_STATUS_UNDONE 5

/**
 * Rows without errors are created, rows with errors are handed back: the usual way.
 */
#define BUU_PARTIAL_SUCCESS 1

/**
 * One error, and nothing is created.
 */
#define BUU_ALL_OR_NOTHING 2

/**
 * Passwords are hashed; nothing is created before that is done.
 */
#define BUU_STEP_HASHING 1

/**
 * Users are created.
 */
#define BUU_STEP_CREATING 2

/**
 * The user of the row is still to be created.
 */
#define BUU_OUTCOME_PENDING 1

/**
 * The user of the row was created.
 */
#define BUU_OUTCOME_CREATED 2

/**
 * The user of the row was created, and deactivated when the import was undone.
 */
#define BUU_OUTCOME_UNDONE 3

/**
 * The row has errors, and no user was created.
 */
#define BUU_OUTCOME_WITH_ERRORS 4

/**
 * The row has no errors, and no user was created: the import was interrupted, or was all or nothing.
 */
#define BUU_OUTCOME_NOT_ATTEMPTED 5

/**
 * The user is deactivated.
 */
#define BUU_UNDO_DEACTIVATED 1

/**
 * The user is left alone: somebody has changed them since.
 */
#define BUU_UNDO_CHANGED 2

/**
 * The user is left alone: they were created inactive, so there is nothing to undo.
 */
#define BUU_UNDO_INACTIVE 3

/**
 * The user is left alone: their permission group is above the level of whoever undoes.
 */
#define BUU_UNDO_ABOVE_YOUR_LEVEL 4

/**
 * What a directory says of the names that it was asked about, by their places in each batch. Every name needs an answer; one
 * that is set twice has the last.
 *
 * In a callback it belongs to the library. Elsewhere the caller makes it with `buu_answers_new` and frees it with
 * `buu_answers_free`. One thread at a time may use it.
 */
typedef struct buu_answers buu_answers;

/**
 * A file that was checked as far as that goes without a directory: it has questions, and their answers make it a report. For a host
 * that waits for its directory without blocking a thread; where the directory can be asked on the spot, `buu_check` does it all.
 *
 * Threads may share it. It is resolved once; a call that comes while another resolves it fails with `BUU_IN_USE`.
 */
typedef struct buu_checked buu_checked;

/**
 * A directory of users: made of JSON, of callbacks, or of a store. Any number of threads may check against it at once.
 */
typedef struct buu_directory buu_directory;

/**
 * Why a call could not be done: its result, and a sentence for a log or an administrator. Passwords are never in it.
 *
 * A call that fails makes one, where its caller has given it a place to put it; free it with `buu_error_free`.
 */
typedef struct buu_error buu_error;

/**
 * Lines of the import history, as they were when they were read. It never changes, and any number of threads may read it at once.
 */
typedef struct buu_history buu_history;

/**
 * What a password must be like. It never changes, and any number of threads may use it at once.
 */
typedef struct buu_password_policy buu_password_policy;

/**
 * What a check found: the same for the same bytes, template and directory. It never changes, and any number of threads may read it at
 * once. It holds the file, with the passwords in it, until it is freed.
 */
typedef struct buu_report buu_report;

/**
 * Users and the history of their imports in one `SQLite` file, the same that the command uses. Any number of threads and processes
 * may use it at once, on one machine.
 */
typedef struct buu_store buu_store;

/**
 * What an upload must look like: its columns, its limits, its password policy. It never changes, and any number of threads may use
 * it at once.
 *
 * Wherever a function takes a template, NULL stands for the product's own.
 */
typedef struct buu_template buu_template;

/**
 * A long text that the library made, such as a report as JSON. No password is in it; free it with `buu_text_free`. Any number of threads may read it.
 */
typedef struct buu_text buu_text;

/**
 * What undoing an import does, or did. It never changes, and any number of threads may read it at once.
 */
typedef struct buu_undo buu_undo;

/**
 * A text: UTF-8, with its length in bytes, and no NUL byte at its end. It is borrowed: whoever made it keeps it.
 *
 * An argument is read during the call alone. `data` may be NULL where `len` is 0: an empty text. A text that comes back lives as
 * its function says, and `data` is NULL where there is none: that is not the same as an empty text.
 *
 * `buu_str_of("…")` makes one of a C string; `printf("%.*s", (int)s.len, s.data)` prints one.
 */
typedef struct buu_str {
  /**
   * The first byte.
   */
  const char *data;
  /**
   * How many bytes.
   */
  size_t len;
} buu_str;

/**
 * What a call comes to: `BUU_OK`, or why it could not be done. Numbers are never given another meaning; later versions may add
 * some, so take any other than `BUU_OK` for a failure.
 *
 * What is wrong with an uploaded file is no such result: it is in the report.
 */
typedef uint32_t buu_result;

/**
 * Whose password is judged, for the rules that compare it with names. Begin with `buu_password_owner_init()`.
 */
typedef struct buu_password_owner {
  /**
   * `sizeof(buu_password_owner)`.
   */
  size_t size;
  /**
   * The login; empty where it is not known.
   */
  buu_str login;
  /**
   * The parts of the person's name: first name, last name.
   */
  const buu_str *names;
  /**
   * How many there are.
   */
  size_t name_count;
} buu_password_owner;

/**
 * A login, or the name of a group, team or plan, that stands in a file.
 */
typedef struct buu_name {
  /**
   * The name as it first stands in the file, trimmed: for people.
   */
  buu_str value;
  /**
   * The name folded, for a directory: names with one key are one name. See `buu_fold`.
   */
  buu_str key;
} buu_name;

/**
 * A question to a directory of your own: `count` distinct names, in one batch, as `uploader` sees them. The answer to each goes into
 * `answers` by its index. `userdata` is that of the struct.
 *
 * 0 says that every name is answered. Anything else ends the check with `BUU_CALLBACK_FAILED`, and comes back through
 * `buu_error_callback_result`: it is for a directory that is out of reach, never for a name that it has not. The names, `uploader` and
 * `answers` live during the call alone. A callback may use this library, but for the handles of the call that it is called by; it may
 * neither throw a C++ exception nor `longjmp` out.
 */
typedef int32_t (*buu_ask)(void *userdata,
                           buu_str uploader,
                           const buu_name *names,
                           size_t count,
                           buu_answers *answers);

/**
 * As `buu_ask`, for the policy by which passwords are judged whose permission group is unknown or not assignable:
 * `buu_answers_set_default_password_policy`, or nothing, for the template's.
 */
typedef int32_t (*buu_ask_policy)(void *userdata, buu_str uploader, buu_answers *answers);

/**
 * A directory of your own. Begin with `buu_directory_callbacks_init()`.
 *
 * Each question is asked at most once a check, about every name of its kind that the file has in cells without errors, and not at all
 * where that is none; the policy is asked for once a check. They are called
 * on the thread that asks for the check; where several threads do, `userdata` must bear that.
 */
typedef struct buu_directory_callbacks {
  /**
   * `sizeof(buu_directory_callbacks)`.
   */
  size_t size;
  /**
   * Handed to each; the library does nothing else with it. It must live as long as the directory.
   */
  void *userdata;
  /**
   * Which of these logins exist? Those of inactive users do. Answer with `buu_answers_set_login`.
   */
  buu_ask existing_logins;
  /**
   * What are these permission groups to the uploader? Answer with `buu_answers_set_permission_group`.
   */
  buu_ask permission_groups;
  /**
   * What are these teams to the uploader? Answer with `buu_answers_set_primary_team`.
   */
  buu_ask primary_teams;
  /**
   * Which of these capacity plans exist? Answer with `buu_answers_set_capacity_plan`.
   */
  buu_ask capacity_plans;
  /**
   * The default policy for passwords; may be NULL: the template's.
   */
  buu_ask_policy default_password_policy;
} buu_directory_callbacks;

/**
 * An uploaded file: a path, or a name and bytes. Begin with `buu_file_init()`.
 *
 * It is read during the call alone, and no further than the template's limit and one byte.
 */
typedef struct buu_file {
  /**
   * `sizeof(buu_file)`.
   */
  size_t size;
  /**
   * The file's name as the administrator knows it, without folders; its last extension must be one that the template accepts. With a
   * path it may be empty: then it is the path's last part.
   */
  buu_str name;
  /**
   * Where the file is; empty where its bytes are at hand. UTF-8 on Windows, elsewhere the bytes that the system has.
   */
  buu_str path;
  /**
   * Its bytes, where there is no path. They are copied, and the copy is wiped when the check or the report is freed.
   */
  const uint8_t *data;
  /**
   * How many bytes.
   */
  size_t data_len;
} buu_file;

/**
 * What is known of a file as such. Begin with `buu_file_info_init()`.
 */
typedef struct buu_file_info {
  /**
   * `sizeof(buu_file_info)`.
   */
  size_t size;
  /**
   * The file's name.
   */
  buu_str name;
  /**
   * Its size in bytes; `UINT64_MAX` where it is over the limit and was not read to its end.
   */
  uint64_t file_size;
  /**
   * The SHA-256 of its bytes in lower-case hexadecimal digits; absent where it was not read to its end.
   */
  buu_str sha256;
  /**
   * `utf-8`, `utf-16le`, `utf-16be` or `windows-1252`; absent where it is no text, or was not looked at.
   */
  buu_str encoding;
  /**
   * Its delimiter; absent where it is no text, or was not looked at.
   */
  buu_str delimiter;
} buu_file_info;

/**
 * One error: what is wrong, and where. Its message, suggestion and params have functions of their own. Begin with
 * `buu_problem_init()`; one struct serves for all.
 */
typedef struct buu_problem {
  /**
   * `sizeof(buu_problem)`.
   */
  size_t size;
  /**
   * What is wrong: `BUU_CODE_…`. Later versions may add some.
   */
  uint32_t code;
  /**
   * `BUU_LEVEL_FILE`, `BUU_LEVEL_ROW` or `BUU_LEVEL_FIELD`.
   */
  uint32_t level;
  /**
   * The row that a spreadsheet shows, from 1; 0 for none.
   */
  uint32_t row;
  /**
   * The physical line of the file, from 1; 0 for none.
   */
  uint32_t line;
  /**
   * The column, under the template's name; absent for a row, a header or a file.
   */
  buu_str column;
  /**
   * The text of the cell as it was judged (trimmed); absent for a password, a cell that may hold one, a row, a header or a file.
   */
  buu_str value;
  /**
   * The cell as a spreadsheet names it: `"C7"`; `""` for none.
   */
  char cell[24];
} buu_problem;

/**
 * A user that may be created. Begin with `buu_new_user_init()`; one struct serves for all.
 */
typedef struct buu_new_user {
  /**
   * `sizeof(buu_new_user)`.
   */
  size_t size;
  /**
   * The row that a spreadsheet shows, from 1.
   */
  uint32_t row;
  /**
   * The physical line of the file, from 1, on which the row begins.
   */
  uint32_t line;
  /**
   * The login, as typed, trimmed.
   */
  buu_str login;
} buu_new_user;

/**
 * Takes the next bytes of a file. 0 says that they were taken; anything else ends the writing with `BUU_CALLBACK_FAILED`. The bytes live
 * during the call alone. It may neither throw a C++ exception nor `longjmp` out.
 */
typedef int32_t (*buu_write)(void *userdata, const uint8_t *data, size_t len);

/**
 * How a store is opened. Begin with `buu_store_options_init()`; what is 0 is as usual.
 */
typedef struct buu_store_options {
  /**
   * `sizeof(buu_store_options)`.
   */
  size_t size;
  /**
   * Argon2id's memory for a password, in KiB; 19,456 as usual. Weaker parameters than the usual ones are for tests only.
   */
  uint32_t memory_kib;
  /**
   * Argon2id's passes; 2 as usual.
   */
  uint32_t passes;
  /**
   * Argon2id's lanes; 1 as usual.
   */
  uint32_t lanes;
  /**
   * How long another process may keep the file locked before that is `BUU_STORE_BUSY`, in milliseconds; 10,000 as usual.
   */
  uint32_t patience_ms;
  /**
   * How long a process may not be heard of before another may take over its imports, in milliseconds; 60,000 as usual.
   */
  uint32_t lease_ms;
  /**
   * For later versions; 0.
   */
  uint32_t reserved;
} buu_store_options;

/**
 * Which imports are wanted: those that meet every part. Begin with `buu_history_filter_init()`, which lets all pass.
 */
typedef struct buu_history_filter {
  /**
   * `sizeof(buu_history_filter)`.
   */
  size_t size;
  /**
   * Upload status: one of these, `BUU_STATUS_…`; NULL lets all pass.
   */
  const uint32_t *status;
  /**
   * How many there are.
   */
  size_t status_count;
  /**
   * Users: `5`, `1..10`, `1..` or `..10`; empty lets all pass. So it is with the next two.
   */
  buu_str users;
  /**
   * Created.
   */
  buu_str created;
  /**
   * Rows with errors.
   */
  buu_str rows_with_errors;
  /**
   * Uploaded by this login, in any case; empty lets all pass.
   */
  buu_str uploaded_by;
  /**
   * Only imports that began before this one; 0 begins with the newest.
   */
  int64_t before;
  /**
   * At most this many; 0 stands for 50.
   */
  size_t limit;
  /**
   * A part of the file's name, in any case; empty lets all pass.
   */
  buu_str file_name;
} buu_history_filter;

/**
 * A line of the import history: the product's columns. Always: `created + rows_with_errors + not_attempted = users`. Begin with
 * `buu_import_record_init()`.
 */
typedef struct buu_import_record {
  /**
   * `sizeof(buu_import_record)`.
   */
  size_t size;
  /**
   * Its number in the history, from 1.
   */
  int64_t id;
  /**
   * The last import before this one of the same bytes; 0 for none.
   */
  int64_t same_file_as;
  /**
   * Upload status: `BUU_STATUS_…`.
   */
  uint32_t status;
  /**
   * `BUU_PARTIAL_SUCCESS` or `BUU_ALL_OR_NOTHING`.
   */
  uint32_t mode;
  /**
   * Users: the number of entries in the uploaded file.
   */
  uint32_t users;
  /**
   * Created: the number of users that were created.
   */
  uint32_t created;
  /**
   * Rows with errors.
   */
  uint32_t rows_with_errors;
  /**
   * The number of entries that are neither.
   */
  uint32_t not_attempted;
  /**
   * Uploaded by: a login.
   */
  buu_str uploaded_by;
  /**
   * Upload start: `2026-11-23T09:30:00.123456789Z`, always in UTC.
   */
  buu_str start;
  /**
   * Upload end; absent while it is in progress.
   */
  buu_str end;
  /**
   * The file's name.
   */
  buu_str file_name;
  /**
   * The SHA-256 of the file; absent where it is over the limit and was not read to its end.
   */
  buu_str sha256;
} buu_import_record;

/**
 * Hears how far an import has come, after each batch: `step` is `BUU_STEP_…`, and `done` of `of` users have it behind them. 0 goes on; anything
 * else ends the import: users that were created by then stay, the others are not attempted, and the record says so. It is called on the
 * thread that imports, and may neither throw a C++ exception nor `longjmp` out.
 */
typedef int32_t (*buu_progress)(void *userdata, uint32_t step, uint32_t done, uint32_t of);

/**
 * How a file is imported. Begin with `buu_import_options_init()`.
 */
typedef struct buu_import_options {
  /**
   * `sizeof(buu_import_options)`.
   */
  size_t size;
  /**
   * `BUU_PARTIAL_SUCCESS`, which 0 stands for as well, or `BUU_ALL_OR_NOTHING`.
   */
  uint32_t mode;
  /**
   * For later versions; 0.
   */
  uint32_t reserved;
  /**
   * Hears of the progress; may be NULL.
   */
  buu_progress progress;
  /**
   * Handed to `progress`.
   */
  void *userdata;
} buu_import_options;

/**
 * A user of an import that is undone. Begin with `buu_undone_user_init()`.
 */
typedef struct buu_undone_user {
  /**
   * `sizeof(buu_undone_user)`.
   */
  size_t size;
  /**
   * The row of the upload.
   */
  uint32_t row;
  /**
   * What becomes of them: `BUU_UNDO_…`. Later versions may add some, all of them for users that are left alone.
   */
  uint32_t outcome;
  /**
   * The login.
   */
  buu_str login;
} buu_undone_user;

/**
 * The call has been done, and its outputs are written.
 */
#define BUU_OK 0

/**
 * An argument is NULL that must not be, is not UTF-8, or is a struct, a number or an index that this library does not know.
 */
#define BUU_INVALID_ARGUMENT 1

/**
 * The library has a bug; it has changed nothing that it had not said. The handles of the call may be freed, and no more.
 */
#define BUU_PANIC 2

/**
 * A template that cannot be read, or contradicts itself.
 */
#define BUU_INVALID_TEMPLATE 3

/**
 * A password policy that cannot be read, that no password could meet, or a name that is no preset's.
 */
#define BUU_INVALID_POLICY 4

/**
 * A directory that cannot be read, or contradicts itself.
 */
#define BUU_INVALID_DIRECTORY 5

/**
 * The uploader is not in the directory, or not active.
 */
#define BUU_UNKNOWN_UPLOADER 6

/**
 * A callback of the caller's returned something else than 0: `buu_error_callback_result` gives it.
 */
#define BUU_CALLBACK_FAILED 7

/**
 * The directory left a question without an answer.
 */
#define BUU_MISSING_ANSWERS 8

/**
 * The check was resolved already, or the answers were used already.
 */
#define BUU_SPENT 9

/**
 * A file cannot be read: `buu_error_system_error` gives the system's number for it.
 */
#define BUU_FILE_ERROR 10

/**
 * The store cannot do its work, for a reason that has no number of its own.
 */
#define BUU_STORE_ERROR 11

/**
 * Another process keeps the database locked.
 */
#define BUU_STORE_BUSY 12

/**
 * The database, or its folder, cannot be written.
 */
#define BUU_STORE_READ_ONLY 13

/**
 * The disk of the database is full.
 */
#define BUU_STORE_DISK_FULL 14

/**
 * The database is damaged.
 */
#define BUU_STORE_DAMAGED 15

/**
 * The file is no database of this library's.
 */
#define BUU_STORE_FOREIGN 16

/**
 * The database was written by a newer version.
 */
#define BUU_STORE_NEWER 17

/**
 * The permission group of the uploader lacks the right to import users.
 */
#define BUU_MAY_NOT_IMPORT 18

/**
 * There is no such import.
 */
#define BUU_UNKNOWN_IMPORT 19

/**
 * The import is in progress.
 */
#define BUU_IMPORT_IN_PROGRESS 20

/**
 * Another process has taken the import over.
 */
#define BUU_LEASE_LOST 21

/**
 * Another call is resolving the check.
 */
#define BUU_IN_USE 22

/**
 * The version of the binary interface that the library has which is running: `BUU_ABI_VERSION` as it was when that was built. Any
 * thread.
 */
uint32_t buu_abi_version(void);

/**
 * The version of the library that is running: `"0.1.0"`. It lives for ever. Any thread.
 */
buu_str buu_version(void);

/**
 * The name of a result, for logs: `"BUU_STORE_BUSY"`; `"?"` for a number that this version has not.
 *
 * The text ends in a NUL byte and lives for ever. Any thread.
 */
const char *buu_result_name(buu_result result);

/**
 * The text; a NUL byte stands behind it, so `data` is a C string as well (JSON has no NUL bytes in it). It lives until
 * `buu_text_free`. NULL: absent.
 */
buu_str buu_text_str(const buu_text *text);

/**
 * Frees a text. NULL: nothing is done.
 */
void buu_text_free(buu_text *text);

/**
 * The result of the call that failed. NULL: `BUU_OK`, for there was no failure.
 */
buu_result buu_error_result(const buu_error *error);

/**
 * What went wrong, and with what, in a sentence. The text belongs to the error. NULL: absent.
 */
buu_str buu_error_message(const buu_error *error);

/**
 * What the callback returned, of `BUU_CALLBACK_FAILED`; else, and for NULL, 0.
 */
int32_t buu_error_callback_result(const buu_error *error);

/**
 * The system's number for what went wrong (`errno`, or Windows' error code), of `BUU_FILE_ERROR`; else, and for NULL, 0.
 */
int32_t buu_error_system_error(const buu_error *error);

/**
 * Frees an error. NULL: nothing is done.
 */
void buu_error_free(buu_error *error);

/**
 * How many codes there are: `buu_code_at` has them. Any thread, as all functions of the catalogue.
 */
size_t buu_code_count(void);

/**
 * The code at an index, from 0, in the order of the numbers: `BUU_CODE_…`; 0 where there is no such index.
 */
uint32_t buu_code_at(size_t index);

/**
 * The code as the report's JSON has it: `login-already-exists`. It lives for ever. Absent for a number that is no code.
 */
buu_str buu_code_name(uint32_t code);

/**
 * The product's own name for it: `Login: already exists`. It lives for ever. Absent for a number that is no code.
 */
buu_str buu_code_title(uint32_t code);

/**
 * What it means, in a sentence. It lives for ever. Absent for a number that is no code.
 */
buu_str buu_code_description(uint32_t code);

/**
 * What it is about: `BUU_LEVEL_FILE`, `BUU_LEVEL_ROW` or `BUU_LEVEL_FIELD`; 0 for a number that is no code.
 */
uint32_t buu_code_level(uint32_t code);

/**
 * Makes a template of JSON (the book's page "Templates and password policies" has the keys). The text is not kept.
 *
 * Writes `*template`, which the caller frees with `buu_template_free`. Fails with `BUU_INVALID_TEMPLATE`,
 * `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_template_from_json(buu_str json, buu_template **template_, buu_error **error);

/**
 * Makes a template of the text of a TOML file. As `buu_template_from_json`.
 */
buu_result buu_template_from_toml(buu_str toml, buu_template **template_, buu_error **error);

/**
 * The file that users are given to fill in: a header row, with `*` behind what is required. It is written into `buffer` as all short
 * texts are; gives the length of the whole. `template` may be NULL.
 */
size_t buu_template_csv(const buu_template *template_,
                        char *buffer,
                        size_t room);

/**
 * How large a file may be, in bytes. `template` may be NULL.
 */
uint64_t buu_template_max_bytes(const buu_template *template_);

/**
 * How many columns it has. `template` may be NULL.
 */
size_t buu_template_column_count(const buu_template *template_);

/**
 * The name of the column at an index, from 0. It is written into `buffer` as all short texts are; gives the length of the whole, and
 * 0 where there is no such column. `template` may be NULL.
 */
size_t buu_template_column(const buu_template *template_,
                           size_t index,
                           char *buffer,
                           size_t room);

/**
 * Frees a template; what was made with it goes on. NULL: nothing is done.
 */
void buu_template_free(buu_template *template_);

/**
 * Makes a policy of JSON with the usual keys: `{"length": 8, "digits": 1}`. The text is not kept.
 *
 * Writes `*policy`, which the caller frees with `buu_password_policy_free`. Fails with `BUU_INVALID_POLICY`,
 * `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_password_policy_from_json(buu_str json,
                                         buu_password_policy **policy,
                                         buu_error **error);

/**
 * Makes the policy that ships under a name, in any case: `default`, `nist` or `active-directory`.
 *
 * Writes `*policy`, which the caller frees with `buu_password_policy_free`. Fails with `BUU_INVALID_POLICY` where no preset has that
 * name, `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_password_policy_preset(buu_str name,
                                      buu_password_policy **policy,
                                      buu_error **error);

/**
 * The rules that ask for something, as JSON. They are written into `buffer` as all short texts are; gives the length of the whole. NULL
 * `policy`: 0.
 */
size_t buu_password_policy_json(const buu_password_policy *policy,
                                char *buffer,
                                size_t room);

/**
 * Judges a password: which rules it does not meet. It is taken exactly as typed, and not kept.
 *
 * Writes `*unmet`, the number of rules that are not met, 0 where the password meets them all; and `*json`, unless that is NULL, the
 * rules as in the params of a report: `[{"rule":"length","required":8}]`, which the caller frees with `buu_text_free`. `owner` may be
 * NULL. Fails with `BUU_INVALID_ARGUMENT`. Any thread.
 */
buu_result buu_password_policy_validate(const buu_password_policy *policy,
                                        buu_str password,
                                        const buu_password_owner *owner,
                                        size_t *unmet,
                                        buu_text **json,
                                        buu_error **error);

/**
 * Frees a policy; answers that were given it keep it. NULL: nothing is done.
 */
void buu_password_policy_free(buu_password_policy *policy);

/**
 * Makes answers for the questions of a check, none given yet.
 *
 * Writes `*answers`, which the caller frees with `buu_answers_free`. Fails with `BUU_SPENT` where the check was resolved, `BUU_IN_USE`,
 * `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_answers_new(const buu_checked *checked,
                           buu_answers **answers,
                           buu_error **error);

/**
 * Says of the login at `index` whether a user has it, active or not: 1, or 0. Fails with `BUU_INVALID_ARGUMENT`, also for any other
 * number.
 */
buu_result buu_answers_set_login(buu_answers *answers,
                                 size_t index,
                                 uint32_t exists);

/**
 * Says what the permission group at `index` is to the uploader: `BUU_DOES_NOT_EXIST`, `BUU_INSUFFICIENT_ACCESS` or
 * `BUU_ASSIGNABLE`.
 *
 * `suggestion` goes with the first: a group that was probably meant, of those that this uploader may assign; empty for none. `policy`
 * goes with the last: the policy for passwords of its members; NULL for the default policy. Both are copied. Fails with
 * `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_answers_set_permission_group(buu_answers *answers,
                                            size_t index,
                                            uint32_t verdict,
                                            buu_str suggestion,
                                            const buu_password_policy *policy);

/**
 * Says what the team at `index` is to the uploader: `BUU_DOES_NOT_EXIST`, `BUU_NOT_A_MEMBER` or `BUU_MEMBER`.
 *
 * `suggestion` goes with the first: a team that was probably meant, of the uploader's own; empty for none. It is copied. Fails with
 * `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_answers_set_primary_team(buu_answers *answers,
                                        size_t index,
                                        uint32_t verdict,
                                        buu_str suggestion);

/**
 * Says of the capacity plan at `index` whether there is one: `BUU_DOES_NOT_EXIST` or `BUU_EXISTS`.
 *
 * `suggestion` goes with the first: a plan that was probably meant; empty for none. It is copied. Fails with
 * `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_answers_set_capacity_plan(buu_answers *answers,
                                         size_t index,
                                         uint32_t verdict,
                                         buu_str suggestion);

/**
 * Says by which policy passwords are judged whose permission group is unknown or not assignable; NULL, and where it is not said at
 * all: by the template's. Fails with `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_answers_set_default_password_policy(buu_answers *answers,
                                                   const buu_password_policy *policy);

/**
 * Frees answers that `buu_answers_new` made; never those of a callback. NULL: nothing is done.
 */
void buu_answers_free(buu_answers *answers);

/**
 * Makes a directory in memory of directory JSON (the book's page "The directory" has the keys). The text is not kept.
 *
 * Writes `*directory`, which the caller frees with `buu_directory_free`. Fails with `BUU_INVALID_DIRECTORY`,
 * `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_directory_from_json(buu_str json, buu_directory **directory, buu_error **error);

/**
 * Makes a directory of callbacks. The struct is copied; its `userdata` must live as long as the directory.
 *
 * Writes `*directory`, which the caller frees with `buu_directory_free`. Fails with `BUU_INVALID_ARGUMENT` where one of the four questions
 * has no callback.
 */
buu_result buu_directory_from_callbacks(const buu_directory_callbacks *callbacks,
                                        buu_directory **directory,
                                        buu_error **error);

/**
 * Makes a directory of the users of a store. It keeps the store's file open, even where `buu_store_free` comes first.
 *
 * Writes `*directory`, which the caller frees with `buu_directory_free`. Fails with `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_directory_from_store(const buu_store *store,
                                    buu_directory **directory,
                                    buu_error **error);

/**
 * Frees a directory; never while a check asks it. NULL: nothing is done.
 */
void buu_directory_free(buu_directory *directory);

/**
 * Checks a file against a directory, as `uploader` (a login) sees it: everything that is wrong with it, at once. `template` may be NULL.
 * No right is asked of the uploader: that is for an import.
 *
 * Writes `*report`, which the caller frees with `buu_report_free`; whatever is wrong with the file is in it, and the result is `BUU_OK`
 * then. Fails with `BUU_FILE_ERROR` where the file cannot be read, `BUU_UNKNOWN_UPLOADER`, `BUU_CALLBACK_FAILED`,
 * `BUU_MISSING_ANSWERS`, `BUU_INVALID_ARGUMENT`, and of a store's directory with `BUU_STORE_…`.
 */
buu_result buu_check(const buu_template *template_,
                     const buu_file *file,
                     const buu_directory *directory,
                     buu_str uploader,
                     buu_report **report,
                     buu_error **error);

/**
 * Checks a file as far as that goes without a directory. No callback is called. `template` may be NULL.
 *
 * Writes `*checked`, which the caller frees with `buu_checked_free`. Fails with `BUU_FILE_ERROR`, `BUU_INVALID_ARGUMENT`; what is wrong
 * with the file comes with the report.
 */
buu_result buu_prepare(const buu_template *template_,
                       const buu_file *file,
                       buu_checked **checked,
                       buu_error **error);

/**
 * The logins that the directory is asked about: which of them exist? The answer to each goes by its index.
 *
 * Writes `*count`, unless that is NULL, and gives the first name; NULL where there is none. The names live until the check is resolved or
 * freed. NULL `checked`: no names.
 */
const buu_name *buu_checked_logins(const buu_checked *checked,
                                          size_t *count);

/**
 * The permission groups that the directory is asked about. As `buu_checked_logins`.
 */
const buu_name *buu_checked_permission_groups(const buu_checked *checked, size_t *count);

/**
 * The teams that the directory is asked about. As `buu_checked_logins`.
 */
const buu_name *buu_checked_primary_teams(const buu_checked *checked, size_t *count);

/**
 * The capacity plans that the directory is asked about. As `buu_checked_logins`.
 */
const buu_name *buu_checked_capacity_plans(const buu_checked *checked, size_t *count);

/**
 * Takes the directory's answers and comes to the verdict. Both handles are spent by that, and are still to be freed; where it fails, they
 * can be used again.
 *
 * Writes `*report`, which the caller frees with `buu_report_free`. Fails with `BUU_MISSING_ANSWERS`, `BUU_SPENT`, `BUU_IN_USE`,
 * `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_checked_resolve(buu_checked *checked,
                               buu_answers *answers,
                               buu_report **report,
                               buu_error **error);

/**
 * Asks a directory on the spot, as `uploader` sees it, and comes to the verdict. The check is spent by that, and is still to be freed; where
 * it fails, it may be asked again.
 *
 * Writes `*report`, which the caller frees with `buu_report_free`. Fails with `BUU_UNKNOWN_UPLOADER`, `BUU_CALLBACK_FAILED`,
 * `BUU_MISSING_ANSWERS`, `BUU_SPENT`, `BUU_IN_USE`, `BUU_INVALID_ARGUMENT`, and of a store's directory with `BUU_STORE_…`.
 */
buu_result buu_checked_ask(buu_checked *checked,
                           const buu_directory *directory,
                           buu_str uploader,
                           buu_report **report,
                           buu_error **error);

/**
 * Frees a check, and wipes the file from memory, unless a report has it. NULL: nothing is done.
 */
void buu_checked_free(buu_checked *checked);

/**
 * How many entries the file has: rows that are not blank. After an error of the file, what could be counted. NULL: 0.
 */
uint32_t buu_report_users(const buu_report *report);

/**
 * How many entries can be created: `buu_report_new_user` has them. 0 after an error of the file. NULL: 0.
 */
uint32_t buu_report_valid(const buu_report *report);

/**
 * How many entries have errors. NULL: 0.
 */
uint32_t buu_report_rows_with_errors(const buu_report *report);

/**
 * Whether there is no error at all. NULL: false, for nothing was checked.
 */
bool buu_report_is_ok(const buu_report *report);

/**
 * What is known of the file as such. The SHA-256 is worked out at the first call.
 *
 * Fills `*info`, whose texts live as long as the report. Fails with `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_report_file(const buu_report *report, buu_file_info *info);

/**
 * The report as JSON, on one line: the same from every door of the engine, byte for byte.
 *
 * Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_report_json(const buu_report *report, buu_text **json, buu_error **error);

/**
 * Frees a report, and wipes the file and its passwords from memory: what points into it is gone. NULL: nothing is done.
 */
void buu_report_free(buu_report *report);

/**
 * How many errors there are. NULL: 0.
 */
size_t buu_report_error_count(const buu_report *report);

/**
 * The error at an index, from 0, in the report's order: those of the file first, then by row, then by column. Nothing is
 * allocated for it, but for an error of a whole row, which is read anew.
 *
 * Fills `*problem`, whose texts live as long as the report. Fails with `BUU_INVALID_ARGUMENT`, also where there is no such index.
 */
buu_result buu_report_error(const buu_report *report,
                            size_t index,
                            buu_problem *problem);

/**
 * What is wrong, with what, and what to do about it, in a sentence or two. It is written into `buffer` as all short texts are; gives the
 * length of the whole, and 0 where there is no such index. NULL `report`: 0.
 */
size_t buu_report_error_message(const buu_report *report,
                                size_t index,
                                char *buffer,
                                size_t room);

/**
 * What to write in the cell instead, where that can be told; else its length is 0. It is written into `buffer` as all short texts are; gives
 * the length of the whole. NULL `report`: 0.
 */
size_t buu_report_error_suggestion(const buu_report *report,
                                   size_t index,
                                   char *buffer,
                                   size_t room);

/**
 * The particulars, as JSON: `{"min":1,"max":40,"actual":41}`; the book's page "Errors" has those of each code. They are written into
 * `buffer` as all short texts are; gives the length of the whole, and 0 where there is no such index. NULL `report`: 0.
 */
size_t buu_report_error_params(const buu_report *report,
                               size_t index,
                               char *buffer,
                               size_t room);

/**
 * How many notices there are: what was decided about the file and is worth a look, though it is no error. NULL: 0.
 */
size_t buu_report_notice_count(const buu_report *report);

/**
 * The code of the notice at an index, from 0: `encoding-assumed` or `column-ignored`; later versions may add some. It lives for ever. Absent
 * where there is no such index, and for NULL.
 */
buu_str buu_report_notice_code(const buu_report *report,
                                      size_t index);

/**
 * The notice at an index, from 0, in a sentence. It is written into `buffer` as all short texts are; gives the length of the whole, and 0 where
 * there is no such index. NULL `report`: 0.
 */
size_t buu_report_notice_message(const buu_report *report,
                                 size_t index,
                                 char *buffer,
                                 size_t room);

/**
 * The user at an index, from 0, in the order of the file: of those that may be created, of which there are `buu_report_valid`.
 *
 * Fills `*user`, whose texts live as long as the report. Fails with `BUU_INVALID_ARGUMENT`, also where there is no such index.
 */
buu_result buu_report_new_user(const buu_report *report,
                               size_t index,
                               buu_new_user *user);

/**
 * A cell of that user, by the template's name of its column, in any case: as typed, trimmed; empty where it is blank.
 *
 * Writes `*value`, which lives as long as the report. Fails with `BUU_INVALID_ARGUMENT`, also where the template has no such column, and for the
 * password, which comes out through `buu_report_new_user_password` alone.
 */
buu_result buu_report_new_user_cell(const buu_report *report,
                                    size_t index,
                                    buu_str column,
                                    buu_str *value);

/**
 * The password of that user, exactly as typed. Hash it, and let go of it: print and keep it nowhere.
 *
 * Writes `*password`, absent where the template has none, or the cell is blank. It lives, in memory that is wiped then, until the report is freed.
 * Fails with `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_report_new_user_password(const buu_report *report,
                                        size_t index,
                                        buu_str *password);

/**
 * Writes the rows with errors as CSV, ready to mend and to upload again: the upload's own columns, then the column `Errors`. The file
 * comes piece by piece; each is handed to `write` with `userdata`. Without such rows nothing is written.
 *
 * `passwords` is `BUU_PASSWORDS_KEEP` or `BUU_PASSWORDS_BLANK`. Writes `*rows`, unless that is NULL, the number of rows. Fails with
 * `BUU_CALLBACK_FAILED`, `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_report_write_rows_with_errors(const buu_report *report,
                                             uint32_t passwords,
                                             buu_write write,
                                             void *userdata,
                                             size_t *rows,
                                             buu_error **error);

/**
 * The key by which names compare, of a login, group, team or plan: NFKC(full case fold(NFKC(trimmed text))). A directory of your
 * own may keep it beside each name, with a unique index on it.
 *
 * It is written into `buffer`, which has room for `room` bytes, as all short texts are (see the top of this header). Gives the
 * length of the whole key; 0 for a `name` that is blank or not UTF-8. Any thread.
 */
size_t buu_fold(buu_str name,
                char *buffer,
                size_t room);

/**
 * Opens a store, creates the file where there is none (its owner alone can read it; the folder must be there), and brings to their end the
 * imports whose processes have died. `path` is UTF-8 on Windows, elsewhere the bytes that the system has. `options` may be NULL.
 *
 * Writes `*store`, which the caller frees with `buu_store_free`. Fails with `BUU_STORE_…`, `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_store_open(buu_str path,
                          const buu_store_options *options,
                          buu_store **store,
                          buu_error **error);

/**
 * The imports that opening the store brought to their end, as JSON: a list of `{"id": …, "record": …, "error": …}`, where `error` says why one
 * could not be brought to its end this time. `[]` as a rule.
 *
 * Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_store_resumed_json(const buu_store *store,
                                  buu_text **json,
                                  buu_error **error);

/**
 * Makes the directory say what directory JSON says: what it names is added or changed, everything else is left as it is. The text is not kept.
 *
 * Writes `*changes`, unless that is NULL: what was added and changed, as JSON, which the caller frees with `buu_text_free`. Fails with
 * `BUU_INVALID_DIRECTORY`, `BUU_STORE_…`, `BUU_INVALID_ARGUMENT`; nothing is changed then.
 */
buu_result buu_store_load(const buu_store *store,
                          buu_str json,
                          buu_text **changes,
                          buu_error **error);

/**
 * The whole directory, as directory JSON, without passwords and attributes.
 *
 * Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_STORE_…`, `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_store_directory_json(const buu_store *store, buu_text **json, buu_error **error);

/**
 * What Details shows of an import, beside its rows, as JSON: its record, its file, the errors of the file, the notices, and how often each error
 * stands in it.
 *
 * Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_UNKNOWN_IMPORT`, `BUU_STORE_…`, `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_store_details_json(const buu_store *store,
                                  int64_t id,
                                  buu_text **json,
                                  buu_error **error);

/**
 * Closes a store; directories that were made of it go on. Never while another thread uses it. NULL: nothing is done.
 */
void buu_store_free(buu_store *store);

/**
 * The imports that a filter lets pass, the latest first. `filter` may be NULL: the latest 50.
 *
 * Writes `*history`, which the caller frees with `buu_history_free`. Fails with `BUU_STORE_…`, `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_store_history(const buu_store *store,
                             const buu_history_filter *filter,
                             buu_history **history,
                             buu_error **error);

/**
 * How many imports it has. NULL: 0.
 */
size_t buu_history_count(const buu_history *history);

/**
 * The import at an index, from 0.
 *
 * Fills `*record`, whose texts live as long as the history. Fails with `BUU_INVALID_ARGUMENT`, also where there is no such index.
 */
buu_result buu_history_record(const buu_history *history,
                              size_t index,
                              buu_import_record *record);

/**
 * The imports as JSON: a list of what each record says, and when and by whom it was undone.
 *
 * Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_history_json(const buu_history *history, buu_text **json, buu_error **error);

/**
 * Frees a history. NULL: nothing is done.
 */
void buu_history_free(buu_history *history);

/**
 * Imports a file: checks it against the store's users, as `uploader` (a login) sees them, creates a user for every row without errors, exactly
 * once, and tells the history. The permission group of the uploader must have the right to import. `template` and `options` may be NULL.
 *
 * Writes `*history`: a history of this one import, which the caller frees with `buu_history_free`; also where the file, or every row of it, has
 * errors, and where `progress` ended the import. Fails with `BUU_MAY_NOT_IMPORT`, `BUU_UNKNOWN_UPLOADER`, `BUU_FILE_ERROR`,
 * `BUU_STORE_…`, `BUU_LEASE_LOST`, `BUU_INVALID_ARGUMENT`; the next `buu_store_open` brings to its end what the store had begun.
 */
buu_result buu_store_import(const buu_store *store,
                            const buu_template *template_,
                            const buu_file *file,
                            buu_str uploader,
                            const buu_import_options *options,
                            buu_history **history,
                            buu_error **error);

/**
 * The rows of an import that were kept, with their errors, as JSON: those with one outcome (`BUU_OUTCOME_…`), or all, for 0.
 *
 * Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_UNKNOWN_IMPORT`, `BUU_STORE_…`, `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_store_rows_json(const buu_store *store,
                               int64_t id,
                               uint32_t outcome,
                               buu_text **json,
                               buu_error **error);

/**
 * Writes the rows with errors of an import as CSV, without passwords, as `buu_report_write_rows_with_errors` does.
 *
 * Writes `*rows`, unless that is NULL, the number of rows. Fails with `BUU_UNKNOWN_IMPORT`, `BUU_CALLBACK_FAILED`, `BUU_STORE_…`,
 * `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_store_write_rows_with_errors(const buu_store *store,
                                            int64_t id,
                                            buu_write write,
                                            void *userdata,
                                            size_t *rows,
                                            buu_error **error);

/**
 * What `buu_store_undo` would do now. As that, but nothing is changed.
 */
buu_result buu_store_undo_preview(const buu_store *store,
                                  int64_t id,
                                  buu_str login,
                                  buu_undo **undo,
                                  buu_error **error);

/**
 * Undoes an import, in the name of `login`: deactivates those of its users whom nobody has changed since and whom the level of `login` reaches. Their
 * logins stay taken.
 *
 * Writes `*undo`, which the caller frees with `buu_undo_free`. Fails with `BUU_UNKNOWN_IMPORT`, `BUU_IMPORT_IN_PROGRESS`,
 * `BUU_MAY_NOT_IMPORT`, `BUU_UNKNOWN_UPLOADER`, `BUU_STORE_…`, `BUU_INVALID_ARGUMENT`; nothing is changed then.
 */
buu_result buu_store_undo(const buu_store *store,
                          int64_t id,
                          buu_str login,
                          buu_undo **undo,
                          buu_error **error);

/**
 * How many users it names. NULL: 0.
 */
size_t buu_undo_count(const buu_undo *undo);

/**
 * The user at an index, from 0: those that are deactivated first, then those that are left alone, each in the order of the file.
 *
 * Fills `*user`, whose texts live as long as the undo. Fails with `BUU_INVALID_ARGUMENT`, also where there is no such index.
 */
buu_result buu_undo_user(const buu_undo *undo,
                         size_t index,
                         buu_undone_user *user);

/**
 * What it does as JSON: `{"id": …, "deactivated": […], "skipped": […]}`.
 *
 * Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_undo_json(const buu_undo *undo, buu_text **json, buu_error **error);

/**
 * Frees an undo. NULL: nothing is done.
 */
void buu_undo_free(buu_undo *undo);

/**
 * A C string as a `buu_str`; NULL is an empty text.
 */
static inline buu_str buu_str_of(const char *text) {
  buu_str made;
  made.data = text;
  made.len = text == NULL ? 0 : strlen(text);
  return made;
}

/**
 * A `buu_password_owner` with its size, and everything else zero.
 */
static inline buu_password_owner buu_password_owner_init(void) {
  buu_password_owner made;
  memset(&made, 0, sizeof made);
  made.size = sizeof made;
  return made;
}

/**
 * A `buu_directory_callbacks` with its size, and everything else zero.
 */
static inline buu_directory_callbacks buu_directory_callbacks_init(void) {
  buu_directory_callbacks made;
  memset(&made, 0, sizeof made);
  made.size = sizeof made;
  return made;
}

/**
 * A `buu_file` with its size, and everything else zero.
 */
static inline buu_file buu_file_init(void) {
  buu_file made;
  memset(&made, 0, sizeof made);
  made.size = sizeof made;
  return made;
}

/**
 * A `buu_file_info` with its size, and everything else zero.
 */
static inline buu_file_info buu_file_info_init(void) {
  buu_file_info made;
  memset(&made, 0, sizeof made);
  made.size = sizeof made;
  return made;
}

/**
 * A `buu_problem` with its size, and everything else zero.
 */
static inline buu_problem buu_problem_init(void) {
  buu_problem made;
  memset(&made, 0, sizeof made);
  made.size = sizeof made;
  return made;
}

/**
 * A `buu_new_user` with its size, and everything else zero.
 */
static inline buu_new_user buu_new_user_init(void) {
  buu_new_user made;
  memset(&made, 0, sizeof made);
  made.size = sizeof made;
  return made;
}

/**
 * A `buu_store_options` with its size, and everything else zero.
 */
static inline buu_store_options buu_store_options_init(void) {
  buu_store_options made;
  memset(&made, 0, sizeof made);
  made.size = sizeof made;
  return made;
}

/**
 * A `buu_history_filter` with its size, and everything else zero.
 */
static inline buu_history_filter buu_history_filter_init(void) {
  buu_history_filter made;
  memset(&made, 0, sizeof made);
  made.size = sizeof made;
  return made;
}

/**
 * A `buu_import_record` with its size, and everything else zero.
 */
static inline buu_import_record buu_import_record_init(void) {
  buu_import_record made;
  memset(&made, 0, sizeof made);
  made.size = sizeof made;
  return made;
}

/**
 * A `buu_import_options` with its size, and everything else zero.
 */
static inline buu_import_options buu_import_options_init(void) {
  buu_import_options made;
  memset(&made, 0, sizeof made);
  made.size = sizeof made;
  return made;
}

/**
 * A `buu_undone_user` with its size, and everything else zero.
 */
static inline buu_undone_user buu_undone_user_init(void) {
  buu_undone_user made;
  memset(&made, 0, sizeof made);
  made.size = sizeof made;
  return made;
}

#ifdef __cplusplus
} // extern "C"
#endif

#endif  /* BULK_USER_UPLOAD_H */
