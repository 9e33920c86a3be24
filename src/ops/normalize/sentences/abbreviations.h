// Abbreviations: where a full stop ends a word and no sentence.
#pragma once

#include <span>
#include <string_view>

#include "base/hash_set.h"
#include "dsprep/text_view.h"
#include "text/word_form.h"

namespace dsprep::sentences {

// What kind an abbreviation is, by what follows it.
enum class Kind {
  never,          // "Dr.": no sentence ends with it
  before_number,  // "No.": none does where a number follows
  sometimes,      // "Inc.": one does where the next begins with a small word, such as "The"
};

// The languages that have a list: de, en, es, fr, it, pt, ru.
std::span<const std::string_view> languages();

// Immutable, shared by all workers.
class Abbreviations {
 public:
  // Of one of languages(), or of any other: then only those that are added.
  explicit Abbreviations(std::string_view language);
  void add(std::string_view abbreviation, Kind kind);  // with or without its last full stop

  // Does the sentence go on in the next? REQUIRES both to be of one text, in order. `form` is the caller's scratch.
  bool goes_on(std::string_view text, const TextSpan& sentence, const TextSpan& next, text::WordForm& form) const;

 private:
  bool is(const base::HashSet& set, std::string_view text, std::size_t begin, std::size_t end) const;
  bool begins_sentences(std::string_view text, std::size_t at, text::WordForm& form) const;

  base::HashSet never_, before_number_, sometimes_;
  base::HashSet small_words_;  // stop words of the language
  bool ordinals_ = false;      // "am 3. Oktober"
  bool initials_ = false;      // "J. S. Bach"
};

}  // namespace dsprep::sentences
