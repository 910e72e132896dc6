/*
 * Users and the history of their imports, in one file. Part of bulk_user_upload.hpp: include that instead.
 */

#ifndef BULK_USER_UPLOAD_STORE_HPP
#define BULK_USER_UPLOAD_STORE_HPP

#include "check.hpp"
#include "history.hpp"

namespace buu {

/**
 * How a store is opened; 0 stands for the usual value. Weaker parameters of Argon2id than the usual ones are
 * for tests only.
 */
struct store_options {
    std::uint32_t memory_kib = 0;  /**< The memory that Argon2id uses for a password, in KiB. */
    std::uint32_t passes = 0;      /**< The passes of Argon2id. */
    std::uint32_t lanes = 0;       /**< The lanes of Argon2id. */
    std::uint32_t patience_ms = 0; /**< How long to wait for a locked file. */
    std::uint32_t lease_ms = 0;    /**< How long a process is silent before another takes over. */
};

/** A step of an import; no user is created before all passwords are hashed. */
enum class import_step : std::uint32_t {
    hashing = BUU_STEP_HASHING,
    creating = BUU_STEP_CREATING,
};

/** What happened to a row. */
enum class row_outcome : std::uint32_t {
    pending = BUU_OUTCOME_PENDING,
    created = BUU_OUTCOME_CREATED,
    undone = BUU_OUTCOME_UNDONE,
    with_errors = BUU_OUTCOME_WITH_ERRORS,
    not_attempted = BUU_OUTCOME_NOT_ATTEMPTED,
};

/** How a file is imported. The template is borrowed during the call alone; NULL is that of the product. */
struct import_options {
    import_mode mode = import_mode::partial_success;
    const upload_template* columns = nullptr;
};

/**
 * Users and the history of their imports, in one SQLite file that the command can open too. Any number of
 * threads and processes may use it at once, on one machine. Every function throws a buu::error with
 * `BUU_STORE_…` where the file cannot be used.
 */
class store {
public:
    /** Owns a store of C. */
    explicit store(buu_store* owned) noexcept : handle_(owned) {}

    /**
     * Opens a store, creates the file if it does not exist, and ends the imports whose processes died.
     */
    [[nodiscard]] static store open(std::string_view path, const store_options& options = {}) {
        detail::require_abi();
        buu_store_options how = buu_store_options_init();
        how.memory_kib = options.memory_kib;
        how.passes = options.passes;
        how.lanes = options.lanes;
        how.patience_ms = options.patience_ms;
        how.lease_ms = options.lease_ms;
        const auto call = [&](buu_store** out, buu_error** failure) {
            return buu_store_open(detail::str(path), &how, out, failure);
        };
        return store(detail::made<buu_store_free>(call));
    }

    /** The imports that were ended when the store was opened, as JSON: usually `[]`. */
    [[nodiscard]] text resumed_json() const {
        return detail::text_of(
            [&](buu_text** out, buu_error** failure) { return buu_store_resumed_json(get(), out, failure); });
    }

    /**
     * Adds to the directory, or changes, what directory JSON names; everything else stays as it is. Throws
     * `BUU_INVALID_DIRECTORY`.
     */
    void load(std::string_view json) const {
        detail::run(
            [&](buu_error** failure) { return buu_store_load(get(), detail::str(json), nullptr, failure); });
    }

    /** The same; gives what was added and changed, as JSON. */
    [[nodiscard]] text load_and_tell(std::string_view json) const {
        return detail::text_of([&](buu_text** out, buu_error** failure) {
            return buu_store_load(get(), detail::str(json), out, failure);
        });
    }

    /** The whole directory, as directory JSON, without passwords and attributes. */
    [[nodiscard]] text directory_json() const {
        return detail::text_of([&](buu_text** out, buu_error** failure) {
            return buu_store_directory_json(get(), out, failure);
        });
    }

    /** A directory made from its users, to check against. It may outlive the store. */
    [[nodiscard]] directory as_directory() const {
        const auto call = [&](buu_directory** out, buu_error** failure) {
            return buu_directory_from_store(get(), out, failure);
        };
        return directory(detail::made<buu_directory_free>(call));
    }

    /**
     * Imports a file, as `uploader`: creates a user for every row without errors, exactly once, and records
     * the import in the history. Gives a history of this import alone, also where the file or every row has
     * errors.
     *
     * Throws `BUU_MAY_NOT_IMPORT`, `BUU_UNKNOWN_UPLOADER`, `BUU_FILE_ERROR`, `BUU_UNKNOWN_ENCODING`,
     * `BUU_INVALID_MAPPING`, `BUU_LEASE_LOST`, `BUU_INVALID_ARGUMENT`; and `BUU_ENCODING_NOT_STATED` where a
     * person must choose from the readings of the file first: check it against as_directory(), show
     * report::readings(), and import it with the encoding stated.
     */
    [[nodiscard]] import_history import_file(const file& upload, std::string_view uploader,
                                             const import_options& options = {}) const {
        return imported(upload, uploader, options, nullptr, nullptr, nullptr);
    }

