#include "cli/progress_printer.h"

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <vector>

#include "base/human.h"
#include "base/log.h"
#include "cli/terminal.h"
#include "dsprep/value.h"
#include "port/system.h"

namespace dsprep::cli {
namespace {

constexpr double seconds_between_lines = 10, seconds_between_bars = 0.1;
constexpr std::size_t longest_what = 40, narrowest = 20, columns_of_log_line = 120;
constexpr double seconds_to_trust = 1, share_to_trust = 0.01;  // before these a guess is noise

std::string clock(double seconds) {
  const auto s = static_cast<std::uint64_t>(std::min(std::max(seconds, 0.0) + 0.5, 359'999'999.0));
  char text[32];
  const auto minutes = static_cast<int>(s / 60 % 60), rest = static_cast<int>(s % 60);
  if (s >= 3600) std::snprintf(text, sizeof text, "%d:%02d:%02d", static_cast<int>(s / 3600), minutes, rest);
  else std::snprintf(text, sizeof text, "%d:%02d", minutes, rest);
  return text;
}

// Of the pass or the decision; nothing where the size of the input is not known.
std::optional<double> share_of_pass(const exec::Progress& progress) {
  if (progress.deciding) return std::clamp(*progress.deciding, 0.0, 1.0);
  if (progress.total_bytes == 0) return std::nullopt;
  return std::min(1.0, static_cast<double>(progress.bytes) / static_cast<double>(progress.total_bytes));
}

// Of the whole run: passes weigh the same, a decision nothing.
std::optional<double> share_of_run(const exec::Progress& progress) {
  const std::optional<double> pass = share_of_pass(progress);
  if (!pass) return std::nullopt;
  const double passes = static_cast<double>(std::max<std::uint64_t>(progress.passes, 1));
  const double done = static_cast<double>(progress.pass) - 1 + (progress.deciding ? 1 : *pass);
  return std::clamp(done / passes, 0.0, 1.0);
}

std::optional<double> seconds_left(const exec::Progress& progress) {
  const std::optional<double> done = share_of_run(progress);
  if (!done || *done < share_to_trust || progress.run_seconds < seconds_to_trust) return std::nullopt;
  return progress.run_seconds * (1 - *done) / *done;
}

double bytes_a_second(const exec::Progress& progress) {
  return progress.seconds > 0 ? static_cast<double>(progress.bytes) / progress.seconds : 0;
}

// Names of steps are plain letters (they are folder names), and the rest is ours: bytes are columns.
std::string name_of_pass(const exec::Progress& progress) {
  std::string name = "pass " + std::to_string(progress.pass);
  if (progress.passes > 1) name += " of " + std::to_string(progress.passes);
  std::string what = (progress.deciding ? "deciding " : "") + progress.what;
  if (what.size() > longest_what) what.replace(longest_what - 3, std::string::npos, "...");
  return what.empty() ? name : name + ": " + what;
}

}  // namespace

std::string progress_line(const exec::Progress& progress, std::size_t columns) {
  std::vector<std::string> words{name_of_pass(progress)};
  if (const auto share = share_of_pass(progress)) words.push_back(base::format_fixed(100 * *share, 0) + " %");
  if (const auto left = seconds_left(progress)) words.push_back(clock(*left) + " left");
  if (!progress.deciding) {
    if (const double rate = bytes_a_second(progress); rate > 0)
      words.push_back(base::format_fixed(rate / 1e6, 0) + " MB/s");
    words.push_back(base::format_count(progress.records) + " records");
    words.push_back(base::format_size(progress.bytes) +
                    (progress.total_bytes ? " of " + base::format_size(progress.total_bytes) : std::string()));
  }
  std::string line = words.front().substr(0, columns);
  for (std::size_t i = 1; i < words.size() && line.size() + 2 + words[i].size() <= columns; ++i)
    line += "  " + words[i];
  return line;
}

std::string progress_bar(const exec::Progress& progress, std::size_t columns) {
  const std::optional<double> share = share_of_run(progress);
  // A quarter of the line is the bar; a narrow terminal wants the words.
  const std::size_t width = std::min<std::size_t>(columns / 4, 30);
  if (!share || columns < 3 * narrowest) return progress_line(progress, columns);
  const auto filled = static_cast<std::size_t>(*share * static_cast<double>(width));
  std::string bar = "[" + std::string(filled, '=');
  if (filled < width) bar += ">" + std::string(width - filled - 1, ' ');
  bar += "] ";
  return bar + progress_line(progress, columns - bar.size());
}

std::string progress_members(const exec::Progress& progress) {
  ValueBuilder json;
  json.begin_object().member("event", "progress").member("pass", progress.pass).member("passes", progress.passes);
  json.member("what", progress.what).member("bytes", progress.bytes).member("total_bytes", progress.total_bytes);
  json.member("records", progress.records).member("kept", progress.kept).member("dropped", progress.dropped);
  json.member("malformed", progress.malformed).member("seconds", progress.run_seconds);
  if (const auto share = share_of_run(progress)) json.member("share", *share);
  if (const auto left = seconds_left(progress)) json.member("seconds_left", *left);
  const std::string object = json.end_object().take();
  return object.substr(1, object.size() - 2);
}

ProgressPrinter::ProgressPrinter(ProgressStyle style, bool stderr_is_terminal)
    : style_(style != ProgressStyle::automatic ? style
             : stderr_is_terminal              ? ProgressStyle::bar
                                               : ProgressStyle::log) {}

void ProgressPrinter::show(const exec::Progress& progress) {
  if (!wanted()) return;
  const bool bar = style_ == ProgressStyle::bar;
  if (progress.run_seconds - last_ < (bar ? seconds_between_bars : seconds_between_lines)) return;
  last_ = progress.run_seconds;
  if (bar) {
    // The last column is left free: a cursor there makes some terminals begin a new line.
    const std::size_t columns = std::max<std::size_t>(port::terminal_columns(STDERR_FILENO), narrowest) - 1;
    const std::string line = "\r\x1b[K" + progress_bar(progress, columns);
    std::fwrite(line.data(), 1, line.size(), stderr);
    std::fflush(stderr);
    drawn_ = true;
  } else {
    say_event(
        base::LogLevel::info, [&] { return "dsprep: " + progress_line(progress, columns_of_log_line); },
        [&] { return progress_members(progress); });
  }
}

void ProgressPrinter::clear() {
  if (!drawn_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  drawn_ = false;
}

}  // namespace dsprep::cli
