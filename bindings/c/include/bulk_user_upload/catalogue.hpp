/*
 * The codes, the key of a name, the version: calls that need no handle. Part of bulk_user_upload.hpp:
 * include that instead.
 */

#ifndef BULK_USER_UPLOAD_CATALOGUE_HPP
#define BULK_USER_UPLOAD_CATALOGUE_HPP

#include "range.hpp"
#include "text.hpp"

namespace buu {

/** What an error is about. */
enum class level : std::uint32_t {
    file = BUU_LEVEL_FILE,
    row = BUU_LEVEL_ROW,
    field = BUU_LEVEL_FIELD,
};

/** A code of the catalogue. Its texts are never freed. */
struct code_info {
    std::uint32_t number;         /**< `BUU_CODE_…`. */
    std::string_view name;        /**< As JSON has it: `login-already-exists`. */
    std::string_view title;       /**< Its title in the product: `Login: already exists`. */
    std::string_view description; /**< What it means, in a sentence. */
    buu::level level;             /**< What it is about. */
};

/** The code with a number; nothing where the library that is running does not know it. */
[[nodiscard]] inline std::optional<code_info> find_code(std::uint32_t number) noexcept {
    const std::uint32_t found = buu_code_level(number);
    if (found == 0) {
        return std::nullopt;
    }
    return code_info{number, detail::view(buu_code_name(number)), detail::view(buu_code_title(number)),
                     detail::view(buu_code_description(number)), static_cast<level>(found)};
}

namespace detail {

struct code_source {
    [[nodiscard]] code_info at(std::size_t index) const {
        const auto found = find_code(buu_code_at(index));
        require(found ? BUU_OK : BUU_INVALID_ARGUMENT, "the catalogue has no code with this index");
        return *found;
    }
};

struct encoding_source {
    [[nodiscard]] std::string_view at(std::size_t index) const {
        const buu_str name = buu_encoding_name(index);
        require(name.data != nullptr ? BUU_OK : BUU_INVALID_ARGUMENT, "there is no encoding with this index");
        return view(name);
    }
};

}  // namespace detail

/** All codes, in the order of their numbers. */
[[nodiscard]] inline range<detail::code_source> codes() noexcept {
    return range<detail::code_source>(detail::code_source(), buu_code_count());
}

/** The names of the encodings that a file can state: `windows-1250`. They are never freed. */
[[nodiscard]] inline range<detail::encoding_source> encodings() noexcept {
    return range<detail::encoding_source>(detail::encoding_source(), buu_encoding_count());
}

/** The key of a name: names with equal keys are the same. Empty for a name that is blank or not UTF-8. */
[[nodiscard]] inline std::string fold(std::string_view name) {
    return detail::string_of(
        [&](char* buffer, std::size_t room) { return buu_fold(detail::str(name), buffer, room); });
}

/** The version of the library that is running; `BUU_VERSION` is that of this header. It is never freed. */
[[nodiscard]] inline std::string_view version() noexcept {
    return detail::view(buu_version());
}

}  // namespace buu

#endif
