// What the compiler checks about the header.

#include "support.hpp"

namespace {

template <class T>
constexpr bool is_handle = std::is_nothrow_move_constructible_v<T> && std::is_nothrow_move_assignable_v<T>
                           && !std::is_copy_constructible_v<T> && !std::is_copy_assignable_v<T>;

static_assert(is_handle<buu::text> && is_handle<buu::upload_template> && is_handle<buu::password_policy>);
static_assert(is_handle<buu::directory> && is_handle<buu::report> && is_handle<buu::checked_file>);
static_assert(is_handle<buu::answers> && is_handle<buu::store> && is_handle<buu::import_history>);
static_assert(is_handle<buu::import_undo>);
static_assert(sizeof(buu::report) == sizeof(void*) && sizeof(buu::store) == sizeof(void*));
static_assert(std::is_nothrow_copy_constructible_v<buu::error>);
static_assert(!std::is_copy_constructible_v<buu::login_answers>);

// Whether an expression compiles for a type.
template <template <class> class Expression, class T, class = void>
constexpr bool compiles = false;
template <template <class> class Expression, class T>
constexpr bool compiles<Expression, T, std::void_t<Expression<T>>> = true;

#define EXPRESSION(name, call) \
    template <class T>         \
    using name = decltype(std::declval<T>().call)

EXPRESSION(errors_of, errors());
EXPRESSION(notices_of, notices());
EXPRESSION(readings_of, readings());
EXPRESSION(new_users_of, new_users());
EXPRESSION(file_of, file());
EXPRESSION(logins_of, logins());
EXPRESSION(records_of, records());
EXPRESSION(record_of, record());
EXPRESSION(users_of, users());
EXPRESSION(columns_of, columns());
EXPRESSION(view_of, view());
EXPRESSION(cell_of, cell());
EXPRESSION(get_of, get());

// Nothing can be borrowed from a temporary, const or not.
template <template <class> class Expression, class T>
constexpr bool borrows_safely = compiles<Expression, T&> && compiles<Expression, const T&>
                                && !compiles<Expression, T> && !compiles<Expression, const T>;

static_assert(borrows_safely<errors_of, buu::report> && borrows_safely<notices_of, buu::report>);
static_assert(borrows_safely<new_users_of, buu::report> && borrows_safely<file_of, buu::report>);
static_assert(borrows_safely<readings_of, buu::report> && borrows_safely<get_of, buu::mapping>);
static_assert(borrows_safely<logins_of, buu::checked_file>
              && borrows_safely<records_of, buu::import_history>);
static_assert(borrows_safely<record_of, buu::import_history> && borrows_safely<users_of, buu::import_undo>);
static_assert(borrows_safely<columns_of, buu::upload_template> && borrows_safely<view_of, buu::text>);
static_assert(borrows_safely<cell_of, buu::problem> && borrows_safely<cell_of, buu::notice>
              && borrows_safely<get_of, buu::history_filter>);
static_assert(compiles<logins_of, buu::answers&> && !compiles<logins_of, buu::answers>);
static_assert(std::is_convertible_v<const buu::text&, std::string_view>);
static_assert(!std::is_convertible_v<buu::text, std::string_view>);
static_assert(!std::is_constructible_v<buu::directory, office>,
              "a temporary directory would be gone at once");

template <class T>
using errors_range = decltype(std::declval<const T&>().errors());
using iterator = errors_range<buu::report>::iterator;
static_assert(
    std::is_same_v<std::iterator_traits<iterator>::iterator_category, std::random_access_iterator_tag>);
static_assert(std::is_trivially_copyable_v<iterator>);

#ifdef __cpp_lib_ranges
static_assert(std::random_access_iterator<iterator>);
static_assert(std::ranges::random_access_range<buu::names>);
static_assert(std::ranges::random_access_range<errors_range<buu::report>>);
static_assert(std::ranges::sized_range<errors_range<buu::report>>);
static_assert(std::ranges::common_range<errors_range<buu::report>>);
static_assert(std::ranges::borrowed_range<errors_range<buu::report>>);
static_assert(std::ranges::view<errors_range<buu::report>>);
#endif

}  // namespace
