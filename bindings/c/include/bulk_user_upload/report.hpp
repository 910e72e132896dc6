/* What a check found. Part of bulk_user_upload.hpp: include that instead. */

#ifndef BULK_USER_UPLOAD_REPORT_HPP
#define BULK_USER_UPLOAD_REPORT_HPP

#include "catalogue.hpp"
#include "reading.hpp"

namespace buu {

/** Whether passwords stay in a file of rows with errors. */
enum class passwords : std::uint32_t {
    keep = BUU_PASSWORDS_KEEP,   /**< For somebody who has the upload itself. */
    blank = BUU_PASSWORDS_BLANK, /**< For a file that is stored or passed on. */
};

/** How texts are written that a spreadsheet might take for a number, a date or TRUE. */
enum class text_cells : std::uint32_t {
    protect = BUU_TEXT_CELLS_PROTECTED, /**< As formulas of nothing but text: `="00123"`. */
    plain = BUU_TEXT_CELLS_PLAIN, /**< As they are, for a program that does not know that form. */
};

/** How rows with errors are written. It can be made from `buu::passwords` alone. */
struct export_options {
    export_options(passwords wanted, text_cells written = text_cells::protect) noexcept
        : secrets(wanted), texts(written) {}

    passwords secrets;
    text_cells texts;
};

/** The facts about a file as a whole. Its texts are valid as long as the report. */
struct file_info {
    std::string_view name;
    std::optional<std::uint64_t> size; /**< In bytes; absent where the file was not read to its end. */
    std::optional<std::string_view>
        sha256; /**< In hexadecimal digits; absent where the file was not read to its end. */
    std::optional<std::string_view> encoding;  /**< Absent where the file is not text, or was not examined. */
    std::optional<std::string_view> delimiter; /**< Likewise. */
};

/**
 * One error: what is wrong, and where. It must not be used after its report. Its texts are valid as long as
 * the report; that of cell() is valid as long as this object.
 */
class problem {
public:
    /** The error at an index of a report; throws `BUU_INVALID_ARGUMENT` where it is out of range. */
    problem(const buu_report* report, std::size_t index)
        : report_(report), index_(index), problem_(buu_problem_init()) {
        detail::require(buu_report_error(report, index, &problem_),
                        "the report has no error with this index");
    }

    /** What is wrong: `BUU_CODE_…`. Later versions may add some. */
    [[nodiscard]] std::uint32_t code() const noexcept { return problem_.code; }

    /** The same as a name: `login-already-exists`. It is never freed. */
    [[nodiscard]] std::string_view code_name() const noexcept { return detail::view(buu_code_name(code())); }

    /** What it is about. */
    [[nodiscard]] buu::level level() const noexcept { return static_cast<buu::level>(problem_.level); }

    /** The row, as a spreadsheet counts, from 1. */
    [[nodiscard]] std::optional<std::uint32_t> row() const noexcept {
        return detail::number_if_any(problem_.row);
    }

    /** The physical line of the file, from 1. */
    [[nodiscard]] std::optional<std::uint32_t> line() const noexcept {
        return detail::number_if_any(problem_.line);
    }

    /** The column, under the template's name; absent for a row, a header or a file. */
    [[nodiscard]] std::optional<std::string_view> column() const noexcept {
        return detail::view_if_any(problem_.column);
    }

    /** The normalized text of the cell; absent for a password, a row, a header or a file. */
    [[nodiscard]] std::optional<std::string_view> value() const noexcept {
        return detail::view_if_any(problem_.value);
    }

    /**
     * The cell as a spreadsheet names it: `C7`; empty for none. The text is part of this object, so it cannot
     * be taken from a temporary.
     */
    [[nodiscard]] std::string_view cell() const& noexcept { return problem_.cell; }
    [[nodiscard]] std::string_view cell() const&& = delete;

    /** What is wrong, with what, and what to do about it, in a sentence or two. */
    [[nodiscard]] std::string message() const { return written(buu_report_error_message); }

    /** What to write in the cell instead, if there is a suggestion. */
    [[nodiscard]] std::optional<std::string> suggestion() const {
        std::string suggested = written(buu_report_error_suggestion);
        return suggested.empty() ? std::nullopt : std::optional<std::string>(std::move(suggested));
    }

    /** The params, as JSON. */
    [[nodiscard]] std::string params() const { return written(buu_report_error_params); }

private:
    [[nodiscard]] std::string written(decltype(buu_report_error_message)* write) const {
        return detail::string_of(
            [&](char* buffer, std::size_t room) { return write(report_, index_, buffer, room); });
    }

