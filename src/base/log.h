// What goes to standard error beside errors: notes about the run, for people or for log collectors. Never data,
// never secrets. Set up once by src/cli; thread-safe. spdlog lives in log.cpp only.
//
// As text: "warning: message", the level in color where standard error is a terminal (and NO_COLOR is not set); control
// characters other than LF and TAB, and bytes that are not UTF-8, are shown as \xNN. As JSON: one object a line with
// the members time (UTC, milliseconds), level (trace, debug, info, warning, error) and message.
#pragma once

#include <string_view>

namespace dsprep::base {

enum class LogLevel { trace, debug, info, warn, error, off };

struct LogOptions {
  LogLevel level = LogLevel::info;
  bool json = false;
};
void set_up_log(const LogOptions& options);
void log(LogLevel level, std::string_view message);  // before set_up_log: warnings and errors, as text
// As JSON: an event with members of its own in place of "message". `members` is what stands between the braces of a
// JSON object, on one line. REQUIRES LogOptions::json.
void log_event(LogLevel level, std::string_view members);

}  // namespace dsprep::base
