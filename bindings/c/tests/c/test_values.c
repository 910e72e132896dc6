/* Templates, password policies, the catalogue, names, versions. */

#include "support.h"

static void a_short_text_is_cut_where_a_character_ends(void) {
    char key[4] = "xxx";
    /* "ä" takes two bytes. */
    CHECK(buu_fold(S(" \xC3\x84\xC3\x84 "), key, sizeof key) == 4 && strcmp(key, "\xC3\xA4") == 0);
    CHECK(buu_fold(S("AB"), NULL, 0) == 2);
    CHECK(buu_fold(S("AB"), key, 1) == 2 && key[0] == '\0');
    CHECK(buu_fold(S("AB"), key, 3) == 2 && strcmp(key, "ab") == 0);
    CHECK(buu_fold(S("\xFF"), key, 3) == 0 && key[0] == '\0');
}

static void a_policy_validates_passwords(void) {
    struct directory mine = {0};
    buu_password_policy *policy = NULL;
    buu_directory *directory;
    buu_report *report = NULL;
    buu_text *json = NULL;
    buu_error *error = NULL;
    buu_file file = upload(TWO_GOOD_ONE_BAD);
    buu_password_owner owner = buu_password_owner_init();
    buu_str names[2];
    size_t unmet = 99;
    char rules[256];

    CHECK(buu_password_policy_from_json(S("{\"length\": 10, \"notContainsName\": true}"), &policy, NULL) == BUU_OK);
    CHECK(buu_password_policy_json(policy, rules, sizeof rules) == strlen(rules));
    CHECK(strcmp(rules, "{\"length\":10,\"notContainsName\":true}") == 0);
    names[0] = S("Ann");
    names[1] = S("Lee-Hart");
    owner.login = S("ann");
    owner.names = names;
    owner.name_count = 2;
    CHECK(buu_password_policy_validate(policy, S("lee-HART!"), &owner, &unmet, &json, NULL) == BUU_OK && unmet == 2);
    CHECK(equals(buu_text_str(json), "[{\"rule\":\"length\",\"required\":10},{\"rule\":\"notContainsName\"}]"));
    buu_text_free(json);
    CHECK(buu_password_policy_validate(policy, S("long enough"), NULL, &unmet, NULL, NULL) == BUU_OK && unmet == 0);
    CHECK(buu_password_policy_validate(policy, S("\xC3\x28secret"), NULL, &unmet, NULL, &error) == BUU_INVALID_ARGUMENT);
    expect(error, BUU_INVALID_ARGUMENT, "password is not UTF-8");

    /* The answers have a copy of it. */
    mine.policy = policy;
    directory = own(&mine);
    CHECK(buu_check(NULL, &file, directory, S("alice"), &report, NULL) == BUU_OK);
    buu_password_policy_free(policy);
    buu_directory_free(directory);
    CHECK(buu_report_error_count(report) == 5 && buu_report_valid(report) == 1);
    buu_report_free(report);

    policy = NULL;
    error = NULL;
    CHECK(buu_password_policy_preset(S("NIST"), &policy, NULL) == BUU_OK);
    buu_password_policy_free(policy);
    policy = NULL;
    CHECK(buu_password_policy_preset(S("lax"), &policy, &error) == BUU_INVALID_POLICY && policy == NULL);
    expect(error, BUU_INVALID_POLICY, "`lax` is not a password policy");
    error = NULL;
    CHECK(buu_password_policy_from_json(S("{\"length\": 9, \"maxLength\": 3}"), &policy, &error) == BUU_INVALID_POLICY);
    expect(error, BUU_INVALID_POLICY, "length 9 is above maxLength 3");
}

static void templates_say_what_they_want(void) {
    buu_template *template = NULL;
    buu_error *error = NULL;
    buu_report *report = NULL;
    buu_directory *directory = office();
    buu_file file = upload("Login\nann\nBob\n");
    char text[512];

    CHECK(buu_template_column_count(NULL) == 10 && buu_template_max_bytes(NULL) == 102400);
    CHECK(buu_template_csv(NULL, text, sizeof text) == strlen(text) && strstr(text, "First name*,Last name*,") != NULL);
    CHECK(buu_template_from_toml(S("max_bytes = 50\n[[columns]]\nname = 'Login'\nkind = 'login'\n"), &template, NULL) ==
          BUU_OK);
    CHECK(buu_template_column_count(template) == 1 && buu_template_max_bytes(template) == 50);
    CHECK(buu_template_column(template, 0, text, sizeof text) == 5 && strcmp(text, "Login") == 0);
    CHECK(buu_template_column(template, 1, text, sizeof text) == 0);
    CHECK(buu_check(template, &file, directory, S("alice"), &report, NULL) == BUU_OK);
    buu_template_free(template); /* The report has its own. */
    CHECK(buu_report_users(report) == 2 && buu_report_valid(report) == 1);
    buu_report_free(report);
    template = NULL;
    CHECK(buu_template_from_json(S("{\"columns\": [{\"name\": \"Badge\", \"kind\": \"digits\"}]}"), &template, &error) ==
          BUU_INVALID_TEMPLATE);
    CHECK(template == NULL);
    expect(error, BUU_INVALID_TEMPLATE, "no column of the kind `login`");
    buu_directory_free(directory);
}

