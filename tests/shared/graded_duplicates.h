// A maker of duplicates with known truth: documents cut from real texts, and for each a copy that was changed in one of
// the ways in which real copies differ. A function of the seed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/rng.h"
#include "text/segment.h"
#include "text/utf8.h"

namespace dsprep::test {

struct Pair {
  std::string original, copy;
  const char* change;  // "words", "boilerplate", "truncation", "case"
};

// Pieces of about `words` words each (UAX-29: in Chinese, characters), as long as the texts last.
inline std::vector<std::string> pieces_of(const std::vector<std::string>& texts, std::size_t words) {
  std::vector<std::string> pieces;
  std::vector<TextSpan> spans;
  for (const std::string& text : texts) {
    text::split_words_uax29(text, spans);
    for (std::size_t at = 0; at + words <= spans.size(); at += words)
      pieces.push_back(text.substr(spans[at].begin, spans[at + words - 1].end - spans[at].begin));
  }
  return pieces;
}

// Words of `text` exchanged for words of `other`, each with chance `rate`.
inline std::string edit_words(const std::string& text, const std::string& other, double rate, base::Rng& rng) {
  std::vector<TextSpan> spans, donor;
  text::split_words_uax29(text, spans);
  text::split_words_uax29(other, donor);
  std::string out;
  std::size_t at = 0;
  for (const TextSpan& span : spans) {
    out.append(text, at, span.begin - at);
    out += rng.uniform() < rate ? donor[rng.below(donor.size())].of(other) : span.of(text);
    at = span.end;
  }
  return out.append(text, at);
}

inline std::string first_words(const std::string& text, double share) {
  std::vector<TextSpan> spans;
  text::split_words_uax29(text, spans);
  const auto n = static_cast<std::size_t>(share * static_cast<double>(spans.size()));
  return n == 0 ? std::string() : text.substr(0, spans[n - 1].end);
}

inline std::string upper_ascii(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  return text;
}

// Changes small and large: the rate of edits is 1 % to 40 %, with more of the small ones, where thresholds lie.
inline std::vector<Pair> graded_pairs(const std::vector<std::string>& pieces, std::size_t count, std::uint64_t seed) {
  base::Rng rng(seed);
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string &original = pieces[i], &other = pieces[pieces.size() - 1 - rng.below(pieces.size() - count)];
    const double u = rng.uniform();
    switch (rng.below(10)) {
      case 0:
      case 1:
      case 2:
      case 3:
      case 4:
        pairs.push_back({original, edit_words(original, other, 0.01 + 0.39 * u * u * u * u, rng), "words"});
        break;
      case 5:
      case 6: {
        std::string added = first_words(other, 0.01 + 0.4 * u);
        pairs.push_back({original, rng.below(2) == 0 ? added + " " + original : original + " " + added, "boilerplate"});
        break;
      }
      case 7:
      case 8: pairs.push_back({original, first_words(original, 0.5 + 0.49 * u), "truncation"}); break;
      default: pairs.push_back({original, "  " + upper_ascii(original) + " !!\n", "case"});
    }
  }
  return pairs;
}

}  // namespace dsprep::test