    const buu_report* report_;
    std::size_t index_;
    buu_problem problem_;
};

/**
 * One notice: what was decided about the file, or seen in it, though it is no error. It must not be used after
 * its report. Its texts are valid as long as the report; that of cell() is valid as long as this object.
 */
class notice {
public:
    /** The notice at an index of a report; throws `BUU_INVALID_ARGUMENT` where it is out of range. */
    notice(const buu_report* report, std::size_t index)
        : report_(report), index_(index), notice_(buu_notice_init()) {
        detail::require(buu_report_notice(report, index, &notice_),
                        "the report has no notice with this index");
    }

    /** What was noticed: `BUU_NOTICE_…`; later versions may add some. It is never freed. */
    [[nodiscard]] std::string_view code() const noexcept { return detail::view(notice_.code); }

    /** The row, as a spreadsheet counts, from 1; absent for a notice of the file. */
    [[nodiscard]] std::optional<std::uint32_t> row() const noexcept {
        return detail::number_if_any(notice_.row);
    }

    /** The physical line of the file, from 1; absent for a notice of the file. */
    [[nodiscard]] std::optional<std::uint32_t> line() const noexcept {
        return detail::number_if_any(notice_.line);
    }

    /** The column, under the template's name; absent for a row or a file. */
    [[nodiscard]] std::optional<std::string_view> column() const noexcept {
        return detail::view_if_any(notice_.column);
    }

    /** The normalized text of the cell; absent for a password, a row or a file. */
    [[nodiscard]] std::optional<std::string_view> value() const noexcept {
        return detail::view_if_any(notice_.value);
    }

    /**
     * The cell as a spreadsheet names it: `C7`; empty for none. The text is part of this object, so it cannot
     * be taken from a temporary.
     */
    [[nodiscard]] std::string_view cell() const& noexcept { return notice_.cell; }
    [[nodiscard]] std::string_view cell() const&& = delete;

    /** What was noticed, in a sentence or two. */
    [[nodiscard]] std::string message() const { return written(buu_report_notice_message); }

    /** What the cell should probably hold instead, if there is a suggestion. */
    [[nodiscard]] std::optional<std::string> suggestion() const {
        std::string suggested = written(buu_report_notice_suggestion);
        return suggested.empty() ? std::nullopt : std::optional<std::string>(std::move(suggested));
    }

    /** The params, as JSON. */
    [[nodiscard]] std::string params() const { return written(buu_report_notice_params); }

private:
    [[nodiscard]] std::string written(decltype(buu_report_notice_message)* write) const {
        return detail::string_of(
            [&](char* buffer, std::size_t room) { return write(report_, index_, buffer, room); });
    }

    const buu_report* report_;
    std::size_t index_;
    buu_notice notice_;
};

/** A user that may be created. It must not be used after its report, nor must its texts. */
class new_user {
public:
    /** The user at an index of a report; throws `BUU_INVALID_ARGUMENT` where it is out of range. */
    new_user(const buu_report* report, std::size_t index)
        : report_(report), index_(index), user_(buu_new_user_init()) {
        detail::require(buu_report_new_user(report, index, &user_),
                        "the report has no new user with this index");
    }

    /** The row, as a spreadsheet counts, from 1. */
    [[nodiscard]] std::uint32_t row() const noexcept { return user_.row; }

    /** The physical line of the file, from 1, on which the row begins. */
    [[nodiscard]] std::uint32_t line() const noexcept { return user_.line; }

    /** The login as it was typed, but trimmed. */
    [[nodiscard]] std::string_view login() const noexcept { return detail::view(user_.login); }

    /**
     * A cell, by the name of its column in the template, in any case; empty where it is blank. Throws
     * `BUU_INVALID_ARGUMENT` where the template does not have the column, and for the password.
     */
    [[nodiscard]] std::string_view cell(std::string_view column) const {
        buu_str value = {};
        detail::require(buu_report_new_user_cell(report_, index_, detail::str(column), &value),
                        "the template does not have this column, or it is the password");
        return detail::view(value);
    }

    /**
     * The password, exactly as typed; absent where the template has no password or the cell is blank. Hash
     * it; never print or store it.
     */
    [[nodiscard]] std::optional<std::string_view> expose_password() const {
        buu_str password = {};
        detail::require(buu_report_new_user_password(report_, index_, &password),
                        "the password cannot be given");
        return detail::view_if_any(password);
    }

private:
    const buu_report* report_;
    std::size_t index_;
    buu_new_user user_;
};

namespace detail {

template <class Element>
struct report_source {
    const buu_report* report = nullptr;

