#include "ops/normalize/replace/finder.h"

#include <unicode/uscript.h>

#include <utility>

#include "models/pii/kinds.h"
#include "models/pii/scan.h"
#include "ops/normalize/replace/emoji.h"
#include "text/classes.h"
#include "text/code_point_table.h"
#include "text/utf8.h"

namespace dsprep::ops::replace {
namespace {

constexpr std::string_view www = "www.", scheme = "://";
constexpr std::size_t longest_name = 50;  // code points of a mention or hashtag

std::vector<std::uint8_t> triggers_of(std::bitset<kind_count> wanted) {
  std::vector<std::uint8_t> flat(text::code_points);
  const bool at_signs = wanted[email] || wanted[mention], digits = wanted[number] || wanted[phone];
  for (char32_t c = 0; c < text::code_points; ++c) {
    const bool hit = (at_signs && (c == '@' || c == 0xff20)) || (wanted[hashtag] && (c == '#' || c == 0xff03)) ||
                     (digits && (text::classes_of(c) & text::digit) != 0) || (wanted[emoji] && may_begin_emoji(c)) ||
                     (wanted[url] && (c == 'w' || c == 'W'));
    flat[c] = hit;
  }
  return flat;
}

char32_t before(std::string_view text, std::size_t at) {
  if (at == 0) return 0;
  for (--at; text::is_continuation(text[at]);) --at;
  return text::decode(text, at);
}
char32_t char_at(std::string_view text, std::size_t at) { return at < text.size() ? text::decode(text, at) : 0; }

bool is_digit(char32_t c) { return c != 0 && (text::classes_of(c) & text::digit) != 0; }
bool is_letter(char32_t c) { return c != 0 && (text::classes_of(c) & text::letter) != 0; }
bool is_name(char32_t c) {
  return c == '_' || (c != 0 && (text::classes_of(c) & (text::letter | text::mark | text::digit)) != 0);
}
// Of a script that puts no spaces between words: a number or a name may begin and end beside it.
bool is_unspaced(char32_t c) {
  if (c < 0xe00 || !is_letter(c)) return false;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
    case USCRIPT_HANGUL: return true;  // "12개"
    default: return c == 0x30fc;
  }
}
bool is_border(char32_t c) { return !is_name(c) || is_unspaced(c); }

bool ascii_alphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// An address without a scheme: www. and a host of two labels or more, and what follows it.
std::size_t www_end(std::string_view text, std::size_t at) {
  for (std::size_t k = 0; k < www.size(); ++k)
    if (at + k >= text.size() || (text[at + k] | 0x20) != (www[k] | 0x20)) return at;
  std::size_t i = at + www.size(), dot = 0;
  while (i < text.size() && (ascii_alphanumeric(text[i]) || text[i] == '-' || text[i] == '.')) {
    if (text[i] == '.' && i > at + www.size()) dot = i;
    ++i;
  }
  if (dot == 0 || dot + 1 >= i) return at;
  if (i < text.size() && (text[i] == '/' || text[i] == '?' || text[i] == '#' || text[i] == ':'))
    while (i < text.size() && text[i] > ' ' && text[i] < 0x7f &&
           std::string_view("<>\"`{}|\\^").find(text[i]) == std::string_view::npos)
      ++i;
  while (std::string_view(".,;:!?'*_)]-").find(text[i - 1]) != std::string_view::npos) --i;
  return i;
}

// The end of a name of letters, marks, digits and '_', and of what '.' joins to it; `at` where it is none.
std::size_t name_end(std::string_view text, std::size_t at, bool dots, bool need_letter) {
  std::size_t i = at, chars = 0;
  bool letter = !need_letter;
  for (; i < text.size() && chars <= longest_name; ++chars) {
    std::size_t next = i;
    const char32_t c = text::decode(text, next);
    if (!is_name(c) && !(dots && c == '.' && chars > 0 && is_name(char_at(text, next)))) break;
    letter |= is_letter(c);
    i = next;
  }
  return chars <= longest_name && letter ? i : at;
}

std::size_t mention_end(std::string_view text, std::size_t at) {
  const std::size_t begin = at + text::char_length(text[at]);
  const std::size_t end = name_end(text, begin, true, false);
  if (end == begin) return at;
  if (end + 1 >= text.size() || text[end] != '@' || !ascii_alphanumeric(text[end + 1])) return end;
  std::size_t host = end + 1;  // @user@host.example
  while (host < text.size() && (ascii_alphanumeric(text[host]) || text[host] == '-' || text[host] == '.')) ++host;
  while (!ascii_alphanumeric(text[host - 1])) --host;
  return host;
}

// #tag, and #话题# as it is written in Chinese.
std::size_t hashtag_end(std::string_view text, std::size_t at) {
  const char32_t sign = char_at(text, at);
  const std::size_t begin = at + text::char_length(text[at]);
  std::size_t end = name_end(text, begin, false, true);
  if (end == begin) return at;
  if (char_at(text, end) == sign && is_border(char_at(text, end + text::char_length(text[end]))))
    end += text::char_length(text[end]);
  return end;
}

bool is_separator(char32_t c) { return c == '.' || c == ',' || c == 0x66b || c == 0x66c; }

// Digits with a single separator between each two groups, and nothing of a word behind them.
std::size_t number_end(std::string_view text, std::size_t at) {
  std::size_t i = at;
  while (i < text.size()) {
    std::size_t next = i;
    const char32_t c = text::decode(text, next);
    if (is_digit(c) || (is_separator(c) && is_digit(char_at(text, next)))) i = next;
    else break;
  }
  return is_border(char_at(text, i)) ? i : at;
}

}  // namespace

