/*
 * The import history, and what undoing an import does. Part of bulk_user_upload.hpp: include that instead.
 */

#ifndef BULK_USER_UPLOAD_HISTORY_HPP
#define BULK_USER_UPLOAD_HISTORY_HPP

#include <array>

#include "range.hpp"
#include "text.hpp"

namespace buu {

/** The status of an import. Later versions may add some. */
enum class import_status : std::uint32_t {
    in_progress = BUU_STATUS_IN_PROGRESS,
    succeeded = BUU_STATUS_SUCCEEDED,
    failed = BUU_STATUS_FAILED,
    interrupted = BUU_STATUS_INTERRUPTED,
    undone = BUU_STATUS_UNDONE,
};

/** What happens to rows without errors when other rows have some. */
enum class import_mode : std::uint32_t {
    partial_success = BUU_PARTIAL_SUCCESS, /**< Their users are created: the usual mode. */
    all_or_nothing = BUU_ALL_OR_NOTHING,   /**< No user is created. */
};

/**
 * What happens to a user whose import is undone. Later versions may add some, all of them for users that are
 * skipped.
 */
enum class undo_outcome : std::uint32_t {
    deactivated = BUU_UNDO_DEACTIVATED,
    changed = BUU_UNDO_CHANGED,
    inactive = BUU_UNDO_INACTIVE,
    above_your_level = BUU_UNDO_ABOVE_YOUR_LEVEL,
};

/** An import of the history, with the columns of the product. Its texts are valid as long as the history. */
struct import_record {
    std::int64_t id;                          /**< Its number in the history, from 1. */
    std::optional<std::int64_t> same_file_as; /**< The last earlier import of a file with the same bytes. */
    import_status status;
    import_mode mode;
    std::uint32_t users; /**< Entries in the file: `created + rows_with_errors + not_attempted`. */
    std::uint32_t created;
    std::uint32_t rows_with_errors;
    std::uint32_t not_attempted;
    std::string_view uploaded_by;        /**< A login. */
    std::string_view start;              /**< `2026-11-23T09:30:00.123456789Z`, always in UTC. */
    std::optional<std::string_view> end; /**< Absent while the import is in progress. */
    std::string_view file_name;
    std::optional<std::string_view> sha256; /**< Absent where the file was not read to its end. */
};

/** A user of an import that is undone. The login is valid as long as the undo. */
struct undo_user {
    std::uint32_t row; /**< The row of the upload. */
    undo_outcome outcome;
    std::string_view login;
};

namespace detail {

struct history_source {
    const buu_history* history = nullptr;

    [[nodiscard]] import_record at(std::size_t index) const {
        buu_import_record record = buu_import_record_init();
        require(buu_history_record(history, index, &record), "the history has no import with this index");
        return {record.id,
                number_if_any(record.same_file_as),
                static_cast<import_status>(record.status),
                static_cast<import_mode>(record.mode),
                record.users,
                record.created,
                record.rows_with_errors,
                record.not_attempted,
                view(record.uploaded_by),
                view(record.start),
                view_if_any(record.end),
                view(record.file_name),
                view_if_any(record.sha256)};
    }
};

struct undo_source {
    const buu_undo* undo = nullptr;

    [[nodiscard]] undo_user at(std::size_t index) const {
        buu_undone_user user = buu_undone_user_init();
        require(buu_undo_user(undo, index, &user), "the undo has no user with this index");
        return {user.row, static_cast<undo_outcome>(user.outcome), view(user.login)};
    }
};

}  // namespace detail

/**
 * Imports of the history, as they were when they were read. It never changes. Its records are valid as long
 * as it is.
 */
class import_history {
public:
    /** Owns a history of C. */
    explicit import_history(buu_history* owned) noexcept : handle_(owned) {}

    /** The imports, the newest first. */
    [[nodiscard]] range<detail::history_source> records() const& noexcept {
        return {{get()}, buu_history_count(get())};
    }
    [[nodiscard]] range<detail::history_source> records() const&& = delete;

