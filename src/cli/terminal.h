// What dsprep tells the user: answers on standard output, everything else on standard error.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/log.h"
#include "dsprep/result.h"

namespace dsprep::cli {

// An answer (help, a plan, an op's page) on standard output. A closed pipe is an Error of that kind.
Status print(std::string_view text);

// A message on standard error: "dsprep: MESSAGE" (line breaks inside are told as they stand), or a log line where logs
// are JSON. Errors are always told; others as --log-level says.
void say(base::LogLevel level, std::string_view message);
// Several lines for people, as they stand: a help page, an audit.
void say_lines(base::LogLevel level, std::string_view lines);
// What has a form for people and one for log collectors (base::log_event): the summary of a run. The form that is not
// wanted is not made.
void say_event(base::LogLevel level, const std::function<std::string()>& lines,
               const std::function<std::string()>& members);

// Once, from --log-level and --log-format; text and info before.
void set_up_messages(const base::LogOptions& options);

}  // namespace dsprep::cli
