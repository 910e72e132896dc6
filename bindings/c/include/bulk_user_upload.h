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

/** The file does not say how it is encoded, so an encoding was assumed. If names depend on it, it must be stated before users can be created. */
#define BUU_NOTICE_ENCODING_ASSUMED "encoding-assumed"

/** The file has a byte-order mark of another encoding than the one that was stated; the mark was followed. */
#define BUU_NOTICE_ENCODING_MARKED "encoding-marked"

/** The header is not the first row; the rows above it, such as a title, were passed over. */
#define BUU_NOTICE_ROWS_ABOVE_HEADER "rows-above-header"

/** The file has a column that is not in the template; it was ignored. */
#define BUU_NOTICE_COLUMN_IGNORED "column-ignored"

/** A row repeats the header, as where two files were joined; it was skipped. */
#define BUU_NOTICE_HEADER_REPEATED "header-repeated"

/** A login looks like a date that a spreadsheet made, or has an apostrophe or quotes that do not belong to it. */
#define BUU_NOTICE_VALUE_LOOKS_CONVERTED "value-looks-converted"

/** A name has question marks and no letter: its letters were probably lost in an encoding that lacks them. */
#define BUU_NOTICE_VALUE_LOOKS_LOST "value-looks-lost"

/** A password begins or ends with a space or an invisible character, which is a part of it. */
#define BUU_NOTICE_PASSWORD_OUTER_SPACE "password-outer-space"

