/* What a password must be like. Part of bulk_user_upload.hpp: include that instead. */

#ifndef BULK_USER_UPLOAD_PASSWORD_POLICY_HPP
#define BULK_USER_UPLOAD_PASSWORD_POLICY_HPP

#include "text.hpp"

namespace buu {

/** The user whose password is validated; an empty text is unknown. Borrowed during the call alone. */
struct password_owner {
    std::string_view login = {};
    std::string_view first_name = {};
    std::string_view last_name = {};
};

/** What a password must be like. */
class password_policy {
public:
    /** Owns a policy of C. */
    explicit password_policy(buu_password_policy* owned) noexcept : handle_(owned) {}

    /** Makes a policy from JSON: `{"length": 8, "digits": 1}`; throws `BUU_INVALID_POLICY`. */
    [[nodiscard]] static password_policy from_json(std::string_view json) {
        return read(buu_password_policy_from_json, json);
    }

    /**
     * One of the policies that the library comes with: `default`, `nist` or `active-directory`; throws
     * `BUU_INVALID_POLICY`.
     */
    [[nodiscard]] static password_policy preset(std::string_view name) {
        return read(buu_password_policy_preset, name);
    }

    /** Its rules as JSON, without those that allow everything. */
    [[nodiscard]] std::string json() const {
        return detail::string_of(
            [&](char* buffer, std::size_t room) { return buu_password_policy_json(get(), buffer, room); });
    }

    /**
     * The number of rules that a password does not meet. Throws where the password is not UTF-8.
     */
    [[nodiscard]] std::size_t unmet(std::string_view password, const password_owner& owner = {}) const {
        return validate(password, owner, nullptr);
    }

    /** Those rules as JSON, as in a report: `[{"rule":"length","required":8}]`. */
    [[nodiscard]] text unmet_json(std::string_view password, const password_owner& owner = {}) const {
        buu_text* json = nullptr;
        validate(password, owner, &json);
        return text(json);
    }

    /** The handle, which this object still owns. */
    [[nodiscard]] const buu_password_policy* get() const noexcept { return handle_.get(); }

private:
    [[nodiscard]] static password_policy read(decltype(buu_password_policy_preset)* reader,
                                              std::string_view source) {
        detail::require_abi();
        const auto call = [&](buu_password_policy** out, buu_error** failure) {
            return reader(detail::str(source), out, failure);
        };
        return password_policy(detail::made<buu_password_policy_free>(call));
    }

    std::size_t validate(std::string_view password, const password_owner& owner, buu_text** json) const {
        const buu_str names[] = {detail::str(owner.first_name), detail::str(owner.last_name)};
        buu_password_owner whose = buu_password_owner_init();
        whose.login = detail::str(owner.login);
        whose.names = names;
        whose.name_count = std::size(names);
        std::size_t count = 0;
        detail::run([&](buu_error** failure) {
            return buu_password_policy_validate(get(), detail::str(password), &whose, &count, json, failure);
        });
        return count;
    }

    detail::handle<buu_password_policy_free> handle_;
};

}  // namespace buu

#endif
