#include "ops/clean/dedup_substring/extractors.h"

#include <optional>
#include <string_view>

#include "dsprep/need.h"
#include "ops/clean/dedup_substring/block_sieve.h"
#include "ops/clean/dedup_substring/repeated_windows.h"
#include "ops/clean/dedup_substring/window_blocks.h"
#include "spill/ordered_number.h"
#include "text/field_texts.h"

namespace dsprep::ops::dedup_substring {

Status BlockExtractor::extract(const Record& record, Totals& totals, spill::Sorter& entries) {
  if (need_text(record, plan_.field, plan_.pointer)) return {};
  ++totals.records;
  where_.clear();
  spill::append_ordered(where_, record.id());
  Status status;
  std::uint64_t number = 0;
  text::for_each_text(record, plan_.field, scratch_, [&](std::size_t, const TextView& view) {
    tokens_.read(view);
    totals.tokens += tokens_.size();
    tokens_.blocks([&](const WindowBlock& block) {
      entry_.clear();
      append_block(entry_, block.anchor, tokens_.hash(block.begin, block.end - 1 + plan_.length), where_, number++,
                   block.again);
      if (status.ok()) status = entries.add(entry_);
    });
  });
  return status;
}

Status WindowExtractor::extract(const Record& record, Totals& totals, spill::Sorter& entries) {
  if (blocks_->size() == 0 || need_text(record, plan_.field, plan_.pointer)) return {};
  DSPREP_TRY(const auto found, cursor_.find(record.id()));
  if (!found) return {};
  std::string_view rows = *found;
  Status status;
  where_.clear();
  spill::append_ordered(where_, record.id());
  std::uint64_t number = 0, before = 0;  // blocks and tokens of the texts before this one
  text::for_each_text(record, plan_.field, scratch_, [&](std::size_t, const TextView& view) {
    tokens_.read(view);
    tokens_.blocks([&](const WindowBlock& block) {
      if (!status.ok() || rows.empty() || peek_block_row(rows).number != number++) return;
      const BlockFate fate = peek_block_row(rows).fate;
      rows.remove_prefix(block_row_size);
      if (fate == BlockFate::later_copy || (fate == BlockFate::first_copy && !plan_.keep_first)) {
        row_.clear();
        append_tokens(row_, before + block.begin, before + block.end - 1 + plan_.length);
        status = totals.rows.add(record.id(), row_);
      }
      if (fate == BlockFate::later_copy) return;
      for (std::size_t window = block.begin; window < block.end && status.ok(); ++window) {
        entry_.clear();
        append_window(entry_, tokens_.hash(window, window + plan_.length), where_, before + window);
        status = entries.add(entry_);
      }
    });
    before += tokens_.size();
  });
  return status;
}

}  // namespace dsprep::ops::dedup_substring
