#include "text/lines.h"

#include <algorithm>

namespace dsprep::text {
namespace {

unsigned byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

// The length of the line end at text[i], or 0.
std::size_t line_end_length(std::string_view text, std::size_t i) {
  const unsigned c = byte_at(text, i);
  if (c == '\r') return i + 1 < text.size() && text[i + 1] == '\n' ? 2 : 1;
  if ((c >= 0x0a && c <= 0x0c) || (c >= 0x1c && c <= 0x1e)) return 1;
  if (c == 0xc2) return byte_at(text, i + 1) == 0x85 ? 2 : 0;
  if (c == 0xe2) return byte_at(text, i + 1) == 0x80 && (byte_at(text, i + 2) | 1) == 0xa9 ? 3 : 0;
  return 0;
}

void add(std::vector<TextSpan>& spans, std::size_t begin, std::size_t end) {
  spans.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
}

}  // namespace

void split_lines(std::string_view text, std::vector<TextSpan>& spans) {
  spans.clear();
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());  // std's find is a memchr
    add(spans, begin, end);
    begin = end + 1;
  }
}

void split_universal_lines(std::string_view text, std::vector<TextSpan>& spans) {
  spans.clear();
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = line_end_length(text, i);
    if (length == 0) {
      ++i;
      continue;
    }
    add(spans, begin, i);
    begin = i += length;
  }
  if (begin < text.size()) add(spans, begin, text.size());
}

void split_paragraphs(std::string_view text, std::vector<TextSpan>& spans) {
  spans.clear();
  std::size_t begin = 0;
  const auto add_until = [&](std::size_t end) {
    if (end > begin) add(spans, begin, end);
  };
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t feed = text.find('\n', from);
    if (feed == std::string_view::npos) break;
    from = feed + 1;
    while (from < text.size() && text[from] == '\n') ++from;
    if (from - feed < 2) continue;
    add_until(feed);
    begin = from;
  }
  add_until(text.size());
}

// Without branches in the loops, so that compilers make vectors of them; stops after 4 KiB in which something was found.
bool has_only_lf(std::string_view text) {
  constexpr std::size_t block = 4096;
  const auto* p = reinterpret_cast<const unsigned char*>(text.data());
  for (std::size_t at = 0; at < text.size(); at += block) {
    const std::size_t end = std::min(at + block, text.size());
    unsigned char found = 0;
    for (std::size_t i = at; i < end; ++i) {
      found |= static_cast<unsigned char>(p[i] - 0x0b) < 3 || static_cast<unsigned char>(p[i] - 0x1c) < 3;
    }
    // A pair or a triple that crosses into the next block is looked at here; none crosses the end of valid UTF-8.
    const std::size_t wide = std::min(end, text.size() - std::min<std::size_t>(text.size(), 2));
    for (std::size_t i = at; i < wide; ++i) {
      found |= (p[i] == 0xe2 && p[i + 1] == 0x80 && (p[i + 2] | 1) == 0xa9) || (p[i] == 0xc2 && p[i + 1] == 0x85);
    }
    if (end == text.size() && text.size() >= 2) found |= p[end - 2] == 0xc2 && p[end - 1] == 0x85;
    if (found != 0) return false;
  }
  return true;
}

}  // namespace dsprep::text
