/*
 * bulk_user_upload in C++17: the C library behind values that free themselves, ranges and exceptions.
 * Header-only; link the C library, and nothing else.
 *
 *     const auto directory = buu::directory::from_json(json);
 *     const auto report = buu::check(buu::file::at("users.csv"), directory, "alice");
 *     for (const auto problem : report.errors()) {
 *         std::cout << problem.cell() << ": " << problem.message() << '\n';
 *     }
 *
 * What a call means is said in bulk_user_upload.h, its manual; here stands only what C++ adds. That holds for
 * every part:
 *
 * Exceptions. What is wrong with an uploaded file is a value in the report. A call that cannot be done throws
 * a buu::error: it is no part of the usual way, a constructor has nothing else to say it with, and C++17 has
 * no result type that everybody knows, so one of our own would have to be learnt and could be overlooked. An
 * exception of yours (in a directory, a progress callback or a sink) never goes through C: it is kept, the
 * call is ended, and it comes out of the C++ call as it is.
 *
 * Lifetimes. A class that owns something is move-only, and frees it. Views and ranges borrow: each says of
 * what. From a temporary that would be gone at once they are not to be had: `check(…).errors()` does not
 * compile. Arguments are borrowed for the call alone. What was moved from may be destroyed or assigned to; a
 * call with it throws, or counts 0.
 *
 * Absent. A text that may be absent is a std::optional, so it is not mistaken for an empty one; so are
 * numbers.
 *
 * Threads. Any number may use an object at once through its const functions; whoever moves, assigns or
 * destroys it is alone.
 *
 * Cost. Calls are inline, and allocate nothing that their C call does not; what returns a std::string says so
 * by that.
 *
 * Every class takes a raw handle of C, which it owns from then on, and lends its own with get().
 */

#ifndef BULK_USER_UPLOAD_HPP
#define BULK_USER_UPLOAD_HPP

#include "bulk_user_upload/error.hpp"
#include "bulk_user_upload/text.hpp"
#include "bulk_user_upload/range.hpp"
#include "bulk_user_upload/catalogue.hpp"
#include "bulk_user_upload/template.hpp"
#include "bulk_user_upload/password_policy.hpp"
#include "bulk_user_upload/directory.hpp"
#include "bulk_user_upload/report.hpp"
#include "bulk_user_upload/check.hpp"
#include "bulk_user_upload/history.hpp"
#include "bulk_user_upload/store.hpp"

#endif