Search::Search(std::bitset<kind_count> wanted, std::vector<std::string> regions)
    : wanted_(wanted), triggers_(triggers_of(wanted)) {
  const auto want = [&](models::pii::Kind kind, bool on) {
    personal_.settings.wanted[models::pii::index_of(kind)] = on;
  };
  want(models::pii::Kind::url, wanted[url]);
  want(models::pii::Kind::email, wanted[email]);
  want(models::pii::Kind::phone, wanted[phone]);
  personal_.settings.regions = std::move(regions);
}

bool Search::worth(std::string_view text) const {
  if (wanted_[url] && text.find(scheme) != text.npos) return true;
  for (std::size_t at = 0; (at = triggers_.find(text, at)) < text.size(); ++at) {
    const char c = text[at];
    const bool keycap_alone =
        c == '*' || (c == '#' && !wanted_[hashtag]) || (c >= '0' && c <= '9' && !wanted_[number] && !wanted_[phone]);
    if (c == 'w' || c == 'W') {
      if (www_end(text, at) > at) return true;
    } else if (!keycap_alone || emoji_end(text, at) > at) {
      return true;
    }
  }
  return false;
}

const std::vector<Span>& Finder::find(std::string_view text) {
  spans_.clear();
  std::size_t at = 0;
  if (search_.wants(url) || search_.wants(email) || search_.wants(phone)) {
    for (const models::pii::Found& found : scanner_.scan(text)) {
      find_between(text, at, found.begin);
      if (found.begin < at || (!spans_.empty() && spans_.back().end > found.begin)) continue;
      const Kind kind = found.kind == models::pii::Kind::url     ? url
                        : found.kind == models::pii::Kind::email ? email
                                                                 : phone;
      spans_.push_back({found.begin, found.end, kind});
      at = found.end;
    }
  }
  find_between(text, at, text.size());
  return spans_;
}

void Finder::find_between(std::string_view text, std::size_t begin, std::size_t end) {
  // What ends behind `end` would overlap what was found there, and is none.
  const std::string_view here = text.substr(0, end);
  for (std::size_t at = begin; (at = search_.triggers().find(here, at)) < end;) {
    const char32_t left = before(text, at);
    const bool behind_last = !spans_.empty() && spans_.back().end == at;
    const bool free = behind_last || (is_border(left) && left != '@' && left != '#' && left != '&');
    Kind kind = number;
    const std::size_t stop = end_at(text, at, free, kind);
    if (stop > at && stop <= end) {
      spans_.push_back({at, stop, kind});
      at = stop;
    } else {
      // Nothing begins within a row of digits.
      const bool digits = is_digit(char_at(text, at));
      at += text::char_length(text[at]);
      while (digits && at < end && is_digit(char_at(text, at))) at += text::char_length(text[at]);
    }
  }
}

std::size_t Finder::end_at(std::string_view text, std::size_t at, bool free, Kind& kind) const {
  const char32_t c = char_at(text, at);
  if (search_.wants(emoji)) {
    kind = emoji;
    if (const std::size_t end = emoji_end(text, at); end > at) return end;
  }
  if (!free) return at;
  if (c == 'w' || c == 'W') return kind = url, search_.wants(url) ? www_end(text, at) : at;
  if (c == '@' || c == 0xff20) return kind = mention, search_.wants(mention) ? mention_end(text, at) : at;
  if (c == '#' || c == 0xff03) return kind = hashtag, search_.wants(hashtag) ? hashtag_end(text, at) : at;
  if (is_digit(c)) return kind = number, search_.wants(number) ? number_end(text, at) : at;
  return at;
}

}  // namespace dsprep::ops::replace
