/* What a check found. Part of bulk_user_upload.hpp, which is to be included. */

#ifndef BULK_USER_UPLOAD_REPORT_HPP
#define BULK_USER_UPLOAD_REPORT_HPP

#include "catalogue.hpp"

namespace buu {

/** Whether passwords stay in a file of rows with errors. */
enum class passwords : std::uint32_t {
    keep = BUU_PASSWORDS_KEEP,   /**< For a caller who holds the upload itself. */
    blank = BUU_PASSWORDS_BLANK, /**< For a file that is stored or passed on. */
};

/** What is known of a file as such. Its texts live as long as the report. */
struct file_info {
    std::string_view name;
    std::optional<std::uint64_t> size; /**< In bytes; absent where it was not read to its end. */
    std::optional<std::string_view>
        sha256; /**< In hexadecimal digits; absent where it was not read to its end. */
    std::optional<std::string_view> encoding;  /**< Absent where it is no text, or was not looked at. */
    std::optional<std::string_view> delimiter; /**< So is this. */
};

/**
 * One error: what is wrong, and where. It is not to be used after its report; its texts live as long as that,
 * but for cell().
 */
class problem {
public:
    /** The error at an index of a report; throws `BUU_INVALID_ARGUMENT` where there is none. */
    problem(const buu_report* report, std::size_t index)
        : report_(report), index_(index), problem_(buu_problem_init()) {
        detail::require(buu_report_error(report, index, &problem_),
                        "the report has no error with this index");
    }

    /** What is wrong: `BUU_CODE_…`. Later versions may add some. */
    [[nodiscard]] std::uint32_t code() const noexcept { return problem_.code; }

    /** The same as a name: `login-already-exists`. It lives for ever. */
    [[nodiscard]] std::string_view code_name() const noexcept { return detail::view(buu_code_name(code())); }

    /** What it is about. */
    [[nodiscard]] buu::level level() const noexcept { return static_cast<buu::level>(problem_.level); }

    /** The row that a spreadsheet shows, from 1. */
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

    /** The cell's text as it was judged; absent for a password, a row, a header or a file. */
    [[nodiscard]] std::optional<std::string_view> value() const noexcept {
        return detail::view_if_any(problem_.value);
    }

    /**
     * The cell as a spreadsheet names it: `C7`; empty for none. It lives in this very object, so not of a
     * temporary.
     */
    [[nodiscard]] std::string_view cell() const& noexcept { return problem_.cell; }
    [[nodiscard]] std::string_view cell() const&& = delete;

    /** What is wrong, with what, and what to do about it, in a sentence or two. */
    [[nodiscard]] std::string message() const { return written(buu_report_error_message); }

    /** What to write in the cell instead; absent where that cannot be told. */
    [[nodiscard]] std::optional<std::string> suggestion() const {
        std::string suggested = written(buu_report_error_suggestion);
        return suggested.empty() ? std::nullopt : std::optional<std::string>(std::move(suggested));
    }

    /** The particulars, as JSON. */
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
 * What was decided about the file and is worth a look, though it is no error. It is not to be used after its
 * report.
 */
class notice {
public:
    /** The notice at an index of a report; throws `BUU_INVALID_ARGUMENT` where there is none. */
    notice(const buu_report* report, std::size_t index)
        : report_(report), index_(index), code_(buu_report_notice_code(report, index)) {
        detail::require(code_.data != nullptr ? BUU_OK : BUU_INVALID_ARGUMENT,
                        "the report has no notice with this index");
    }

    /** `encoding-assumed` or `column-ignored`; later versions may add some. It lives for ever. */
    [[nodiscard]] std::string_view code() const noexcept { return detail::view(code_); }

    /** What was decided, in a sentence. */
    [[nodiscard]] std::string message() const {
        return detail::string_of([&](char* buffer, std::size_t room) {
            return buu_report_notice_message(report_, index_, buffer, room);
        });
    }

private:
    const buu_report* report_;
    std::size_t index_;
    buu_str code_;
};

/** A user that may be created. It is not to be used after its report, and its texts live as long as that. */
class new_user {
public:
    /** The user at an index of a report; throws `BUU_INVALID_ARGUMENT` where there is none. */
    new_user(const buu_report* report, std::size_t index)
        : report_(report), index_(index), user_(buu_new_user_init()) {
        detail::require(buu_report_new_user(report, index, &user_),
                        "the report has no new user with this index");
    }

    /** The row that a spreadsheet shows, from 1. */
    [[nodiscard]] std::uint32_t row() const noexcept { return user_.row; }

