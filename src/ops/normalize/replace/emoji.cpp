#include "ops/normalize/replace/emoji.h"

#include <unicode/uchar.h>

#include <array>
#include <cstdint>

#include "base/ascii.h"
#include "text/utf8.h"

namespace dsprep::ops::replace {
namespace {

constexpr char32_t joiner = 0x200d, text_style = 0xfe0e, emoji_style = 0xfe0f, keycap = 0x20e3, black_flag = 0x1f3f4;
constexpr char32_t first_tag = 0xe0020, last_tag = 0xe007e, end_of_tags = 0xe007f;
constexpr char32_t first_picture = 0x2600;  // from here on a sign is an emoji even where it says nothing of its style

bool has(char32_t c, UProperty property) { return u_hasBinaryProperty(static_cast<UChar32>(c), property) != 0; }
bool is_regional(char32_t c) { return c >= 0x1f1e6 && c <= 0x1f1ff; }
bool is_keycap_base(char32_t c) { return (c >= '0' && c <= '9') || c == '#' || c == '*'; }
bool is_skin_tone(char32_t c) { return c >= 0x1f3fb && c <= 0x1f3ff; }

// The code point at text[i], 0 at the end.
char32_t at(std::string_view text, std::size_t i) { return i < text.size() ? text::decode(text, i) : 0; }

std::size_t skip(std::string_view text, std::size_t i) { return i + text::char_length(text[i]); }

// Behind the picture at text[i] with its presentation, skin tone and tags; i where there is none. `joined`: behind a
// joiner, where signs of text are pictures.
std::size_t picture_end(std::string_view text, std::size_t i, bool joined) {
  const char32_t c = at(text, i);
  if (c < 0x80 || !has(c, UCHAR_EMOJI) || is_regional(c)) return i;
  const std::size_t begin = i;
  i = skip(text, i);
  const char32_t style = at(text, i);
  if (style == text_style) return begin;
  bool picture =
      joined || has(c, UCHAR_EMOJI_PRESENTATION) || (c >= first_picture && has(c, UCHAR_EXTENDED_PICTOGRAPHIC));
  if (style == emoji_style) {
    picture = true;
    i = skip(text, i);
  }
  if (is_skin_tone(at(text, i)) && has(c, UCHAR_EMOJI_MODIFIER_BASE)) {
    picture = true;
    i = skip(text, i);
  }
  if (!picture) return begin;
  if (c == black_flag) {
    std::size_t tags = i;
    while (at(text, tags) >= first_tag && at(text, tags) <= last_tag) tags = skip(text, tags);
    if (tags > i && at(text, tags) == end_of_tags) i = skip(text, tags);
  }
  return i;
}

void append_unicode_name(char32_t c, std::string& out) {
  std::array<char, 128> name{};
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t size = u_charName(static_cast<UChar32>(c), U_EXTENDED_CHAR_NAME, name.data(),
                                       static_cast<std::int32_t>(name.size()), &status);
  for (std::int32_t i = 0; i < size; ++i) {
    const char letter = name[static_cast<std::size_t>(i)];
    out += letter == ' ' || letter == '-' ? '_' : base::ascii_lower(letter);
  }
}

}  // namespace

bool may_begin_emoji(char32_t c) { return has(c, UCHAR_EMOJI); }

std::size_t emoji_end(std::string_view text, std::size_t begin) {
  const char32_t c = at(text, begin);
  if (is_keycap_base(c)) {
    std::size_t i = begin + 1;
    if (at(text, i) == emoji_style) i = skip(text, i);
    return at(text, i) == keycap ? skip(text, i) : begin;
  }
  if (is_regional(c)) {
    const std::size_t second = skip(text, begin);
    return is_regional(at(text, second)) ? skip(text, second) : begin;
  }
  std::size_t end = picture_end(text, begin, false);
  while (end > begin && at(text, end) == joiner) {
    const std::size_t next = skip(text, end), behind = picture_end(text, next, true);
    if (behind == next) break;
    end = behind;
  }
  return end;
}

void append_emoji_name(std::string_view emoji, std::string& out) {
  out += ':';
  const char32_t first = at(emoji, 0);
  if (is_keycap_base(first)) {
    out += "keycap_";
    if (first == '#') out += "number_sign";
    else if (first == '*') out += "asterisk";
    else out += static_cast<char>(first);
  } else if (is_regional(first)) {
    out += "flag_";
    for (std::size_t i = 0; i < emoji.size();) out += static_cast<char>('a' + (text::decode(emoji, i) - 0x1f1e6));
  } else {
    const bool tags = first == black_flag && emoji.size() > 8 && at(emoji, 4) >= first_tag && at(emoji, 4) <= last_tag;
    if (tags) out += "flag_";
    bool none = true;
    for (std::size_t i = 0; i < emoji.size();) {
      const char32_t c = text::decode(emoji, i);
      if (c == joiner || c == emoji_style || c == end_of_tags || (tags && c == black_flag)) continue;
      if (tags) {
        out += static_cast<char>(c - 0xe0000);
        continue;
      }
      if (!none) out += '_';
      none = false;
      append_unicode_name(c, out);
    }
  }
  out += ':';
}

}  // namespace dsprep::ops::replace
