#include "ops/clean/code/visible_text.h"

#include <algorithm>

#include "base/ascii.h"
#include "text/url.h"
#include "text/utf8.h"

namespace dsprep::ops::code {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool begins_with(std::string_view text, std::string_view lower_case) {
  if (text.size() < lower_case.size()) return false;
  for (std::size_t i = 0; i < lower_case.size(); ++i)
    if (base::ascii_lower(text[i]) != lower_case[i]) return false;
  return true;
}

// Whether `text` begins with that tag, and not with one that has a longer name.
bool is_tag(std::string_view text, std::string_view tag) {
  return begins_with(text, tag) && (text.size() == tag.size() || !text::is_ascii_alphanumeric(text[tag.size()]));
}

// Where `mark` stands at or behind `from`, or the end.
std::size_t find_or_end(std::string_view text, std::string_view mark, std::size_t from) {
  return std::min(text.find(mark, std::min(from, text.size())), text.size());
}

// Behind the '>' that closes the tag at `i`; quotes may hold others. Without one the end.
std::size_t behind_tag(std::string_view html, std::size_t i) {
  char quote = 0;
  for (; i < html.size(); ++i) {
    const char c = html[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '>') {
      return i + 1;
    } else if ((c == '"' || c == '\'') && (html[i - 1] == '=' || is_space(html[i - 1]))) {
      quote = c;
    }
  }
  return html.size();
}

// Behind "</name…>", the end of an element whose contents are no HTML; the end where there is none.
std::size_t behind_raw(std::string_view html, std::size_t i, std::string_view closing) {
  for (i = find_or_end(html, "</", i); i < html.size(); i = find_or_end(html, "</", i + 2)) {
    if (is_tag(html.substr(i), closing)) return behind_tag(html, i + closing.size());
  }
  return html.size();
}

// The bytes of the character reference at html[i], an '&', or 0 where it is none.
std::size_t reference_size(std::string_view html, std::size_t i) {
  constexpr std::size_t longest = 32;
  const std::size_t limit = std::min(html.size(), i + longest);
  std::size_t end = i + 1;
  if (end < limit && html[end] == '#') ++end;
  const std::size_t name = end;
  while (end < limit && text::is_ascii_alphanumeric(html[end])) ++end;
  return end > name && end < limit && html[end] == ';' ? end + 1 - i : 0;
}

// Characters of text between tags. White space alone, which tags are laid out with, is one character.
std::uint64_t count_text(std::string_view text, bool preformatted) {
  if (!preformatted && !text.empty() && text.find_first_not_of(" \t\n\f\r") == std::string_view::npos) return 1;
  std::uint64_t chars = text::count_chars(text);
  for (std::size_t i = text.find('&'); i != std::string_view::npos; i = text.find('&', i + 1)) {
    const std::size_t size = reference_size(text, i);
    if (size > 0) chars -= size - 1;
  }
  return chars;
}

}  // namespace

std::uint64_t count_visible_chars(std::string_view html) {
  std::uint64_t chars = 0, preformatted = 0;  // how many <pre> and <textarea> are open
  for (std::size_t at = 0; at < html.size();) {
    std::size_t tag = find_or_end(html, "<", at);
    chars += count_text(html.substr(at, tag - at), preformatted > 0);
    if (tag == html.size()) break;
    const std::string_view rest = html.substr(tag);
    if (rest.starts_with("<!--")) {
      at = std::min(find_or_end(html, "-->", tag + 4) + 3, html.size());
    } else if (rest.starts_with("<!") || rest.starts_with("<?")) {
      at = std::min(find_or_end(html, ">", tag + 2) + 1, html.size());
    } else if (rest.size() > 1 && (is_letter(rest[1]) || (rest[1] == '/' && rest.size() > 2 && is_letter(rest[2])))) {
      at = behind_tag(html, tag + 2);
      if (is_tag(rest, "<pre") || is_tag(rest, "<textarea")) ++preformatted;
      else if (preformatted > 0 && (is_tag(rest, "</pre") || is_tag(rest, "</textarea"))) --preformatted;
      if (is_tag(rest, "<script")) at = behind_raw(html, at, "</script");
      else if (is_tag(rest, "<style")) at = behind_raw(html, at, "</style");
    } else {
      ++chars;  // a '<' that opens nothing
      at = tag + 1;
    }
  }
  return chars;
}

}  // namespace dsprep::ops::code
