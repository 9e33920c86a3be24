#include "models/cld2_spans.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>

#include "text/utf8.h"

namespace dsprep::models {
namespace {

constexpr std::uint64_t ones = 0x0101010101010101, high_bits = 0x80 * ones, lower_case = 0x20 * ones;

// How many of the eight bytes stand before the first that is no ASCII letter.
unsigned letters_of(std::uint64_t bytes) {
  const std::uint64_t lower = (bytes | lower_case) & ~high_bits;
  const std::uint64_t from_a = lower + (0x80 - 'a') * ones,
                      above_z = lower + (0x7f - 'z') * ones;  // in each byte's top bit
  const std::uint64_t others = ~(from_a & ~above_z & ~bytes) & high_bits;
  return others == 0 ? 8 : static_cast<unsigned>(std::countr_zero(others)) / 8;
}

// By code point below U+10000: the script of a letter or mark, CLD2::ULScript_Common where it is neither.
using Scripts = std::array<std::uint8_t, 0x10000>;
const Scripts& known_scripts() {
  static const auto scripts = [] {
    auto table = std::make_unique<Scripts>();
    std::string bytes;
    for (char32_t c = 0; c < table->size(); ++c) {
      if (c >= 0xd800 && c < 0xe000) continue;
      bytes.clear();
      text::append_utf8(bytes, c);
      (*table)[c] = static_cast<std::uint8_t>(CLD2::GetUTF8LetterScriptNum(bytes.c_str()));
    }
    return table;
  }();
  return *scripts;
}

constexpr bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

}  // namespace

Cld2Spans::Cld2Spans() : scripts_(known_scripts().data()) {}

// CLD2::ULScript_Common (0) where there is no letter or mark, or no text.
int Cld2Spans::script_at(std::size_t at) const {
  if (at >= text_.size()) return CLD2::ULScript_Common;
  std::size_t end = at;
  const char32_t c = text::decode(text_, end);
  return c < 0x10000 ? scripts_[c] : CLD2::GetUTF8LetterScriptNum(text_.data() + at);
}

// The script of what it stops at; ULScript_Common at the end of the text.
int Cld2Spans::skip_to_letter() {
  while (at_ < text_.size()) {
    if (const int script = script_at(at_); script != CLD2::ULScript_Common) return script;
    at_ += text::char_length(text_[at_]);
  }
  return CLD2::ULScript_Common;
}

bool Cld2Spans::next(CLD2::LangSpan& span) {
  // A text that does not quite fit is cut in halves, so that its end is not too short to judge.
  const std::size_t left = text_.size() - at_;
  constexpr std::size_t most = CLD2::kMaxScriptBytes;
  const std::size_t enough = left >= most && left < 2 * most ? left / 2 : most - CLD2::kWithinScriptTail;

  const int script = skip_to_letter();
  if (script == CLD2::ULScript_Common) return false;
  const bool latin = script == CLD2::ULScript_Latin;
  char* const begin = letters_.get();
  char* out = begin;
  *out++ = ' ';
  bool lower = true;  // all that is copied is in lower case, or has none
  for (int next = script;
       at_ < text_.size() && out < begin + enough && (next == script || next == CLD2::ULScript_Inherited);) {
    // A word, and a space for what is no letter behind it.
    while (at_ < text_.size() && out < begin + most) {
      if (latin && at_ + 8 <= text_.size() && out + 8 <= begin + most) {
        std::uint64_t bytes;
        std::memcpy(&bytes, text_.data() + at_, 8);
        const unsigned letters = letters_of(bytes);
        bytes |= lower_case;
        std::memcpy(out, &bytes, 8);  // what is no letter is written over
        out += letters;
        at_ += letters;
        if (letters == 8) continue;
        if (is_ascii(text_[at_])) break;
      }
      const std::size_t length = text::char_length(text_[at_]);
      next = script_at(at_);
      if (next == CLD2::ULScript_Common) break;
      if (next != script && next != CLD2::ULScript_Inherited) {
        // One letter of another script may stand among those of this one.
        const int after = script_at(at_ + length);
        if (after != CLD2::ULScript_Common && after != script) break;
      }
      if (length == 1) *out = static_cast<char>(text_[at_] | 0x20);  // a letter: lower case
      else std::memcpy(out, text_.data() + at_, length);
      lower &= length == 1 || next == CLD2::ULScript_Hani;
      out += length;
      at_ += length;
    }
    next = skip_to_letter();
    *out++ = ' ';
  }
  std::memcpy(out, "   ", 4);
  span = {begin, static_cast<int>(out - begin), 0, static_cast<CLD2::ULScript>(script), CLD2::UNKNOWN_LANGUAGE, false};
  if (!lower) lower_case_.LowerScriptSpan(&span);
  return true;
}

}  // namespace dsprep::models
