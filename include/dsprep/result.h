// Result<T> and Status: how dsprep says that a run cannot go on.
//
// Errors take three roads (docs/errors.md). The run cannot go on: a Result, with context added on the
// way up and printed once, in main. The record is bad: a Verdict. We are wrong: assert. Nothing below
// src/cli prints, exits or throws across a room's border.
#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace dsprep {

// Why something failed, in one line: what, where (file:line:column where known) and what to do.
// The kind decides the process's exit code (cli.md § Exit codes).
struct Error {
  enum class Kind {
    failure,      // exit 1: disk full, unreadable input, …
    usage,        // exit 2: bad command line or configuration; nothing was read or written
    interrupted,  // exit 130 or 143: a signal asked us to stop; resumable
    closed_pipe,  // exit 0: the reader of our standard output went away
  };
  Kind kind = Kind::failure;
  std::string message;

  // The same error with `context` in front: "context: message".
  Error within(std::string_view context) && {
    message = std::string(context) + ": " + message;
    return std::move(*this);
  }
};

inline Error failure(std::string message) { return {Error::Kind::failure, std::move(message)}; }
inline Error usage_error(std::string message) { return {Error::Kind::usage, std::move(message)}; }

// Holds a T or an Error. REQUIRES ok() before value(), !ok() before error().
template <class T = void>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Error error) : state_(std::move(error)) {}
  // From anything a T is made of (a unique_ptr to a derived class, one alternative of a variant, …).
  template <class U>
  requires(std::is_convertible_v<U&&, T> && !std::is_same_v<std::remove_cvref_t<U>, T> &&
           !std::is_same_v<std::remove_cvref_t<U>, Error> && !std::is_same_v<std::remove_cvref_t<U>, Result>)
      Result(U&& value)
      : state_(std::in_place_index<0>, std::forward<U>(value)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  Error& error() & { return std::get<1>(state_); }
  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}
  bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  Error& error() & { return *error_; }
  const Error& error() const& { return *error_; }
  Error&& error() && { return *std::move(error_); }

 private:
  std::optional<Error> error_;
};

using Status = Result<void>;

// Returns the error of `expression` from the enclosing function, if it has one.
#define DSPREP_CHECK(expression)                                                                            \
  do {                                                                                                      \
    if (auto dsprep_status_ = (expression); !dsprep_status_.ok()) return std::move(dsprep_status_).error(); \
  } while (false)

// Declares `variable` with the value of `expression`, or returns its error.
#define DSPREP_CONCAT_(a, b) a##b
#define DSPREP_CONCAT(a, b) DSPREP_CONCAT_(a, b)
#define DSPREP_TRY(variable, expression) DSPREP_TRY_(DSPREP_CONCAT(dsprep_result_, __LINE__), variable, expression)
#define DSPREP_TRY_(result, variable, expression)     \
  auto result = (expression);                         \
  if (!result.ok()) return std::move(result).error(); \
  variable = std::move(result).value()

}  // namespace dsprep
