#include "spill/arena.h"

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <span>
#include <utility>

namespace dsprep::spill {
namespace {

constexpr std::size_t first_block = 16u << 10, largest_block = 1u << 20;
constexpr std::uint64_t entries_at_once = 256;  // that are accounted for together

bool less(const Arena::Entry& a, const Arena::Entry& b) {
  if (a.prefix != b.prefix) return a.prefix < b.prefix;
  return less_behind_prefix(record_at(a.at), record_at(b.at));
}

// Deals the entries into 1,024 buckets by the highest bits in which prefixes differ, in place (an American flag), then
// sorts each bucket in the cache. Where the prefixes are hashes, this is ten of the rounds of a comparison sort for the
// price of one; where they are all alike, it costs two scans.
void sort_entries(std::span<Arena::Entry> entries) {
  constexpr std::size_t worth_dealing = 4096;
  constexpr int bucket_bits = 10;
  if (entries.size() < worth_dealing) return std::sort(entries.begin(), entries.end(), less);

  std::uint64_t low = entries[0].prefix, high = low;
  for (const Arena::Entry& entry : entries) {
    low = std::min(low, entry.prefix);
    high = std::max(high, entry.prefix);
  }
  const int shift = std::max(0, static_cast<int>(std::bit_width(high - low)) - bucket_bits);
  const auto bucket_of = [&](const Arena::Entry& entry) {
    return static_cast<std::size_t>((entry.prefix - low) >> shift);
  };

  std::array<std::size_t, (1u << bucket_bits) + 1> begin{};
  for (const Arena::Entry& entry : entries) ++begin[bucket_of(entry) + 1];
  for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
  auto next = begin;
  for (std::size_t bucket = 0; bucket + 1 < begin.size(); ++bucket) {
    while (next[bucket] < begin[bucket + 1]) {
      Arena::Entry entry = entries[next[bucket]];
      for (std::size_t home; (home = bucket_of(entry)) != bucket;) std::swap(entry, entries[next[home]++]);
      entries[next[bucket]++] = entry;
    }
  }
  for (std::size_t bucket = 0; bucket + 1 < begin.size(); ++bucket)
    std::sort(entries.begin() + begin[bucket], entries.begin() + begin[bucket + 1], less);
}

}  // namespace

// A chunk's few records take little; a shard's many, 1 MiB at a time. A longer record has a block of its own size.
bool Arena::take_room(std::size_t bytes) {
  if (!blocks_.empty() && blocks_.back().size - blocks_.back().used >= bytes) return false;
  const std::size_t usual = blocks_.empty() ? first_block : std::min(largest_block, 2 * blocks_.back().size);
  const std::size_t size = std::max(usual, bytes);
  blocks_.push_back({std::make_unique_for_overwrite<char[]>(size), size, 0});
  held_.add(size);
  return true;
}

bool Arena::add(std::string_view record) {
  bool took = take_room(length_size + record.size());
  Block& block = blocks_.back();
  const auto size = static_cast<std::uint32_t>(record.size());
  std::memcpy(block.bytes.get() + block.used, &size, length_size);
  if (size > 0) std::memcpy(block.bytes.get() + block.used + length_size, record.data(), size);
  block.used += length_size + size;
  bytes_ += size;
  if (++records_ > entries_held_) {
    entries_held_ += entries_at_once;
    held_.add(entries_at_once * sizeof(Entry));
    took = true;
  }
  return took;
}

// Copies what is small, so that blocks that are mostly empty do not pile up; takes over the rest.
void Arena::absorb(Arena&& other) {
  if (other.bytes_ + length_size * other.records_ <= largest_block / 4) {
    for (const Block& block : other.blocks_) {
      for (std::size_t at = 0; at < block.used;) {
        const std::string_view record = record_at(block.bytes.get() + at);
        add(record);
        at += length_size + record.size();
      }
    }
  } else {
    blocks_.insert(blocks_.end(), std::make_move_iterator(other.blocks_.begin()),
                   std::make_move_iterator(other.blocks_.end()));
    records_ += other.records_;
    bytes_ += other.bytes_;
    entries_held_ += other.entries_held_;
    held_.take(other.held_);
  }
  other.blocks_.clear();
  other.records_ = other.bytes_ = other.entries_held_ = 0;
}

void Arena::clear(Workspace& workspace) { *this = Arena(workspace); }

std::vector<Arena::Entry> Arena::sorted() const {
  std::vector<Entry> entries;
  entries.reserve(static_cast<std::size_t>(records_));
  for (const Block& block : blocks_) {
    for (std::size_t at = 0; at < block.used;) {
      const char* const place = block.bytes.get() + at;
      const std::string_view record = record_at(place);
      entries.push_back({prefix_of(record), place});
      at += length_size + record.size();
    }
  }
  // Records often come in order already: a scan tells.
  if (!std::is_sorted(entries.begin(), entries.end(), less)) sort_entries(entries);
  return entries;
}

}  // namespace dsprep::spill
