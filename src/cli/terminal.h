// What dsprep tells the user: answers on standard output, everything else on standard error.
#pragma once

#include <string_view>

#include "base/log.h"
#include "dsprep/result.h"

namespace dsprep::cli {

// An answer (help, a plan, an op's page) on standard output. A closed pipe is an Error of that kind.
Status print(std::string_view text);

// A message on standard error: "dsprep: MESSAGE" (line breaks inside are told as they stand), or a log line where logs are
// JSON. Errors are always told; others as --log-level says.
void say(base::LogLevel level, std::string_view message);
// Several lines for people, as they stand: the summary of a run.
void say_lines(base::LogLevel level, std::string_view lines);

// Once, from --log-level and --log-format; text and info before.
void set_up_messages(const base::LogOptions& options);

}  // namespace dsprep::cli
