#include "cli/terminal.h"

#include <cstdio>
#include <string>

#include "port/files.h"

namespace dsprep::cli {
namespace {

base::LogOptions chosen;  // set once, before there are threads

void write_to_stderr(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

bool wanted(base::LogLevel level) { return level >= chosen.level || level == base::LogLevel::error; }

}  // namespace

Status print(std::string_view text) {
  const auto out = port::standard_output();
  DSPREP_CHECK(out->append(text));
  return out->close();
}

void say(base::LogLevel level, std::string_view message) {
  if (!wanted(level)) return;
  if (chosen.json && chosen.level != base::LogLevel::off) return base::log(level, message);
  std::string line = "dsprep: ";
  line.append(message).append("\n");
  write_to_stderr(line);  // one write, so that lines of several processes do not mix
}

void say_lines(base::LogLevel level, std::string_view lines) {
  if (!wanted(level) || lines.empty()) return;
  if (chosen.json) return base::log(level, lines.substr(0, lines.find_last_not_of('\n') + 1));
  write_to_stderr(lines);
  if (lines.back() != '\n') write_to_stderr("\n");
}

void say_event(base::LogLevel level, const std::function<std::string()>& lines,
               const std::function<std::string()>& members) {
  if (!wanted(level)) return;
  if (chosen.json) base::log_event(level, members());
  else say_lines(level, lines());
}

void set_up_messages(const base::LogOptions& options) {
  chosen = options;
  base::set_up_log(options);
}

}  // namespace dsprep::cli
