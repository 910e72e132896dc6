/*
 * Why a call failed, and how a call of C becomes one of C++. Part of bulk_user_upload.hpp: include that
 * instead.
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
 * A call failed. what() is a sentence for a log or an administrator, and contains no password.
 *
 * There are no subclasses. To tell failures apart, switch over result(), with a default: later versions may
 * add results.
 */
class error : public std::runtime_error {
public:
    /** An error with these parts. Copying it does not throw. */
    error(buu_result result, const std::string& message, std::int32_t callback_result = 0,
          std::int32_t system_error = 0)
        : std::runtime_error(message),
          result_(result),
          callback_result_(callback_result),
          system_error_(system_error) {}

    /** Why: `BUU_…`, never `BUU_OK`. */
    [[nodiscard]] buu_result result() const noexcept { return result_; }

    /**
     * For `BUU_CALLBACK_FAILED`: what the callback of C returned, or 1 for a sink that returned false; else
     * 0.
     */
    [[nodiscard]] std::int32_t callback_result() const noexcept { return callback_result_; }

    /** For `BUU_FILE_ERROR`: the system's number (`errno`, or Windows' error code); else 0. */
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

/** A handle of C that frees itself, named by the function that does so. It is as large as a pointer. */
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

/** A number for which C has 0 where there is none. */
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

/** Throws where a call failed that gives no error of its own; `message` says what that means. */
inline void require(buu_result result, const char* message) {
    if (result != BUU_OK) {
        throw error(result, message);
    }
}

/** Does a call that can fail. If a callback of the call threw, that exception is thrown again. */
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
 * Does a call that writes a handle, and gives that handle, which the caller then owns. If a callback of the
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
 * Throws if the library that is running has another binary interface than this header. Every program first
 * makes an object from something other than an object of this library, so those functions call this, which is
 * cheap. A check before main could only end the program.
 */
inline void require_abi() {
    const std::uint32_t running = buu_abi_version();
    if (running != BUU_ABI_VERSION) {
        throw error(BUU_INVALID_ARGUMENT, "the bulk_user_upload library that is running has binary interface "
                                              + std::to_string(running) + ", and this program was built for "
                                              + std::to_string(BUU_ABI_VERSION));
    }
}

/** A callable behind a callback of C. What it throws is stored, for run() to throw again. */
template <class Callable>
class callback {
public:
    explicit callback(Callable& callable) noexcept : callable_(callable) {}

    [[nodiscard]] const std::exception_ptr& thrown() const noexcept { return thrown_; }

    /** 0 where the callable returns true or nothing; 1 where it returns false or throws. */
    template <class... Arguments>
    [[nodiscard]] std::int32_t call(Arguments... arguments) noexcept {
        using result = std::invoke_result_t<Callable&, Arguments...>;
        static_assert(
            std::is_void_v<result> || std::is_same_v<result, bool>,
            "return nothing, or a bool that says whether to go on: an int would mean the opposite in C");
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
