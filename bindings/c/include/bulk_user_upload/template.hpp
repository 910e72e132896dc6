/* What an upload must look like. Part of bulk_user_upload.hpp: include that instead. */

#ifndef BULK_USER_UPLOAD_TEMPLATE_HPP
#define BULK_USER_UPLOAD_TEMPLATE_HPP

#include "range.hpp"
#include "text.hpp"

namespace buu {

namespace detail {

struct column_source {
    const buu_template* columns = nullptr;

    [[nodiscard]] std::string at(std::size_t index) const {
        require(index < buu_template_column_count(columns) ? BUU_OK : BUU_INVALID_ARGUMENT,
                "the template has no column with this index");
        return string_of([&](char* buffer, std::size_t room) {
            return buu_template_column(columns, index, buffer, room);
        });
    }
};

}  // namespace detail

/**
 * Columns, limits and a password policy. A default-constructed template, or one that was moved from, is the
 * template of the product.
 */
class upload_template {
public:
    /** The template of the product. This makes no call. */
    upload_template() noexcept = default;

    /** Owns a template of C. */
    explicit upload_template(buu_template* owned) noexcept : handle_(owned) {}

    /** Makes a template from JSON; throws `BUU_INVALID_TEMPLATE`. */
    [[nodiscard]] static upload_template from_json(std::string_view json) {
        return read(buu_template_from_json, json);
    }

    /** Makes a template from the text of a TOML file; throws `BUU_INVALID_TEMPLATE`. */
    [[nodiscard]] static upload_template from_toml(std::string_view toml) {
        return read(buu_template_from_toml, toml);
    }

    /** The template as JSON, with all that it says: from_json() reads it back. */
    [[nodiscard]] text json() const {
        return detail::text_of(
            [&](buu_text** out, buu_error** failure) { return buu_template_json(get(), out, failure); });
    }

    /** The template as the text of a TOML file, with all that it says: from_toml() reads it back. */
    [[nodiscard]] text toml() const {
        return detail::text_of(
            [&](buu_text** out, buu_error** failure) { return buu_template_toml(get(), out, failure); });
    }

    /** The file that people fill in: its header row. */
    [[nodiscard]] std::string csv() const {
        return detail::string_of(
            [&](char* buffer, std::size_t room) { return buu_template_csv(get(), buffer, room); });
    }

    /** The largest size of a file, in bytes. */
    [[nodiscard]] std::uint64_t max_bytes() const noexcept { return buu_template_max_bytes(get()); }

    /** The names of its columns, each a std::string; the range is valid as long as this object. */
    [[nodiscard]] range<detail::column_source> columns() const& noexcept {
        return {detail::column_source{get()}, buu_template_column_count(get())};
    }
    [[nodiscard]] range<detail::column_source> columns() const&& = delete;

    /** The handle, which this object still owns; NULL for the template of the product. */
    [[nodiscard]] const buu_template* get() const noexcept { return handle_.get(); }

private:
    [[nodiscard]] static upload_template read(decltype(buu_template_from_json)* reader,
                                              std::string_view source) {
        detail::require_abi();
        const auto call = [&](buu_template** out, buu_error** failure) {
            return reader(detail::str(source), out, failure);
        };
        return upload_template(detail::made<buu_template_free>(call));
    }

    detail::handle<buu_template_free> handle_;
};

}  // namespace buu

#endif