#ifdef __cplusplus
extern "C" {
#endif


/**
 * The version of the binary interface that this header describes; compare it with `buu_abi_version()`. It
 * rises when programs must be compiled again; additions do not change it.
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
 * Encoding: more than one: Some lines of the file are written in UTF-8 and others in another encoding, as where two files were joined.
 */
#define BUU_CODE_ENCODING_MIXED 104

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
 * Text: damaged by a wrong encoding: Letters of a cell were damaged when a program read them in a wrong encoding.
 */
#define BUU_CODE_TEXT_GARBLED 204

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
 * Template: unknown column: The header has a column that is probably one of the template's under another name.
 */
#define BUU_CODE_TEMPLATE_UNKNOWN_COLUMN 902

/**
 * Template: duplicate column: The header has a column twice.
 */
#define BUU_CODE_TEMPLATE_DUPLICATE_COLUMN 903

/**
 * Template: cannot be split into columns: The header cannot be split into columns: it stands in quotes as a whole, or another delimiter stands between its names.
 */
#define BUU_CODE_TEMPLATE_DELIMITER 904

/**
 * Template: no header: The file has no header: its first row names no column of the template.
 */
#define BUU_CODE_TEMPLATE_NO_HEADER 905

/**
 * Row: wrong number of fields: The row has more cells than the header, or lacks the cell of a required column.
 */
#define BUU_CODE_ROW_FIELD_COUNT 911

/**
 * Row: damaged quoting: The quotes of the row do not pair up, so its cells cannot be told apart.
 */
#define BUU_CODE_ROW_QUOTING 912

/**
 * Row: not a user: The row has text in one cell only: it is a note or a total, not a user.
 */
#define BUU_CODE_ROW_NOT_A_USER 913

/**
 * Creation: refused by the directory: The directory refused to create the user of a row that had been found valid.
 */
#define BUU_CODE_CREATION_FAILED 921

/**
 * No active group, team or plan has this name, or the uploader must not learn of it.
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
 * The capacity plan exists.
 */
#define BUU_EXISTS 6

/**
 * No user has the login.
 */
#define BUU_LOGIN_DOES_NOT_EXIST 0

/**
 * A user has the login, who may be inactive.
 */
#define BUU_LOGIN_EXISTS 1

/**
 * An inactive user has the login. The error says so.
 */
#define BUU_LOGIN_INACTIVE 2

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
 * The passwords stay in the file: for somebody who has the upload itself.
 */
#define BUU_PASSWORDS_KEEP 1

/**
 * The passwords are left blank: for a file that is stored or passed on.
 */
#define BUU_PASSWORDS_BLANK 2

/**
 * Texts that a spreadsheet might take for a number, a date or TRUE are written as formulas of nothing but text,
 * `="00123"`. The file can be opened and saved by a spreadsheet, and comes back as it was.
 */
#define BUU_TEXT_CELLS_PROTECTED 1

/**
 * Such texts are written as they are, `00123`, for a program that does not know that form.
 */
#define BUU_TEXT_CELLS_PLAIN 2

/**
 * Users are created for the rows without errors: the usual mode.
 */
#define BUU_PARTIAL_SUCCESS 1

/**
 * If one row has an error, no user is created.
 */
#define BUU_ALL_OR_NOTHING 2

/**
 * The import is running (the product shows a spinner).
 */
#define BUU_STATUS_IN_PROGRESS 1

/**
 * Every user was created (a tick).
 */
#define BUU_STATUS_SUCCEEDED 2

/**
 * The file, or some of its rows, had errors (a cross).
 */
#define BUU_STATUS_FAILED 3

/**
 * The import was stopped early. Its record says exactly what it created.
 */
#define BUU_STATUS_INTERRUPTED 4

/**
 * The import was undone: the users that it created were deactivated, except those that had been changed
 * since.
 */
#define BUU_STATUS_UNDONE 5

/**
 * Passwords are being hashed. No user is created before all are.
 */
#define BUU_STEP_HASHING 1

/**
 * Users are being created.
 */
#define BUU_STEP_CREATING 2

/**
 * The user of the row is yet to be created.
 */
#define BUU_OUTCOME_PENDING 1

/**
 * The user of the row was created.
 */
#define BUU_OUTCOME_CREATED 2

/**
 * The user of the row was created, and later deactivated when the import was undone.
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
 * The user is skipped: they were changed since.
 */
#define BUU_UNDO_CHANGED 2

/**
 * The user is skipped: they were created inactive, so there is nothing to undo.
 */
#define BUU_UNDO_INACTIVE 3

/**
 * The user is skipped: their permission group is above the level of the person who undoes the import.
 */
#define BUU_UNDO_ABOVE_YOUR_LEVEL 4

/**
 * What a directory says of the names that it was asked about, by their index in each batch. Every name
 * needs an answer; the last one counts.
 *
 * Those of a callback belong to the library. Others are made with `buu_answers_new` and freed with
 * `buu_answers_free`. One thread at a time may use them.
 */
typedef struct buu_answers buu_answers;

/**
 * A file that was checked without its directory. It has questions for the directory; their answers make it
 * a report. This is for a host that waits for its directory without blocking a thread. Where a directory
 * can be asked at once, call `buu_check`.
 *
 * Threads may share it. It is resolved once; while one call resolves it, others fail with `BUU_IN_USE`.
 */
typedef struct buu_checked buu_checked;

/**
 * A directory of users: made from JSON, callbacks or a store. Any number of threads may check against it
 * at once.
 */
typedef struct buu_directory buu_directory;

/**
 * Why a call failed: its result, and a sentence for a log or an administrator. It never contains a password.
 *
 * A call that fails writes one to `*error`, unless that is NULL; free it with `buu_error_free`.
 */
typedef struct buu_error buu_error;

/**
 * Imports of the history, as they were when they were read. It never changes. Any number of threads may
 * read it at once.
 */
typedef struct buu_history buu_history;

/**
 * What a password must be like. It never changes. Any number of threads may use it at once.
 */
typedef struct buu_password_policy buu_password_policy;

/**
 * What a check found; the same file, template and directory give the same report. It never changes. Any
 * number of threads may read it at once. It holds the file, including its passwords, until it is freed.
 */
typedef struct buu_report buu_report;

/**
 * Users and the history of their imports, in one `SQLite` file that the command can open too. Any number
 * of threads and processes may use it at once, on one machine.
 */
typedef struct buu_store buu_store;

/**
 * What an upload must look like: its columns, its limits, its password policy. It never changes. Any
 * number of threads may use it at once.
 *
 * Where a function takes a template that may be NULL, NULL stands for the template of the product.
 */
typedef struct buu_template buu_template;

/**
 * A long text, such as a report as JSON. It contains no password. Free it with `buu_text_free`. Any number
 * of threads may read it.
 */
typedef struct buu_text buu_text;

/**
 * What undoing an import does, or did. It never changes. Any number of threads may read it at once.
 */
typedef struct buu_undo buu_undo;

/**
 * A text: UTF-8, with its length in bytes, and without a NUL byte at its end. It is borrowed, and never
 * freed by itself.
 *
 * As an argument, it is read during the call alone, and `data` may be NULL where `len` is 0: an empty
 * text. As a result, it is valid for as long as its function says; it is absent where `data` is NULL,
 * which is not the same as empty.
 *
 * `buu_str_of("…")` makes one of a C string; `printf("%.*s", (int)s.len, s.data)` prints one.
 */
typedef struct buu_str {
  /**
   * The first byte.
   */
  const char *data;
  /**
   * The number of bytes.
   */
  size_t len;
} buu_str;

/**
 * `BUU_OK`, or why a call failed. A number never changes its meaning. Later versions may add some, so
 * treat every other number than `BUU_OK` as a failure.
 *
 * Errors of an uploaded file are not failures: they are in the report.
 */
typedef uint32_t buu_result;

/**
 * The user whose password is validated, for the rules that compare it with names. Begin with
 * `buu_password_owner_init()`.
 */
typedef struct buu_password_owner {
  /**
   * `sizeof(buu_password_owner)`.
   */
  size_t size;
  /**
   * The login; empty where it is unknown.
   */
  buu_str login;
  /**
   * The parts of their name: first name, last name.
   */
  const buu_str *names;
  /**
   * The number of parts.
   */
  size_t name_count;
} buu_password_owner;

/**
 * A login, or the name of a group, team or plan, from a file.
 */
typedef struct buu_name {
  /**
   * The name as the file has it first, trimmed: for people.
   */
  buu_str value;
  /**
   * Its key, for a directory: names with equal keys are the same name. See `buu_fold`.
   */
  buu_str key;
} buu_name;

/**
 * A question to a directory of your own: a batch of `count` distinct names, as `uploader` (a login) sees
 * them. Each is answered by its index in `answers`. `userdata` is that of the struct.
 *
 * Return 0 when every name is answered. Return any other number when the directory cannot be reached, not
 * for a name that does not exist: it ends the check with `BUU_CALLBACK_FAILED`, and
 * `buu_error_callback_result` gives it. The names, `uploader` and `answers` are valid during the call alone.
 * A callback may use this library, except for the handles of the call that it belongs to. It must neither
 * throw a C++ exception nor `longjmp` out.
 */
typedef int32_t (*buu_ask)(void *userdata,
                           buu_str uploader,
                           const buu_name *names,
                           size_t count,
                           buu_answers *answers);

/**
 * As `buu_ask`, for the default policy: for passwords of users whose permission group is unknown or not
 * assignable. Answer with `buu_answers_set_default_password_policy`, or not at all for the policy of the
 * template.
 */
typedef int32_t (*buu_ask_policy)(void *userdata, buu_str uploader, buu_answers *answers);

/**
 * A directory of your own. Begin with `buu_directory_callbacks_init()`.
 *
 * A check asks each question at most once: about all names of its kind in cells without errors, and not at
 * all where there are none. It asks for the policy once. The callbacks run on the thread that checks;
 * where several threads check at once, `userdata` must be safe to use from all of them.
 */
typedef struct buu_directory_callbacks {
  /**
   * `sizeof(buu_directory_callbacks)`.
   */
  size_t size;
  /**
   * Handed to each callback; the library does not use it otherwise. What it points to must live as long
   * as the directory.
   */
  void *userdata;
  /**
   * Which of these logins exist? Those of inactive users exist too. Answer with `buu_answers_set_login`; what
   * more is known of a user may be told with `buu_answers_set_login_name`.
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
   * What is the default policy for passwords? May be NULL, for the policy of the template.
   */
  buu_ask_policy default_password_policy;
} buu_directory_callbacks;

/**
 * A header of a file, and the column of the template that it is.
 */
typedef struct buu_mapped_header {
  /**
   * The header, compared as the header of a file is: upper and lower case and spaces do not count, for
   * example.
   */
  buu_str header;
  /**
   * The column, by its name in the template, compared in the same way.
   */
  buu_str column;
} buu_mapped_header;

/**
 * An uploaded file: a path, or a name and bytes. Begin with `buu_file_init()`.
 *
 * It is read during the call alone, up to one byte beyond the limit of the template.
 */
typedef struct buu_file {
  /**
   * `sizeof(buu_file)`.
   */
  size_t size;
  /**
   * The file's name as the administrator knows it, without folders; the template must accept its last
   * extension. Empty stands for the last part of the path.
   */
  buu_str name;
  /**
   * Where the file is; empty where its bytes are given instead. UTF-8 on Windows, elsewhere any bytes
   * without a NUL.
   */
  buu_str path;
  /**
   * Its bytes, where there is no path. They are copied; the copy is overwritten when the check or the
   * report is freed.
   */
  const uint8_t *data;
  /**
   * The number of bytes.
   */
  size_t data_len;
  /**
   * The encoding of the file, by one of the names of `buu_encoding_name` or another label of the WHATWG
   * Encoding Standard, in any case. A byte-order mark that says otherwise wins. Empty: nothing is stated. A
   * file that then is neither marked nor UTF-8 is assumed to be Windows-1252, and cannot be imported if its
   * users depend on that: see `buu_report_reading_count`.
   */
  buu_str encoding;
  /**
   * Which headers of the file are which columns, where their names differ. This goes before names.
   */
  const buu_mapped_header *mapping;
  /**
   * The number of mapped headers.
   */
  size_t mapping_count;
} buu_file;

/**
 * The facts about a file as a whole. Begin with `buu_file_info_init()`.
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
   * Its size in bytes; `UINT64_MAX` where it is unknown, as the file is over the limit and was not read
   * to its end.
   */
  uint64_t file_size;
  /**
   * The SHA-256 of its bytes in lower-case hexadecimal digits; absent where it was not read to its end.
   */
  buu_str sha256;
  /**
   * Its encoding, by one of the names of `buu_encoding_name`; absent where it is not text, or was not
   * examined.
   */
  buu_str encoding;
  /**
   * Its delimiter; absent where it is not text, or was not examined.
   */
  buu_str delimiter;
} buu_file_info;

