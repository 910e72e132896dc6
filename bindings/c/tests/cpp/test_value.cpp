// Templates, password policies, names, the catalogue.

#include "support.hpp"

namespace {

void policies() {
    const auto policy =
        buu::password_policy::from_json(R"({"length": 8, "digits": 1, "notContainsName": true})");
    CHECK(policy.unmet("abcdefg1") == 0);
    CHECK(policy.unmet("short") == 2);
    CHECK(policy.unmet_json("short").str()
          == R"([{"rule":"length","required":8},{"rule":"digits","required":1}])");
    CHECK(policy.unmet_json("abcdefg1").str() == "[]");
    CHECK(policy.json().find("\"digits\":1") != std::string::npos);
    buu::password_owner owner;
    owner.last_name = "Lindqvist";
    CHECK(policy.unmet("lindqvist-1", owner) == 1);
    CHECK(policy.unmet("lindqvist-1") == 0);
    owner.last_name = {};
    owner.first_name = "Lindqvist";
    CHECK(policy.unmet("lindqvist-1", owner) == 1);
    for (const char* name : {"default", "NIST", "active-directory"}) {
        CHECK(!buu::password_policy::preset(name).json().empty());
    }
}

void templates() {
    const buu::upload_template usual;
    CHECK(usual.get() == nullptr && usual.max_bytes() == 102400);
    CHECK(usual.csv() == "\xef\xbb\xbf" + std::string(header.substr(0, header.size() - 1)) + "\r\n");
    CHECK(usual.columns().size() == 10 && usual.columns()[2] == "Login");
    const auto toml = buu::upload_template::from_toml(read(root + "/testdata/templates/s1-22-bytes.toml"));
    CHECK(toml.max_bytes() == 22 && toml.columns().size() == 1);
    const auto report =
        buu::check(buu::file::of("u.csv", "Login\nabcdefgh\nabcdefghi\n"), sample_directory(), "alice", toml);
    CHECK(report.errors()[0].code() == BUU_CODE_FILE_SIZE_EXCEEDS_LIMIT);
    // A text that is longer than the buffer on the stack comes whole.
    std::string json = R"({"columns": [{"name": "Login", "kind": "login"})";
    std::string all = "Login*";
    for (int i = 0; i < 100; ++i) {
        json += R"(, {"name": "Column )" + std::to_string(i) + R"(", "kind": "text"})";
        all += ",Column " + std::to_string(i);
    }
    const auto long_one = buu::upload_template::from_json(json + "]}");
    CHECK(long_one.csv() == "\xef\xbb\xbf" + all + "\r\n");
    const auto columns = long_one.columns();
    const auto longest = std::accumulate(
        columns.begin(), columns.end(), std::size_t{0},
        [](std::size_t max, const std::string& name) { return std::max(max, name.size()); });
    CHECK(longest == 9);
}

void templates_are_written_and_read_back() {
    const auto columns = buu::upload_template::from_toml(
        "max_bytes = 50\n[[columns]]\nname = 'Login'\nkind = 'login'\naliases = ['User']\n");
    const auto toml = columns.toml();
    CHECK(toml.view().find("aliases = [\"User\"]\n") != std::string_view::npos);
    CHECK(buu::upload_template::from_toml(toml).json().str() == columns.json().str());
    const buu::upload_template usual;
    const auto json = usual.json();
    CHECK(buu::upload_template::from_json(json).toml().str() == usual.toml().str());
}

void encodings() {
    const auto names = buu::encodings();
    for (const auto name : {"utf-8", "windows-1252", "ibm852"}) {
        CHECK(std::count(names.begin(), names.end(), name) == 1);
    }
    THROWS(BUU_INVALID_ARGUMENT, names[names.size()]);
}

void folding() {
    CHECK(buu::fold(" STRASSE ") == buu::fold("Straße"));
    CHECK(buu::fold("  ").empty() && buu::fold("").empty() && buu::fold("\xff").empty());
    // Lengths about that of the buffer on the stack.
    for (const std::size_t length : {510u, 511u, 512u, 513u, 5000u}) {
        CHECK(buu::fold(std::string(length, 'A')) == std::string(length, 'a'));
    }
}

void the_catalogue() {
    const auto codes = buu::codes();
    CHECK(codes.size() >= 26);
    std::set<std::uint32_t> numbers;
    for (const auto code : codes) {
        CHECK(!code.name.empty() && !code.title.empty() && !code.description.empty());
        numbers.insert(code.number);
    }
    CHECK(numbers.size() == codes.size() && numbers.count(BUU_CODE_LOGIN_ALREADY_EXISTS) == 1);
    const auto found = buu::find_code(BUU_CODE_LOGIN_ALREADY_EXISTS);
    CHECK(found && found->name == "login-already-exists" && found->title == "Login: already exists");
    CHECK(found->level == buu::level::field);
    CHECK(buu::find_code(BUU_CODE_ROW_QUOTING)->level == buu::level::row);
    CHECK(!buu::find_code(1) && !buu::find_code(0));
}

}  // namespace

std::vector<test> value_tests() {
    return {
        TEST(policies),
        TEST(templates),
        TEST(templates_are_written_and_read_back),
        TEST(encodings),
        TEST(folding),
        TEST(the_catalogue),
    };
}
