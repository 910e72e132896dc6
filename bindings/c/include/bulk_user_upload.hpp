/*
 * bulk_user_upload in C++17: the C library as objects that free themselves, ranges and exceptions.
 * Header-only; link the C library, and nothing else.
 *
 *     const auto directory = buu::directory::from_json(json);
 *     const auto report = buu::check(buu::file::at("users.csv"), directory, "alice");
 *     for (const auto problem : report.errors()) {
 *         std::cout << problem.cell() << ": " << problem.message() << '\n';
 *     }
 *
 * The manual is bulk_user_upload.h: it says what each call does. The comments here say what C++ adds. The
 * following holds for every part:
 *
 * Exceptions. Errors of an uploaded file are values in the report. A call that fails throws a buu::error. It
 * throws because such a failure is rare, because a constructor cannot report one otherwise, and because C++17
 * has no common result type. An exception of yours (from a directory, a progress callback or a sink) never
 * passes through C: it is caught, the call is ended, and the C++ call throws it again unchanged.
 *
 * Lifetimes. A class that owns a handle can only be moved, and frees it. Views and ranges borrow; each says
 * from what. They cannot be taken from a temporary, which would be gone at once: `check(…).errors()` does not
 * compile. Arguments are borrowed during the call alone. An object that was moved from may be destroyed or
 * assigned to; any other call with it throws, or gives 0.
 *
 * Absent. A text or a number that may be absent is a std::optional, so that it is not mistaken for an empty
 * text or for 0.
 *
 * Threads. Any number of threads may call const functions of an object at once. While one thread moves,
 * assigns or destroys it, no other may use it.
 *
 * Cost. Calls are inline, and allocate only what their C call allocates, and the std::string that they
 * return.
 *
 * Every class can be made from a handle of C, which it then owns; get() lends its handle.
 */

#ifndef BULK_USER_UPLOAD_HPP
#define BULK_USER_UPLOAD_HPP

#include "bulk_user_upload/error.hpp"
#include "bulk_user_upload/text.hpp"
#include "bulk_user_upload/range.hpp"
#include "bulk_user_upload/catalogue.hpp"
#include "bulk_user_upload/template.hpp"
#include "bulk_user_upload/password_policy.hpp"
#include "bulk_user_upload/answers.hpp"
#include "bulk_user_upload/directory.hpp"
#include "bulk_user_upload/reading.hpp"
#include "bulk_user_upload/report.hpp"
#include "bulk_user_upload/check.hpp"
#include "bulk_user_upload/history.hpp"
#include "bulk_user_upload/store.hpp"

#endif
