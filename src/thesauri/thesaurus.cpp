#include "thesauri/thesaurus.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/hash.h"
#include "text/normalize.h"
#include "text/utf8.h"

namespace dsprep::thesauri {
namespace {

constexpr std::ptrdiff_t most = 65535;  // synonyms of a word
constexpr std::size_t longest = 1000;   // bytes of a word

bool is_capital(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  return u_isupper(static_cast<UChar32>(c)) != 0 || u_istitle(static_cast<UChar32>(c)) != 0;
}

bool has_capital(std::string_view text) {
  for (std::size_t i = 0; i < text.size();)
    if (is_capital(text::decode(text, i))) return true;
  return false;
}

std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

// Could the word be what split_words_unicode finds? Letters of any script, and apostrophes inside.
bool is_single_word(std::string_view word) {
  if (word.empty() || word.size() > longest) return false;
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && !((byte | 0x20u) >= 'a' && (byte | 0x20u) <= 'z') && c != '\'') return false;
  }
  return word.front() != '\'' && word.back() != '\'';
}

}  // namespace

Casing casing_of(std::string_view word) {
  std::size_t i = 0, letters = 0, capitals = 0;
  bool first = false;
  for (bool at_first = true; i < word.size(); at_first = false) {
    const char32_t c = text::decode(word, i);
    if (is_capital(c)) {
      ++capitals;
      first |= at_first;
      ++letters;
    } else {
      letters += c >= 0x80 ? u_isalpha(static_cast<UChar32>(c)) != 0 : (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }
  }
  if (capitals == 0) return Casing::lower;
  if (capitals == 1 && first) return Casing::title;
  return capitals == letters ? Casing::upper : Casing::mixed;
}

void append_cased(std::string& out, std::string_view synonym, Casing casing) {
  std::size_t i = 0;
  while (i < synonym.size() && (casing == Casing::upper || (casing == Casing::title && i == 0)))
    text::append_utf8(out, static_cast<char32_t>(u_toupper(static_cast<UChar32>(text::decode(synonym, i)))));
  out.append(synonym.substr(i));
}

const Thesaurus::Entry* Thesaurus::look_up(std::string_view key, std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = hash & mask; slots_[i].entry != 0; i = (i + 1) & mask) {
    if (slots_[i].tag != tag_of(hash)) continue;
    const Entry& entry = entries_[slots_[i].entry - 1];
    if (std::string_view(keys_.data() + entry.key, entry.key_size) == key) return &entry;
  }
  return nullptr;
}

Synonyms Thesaurus::find(std::string_view word, std::uint64_t prepared, std::string& scratch) const {
  const std::span<const std::string_view> all(words_);
  if (const Entry* entry = look_up(word, prepared)) {
    const Casing casing = casing_of(word);
    if (casing == Casing::lower) return {all.subspan(entry->first, entry->small)};
    return {all.subspan(entry->first, entry->count), casing == Casing::title ? Casing::title : Casing::lower};
  }
  const Casing casing = casing_of(word);
  if (casing == Casing::lower || casing == Casing::mixed) return {};
  text::to_lower(word, scratch);
  const Entry* entry = look_up(scratch, base::hash64(scratch));
  if (entry == nullptr) return {};
  return {all.subspan(entry->first, entry->count), casing};
}

std::optional<std::span<const std::string_view>> Thesaurus::entry(std::string_view word) const {
  const Entry* entry = look_up(word, base::hash64(word));
  if (entry == nullptr) return std::nullopt;
  return std::span<const std::string_view>(words_).subspan(entry->first, entry->count);
}

std::string_view ThesaurusBuilder::keep(std::string_view bytes) {
  constexpr std::size_t block = std::size_t{1} << 16;
  if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < bytes.size()) {
    blocks_.emplace_back();
    blocks_.back().reserve(std::max(block, bytes.size()));
  }
  std::string& last = blocks_.back();
  const std::size_t from = last.size();
  last.append(bytes);
  return std::string_view(last).substr(from);
}

