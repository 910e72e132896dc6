/* The directory of users that a check asks. Part of bulk_user_upload.hpp, which is to be included. */

#ifndef BULK_USER_UPLOAD_DIRECTORY_HPP
#define BULK_USER_UPLOAD_DIRECTORY_HPP

#include <functional>

#include "password_policy.hpp"
#include "range.hpp"

namespace buu {

/** A login, or the name of a group, team or plan, that stands in a file. */
struct name {
    std::string_view value; /**< As it first stands in the file, trimmed: for people. */
    std::string_view key;   /**< Folded, for a directory: names with one key are one name. See fold(). */
};

namespace detail {

struct name_source {
    const buu_name* first = nullptr;
    std::size_t count = 0;

    [[nodiscard]] name at(std::size_t index) const {
        require(index < count ? BUU_OK : BUU_INVALID_ARGUMENT, "there is no name with this index");
        return {view(first[index].value), view(first[index].key)};
    }
};

/** What all answers have: the answers of C, which they borrow; a copy could outlive those. */
class answering {
public:
    explicit answering(buu_answers* borrowed) noexcept : answers_(borrowed) {}
    answering(const answering&) = delete;
    answering& operator=(const answering&) = delete;

    /** The handle, which is not this object's. */
    [[nodiscard]] buu_answers* get() const noexcept { return answers_; }

protected:
    ~answering() = default;
    static void require(buu_result result) {
        detail::require(result,
                        "this cannot be said: no name has this index, or the suggestion is not UTF-8");
    }

private:
    buu_answers* answers_;
};

}  // namespace detail

/** Distinct names, in one batch. */
using names = range<detail::name_source>;

/*
 * Answers go by the index of their name; every name needs one, and the last that is given counts. Each throws
 * a buu::error with `BUU_INVALID_ARGUMENT` where no name has the index. They live during the call of the
 * directory's method, or as long as the buu::answers that they are of; one thread at a time may use them. A
 * suggestion is a name that was probably meant, of those that the uploader may use; empty for none.
 */

/** Which logins exist. */
class login_answers : public detail::answering {
public:
    using answering::answering;

    /** Whether a user has it, active or not. */
    void set(std::size_t index, bool exists) { require(buu_answers_set_login(get(), index, exists ? 1 : 0)); }
};

/** What permission groups are to the uploader. */
class group_answers : public detail::answering {
public:
    using answering::answering;

    /** At or below the uploader's level; passwords of its members are judged by the default policy. */
    void assignable(std::size_t index) { set(index, BUU_ASSIGNABLE, {}, nullptr); }

    /**
     * At or below the uploader's level, with a policy for the passwords of its members, which the answers
     * keep.
     */
    void assignable(std::size_t index, const password_policy& policy) {
        set(index, BUU_ASSIGNABLE, {}, policy.get());
    }

    /** Above the uploader's level. */
    void insufficient_access(std::size_t index) { set(index, BUU_INSUFFICIENT_ACCESS, {}, nullptr); }

    /** There is none that is active, or the uploader is not to know of it. */
    void does_not_exist(std::size_t index, std::string_view suggestion = {}) {
        set(index, BUU_DOES_NOT_EXIST, suggestion, nullptr);
    }

private:
    void set(std::size_t index, std::uint32_t verdict, std::string_view suggestion,
             const buu_password_policy* policy) {
        require(buu_answers_set_permission_group(get(), index, verdict, detail::str(suggestion), policy));
    }
};

/** What teams are to the uploader. */
class team_answers : public detail::answering {
public:
    using answering::answering;

    /** The uploader is a member. */
    void member(std::size_t index) { set(index, BUU_MEMBER, {}); }

    /** The uploader is not a member. */
    void not_a_member(std::size_t index) { set(index, BUU_NOT_A_MEMBER, {}); }

    /** There is none that is active, or the uploader is not to know of it. */
    void does_not_exist(std::size_t index, std::string_view suggestion = {}) {
        set(index, BUU_DOES_NOT_EXIST, suggestion);
    }

private:
    void set(std::size_t index, std::uint32_t verdict, std::string_view suggestion) {
        require(buu_answers_set_primary_team(get(), index, verdict, detail::str(suggestion)));
    }
};

/** Which capacity plans exist. */
class plan_answers : public detail::answering {
public:
    using answering::answering;

    /** There is such a plan. */
    void exists(std::size_t index) { set(index, BUU_EXISTS, {}); }

    /** There is none. */
    void does_not_exist(std::size_t index, std::string_view suggestion = {}) {
        set(index, BUU_DOES_NOT_EXIST, suggestion);
    }

private:
    void set(std::size_t index, std::uint32_t verdict, std::string_view suggestion) {
        require(buu_answers_set_capacity_plan(get(), index, verdict, detail::str(suggestion)));
    }
};

/** By which policy passwords are judged whose permission group is unknown or not assignable. */
class policy_answer : public detail::answering {
public:
    using answering::answering;

