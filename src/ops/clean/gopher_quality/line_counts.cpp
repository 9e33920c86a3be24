#include "ops/clean/gopher_quality/line_counts.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "text/trim.h"

namespace dsprep::ops::gopher_quality {
namespace {

using Variant = text::GopherVariant;

// Most lines begin and end otherwise than any mark does.
bool starts_with_any(std::string_view line, std::span<const std::string_view> marks) {
  if (line.empty() || (line[0] != '-' && line[0] != '*' && line[0] != '\xe2')) return false;
  return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) { return line.starts_with(mark); });
}
bool ends_with_any(std::string_view line, std::span<const std::string_view> marks) {
  if (line.empty() || (line.back() != '.' && line.back() != '\xa6')) return false;
  return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) { return line.ends_with(mark); });
}

struct LineMarks {
  std::span<const std::string_view> bullets, ellipses;
};

constexpr std::string_view paper_bullets[] = {"•", "-", "*", "●", "‣"}, dots[] = {"...", "…"};
constexpr std::string_view datatrove_bullets[] = {"•", "-"};
constexpr std::string_view dclm_bullets[] = {"●", "•", "*", "-"}, dclm_dots[] = {"...", ". . .", "…"};
constexpr std::string_view dolma_bullets[] = {"*", "-"}, dolma_dots[] = {"…"};

}  // namespace

LineCounts count_lines(const TextView& view, Variant variant) {
  static constexpr LineMarks all_marks[] = {
      {paper_bullets, dots}, {datatrove_bullets, dots}, {dclm_bullets, dclm_dots}, {dolma_bullets, dolma_dots}};
  const LineMarks& marks = all_marks[static_cast<std::size_t>(variant)];
  const std::string_view text = view.text();
  LineCounts counts;
  const auto add = [&](std::string_view line) {
    counts.bullets += starts_with_any(line, marks.bullets);
    counts.ellipses += ends_with_any(line, marks.ellipses);
  };
  if (variant == Variant::dolma) {  // lines as they are, and an empty one behind a final LF
    const std::span<const TextSpan> lines = view.lines();
    counts.lines = lines.size() + (text.empty() || text.ends_with('\n') ? 1 : 0);
    for (const TextSpan& line : lines) add(line.of(text));
  } else if (variant == Variant::datatrove) {
    const std::span<const TextSpan> lines = view.universal_lines();
    counts.lines = lines.size();
    for (const TextSpan& line : lines) add(text::trim(line.of(text)));
  } else {
    for (const TextSpan& line : view.trimmed_lines()) {
      counts.lines += line.size() > 0;
      add(line.of(text));
    }
  }
  return counts;
}

}  // namespace dsprep::ops::gopher_quality
