/*
 * The names that a directory is asked about, and its answers. Part of bulk_user_upload.hpp: include that
 * instead.
 */

#ifndef BULK_USER_UPLOAD_ANSWERS_HPP
#define BULK_USER_UPLOAD_ANSWERS_HPP

#include "password_policy.hpp"
#include "range.hpp"

namespace buu {

/** A login, or the name of a group, team or plan, from a file. */
struct name {
    std::string_view value; /**< As the file has it first, trimmed: for people. */
    std::string_view key;   /**< For a directory: names with equal keys are the same. See fold(). */
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

/** The base of all answers: it borrows the answers of C. It has no copy, which could outlive those. */
class answering {
public:
    explicit answering(buu_answers* borrowed) noexcept : answers_(borrowed) {}
    answering(const answering&) = delete;
    answering& operator=(const answering&) = delete;

    /** The handle, which this object does not own. */
    [[nodiscard]] buu_answers* get() const noexcept { return answers_; }

protected:
    ~answering() = default;
    static void require(buu_result result) {
        detail::require(result,
                        "the answer is not valid: no name has this index, or the suggestion is not UTF-8");
    }

private:
    buu_answers* answers_;
};

}  // namespace detail

/** Distinct names, in one batch. */
using names = range<detail::name_source>;

/*
 * Each name is answered by its index. Every name needs an answer; the last one counts. A call throws a
 * buu::error with `BUU_INVALID_ARGUMENT` where no name has the index. The answers are valid during the call
 * of the directory's method, or as long as the buu::answers that they came from; one thread at a time may
 * use them. A suggestion is a name that was probably meant, of those that the uploader may use; empty for
 * none.
 */

/** Which logins exist, and what is told of the users who have them. */
class login_answers : public detail::answering {
public:
    using answering::answering;

    /** Whether a user, active or not, has the login. */
    void set(std::size_t index, bool exists) {
        require(buu_answers_set_login(get(), index, exists ? BUU_LOGIN_EXISTS : BUU_LOGIN_DOES_NOT_EXIST));
    }

    /** An inactive user has the login. */
    void set_inactive(std::size_t index) { require(buu_answers_set_login(get(), index, BUU_LOGIN_INACTIVE)); }

    /**
     * A name of the user who has the login, with the template's name of its column, after one of the above.
     * Only of a user whom the uploader may see: the error says whether all names are those of the row.
     */
    void set_name(std::size_t index, std::string_view column, std::string_view name) {
        require(buu_answers_set_login_name(get(), index, detail::str(column), detail::str(name)));
    }
};

/** What permission groups are to the uploader. */
class group_answers : public detail::answering {
public:
    using answering::answering;

    /** At or below the uploader's level; its members' passwords are validated by the default policy. */
    void assignable(std::size_t index) { set(index, BUU_ASSIGNABLE, {}, nullptr); }

    /**
     * At or below the uploader's level, with a policy for the passwords of its members. The answers have a
     * copy of the policy.
     */
    void assignable(std::size_t index, const password_policy& policy) {
        set(index, BUU_ASSIGNABLE, {}, policy.get());
    }

    /** Above the uploader's level. */
    void insufficient_access(std::size_t index) { set(index, BUU_INSUFFICIENT_ACCESS, {}, nullptr); }

    /** No active one has this name, or the uploader must not learn of it. */
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

    /** No active one has this name, or the uploader must not learn of it. */
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

    /** The plan exists. */
    void exists(std::size_t index) { set(index, BUU_EXISTS, {}); }

    /** No plan has this name. */
    void does_not_exist(std::size_t index, std::string_view suggestion = {}) {
        set(index, BUU_DOES_NOT_EXIST, suggestion);
    }

private:
    void set(std::size_t index, std::uint32_t verdict, std::string_view suggestion) {
        require(buu_answers_set_capacity_plan(get(), index, verdict, detail::str(suggestion)));
    }
};

/** The default policy: for passwords of users whose permission group is unknown or not assignable. */
class policy_answer : public detail::answering {
public:
    using answering::answering;

    /** Sets it. The answers have a copy. */
    void set(const password_policy& policy) {
        require(buu_answers_set_default_password_policy(get(), policy.get()));
    }
};

/**
 * Answers to the questions of a check, for a host that asks its directory itself. One thread at a time may
 * use them.
 */
class answers {
public:
    /** Owns answers of C. */
    explicit answers(buu_answers* owned) noexcept : handle_(owned) {}

    /** Where each question is answered; valid as long as this object. */
    [[nodiscard]] login_answers logins() & noexcept { return login_answers(get()); }
    [[nodiscard]] group_answers permission_groups() & noexcept { return group_answers(get()); }
    [[nodiscard]] team_answers primary_teams() & noexcept { return team_answers(get()); }
    [[nodiscard]] plan_answers capacity_plans() & noexcept { return plan_answers(get()); }
    [[nodiscard]] policy_answer default_password_policy() & noexcept { return policy_answer(get()); }

    /** The handle, which this object still owns. */
    [[nodiscard]] buu_answers* get() noexcept { return handle_.get(); }

private:
    detail::handle<buu_answers_free> handle_;
};

}  // namespace buu

#endif