std::uint32_t ThesaurusBuilder::key(std::string_view word) {
  if (!is_single_word(word)) return none;
  const std::uint64_t hash = base::hash64(word);
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = hash & mask;
  for (; slots_[i].entry != 0; i = (i + 1) & mask)
    if (slots_[i].tag == tag_of(hash) && keys_[slots_[i].entry - 1] == word) return slots_[i].entry - 1;
  if (!left_out_.empty()) {
    text::to_lower(word, lowered_);
    if (left_out_.contains(lowered_)) return none;
  }
  keys_.push_back(word);
  slots_[i] = {tag_of(hash), static_cast<std::uint32_t>(keys_.size())};
  if (keys_.size() * 2 > slots_.size()) grow();
  return static_cast<std::uint32_t>(keys_.size() - 1);
}

void ThesaurusBuilder::grow() {
  slots_.assign(slots_.size() * 2, {});
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t n = 0; n < keys_.size(); ++n) {
    const std::uint64_t hash = base::hash64(keys_[n]);
    std::size_t i = hash & mask;
    while (slots_[i].entry != 0) i = (i + 1) & mask;
    slots_[i] = {tag_of(hash), static_cast<std::uint32_t>(n + 1)};
  }
}

void Thesaurus::index() {
  std::size_t slots = 16;
  while (slots < entries_.size() * 2) slots *= 2;
  slots_.assign(slots, {});
  for (std::size_t n = 0; n < entries_.size(); ++n) {
    const std::uint64_t hash = base::hash64(std::string_view(keys_.data() + entries_[n].key, entries_[n].key_size));
    std::size_t i = hash & (slots - 1);
    while (slots_[i].entry != 0) i = (i + 1) & (slots - 1);
    slots_[i] = {tag_of(hash), static_cast<std::uint32_t>(n + 1)};
  }
}

std::shared_ptr<const Thesaurus> ThesaurusBuilder::finish() {
  auto made = std::make_shared<Thesaurus>();
  std::vector<std::uint32_t> begin(keys_.size() + 1);  // counting sort by key; the order of synonyms stays
  for (const Pair& pair : pairs_) ++begin[pair.key + 1];
  for (std::size_t n = 0; n < keys_.size(); ++n) begin[n + 1] += begin[n];
  std::vector<std::string_view> sorted(pairs_.size());
  std::vector<std::uint32_t> next(begin.begin(), begin.end());
  for (const Pair& pair : pairs_) sorted[next[pair.key]++] = pair.synonym;

  std::vector<Thesaurus::Entry>& entries = made->entries_;
  std::vector<std::string_view>& words = made->words_;
  words.reserve(sorted.size());
  base::HashSet many;  // of one word's synonyms, where they are many
  for (std::size_t n = 0; n < keys_.size(); ++n) {
    const auto first = static_cast<std::uint32_t>(words.size());
    const std::size_t count = begin[n + 1] - begin[n];
    if (count > 32) many = base::HashSet();
    for (std::size_t i = begin[n]; i < begin[n + 1]; ++i) {
      const std::string_view word = sorted[i];
      if (word.empty() || word == keys_[n]) continue;
      if (count > 32) {
        if (many.contains(word)) continue;
        many.insert(word);
      } else if (std::find(words.begin() + first, words.end(), word) != words.end()) {
        continue;
      }
      words.push_back(word);
    }
    if (words.size() == first && !keeps_all_) continue;
    const auto capitals =
        std::stable_partition(words.begin() + first, words.end(), [](std::string_view w) { return !has_capital(w); });
    const auto held = [](std::ptrdiff_t size) {
      return static_cast<std::uint16_t>(std::min<std::ptrdiff_t>(size, most));
    };
    entries.push_back({static_cast<std::uint32_t>(made->keys_.size()), first,
                       static_cast<std::uint16_t>(keys_[n].size()), held(words.end() - words.begin() - first),
                       held(capitals - words.begin() - first)});
    made->keys_.append(keys_[n]);
  }
  made->index();
  made->blocks_ = std::move(blocks_);
  made->source_ = std::move(source_);
  return made;
}

}  // namespace dsprep::thesauri
