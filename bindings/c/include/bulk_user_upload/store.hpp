/*
 * Users and the history of their imports, in one file. Part of bulk_user_upload.hpp, which is to be included.
 */

#ifndef BULK_USER_UPLOAD_STORE_HPP
#define BULK_USER_UPLOAD_STORE_HPP

#include "check.hpp"
#include "history.hpp"

namespace buu {

/**
 * How a store is opened; what is 0 is as usual. Weaker parameters of Argon2id than the usual ones are for
 * tests only.
 */
struct store_options {
    std::uint32_t memory_kib = 0;  /**< Argon2id's memory for a password, in KiB. */
    std::uint32_t passes = 0;      /**< Argon2id's passes. */
    std::uint32_t lanes = 0;       /**< Argon2id's lanes. */
    std::uint32_t patience_ms = 0; /**< How long the file may stay locked before that is `BUU_STORE_BUSY`. */
    std::uint32_t lease_ms = 0;    /**< After how long a silence another process takes over its imports. */
};

/** What an import is at; nothing is created before all passwords are hashed. */
enum class import_step : std::uint32_t {
    hashing = BUU_STEP_HASHING,
    creating = BUU_STEP_CREATING,
};

/** What became of a row. */
enum class row_outcome : std::uint32_t {
    pending = BUU_OUTCOME_PENDING,
    created = BUU_OUTCOME_CREATED,
    undone = BUU_OUTCOME_UNDONE,
    with_errors = BUU_OUTCOME_WITH_ERRORS,
    not_attempted = BUU_OUTCOME_NOT_ATTEMPTED,
};

/** How a file is imported. The template is borrowed for the call alone; NULL is the product's own. */
struct import_options {
    import_mode mode = import_mode::partial_success;
    const upload_template* columns = nullptr;
};

/**
 * Users and the history of their imports in one SQLite file, the same that the command uses. Any number of
 * threads and processes may use it at once, on one machine. Whatever it does throws a buu::error with
 * `BUU_STORE_…` where the file does not let it.
 */
class store {
public:
    /** Owns a store of C. */
    explicit store(buu_store* owned) noexcept : handle_(owned) {}

    /**
     * Opens a store, creates the file where there is none, and ends the imports whose processes have died.
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

    /** The imports that opening it brought to their end, as JSON: `[]` as a rule. */
    [[nodiscard]] text resumed_json() const {
        return detail::text_of(
            [&](buu_text** out, buu_error** failure) { return buu_store_resumed_json(get(), out, failure); });
    }

    /**
     * Makes the directory say what directory JSON says, and leaves everything else as it is; throws
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

    /** A directory of its users, to check against. It may outlive the store. */
    [[nodiscard]] directory as_directory() const {
        const auto call = [&](buu_directory** out, buu_error** failure) {
            return buu_directory_from_store(get(), out, failure);
        };
        return directory(detail::made<buu_directory_free>(call));
    }

    /**
     * Imports a file, as `uploader`: creates a user for every row without errors, exactly once, and tells the
     * history, which is given back with this one import: also where the file, or every row of it, has errors.
     *
     * Throws `BUU_MAY_NOT_IMPORT`, `BUU_UNKNOWN_UPLOADER`, `BUU_FILE_ERROR`, `BUU_LEASE_LOST`,
     * `BUU_INVALID_ARGUMENT`.
     */
    [[nodiscard]] import_history import_file(const file& upload, std::string_view uploader,
                                             const import_options& options = {}) const {
        return imported(upload, uploader, options, nullptr, nullptr, nullptr);
    }

    /**
     * The same, and tells `progress`, a callable `(import_step step, std::uint32_t done, std::uint32_t of)`,
     * after each batch how far it has come. It gives back nothing, or false to end the import: the record
     * says so. Where it throws, the import is ended as well, the history says so, and the exception comes out
     * as it is. It is called on this thread.
     */
    template <class Progress>
    [[nodiscard]] import_history import_file(const file& upload, std::string_view uploader,
                                             const import_options& options, Progress&& progress) const {
        detail::callback<std::remove_reference_t<Progress>> callback(progress);
        return imported(upload, uploader, options, tell<std::remove_reference_t<Progress>>, &callback,
                        &callback.thrown());
    }

    /** The imports that a filter lets pass, the latest first; as it stands, the latest 50. */
    [[nodiscard]] import_history history(const history_filter& filter = {}) const {
        const buu_history_filter wanted = filter.get();
        const auto call = [&](buu_history** out, buu_error** failure) {
            return buu_store_history(get(), &wanted, out, failure);
        };
        return import_history(detail::made<buu_history_free>(call));
    }

    /**
     * What Details shows of an import, beside its rows, as JSON. Throws `BUU_UNKNOWN_IMPORT`, as all that
     * follow do.
     */
    [[nodiscard]] text details_json(std::int64_t id) const {
        return detail::text_of([&](buu_text** out, buu_error** failure) {
            return buu_store_details_json(get(), id, out, failure);
        });
    }

    /** The rows of an import that were kept, with their errors, as JSON: those with one outcome, or all. */
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
    std::size_t write_rows_with_errors(std::int64_t id, Sink&& sink) const {
        return detail::written_rows(
            sink, [&](buu_write write, void* userdata, std::size_t* rows, buu_error** failure) {
                return buu_store_write_rows_with_errors(get(), id, write, userdata, rows, failure);
            });
    }

    /** The same, as a text. */
    [[nodiscard]] std::string rows_with_errors_csv(std::int64_t id) const {
        std::string csv;
        write_rows_with_errors(id, [&](std::string_view piece) { csv.append(piece); });
        return csv;
    }

    /** What undo() would do now; nothing is changed. */
    [[nodiscard]] import_undo undo_preview(std::int64_t id, std::string_view login) const {
        return undone(buu_store_undo_preview, id, login);
    }

    /**
     * Undoes an import, in the name of `login`: deactivates those of its users whom nobody has changed since
     * and whom the level of `login` reaches. Throws `BUU_IMPORT_IN_PROGRESS`, `BUU_MAY_NOT_IMPORT`,
     * `BUU_UNKNOWN_UPLOADER`; nothing is changed then.
     */
    import_undo undo(std::int64_t id, std::string_view login) const {
        return undone(buu_store_undo, id, login);
    }

    /** The handle, which stays this object's. */
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