    /**
     * The same, and calls `progress`, a callable `(import_step step, std::uint32_t done, std::uint32_t
     * of)`, after each batch, on this thread. It returns nothing, or false to end the import. An exception
     * that it throws ends the import too, and is thrown again unchanged. The record in the history says
     * that the import was ended.
     */
    template <class Progress>
    [[nodiscard]] import_history import_file(const file& upload, std::string_view uploader,
                                             const import_options& options, Progress&& progress) const {
        detail::callback<std::remove_reference_t<Progress>> callback(progress);
        return imported(upload, uploader, options, tell<std::remove_reference_t<Progress>>, &callback,
                        &callback.thrown());
    }

    /** The imports that match a filter, the newest first; without one, the newest 50. */
    [[nodiscard]] import_history history(const history_filter& filter = {}) const {
        const buu_history_filter wanted = filter.get();
        const auto call = [&](buu_history** out, buu_error** failure) {
            return buu_store_history(get(), &wanted, out, failure);
        };
        return import_history(detail::made<buu_history_free>(call));
    }

    /**
     * The details of an import as JSON, without its rows. Throws `BUU_UNKNOWN_IMPORT`, as all functions below
     * do.
     */
    [[nodiscard]] text details_json(std::int64_t id) const {
        return detail::text_of([&](buu_text** out, buu_error** failure) {
            return buu_store_details_json(get(), id, out, failure);
        });
    }

    /** The stored rows of an import, with their errors, as JSON: those with one outcome, or all. */
    [[nodiscard]] text rows_json(std::int64_t id, std::optional<row_outcome> outcome = std::nullopt) const {
        const std::uint32_t wanted = outcome ? static_cast<std::uint32_t>(*outcome) : 0;
        return detail::text_of([&](buu_text** out, buu_error** failure) {
            return buu_store_rows_json(get(), id, wanted, out, failure);
        });
    }

    /**
     * Writes the rows with errors of an import as CSV, without passwords, to a sink, as
     * report::write_rows_with_errors does.
     */
    template <class Sink>
    std::size_t write_rows_with_errors(std::int64_t id, Sink&& sink,
                                       text_cells texts = text_cells::protect) const {
        const auto written = static_cast<std::uint32_t>(texts);
        return detail::written_rows(
            sink, [&](buu_write write, void* userdata, std::size_t* rows, buu_error** failure) {
                return buu_store_write_rows_with_errors_as(get(), id, written, write, userdata, rows, failure);
            });
    }

    /** The same, as a text. */
    [[nodiscard]] std::string rows_with_errors_csv(std::int64_t id,
                                                   text_cells texts = text_cells::protect) const {
        std::string csv;
        write_rows_with_errors(id, [&](std::string_view piece) { csv.append(piece); }, texts);
        return csv;
    }

    /** What undo() would do now. Nothing is changed. */
    [[nodiscard]] import_undo undo_preview(std::int64_t id, std::string_view login) const {
        return undone(buu_store_undo_preview, id, login);
    }

    /**
     * Undoes an import in the name of `login`: deactivates its users, except those that were changed since
     * and those above the level of `login`. Throws `BUU_IMPORT_IN_PROGRESS`, `BUU_MAY_NOT_IMPORT`,
     * `BUU_UNKNOWN_UPLOADER`; then nothing is changed.
     */
    import_undo undo(std::int64_t id, std::string_view login) const {
        return undone(buu_store_undo, id, login);
    }

    /** The handle, which this object still owns. */
    [[nodiscard]] const buu_store* get() const noexcept { return handle_.get(); }

private:
    template <class Progress>
    static std::int32_t tell(void* userdata, std::uint32_t step, std::uint32_t done,
                             std::uint32_t of) noexcept {
        return static_cast<detail::callback<Progress>*>(userdata)->call(static_cast<import_step>(step), done,
                                                                        of);
    }

    [[nodiscard]] import_history imported(const file& upload, std::string_view uploader,
                                          const import_options& options, buu_progress progress,
                                          void* userdata, const std::exception_ptr* thrown) const {
        buu_import_options how = buu_import_options_init();
        how.mode = static_cast<std::uint32_t>(options.mode);
        how.progress = progress;
        how.userdata = userdata;
        const buu_template* columns = options.columns == nullptr ? nullptr : options.columns->get();
        const auto call = [&](buu_history** out, buu_error** failure) {
            return buu_store_import(get(), columns, upload.get(), detail::str(uploader), &how, out, failure);
        };
        const std::exception_ptr nothing;
        return import_history(
            detail::made<buu_history_free>(call, thrown == nullptr ? nothing : *thrown));
    }

    [[nodiscard]] import_undo undone(decltype(buu_store_undo)* call, std::int64_t id,
                                     std::string_view login) const {
        const auto with = [&](buu_undo** out, buu_error** failure) {
            return call(get(), id, detail::str(login), out, failure);
        };
        return import_undo(detail::made<buu_undo_free>(with));
    }

    detail::handle<buu_store_free> handle_;
};

}  // namespace buu

#endif