/**
 * One error: what is wrong, and where. Its message, suggestion and params have functions of their own.
 * Begin with `buu_problem_init()`; one struct serves for all.
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
   * The normalized text of the cell (trimmed); absent for a password, a cell that may hold one, a row, a
   * header or a file.
   */
  buu_str value;
  /**
   * The cell as a spreadsheet names it: `"C7"`; `""` for none.
   */
  char cell[24];
} buu_problem;

/**
 * One notice: what was decided about the file, or seen in it, and where. Its message, suggestion and params
 * have functions of their own. Begin with `buu_notice_init()`; one struct serves for all.
 */
typedef struct buu_notice {
  /**
   * `sizeof(buu_notice)`.
   */
  size_t size;
  /**
   * What was noticed: the text of `BUU_NOTICE_…`. It is never freed. Later versions may add some.
   */
  buu_str code;
  /**
   * The row that a spreadsheet shows, from 1; 0 for a notice of the file.
   */
  uint32_t row;
  /**
   * The physical line of the file, from 1; 0 for a notice of the file.
   */
  uint32_t line;
  /**
   * The column, under the template's name; absent for a row or a file.
   */
  buu_str column;
  /**
   * The normalized text of the cell (trimmed); absent for a password, a cell that may hold one, a row or a
   * file.
   */
  buu_str value;
  /**
   * The cell as a spreadsheet names it: `"C7"`; `""` for none.
   */
  char cell[24];
} buu_notice;

/**
 * A user that may be created. Begin with `buu_new_user_init()`; one struct serves for all.
 */
typedef struct buu_new_user {
  /**
   * `sizeof(buu_new_user)`.
   */
  size_t size;
  /**
   * The row, as a spreadsheet counts, from 1.
   */
  uint32_t row;
  /**
   * The physical line of the file, from 1, on which the row begins.
   */
  uint32_t line;
  /**
   * The login as it was typed, but trimmed.
   */
  buu_str login;
} buu_new_user;

/**
 * Takes the next bytes of a file, which are valid during the call alone. Return 0 to go on; any other
 * number ends the writing with `BUU_CALLBACK_FAILED`. It must neither throw a C++ exception nor `longjmp`
 * out.
 */
typedef int32_t (*buu_write)(void *userdata, const uint8_t *data, size_t len);

/**
 * How rows with errors are written. Begin with `buu_export_options_init()`.
 */
typedef struct buu_export_options {
  /**
   * `sizeof(buu_export_options)`.
   */
  size_t size;
  /**
   * `BUU_PASSWORDS_KEEP` or `BUU_PASSWORDS_BLANK`.
   */
  uint32_t passwords;
  /**
   * `BUU_TEXT_CELLS_PROTECTED` or `BUU_TEXT_CELLS_PLAIN`; 0 stands for the first.
   */
  uint32_t text_cells;
} buu_export_options;

/**
 * How a store is opened. Begin with `buu_store_options_init()`; 0 stands for the usual value.
 */
typedef struct buu_store_options {
  /**
   * `sizeof(buu_store_options)`.
   */
  size_t size;
  /**
   * The memory that Argon2id uses for a password, in KiB; usually 19,456. Weaker parameters than the
   * usual ones are for tests only.
   */
  uint32_t memory_kib;
  /**
   * The passes of Argon2id; usually 2.
   */
  uint32_t passes;
  /**
   * The lanes of Argon2id; usually 1.
   */
  uint32_t lanes;
  /**
   * How long to wait for a file that another process has locked, before `BUU_STORE_BUSY`, in
   * milliseconds; usually 10,000.
   */
  uint32_t patience_ms;
  /**
   * How long a process must be silent before another one may take over its imports, in milliseconds;
   * usually 60,000.
   */
  uint32_t lease_ms;
  /**
   * For later versions; must be 0.
   */
  uint32_t reserved;
} buu_store_options;

/**
 * Which imports are wanted: those that match every field. Begin with `buu_history_filter_init()`, which
 * matches all.
 */
typedef struct buu_history_filter {
  /**
   * `sizeof(buu_history_filter)`.
   */
  size_t size;
  /**
   * Upload status: any of these, `BUU_STATUS_…`; NULL matches all.
   */
  const uint32_t *status;
  /**
   * The number of statuses.
   */
  size_t status_count;
  /**
   * Users: `5`, `1..10`, `1..` or `..10`; empty matches all.
   */
  buu_str users;
  /**
   * Created, in the same form.
   */
  buu_str created;
  /**
   * Rows with errors, in the same form.
   */
  buu_str rows_with_errors;
  /**
   * Uploaded by this login, in any case; empty matches all.
   */
  buu_str uploaded_by;
  /**
   * Only imports with a lower number than this; 0 begins with the newest.
   */
  int64_t before;
  /**
   * At most this many imports; 0 stands for 50.
   */
  size_t limit;
  /**
   * A part of the file's name, in any case; empty lets all pass.
   */
  buu_str file_name;
} buu_history_filter;

