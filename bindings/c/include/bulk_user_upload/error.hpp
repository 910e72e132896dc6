/*
 * Why a call could not be done, and how a call of C becomes one of C++. Part of bulk_user_upload.hpp, which
 * is to be included.
 */

#ifndef BULK_USER_UPLOAD_ERROR_HPP
#define BULK_USER_UPLOAD_ERROR_HPP

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "../bulk_user_upload.h"

namespace buu {

/**
 * A call that could not be done; what() is a sentence for a log or an administrator, and has no password in
 * it.
 *
 * There are no subclasses: whoever tells failures apart switches over result(), and keeps a default, for
 * later versions may add results.
 */
class error : public std::runtime_error {
public:
    /** An error with these parts; copying one throws nothing. */
    error(buu_result result, const std::string& message, std::int32_t callback_result = 0,
          std::int32_t system_error = 0)
        : std::runtime_error(message),
          result_(result),
          callback_result_(callback_result),
          system_error_(system_error) {}

    /** Why: `BUU_…`, never `BUU_OK`. */
    [[nodiscard]] buu_result result() const noexcept { return result_; }

    /** What a callback of C returned, of `BUU_CALLBACK_FAILED`, or 1 for a sink that said false; else 0. */
    [[nodiscard]] std::int32_t callback_result() const noexcept { return callback_result_; }

    /** The system's number (`errno`, or Windows' error code), of `BUU_FILE_ERROR`; else 0. */
    [[nodiscard]] std::int32_t system_error() const noexcept { return system_error_; }

private:
    buu_result result_;
    std::int32_t callback_result_;
    std::int32_t system_error_;
};

namespace detail {

template <auto Free>
struct deleter;

template <class T, void (*Free)(T*)>
struct deleter<Free> {
    using pointer = T*;
    void operator()(T* handle) const noexcept { Free(handle); }
};

/** A handle of C, by the function that frees it, which it calls by itself: as large as a pointer. */
template <auto Free>
using handle = std::unique_ptr<std::remove_pointer_t<typename deleter<Free>::pointer>, deleter<Free>>;

[[nodiscard]] inline buu_str str(std::string_view text) noexcept {
    return buu_str{text.data(), text.size()};
}

[[nodiscard]] inline std::string_view view(buu_str text) noexcept {
    return std::string_view(text.data, text.len);
}

[[nodiscard]] inline std::optional<std::string_view> view_if_any(buu_str text) noexcept {
    return text.data == nullptr ? std::nullopt : std::optional<std::string_view>(view(text));
}

/** A number of which 0 says that there is none. */
template <class Number>
[[nodiscard]] std::optional<Number> number_if_any(Number number) noexcept {
    return number == 0 ? std::nullopt : std::optional<Number>(number);
}

[[noreturn]] inline void fail(buu_result result, const buu_error* failure) {
    if (failure == nullptr) {
        throw error(result, buu_result_name(result));
    }
    throw error(result, std::string(view(buu_error_message(failure))), buu_error_callback_result(failure),
                buu_error_system_error(failure));
}

/** The result of a call that has no error to give: `message` says what its failure means. */
inline void require(buu_result result, const char* message) {
    if (result != BUU_OK) {
        throw error(result, message);
    }
}

/** Does a call that can fail. What a callback of the call threw goes before what the library says of it. */
template <class Call>
void run(const Call& call, const std::exception_ptr& thrown = nullptr) {
    buu_error* raw = nullptr;
    const buu_result result = call(&raw);
    const handle<buu_error_free> failure(raw);
    if (thrown) {
        std::rethrow_exception(thrown);
    }
    if (result != BUU_OK) {
        fail(result, failure.get());
    }
}

/**
 * Does a call that writes a handle, and gives that handle to the caller, who owns it. Where a callback of the
 * call threw, the handle is freed.
 */
template <auto Free, class Call>
[[nodiscard]] auto* made(const Call& call, const std::exception_ptr& thrown = nullptr) {
    handle<Free> written;
    run(
        [&](buu_error** failure) {
            typename handle<Free>::pointer raw = nullptr;
            const buu_result result = call(&raw, failure);
            written.reset(raw);
            return result;
        },
        thrown);
    return written.release();
}

/**
 * Throws where the library that is running has another binary interface than this header. Everything begins
 * with an object that is made of no other, so that is where it is asked: a call that gives a constant. Before
 * main it would only end the program.
 */
inline void require_abi() {
    const std::uint32_t running = buu_abi_version();
    if (running != BUU_ABI_VERSION) {
        throw error(BUU_INVALID_ARGUMENT, "the bulk_user_upload library that is running has binary interface "
                                              + std::to_string(running) + ", and this program was built for "
                                              + std::to_string(BUU_ABI_VERSION));
    }
}

/** A callable of the caller's, behind a callback of C: what it throws is kept for whoever made the call. */
template <class Callable>
class callback {
public:
    explicit callback(Callable& callable) noexcept : callable_(callable) {}

    [[nodiscard]] const std::exception_ptr& thrown() const noexcept { return thrown_; }

    /** 0 where the callable says true, or nothing; 1 where it says false, or throws. */
    template <class... Arguments>
    [[nodiscard]] std::int32_t call(Arguments... arguments) noexcept {
        using result = std::invoke_result_t<Callable&, Arguments...>;
        static_assert(
            std::is_void_v<result> || std::is_same_v<result, bool>,
            "give back nothing, or a bool that says whether to go on: an int would mean the contrary in C");
        try {
            if constexpr (std::is_void_v<result>) {
                callable_(arguments...);
                return 0;
            } else {
                return callable_(arguments...) ? 0 : 1;
            }
        } catch (...) {
            thrown_ = std::current_exception();
            return 1;
        }
    }

private:
    Callable& callable_;
    std::exception_ptr thrown_;
};

/** The callback of C that hands the bytes of a file to a sink: a callable that takes a std::string_view. */
template <class Sink>
std::int32_t write_to(void* userdata, const std::uint8_t* data, std::size_t len) noexcept {
    const std::string_view piece(reinterpret_cast<const char*>(data), len);
    return static_cast<callback<Sink>*>(userdata)->call(piece);
}

/** Does a call that writes a file of rows to a sink, and gives the number of rows. */
template <class Sink, class Call>
std::size_t written_rows(Sink& sink, const Call& call) {
    callback<Sink> behind(sink);
    std::size_t rows = 0;
    run([&](buu_error** failure) { return call(write_to<Sink>, &behind, &rows, failure); }, behind.thrown());
    return rows;
}

}  // namespace detail
}  // namespace buu

#endif
