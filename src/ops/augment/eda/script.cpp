#include "ops/augment/eda/script.h"

#include <algorithm>
#include <numeric>
#include <span>

#include "base/hash_set.h"
#include "base/random_places.h"
#include "dsprep/augmenter.h"
#include "text/normalize.h"
#include "thesauri/english_stop_words.h"

namespace dsprep::ops {
namespace {

bool is_stop_word(std::string_view word) {
  static const base::HashSet words = [] {
    base::HashSet set;
    for (const std::string_view listed : thesauri::english_stop_words()) set.insert(listed);
    return set;
  }();
  return words.contains(word);
}

// Is it as clean_as_script leaves it, and no less: words with single spaces between?
bool is_plain(std::string_view words) {
  return !words.empty() && words.front() != ' ' && words.back() != ' ' && words.find("  ") == words.npos;
}

}  // namespace

void clean_as_script(std::string_view text, std::string& out) {
  std::string low;
  text::to_lower(text, low);
  out.clear();
  for (std::size_t i = 0; i < low.size(); ++i) {
    const char c = low[i];
    if (c == '\'') continue;
    if (std::string_view(low).substr(i).starts_with("’")) {
      i += 2;
      continue;
    }
    if (c >= 'a' && c <= 'z') out.push_back(c);
    else if (!out.empty() && out.back() != ' ') out.push_back(' ');
  }
}

std::uint32_t EdaScript::add(std::string_view word) {
  if (used_ == pool_.size()) pool_.emplace_back();
  pool_[used_].assign(word);
  return static_cast<std::uint32_t>(used_++);
}

std::size_t EdaScript::start(std::string_view text) {
  clean_as_script(text, clean_);
  used_ = 0;
  for (std::size_t at = 0; at < clean_.size();) {
    const std::size_t end = std::min(clean_.find(' ', at), clean_.size());
    add(std::string_view(clean_).substr(at, end - at));
    at = end + 1;
  }
  return words_ = used_;
}

void EdaScript::edit(EdaEdit edit, double rate, const ScriptSynonyms& synonyms, base::Rng& rng, std::string& out) {
  used_ = words_;
  now_.resize(words_);
  std::iota(now_.begin(), now_.end(), 0u);
  const std::uint64_t times = edits_of(rate, words_);
  switch (edit) {
    case EdaEdit::replace: replace(times, synonyms, rng); break;
    case EdaEdit::insert: insert(times, synonyms, rng); break;
    case EdaEdit::swap: base::swap_places(std::span(now_), times, rng, 2); break;
    case EdaEdit::remove: remove(rate, rng); break;
  }
  out.clear();
  bool plain = true;
  for (const std::uint32_t word : now_) {
    if (word >= words_) plain &= is_plain(pool_[word]);
    out.append(pool_[word]).push_back(' ');
  }
  if (!plain) {
    joined_.swap(out);
    clean_as_script(joined_, out);
  }
  if (out.ends_with(' ')) out.pop_back();
}

// Every occurrence of each of so many distinct words that are no stop words, also of those that stand for another by
// now.
void EdaScript::replace(std::uint64_t times, const ScriptSynonyms& synonyms, base::Rng& rng) {
  sorted_.assign(now_.begin(), now_.end());
  std::sort(sorted_.begin(), sorted_.end(),
            [&](std::uint32_t a, std::uint32_t b) { return pool_[a] != pool_[b] ? pool_[a] < pool_[b] : a < b; });
  std::size_t distinct = 0;  // the first of each kind moves to the front of sorted_
  for (const std::uint32_t word : sorted_) {
    if (distinct == 0 || pool_[sorted_[distinct - 1]] != pool_[word]) {
      if (distinct == places_.size()) places_.emplace_back();
      places_[distinct].clear();
      sorted_[distinct++] = word;
    }
    places_[distinct - 1].push_back(word);
  }
  sorted_.resize(distinct);
  order_.resize(distinct);
  std::iota(order_.begin(), order_.end(), 0u);
  rng.shuffle(order_);
  for (const std::uint32_t kind : order_) {
    if (times == 0) break;
    if (is_stop_word(pool_[sorted_[kind]])) continue;
    const std::vector<std::string>& found = remembered_.of(synonyms, pool_[sorted_[kind]]);
    if (found.empty()) continue;
    const std::string& synonym = found[rng.below(found.size())];
    --times;
    const std::uint32_t instead = add(synonym);
    for (const std::uint32_t place : places_[kind]) now_[place] = instead;
    const auto same = std::lower_bound(sorted_.begin(), sorted_.end(), synonym,
                                       [&](std::uint32_t a, const std::string& b) { return pool_[a] < b; });
    if (same == sorted_.end() || pool_[*same] != synonym) continue;
    std::vector<std::uint32_t>& joined = places_[static_cast<std::size_t>(same - sorted_.begin())];
    joined.insert(joined.end(), places_[kind].begin(), places_[kind].end());
  }
}

// Up to nine words are drawn until one has a synonym: the script draws a tenth and gives up all the same. Its first
// synonym goes in front of a word.
void EdaScript::insert(std::uint64_t times, const ScriptSynonyms& synonyms, base::Rng& rng) {
  for (; times > 0; --times) {
    const std::vector<std::string>* found = nullptr;
    for (int drawn = 0; drawn < 9 && (found == nullptr || found->empty()); ++drawn)
      found = &remembered_.of(synonyms, pool_[now_[rng.below(now_.size())]]);
    if (found->empty()) continue;
    const std::uint32_t synonym = add(found->front());
    now_.insert(now_.begin() + static_cast<std::ptrdiff_t>(rng.below(now_.size())), synonym);
  }
}

void EdaScript::remove(double rate, base::Rng& rng) {
  if (words_ == 1) return;
  now_.erase(std::remove_if(now_.begin(), now_.end(), [&](std::uint32_t) { return rng.uniform() <= rate; }),
             now_.end());
  if (now_.empty()) now_.push_back(static_cast<std::uint32_t>(rng.below(words_)));
}

}  // namespace dsprep::ops