/**
 * An import of the history, with the columns of the product. `created + rows_with_errors + not_attempted`
 * is always `users`. Begin with `buu_import_record_init()`.
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
   * The last import before this one whose file had the same bytes; 0 for none.
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
   * The number of entries that are neither created nor have errors.
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
   * Upload end; absent while the import is in progress.
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
 * Is called after each batch of an import: `done` of `of` users have passed the step `BUU_STEP_…`. Return
 * 0 to go on. Any other number ends the import: users that were created stay, the others are not
 * attempted, and the record says so. It is called on the thread that imports. It must neither throw a C++
 * exception nor `longjmp` out.
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
   * `BUU_PARTIAL_SUCCESS` or `BUU_ALL_OR_NOTHING`; 0 stands for the first.
   */
  uint32_t mode;
  /**
   * For later versions; must be 0.
   */
  uint32_t reserved;
  /**
   * Called after each batch; may be NULL.
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
   * What happens to them: `BUU_UNDO_…`. Later versions may add some, all of them for users that are
   * skipped.
   */
  uint32_t outcome;
  /**
   * The login.
   */
  buu_str login;
} buu_undone_user;

/**
 * The call succeeded, and its outputs are written.
 */
#define BUU_OK 0

/**
 * An argument is NULL where it must not be, or not UTF-8, or is a struct, number or index that this
 * library does not know.
 */
#define BUU_INVALID_ARGUMENT 1

/**
 * The call met a bug of the library. Nothing may be done with its handles but free them.
 */
#define BUU_PANIC 2

/**
 * The template cannot be read, or contradicts itself.
 */
#define BUU_INVALID_TEMPLATE 3

/**
 * The password policy cannot be read, no password could meet it, or no preset has the name.
 */
#define BUU_INVALID_POLICY 4

/**
 * The directory cannot be read, or contradicts itself.
 */
#define BUU_INVALID_DIRECTORY 5

/**
 * The uploader is not in the directory, or not active.
 */
#define BUU_UNKNOWN_UPLOADER 6

/**
 * A callback returned another number than 0: `buu_error_callback_result` gives it.
 */
#define BUU_CALLBACK_FAILED 7

/**
 * The directory did not answer every name.
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
 * The store failed, for a reason that has no number of its own.
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
 * The file is not a database of this library.
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
 * The history does not have the import.
 */
#define BUU_UNKNOWN_IMPORT 19

/**
 * The import is in progress.
 */
#define BUU_IMPORT_IN_PROGRESS 20

/**
 * Another process has taken over the import.
 */
#define BUU_LEASE_LOST 21

/**
 * Another call is resolving the check.
 */
#define BUU_IN_USE 22

/**
 * The label that a file states is not one of an encoding: `buu_encoding_name` gives those that there are.
 */
#define BUU_UNKNOWN_ENCODING 23

/**
 * The mapping of a file does not fit the file or the template.
 */
#define BUU_INVALID_MAPPING 24

/**
 * The encoding of the file was assumed, and its users depend on it. A person must choose one of the readings
 * (`buu_report_reading_count`), and the file must state its encoding.
 */
#define BUU_ENCODING_NOT_STATED 25

/**
 * The version of the binary interface of the library that is running: the `BUU_ABI_VERSION` it was built
 * with. Any thread.
 */
uint32_t buu_abi_version(void);

/**
 * The version of the library that is running: `"0.1.0"`. It is never freed. Any thread.
 */
buu_str buu_version(void);

/**
 * The name of a result, for logs: `"BUU_STORE_BUSY"`; `"?"` for an unknown number.
 *
 * The text ends in a NUL byte and is never freed. Any thread.
 */
const char *buu_result_name(buu_result result);

/**
 * The text, valid until `buu_text_free`. A NUL byte follows it, and JSON contains none, so `data` is a C
 * string as well. NULL: absent.
 */
buu_str buu_text_str(const buu_text *text);

/**
 * Frees a text. NULL: nothing is done.
 */
void buu_text_free(buu_text *text);

/**
 * The result of the call that failed. NULL: `BUU_OK`.
 */
buu_result buu_error_result(const buu_error *error);

/**
 * What went wrong, and with what, in a sentence. It is valid as long as the error. NULL: absent.
 */
buu_str buu_error_message(const buu_error *error);

/**
 * For `BUU_CALLBACK_FAILED`: the number that the callback returned; otherwise, and for NULL, 0.
 */
int32_t buu_error_callback_result(const buu_error *error);

/**
 * For `BUU_FILE_ERROR`: the system's number of the error (`errno`, or Windows' error code); otherwise, and
 * for NULL, 0.
 */
int32_t buu_error_system_error(const buu_error *error);

/**
 * Frees an error. NULL: nothing is done.
 */
void buu_error_free(buu_error *error);

/**
 * The number of codes, which `buu_code_at` gives. Any thread may call this, and every function of the
 * catalogue.
 */
size_t buu_code_count(void);

/**
 * The code at an index, from 0, in the order of the numbers: `BUU_CODE_…`; 0 where the index is out of
 * range.
 */
uint32_t buu_code_at(size_t index);

/**
 * The code as the report's JSON has it: `login-already-exists`. It is never freed. Absent for an unknown
 * code.
 */
buu_str buu_code_name(uint32_t code);

/**
 * Its title in the product: `Login: already exists`. It is never freed. Absent for an unknown code.
 */
buu_str buu_code_title(uint32_t code);

/**
 * What it means, in a sentence. It is never freed. Absent for an unknown code.
 */
buu_str buu_code_description(uint32_t code);

/**
 * What it is about: `BUU_LEVEL_FILE`, `BUU_LEVEL_ROW` or `BUU_LEVEL_FIELD`; 0 for an unknown code.
 */
uint32_t buu_code_level(uint32_t code);

/**
 * Makes a template from JSON. The book's page "Templates and password policies" lists the keys.
 *
 * Writes `*template`, which the caller frees with `buu_template_free`. Fails with `BUU_INVALID_TEMPLATE`,
 * `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_template_from_json(buu_str json, buu_template **template_, buu_error **error);

/**
 * Makes a template from the text of a TOML file. As `buu_template_from_json`.
 */
buu_result buu_template_from_toml(buu_str toml, buu_template **template_, buu_error **error);

/**
 * The template as JSON, with all that it says: `buu_template_from_json` reads it back. `template` may be NULL.
 *
 * Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_template_json(const buu_template *template_, buu_text **json, buu_error **error);

/**
 * The template as the text of a TOML file, with all that it says: `buu_template_from_toml` reads it back.
 * `template` may be NULL.
 *
 * Writes `*toml`, which the caller frees with `buu_text_free`. Fails with `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_template_toml(const buu_template *template_, buu_text **toml, buu_error **error);

/**
 * The file that people fill in: a header row, with `*` behind each required column. Written into `buffer`
 * as a short text; gives the length of the whole. `template` may be NULL.
 */
