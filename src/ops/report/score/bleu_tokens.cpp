#include "ops/report/score/bleu_tokens.h"

#include <utility>

#include "text/classes.h"
#include "text/segment.h"
#include "text/trim.h"
#include "text/utf8.h"

namespace dsprep::ops::score {
namespace {

using text::decode;

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_stop(char32_t c) { return c == '.' || c == ','; }
// ASCII punctuation but ' , - .
bool is_split_off(char32_t c) {
  return (c >= '{' && c <= '~') || (c >= '[' && c <= '`') || (c >= ' ' && c <= '&') || (c >= '(' && c <= '+') ||
         (c >= ':' && c <= '@') || c == '/';
}

bool is_chinese(char32_t c) {
  struct Range {
    char32_t first, last;
  };
  // The third and the eighth are written as code points beyond 16 bits in a language that reads only four digits.
  constexpr Range ranges[] = {{0x3400, 0x4db5}, {0x4e00, 0x9fbb}, {0xf900, 0xfa2d}, {0xfa30, 0xfa6a}, {0xfa70, 0xfad9},
                              {0x2001, 0x2a6d}, {0xff00, 0xffef}, {0x2e80, 0x2eff}, {0x2f81, 0x2fa1}, {0x3000, 0x303f},
                              {0x31c0, 0x31ef}, {0x2f00, 0x2fdf}, {0x2ff0, 0x2fff}, {0x3100, 0x312f}, {0x31a0, 0x31bf},
                              {0xfe10, 0xfe1f}, {0xfe30, 0xfe4f}, {0x2600, 0x26ff}, {0x2700, 0x27bf}, {0x3200, 0x33ff}};
  for (const Range& range : ranges)
    if (c >= range.first && c <= range.last) return true;
  return false;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
    text.replace(at, what.size(), with);
}

// Pairs of neighbours, from left to right without overlap: where `matches(first, second)`, `write` gets both, as bytes.
template <class Matches, class Write>
void rewrite_pairs(std::string_view text, std::string& out, const Matches& matches, const Write& write) {
  out.clear();
  for (std::size_t at = 0; at < text.size();) {
    std::size_t middle = at;
    const char32_t first = decode(text, middle);
    if (middle < text.size()) {
      std::size_t end = middle;
      const char32_t second = decode(text, end);
      if (matches(first, second)) {
        write(text.substr(at, middle - at), text.substr(middle, end - middle));
        at = end;
        continue;
      }
    }
    out += text.substr(at, middle - at);
    at = middle;
  }
}

template <class Matches>
void space_around(std::string_view text, std::string& out, const Matches& matches) {
  out.clear();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const bool spaced = matches(decode(text, at));
    if (spaced) out += ' ';
    out += text.substr(begin, at - begin);
    if (spaced) out += ' ';
  }
}

}  // namespace

std::optional<BleuTokenizer> bleu_tokenizer(std::string_view name) {
  constexpr std::pair<std::string_view, BleuTokenizer> names[] = {{"13a", BleuTokenizer::v13a},
                                                                  {"intl", BleuTokenizer::intl},
                                                                  {"zh", BleuTokenizer::zh},
                                                                  {"char", BleuTokenizer::chars},
                                                                  {"none", BleuTokenizer::none}};
  for (const auto& [known, tokenizer] : names)
    if (known == name) return tokenizer;
  return std::nullopt;
}

void BleuTokens::split_western(std::string& text) {
  const auto after = [&](std::string_view a, std::string_view b) {  // "\1 \2 "
    next_.append(a).append(" ").append(b).append(" ");
  };
  const auto before = [&](std::string_view a, std::string_view b) {  // " \1 \2"
    next_.append(" ").append(a).append(" ").append(b);
  };
  space_around(text, next_, is_split_off);
  std::swap(text, next_);
  rewrite_pairs(
      text, next_, [](char32_t a, char32_t b) { return !is_digit(a) && is_stop(b); }, after);
  std::swap(text, next_);
  rewrite_pairs(
      text, next_, [](char32_t a, char32_t b) { return is_stop(a) && !is_digit(b); }, before);
  std::swap(text, next_);
  rewrite_pairs(
      text, next_, [](char32_t a, char32_t b) { return is_digit(a) && b == '-'; }, after);
  std::swap(text, next_);
}

void BleuTokens::split(std::string_view segment, std::string& text, std::vector<std::string_view>& tokens) {
  using namespace dsprep::text;
  text.assign(trim_end(segment));
  switch (tokenizer_) {
    case BleuTokenizer::v13a:
      replace_all(text, "<skipped>", "");
      replace_all(text, "-\n", "");
      replace_all(text, "\n", " ");
      if (text.find('&') != std::string::npos) {
        replace_all(text, "&quot;", "\"");
        replace_all(text, "&amp;", "&");
        replace_all(text, "&lt;", "<");
        replace_all(text, "&gt;", ">");
      }
      text.insert(text.begin(), ' ');
      text += ' ';
      split_western(text);
      break;
    case BleuTokenizer::intl: {
      const auto number = [](char32_t c) { return (classes_of(c) & (digit | other_number)) != 0; };
      const auto mark = [](char32_t c) { return (classes_of(c) & punctuation) != 0; };
      const auto write = [&](std::string_view lead, std::string_view a, std::string_view b, std::string_view tail) {
        next_.append(lead).append(a).append(" ").append(b).append(tail);
      };
      rewrite_pairs(
          text, next_, [&](char32_t a, char32_t b) { return !number(a) && mark(b); },
          [&](std::string_view a, std::string_view b) { write("", a, b, " "); });
      std::swap(text, next_);
      rewrite_pairs(
          text, next_, [&](char32_t a, char32_t b) { return mark(a) && !number(b); },
          [&](std::string_view a, std::string_view b) { write(" ", a, b, ""); });
      std::swap(text, next_);
      space_around(text, next_, [](char32_t c) { return (classes_of(c) & symbol) != 0; });
      std::swap(text, next_);
      break;
    }
    case BleuTokenizer::zh:
      space_around(trim(text), next_, is_chinese);
      std::swap(text, next_);
      split_western(text);
      break;
    case BleuTokenizer::chars:
      space_around(text, next_, [](char32_t) { return true; });
      std::swap(text, next_);
      break;
    case BleuTokenizer::none: break;
  }
  split_whitespace(text, spans_);
  tokens.clear();
  for (const TextSpan& span : spans_) tokens.push_back(span.of(text));
}

}  // namespace dsprep::ops::score
