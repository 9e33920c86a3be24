#include "ops/clean/dedup_substring/window_tokens.h"

#include <algorithm>

#include "text/classes.h"
#include "text/utf8.h"

namespace dsprep::ops::dedup_substring {
namespace {

bool is_gap(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

WindowTokens::WindowTokens(TokenUnit unit, WordModel words, std::size_t length)
    : unit_(unit), words_(words), blocks_(length) {
  for (std::uint64_t byte = 0; byte < 256; ++byte) of_byte_[byte] = base::mix(byte, 1);
}

void WindowTokens::read(const TextView& view) {
  text_ = view.text();
  at_token_ = at_byte_ = 0;
  switch (unit_) {
    case TokenUnit::words:
      spans_ = view.words(words_);
      hashes_ = view.word_hashes(words_);
      size_ = spans_.size();
      break;
    case TokenUnit::characters:
      characters_.clear();
      for (std::size_t i = 0; i < text_.size();) characters_.push_back(text::decode(text_, i));
      size_ = characters_.size();
      break;
    case TokenUnit::bytes: size_ = text_.size(); break;
  }
}

base::Hash128 WindowTokens::hash(std::size_t begin, std::size_t end) const {
  const auto bytes = [&](const auto& items) {
    return std::string_view(reinterpret_cast<const char*>(items.data() + begin), (end - begin) * sizeof(items[0]));
  };
  switch (unit_) {
    case TokenUnit::words: return base::hash128(bytes(hashes_));
    case TokenUnit::characters: return base::hash128(bytes(characters_));
    case TokenUnit::bytes: break;
  }
  return base::hash128(text_.substr(begin, end - begin));
}

TextSpan WindowTokens::bytes(std::size_t begin, std::size_t end) {
  switch (unit_) {
    case TokenUnit::words: return {spans_[begin].begin, spans_[end - 1].end};
    case TokenUnit::characters: {
      if (begin < at_token_) at_token_ = at_byte_ = 0;
      const std::size_t from = walk_to(begin), to = walk_to(end);
      return whole_words(from, to);
    }
    case TokenUnit::bytes: return whole_words(begin, end);
  }
  return {};
}

std::size_t WindowTokens::walk_to(std::size_t token) {
  for (; at_token_ < token; ++at_token_) text::decode(text_, at_byte_);
  return at_byte_;
}

TextSpan WindowTokens::whole_words(std::size_t begin, std::size_t end) const {
  while (begin < end && !is_border(begin)) ++begin;
  while (end > begin && !is_border(end)) --end;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

bool WindowTokens::is_border(std::size_t at) const {
  if (at == 0 || at == text_.size()) return true;
  if (text::is_continuation(text_[at])) return false;
  std::size_t next = at, before = at - 1;
  while (text::is_continuation(text_[before])) --before;
  const std::uint16_t b = text::classes_of(text::decode(text_, next)),
                      a = text::classes_of(text::decode(text_, before));
  if (b & text::mark) return false;
  constexpr std::uint16_t of_word = text::letter | text::digit | text::mark;
  return !(a & of_word) || !(b & of_word) || ((a | b) & text::ideograph);
}

TextSpan with_gap(std::string_view text, TextSpan range) {
  if (range.size() == 0) return range;
  std::uint32_t from = range.begin, to = range.end;
  while (from > 0 && is_gap(text[from - 1])) --from;
  while (to < text.size() && is_gap(text[to])) ++to;
  if (from == 0) return {0, to};
  const auto feeds = [&](std::uint32_t a, std::uint32_t b) {
    return std::count(text.begin() + a, text.begin() + b, '\n');
  };
  if (to == text.size() || feeds(range.end, to) > feeds(from, range.begin)) return {from, range.end};
  // A gap stays only where there is one.
  return from < range.begin ? TextSpan{range.begin, to} : range;
}

}  // namespace dsprep::ops::dedup_substring
