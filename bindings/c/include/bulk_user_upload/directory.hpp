/* The directory of users that a check asks. Part of bulk_user_upload.hpp: include that instead. */

#ifndef BULK_USER_UPLOAD_DIRECTORY_HPP
#define BULK_USER_UPLOAD_DIRECTORY_HPP

#include <functional>

#include "answers.hpp"

namespace buu {

/**
 * A directory of your own. A check calls each method at most once, with all names of its kind that the file
 * has, and not at all where there are none. The method answers every name. The uploader and the names are
 * valid during the call alone.
 *
 * An exception that a method throws ends the check, which throws it again unchanged. Throw when the directory
 * cannot be reached, not for a name that does not exist. Methods are called on the thread that checks; where
 * several threads check at once, they must be safe to call from all of them.
 */
class user_directory {
public:
    virtual ~user_directory() = default;

    /** Which of these logins exist? Those of inactive users exist too. */
    virtual void existing_logins(std::string_view uploader, names logins, login_answers& answers) = 0;

    /** What are these permission groups to the uploader? */
    virtual void permission_groups(std::string_view uploader, names groups, group_answers& answers) = 0;

    /** What are these teams to the uploader? */
    virtual void primary_teams(std::string_view uploader, names teams, team_answers& answers) = 0;

    /** Which of these capacity plans exist? */
    virtual void capacity_plans(std::string_view uploader, names plans, plan_answers& answers) = 0;

    /** The default policy for passwords; unless overridden, that of the template. */
    virtual void default_password_policy(std::string_view, policy_answer&) {}

protected:
    user_directory() = default;
    user_directory(const user_directory&) = default;
    user_directory& operator=(const user_directory&) = default;
};

/**
 * A directory made of callables, one for each method of user_directory. The default policy may be left out;
 * any other that is called without being set throws std::bad_function_call.
 */
class function_directory : public user_directory {
public:
    std::function<void(std::string_view, names, login_answers&)> logins;
    std::function<void(std::string_view, names, group_answers&)> groups;
    std::function<void(std::string_view, names, team_answers&)> teams;
    std::function<void(std::string_view, names, plan_answers&)> plans;
    std::function<void(std::string_view, policy_answer&)> default_policy;

    void existing_logins(std::string_view uploader, names questions, login_answers& answers) override {
        logins(uploader, questions, answers);
    }
    void permission_groups(std::string_view uploader, names questions, group_answers& answers) override {
        groups(uploader, questions, answers);
    }
    void primary_teams(std::string_view uploader, names questions, team_answers& answers) override {
        teams(uploader, questions, answers);
    }
    void capacity_plans(std::string_view uploader, names questions, plan_answers& answers) override {
        plans(uploader, questions, answers);
    }
    void default_password_policy(std::string_view uploader, policy_answer& answer) override {
        if (default_policy) {
            default_policy(uploader, answer);
        }
    }
};

/**
 * What a check asks: a directory in memory, the users of a store (see store::as_directory), or a directory of
 * your own.
 */
class directory {
public:
    /**
     * A directory of your own, which must live as long as this object. It converts by itself:
     * `check(file, mine, login)`.
     *
     * Each check makes a directory of C for it, of some 64 bytes. So an exception of its methods belongs to
     * one check on one thread.
     */
    directory(user_directory& own) noexcept : own_(&own) {}

    /** Owns a directory of C; what its `userdata` points to must live as long as this object. */
    explicit directory(buu_directory* owned) noexcept : handle_(owned) {}

    /** Makes a directory in memory from directory JSON; throws `BUU_INVALID_DIRECTORY`. */
    [[nodiscard]] static directory from_json(std::string_view json) {
        detail::require_abi();
        const auto call = [&](buu_directory** out, buu_error** failure) {
            return buu_directory_from_json(detail::str(json), out, failure);
        };
        return directory(detail::made<buu_directory_free>(call));
    }

    /** The handle, which this object still owns; NULL for a directory of your own. */
    [[nodiscard]] const buu_directory* get() const noexcept { return handle_.get(); }

    /** The directory of your own; NULL for any other. */
    [[nodiscard]] user_directory* own() const noexcept { return own_; }

private:
    detail::handle<buu_directory_free> handle_;
    user_directory* own_ = nullptr;
};

namespace detail {

/** A directory of your own behind the callbacks of C, during one check. */
class asking {
public:
    explicit asking(user_directory& own) noexcept : own_(own) {}

    [[nodiscard]] const std::exception_ptr& thrown() const noexcept { return thrown_; }

    /** The directory of C. It points to this object, which must not be moved or destroyed before it. */
    [[nodiscard]] handle<buu_directory_free> directory() {
        buu_directory_callbacks callbacks = buu_directory_callbacks_init();
        callbacks.userdata = this;
        callbacks.existing_logins = ask<login_answers, &user_directory::existing_logins>;
        callbacks.permission_groups = ask<group_answers, &user_directory::permission_groups>;
        callbacks.primary_teams = ask<team_answers, &user_directory::primary_teams>;
        callbacks.capacity_plans = ask<plan_answers, &user_directory::capacity_plans>;
        callbacks.default_password_policy = ask_policy;
        const auto call = [&](buu_directory** out, buu_error** failure) {
            return buu_directory_from_callbacks(&callbacks, out, failure);
        };
        return handle<buu_directory_free>(made<buu_directory_free>(call));
    }

private:
    template <class Answers, void (user_directory::*Method)(std::string_view, names, Answers&)>
    static std::int32_t ask(void* userdata, buu_str uploader, const buu_name* first, std::size_t count,
                            buu_answers* raw) noexcept {
        return static_cast<asking*>(userdata)->guard([&](user_directory& own) {
            Answers answers(raw);
            (own.*Method)(view(uploader), names(name_source{first, count}, count), answers);
        });
    }

    static std::int32_t ask_policy(void* userdata, buu_str uploader, buu_answers* raw) noexcept {
        return static_cast<asking*>(userdata)->guard([&](user_directory& own) {
            policy_answer answer(raw);
            own.default_password_policy(view(uploader), answer);
        });
    }

    template <class Work>
    std::int32_t guard(const Work& work) noexcept {
        try {
            work(own_);
            return 0;
        } catch (...) {
            thrown_ = std::current_exception();
            return 1;
        }
    }

    user_directory& own_;
    std::exception_ptr thrown_;
};

/** Does a call that writes a handle and asks a directory. */
template <auto Free, class Call>
[[nodiscard]] auto* made_asking(const directory& users, const Call& call) {
    if (users.own() == nullptr) {
        return made<Free>([&](auto** out, buu_error** failure) { return call(users.get(), out, failure); });
    }
    asking mine(*users.own());
    const auto handle = mine.directory();
    return made<Free>([&](auto** out, buu_error** failure) { return call(handle.get(), out, failure); },
                      mine.thrown());
}

}  // namespace detail
}  // namespace buu

#endif
