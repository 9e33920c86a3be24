// English inflection: the plural of a noun, and -s, -ing and -ed of a verb.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dsprep::thesauri {

enum class EnglishForm : std::uint8_t { plural, third_person, participle, past };

// Irregular forms, from WordNet's exception lists (noun.exc, verb.exc: a form, then its lemmas).
class EnglishForms {
 public:
  void add_nouns(std::string_view exceptions);
  void add_verbs(std::string_view exceptions);

  // Replaces `out`. False where the form is not known for certain: a verb whose past and past participle differ
  // (break), and what is not a word of small letters.
  bool inflect(std::string_view lemma, EnglishForm form, std::string& out) const;

 private:
  struct Irregular {
    std::string_view plural, third_person, participle, past;
    bool two_pasts = false;
  };
  std::unordered_map<std::string_view, Irregular> nouns_, verbs_;
};

}  // namespace dsprep::thesauri
