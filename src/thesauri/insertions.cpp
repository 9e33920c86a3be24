#include "thesauri/insertions.h"

#include <algorithm>

namespace dsprep::thesauri {
namespace {

// Are the words of the script that begins here set apart by spaces? Those of letters of up to two bytes (Latin, Greek,
// Cyrillic, Arabic) and of Hangul and the scripts of India are; those of Chinese, Japanese, Thai, Lao, Khmer and
// Burmese are not.
bool has_spaces(std::string_view word) {
  const auto lead = static_cast<unsigned char>(word[0]),
             next = static_cast<unsigned char>(word.size() > 1 ? word[1] : 0);
  if (lead < 0xe0) return true;
  if (lead == 0xe0) return next < 0xb8 || next > 0xbb;  // U+0E00 to U+0EFF: Thai, Lao
  if (lead == 0xe1)
    return next != 0x80 && next != 0x81 && next != 0x82 && next != 0x9e && next != 0x9f;  // Burmese, Khmer
  return (lead >= 0xea && lead <= 0xed);                                                  // Hangul
}

}  // namespace

void Insertions::draw(const Sites& sites, std::size_t text, std::uint64_t times, base::Rng& rng) {
  const auto words = sites.words(text);
  const auto places = sites.free_words(text);
  insertions_.clear();
  for (; times > 0; --times) {
    const Synonyms& synonyms = words[rng.below(words.size())].synonyms;
    const std::string_view synonym = synonyms.words[rng.below(synonyms.words.size())];
    insertions_.push_back({static_cast<std::uint32_t>(rng.below(places.size())), synonym});
  }
  std::stable_sort(insertions_.begin(), insertions_.end(),
                   [](const Insertion& a, const Insertion& b) { return a.word < b.word; });
}

void Insertions::write(const Sites& sites, std::size_t text, TextDraft& draft) {
  const auto places = sites.free_words(text);
  for (const Insertion& insertion : insertions_) {
    const TextSpan place = places[insertion.word];
    inserted_.assign(insertion.synonym);
    if (has_spaces(place.of(draft.old_text()))) inserted_.push_back(' ');
    draft.keep_to(place.begin).replace(0, inserted_);
  }
}

}  // namespace dsprep::thesauri