    /** By this one, which the answers keep. */
    void set(const password_policy& policy) {
        require(buu_answers_set_default_password_policy(get(), policy.get()));
    }
};

/**
 * A directory of your own. Each method is called at most once a check, with every name of its kind that the
 * file has, and not at all where that is none; the uploader and the names live during the call alone. It
 * answers every name.
 *
 * What a method throws ends the check, and comes out of it as it is: it is for a directory that is out of
 * reach, never for a name that it has not. Methods are called on the thread that checks; where several
 * threads do, they must bear that.
 */
class user_directory {
public:
    virtual ~user_directory() = default;

    /** Which of these logins exist? Those of inactive users do. */
    virtual void existing_logins(std::string_view uploader, names logins, login_answers& answers) = 0;

    /** What are these permission groups to the uploader? */
    virtual void permission_groups(std::string_view uploader, names groups, group_answers& answers) = 0;

    /** What are these teams to the uploader? */
    virtual void primary_teams(std::string_view uploader, names teams, team_answers& answers) = 0;

    /** Which of these capacity plans exist? */
    virtual void capacity_plans(std::string_view uploader, names plans, plan_answers& answers) = 0;

    /** The default policy for passwords; as it stands here, the template's. */
    virtual void default_password_policy(std::string_view, policy_answer&) {}

protected:
    user_directory() = default;
    user_directory(const user_directory&) = default;
    user_directory& operator=(const user_directory&) = default;
};

/**
 * A directory of callables, each what the method of user_directory is that it answers for. One that is asked
 * and was left out throws std::bad_function_call; the policy may be left out.
 */
class function_directory : public user_directory {
public:
    std::function<void(std::string_view, names, login_answers&)> logins;
    std::function<void(std::string_view, names, group_answers&)> groups;
    std::function<void(std::string_view, names, team_answers&)> teams;
    std::function<void(std::string_view, names, plan_answers&)> plans;
    std::function<void(std::string_view, policy_answer&)> default_policy;

    void existing_logins(std::string_view uploader, names asked, login_answers& answers) override {
        logins(uploader, asked, answers);
    }
    void permission_groups(std::string_view uploader, names asked, group_answers& answers) override {
        groups(uploader, asked, answers);
    }
    void primary_teams(std::string_view uploader, names asked, team_answers& answers) override {
        teams(uploader, asked, answers);
    }
    void capacity_plans(std::string_view uploader, names asked, plan_answers& answers) override {
        plans(uploader, asked, answers);
    }
    void default_password_policy(std::string_view uploader, policy_answer& answer) override {
        if (default_policy) {
            default_policy(uploader, answer);
        }
    }
};

/**
 * What a check asks: a directory in memory, that of a store (see store::as_directory), or one of your own.
 */
class directory {
public:
    /**
     * One of your own, which must live as long as this object. It is meant to be left to the compiler:
     * `check(file, mine, login)`.
     *
     * C's directory for it is made at each check, of some 64 bytes: so what its methods throw belongs to one
     * check on one thread.
     */
    directory(user_directory& own) noexcept : own_(&own) {}

    /** Owns a directory of C; what its callbacks refer to must live as long. */
    explicit directory(buu_directory* owned) noexcept : handle_(owned) {}

    /** Reads a directory in memory; throws `BUU_INVALID_DIRECTORY`. */
    [[nodiscard]] static directory from_json(std::string_view json) {
        detail::require_abi();
        const auto call = [&](buu_directory** out, buu_error** failure) {
            return buu_directory_from_json(detail::str(json), out, failure);
        };
        return directory(detail::made<buu_directory_free>(call));
    }

    /** The handle, which stays this object's; NULL for one of your own. */
    [[nodiscard]] const buu_directory* get() const noexcept { return handle_.get(); }

    /** The one of your own; NULL for others. */
    [[nodiscard]] user_directory* own() const noexcept { return own_; }

private:
    detail::handle<buu_directory_free> handle_;
    user_directory* own_ = nullptr;
};

namespace detail {

/** A directory of the caller's, behind the callbacks of C, during one check. */
class asking {
public:
    explicit asking(user_directory& own) noexcept : own_(own) {}

    [[nodiscard]] const std::exception_ptr& thrown() const noexcept { return thrown_; }

    /** The directory that asks this one, which must stay where it is as long as that lives. */
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
    const auto asked = mine.directory();
    return made<Free>([&](auto** out, buu_error** failure) { return call(asked.get(), out, failure); },
                      mine.thrown());
}

}  // namespace detail
}  // namespace buu

#endif
