// Reports.

#include "support.hpp"

namespace {

void versions() {
    CHECK(buu::version() == BUU_VERSION);
    CHECK(buu_abi_version() == BUU_ABI_VERSION);
}

void the_sample_has_its_errors() {
    const auto report = sample_report();
    CHECK(report.users() == 12);
    CHECK(report.valid() == 2);
    CHECK(report.rows_with_errors() == 10);
    CHECK(!report.is_ok());
    const auto errors = report.errors();
    CHECK(errors.size() == 12);
    const auto first = errors[0];
    CHECK(first.code() == BUU_CODE_LOGIN_ALREADY_EXISTS);
    CHECK(first.code_name() == "login-already-exists");
    CHECK(first.level() == buu::level::field);
    CHECK(first.row() == 3u);
    CHECK(first.line() == 3u);
    CHECK(first.column() == "Login");
    CHECK(first.value() == "bob.marsh");
    CHECK(first.cell() == "C3");
    CHECK(first.message().find("bob.marsh") != std::string::npos);
    CHECK(!first.suggestion());
    CHECK(first.params() == "{}");
    const auto second = errors[1];
    CHECK(second.suggestion() == "O'Brien");
    CHECK(second.params() == "{\"characters\":[\"’\"]}");
}

void a_range_goes_with_algorithms() {
    const auto report = sample_report();
    const auto errors = report.errors();
    std::size_t seen = 0;
    for (const auto problem : errors) {
        CHECK(problem.message() == errors[seen].message());
        ++seen;
    }
    CHECK(seen == errors.size());
    CHECK(!errors.empty());
    const auto has_code = [](std::uint32_t code) {
        return [code](const buu::problem& problem) {
            return problem.code() == code;
        };
    };
    CHECK(std::count_if(errors.begin(), errors.end(), has_code(BUU_CODE_DATA_TYPE_MISMATCH)) == 3);
    const auto found = std::find_if(errors.begin(), errors.end(), has_code(BUU_CODE_ROW_FIELD_COUNT));
    CHECK(found != errors.end());
    CHECK((*found).row() == 9u);
    const auto beyond = std::partition_point(errors.begin(), errors.end(), [](const buu::problem& problem) {
        return problem.row().value_or(0) < 9;
    });
    CHECK(beyond == found);
    std::vector<std::uint32_t> rows;
    std::transform(std::make_reverse_iterator(errors.end()), std::make_reverse_iterator(errors.begin()),
                   std::back_inserter(rows), [](const buu::problem& problem) { return *problem.row(); });
    CHECK(std::is_sorted(rows.rbegin(), rows.rend()));
    CHECK(rows.size() == errors.size());
    CHECK(errors.front().row() == 3u);
    CHECK(errors.back().row() == 13u);
}

void iterators_count_as_pointers_do() {
    const auto report = sample_report();
    const auto errors = report.errors();
    auto at = errors.begin();
    const auto end = errors.end();
    CHECK(end - at == 12 && at - end == -12);
    CHECK(at + 12 == end && 12 + at == end && end - 12 == at);
    CHECK(!(at < at) && !(at > at) && !(end <= at) && !(at >= end));
    CHECK(at < end && end > at && at <= at && at >= at && at != end && !(end < at));
    CHECK((*at++).row() == 3u && at - errors.begin() == 1);
    CHECK((*at--).row() == 4u && at == errors.begin());
    CHECK((*++at).row() == 4u && (*--at).row() == 3u);
    at += 3;
    CHECK(at - errors.begin() == 3 && at[-3].row() == 3u && at[0].message() == errors[3].message());
    at += -2;
    at -= -1;
    at -= 2;
    CHECK(at == errors.begin());
}

#ifdef HAS_VIEWS
void ranges_of_cpp_20() {
    const auto report = sample_report();
    auto cells = report.errors()
                 | std::views::filter([](const auto& problem) { return problem.value().has_value(); })
                 | std::views::transform([](const auto& problem) { return std::string(problem.cell()); });
    CHECK(*cells.begin() == "C3");
    CHECK(std::ranges::count_if(report.errors(), [](const auto& problem) { return problem.row() == 13u; })
          == 1);
    CHECK((*std::ranges::find_if(report.errors(), [](const auto& p) { return p.row() == 9u; })).line() == 9u);
}
#endif

void absent_is_not_empty() {
    const auto directory = sample_directory();
    auto csv = std::string(header) + "Ann,Lee,,short,Agent,TRUE,,Sales,Standard,TRUE\n";
    const auto report = buu::check(buu::file::of("users.csv", csv), directory, "alice");
    CHECK(report.errors().size() == 2);
    const auto blank = report.errors()[0];
    CHECK(blank.code() == BUU_CODE_FIELD_EMPTY);
    CHECK(blank.value().has_value() && blank.value()->empty());
    const auto password = report.errors()[1];
    CHECK(password.column() == "Password");
    CHECK(!password.value());

    const auto wrong = buu::check(buu::file::of("users.xlsx", csv), directory, "alice");
    const auto problem = wrong.errors()[0];
    CHECK(problem.code() == BUU_CODE_FILE_TYPE_INVALID && problem.level() == buu::level::file);
    CHECK(!problem.row() && !problem.line() && !problem.column() && !problem.value()
          && problem.cell().empty());
    CHECK(!wrong.file().encoding && !wrong.file().delimiter);

    const std::string large(200000, 'x');
    const auto over = buu::check(buu::file::of("users.csv", large), directory, "alice");
    CHECK(over.errors()[0].code() == BUU_CODE_FILE_SIZE_EXCEEDS_LIMIT);
}

void the_file_of_a_report() {
    const auto report = sample_report();
    const auto file = report.file();
    CHECK(file.name == "users.csv");
    CHECK(file.size == std::filesystem::file_size(sample_path()));
    CHECK(file.sha256 && file.sha256->size() == 64);
    CHECK(file.encoding == "utf-8");
    CHECK(file.delimiter == ",");
    const auto renamed =
        buu::check(buu::file::at(sample_path(), "Neue Leute.CSV"), sample_directory(), "alice");
    CHECK(renamed.file().name == "Neue Leute.CSV");
    CHECK(renamed.file().sha256 == file.sha256);
}

void notices() {
    auto csv = std::string(header.substr(0, header.size() - 1)) + ",Shoe size\n";
    csv += "Jos\xe9,Lee,jose,Harbour-Light-7 ,Agent,TRUE,,Sales,Standard,TRUE,44\n";
    const auto report = buu::check(buu::file::of("users.csv", csv), sample_directory(), "alice");
    std::set<std::string_view> codes;
    for (const auto notice : report.notices()) {
        codes.insert(notice.code());
        CHECK(!notice.message().empty());
    }
    CHECK((codes
           == std::set<std::string_view>{BUU_NOTICE_COLUMN_IGNORED, BUU_NOTICE_ENCODING_ASSUMED,
                                         BUU_NOTICE_PASSWORD_OUTER_SPACE}));
    const auto of_file = report.notices()[1];
    CHECK(!of_file.row() && !of_file.line() && !of_file.column() && !of_file.value()
          && of_file.cell().empty());
    CHECK(of_file.params() == R"({"column":"Shoe size","cell":"K1"})");
    const auto of_cell = report.notices()[2];
    CHECK(of_cell.row() == 2u && of_cell.line() == 2u && of_cell.column() == "Password");
    CHECK(of_cell.cell() == "D2" && !of_cell.value() && !of_cell.suggestion());
    THROWS(BUU_INVALID_ARGUMENT, report.notices()[3]);
}

// The first name is "Иван" in Windows-1251, and "Èâàí" in Windows-1252.
void readings() {
    const auto csv = std::string(header) + "\xc8\xe2\xe0\xed,Lee,ann,Harbour-Light-7,Agent,TRUE,,Sales,,TRUE\n";
    const auto file = buu::file::of("users.csv", csv);
    const auto report = buu::check(file, sample_directory(), "alice");
    const auto readings = report.readings();
    const auto cyrillic = std::find_if(readings.begin(), readings.end(), [](const buu::reading& reading) {
        return reading.samples()[0].text == "Иван";
    });
    CHECK(cyrillic != readings.end() && (*cyrillic).encoding() == "windows-1251");
    const auto samples = (*cyrillic).samples();
    CHECK(samples.size() == 1 && samples.front().cell == "A2");
    THROWS(BUU_INVALID_ARGUMENT, samples[1]);
    THROWS(BUU_INVALID_ARGUMENT, readings[readings.size()]);

    const auto stated = buu::check(file.with_encoding("windows-1251"), sample_directory(), "alice");
    CHECK(stated.readings().empty() && stated.notices().empty());
    CHECK(stated.new_users()[0].cell("First name") == "Иван");
    CHECK(file.get()->encoding.len == 0);
    const auto failure =
        THROWS(BUU_UNKNOWN_ENCODING, buu::check(file.with_encoding("utf-9"), sample_directory(), "alice"));
    CHECK(std::string_view(failure.what()).find("windows-1250") != std::string_view::npos);
}

void headers_are_mapped() {
    const auto columns = buu::upload_template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'\n");
    const auto file = buu::file::of("users.csv", "E-mail\nann\n");
    const auto fits = buu::mapping().header("e-mail", "Login");
    const auto report = buu::check(file.with_mapping(fits), sample_directory(), "alice", columns);
    CHECK(report.new_users()[0].login() == "ann");
    const auto missing = buu::mapping().header("Mail", "Login");
    THROWS(BUU_INVALID_MAPPING, buu::check(file.with_mapping(missing), sample_directory(), "alice", columns));
    THROWS(BUU_INVALID_MAPPING, buu::prepare(file.with_mapping(missing), columns));
}

void new_users() {
    const auto report = sample_report();
    std::vector<std::string_view> logins;
    for (const auto user : report.new_users()) {
        logins.push_back(user.login());
    }
    CHECK((logins == std::vector<std::string_view>{"amara.okafor", "grace.hale"}));
    const auto grace = report.new_users()[1];
    CHECK(grace.row() == 10 && grace.line() == 10);
    CHECK(grace.cell("last NAME") == "Hale, MBA");
    CHECK(grace.cell("Extension").empty());
    CHECK(grace.expose_password() == "Silent-Canyon-44");
    THROWS(BUU_INVALID_ARGUMENT, grace.cell("Password"));
    THROWS(BUU_INVALID_ARGUMENT, grace.cell("Shoe size"));
    THROWS(BUU_INVALID_ARGUMENT, report.new_users()[2]);

    const auto columns = buu::upload_template::from_json(
        R"({"columns": [{"name": "Login", "kind": "login", "required": true}]})");
    const auto bare =
        buu::check(buu::file::of("u.csv", "Login\nann\n"), sample_directory(), "alice", columns);
    CHECK(bare.valid() == 1);
    CHECK(!bare.new_users()[0].expose_password());
}

void a_report_as_json_and_as_rows_with_errors() {
    const auto report = sample_report();
    const auto json = report.json();
    CHECK(json.view().substr(0, 1) == "{" && json.c_str() == json.str());
    std::ostringstream out;
    out << report.json();
    CHECK(out.str() == json.view());
    const std::string_view borrowed = json;
    CHECK(borrowed.find("login-already-exists") != std::string::npos);

    std::string pieces;
    const auto append = [&](std::string_view piece) {
        pieces += piece;
    };
    CHECK(report.write_rows_with_errors(buu::passwords::keep, append) == 10);
    CHECK(pieces == report.rows_with_errors_csv(buu::passwords::keep));
    CHECK(pieces.find("Quiet-Meadow-31") != std::string::npos);
    const auto blank = report.rows_with_errors_csv(buu::passwords::blank);
    CHECK(blank.find("Quiet-Meadow-31") == std::string::npos);
    CHECK(blank.find("bob.marsh") != std::string::npos);
    THROWS(BUU_INVALID_ARGUMENT, report.rows_with_errors_csv(static_cast<buu::passwords>(9)));
    const auto plain = report.rows_with_errors_csv({buu::passwords::keep, buu::text_cells::plain});
    CHECK(plain.find("=\"") == std::string::npos && pieces.find("=\"\"") != std::string::npos);
    const auto unknown = static_cast<buu::text_cells>(9);
    THROWS(BUU_INVALID_ARGUMENT, report.rows_with_errors_csv({buu::passwords::keep, unknown}));

    const auto csv = good_rows(1);
    const auto clean = buu::check(buu::file::of("users.csv", csv), sample_directory(), "alice");
    CHECK(clean.is_ok() && clean.errors().empty());
    CHECK(clean.rows_with_errors_csv(buu::passwords::keep).empty());
}

void what_was_moved_from_throws_or_counts_nothing() {
    auto report = sample_report();
    const auto moved = std::move(report);
    CHECK(moved.users() == 12);
    CHECK(report.users() == 0 && report.errors().empty() && report.notices().empty()
          && report.new_users().empty());
    CHECK(!report.is_ok());
    THROWS(BUU_INVALID_ARGUMENT, report.json());
    THROWS(BUU_INVALID_ARGUMENT, report.file());
    THROWS(BUU_INVALID_ARGUMENT, report.rows_with_errors_csv(buu::passwords::keep));
    report = sample_report();
    CHECK(report.users() == 12);

    auto directory = sample_directory();
    const auto elsewhere = std::move(directory);
    THROWS(BUU_INVALID_ARGUMENT, buu::check(buu::file::at(sample_path()), directory, "alice"));
    CHECK(buu::check(buu::file::at(sample_path()), elsewhere, "alice").users() == 12);

    auto json = moved.json();
    const auto kept = std::move(json);
    CHECK(json.view().empty() && json.c_str() == std::string() && !kept.view().empty());

    auto columns = buu::upload_template::from_json(
        R"({"columns": [{"name": "Login", "kind": "login", "required": true}]})");
    const auto other = std::move(columns);
    CHECK(other.columns().size() == 1 && columns.columns().size() == 10);

    auto policy = buu::password_policy::preset("nist");
    const auto taken = std::move(policy);
    THROWS(BUU_INVALID_ARGUMENT, policy.unmet("password"));
    CHECK(policy.json().empty());
}

void views_outlive_a_move_of_their_report() {
    auto report = sample_report();
    const auto errors = report.errors();
    const auto value = errors[0].value();
    const auto moved = std::move(report);
    CHECK(errors[0].message() == moved.errors()[0].message());
    CHECK(value == "bob.marsh");
}

}  // namespace

std::vector<test> report_tests() {
    return {
        TEST(versions),
        TEST(the_sample_has_its_errors),
        TEST(a_range_goes_with_algorithms),
        TEST(iterators_count_as_pointers_do),
#ifdef HAS_VIEWS
        TEST(ranges_of_cpp_20),
#endif
        TEST(absent_is_not_empty),
        TEST(the_file_of_a_report),
        TEST(notices),
        TEST(readings),
        TEST(headers_are_mapped),
        TEST(new_users),
        TEST(a_report_as_json_and_as_rows_with_errors),
        TEST(what_was_moved_from_throws_or_counts_nothing),
        TEST(views_outlive_a_move_of_their_report),
    };
}
