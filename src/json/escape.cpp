#include "json/escape.h"

#include <array>
#include <cstdint>
#include <cstring>

#include "json/block16.h"
#include "json/string_escape.h"

namespace dsprep::json {
namespace {

bool must_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

char* write_utf8(char32_t c, char* to) {
  if (c < 0x80) {
    *to++ = static_cast<char>(c);
  } else if (c < 0x800) {
    *to++ = static_cast<char>(0xc0 | (c >> 6));
    *to++ = static_cast<char>(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    *to++ = static_cast<char>(0xe0 | (c >> 12));
    *to++ = static_cast<char>(0x80 | ((c >> 6) & 0x3f));
    *to++ = static_cast<char>(0x80 | (c & 0x3f));
  } else {
    *to++ = static_cast<char>(0xf0 | (c >> 18));
    *to++ = static_cast<char>(0x80 | ((c >> 12) & 0x3f));
    *to++ = static_cast<char>(0x80 | ((c >> 6) & 0x3f));
    *to++ = static_cast<char>(0x80 | (c & 0x3f));
  }
  return to;
}

// Decodes the escape at `from`, moves both pointers behind it. A decoded escape is never longer than the escape, which
// is what lets the output be as large as the input and no larger. What trusted input may hold although JSON forbids it
// stays in bounds and stays valid UTF-8: an unknown escape is copied, half a surrogate pair becomes U+FFFD.
void decode_escape(const char*& from, const char* end, char*& to) {
  if (end - from < 2) {
    *to++ = *from++;
    return;
  }
  if (const char c = simple_escape(from[1])) {
    *to++ = c;
    from += 2;
    return;
  }
  const std::int32_t unit = from[1] == 'u' && end - from >= 6 ? hex4(from + 2) : -1;
  if (unit < 0) {
    *to++ = *from++;
    return;
  }
  from += 6;
  char32_t c = static_cast<char32_t>(unit);
  if (is_high_surrogate(unit)) {
    const std::int32_t low = end - from >= 6 && from[0] == '\\' && from[1] == 'u' ? hex4(from + 2) : -1;
    if (is_low_surrogate(low)) {
      c = joined_surrogates(unit, low);
      from += 6;
    } else {
      c = 0xfffd;
    }
  } else if (is_low_surrogate(unit)) {
    c = 0xfffd;
  }
  to = write_utf8(c, to);
}

}  // namespace

char* write_escape(char c, char* to) {
  char letter = 0;
  switch (c) {
    case '"': letter = '"'; break;
    case '\\': letter = '\\'; break;
    case '\b': letter = 'b'; break;
    case '\f': letter = 'f'; break;
    case '\n': letter = 'n'; break;
    case '\r': letter = 'r'; break;
    case '\t': letter = 't'; break;
    default: {
      constexpr char digits[] = "0123456789abcdef";
      const auto code = static_cast<unsigned char>(c);
      std::memcpy(to, "\\u00", 4);
      to[4] = digits[code >> 4];
      to[5] = digits[code & 15];
      return to + 6;
    }
  }
  to[0] = '\\';
  to[1] = letter;
  return to + 2;
}

// Both directions copy block by block and look at the same register for the first byte that needs attention: text is
// stored before it is known to be plain, and what was stored too much is overwritten next.

void append_escaped(std::string& out, std::string_view text) {
  const char* from = text.data();
  const char* const end = from + text.size();
  const std::size_t start = out.size();
  out.resize(start + text.size() + text.size() / 16 + 16 + longest_escape);
  char* to = out.data() + start;
  const char* limit = out.data() + out.size() - 16 - longest_escape;
  while (from < end) {
    if (to > limit) {
      const std::size_t used = static_cast<std::size_t>(to - out.data());
      const auto left = static_cast<std::size_t>(end - from);
      out.resize(used + left + left / 2 + 16 + longest_escape);
      to = out.data() + used;
      limit = out.data() + out.size() - 16 - longest_escape;
    }
    if (end - from < 16) {
      const char c = *from++;
      if (must_escape(c)) to = write_escape(c, to);
      else *to++ = c;
      continue;
    }
    const block16::Mask mask = block16::copy_find_escapable(from, to);
    if (mask == 0) {
      from += 16;
      to += 16;
      continue;
    }
    const unsigned plain = block16::first(mask);
    from += plain;
    to = write_escape(*from++, to + plain);
  }
  out.resize(static_cast<std::size_t>(to - out.data()));
}

void append_escaped_scalar(std::string& out, std::string_view text) {
  for (const char c : text) {
    std::array<char, longest_escape> escape;
    if (must_escape(c)) out.append(escape.data(), write_escape(c, escape.data()));
    else out.push_back(c);
  }
}

void unescape(std::string_view inside, std::string& out) {
  out.resize(inside.size());
  const char* from = inside.data();
  const char* const end = from + inside.size();
  char* to = out.data();
  while (end - from >= 16) {
    const block16::Mask mask = block16::copy_find_backslash(from, to);
    if (mask == 0) {
      from += 16;
      to += 16;
      continue;
    }
    const unsigned plain = block16::first(mask);
    from += plain;
    to += plain;
    decode_escape(from, end, to);
  }
  while (from < end) {
    if (*from == '\\') decode_escape(from, end, to);
    else *to++ = *from++;
  }
  out.resize(static_cast<std::size_t>(to - out.data()));
}

void unescape_scalar(std::string_view inside, std::string& out) {
  out.clear();
  const char* from = inside.data();
  const char* const end = from + inside.size();
  while (from < end) {
    if (*from != '\\') {
      out.push_back(*from++);
      continue;
    }
    std::array<char, 8> decoded;
    char* to = decoded.data();
    decode_escape(from, end, to);
    out.append(decoded.data(), to);
  }
}

}  // namespace dsprep::json
