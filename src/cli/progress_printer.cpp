#include "cli/progress_printer.h"

#include <algorithm>
#include <cstdio>

#include "base/human.h"
#include "cli/terminal.h"

namespace dsprep::cli {
namespace {

constexpr double seconds_between_lines = 10, seconds_between_bars = 0.1;
constexpr std::size_t longest_what = 40;

std::string duration(double seconds) {
  const auto s = static_cast<std::uint64_t>(std::min(std::max(seconds, 0.0) + 0.5, 359'999'999.0));
  char text[32];
  if (s >= 3600) std::snprintf(text, sizeof text, "%d:%02d:%02d", static_cast<int>(s / 3600), static_cast<int>(s / 60 % 60), static_cast<int>(s % 60));
  else std::snprintf(text, sizeof text, "%d:%02d", static_cast<int>(s / 60), static_cast<int>(s % 60));
  return text;
}

}  // namespace

std::string progress_line(const exec::Progress& progress) {
  // Step names are plain letters (they are folder names), so bytes are columns.
  std::string line = progress.what.empty() ? "pass " + std::to_string(progress.pass) : progress.what;
  if (line.size() > longest_what) line.replace(longest_what - 3, std::string::npos, "...");
  const double bytes = static_cast<double>(progress.bytes), total = static_cast<double>(progress.total_bytes);
  const double done = progress.total_bytes ? std::min(1.0, bytes / total) : 0;
  if (progress.total_bytes) line.append("  ").append(base::format_fixed(100 * done, 0)).append(" %");
  line.append("  ").append(base::format_size(progress.bytes));
  if (progress.total_bytes) line.append(" of ").append(base::format_size(progress.total_bytes));
  if (progress.seconds > 0)
    line.append("  ").append(base::format_size(static_cast<std::uint64_t>(bytes / progress.seconds))).append("/s");
  line.append("  ").append(base::format_count(progress.records)).append(" records");
  if (progress.seconds >= 1 && done > 0.01) line.append("  ").append(duration(progress.seconds * (1 - done) / done)).append(" left");
  return line;
}

ProgressPrinter::ProgressPrinter(ProgressStyle style, bool stderr_is_terminal)
    : style_(style != ProgressStyle::automatic ? style : stderr_is_terminal ? ProgressStyle::bar : ProgressStyle::log) {}

void ProgressPrinter::show(const exec::Progress& progress) {
  if (!wanted()) return;
  const bool bar = style_ == ProgressStyle::bar;
  if (progress.seconds - last_ < (bar ? seconds_between_bars : seconds_between_lines)) return;
  last_ = progress.seconds;
  if (bar) {
    const std::string line = "\r\x1b[K" + progress_line(progress);
    std::fwrite(line.data(), 1, line.size(), stderr);
    std::fflush(stderr);
    drawn_ = true;
  } else {
    say(base::LogLevel::info, progress_line(progress));
  }
}

void ProgressPrinter::clear() {
  if (!drawn_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  drawn_ = false;
}

}  // namespace dsprep::cli
