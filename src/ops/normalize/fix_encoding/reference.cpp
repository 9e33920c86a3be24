#include "ops/normalize/fix_encoding/reference.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "text/html_entities.h"
#include "text/utf8.h"

namespace dsprep::ops::fix_encoding {
namespace {

constexpr std::size_t longest_body = 24;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_alphanumeric(char c) { return is_digit(c) || is_upper(c) || (c >= 'a' && c <= 'z'); }

int digit_value(char c) {
  if (is_digit(c)) return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Numbers for which Python's html.unescape, which ftfy asks, gives nothing.
bool is_dropped(std::uint64_t number) {
  return (number >= 1 && number <= 8) || number == 0xb || (number >= 0xe && number <= 0x1f) || number == 0x7f ||
         (number >= 0xfdd0 && number <= 0xfdef) || (number <= 0x10ffff && (number & 0xfffe) == 0xfffe);
}

// "38" or "x26"; false where it is no number, or ';' (which ftfy takes for a reference that was read in part).
bool read_number(std::string_view body, std::string& out) {
  unsigned base = 10;
  if (body[0] == 'x' || body[0] == 'X') {
    base = 16;
    body.remove_prefix(1);
  }
  if (body.empty()) return false;
  std::uint64_t number = 0;
  for (const char c : body) {
    const int value = digit_value(c);
    if (value < 0 || value >= static_cast<int>(base)) return false;
    number = std::min<std::uint64_t>(number * base + static_cast<unsigned>(value), 0x110000);
  }
  if (number == ';') return false;
  if (!is_dropped(number)) text::append_utf8(out, text::html_code_point(number));
  return true;
}

// Appends the text of a reference in capitals.
void append_upper(std::string_view text, std::string& out) {
  constexpr struct {
    char32_t character;
    std::string_view upper;
  } longer[] = {{U'\u00df', "SS"}, {U'\u0149', "\u02bcN"}, {U'\ufb00', "FF"}, {U'\ufb01', "FI"},
                {U'\ufb02', "FL"}, {U'\ufb03', "FFI"},     {U'\ufb04', "FFL"}};
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = text::decode(text, i);
    const auto* const found =
        std::find_if(std::begin(longer), std::end(longer), [&](const auto& l) { return l.character == c; });
    if (found != std::end(longer)) out += found->upper;
    else text::append_utf8(out, static_cast<char32_t>(u_toupper(static_cast<UChar32>(c))));
  }
}

// A name in capitals that HTML has in small letters, and only so.
bool read_capitals(std::string_view name, std::string& out) {
  if (std::any_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return false;
  if (text::old_entity_size(name) != 0) return false;
  std::string lower(name);
  for (char& c : lower)
    if (is_upper(c)) c = static_cast<char>(c | 0x20);
  if (lower == name) return false;
  const std::string_view found = text::html_entity(lower + ";");
  if (found.empty()) return false;
  append_upper(found, out);
  return true;
}

}  // namespace

std::size_t read_reference(std::string_view text, std::string& out) {
  out.clear();
  const bool number = text.size() > 1 && text[1] == '#';
  const std::size_t begin = number ? 2 : 1;
  std::size_t end = begin;
  while (end < text.size() && end - begin <= longest_body && is_alphanumeric(text[end])) ++end;
  if (end == begin || end - begin > longest_body || end == text.size() || text[end] != ';') return 0;
  const std::string_view body = text.substr(begin, end - begin);
  if (number) return read_number(body, out) ? end + 1 : 0;
  if (const std::string_view found = text::html_entity(text.substr(begin, end + 1 - begin)); !found.empty()) {
    out.assign(found);
    return end + 1;
  }
  return read_capitals(body, out) ? end + 1 : 0;
}

bool has_reference(std::string_view text) {
  std::string unused;
  for (std::size_t at = 0; (at = text.find('&', at)) != text.npos; ++at)
    if (read_reference(text.substr(at), unused) != 0) return true;
  return false;
}

}  // namespace dsprep::ops::fix_encoding
