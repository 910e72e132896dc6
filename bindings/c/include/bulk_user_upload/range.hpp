/* Ranges over the elements that a handle has by index. Part of bulk_user_upload.hpp: include that instead. */

#ifndef BULK_USER_UPLOAD_RANGE_HPP
#define BULK_USER_UPLOAD_RANGE_HPP

#include <iterator>

#include "error.hpp"

namespace buu {

/**
 * The elements of a handle: a view, as cheap to copy as two pointers, and valid as long as the object that it
 * came from. Each element is a value that is made on access. There is no `->`: the value would be gone at the
 * end of its expression.
 */
template <class Source>
class range {
public:
    using value_type = decltype(std::declval<const Source&>().at(0));
    using size_type = std::size_t;
    using difference_type = std::ptrdiff_t;

    /**
     * Random access, as with a pointer. It may outlive the range, but not the object that the range came
     * from.
     */
    class iterator {
    public:
        using value_type = range::value_type;
        using difference_type = range::difference_type;
        using reference = value_type;
        using pointer = void;
        using iterator_category = std::random_access_iterator_tag;

        iterator() = default;
        iterator(Source source, std::size_t index) noexcept : source_(source), index_(index) {}

        /** The element; throws a buu::error at the end of the range. */
        [[nodiscard]] value_type operator*() const { return source_.at(index_); }
        [[nodiscard]] value_type operator[](difference_type by) const { return *(*this + by); }

        iterator& operator++() noexcept { return *this += 1; }
        iterator& operator--() noexcept { return *this -= 1; }
        iterator operator++(int) noexcept {
            iterator old = *this;
            ++*this;
            return old;
        }
        iterator operator--(int) noexcept {
            iterator old = *this;
            --*this;
            return old;
        }
        iterator& operator+=(difference_type by) noexcept {
            // Unsigned numbers wrap around, so a negative step works as well.
            index_ += static_cast<std::size_t>(by);
            return *this;
        }
        iterator& operator-=(difference_type by) noexcept {
            index_ -= static_cast<std::size_t>(by);
            return *this;
        }

        [[nodiscard]] friend iterator operator+(iterator at, difference_type by) noexcept { return at += by; }
        [[nodiscard]] friend iterator operator+(difference_type by, iterator at) noexcept { return at += by; }
        [[nodiscard]] friend iterator operator-(iterator at, difference_type by) noexcept { return at -= by; }
        [[nodiscard]] friend difference_type operator-(const iterator& a, const iterator& b) noexcept {
            return static_cast<difference_type>(a.index_ - b.index_);
        }
        [[nodiscard]] friend bool operator==(const iterator& a, const iterator& b) noexcept {
            return a.index_ == b.index_;
        }
        [[nodiscard]] friend bool operator!=(const iterator& a, const iterator& b) noexcept {
            return a.index_ != b.index_;
        }
        [[nodiscard]] friend bool operator<(const iterator& a, const iterator& b) noexcept {
            return a.index_ < b.index_;
        }
        [[nodiscard]] friend bool operator>(const iterator& a, const iterator& b) noexcept {
            return a.index_ > b.index_;
        }
        [[nodiscard]] friend bool operator<=(const iterator& a, const iterator& b) noexcept {
            return a.index_ <= b.index_;
        }
        [[nodiscard]] friend bool operator>=(const iterator& a, const iterator& b) noexcept {
            return a.index_ >= b.index_;
        }

    private:
        Source source_{};
        std::size_t index_ = 0;
    };
    using const_iterator = iterator;

    range() = default;
    range(Source source, std::size_t size) noexcept : source_(source), size_(size) {}

    [[nodiscard]] iterator begin() const noexcept { return iterator(source_, 0); }
    [[nodiscard]] iterator end() const noexcept { return iterator(source_, size_); }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

    /**
     * The element at an index, the first and the last; each throws a buu::error with `BUU_INVALID_ARGUMENT`
     * where there is none.
     */
    [[nodiscard]] value_type operator[](std::size_t index) const { return source_.at(index); }
    [[nodiscard]] value_type front() const { return source_.at(0); }
    [[nodiscard]] value_type back() const { return source_.at(size_ - 1); }

private:
    Source source_{};
    std::size_t size_ = 0;
};

}  // namespace buu

#ifdef __cpp_lib_ranges
template <class Source>
inline constexpr bool std::ranges::enable_view<buu::range<Source>> = true;
template <class Source>
inline constexpr bool std::ranges::enable_borrowed_range<buu::range<Source>> = true;
#endif

#endif