size_t buu_template_csv(const buu_template *template_, char *buffer, size_t room);

/**
 * The largest size of a file, in bytes. `template` may be NULL.
 */
uint64_t buu_template_max_bytes(const buu_template *template_);

/**
 * The number of columns. `template` may be NULL.
 */
size_t buu_template_column_count(const buu_template *template_);

/**
 * The name of the column at an index, from 0. Written into `buffer` as a short text; gives the length of
 * the whole, and 0 where the index is out of range. `template` may be NULL.
 */
size_t buu_template_column(const buu_template *template_, size_t index, char *buffer, size_t room);

/**
 * Frees a template. Checks and reports that were made with it do not need it. NULL: nothing is done.
 */
void buu_template_free(buu_template *template_);

/**
 * Makes a policy from JSON: `{"length": 8, "digits": 1}`. The book's page "Templates and password
 * policies" lists the keys.
 *
 * Writes `*policy`, which the caller frees with `buu_password_policy_free`. Fails with `BUU_INVALID_POLICY`,
 * `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_password_policy_from_json(buu_str json,
                                         buu_password_policy **policy,
                                         buu_error **error);

/**
 * Makes one of the policies that the library comes with, by its name in any case: `default`, `nist` or
 * `active-directory`.
 *
 * Writes `*policy`, which the caller frees with `buu_password_policy_free`. Fails with
 * `BUU_INVALID_POLICY` where no preset has that name, `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_password_policy_preset(buu_str name,
                                      buu_password_policy **policy,
                                      buu_error **error);

/**
 * Its rules as JSON, without those that allow everything. Written into `buffer` as a short text; gives the
 * length of the whole. NULL `policy`: 0.
 */
size_t buu_password_policy_json(const buu_password_policy *policy, char *buffer, size_t room);

/**
 * Validates a password, exactly as typed: which rules does it not meet? The library overwrites its copy of
 * the password.
 *
 * Writes `*unmet`, the number of rules that are not met; and, unless `json` is NULL, those rules as in the
 * params of a report: `[{"rule":"length","required":8}]`, which the caller frees with `buu_text_free`.
 * `owner` may be NULL. Fails with `BUU_INVALID_ARGUMENT`. Any thread.
 */
buu_result buu_password_policy_validate(const buu_password_policy *policy,
                                        buu_str password,
                                        const buu_password_owner *owner,
                                        size_t *unmet,
                                        buu_text **json,
                                        buu_error **error);

/**
 * Frees a policy. Answers that were given it have a copy. NULL: nothing is done.
 */
void buu_password_policy_free(buu_password_policy *policy);

/**
 * Says whether a user, active or not, has the login at `index`: `BUU_LOGIN_DOES_NOT_EXIST` (0),
 * `BUU_LOGIN_EXISTS` (1), or `BUU_LOGIN_INACTIVE`, which need not be told from the second. Fails with
 * `BUU_INVALID_ARGUMENT`, also for any other number.
 */
buu_result buu_answers_set_login(buu_answers *answers, size_t index, uint32_t exists);

/**
 * Tells a name of the user who has the login at `index`, after `buu_answers_set_login` has said that there
 * is one: `column` is the template's name of its column, `First name` or `Last name`. Call it for each name,
 * or not at all.
 *
 * Tell the names only if the uploader may see that user: the error shows no name, but says whether all of
 * them are those of the row. Both texts are copied. Fails with `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_answers_set_login_name(buu_answers *answers,
                                      size_t index,
                                      buu_str column,
                                      buu_str name);

/**
 * Says what the permission group at `index` is to the uploader: `BUU_DOES_NOT_EXIST`,
 * `BUU_INSUFFICIENT_ACCESS` or `BUU_ASSIGNABLE`.
 *
 * `suggestion` goes with the first: a group that was probably meant, of those that this uploader may
 * assign; empty for none. `policy` goes with the last: the policy for the passwords of its members; NULL
 * for the default policy. Both are copied. Fails with `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_answers_set_permission_group(buu_answers *answers,
                                            size_t index,
                                            uint32_t verdict,
                                            buu_str suggestion,
                                            const buu_password_policy *policy);

/**
 * Says what the team at `index` is to the uploader: `BUU_DOES_NOT_EXIST`, `BUU_NOT_A_MEMBER` or
 * `BUU_MEMBER`.
 *
 * `suggestion` goes with the first: a team that was probably meant, of those of the uploader; empty for
 * none. It is copied. Fails with `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_answers_set_primary_team(buu_answers *answers,
                                        size_t index,
                                        uint32_t verdict,
                                        buu_str suggestion);

/**
 * Says whether the capacity plan at `index` exists: `BUU_DOES_NOT_EXIST` or `BUU_EXISTS`.
 *
 * `suggestion` goes with the first: a plan that was probably meant; empty for none. It is copied. Fails with
 * `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_answers_set_capacity_plan(buu_answers *answers,
                                         size_t index,
                                         uint32_t verdict,
                                         buu_str suggestion);

/**
 * Sets the default policy: for passwords of users whose permission group is unknown or not assignable.
 * NULL, which is where it begins, stands for the policy of the template. Fails with
 * `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_answers_set_default_password_policy(buu_answers *answers,
                                                   const buu_password_policy *policy);

/**
 * Frees answers that `buu_answers_new` made. Those of a callback must not be freed. NULL: nothing is done.
 */
void buu_answers_free(buu_answers *answers);

/**
 * Makes a directory in memory from directory JSON. The book's page "The directory" lists the keys.
 *
 * Writes `*directory`, which the caller frees with `buu_directory_free`. Fails with `BUU_INVALID_DIRECTORY`,
 * `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_directory_from_json(buu_str json, buu_directory **directory, buu_error **error);

/**
 * Makes a directory from callbacks. The struct is copied; what its `userdata` points to must live as long
 * as the directory.
 *
 * Writes `*directory`, which the caller frees with `buu_directory_free`. Fails with `BUU_INVALID_ARGUMENT`
 * where one of the four questions has no callback.
 */
buu_result buu_directory_from_callbacks(const buu_directory_callbacks *callbacks,
                                        buu_directory **directory,
                                        buu_error **error);

/**
 * Makes a directory from the users of a store. The store's file stays open until both are freed, in any
 * order.
 *
 * Writes `*directory`, which the caller frees with `buu_directory_free`. Fails with `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_directory_from_store(const buu_store *store,
                                    buu_directory **directory,
                                    buu_error **error);

/**
 * Frees a directory, which no check may be asking. NULL: nothing is done.
 */
