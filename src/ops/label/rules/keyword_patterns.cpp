#include "ops/label/rules/keyword_patterns.h"

#include <vector>

namespace dsprep::ops::rules {
namespace {

constexpr std::string_view word_char = "[\\pL\\pM\\pN_]";
// Scripts that put no spaces between words, or glue particles to them: in these a word may begin and end anywhere. The
// last are marks of Japanese that belong to no script: the long vowel, the half-width voice marks.
constexpr std::string_view unspaced =
    "[\\p{Han}\\p{Hiragana}\\p{Katakana}\\p{Hangul}\\p{Thai}\\p{Lao}\\p{Khmer}\\p{Myanmar}"
    "\\x{30FC}\\x{FF70}\\x{FF9E}\\x{FF9F}]";

// What may stand before and behind a whole word.
std::string border(std::string_view end_of_text) {
  return std::string("(?:") + std::string(end_of_text) + "|[^\\pL\\pM\\pN_]|" + std::string(unspaced) + ")";
}

std::string quoted(std::string_view keyword) {
  std::string out;
  for (const char c : keyword) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= 'a' && byte <= 'z') || byte == '_';
    if (byte == 0) {
      out += "\\x00";
      continue;
    }
    if (!plain) out += '\\';
    out += c;
  }
  return out;
}

std::string any_of(const std::vector<std::string>& alternatives) {
  std::string out = "(?:";
  for (const std::string& one : alternatives) {
    if (out.size() > 3) out += '|';
    out += one;
  }
  return out + ")";
}

}  // namespace

Result<BorderFinder> BorderFinder::make() {
  BorderFinder finder;
  const std::string word(word_char), open(unspaced);
  DSPREP_TRY(finder.word_first_, text::Regex::make("\\A" + word));
  DSPREP_TRY(finder.word_last_, text::Regex::make(word + "\\z"));
  DSPREP_TRY(finder.open_first_, text::Regex::make("\\A" + open));
  DSPREP_TRY(finder.open_last_, text::Regex::make(open + "\\z"));
  return finder;
}

KeywordPatterns keyword_patterns(std::span<const std::string> keywords, bool ignore_case, bool words,
                                 const BorderFinder& borders) {
  std::vector<std::string> all, by_border[4];  // by_border[left + 2 * right]
  for (const std::string& keyword : keywords) {
    all.push_back(quoted(keyword));
    by_border[(borders.left(keyword) ? 1 : 0) + (borders.right(keyword) ? 2 : 0)].push_back(all.back());
  }
  const std::string flags = ignore_case ? "(?i)" : "";
  KeywordPatterns patterns{flags + any_of(all), ""};
  if (!words || by_border[0].size() == all.size()) return patterns;
  std::vector<std::string> alternatives;
  for (int i = 0; i < 4; ++i)
    if (!by_border[i].empty())
      alternatives.push_back((i & 1 ? border("\\A") : "") + any_of(by_border[i]) + (i & 2 ? border("\\z") : ""));
  patterns.whole = flags + any_of(alternatives);
  return patterns;
}

std::span<const std::string> first_batch(std::span<const std::string> keywords) {
  constexpr std::size_t batch_bytes = 16384;
  std::size_t n = 0;
  for (std::size_t bytes = 0; n < keywords.size() && (bytes += keywords[n].size()) <= batch_bytes;) ++n;
  return keywords.first(n);
}

}  // namespace dsprep::ops::rules
