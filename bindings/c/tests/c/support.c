#include "support.h"

CHECK_COUNTERS

const char OFFICE[] =
    "{\"users\": [{\"login\": \"alice\", \"permission_group\": \"Admin\", \"teams\": [\"Sales\"]}, {\"login\": \"bob\"}],"
    " \"permission_groups\": [{\"name\": \"Admin\", \"level\": 50, \"bulk_user_upload\": true}, {\"name\": \"Agent\", \"level\": 10},"
    " {\"name\": \"Owner\", \"level\": 90}], \"teams\": [{\"name\": \"Sales\"}, {\"name\": \"Night\"}],"
    " \"capacity_plans\": [{\"name\": \"Standard\"}]}";

const char TWO_GOOD_ONE_BAD[] = HEADER
    "Ann,Lee,ann,Passw0rdX,Agent,TRUE,0101,Sales,Standard,TRUE\n"
    "Bob,Hill,Bob,Passw0rdX,Agnet,WAHR,,Sales,,TRUE\n"
    "Cid,Ray,cid, Passw0rdY ,agent,false,,sales,,TRUE\n";

buu_file upload(const char *text) {
    buu_file file = buu_file_init();
    file.name = S("users.csv");
    file.data = (const uint8_t *)text;
    file.data_len = strlen(text);
    return file;
}

int equals(buu_str text, const char *expected) {
    return text.data != NULL && text.len == strlen(expected) && memcmp(text.data, expected, text.len) == 0;
}

buu_directory *office(void) {
    buu_directory *directory = NULL;
    CHECK(buu_directory_from_json(S(OFFICE), &directory, NULL) == BUU_OK);
    return directory;
}

buu_report *check_against_office(const char *text) {
    buu_report *report = NULL;
    buu_file file = upload(text);
    buu_directory *directory = office();
    CHECK(buu_check(NULL, &file, directory, S("alice"), &report, NULL) == BUU_OK);
    buu_directory_free(directory);
    return report;
}

void expect(buu_error *error, buu_result result, const char *part) {
    char message[1024] = "";
    buu_str found = buu_error_message(error);
    CHECK(buu_error_result(error) == result);
    if (found.data != NULL && found.len < sizeof message) {
        memcpy(message, found.data, found.len);
    }
    CHECK(strstr(message, part) != NULL);
    if (strstr(message, part) == NULL) {
        fprintf(stderr, "    the message is: %s\n", message);
    }
    buu_error_free(error);
}

int32_t gather(void *userdata, const uint8_t *data, size_t length) {
    struct sink *sink = userdata;
    if (sink->length + length > sink->max) {
        return 28;
    }
    memcpy(sink->text + sink->length, data, length);
    sink->length += length;
    return 0;
}

static int32_t begin(struct directory *directory, const char *question) {
    directory->calls++;
    return directory->broken != NULL && strcmp(directory->broken, question) == 0 ? directory->result : 0;
}

static int32_t logins(void *userdata, buu_str uploader, const buu_name *names, size_t count, buu_answers *answers) {
    struct directory *directory = userdata;
    size_t i;
    CHECK(equals(uploader, "alice"));
    for (i = 0; i < count - (directory->leave_one_out ? 1 : 0); i++) {
        CHECK(buu_answers_set_login(answers, i, equals(names[i].key, "bob")) == BUU_OK);
    }
    CHECK(buu_answers_set_login(answers, count, 1) == BUU_INVALID_ARGUMENT);
    return begin(directory, "logins");
}

static int32_t groups(void *userdata, buu_str uploader, const buu_name *names, size_t count, buu_answers *answers) {
    struct directory *directory = userdata;
    char suggestion[8] = "Agent";
    size_t i;
    (void)uploader;
    for (i = 0; i < count; i++) {
        if (equals(names[i].key, "agent")) {
            CHECK(buu_answers_set_permission_group(answers, i, BUU_ASSIGNABLE, S(NULL), directory->policy) == BUU_OK);
        } else if (equals(names[i].key, "owner")) {
            CHECK(buu_answers_set_permission_group(answers, i, BUU_INSUFFICIENT_ACCESS, S(NULL), NULL) == BUU_OK);
        } else {
            CHECK(buu_answers_set_permission_group(answers, i, BUU_MEMBER, S(NULL), NULL) == BUU_INVALID_ARGUMENT);
            CHECK(buu_answers_set_permission_group(answers, i, BUU_DOES_NOT_EXIST, S(suggestion), NULL) == BUU_OK);
        }
    }
    memset(suggestion, '?', sizeof suggestion); /* It was copied. */
    return begin(directory, "groups");
}

static int32_t teams(void *userdata, buu_str uploader, const buu_name *names, size_t count, buu_answers *answers) {
    size_t i;
    (void)uploader;
    for (i = 0; i < count; i++) {
        uint32_t verdict = equals(names[i].value, "Sales") ? BUU_MEMBER : BUU_NOT_A_MEMBER;
        CHECK(buu_answers_set_primary_team(answers, i, verdict, S(NULL)) == BUU_OK);
    }
    return begin(userdata, "teams");
}

static int32_t plans(void *userdata, buu_str uploader, const buu_name *names, size_t count, buu_answers *answers) {
    size_t i;
    (void)uploader;
    (void)names;
    for (i = 0; i < count; i++) {
        CHECK(buu_answers_set_capacity_plan(answers, i, BUU_EXISTS, S(NULL)) == BUU_OK);
    }
    return begin(userdata, "plans");
}

static int32_t default_policy(void *userdata, buu_str uploader, buu_answers *answers) {
    struct directory *directory = userdata;
    (void)uploader;
    CHECK(buu_answers_set_default_password_policy(answers, directory->policy) == BUU_OK);
    return begin(directory, "policy");
}

buu_directory *own(struct directory *own) {
    buu_directory *directory = NULL;
    buu_directory_callbacks callbacks = buu_directory_callbacks_init();
    callbacks.userdata = own;
    callbacks.existing_logins = logins;
    callbacks.permission_groups = groups;
    callbacks.primary_teams = teams;
    callbacks.capacity_plans = plans;
    callbacks.default_password_policy = default_policy;
    CHECK(buu_directory_from_callbacks(&callbacks, &directory, NULL) == BUU_OK);
    return directory;
}

void open_store(const char *name, buu_store **store) {
    char path[4096];
    buu_store_options options = buu_store_options_init();
    options.memory_kib = 8; /* Far too weak for real use. */
    options.passes = 1;
    snprintf(path, sizeof path, "%s/%s.db", folder, name);
    CHECK(buu_store_open(S(path), &options, store, NULL) == BUU_OK);
}