void buu_directory_free(buu_directory *directory);

/**
 * The number of encodings, which `buu_encoding_name` gives. Any thread may call this.
 */
size_t buu_encoding_count(void);

/**
 * The name of the encoding at an index, from 0: `windows-1250`. `buu_file.encoding` takes it, and a report
 * shows it. It is never freed. Absent where the index is out of range. Any thread may call this.
 */
buu_str buu_encoding_name(size_t index);

/**
 * Checks a file against a directory, as `uploader` (a login) sees it, and finds all its errors at once.
 * `template` may be NULL. The uploader needs no right for this, only for an import.
 *
 * Writes `*report`, which the caller frees with `buu_report_free`. Errors of the file are in the report;
 * the result is `BUU_OK` all the same. Fails with `BUU_FILE_ERROR` where the file cannot be read,
 * `BUU_UNKNOWN_ENCODING`, `BUU_INVALID_MAPPING`, `BUU_UNKNOWN_UPLOADER`, `BUU_CALLBACK_FAILED`,
 * `BUU_MISSING_ANSWERS`, `BUU_INVALID_ARGUMENT`; the directory of a store also with `BUU_STORE_…`.
 */
buu_result buu_check(const buu_template *template_,
                     const buu_file *file,
                     const buu_directory *directory,
                     buu_str uploader,
                     buu_report **report,
                     buu_error **error);

/**
 * Checks a file without its directory. No callback is called. `template` may be NULL.
 *
 * Writes `*checked`, which the caller frees with `buu_checked_free`. Fails with `BUU_FILE_ERROR`,
 * `BUU_UNKNOWN_ENCODING`, `BUU_INVALID_MAPPING`, `BUU_INVALID_ARGUMENT`. The report will say what is wrong with
 * the file.
 */
buu_result buu_prepare(const buu_template *template_,
                       const buu_file *file,
                       buu_checked **checked,
                       buu_error **error);

/**
 * The logins that the directory is asked about: which of them exist? Each is answered by its index.
 *
 * Writes their number to `*count`, unless that is NULL, and gives the first of them; NULL where there are
 * none. The names are valid until the check is resolved or freed. NULL `checked`: no names.
 */
const buu_name *buu_checked_logins(const buu_checked *checked, size_t *count);

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
 * Makes answers for the questions of a check; none is given yet.
 *
 * Writes `*answers`, which the caller frees with `buu_answers_free`. Fails with `BUU_SPENT` where the
 * check was resolved, `BUU_IN_USE`, `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_answers_new(const buu_checked *checked, buu_answers **answers, buu_error **error);

/**
 * Makes the report of a check and its answers. That spends both; free them all the same. Where it fails,
 * both can be used again.
 *
 * Writes `*report`, which the caller frees with `buu_report_free`. Fails with `BUU_MISSING_ANSWERS`,
 * `BUU_SPENT`, `BUU_IN_USE`, `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_checked_resolve(buu_checked *checked,
                               buu_answers *answers,
                               buu_report **report,
                               buu_error **error);

/**
 * Asks a directory, as `uploader` (a login) sees it, and makes the report. That spends the check; free it
 * all the same. Where it fails, the check can be used again.
 *
 * Writes `*report`, which the caller frees with `buu_report_free`. Fails with `BUU_UNKNOWN_UPLOADER`,
 * `BUU_CALLBACK_FAILED`, `BUU_MISSING_ANSWERS`, `BUU_SPENT`, `BUU_IN_USE`, `BUU_INVALID_ARGUMENT`; the
 * directory of a store also with `BUU_STORE_…`.
 */
buu_result buu_checked_ask(buu_checked *checked,
                           const buu_directory *directory,
                           buu_str uploader,
                           buu_report **report,
                           buu_error **error);

/**
 * Frees a check. Unless a report has the file, its memory is overwritten. NULL: nothing is done.
 */
void buu_checked_free(buu_checked *checked);

/**
 * The number of entries: rows that are not blank. Where the file itself has an error, those that could be
 * counted. NULL: 0.
 */
uint32_t buu_report_users(const buu_report *report);

/**
 * The number of users that can be created: `buu_report_new_user` gives them. 0 where the file itself has
 * an error. NULL: 0.
 */
uint32_t buu_report_valid(const buu_report *report);

/**
 * The number of entries with errors. NULL: 0.
 */
uint32_t buu_report_rows_with_errors(const buu_report *report);

/**
 * Whether there are no errors. NULL: false.
 */
bool buu_report_is_ok(const buu_report *report);

/**
 * The facts about the file as a whole. The first call computes the SHA-256.
 *
 * Fills `*info`, whose texts are valid as long as the report. Fails with `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_report_file(const buu_report *report, buu_file_info *info);

/**
 * The report as JSON, on one line: byte for byte the same as from Rust, Python and the command.
 *
 * Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_report_json(const buu_report *report, buu_text **json, buu_error **error);

/**
 * Frees a report, and overwrites the memory of the file and its passwords. NULL: nothing is done.
 */
void buu_report_free(buu_report *report);

/**
 * The number of errors. NULL: 0.
 */
size_t buu_report_error_count(const buu_report *report);

/**
 * The error at an index, from 0, in the report's order: those of the file first, then by row, then by
 * column. This allocates memory only for an error of a whole row, which is read again.
 *
 * Fills `*problem`, whose texts are valid as long as the report. Fails with `BUU_INVALID_ARGUMENT`, also
 * where the index is out of range.
 */
buu_result buu_report_error(const buu_report *report, size_t index, buu_problem *problem);

/**
 * What is wrong, with what, and what to do about it, in a sentence or two. Written into `buffer` as a
 * short text; gives the length of the whole, and 0 where the index is out of range. NULL `report`: 0.
 */
size_t buu_report_error_message(const buu_report *report, size_t index, char *buffer, size_t room);

/**
 * What to write in the cell instead, if there is a suggestion. Written into `buffer` as a short text;
 * gives the length of the whole, and 0 where there is none. NULL `report`: 0.
 */
size_t buu_report_error_suggestion(const buu_report *report, size_t index, char *buffer, size_t room);

/**
 * The params, as JSON: `{"min":1,"max":40,"actual":41}`; the book's page "Errors" lists those of each
 * code. Written into `buffer` as a short text; gives the length of the whole, and 0 where the index is out
 * of range. NULL `report`: 0.
 */
