#include "words/stemmer.h"

#include <libstemmer.h>

#include <algorithm>
#include <cstring>

#include "base/hash.h"
#include "text/normalize.h"
#include "text/utf8.h"
#include "words/language_code.h"

namespace dsprep::words {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size()) text.replace(at, from.size(), to);
}

}  // namespace

const std::vector<std::string>& stemmer_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> found;
    for (const char** name = sb_stemmer_list(); *name != nullptr; ++name) found.emplace_back(*name);
    std::sort(found.begin(), found.end());
    return found;
  }();
  return names;
}

int find_stemmer(const std::string& language) {
  const std::vector<std::string>& names = stemmer_names();
  std::string code = language;
  for (char& c : code)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  const auto by_name = std::find(names.begin(), names.end(), code);
  if (by_name != names.end()) return static_cast<int>(by_name - names.begin());
  // The library knows codes, too, but not which algorithm one leads to.
  static constexpr std::string_view codes[][2] = {
      {"ar", "arabic"},     {"hy", "armenian"}, {"eu", "basque"},     {"ca", "catalan"},    {"da", "danish"},
      {"nl", "dutch"},      {"en", "english"},  {"eo", "esperanto"},  {"et", "estonian"},   {"fi", "finnish"},
      {"fr", "french"},     {"de", "german"},   {"el", "greek"},      {"hi", "hindi"},      {"hu", "hungarian"},
      {"id", "indonesian"}, {"ga", "irish"},    {"it", "italian"},    {"lt", "lithuanian"}, {"ne", "nepali"},
      {"no", "norwegian"},  {"pl", "polish"},   {"pt", "portuguese"}, {"ro", "romanian"},   {"ru", "russian"},
      {"sr", "serbian"},    {"es", "spanish"},  {"sv", "swedish"},    {"ta", "tamil"},      {"tr", "turkish"},
      {"yi", "yiddish"},    {"cs", "czech"}};
  language_code(language, code);
  for (const auto& [known, name] : codes) {
    const auto found = known == code ? std::find(names.begin(), names.end(), name) : names.end();
    if (found != names.end()) return static_cast<int>(found - names.begin());
  }
  return -1;
}

Stemmer::Stemmer(int number)
    : stemmer_(sb_stemmer_new(stemmer_names()[static_cast<std::size_t>(number)].c_str(), "UTF_8")),
      turkish_(stemmer_names()[static_cast<std::size_t>(number)] == "turkish"),
      english_(stemmer_names()[static_cast<std::size_t>(number)] == "english"),
      cache_(slots) {}

Stemmer::~Stemmer() { sb_stemmer_delete(stemmer_); }

std::string_view Stemmer::stem(std::string_view word) {
  if (word.size() > longest_word || word.empty()) return word;
  const std::uint64_t hash = base::hash64(word);
  Slot& slot = cache_[hash % slots];
  if (slot.hash == hash && slot.word_size == word.size() && std::memcmp(slot.bytes, word.data(), word.size()) == 0)
    return {slot.bytes + slot.word_size, slot.stem_size};
  const std::string_view stem = ask(word);
  if (word.size() + stem.size() <= most_bytes) {
    slot.hash = hash;
    slot.word_size = static_cast<std::uint8_t>(word.size());
    slot.stem_size = static_cast<std::uint8_t>(stem.size());
    std::memcpy(slot.bytes, word.data(), word.size());
    std::memcpy(slot.bytes + word.size(), stem.data(), stem.size());
  }
  return stem;
}

std::string_view Stemmer::ask(std::string_view word) {
  composed_.assign(word);
  if (turkish_) {  // its I has no dot, and its İ keeps it
    replace_all(composed_, "I", "ı");
    replace_all(composed_, "İ", "i");
  }
  text::to_lower(composed_, lowered_);
  if (!text::is_normalized(lowered_, text::Form::nfc)) {
    text::normalize(lowered_, text::Form::nfc, composed_);
    if (composed_.size() < lowered_.size()) lowered_.swap(composed_);  // some letters NFC takes apart
  }
  if (english_) replace_all(lowered_, "’", "'");
  if (stemmer_ == nullptr) return lowered_;  // memory was short
  const sb_symbol* const found =
      sb_stemmer_stem(stemmer_, reinterpret_cast<const sb_symbol*>(lowered_.data()), static_cast<int>(lowered_.size()));
  if (found == nullptr) return lowered_;
  stem_.assign(reinterpret_cast<const char*>(found), static_cast<std::size_t>(sb_stemmer_length(stemmer_)));
  return text::valid_utf8(stem_) ? std::string_view(stem_) : std::string_view(lowered_);
}

Stemmer& Stemmers::of(int number) {
  const auto index = static_cast<std::size_t>(number);
  if (stemmers_.size() <= index) stemmers_.resize(stemmer_names().size());
  if (stemmers_[index] == nullptr) stemmers_[index] = std::make_unique<Stemmer>(number);
  return *stemmers_[index];
}

}  // namespace dsprep::words