    /** The first of them: after import_file(), the only one. Throws where there is none. */
    [[nodiscard]] import_record record() const& { return records().front(); }
    [[nodiscard]] import_record record() const&& = delete;

    /** The imports as JSON. */
    [[nodiscard]] text json() const {
        return detail::text_of(
            [&](buu_text** out, buu_error** failure) { return buu_history_json(get(), out, failure); });
    }

    /** The handle, which this object still owns. */
    [[nodiscard]] const buu_history* get() const noexcept { return handle_.get(); }

private:
    detail::handle<buu_history_free> handle_;
};

/** What undoing an import does, or did. It never changes. Its users are valid as long as it is. */
class import_undo {
public:
    /** Owns an undo of C. */
    explicit import_undo(buu_undo* owned) noexcept : handle_(owned) {}

    /**
     * The users: first those that are deactivated, then those that are skipped, each in the order of the
     * file.
     */
    [[nodiscard]] range<detail::undo_source> users() const& noexcept {
        return {{get()}, buu_undo_count(get())};
    }
    [[nodiscard]] range<detail::undo_source> users() const&& = delete;

    /** What it does as JSON: `{"id": …, "deactivated": […], "skipped": […]}`. */
    [[nodiscard]] text json() const {
        return detail::text_of(
            [&](buu_text** out, buu_error** failure) { return buu_undo_json(get(), out, failure); });
    }

    /** The handle, which this object still owns. */
    [[nodiscard]] const buu_undo* get() const noexcept { return handle_.get(); }

private:
    detail::handle<buu_undo_free> handle_;
};

/**
 * Which imports are wanted: `history_filter().status(import_status::failed).rows_with_errors("1..")`. A new
 * filter matches all. It borrows its texts, which must be valid while it is used.
 */
class history_filter {
public:
    history_filter() noexcept : filter_(buu_history_filter_init()) {}

    /** Upload status: this one, or one that was added before. Throws when there are more than 16. */
    history_filter& status(import_status one) {
        detail::require(filter_.status_count < status_.size() ? BUU_OK : BUU_INVALID_ARGUMENT,
                        "the filter has too many statuses");
        status_[filter_.status_count++] = static_cast<std::uint32_t>(one);
        return *this;
    }

    /**
     * Users, created, rows with errors: `5`, `1..10`, `1..` or `..10`. A range that cannot be read throws
     * when the filter is used.
     */
    history_filter& users(std::string_view numbers) noexcept { return set(filter_.users, numbers); }
    history_filter& created(std::string_view numbers) noexcept { return set(filter_.created, numbers); }
    history_filter& rows_with_errors(std::string_view numbers) noexcept {
        return set(filter_.rows_with_errors, numbers);
    }

    /** Uploaded by this login, in any case. */
    history_filter& uploaded_by(std::string_view login) noexcept { return set(filter_.uploaded_by, login); }

    /** A part of the file's name, in any case. */
    history_filter& file_name(std::string_view part) noexcept { return set(filter_.file_name, part); }

    /** Only imports with a lower number than this. */
    history_filter& before(std::int64_t id) noexcept {
        filter_.before = id;
        return *this;
    }

    /** At most this many; 50 in a new filter. */
    history_filter& limit(std::size_t max) noexcept {
        filter_.limit = max;
        return *this;
    }

    /** The struct of C, which points into this object. */
    [[nodiscard]] buu_history_filter get() const& noexcept {
        buu_history_filter filter = filter_;
        filter.status = filter.status_count == 0 ? nullptr : status_.data();
        return filter;
    }
    [[nodiscard]] buu_history_filter get() const&& = delete;

private:
    history_filter& set(buu_str& part, std::string_view said) noexcept {
        part = detail::str(said);
        return *this;
    }

    buu_history_filter filter_;
    std::array<std::uint32_t, 16> status_{};
};

}  // namespace buu

#endif