size_t buu_report_error_params(const buu_report *report, size_t index, char *buffer, size_t room);

/**
 * The number of notices: what deserves a look, though it is no error. NULL: 0.
 */
size_t buu_report_notice_count(const buu_report *report);

/**
 * The notice at an index, from 0, in the report's order: those of the file first, then by row, then by
 * column.
 *
 * Fills `*notice`, whose texts are valid as long as the report. Fails with `BUU_INVALID_ARGUMENT`, also
 * where the index is out of range.
 */
buu_result buu_report_notice(const buu_report *report, size_t index, buu_notice *notice);

/**
 * What was noticed, in a sentence or two. Written into `buffer` as a short text; gives the length of the
 * whole, and 0 where the index is out of range. NULL `report`: 0.
 */
size_t buu_report_notice_message(const buu_report *report, size_t index, char *buffer, size_t room);

/**
 * What the cell should probably hold instead, if there is a suggestion. Written into `buffer` as a short
 * text; gives the length of the whole, and 0 where there is none. NULL `report`: 0.
 */
size_t buu_report_notice_suggestion(const buu_report *report, size_t index, char *buffer, size_t room);

/**
 * The params, as JSON: `{"column":"Notes","cell":"K1"}`; the book's page "Errors" lists those of each notice.
 * Written into `buffer` as a short text; gives the length of the whole, and 0 where the index is out of
 * range. NULL `report`: 0.
 */
size_t buu_report_notice_params(const buu_report *report, size_t index, char *buffer, size_t room);

/**
 * The number of readings: what the file may say, where its encoding was assumed and its users depend on it.
 * The most plausible is the first. A person must choose one, by its samples, before anybody can be imported;
 * `buu_file.encoding` then states its encoding, `windows-1252` too. 0 where nothing must be chosen. NULL: 0.
 */
size_t buu_report_reading_count(const buu_report *report);

/**
 * The encoding of the reading at an index, from 0: `windows-1250`. It is never freed. Absent where the index is
 * out of range. NULL `report`: absent.
 */
buu_str buu_report_reading_encoding(const buu_report *report, size_t reading);

/**
 * The number of cells that show how the readings differ; each reading has a sample of each. 0 where there are
 * no readings. NULL: 0.
 */
size_t buu_report_sample_count(const buu_report *report);

/**
 * The cell at an index, from 0, as a spreadsheet names it: `A2`. It is valid as long as the report. Absent where
 * the index is out of range. NULL `report`: absent.
 */
buu_str buu_report_sample_cell(const buu_report *report, size_t sample);

/**
 * What a reading says in the cell at the index `sample`, trimmed; it may be empty. It is valid as long as the
 * report. Absent where an index is out of range. NULL `report`: absent.
 */
buu_str buu_report_reading_sample(const buu_report *report, size_t reading, size_t sample);

/**
 * The user at an index, from 0, of those that may be created, in the order of the file. `buu_report_valid`
 * gives their number.
 *
 * Fills `*user`, whose texts are valid as long as the report. Fails with `BUU_INVALID_ARGUMENT`, also
 * where the index is out of range.
 */
buu_result buu_report_new_user(const buu_report *report, size_t index, buu_new_user *user);

/**
 * A cell of that user, by the name of its column in the template, in any case: as it was typed, but
 * trimmed; empty where it is blank.
 *
 * Writes `*value`, which is valid as long as the report. Fails with `BUU_INVALID_ARGUMENT`, also where the
 * template does not have the column, and for the password: only `buu_report_new_user_password` gives that.
 */
buu_result buu_report_new_user_cell(const buu_report *report,
                                    size_t index,
                                    buu_str column,
                                    buu_str *value);

/**
 * The password of that user, exactly as typed. Hash it; never print or store it.
 *
 * Writes `*password`, which is absent where the template has no password or the cell is blank. It is valid
 * until the report is freed, which overwrites its memory. Fails with `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_report_new_user_password(const buu_report *report, size_t index, buu_str *password);

/**
 * Writes the rows with errors as CSV, to be corrected and uploaded again: the columns of the upload, then
 * a column `Errors`. Each piece of the file is handed to `write` with `userdata`. Where no row has errors,
 * nothing is written.
 *
 * `passwords` is `BUU_PASSWORDS_KEEP` or `BUU_PASSWORDS_BLANK`. Writes `*rows`, unless that is NULL, the
 * number of rows. Fails with `BUU_CALLBACK_FAILED`, `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_report_write_rows_with_errors(const buu_report *report,
                                             uint32_t passwords,
                                             buu_write write,
                                             void *userdata,
                                             size_t *rows,
                                             buu_error **error);

/**
 * Does what `buu_report_write_rows_with_errors` does, and lets the caller choose how texts are written that a
 * spreadsheet might change.
 */
buu_result buu_report_write_rows_with_errors_as(const buu_report *report,
                                                const buu_export_options *options,
                                                buu_write write,
                                                void *userdata,
                                                size_t *rows,
                                                buu_error **error);

/**
 * The key of a login, or of the name of a group, team or plan. Two names are the same where their keys are
 * equal. The key is NFKC(full case fold(NFKC(trimmed text))). A directory of your own may store it beside
 * each name, with a unique index.
 *
 * Written into `buffer`, which has room for `room` bytes, as a short text (see the top of this header).
 * Gives the length of the whole key; 0 for a `name` that is blank or not UTF-8. Any thread.
 */
size_t buu_fold(buu_str name, char *buffer, size_t room);

/**
 * Opens a store, and ends the imports whose processes died. Where the file does not exist, it is created:
 * readable for its owner alone, in a folder that must exist. `path` is UTF-8 on Windows, elsewhere any
 * bytes without a NUL. `options` may be NULL.
 *
 * Writes `*store`, which the caller frees with `buu_store_free`. Fails with `BUU_STORE_…`,
 * `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_store_open(buu_str path,
                          const buu_store_options *options,
                          buu_store **store,
                          buu_error **error);

/**
 * The imports that were ended when the store was opened, as JSON: a list of `{"id": …, "record": …,
 * "error": …}`, usually empty. `error` says why an import could not be ended this time.
 *
 * Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_store_resumed_json(const buu_store *store, buu_text **json, buu_error **error);

/**
 * Closes a store, which no other thread may be using. Directories that were made from it still work. NULL:
 * nothing is done.
 */
void buu_store_free(buu_store *store);

/**
 * Adds to the directory, or changes, what directory JSON names; everything else stays as it is.
 *
 * Writes, unless `changes` is NULL, what was added and changed, as JSON, which the caller frees with
 * `buu_text_free`. Fails with `BUU_INVALID_DIRECTORY`, `BUU_STORE_…`, `BUU_INVALID_ARGUMENT`; then nothing
 * is changed.
 */
