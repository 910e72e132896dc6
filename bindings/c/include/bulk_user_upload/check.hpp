/*
 * Checking a file, at once or with a pause for the directory. Part of bulk_user_upload.hpp, which is to be
 * included.
 */

#ifndef BULK_USER_UPLOAD_CHECK_HPP
#define BULK_USER_UPLOAD_CHECK_HPP

#include "directory.hpp"
#include "report.hpp"
#include "template.hpp"

namespace buu {

/**
 * An uploaded file: a path, or a name and bytes. It borrows them, so they must live until the call that it is
 * made for returns.
 */
class file {
public:
    /**
     * The file at a path: UTF-8 on Windows, elsewhere the bytes that the system has. Its name is the path's
     * last part.
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
     * A file whose bytes are at hand. They are copied by the check, and the copy is wiped when the report is
     * destroyed.
     */
    [[nodiscard]] static file of(std::string_view name, std::string_view bytes) noexcept {
        file made(name);
        made.file_.data = reinterpret_cast<const std::uint8_t*>(bytes.data());
        made.file_.data_len = bytes.size();
        return made;
    }

    /** The struct of C. */
    [[nodiscard]] const buu_file* get() const noexcept { return &file_; }

private:
    explicit file(std::string_view name) noexcept : file_(buu_file_init()) { file_.name = detail::str(name); }

    buu_file file_;
};

/**
 * Checks a file against a directory, as `uploader` (a login) sees it: everything that is wrong with it, at
 * once.
 *
 * Throws what a directory of your own throws, and a buu::error with `BUU_FILE_ERROR`, `BUU_UNKNOWN_UPLOADER`,
 * `BUU_MISSING_ANSWERS`, `BUU_INVALID_ARGUMENT`, or `BUU_STORE_…` of a store's directory. Any thread.
 */
[[nodiscard]] inline report check(const file& upload, const directory& users, std::string_view uploader,
                                  const upload_template& columns = {}) {
    detail::require_abi();
    const auto call = [&](const buu_directory* asked, buu_report** out, buu_error** failure) {
        return buu_check(columns.get(), upload.get(), asked, detail::str(uploader), out, failure);
    };
    return report(detail::made_asking<buu_report_free>(users, call));
}

/**
 * Answers to the questions of a check, for a host that asks its directory by itself. One thread at a time may
 * use it.
 */
class answers {
public:
    /** Owns answers of C. */
    explicit answers(buu_answers* owned) noexcept : handle_(owned) {}

    /** Where the answer to each question goes; they live as long as this object. */
    [[nodiscard]] login_answers logins() & noexcept { return login_answers(get()); }
    [[nodiscard]] group_answers permission_groups() & noexcept { return group_answers(get()); }
    [[nodiscard]] team_answers primary_teams() & noexcept { return team_answers(get()); }
    [[nodiscard]] plan_answers capacity_plans() & noexcept { return plan_answers(get()); }
    [[nodiscard]] policy_answer default_password_policy() & noexcept { return policy_answer(get()); }

    /** The handle, which stays this object's. */
    [[nodiscard]] buu_answers* get() noexcept { return handle_.get(); }

private:
    detail::handle<buu_answers_free> handle_;
};

/**
 * A file that was checked as far as that goes without a directory: its questions are asked by the host, which
 * may wait for them without blocking a thread. It is resolved once, or again where that threw.
 */
class checked_file {
public:
    /** Owns a check of C. */
    explicit checked_file(buu_checked* owned) noexcept : handle_(owned) {}

    /**
     * What the directory is asked. The names live until the check is resolved or destroyed; there are none
     * after that.
     */
    [[nodiscard]] names logins() const& noexcept { return asked(buu_checked_logins); }
    [[nodiscard]] names logins() const&& = delete;
    [[nodiscard]] names permission_groups() const& noexcept { return asked(buu_checked_permission_groups); }
    [[nodiscard]] names permission_groups() const&& = delete;
    [[nodiscard]] names primary_teams() const& noexcept { return asked(buu_checked_primary_teams); }
    [[nodiscard]] names primary_teams() const&& = delete;
    [[nodiscard]] names capacity_plans() const& noexcept { return asked(buu_checked_capacity_plans); }
    [[nodiscard]] names capacity_plans() const&& = delete;

    /** Answers for these questions, none given yet; throws `BUU_SPENT` where the check was resolved. */
    [[nodiscard]] answers make_answers() const {
        const auto call = [&](buu_answers** out, buu_error** failure) {
            return buu_answers_new(get(), out, failure);
        };
        return answers(detail::made<buu_answers_free>(call));
    }

    /**
     * Takes the answers, which are spent by that, and comes to the verdict. Throws `BUU_MISSING_ANSWERS`,
     * `BUU_SPENT`.
     */
    [[nodiscard]] report resolve(answers& given) {
        const auto call = [&](buu_report** out, buu_error** failure) {
            return buu_checked_resolve(handle_.get(), given.get(), out, failure);
        };
        return report(detail::made<buu_report_free>(call));
    }

    /** Asks a directory on the spot, and comes to the verdict. Throws as check() does, and `BUU_SPENT`. */
    [[nodiscard]] report ask(const directory& users, std::string_view uploader) {
        const auto call = [&](const buu_directory* from, buu_report** out, buu_error** failure) {
            return buu_checked_ask(handle_.get(), from, detail::str(uploader), out, failure);
        };
        return report(detail::made_asking<buu_report_free>(users, call));
    }

    /** The handle, which stays this object's. */
    [[nodiscard]] const buu_checked* get() const noexcept { return handle_.get(); }

private:
    [[nodiscard]] names asked(decltype(buu_checked_logins)* of) const noexcept {
        std::size_t count = 0;
        const buu_name* first = of(get(), &count);
        return names(detail::name_source{first, count}, count);
    }

    detail::handle<buu_checked_free> handle_;
};

/**
 * Checks a file as far as that goes without a directory. Throws `BUU_FILE_ERROR`, `BUU_INVALID_ARGUMENT`. Any
 * thread.
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
