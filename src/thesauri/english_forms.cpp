#include "thesauri/english_forms.h"

#include <algorithm>
#include <iterator>

namespace dsprep::thesauri {
namespace {

// Calls take(form, lemma) for each line, with its first lemma.
template <class Take>
void each_exception(std::string_view list, Take take) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('\n'), list.size());
    std::string_view line = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    const std::size_t space = line.find(' ');
    if (space == line.npos) continue;
    std::string_view lemma = line.substr(space + 1);
    lemma = lemma.substr(0, lemma.find_first_of(" \r"));
    if (!lemma.empty()) take(line.substr(0, space), lemma);
  }
}

// Nouns in -man that take -s.
constexpr std::string_view no_men[] = {"caiman", "cayman",  "german", "human",  "hetman",   "mussulman",
                                       "norman", "ottoman", "roman",  "shaman", "talisman", "turcoman"};

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

bool ends_in_consonant_y(std::string_view word) {
  return word.size() >= 2 && word.back() == 'y' && !is_vowel(word[word.size() - 2]);
}

void append_s(std::string& out, bool verb) {
  const std::string_view word = out;
  if (ends_in_consonant_y(word)) {
    out.replace(out.size() - 1, 1, "ies");
    return;
  }
  const bool hisses = word.ends_with('s') || word.ends_with('x') || word.ends_with('z') || word.ends_with("ch") ||
                      word.ends_with("sh") || (verb && word.ends_with('o'));
  out.append(hisses ? "es" : "s");
}

}  // namespace

void EnglishForms::add_nouns(std::string_view exceptions) {
  each_exception(exceptions, [&](std::string_view form, std::string_view lemma) {
    Irregular& irregular = nouns_[lemma];
    if (irregular.plural.empty()) irregular.plural = form;
  });
}

void EnglishForms::add_verbs(std::string_view exceptions) {
  each_exception(exceptions, [&](std::string_view form, std::string_view lemma) {
    Irregular& irregular = verbs_[lemma];
    if (form.ends_with("ing")) {
      if (irregular.participle.empty()) irregular.participle = form;
    } else if (form.ends_with('s')) {
      if (irregular.third_person.empty()) irregular.third_person = form;
    } else if (irregular.past.empty()) {
      irregular.past = form;
    } else {
      irregular.two_pasts = true;
    }
  });
}

bool EnglishForms::inflect(std::string_view lemma, EnglishForm form, std::string& out) const {
  if (lemma.size() < 2 || !std::all_of(lemma.begin(), lemma.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
    return false;
  static const Irregular regular;
  const bool verb = form != EnglishForm::plural;
  const auto& list = verb ? verbs_ : nouns_;
  const auto found = list.find(lemma);
  const Irregular& irregular = found == list.end() ? regular : found->second;
  const auto as_listed = [&](std::string_view listed) {
    if (!listed.empty()) out.assign(listed);
    else out.assign(lemma);
    return !listed.empty();
  };
  switch (form) {
    case EnglishForm::plural:
      if (as_listed(irregular.plural)) return true;
      if (lemma.ends_with("man") && std::find(std::begin(no_men), std::end(no_men), lemma) == std::end(no_men))
        out.replace(out.size() - 2, 2, "en");
      else append_s(out, false);
      return true;
    case EnglishForm::third_person:
      if (!as_listed(irregular.third_person)) append_s(out, true);
      return true;
    case EnglishForm::participle:
      if (as_listed(irregular.participle)) return true;
      if (lemma.ends_with("ie")) out.replace(out.size() - 2, 2, "y");
      else if (lemma.ends_with('e') && !is_vowel(lemma[lemma.size() - 2]) && lemma[lemma.size() - 2] != 'y')
        out.pop_back();
      else if (lemma.ends_with("ue")) out.pop_back();
      out.append("ing");
      return true;
    case EnglishForm::past:
      if (irregular.two_pasts) return false;
      if (as_listed(irregular.past)) return true;
      if (lemma.ends_with('e')) out.append("d");
      else if (ends_in_consonant_y(lemma)) out.replace(out.size() - 1, 1, "ied");
      else out.append("ed");
      return true;
  }
  return false;
}

}  // namespace dsprep::thesauri