    [[nodiscard]] Element at(std::size_t index) const { return Element(report, index); }
};

}  // namespace detail

/**
 * What a check found. It never changes. Any number of threads may read it at once. It holds the file,
 * including its passwords, until it is destroyed; ranges, elements and their texts are valid until then.
 */
class report {
public:
    /** Owns a report of C. */
    explicit report(buu_report* owned) noexcept : handle_(owned) {}

    /** The number of entries: rows that are not blank. */
    [[nodiscard]] std::uint32_t users() const noexcept { return buu_report_users(get()); }

    /** The number of users that can be created. */
    [[nodiscard]] std::uint32_t valid() const noexcept { return buu_report_valid(get()); }

    /** The number of entries with errors. */
    [[nodiscard]] std::uint32_t rows_with_errors() const noexcept {
        return buu_report_rows_with_errors(get());
    }

    /** Whether there are no errors. */
    [[nodiscard]] bool is_ok() const noexcept { return buu_report_is_ok(get()); }

    /** The facts about the file as a whole. The first call computes the SHA-256. */
    [[nodiscard]] file_info file() const& {
        buu_file_info info = buu_file_info_init();
        detail::require(buu_report_file(get(), &info), "there is no report");
        return {detail::view(info.name),
                info.file_size == UINT64_MAX ? std::nullopt : std::optional<std::uint64_t>(info.file_size),
                detail::view_if_any(info.sha256), detail::view_if_any(info.encoding),
                detail::view_if_any(info.delimiter)};
    }
    [[nodiscard]] file_info file() const&& = delete;

    /** The errors: first those of the file, then by row, then by column. */
    [[nodiscard]] range<detail::report_source<problem>> errors() const& noexcept {
        return {{get()}, buu_report_error_count(get())};
    }
    [[nodiscard]] range<detail::report_source<problem>> errors() const&& = delete;

    /** The notices: first those of the file, then by row, then by column. */
    [[nodiscard]] range<detail::report_source<notice>> notices() const& noexcept {
        return {{get()}, buu_report_notice_count(get())};
    }
    [[nodiscard]] range<detail::report_source<notice>> notices() const&& = delete;

    /**
     * What the file may say, the most plausible first, where its encoding was assumed and its users depend on it.
     * A person must choose one before anybody can be imported: file::with_encoding() then states its encoding.
     * Empty where nothing must be chosen.
     */
    [[nodiscard]] range<detail::report_source<reading>> readings() const& noexcept {
        return {{get()}, buu_report_reading_count(get())};
    }
    [[nodiscard]] range<detail::report_source<reading>> readings() const&& = delete;

    /** The users that may be created, in the order of the file. */
    [[nodiscard]] range<detail::report_source<new_user>> new_users() const& noexcept {
        return {{get()}, valid()};
    }
    [[nodiscard]] range<detail::report_source<new_user>> new_users() const&& = delete;

    /** The report as JSON, on one line: byte for byte the same as from Rust, Python and the command. */
    [[nodiscard]] text json() const {
        return detail::text_of(
            [&](buu_text** out, buu_error** failure) { return buu_report_json(get(), out, failure); });
    }

    /**
     * Writes the rows with errors as CSV, to be corrected and uploaded again, piece by piece to a sink: a
     * callable that takes a std::string_view. It returns nothing, or false to end the writing, which throws
     * a buu::error with `BUU_CALLBACK_FAILED`. Gives the number of rows; where there are none, nothing is
     * written.
     */
    template <class Sink>
    std::size_t write_rows_with_errors(const export_options& options, Sink&& sink) const {
        buu_export_options how = buu_export_options_init();
        how.passwords = static_cast<std::uint32_t>(options.secrets);
        how.text_cells = static_cast<std::uint32_t>(options.texts);
        return detail::written_rows(
            sink, [&](buu_write write, void* userdata, std::size_t* rows, buu_error** failure) {
                return buu_report_write_rows_with_errors_as(get(), &how, write, userdata, rows, failure);
            });
    }

    /** The same, as a text. */
    [[nodiscard]] std::string rows_with_errors_csv(const export_options& options) const {
        std::string csv;
        write_rows_with_errors(options, [&](std::string_view piece) { csv.append(piece); });
        return csv;
    }

    /** The handle, which this object still owns. */
    [[nodiscard]] const buu_report* get() const noexcept { return handle_.get(); }

private:
    detail::handle<buu_report_free> handle_;
};

}  // namespace buu

#endif