    /** The physical line of the file, from 1, on which the row begins. */
    [[nodiscard]] std::uint32_t line() const noexcept { return user_.line; }

    /** The login, as typed, trimmed. */
    [[nodiscard]] std::string_view login() const noexcept { return detail::view(user_.login); }

    /**
     * A cell, by the template's name of its column, in any case; empty where it is blank. Throws
     * `BUU_INVALID_ARGUMENT` where the template has no such column, and for the password.
     */
    [[nodiscard]] std::string_view cell(std::string_view column) const {
        buu_str value = {};
        detail::require(buu_report_new_user_cell(report_, index_, detail::str(column), &value),
                        "the template has no such column, or it is that of the password");
        return detail::view(value);
    }

    /**
     * The password, exactly as typed; absent where the template has none, or the cell is blank. Hash it, and
     * keep it nowhere.
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
 * What a check found. It never changes, and any number of threads may read it at once. It holds the file,
 * with the passwords in it, until it is destroyed; ranges, elements and their texts live as long.
 */
class report {
public:
    /** Owns a report of C. */
    explicit report(buu_report* owned) noexcept : handle_(owned) {}

    /** How many entries the file has: rows that are not blank. */
    [[nodiscard]] std::uint32_t users() const noexcept { return buu_report_users(get()); }

    /** How many entries can be created. */
    [[nodiscard]] std::uint32_t valid() const noexcept { return buu_report_valid(get()); }

    /** How many entries have errors. */
    [[nodiscard]] std::uint32_t rows_with_errors() const noexcept {
        return buu_report_rows_with_errors(get());
    }

    /** Whether there is no error at all. */
    [[nodiscard]] bool is_ok() const noexcept { return buu_report_is_ok(get()); }

    /** What is known of the file as such. The SHA-256 is worked out at the first call. */
    [[nodiscard]] file_info file() const& {
        buu_file_info info = buu_file_info_init();
        detail::require(buu_report_file(get(), &info), "there is no report");
        return {detail::view(info.name),
                info.file_size == UINT64_MAX ? std::nullopt : std::optional<std::uint64_t>(info.file_size),
                detail::view_if_any(info.sha256), detail::view_if_any(info.encoding),
                detail::view_if_any(info.delimiter)};
    }
    [[nodiscard]] file_info file() const&& = delete;

    /** The errors: those of the file first, then by row, then by column. */
    [[nodiscard]] range<detail::report_source<problem>> errors() const& noexcept {
        return {{get()}, buu_report_error_count(get())};
    }
    [[nodiscard]] range<detail::report_source<problem>> errors() const&& = delete;

    /** The notices. */
    [[nodiscard]] range<detail::report_source<notice>> notices() const& noexcept {
        return {{get()}, buu_report_notice_count(get())};
    }
    [[nodiscard]] range<detail::report_source<notice>> notices() const&& = delete;

    /** The users that may be created, in the order of the file. */
    [[nodiscard]] range<detail::report_source<new_user>> new_users() const& noexcept {
        return {{get()}, valid()};
    }
    [[nodiscard]] range<detail::report_source<new_user>> new_users() const&& = delete;

    /** The report as JSON, on one line: the same from every door of the engine, byte for byte. */
    [[nodiscard]] text json() const {
        return detail::text_of(
            [&](buu_text** out, buu_error** failure) { return buu_report_json(get(), out, failure); });
    }

    /**
     * Writes the rows with errors as CSV, ready to mend and to upload again, piece by piece to a sink: a
     * callable that takes a std::string_view, and gives back nothing, or false for enough: then a buu::error
     * with `BUU_CALLBACK_FAILED` is thrown. Gives the number of rows; without any, nothing is written.
     */
    template <class Sink>
    std::size_t write_rows_with_errors(passwords secrets, Sink&& sink) const {
        return detail::written_rows(
            sink, [&](buu_write write, void* userdata, std::size_t* rows, buu_error** failure) {
                return buu_report_write_rows_with_errors(get(), static_cast<std::uint32_t>(secrets), write,
                                                         userdata, rows, failure);
            });
    }

    /** The same, as a text. */
    [[nodiscard]] std::string rows_with_errors_csv(passwords secrets) const {
        std::string csv;
        write_rows_with_errors(secrets, [&](std::string_view piece) { csv.append(piece); });
        return csv;
    }

    /** The handle, which stays this object's. */
    [[nodiscard]] const buu_report* get() const noexcept { return handle_.get(); }

private:
    detail::handle<buu_report_free> handle_;
};

}  // namespace buu

#endif
