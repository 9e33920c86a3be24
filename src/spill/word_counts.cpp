#include "spill/word_counts.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"

namespace dsprep::spill {

void WordCounts::add(std::string_view word, std::uint64_t times) { add(word, base::hash64(word), times); }

void WordCounts::merge(const WordCounts& other) {
  for (const Entry& entry : other.entries_) add(other.word(entry), entry.hash, entry.count);
}

void WordCounts::add(std::string_view added, std::uint64_t hash, std::uint64_t times) {
  total_ += times;
  if ((entries_.size() + 1) * 2 > slots_.size()) grow();
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at] != none; at = (at + 1) & mask) {
    Entry& entry = entries_[slots_[at]];
    if (entry.hash != hash || word(entry) != added) continue;
    entry.count += times;
    return;
  }
  slots_[at] = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back({hash, times, letters_.size(), static_cast<std::uint32_t>(added.size())});
  letters_ += added;
}

void WordCounts::grow() {
  slots_.assign(std::max<std::size_t>(256, slots_.size() * 2), none);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    std::size_t at = entries_[i].hash & mask;
    while (slots_[at] != none) at = (at + 1) & mask;
    slots_[at] = static_cast<std::uint32_t>(i);
  }
}

Status WordCounts::move_to(Sorter& sorter) {
  std::string key;
  for (const Entry& entry : entries_) {
    key.assign(word(entry));
    key += '\xff';
    append_be64(key, entry.count);
    DSPREP_CHECK(sorter.add(key));
  }
  *this = WordCounts();
  return {};
}

Status CountedWords::spill_large() {
  if (const std::size_t bytes = counts_.bytes(); bytes > reserved_.bytes()) reserved_.add(bytes - reserved_.bytes());
  if (counts_.bytes() < most_bytes && !workspace_.over()) return {};
  reserved_ = MemoryReservation(workspace_);
  return counts_.move_to(entries_);
}

Status CountedWords::merge(CountedWords&& next) {
  counts_.merge(next.counts_);
  DSPREP_CHECK(entries_.merge(std::move(next.entries_)));
  return spill_large();
}

Status CountedWords::save(ByteSink& sink) {
  DSPREP_CHECK(counts_.move_to(entries_));
  return entries_.save(sink);
}

Result<Sorter*> CountedWords::entries() {
  DSPREP_CHECK(counts_.move_to(entries_));
  return &entries_;
}

}  // namespace dsprep::spill
