#include "ops/normalize/fix_encoding/mojibake.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "ops/normalize/fix_encoding/badness.h"
#include "ops/normalize/fix_encoding/reference.h"
#include "ops/normalize/fix_encoding/single_byte_encodings.h"
#include "ops/normalize/fix_encoding/utf8_bytes.h"
#include "text/utf8.h"

namespace dsprep::ops::fix_encoding {
namespace {

bool is_c1(char32_t c) { return c >= 0x80 && c < 0xa0; }

bool is_ascii(std::u32string_view text) {
  return std::all_of(text.begin(), text.end(), [](char32_t c) { return c < 0x80; });
}

unsigned clues_at(std::u32string_view text, std::size_t i) {
  return i < text.size() ? SingleByteEncodings::get().clues(text[i]) : 0;
}

// How many characters at i look like one of UTF-8; 0 where they do not.
std::size_t sequence_size(std::u32string_view text, std::size_t i) {
  const unsigned first = clues_at(text, i);
  const std::size_t size = (first & first_of_2) ? 2 : (first & first_of_3) ? 3 : (first & first_of_4) ? 4 : 0;
  for (std::size_t k = 1; k < size; ++k)
    if (!(clues_at(text, i + k) & continuation)) return 0;
  return size;
}

}  // namespace

bool Mojibake::spend(std::size_t size) {
  if (size > left_) {
    left_ = 0;
    return false;
  }
  left_ -= size;
  return true;
}

Mojibake::Done Mojibake::repair(Chars& text, bool unescape_too) {
  left_ = most_passes * (text.size() + 1);
  Done done;
  for (bool changed = true; changed;) {
    changed = false;
    if (unescape_too && unescape(text)) done.unescaped = changed = true;
    if (switches_.fix_encoding && fix_encoding(text)) done.decoded = changed = true;
    if (!spend(text.size() + 1)) {
      done.settled = false;
      break;
    }
  }
  return done;
}

bool Mojibake::fix_encoding(Chars& text) {
  bool changed = false;
  while (spend(text.size() + 1) && fix_step(text)) changed = true;
  return changed;
}

// One step, as in ftfy's _fix_encoding_one_step_and_explain.
bool Mojibake::fix_step(Chars& text) {
  if (is_ascii(text.units) || !Badness::get().is_bad(text.units)) return false;
  const SingleByteEncodings& known = SingleByteEncodings::get();
  unsigned possible = all_encodings;
  for (const char32_t c : text.units) possible &= known.having(c);
  bool done = false;
  const bool changed = try_encodings(text, possible, done);
  if (done) return changed;
  if (switches_.decode_inconsistent_utf8 && decode_inconsistent(text)) return true;
  if ((possible & 1u << latin_1) && latin_1_to_windows_1252(text)) return true;
  return switches_.fix_c1_controls && fix_c1(text);
}

// `done`: it was UTF-8 in one of the encodings.
bool Mojibake::try_encodings(Chars& text, unsigned possible, bool& done) {
  const SingleByteEncodings& known = SingleByteEncodings::get();
  for (unsigned encoding = 0; encoding < encodings; ++encoding) {
    if (!(possible & 1u << encoding)) continue;
    bytes_.start(text.traced);
    for (const char32_t c : text.units) bytes_.units.push_back(static_cast<char>(known.encode(c, encoding)));
    bytes_.extents = text.extents;
    // In MacRoman it would be an en dash and a space.
    if (switches_.restore_byte_a0 && encoding != mac_roman && restore_byte_a0(bytes_, altered_))
      std::swap(bytes_, altered_);
    if (switches_.replace_lossy_sequences && SingleByteEncodings::is_sloppy(encoding) &&
        replace_lossy_sequences(bytes_, altered_))
      std::swap(bytes_, altered_);
    const bool variants = bytes_.units.find_first_of("\xed\xc0") != std::string::npos;
    if (!decode_utf8(bytes_, variants, next_)) continue;
    done = true;
    if (next_.units == text.units) return false;
    std::swap(text, next_);
    return true;
  }
  return false;
}

// Repairs what looks like UTF-8 by itself, where the text as a whole is none.
bool Mojibake::decode_inconsistent(Chars& text) {
  const std::u32string_view chars = text.units;
  std::size_t kept = 0;  // what is in `out` already
  bool changed = false;
  Chars out, part;
  for (std::size_t i = 0; i < chars.size();) {
    std::size_t end = i;
    // Not the end of a longer garble: that would be worse than before.
    if (i == 0 || !(clues_at(chars, i - 1) & strict_continuation))
      while (const std::size_t size = sequence_size(chars, end)) end += size;
    if (end == i) {
      ++i;
      continue;
    }
    if (end - i < chars.size() && Badness::get().is_bad(chars.substr(i, end - i))) {
      part.start(text.traced);
      part.append_all(text, i, end);
      if (fix_encoding(part)) {
        if (!changed) out.start(text.traced);
        changed = true;
        out.append_all(text, kept, i);
        out.append_all(part, 0, part.size());
        kept = end;
      }
    }
    i = end;
  }
  if (!changed) return false;
  out.append_all(text, kept, chars.size());
  changed = out.units != text.units;
  text = std::move(out);
  return changed;
}

// Text in Latin-1 that was meant to be windows-1252; not where a byte has no meaning there.
bool Mojibake::latin_1_to_windows_1252(Chars& text) {
  const auto has_none = [](char32_t c) { return c == 0x81 || c == 0x8d || c == 0x8f || c == 0x90 || c == 0x9d; };
  if (std::any_of(text.units.begin(), text.units.end(), has_none)) return false;
  return fix_c1(text);
}

bool Mojibake::fix_c1(Chars& text) {
  bool changed = false;
  for (char32_t& c : text.units) {
    if (!is_c1(c)) continue;
    const char32_t now = SingleByteEncodings::decode(static_cast<unsigned char>(c), windows_1252);
    changed |= now != c;
    c = now;
  }
  return changed;
}

bool Mojibake::unescape(Chars& text) {
  std::size_t kept = 0;
  bool changed = false;
  for (std::size_t i = 0; (i = text.units.find(U'&', i)) != std::u32string::npos; ++i) {
    before_.clear();
    for (std::size_t k = i; k < text.size() && k - i < longest_reference && text.units[k] < 0x80; ++k)
      before_ += static_cast<char>(text.units[k]);
    const std::size_t size = read_reference(before_, reference_);
    if (size == 0) continue;
    if (!changed) next_.start(text.traced);
    changed = true;
    next_.append_all(text, kept, i);
    for (std::size_t k = 0; k < reference_.size();) next_.append(text::decode(reference_, k), text, i, i + size);
    kept = i + size;
    i = kept - 1;
  }
  if (!changed) return false;
  next_.append_all(text, kept, text.size());
  std::swap(text, next_);
  return true;
}

}  // namespace dsprep::ops::fix_encoding
