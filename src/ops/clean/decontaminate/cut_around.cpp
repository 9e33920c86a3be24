#include "ops/clean/decontaminate/cut_around.h"

#include <algorithm>

#include "text/utf8.h"

namespace dsprep::ops::decontaminate {
namespace {

// Byte offsets, some code points before and behind `at`, or the text's ends.
std::uint32_t before(std::string_view text, std::size_t at, std::uint64_t chars) {
  for (; chars > 0 && at > 0; --chars) do
      --at;
    while (at > 0 && text::is_continuation(text[at]));
  return static_cast<std::uint32_t>(at);
}

std::uint32_t behind(std::string_view text, std::size_t at, std::uint64_t chars) {
  for (; chars > 0 && at < text.size(); --chars) do
      ++at;
    while (at < text.size() && text::is_continuation(text[at]));
  return static_cast<std::uint32_t>(at);
}

}  // namespace

void cut_around(std::string_view text, std::uint64_t margin, std::uint64_t min_piece, std::vector<TextSpan>& spans) {
  if (spans.empty()) return;
  for (TextSpan& span : spans) span = {before(text, span.begin, margin), behind(text, span.end, margin)};
  std::sort(spans.begin(), spans.end(), [](const TextSpan& a, const TextSpan& b) { return a.begin < b.begin; });
  std::size_t cuts = 0;  // spans[0, cuts) are done
  for (const TextSpan span : spans) {
    const std::uint32_t last = cuts == 0 ? 0 : spans[cuts - 1].end;
    // A piece that is too short goes with the cuts around it.
    const bool joined = span.begin <= last || text::count_chars(text.substr(last, span.begin - last)) < min_piece;
    if (!joined) spans[cuts++] = span;
    else if (cuts == 0) spans[cuts++] = {0, span.end};
    else spans[cuts - 1].end = std::max(last, span.end);
  }
  spans.resize(cuts);
  if (text::count_chars(text.substr(spans.back().end)) < min_piece)
    spans.back().end = static_cast<std::uint32_t>(text.size());
}

}  // namespace dsprep::ops::decontaminate
