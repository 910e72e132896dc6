// The store: import, history, undo.

#include "support.hpp"

namespace {

void the_story_of_a_store() {
    const temporary_folder folder;
    const auto store = open_store(folder);
    CHECK(store.resumed_json().str() == "[]");
    CHECK(store.load_and_tell(sample_directory_json()).str().substr(0, 1) == "{");
    CHECK(store.directory_json().str().find("chloe.ng") != std::string::npos);
    THROWS(BUU_INVALID_DIRECTORY, store.load("{"));

    std::vector<std::uint32_t> created;
    const auto progress = [&](buu::import_step step, std::uint32_t done, std::uint32_t of) {
        CHECK(of == 2 && done <= of);
        if (step == buu::import_step::creating) {
            created.push_back(done);
        }
    };
    const auto imported = store.import_file(buu::file::at(sample_path()), "alice", {}, progress);
    CHECK(!created.empty() && created.back() == 2);
    const auto record = imported.record();
    CHECK(imported.records().size() == 1);
    CHECK(record.id == 1 && !record.same_file_as && record.status == buu::import_status::failed);
    CHECK(record.mode == buu::import_mode::partial_success);
    CHECK(record.users == 12 && record.created == 2 && record.rows_with_errors == 10
          && record.not_attempted == 0);
    CHECK(record.uploaded_by == "alice" && record.file_name == "users.csv");
    CHECK(record.end && record.start <= *record.end && record.start.back() == 'Z');
    CHECK(record.sha256 && record.sha256->size() == 64);
    CHECK(imported.json().str().substr(0, 2) == "[{");

    // The users are there now.
    const auto report = buu::check(buu::file::at(sample_path()), store.as_directory(), "alice");
    CHECK(report.valid() == 0);
    CHECK(store.details_json(1).str().find("login-already-exists") != std::string::npos);
    const auto rows = store.rows_json(1);
    const auto of_created = store.rows_json(1, buu::row_outcome::created);
    CHECK(of_created.view().size() < rows.view().size());
    CHECK(of_created.view().find("grace.hale") != std::string::npos);
    CHECK(of_created.view().find("bob.marsh") == std::string::npos);

    std::string csv;
    CHECK(store.write_rows_with_errors(1, [&](std::string_view piece) { csv += piece; }) == 10);
    CHECK(csv == store.rows_with_errors_csv(1));
    CHECK(csv.find("=\"\"") != std::string::npos);
    CHECK(store.rows_with_errors_csv(1, buu::text_cells::plain).find("=\"") == std::string::npos);
    CHECK(csv.find("bob.marsh") != std::string::npos && csv.find("Quiet-Meadow-31") == std::string::npos);
    THROWS_MINE(8, store.write_rows_with_errors(1, [](std::string_view) { throw mine{8}; }));
    THROWS(BUU_CALLBACK_FAILED, store.write_rows_with_errors(1, [](std::string_view) { return false; }));

    const auto preview = store.undo_preview(1, "alice");
    CHECK(preview.users().size() == 2);
    CHECK(latest_status(store) == buu::import_status::failed);
    const auto undone = store.undo(1, "alice");
    CHECK(undone.json().str() == preview.json().str());
    std::vector<std::string_view> logins;
    for (const auto user : undone.users()) {
        CHECK(user.outcome == buu::undo_outcome::deactivated && user.row > 1);
        logins.push_back(user.login);
    }
    CHECK((logins == std::vector<std::string_view>{"amara.okafor", "grace.hale"}));
    THROWS(BUU_INVALID_ARGUMENT, undone.users()[2]);
    CHECK(latest_status(store) == buu::import_status::undone);
    CHECK(store.rows_json(1, buu::row_outcome::undone).str().find("grace.hale") != std::string::npos);

    THROWS(BUU_UNKNOWN_IMPORT, store.undo(99, "alice"));
    THROWS(BUU_UNKNOWN_IMPORT, store.undo_preview(99, "alice"));
    THROWS(BUU_UNKNOWN_IMPORT, store.details_json(99));
    THROWS(BUU_UNKNOWN_IMPORT, store.rows_json(99));
    THROWS(BUU_UNKNOWN_IMPORT, store.rows_with_errors_csv(99));
    THROWS(BUU_MAY_NOT_IMPORT, store.import_file(buu::file::at(sample_path()), "bob.marsh"));
    THROWS(BUU_UNKNOWN_UPLOADER, store.import_file(buu::file::at(sample_path()), "nobody"));
}

void an_import_is_stopped() {
    const temporary_folder folder;
    const auto store = open_store(folder);
    const auto csv = good_rows(3);
    const auto file = buu::file::of("users.csv", csv);

    int calls = 0;
    const auto stop = [&](buu::import_step, std::uint32_t, std::uint32_t) {
        return ++calls < 0;
    };
    const auto stopped = store.import_file(file, "alice", {}, stop);
    CHECK(calls == 1);
    CHECK(stopped.record().status == buu::import_status::interrupted);
    CHECK(stopped.record().not_attempted + stopped.record().created == 3);

    const auto explode = [](buu::import_step, std::uint32_t, std::uint32_t) {
        throw mine{9};
    };
    THROWS_MINE(9, store.import_file(file, "alice", {}, explode));
    const auto history = store.history();
    CHECK(history.records().size() == 2);
    CHECK(history.records()[0].status == buu::import_status::interrupted);
    CHECK(history.records()[0].same_file_as == 1);

    std::function<bool(buu::import_step, std::uint32_t, std::uint32_t)> go_on =
        [](buu::import_step, std::uint32_t, std::uint32_t) {
            return true;
        };
    const auto whole = store.import_file(file, "alice", {}, go_on);
    CHECK(whole.record().users == 3);
}

void all_or_nothing() {
    const temporary_folder folder;
    const auto store = open_store(folder);
    buu::import_options options;
    options.mode = buu::import_mode::all_or_nothing;
    const auto imported = store.import_file(buu::file::at(sample_path()), "alice", options);
    CHECK(imported.record().mode == buu::import_mode::all_or_nothing);
    CHECK(imported.record().created == 0 && imported.record().not_attempted == 2);
    options.mode = static_cast<buu::import_mode>(9);
    THROWS(BUU_INVALID_ARGUMENT, store.import_file(buu::file::at(sample_path()), "alice", options));
}

void nobody_is_imported_from_an_assumed_encoding() {
    const temporary_folder folder;
    const auto store = open_store(folder);
    const auto csv = std::string(header) + "\xc8\xe2\xe0\xed,Lee,ann,Harbour-Light-7,Agent,TRUE,,Sales,,TRUE\n";
    const auto file = buu::file::of("users.csv", csv);
    THROWS(BUU_ENCODING_NOT_STATED, store.import_file(file, "alice"));
    const auto history = store.history();
    CHECK(history.records().empty());
    const auto report = buu::check(file, store.as_directory(), "alice");
    CHECK(report.readings().size() > 1);
    const auto imported = store.import_file(file.with_encoding("windows-1251"), "alice");
    CHECK(imported.record().created == 1);
}

void an_import_takes_a_template() {
    const temporary_folder folder;
    const auto store = open_store(folder);
    const auto columns = buu::upload_template::from_toml(read(root + "/testdata/templates/s1-22-bytes.toml"));
    buu::import_options options;
    options.columns = &columns;
    const auto imported = store.import_file(buu::file::at(sample_path()), "alice", options);
    CHECK(imported.record().created == 0 && !imported.record().sha256);
    const auto details = store.details_json(imported.record().id);
    CHECK(details.view().find("file-size-exceeds-limit") != std::string::npos);
}

void the_options_of_a_store_are_read() {
    const temporary_folder folder;
    buu::store_options options;
    options.memory_kib = 1;
    THROWS(BUU_INVALID_ARGUMENT, buu::store::open(folder.database(), options));
    options.memory_kib = 8;
    options.lanes = 2;
    THROWS(BUU_INVALID_ARGUMENT, buu::store::open(folder.database(), options));
}

void the_history_is_filtered() {
    const temporary_folder folder;
    const auto store = open_store(folder);
    const auto none = store.history();
    CHECK(none.records().empty() && none.json().str() == "[]");
    THROWS(BUU_INVALID_ARGUMENT, none.record());
    const auto good = good_rows(2);
    static_cast<void>(store.import_file(buu::file::of("good.csv", good), "alice"));
    static_cast<void>(store.import_file(buu::file::at(sample_path()), "alice"));
    const auto files = [&](const buu::history_filter& filter) {
        const auto history = store.history(filter);
        std::vector<std::string> names;
        for (const auto record : history.records()) {
            names.emplace_back(record.file_name);
        }
        return names;
    };
    using filter = buu::history_filter;
    using all = std::vector<std::string>;
    CHECK((files({}) == all{"users.csv", "good.csv"}));
    CHECK((files(filter().status(buu::import_status::succeeded)) == all{"good.csv"}));
    CHECK((files(filter().status(buu::import_status::failed)) == all{"users.csv"}));
    CHECK(files(filter().status(buu::import_status::failed).status(buu::import_status::succeeded)).size()
          == 2);
    CHECK(files(filter().status(buu::import_status::undone)).empty());
    CHECK((files(filter().users("..2")) == all{"good.csv"}));
    CHECK((files(filter().users("12")) == all{"users.csv"}));
    CHECK(files(filter().created("2")).size() == 2);
    CHECK((files(filter().rows_with_errors("1..")) == all{"users.csv"}));
    CHECK(files(filter().uploaded_by("ALICE")).size() == 2);
    CHECK(files(filter().uploaded_by("bob.marsh")).empty());
    CHECK((files(filter().file_name("GOOD")) == all{"good.csv"}));
    CHECK(files(filter().file_name(".csv")).size() == 2);
    CHECK((files(filter().before(2)) == all{"good.csv"}));
    CHECK((files(filter().limit(1)) == all{"users.csv"}));
    THROWS(BUU_INVALID_ARGUMENT, store.history(filter().users("many")));
    THROWS(BUU_INVALID_ARGUMENT, store.history(filter().status(static_cast<buu::import_status>(99))));
    filter many;
    for (int i = 0; i < 16; ++i) {
        many.status(buu::import_status::failed);
    }
    THROWS(BUU_INVALID_ARGUMENT, many.status(buu::import_status::failed));
    const filter copied = many;
    CHECK((files(copied) == all{"users.csv"}));
}

void a_store_cannot_be_opened() {
    const temporary_folder folder;
    THROWS(BUU_STORE_ERROR, buu::store::open(folder.database() + "/no/such/folder.db"));
    std::ofstream(folder.database()) << "This is no database, however long one looks at it. "
                                     << std::string(4096, 'x');
    THROWS(BUU_STORE_FOREIGN, buu::store::open(folder.database()));
}

void a_directory_outlives_its_store() {
    const temporary_folder folder;
    auto store = open_store(folder);
    const auto directory = store.as_directory();
    { const auto gone = std::move(store); }
    THROWS(BUU_INVALID_ARGUMENT, store.directory_json());
    CHECK(buu::check(buu::file::at(sample_path()), directory, "alice").rows_with_errors() == 10);
}

}  // namespace

std::vector<test> store_tests() {
    return {
        TEST(the_story_of_a_store),
        TEST(an_import_is_stopped),
        TEST(all_or_nothing),
        TEST(nobody_is_imported_from_an_assumed_encoding),
        TEST(an_import_takes_a_template),
        TEST(the_options_of_a_store_are_read),
        TEST(the_history_is_filtered),
        TEST(a_store_cannot_be_opened),
        TEST(a_directory_outlives_its_store),
    };
}
