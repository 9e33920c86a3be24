#include "charset/letter_model.h"

#include <cmath>
#include <string>

#include "text/normalize.h"
#include "text/utf8.h"
#include "text/word_lists.h"

namespace dsprep::charset {
namespace {

std::u32string letters_of(std::string_view word) {
  std::u32string letters;
  for (std::size_t i = 0; i < word.size();) letters += text::decode(word, i);
  return letters;
}

// Vietnamese in windows-1258 has its tones behind the letters, as marks of their own: "ộ" is "ô" and a dot below.
std::u32string with_tones_behind(std::string_view word) {
  std::string decomposed;
  text::normalize(word, text::Form::nfd, decomposed);
  std::u32string out, tones;
  const auto end_letter = [&] {
    out += tones;
    tones.clear();
  };
  for (const char32_t c : letters_of(decomposed)) {
    static constexpr struct {
      char32_t base, mark, whole;
    } letters[] = {{U'a', 0x302, U'â'}, {U'a', 0x306, U'ă'}, {U'e', 0x302, U'ê'},
                   {U'o', 0x302, U'ô'}, {U'o', 0x31b, U'ơ'}, {U'u', 0x31b, U'ư'}};
    if (c < 0x300 || c > 0x36f) {
      end_letter();
      out += c;
      continue;
    }
    bool is_tone = true;
    for (const auto& letter : letters)
      if (!out.empty() && out.back() == letter.base && c == letter.mark) {
        out.back() = letter.whole;
        is_tone = false;
        break;
      }
    if (is_tone) tones += c;
  }
  end_letter();
  return out;
}

}  // namespace

LetterModel::LetterModel(std::string_view language) {
  std::vector<std::u32string> words;
  text::each_word(text::stop_word_lists(), language, [&](std::string_view word) {
    std::string low;
    text::to_lower(word, low);
    words.push_back(letters_of(low));
    if (language == "vi") words.push_back(with_tones_behind(low));
  });
  // The letters that English lacks or has seldom are met in names anywhere.
  for (char32_t c = U'a'; c <= U'z'; ++c) letters_.emplace(c, size_++);
  for (const std::u32string& word : words)
    for (const char32_t c : word)
      if (c >= 0x80 && letters_.emplace(c, size_).second) ++size_;

  std::vector<double> pairs(std::size_t{size_} * size_), firsts(size_), letters(size_);
  double all = 0;
  const auto count = [&](unsigned a, unsigned b) {
    pairs[a * size_ + b] += 1;
    firsts[a] += 1;
    letters[b] += 1;
    all += 1;
  };
  // Thai has no spaces: behind a word another one begins.
  const bool joined = language == "th";
  unsigned before = gap;
  for (const std::u32string& word : words) {
    if (!joined) before = gap;
    for (const char32_t c : word) {
      const auto found = letters_.find(c);
      const unsigned letter = found == letters_.end() ? gap : found->second;  // "'" and the like
      count(before, letter);
      before = letter;
    }
    if (!joined) count(before, gap);
  }
  // Pairs that the list does not have get their share by how frequent the second letter is.
  constexpr double unseen_letter = 0.3, of_pairs = 0.65, stranger = 1e-4;
  logs_.resize(pairs.size());
  for (unsigned a = 0; a < size_; ++a)
    for (unsigned b = 0; b < size_; ++b) {
      const double alone = (letters[b] + unseen_letter) / (all + unseen_letter * size_);
      const double behind = firsts[a] > 0 ? pairs[a * size_ + b] / firsts[a] : alone;
      const double weight = firsts[a] > 0 ? of_pairs * firsts[a] / (firsts[a] + 5) : 0;
      const double p = b == other ? stranger : weight * behind + (1 - weight) * alone;
      logs_[a * size_ + b] = static_cast<float>(std::log(p));
    }
}

}  // namespace dsprep::charset
