#include "ops/normalize/punctuation/widen.h"

#include <algorithm>
#include <span>

#include "ops/normalize/punctuation/cjk_lines.h"
#include "ops/normalize/punctuation/mark_map.h"
#include "text/classes.h"
#include "text/code_point_table.h"
#include "text/utf8.h"

namespace dsprep::ops::punctuation {
namespace {

constexpr std::size_t longest_bracket = 600;  // bytes
constexpr char32_t wide_open = 0xff08, wide_close = 0xff09;

bool is_mark(char32_t c) { return (text::classes_of(c) & (text::punctuation | text::symbol)) != 0; }

// Whether the nearest character before `at` that is no mark is a Han or kana letter.
bool cjk_before(std::string_view text, std::size_t at) {
  while (at > 0) {
    for (--at; text::is_continuation(text[at]);) --at;
    std::size_t i = at;
    const char32_t c = text::decode(text, i);
    if (letters()[c] == cjk_letter) return true;
    if (!is_mark(c)) return false;
  }
  return false;
}

bool cjk_behind(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const char32_t c = text::decode(text, at);
    if (letters()[c] == cjk_letter) return true;
    if (!is_mark(c)) return false;
  }
  return false;
}

bool ascii_word(std::string_view text, std::size_t at) {
  const auto alphanumeric = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  return at < text.size() && alphanumeric(text[at]);
}

std::string_view wide_form(char32_t c) {
  for (const Wide& form : wide_forms())
    if (form.mark == c) return form.wide;
  return {};
}

}  // namespace

std::size_t Widener::closer_of(std::string_view text, std::size_t at, std::size_t line_end) {
  const std::size_t end = std::min(line_end, at + longest_bracket);
  unsigned depth = 0;
  for (std::size_t i = at; i < end;) {
    const std::size_t begin = i;
    const char32_t c = text::decode(text, i);
    if (c == '(' || c == wide_open) ++depth;
    if (c != ')' && c != wide_close) continue;
    if (depth == 0) return begin;
    --depth;
  }
  return line_end;
}

std::size_t Widener::rewrite(std::string_view text, std::size_t at, std::size_t line_end, TextDraft& draft) {
  std::size_t behind = at;
  const char32_t c = text::decode(text, behind);
  bool wide = false;
  if (c == '(' || c == wide_open) {
    const std::size_t closer = closer_of(text, behind, line_end);
    const bool closed = closer < line_end;
    wide = c == wide_open || (closed && (cjk_before(text, at) || cjk_behind(text, behind) || cjk_before(text, closer)));
    if (wide && closed) closers_.push_back(closer);
  } else if (c == ')' || c == wide_close) {
    wide = std::find(closers_.begin(), closers_.end(), at) != closers_.end();
    std::erase_if(closers_, [&](std::size_t closer) { return closer <= at; });
  } else if (c == '.') {
    wide = cjk_before(text, at) && !ascii_word(text, behind) && text[at - 1] != '.' &&
           (behind == text.size() || text[behind] != '.');
  } else {
    wide = c >= 0x80 || cjk_before(text, at);  // half-width forms have no other place
  }
  const std::string_view form = wide ? wide_form(c) : std::string_view();
  draft.keep_to(at);
  if (form.empty()) draft.keep_to(behind);
  else draft.replace(behind - at, form);
  return behind;
}

}  // namespace dsprep::ops::punctuation
