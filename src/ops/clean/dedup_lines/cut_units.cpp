#include "ops/clean/dedup_lines/cut_units.h"

#include <algorithm>

#include "ops/clean/dedup_lines/line_key.h"
#include "text/utf8.h"

namespace dsprep::ops::dedup_lines {
namespace {

bool is_feed(char c) { return c == '\n'; }
bool is_gap(char c) { return c == ' ' || c == '\t' || c == '\r' || is_feed(c); }

}  // namespace

TextSpan cut_lines(std::string_view text, std::span<const TextSpan> spans, std::size_t first, std::size_t end,
                   std::uint32_t taken) {
  TextSpan range{spans[first].begin, spans[end - 1].end};
  if (end < spans.size()) {
    range.end = spans[end].begin;
  } else if (first == 0) {
    range = {0, static_cast<std::uint32_t>(text.size())};
  } else {
    while (range.begin > taken && is_feed(text[range.begin - 1])) --range.begin;
  }
  return range;
}

TextSpan cut_sentences(std::string_view text, TextSpan sentences) {
  std::uint32_t from = sentences.begin, to = sentences.end;
  while (from > 0 && is_gap(text[from - 1])) --from;
  while (to < text.size() && is_gap(text[to])) ++to;
  const auto feeds = [&](std::uint32_t a, std::uint32_t b) {
    return std::count(text.begin() + a, text.begin() + b, '\n');
  };
  const bool keep_behind = from > 0 && (to == text.size() || feeds(sentences.end, to) > feeds(from, sentences.begin));
  if (keep_behind) return {from, sentences.end};
  return {from == 0 ? 0 : sentences.begin, to};
}

std::string_view beginning_of(std::string_view unit, std::size_t longest) {
  unit = trimmed(unit);
  std::size_t size = std::min(unit.size(), longest);
  while (size < unit.size() && size > 0 && text::is_continuation(unit[size])) --size;
  return unit.substr(0, size);
}

}  // namespace dsprep::ops::dedup_lines
