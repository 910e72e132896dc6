/*
 * The offsets of the fields of the structs, on machines with pointers of eight bytes: a program that was
 * built with an earlier version finds them there. A new field is added at the end of its struct, with a
 * line of its own here.
 */

#include "support.h"

#include <stddef.h>

#if UINTPTR_MAX == UINT64_MAX

#define AT(type, field, offset) _Static_assert(offsetof(type, field) == (offset), #type "." #field)
#define SIZE(type, size) _Static_assert(sizeof(type) == (size), #type)

AT(buu_str, len, 8);
SIZE(buu_str, 16);
AT(buu_name, key, 16);
SIZE(buu_name, 32);
AT(buu_mapped_header, column, 16);
SIZE(buu_mapped_header, 32);
AT(buu_file, name, 8);
AT(buu_file, path, 24);
AT(buu_file, data, 40);
AT(buu_file, data_len, 48);
AT(buu_file, encoding, 56);
AT(buu_file, mapping, 72);
AT(buu_file, mapping_count, 80);
SIZE(buu_file, 88);
AT(buu_file_info, file_size, 24);
AT(buu_file_info, delimiter, 64);
SIZE(buu_file_info, 80);
AT(buu_problem, code, 8);
AT(buu_problem, line, 20);
AT(buu_problem, column, 24);
AT(buu_problem, cell, 56);
SIZE(buu_problem, 80);
AT(buu_notice, code, 8);
AT(buu_notice, row, 24);
AT(buu_notice, column, 32);
AT(buu_notice, cell, 64);
SIZE(buu_notice, 88);
AT(buu_export_options, passwords, 8);
AT(buu_export_options, text_cells, 12);
SIZE(buu_export_options, 16);
AT(buu_new_user, login, 16);
SIZE(buu_new_user, 32);
AT(buu_password_owner, names, 24);
SIZE(buu_password_owner, 40);
AT(buu_directory_callbacks, existing_logins, 16);
AT(buu_directory_callbacks, default_password_policy, 48);
SIZE(buu_directory_callbacks, 56);
AT(buu_store_options, lease_ms, 24);
SIZE(buu_store_options, 32);
AT(buu_import_options, progress, 16);
SIZE(buu_import_options, 32);
AT(buu_import_record, status, 24);
AT(buu_import_record, uploaded_by, 48);
AT(buu_import_record, sha256, 112);
SIZE(buu_import_record, 128);
AT(buu_history_filter, users, 24);
AT(buu_history_filter, before, 88);
AT(buu_history_filter, file_name, 104);
SIZE(buu_history_filter, 120);
AT(buu_undone_user, login, 16);
SIZE(buu_undone_user, 32);

#endif

/* C requires that a file declares something. */
extern const int layout_is_fixed;
const int layout_is_fixed = 1;
