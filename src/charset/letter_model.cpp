#include "charset/letter_model.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "charset/languages.h"
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

// Against a list of stop words, in which a word a year old stands beside "and".
constexpr double share_of_frequent = 1;
constexpr double share_of_own_letter = 0.001;

}  // namespace

LetterModel::LetterModel(std::string_view language) {
  const Language* const known = known_language(language);
  // The letters that English lacks or has seldom are met in names anywhere.
  for (char32_t c = U'a'; c <= U'z'; ++c) letters_.emplace(c, size_++);
  if (known)
    for (const char32_t c : letters_of(known->letters)) letters_.emplace(c, size_++);
  const unsigned own = size_;
  const bool whole_alphabet = size_ > 2 + 26;

  struct Word {
    std::u32string letters;
    double weight;
  };
  std::vector<Word> words;
  const auto add = [&](std::string_view word, double weight) {
    std::string low;
    text::to_lower(word, low);
    std::u32string letters = letters_of(low);
    // A list that was written in the wrong encoding has words of letters that are not the language's.
    const auto foreign = [&](char32_t c) { return c >= 0xc0 && !letters_.contains(c); };
    if (whole_alphabet && std::any_of(letters.begin(), letters.end(), foreign)) return;
    words.push_back({std::move(letters), weight});
    if (language == "vi") words.push_back({with_tones_behind(low), weight});
  };
  const auto lists = text::stop_word_lists();
  if (std::any_of(lists.begin(), lists.end(), [&](const auto& list) { return list.language == language; }))
    text::each_word(lists, language, [&](std::string_view word) { add(word, 1); });
  const std::string_view frequent = known ? known->words : "";
  const double listed = static_cast<double>(words.size());
  const auto spaces = static_cast<double>(std::count(frequent.begin(), frequent.end(), ' '));
  for (std::string_view rest = frequent; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    add(rest.substr(0, end), std::max(1.0, share_of_frequent * listed / (spaces + 1)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  for (const Word& word : words)
    for (const char32_t c : word.letters)
      if (c >= 0x80 && letters_.emplace(c, size_).second) ++size_;

  std::vector<double> pairs(std::size_t{size_} * size_), firsts(size_), letters(size_);
  double all = 0;
  const auto count = [&](unsigned a, unsigned b, double weight) {
    pairs[a * size_ + b] += weight;
    firsts[a] += weight;
    letters[b] += weight;
    all += weight;
  };
  // Thai has no spaces: behind a word another one begins.
  const bool joined = language == "th";
  unsigned before = gap;
  for (const Word& word : words) {
    if (!joined) before = gap;
    for (const char32_t c : word.letters) {
      const auto found = letters_.find(c);
      const unsigned letter = found == letters_.end() ? gap : found->second;  // "'" and the like
      count(before, letter, word.weight);
      before = letter;
    }
    if (!joined) count(before, gap, word.weight);
  }
  // A letter of the alphabet is met, even if in none of these words.
  for (unsigned letter = 2 + 26; letter < own; ++letter) {
    letters[letter] += share_of_own_letter * all;
  }
  // Pairs that the list does not have get their share by how frequent the second letter is.
  constexpr double unseen_letter = 0.3, of_pairs = 0.65, stranger = 2e-5;
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
