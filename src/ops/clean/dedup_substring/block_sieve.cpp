#include "ops/clean/dedup_substring/block_sieve.h"

#include <algorithm>

#include "spill/hash_key.h"
#include "spill/ordered_number.h"
#include "spill/scan.h"

namespace dsprep::ops::dedup_substring {
namespace {

constexpr std::size_t anchor_size = 8, most_shown = 20;

std::string_view prefix(std::string_view entry, std::size_t size) { return entry.substr(0, size); }

}  // namespace

void append_block(std::string& entry, std::uint64_t anchor, const base::Hash128& hash, std::string_view where,
                  std::uint64_t number, bool again) {
  spill::append_be64(entry, anchor);
  spill::append_hash_key(entry, hash);
  entry += where;
  spill::append_ordered(entry, number);
  entry += again ? '\1' : '\0';
}

BlockRow peek_block_row(std::string_view rows) { return {spill::read_be32(rows), static_cast<BlockFate>(rows[4])}; }

Status BlockSieve::read(spill::Sorter& entries) {
  DSPREP_CHECK(spill::scan(entries, decider_, "looking for repeated blocks", [&](std::string_view entry) -> Status {
    const bool same_anchor = !held_.empty() && prefix(entry, anchor_size) == prefix(held_, anchor_size);
    const bool same_block = same_anchor && prefix(entry, anchor_size + spill::hash_key_size) ==
                                               prefix(held_, anchor_size + spill::hash_key_size);
    Status released = release(same_anchor, same_block);
    if (!same_block) close_group();
    held_.assign(entry);
    anchor_before_ = same_anchor;
    block_before_ = same_block;
    return released;
  }));
  DSPREP_CHECK(release(false, false));
  close_group();
  return {};
}

// Decides about the entry held back, now that the next one is known.
Status BlockSieve::release(bool anchor_behind, bool block_behind) {
  if (held_.empty()) return {};
  std::string_view rest = std::string_view(held_).substr(anchor_size + spill::hash_key_size);
  const RecordId id = spill::take_ordered_id(rest);
  if (!block_before_) first_ = id;
  ++copies_;
  const auto number = static_cast<std::uint32_t>(spill::take_ordered(rest));
  const bool again = rest[0] != 0;
  if (!again && !anchor_before_ && !anchor_behind) return {};
  const BlockFate fate = block_before_ ? BlockFate::later_copy : block_behind ? BlockFate::first_copy : BlockFate::open;
  later_ += fate == BlockFate::later_copy;
  row_.clear();
  spill::append_be32(row_, number);
  row_ += static_cast<char>(fate);
  return rows_.add(id, row_);
}

// The copies of one block are all counted: the report names the first copy's record once.
void BlockSieve::close_group() {
  if (copies_ > 1) {
    const auto same = std::find_if(most_.begin(), most_.end(), [&](const Group& g) { return g.first == first_; });
    if (same != most_.end()) same->copies = std::max(same->copies, copies_);
    else most_.push_back({copies_, first_});
    std::sort(most_.begin(), most_.end(), [](const Group& a, const Group& b) {
      return a.copies != b.copies ? a.copies > b.copies : a.first < b.first;
    });
    if (most_.size() > most_shown) most_.pop_back();
  }
  copies_ = 0;
}

}  // namespace dsprep::ops::dedup_substring
