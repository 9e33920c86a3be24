// ASCII and the ideographs of Chinese, most of most texts, go by a table: normalization leaves them as they are. What
// stands between is normalized run by run. A run begins with the character before it, which what follows may change (e
// and an accent), unless that is an ideograph; it ends before the next ASCII character or ideograph, which no
// normalization joins to what stands before.
#include "split/spelling_key.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#ifdef __x86_64__
#include <immintrin.h>
#endif

#include "text/classes.h"
#include "text/normalize.h"
#include "text/utf8.h"

namespace dsprep::split {
namespace {

// What an ASCII character comes to; 0: nothing.
constexpr std::array<char, 128> ascii_spelling = [] {
  std::array<char, 128> table{};
  for (char c = 'a'; c <= 'z'; ++c) table[static_cast<unsigned char>(c)] = c;
  for (char c = 'A'; c <= 'Z'; ++c) table[static_cast<unsigned char>(c)] = static_cast<char>(c + ('a' - 'A'));
  for (char c = '0'; c <= '9'; ++c) table[static_cast<unsigned char>(c)] = c;
  return table;
}();

bool is_ascii(char c) { return static_cast<signed char>(c) >= 0; }

constexpr char32_t no_char = 0xffffffff;

// The character of three bytes at `i`; no_char where there is none.
char32_t three_bytes(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  if ((byte(i) & 0xf0) != 0xe0 || i + 2 >= text.size()) return no_char;
  return static_cast<char32_t>((byte(i) & 15) << 12 | (byte(i + 1) & 63) << 6 | (byte(i + 2) & 63));
}

bool is_ideograph(char32_t c) { return c >= 0x4e00 && c <= 0x9fa5; }

// Punctuation of which nothing is left, and which joins nothing before it. What follows may join it.
bool is_common_punctuation(char32_t c) {
  return (c >= 0x3000 && c <= 0x3002) || (c >= 0x3008 && c <= 0x3011) || c == 0xff0c || c == 0xff01 || c == 0xff1f ||
         c == 0xff1a || c == 0xff1b || c == 0xff08 || c == 0xff09 || c == 0x2014 || c == 0x2018 || c == 0x2019 ||
         c == 0x201c || c == 0x201d || c == 0x2026;
}

// Nothing that stands before `i` is changed by what stands there, nor the other way around.
bool is_border(std::string_view text, std::size_t i) {
  return i == text.size() || is_ascii(text[i]) || is_ideograph(three_bytes(text, i));
}

// REQUIRES the spelling of JSON from where no escape is open.
bool ends_in_escape(std::string_view text) {
  std::size_t at = text.size() - 1;
  if (at == 0) return false;
  std::size_t backslashes = 0;
  while (backslashes < at && text[at - 1 - backslashes] == '\\') ++backslashes;
  return backslashes % 2 == 1;
}

// What a search for letters may write beyond its result.
constexpr std::size_t slack = 64;

// Writes what counts of a run at `size`, and moves that on; `rest` bytes more will have room behind it.
void spell_run(std::string_view run, std::size_t rest, std::string& out, std::size_t& size, std::string& scratch) {
  text::normalize(run, text::Form::nfkc_casefold, scratch);
  const std::size_t need = size + scratch.size() + rest + slack;
  if (out.size() < need) out.resize(need + need / 4);
  for (std::size_t i = 0; i < scratch.size();) {
    const std::size_t begin = i;
    if (!(text::classes_of(text::decode(scratch, i)) & (text::letter | text::mark | text::digit | text::other_number)))
      continue;
    for (std::size_t at = begin; at < i; ++at) out[size++] = scratch[at];
  }
}

// Of ASCII text; where what counts of it ends. A byte is written whether it counts or not: no branch to foresee.
char* spell_plainly(std::string_view text, char* to) {
  for (const char c : text) {
    const char kept = ascii_spelling[static_cast<unsigned char>(c) & 127];
    *to = kept;
    to += kept != 0;
  }
  return to;
}

#ifdef __x86_64__
// 64 at a time. Writes up to 64 bytes at `to` and behind what it returns.
__attribute__((target("avx512f,avx512bw,avx512vbmi2"))) char* spell_avx512(std::string_view text, char* to) {
  const __m512i upper_a = _mm512_set1_epi8('A'), lower_a = _mm512_set1_epi8('a'), zero = _mm512_set1_epi8('0');
  const __m512i letters = _mm512_set1_epi8(26), digits = _mm512_set1_epi8(10), bit = _mm512_set1_epi8(0x20);
  for (std::size_t i = 0; i < text.size(); i += 64) {
    const std::size_t left = text.size() - i;
    const __mmask64 there = left >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
    const __m512i bytes = _mm512_maskz_loadu_epi8(there, text.data() + i);
    const __mmask64 upper = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, upper_a), letters);
    const __m512i folded = _mm512_or_si512(bytes, _mm512_maskz_mov_epi8(upper, bit));
    const __mmask64 kept = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(folded, lower_a), letters) |
                           _mm512_cmplt_epu8_mask(_mm512_sub_epi8(folded, zero), digits);
    _mm512_storeu_si512(to, _mm512_maskz_compress_epi8(kept, folded));
    to += std::popcount(static_cast<std::uint64_t>(kept));
  }
  return to;
}
#endif

using SpellAscii = char* (*)(std::string_view, char*);
SpellAscii fastest() {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2")) return spell_avx512;
#endif
  return spell_plainly;
}
const SpellAscii spell_ascii = fastest();

// The same where JSON's escapes count for nothing.
char* spell_escaped_ascii(std::string_view text, char* to) {
  for (;;) {
    const std::size_t escape = text.find('\\');
    to = spell_ascii(text.substr(0, escape), to);
    if (escape == std::string_view::npos) return to;
    text.remove_prefix(std::min(escape + 2, text.size()));
  }
}

template <bool escaped>
void spell(std::string_view text, std::string& out, std::string& scratch) {
  if (out.size() < text.size() + slack) out.resize(text.size() + slack);
  std::size_t size = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t ascii = text::ascii_prefix(text.substr(i));
    if (ascii > 0) {
      const std::string_view run = text.substr(i, ascii);
      const bool last = i + ascii == text.size();
      // What follows may join the last character, unless that belongs to an escape.
      const bool joins = !last && !is_ideograph(three_bytes(text, i + ascii)) && !(escaped && ends_in_escape(run));
      const std::string_view alone = run.substr(0, run.size() - joins);
      char* const to = out.data() + size;
      size += static_cast<std::size_t>((escaped ? spell_escaped_ascii(alone, to) : spell_ascii(alone, to)) - to);
      i += alone.size();
      if (last) break;
    }
    const char32_t wide = three_bytes(text, i);
    if (is_ideograph(wide)) {
      for (std::size_t byte = 0; byte < 3; ++byte) out[size++] = text[i++];
      continue;
    }
    if (is_common_punctuation(wide) && is_border(text, i + 3)) {
      i += 3;
      continue;
    }
    const std::size_t begin = i++;
    while (!is_border(text, i)) ++i;
    spell_run(text.substr(begin, i - begin), text.size() - i, out, size, scratch);
  }
  out.resize(size);
}

}  // namespace

void spelling_key(std::string_view text, std::string& out, std::string& scratch) { spell<false>(text, out, scratch); }

void spelling_key_escaped(std::string_view escaped, std::string& out, std::string& scratch) {
  spell<true>(escaped, out, scratch);
}

}  // namespace dsprep::split