buu_result buu_store_load(const buu_store *store,
                          buu_str json,
                          buu_text **changes,
                          buu_error **error);

/**
 * The whole directory, as directory JSON, without passwords and attributes.
 *
 * Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_STORE_…`,
 * `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_store_directory_json(const buu_store *store, buu_text **json, buu_error **error);

/**
 * The imports that match a filter, the newest first. `filter` may be NULL: the newest 50.
 *
 * Writes `*history`, which the caller frees with `buu_history_free`. Fails with `BUU_STORE_…`,
 * `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_store_history(const buu_store *store,
                             const buu_history_filter *filter,
                             buu_history **history,
                             buu_error **error);

/**
 * The number of imports. NULL: 0.
 */
size_t buu_history_count(const buu_history *history);

/**
 * The import at an index, from 0.
 *
 * Fills `*record`, whose texts are valid as long as the history. Fails with `BUU_INVALID_ARGUMENT`, also
 * where the index is out of range.
 */
buu_result buu_history_record(const buu_history *history, size_t index, buu_import_record *record);

/**
 * The imports as JSON: a list of their records. It also has when, and by whom, an import was undone.
 *
 * Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_history_json(const buu_history *history, buu_text **json, buu_error **error);

/**
 * Frees a history. NULL: nothing is done.
 */
void buu_history_free(buu_history *history);

/**
 * Imports a file: checks it against the users of the store, as `uploader` (a login) sees them, creates a
 * user for every row without errors, exactly once, and records the import in the history. The permission
 * group of the uploader must have the right to import. `template` and `options` may be NULL.
 *
 * Writes `*history`, a history of this import alone, which the caller frees with `buu_history_free`: also
 * where the file or every row has errors, and where `progress` ended the import. Fails with
 * `BUU_MAY_NOT_IMPORT`, `BUU_UNKNOWN_UPLOADER`, `BUU_FILE_ERROR`, `BUU_UNKNOWN_ENCODING`,
 * `BUU_INVALID_MAPPING`, `BUU_STORE_…`, `BUU_LEASE_LOST`, `BUU_INVALID_ARGUMENT`. An import that had begun by
 * then is ended by the next `buu_store_open`.
 *
 * Fails with `BUU_ENCODING_NOT_STATED` where the encoding of the file was assumed and its users depend on it;
 * then nothing is stored. Check the file against `buu_directory_from_store`: `buu_report_reading_count` and its
 * neighbours show what it may say. Import it again with `buu_file.encoding` set to what a person has chosen.
 */
buu_result buu_store_import(const buu_store *store,
                            const buu_template *template_,
                            const buu_file *file,
                            buu_str uploader,
                            const buu_import_options *options,
                            buu_history **history,
                            buu_error **error);

/**
 * The details of an import as JSON, without its rows: its record, its file, the errors of the file, the
 * notices, and the number of errors with each code.
 *
 * Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_UNKNOWN_IMPORT`,
 * `BUU_STORE_…`, `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_store_details_json(const buu_store *store,
                                  int64_t id,
                                  buu_text **json,
                                  buu_error **error);

/**
 * The stored rows of an import, with their errors, as JSON: those with one outcome, `BUU_OUTCOME_…`, or
 * with any, for 0.
 *
 * Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_UNKNOWN_IMPORT`,
 * `BUU_STORE_…`, `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_store_rows_json(const buu_store *store,
                               int64_t id,
                               uint32_t outcome,
                               buu_text **json,
                               buu_error **error);

/**
 * Writes the rows with errors of an import as CSV, without passwords, as
 * `buu_report_write_rows_with_errors` does.
 *
 * Writes `*rows`, unless that is NULL, the number of rows. Fails with `BUU_UNKNOWN_IMPORT`,
 * `BUU_CALLBACK_FAILED`, `BUU_STORE_…`, `BUU_INVALID_ARGUMENT`.
 */
buu_result buu_store_write_rows_with_errors(const buu_store *store,
                                            int64_t id,
                                            buu_write write,
                                            void *userdata,
                                            size_t *rows,
                                            buu_error **error);

/**
 * Does what `buu_store_write_rows_with_errors` does, and lets the caller choose how texts are written that a
 * spreadsheet might change: `text_cells` is `BUU_TEXT_CELLS_PROTECTED` or `BUU_TEXT_CELLS_PLAIN`; 0 stands for
 * the first.
 */
buu_result buu_store_write_rows_with_errors_as(const buu_store *store,
                                               int64_t id,
                                               uint32_t text_cells,
                                               buu_write write,
                                               void *userdata,
                                               size_t *rows,
                                               buu_error **error);

/**
 * What `buu_store_undo` would do now; nothing is changed.
 *
 * Writes `*undo`, and fails, as `buu_store_undo` does.
 */
buu_result buu_store_undo_preview(const buu_store *store,
                                  int64_t id,
                                  buu_str login,
                                  buu_undo **undo,
                                  buu_error **error);

/**
 * Undoes an import in the name of `login`: deactivates its users, except those that were changed since and
 * those above the level of `login`. Their logins stay taken.
 *
 * Writes `*undo`, which the caller frees with `buu_undo_free`. Fails with `BUU_UNKNOWN_IMPORT`,
 * `BUU_IMPORT_IN_PROGRESS`, `BUU_MAY_NOT_IMPORT`, `BUU_UNKNOWN_UPLOADER`, `BUU_STORE_…`,
 * `BUU_INVALID_ARGUMENT`; then nothing is changed.
 */
buu_result buu_store_undo(const buu_store *store,
                          int64_t id,
                          buu_str login,
                          buu_undo **undo,
                          buu_error **error);

/**
 * The number of users. NULL: 0.
 */
size_t buu_undo_count(const buu_undo *undo);

/**
 * The user at an index, from 0: first those that are deactivated, then those that are skipped, each in the
 * order of the file.
 *
 * Fills `*user`, whose texts are valid as long as the undo. Fails with `BUU_INVALID_ARGUMENT`, also where
 * the index is out of range.
 */
buu_result buu_undo_user(const buu_undo *undo, size_t index, buu_undone_user *user);

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
 * A `buu_notice` with its size, and everything else zero.
 */
static inline buu_notice buu_notice_init(void) {
  buu_notice made;
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
 * A `buu_export_options` with its size, and everything else zero.
 */
static inline buu_export_options buu_export_options_init(void) {
  buu_export_options made;
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
