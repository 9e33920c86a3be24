// Thesaurus: which words may stand for a word.
//
// Made once by a reader (wordnet.h, mythes.h, word_list.h, cedict.h), then immutable and shared by all workers. Keys
// are single words, as text::split_words_unicode finds them; what stands for one may be several ("give up").
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/hash_set.h"

namespace dsprep::thesauri {

// How a word is spelled: which of its synonyms fit, and how they are to be spelled.
enum class Casing : std::uint8_t { lower, title, upper, mixed };
Casing casing_of(std::string_view word);

// What may stand for a word, in the thesaurus's order; valid as long as the thesaurus.
struct Synonyms {
  std::span<const std::string_view> words;
  Casing casing = Casing::lower;  // how append_cased() is to spell them
  bool empty() const { return words.empty(); }
};

// Appends `synonym` in the casing of the word it stands for: title makes its first letter a capital, upper all of them.
void append_cased(std::string& out, std::string_view synonym, Casing casing);

class Thesaurus {
 public:
  // Of a word as it stands in a text. As it is spelled, else in lower case. Where it has no capital, only synonyms
  // without capitals; where capitals and small letters are mixed ("iPhone") only as spelled. `scratch` is written over.
  Synonyms find(std::string_view word, std::string& scratch) const { return find(word, prepare(word), scratch); }
  // The same in two steps: prepare() many words, then find() each, and the memory has come by then.
  std::uint64_t prepare(std::string_view word) const {
    const std::uint64_t hash = base::hash64(word);
    __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
    return hash;
  }
  Synonyms find(std::string_view word, std::uint64_t prepared, std::string& scratch) const;
  // All that stands at the word as it is spelled, whatever its capitals; null where it is none of the words.
  std::optional<std::span<const std::string_view>> entry(std::string_view word) const;
  std::size_t size() const { return entries_.size(); }  // words that have a synonym

 private:
  friend class ThesaurusBuilder;
  struct Entry {               // small, and keys side by side: a look-up is as fast as the memory it touches
    std::uint32_t key, first;  // of keys_, words_
    std::uint16_t key_size, count;
    std::uint16_t small;  // the first so many have no capital
  };
  struct Slot {
    std::uint32_t tag = 0;    // of the hash's upper half
    std::uint32_t entry = 0;  // number + 1; 0: free
  };
  const Entry* look_up(std::string_view key, std::uint64_t hash) const;
  void index();

  std::vector<Slot> slots_;
  std::vector<Entry> entries_;
  std::string keys_;
  std::vector<std::string_view> words_;
  std::deque<std::string> blocks_;      // bytes of keys and words
  std::shared_ptr<const void> source_;  // whose bytes they are, too
};

// Collects words and their synonyms; of a pair that comes twice the first counts.
class ThesaurusBuilder {
 public:
  // `source`: what strings that are added without keep() point into.
  explicit ThesaurusBuilder(std::shared_ptr<const void> source = nullptr) : source_(std::move(source)) {}
  // Words in lower case that get no synonyms.
  void leave_out(std::string_view word) { left_out_.insert(word); }
  // Words without synonyms are words, too: Thesaurus::entry() finds them.
  void keep_all_words() { keeps_all_ = true; }
  std::string_view keep(std::string_view bytes);  // a copy that lives as long as the thesaurus

  // Number of a word; none where it is left out or is no single word (holds a space, a digit or a sign that words do
  // not hold).
  static constexpr std::uint32_t none = 0xffffffff;
  std::uint32_t key(std::string_view word);
  void add(std::uint32_t key, std::string_view synonym) { pairs_.push_back({key, synonym}); }

  std::shared_ptr<const Thesaurus> finish();

 private:
  struct Pair {
    std::uint32_t key;
    std::string_view synonym;
  };
  void grow();

  std::shared_ptr<const void> source_;
  base::HashSet left_out_;
  std::vector<Thesaurus::Slot> slots_ = std::vector<Thesaurus::Slot>(std::size_t{1} << 16);
  std::vector<std::string_view> keys_;
  std::vector<Pair> pairs_;
  std::deque<std::string> blocks_;
  std::string lowered_;
  bool keeps_all_ = false;
};

}  // namespace dsprep::thesauri