static void a_template_is_written_and_read_back(void) {
    buu_template *template = NULL, *again = NULL;
    buu_text *toml = NULL, *json = NULL, *same = NULL;

    CHECK(buu_template_from_toml(S("[[columns]]\nname = 'Login'\nkind = 'login'\naliases = ['User']\n"), &template,
                                 NULL) == BUU_OK);
    CHECK(buu_template_toml(template, &toml, NULL) == BUU_OK);
    CHECK(strstr(buu_text_str(toml).data, "aliases = [\"User\"]\n") != NULL);
    CHECK(buu_template_from_toml(buu_text_str(toml), &again, NULL) == BUU_OK);
    CHECK(buu_template_json(template, &json, NULL) == BUU_OK && buu_template_json(again, &same, NULL) == BUU_OK);
    CHECK(equals(buu_text_str(json), buu_text_str(same).data));
    buu_text_free(same);
    buu_text_free(json);
    buu_text_free(toml);
    buu_template_free(again);
    buu_template_free(template);
    /* The template of the product. */
    CHECK(buu_template_json(NULL, &json, NULL) == BUU_OK && strstr(buu_text_str(json).data, "\"Capacity plan\"") != NULL);
    CHECK(buu_template_from_json(buu_text_str(json), &again, NULL) == BUU_OK && buu_template_column_count(again) == 10);
    buu_text_free(json);
    buu_template_free(again);
    CHECK(buu_template_toml(NULL, NULL, NULL) == BUU_INVALID_ARGUMENT);
}

static void the_catalogue_is_complete(void) {
    size_t i;
    CHECK(buu_code_count() == 26 && buu_code_at(buu_code_count()) == 0);
    for (i = 0; i < buu_code_count(); i++) {
        uint32_t code = buu_code_at(i);
        CHECK(buu_code_name(code).len > 0 && buu_code_title(code).len > 0 && buu_code_description(code).len > 0);
        CHECK(buu_code_level(code) >= BUU_LEVEL_FILE && buu_code_level(code) <= BUU_LEVEL_FIELD);
    }
    CHECK(equals(buu_code_name(BUU_CODE_LOGIN_ALREADY_EXISTS), "login-already-exists"));
    CHECK(equals(buu_code_title(BUU_CODE_LOGIN_ALREADY_EXISTS), "Login: already exists"));
    CHECK(buu_code_level(BUU_CODE_ROW_QUOTING) == BUU_LEVEL_ROW);
    CHECK(buu_code_name(999).data == NULL && buu_code_level(999) == 0);
}

static void the_encodings_are_listed(void) {
    size_t i, known = 0;
    for (i = 0; i < buu_encoding_count(); i++) {
        CHECK(buu_encoding_name(i).len > 0);
        known += equals(buu_encoding_name(i), "utf-8") || equals(buu_encoding_name(i), "windows-1252") ||
                 equals(buu_encoding_name(i), "ibm852");
    }
    CHECK(known == 3 && buu_encoding_name(i).data == NULL);
}

static void the_library_is_the_one_of_the_header(void) {
    CHECK(buu_abi_version() == BUU_ABI_VERSION && equals(buu_version(), BUU_VERSION));
    CHECK(strcmp(buu_result_name(BUU_STORE_BUSY), "BUU_STORE_BUSY") == 0);
    CHECK(strcmp(buu_result_name(BUU_ENCODING_NOT_STATED), "BUU_ENCODING_NOT_STATED") == 0);
    CHECK(strcmp(buu_result_name(4000000000u), "?") == 0);
}

void test_values(void) {
    RUN(a_short_text_is_cut_where_a_character_ends);
    RUN(a_policy_validates_passwords);
    RUN(templates_say_what_they_want);
    RUN(a_template_is_written_and_read_back);
    RUN(the_catalogue_is_complete);
    RUN(the_encodings_are_listed);
    RUN(the_library_is_the_one_of_the_header);
}
