/*
 * Checking a file, in one call or with the directory asked in between. Part of bulk_user_upload.hpp:
 * include that instead.
 */

#ifndef BULK_USER_UPLOAD_CHECK_HPP
#define BULK_USER_UPLOAD_CHECK_HPP

#include <vector>

#include "directory.hpp"
#include "report.hpp"
#include "template.hpp"

namespace buu {

/**
 * Which headers of a file are which columns of the template, where their names differ:
 * `mapping().header("E-mail", "Login")`. It borrows its texts.
 */
class mapping {
public:
    /** Adds a header of the file, and the column that it is. */
    mapping& header(std::string_view name, std::string_view column) {
        headers_.push_back({detail::str(name), detail::str(column)});
        return *this;
    }

    /** The structs of C. */
    [[nodiscard]] const std::vector<buu_mapped_header>& get() const& noexcept { return headers_; }
    [[nodiscard]] const std::vector<buu_mapped_header>& get() const&& = delete;

private:
    std::vector<buu_mapped_header> headers_;
};

/**
 * An uploaded file: a path, or a name and bytes. It borrows them, so they must be valid until the call that
 * it is an argument of returns.
 */
class file {
public:
    /**
     * The file at a path: UTF-8 on Windows, elsewhere any bytes without a NUL. Its name is the last part of
     * the path.
     */
    [[nodiscard]] static file at(std::string_view path) { return at(path, {}); }

    /**
     * The file at a path, under the name by which the administrator knows it. Throws where the path is empty.
     */
    [[nodiscard]] static file at(std::string_view path, std::string_view name) {
        detail::require(path.empty() ? BUU_INVALID_ARGUMENT : BUU_OK, "the path of the file is empty");
        file made(name);
        made.file_.path = detail::str(path);
        return made;
    }

    /**
     * A file by its bytes. The check copies them; the copy is overwritten when the report is destroyed.
     */
    [[nodiscard]] static file of(std::string_view name, std::string_view bytes) noexcept {
        file made(name);
        made.file_.data = reinterpret_cast<const std::uint8_t*>(bytes.data());
        made.file_.data_len = bytes.size();
        return made;
    }

    /**
     * The same file, in a stated encoding: one of buu::encodings(), or another label of the WHATWG Encoding
     * Standard. A label that nobody knows throws `BUU_UNKNOWN_ENCODING` when the file is used. An empty one states
     * nothing.
     */
    [[nodiscard]] file with_encoding(std::string_view label) const noexcept {
        file made(*this);
        made.file_.encoding = detail::str(label);
        return made;
    }

    /**
     * The same file, with a mapping of its headers, which it borrows. A mapping that does not fit throws
     * `BUU_INVALID_MAPPING` when the file is used.
     */
    [[nodiscard]] file with_mapping(const mapping& headers) const noexcept {
        file made(*this);
        made.file_.mapping = headers.get().data();
        made.file_.mapping_count = headers.get().size();
        return made;
    }

    /** The struct of C. */
    [[nodiscard]] const buu_file* get() const noexcept { return &file_; }

private:
    explicit file(std::string_view name) noexcept : file_(buu_file_init()) { file_.name = detail::str(name); }

    buu_file file_;
};

/**
 * Checks a file against a directory, as `uploader` (a login) sees it, and finds all its errors at once.
 *
 * Throws what a directory of your own throws, and a buu::error with `BUU_FILE_ERROR`, `BUU_UNKNOWN_ENCODING`,
 * `BUU_INVALID_MAPPING`, `BUU_UNKNOWN_UPLOADER`, `BUU_MISSING_ANSWERS`, `BUU_INVALID_ARGUMENT`; for the directory
 * of a store also with `BUU_STORE_…`. Any thread.
 */
[[nodiscard]] inline report check(const file& upload, const directory& users, std::string_view uploader,
                                  const upload_template& columns = {}) {
    detail::require_abi();
    const auto call = [&](const buu_directory* handle, buu_report** out, buu_error** failure) {
        return buu_check(columns.get(), upload.get(), handle, detail::str(uploader), out, failure);
    };
    return report(detail::made_asking<buu_report_free>(users, call));
}

/**
 * A file that was checked without its directory. The host asks its questions, and may wait for the answers
 * without blocking a thread. It is resolved once; where that throws, it can be tried again.
 */
class checked_file {
public:
    /** Owns a check of C. */
    explicit checked_file(buu_checked* owned) noexcept : handle_(owned) {}

    /**
     * What the directory is asked. The names are valid until the check is resolved or destroyed; a check that
     * was resolved has none.
     */
    [[nodiscard]] names logins() const& noexcept { return questions(buu_checked_logins); }
    [[nodiscard]] names logins() const&& = delete;
    [[nodiscard]] names permission_groups() const& noexcept {
        return questions(buu_checked_permission_groups);
    }
    [[nodiscard]] names permission_groups() const&& = delete;
    [[nodiscard]] names primary_teams() const& noexcept { return questions(buu_checked_primary_teams); }
    [[nodiscard]] names primary_teams() const&& = delete;
    [[nodiscard]] names capacity_plans() const& noexcept { return questions(buu_checked_capacity_plans); }
    [[nodiscard]] names capacity_plans() const&& = delete;

    /** Answers for these questions; none is given yet. Throws `BUU_SPENT` where the check was resolved. */
    [[nodiscard]] answers make_answers() const {
        const auto call = [&](buu_answers** out, buu_error** failure) {
            return buu_answers_new(get(), out, failure);
        };
        return answers(detail::made<buu_answers_free>(call));
    }

    /**
     * Makes the report of this check and its answers, which spends both. Throws `BUU_MISSING_ANSWERS`,
     * `BUU_SPENT`.
     */
    [[nodiscard]] report resolve(answers& given) {
        const auto call = [&](buu_report** out, buu_error** failure) {
            return buu_checked_resolve(handle_.get(), given.get(), out, failure);
        };
        return report(detail::made<buu_report_free>(call));
    }

    /** Asks a directory, and makes the report. Throws as check() does, and `BUU_SPENT`. */
    [[nodiscard]] report ask(const directory& users, std::string_view uploader) {
        const auto call = [&](const buu_directory* from, buu_report** out, buu_error** failure) {
            return buu_checked_ask(handle_.get(), from, detail::str(uploader), out, failure);
        };
        return report(detail::made_asking<buu_report_free>(users, call));
    }

    /** The handle, which this object still owns. */
    [[nodiscard]] const buu_checked* get() const noexcept { return handle_.get(); }

private:
    [[nodiscard]] names questions(decltype(buu_checked_logins)* of) const noexcept {
        std::size_t count = 0;
        const buu_name* first = of(get(), &count);
        return names(detail::name_source{first, count}, count);
    }

    detail::handle<buu_checked_free> handle_;
};

/**
 * Checks a file without its directory. Throws `BUU_FILE_ERROR`, `BUU_UNKNOWN_ENCODING`, `BUU_INVALID_MAPPING`,
 * `BUU_INVALID_ARGUMENT`. Any thread.
 */
[[nodiscard]] inline checked_file prepare(const file& upload, const upload_template& columns = {}) {
    detail::require_abi();
    const auto call = [&](buu_checked** out, buu_error** failure) {
        return buu_prepare(columns.get(), upload.get(), out, failure);
    };
    return checked_file(detail::made<buu_checked_free>(call));
}

}  // namespace buu

#endif
