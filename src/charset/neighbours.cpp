#include "charset/neighbours.h"

#include <algorithm>

#include "text/utf8.h"

namespace dsprep::charset {
namespace {

constexpr std::size_t reach = 60;  // bytes before and behind

bool is_beyond(char c) { return static_cast<signed char>(c) < 0; }
bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool ends_reach(char c) { return c == '<' || c == '>'; }  // before or behind a tag

// A word, and no part of an address: what stands before and behind it.
bool may_begin(char before) {
  return is_space(before) || std::string_view("(\"'>").find(before) != std::string_view::npos;
}
bool may_end(std::string_view rest) {
  if (!rest.empty() && std::string_view(".,;:!?)\"'").find(rest[0]) != std::string_view::npos) rest.remove_prefix(1);
  return rest.empty() || is_space(rest[0]) || rest[0] == '<';
}

// The whole words of sample[begin, end).
void append_words(std::string_view sample, std::size_t begin, std::size_t end, std::string& words) {
  for (std::size_t i = begin; i < end;) {
    if (!is_letter(sample[i])) {
      ++i;
      continue;
    }
    std::size_t behind = i;
    while (behind < sample.size() && is_letter(sample[behind])) ++behind;
    if ((i == 0 || may_begin(sample[i - 1])) && may_end(sample.substr(behind))) {
      words += ' ';
      for (; i < behind; ++i) words += static_cast<char>(sample[i] | 0x20);
    }
    i = behind;
  }
}

}  // namespace

std::string neighbours(std::string_view sample, std::size_t most) {
  std::string words;
  std::size_t done = 0;  // what lies before was looked at
  for (std::size_t at = 0; words.size() < most;) {
    at += text::ascii_prefix(sample.substr(at));
    if (at >= sample.size()) break;
    std::size_t begin = at, end = at;
    while (begin > done && at - begin < reach && !ends_reach(sample[begin - 1])) --begin;
    // On to the next gap of twice the reach.
    while (end < sample.size() && end - at < reach && !ends_reach(sample[end])) {
      if (is_beyond(sample[end])) at = end;
      if (++end - begin > most) break;
    }
    append_words(sample, begin, end, words);
    at = std::max(at + 1, end);
    done = end;
  }
  words += ' ';
  return words;
}

}  // namespace dsprep::charset
