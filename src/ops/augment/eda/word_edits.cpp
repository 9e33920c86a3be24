#include "ops/augment/eda/word_edits.h"

#include <algorithm>
#include <numeric>
#include <span>

#include "base/random_places.h"

namespace dsprep::ops {

bool WordEdits::look(CopyTexts& texts, const thesauri::Thesaurus& thesaurus) {
  sites_.find(texts, thesaurus);
  return sites_.any_free_word();
}

void WordEdits::edit(EdaEdit edit, double rate, const CopyTexts& texts, std::size_t i, base::Rng& rng,
                     TextDraft& draft) {
  const std::size_t words = sites_.free_words(i).size();
  const std::uint64_t times = edits_of(rate, words);
  switch (edit) {
    case EdaEdit::replace: return replace(times, texts.text(i), i, rng, draft);
    case EdaEdit::insert:
      if (sites_.words(i).empty()) return;
      insertions_.draw(sites_, i, times, rng);
      return insertions_.write(sites_, i, draft);
    case EdaEdit::swap: return swap(times, texts.text(i), i, rng, draft);
    case EdaEdit::remove: return remove(rate, texts.text(i), i, rng, draft);
  }
}

void WordEdits::replace(std::uint64_t times, std::string_view text, std::size_t i, base::Rng& rng, TextDraft& draft) {
  const auto words = sites_.words(i);
  const auto bytes = [&](std::uint32_t word) { return words[word].span.of(text); };
  sorted_.resize(words.size());
  std::iota(sorted_.begin(), sorted_.end(), 0u);
  std::sort(sorted_.begin(), sorted_.end(), [&](std::uint32_t a, std::uint32_t b) {
    const int order = bytes(a).compare(bytes(b));
    return order != 0 ? order < 0 : a < b;
  });
  kinds_.clear();
  for (std::uint32_t n = 0; n < sorted_.size(); ++n)
    if (n == 0 || bytes(sorted_[n]) != bytes(sorted_[n - 1])) kinds_.push_back(n);
  const std::size_t distinct = kinds_.size();
  kinds_.push_back(static_cast<std::uint32_t>(sorted_.size()));
  base::draw_places(distinct, std::min<std::uint64_t>(times, distinct), rng, order_, gone_);
  chosen_.assign(words.size(), 0);
  for (std::size_t kind = 0; kind < distinct; ++kind) {
    if (gone_[kind] == 0) continue;
    const auto choice = rng.below(words[sorted_[kinds_[kind]]].synonyms.words.size());
    for (std::uint32_t n = kinds_[kind]; n < kinds_[kind + 1]; ++n)
      chosen_[sorted_[n]] = static_cast<std::uint32_t>(choice + 1);
  }
  for (std::size_t n = 0; n < words.size(); ++n) {
    if (chosen_[n] == 0) continue;
    cased_.clear();
    thesauri::append_cased(cased_, words[n].synonyms.words[chosen_[n] - 1], words[n].synonyms.casing);
    draft.keep_to(words[n].span.begin).replace(words[n].span.size(), cased_);
  }
}

void WordEdits::swap(std::uint64_t times, std::string_view text, std::size_t i, base::Rng& rng, TextDraft& draft) {
  const auto words = sites_.free_words(i);
  order_.resize(words.size());
  std::iota(order_.begin(), order_.end(), 0u);
  base::swap_places(std::span(order_), times, rng);
  for (std::size_t place = 0; place < words.size(); ++place)
    if (order_[place] != place)
      draft.keep_to(words[place].begin).replace(words[place].size(), words[order_[place]].of(text));
}

void WordEdits::remove(double rate, std::string_view text, std::size_t i, base::Rng& rng, TextDraft& draft) {
  const auto words = sites_.free_words(i);
  if (words.size() < 2) return;
  gone_.resize(words.size());
  bool all = true;
  for (std::uint8_t& gone : gone_) all &= (gone = rng.uniform() < rate) != 0;
  if (all) gone_[rng.below(words.size())] = 0;
  for (std::size_t n = 0; n < words.size(); ++n) {
    if (gone_[n] == 0) continue;
    std::size_t begin = words[n].begin, end = words[n].end;
    while (begin > draft.at() && text[begin - 1] == ' ') --begin;
    if (begin == 0 || text[begin - 1] == '\n')
      while (end < text.size() && text[end] == ' ') ++end;
    draft.keep_to(begin).replace(end - begin, "");
  }
}

}  // namespace dsprep::ops
