/* Texts that the library gives. Part of bulk_user_upload.hpp: include that instead. */

#ifndef BULK_USER_UPLOAD_TEXT_HPP
#define BULK_USER_UPLOAD_TEXT_HPP

#include <iosfwd>

#include "error.hpp"

namespace buu {

/** A long text, such as a report as JSON, which it owns without a copy. It contains no password. */
class text {
public:
    /** Owns a text of C; NULL is an empty text. */
    explicit text(buu_text* owned) noexcept : handle_(owned) {}

    /** The text, valid as long as this object. */
    [[nodiscard]] std::string_view view() const& noexcept {
        return detail::view(buu_text_str(handle_.get()));
    }
    [[nodiscard]] std::string_view view() const&& = delete;

    /** The same, where a std::string_view is wanted. */
    operator std::string_view() const& noexcept { return view(); }
    operator std::string_view() const&& = delete;

    /** The same, as a C string. */
    [[nodiscard]] const char* c_str() const& noexcept { return handle_ ? view().data() : ""; }
    [[nodiscard]] const char* c_str() const&& = delete;

    /** A copy. */
    [[nodiscard]] std::string str() const { return std::string(view()); }

    /** The handle, which this object still owns. */
    [[nodiscard]] const buu_text* get() const noexcept { return handle_.get(); }

    /** Writes the text, formatted as the stream is set. */
    template <class Traits>
    friend std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out,
                                                        const text& written) {
        return out << written.view();
    }

private:
    detail::handle<buu_text_free> handle_;
};

namespace detail {

/** The text that a call gives, which can fail. */
template <class Call>
[[nodiscard]] text text_of(const Call& call) {
    return text(made<buu_text_free>(call));
}

/**
 * The short text that a call writes into a buffer. The library makes the text at each call, so asking for the
 * length first would make it twice; nearly every text fits into a buffer on the stack.
 */
template <class Write>
[[nodiscard]] std::string string_of(const Write& write) {
    char buffer[512];
    const std::size_t length = write(buffer, sizeof buffer);
    if (length < sizeof buffer) {
        return std::string(buffer, length);
    }
    std::string whole(length, '\0');
    write(whole.data(), length + 1);
    return whole;
}

}  // namespace detail
}  // namespace buu

#endif
