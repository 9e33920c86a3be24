#include "dedup/write_seen_index.h"

#include <bit>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "spill/merge.h"
#include "spill/sorted_table.h"

namespace dsprep::dedup {
namespace {

constexpr std::size_t id_size = 16, content_size = 16, band_size = 8;

// Which records are kept, and which of them is which: numbers of entries from ranks.
class Kept {
 public:
  Kept(spill::Workspace& workspace, std::uint64_t records)
      : held_(workspace), bits_(records / 64 + 1), before_(records / 64 + 1) {
    held_.add(bits_.size() * 16);
  }
  void add(std::uint64_t record) { bits_[record / 64] |= std::uint64_t{1} << (record % 64); }
  void count() {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < bits_.size(); ++i) {
      before_[i] = sum;
      sum += static_cast<std::uint64_t>(std::popcount(bits_[i]));
    }
  }
  bool has(std::uint64_t record) const { return bits_[record / 64] >> (record % 64) & 1; }
  std::uint64_t number(std::uint64_t record) const {
    const std::uint64_t below = bits_[record / 64] & ((std::uint64_t{1} << (record % 64)) - 1);
    return before_[record / 64] + static_cast<std::uint64_t>(std::popcount(below));
  }

 private:
  spill::MemoryReservation held_;
  std::vector<std::uint64_t> bits_, before_;
};

class IndexOfToday {
 public:
  IndexOfToday(ByteSink& sink, spill::Workspace& workspace, Candidates& candidates, const DuplicateTable& table,
               const SeenIndexContents& contents, Decider& decider)
      : workspace_(workspace),
        candidates_(candidates),
        table_(table),
        contents_(contents),
        decider_(decider),
        writer_(sink, contents.settings, contents.sketches),
        kept_(workspace, candidates.records),
        keys_(workspace),
        old_(contents.before ? contents.before->size() : 0) {}

  Status write() {
    DSPREP_CHECK(entries());
    DSPREP_CHECK(merged(SeenIndex::contents_table, keys_));
    DSPREP_CHECK(bands());
    if (contents_.today) DSPREP_CHECK(sketches());
    return writer_.finish();
  }

 private:
  Status copy_old(SeenIndex::Table table) {
    if (!contents_.before) return {};
    const auto reader = contents_.before->read(table);
    for (std::string_view row;;) {
      DSPREP_TRY(const bool more, reader->next(row));
      if (!more) return {};
      DSPREP_CHECK(writer_.add(table, row));
    }
  }

  Status entries() {
    DSPREP_CHECK(copy_old(SeenIndex::entries_table));
    spill::SortedTable::Cursor meta(candidates_.meta), fates(table_.rows);
    std::string key, row;
    std::uint64_t number = old_;
    for (std::uint64_t record = 0; record < candidates_.records; ++record) {
      key.clear();
      spill::append_be40(key, candidates_.seen + record);
      DSPREP_TRY(const auto known, meta.find(key));
      DSPREP_TRY(const auto fate, fates.find(known->substr(0, id_size)));
      if (fate && Duplicate::of_value(*fate).kind != Duplicate::Kind::kept) continue;
      kept_.add(record);
      const RecordId id = spill::record_id_of(*known);
      const std::string file = decider_.input_name(id.shard);
      SeenEntry entry{{spill::read_be64(known->substr(id_size)), spill::read_be64(known->substr(id_size + 8))},
                      id.line,
                      file,
                      known->substr(id_size + content_size)};
      row.clear();
      SeenIndexWriter::append_entry(row, entry);
      DSPREP_CHECK(writer_.add(SeenIndex::entries_table, row));
      row.assign(known->substr(id_size, content_size));
      spill::append_be40(row, number++);
      DSPREP_CHECK(keys_.add(row));
    }
    kept_.count();
    return {};
  }

  // What was there, and what is added, in order.
  Status merged(SeenIndex::Table table, spill::Sorter& added) {
    std::vector<std::unique_ptr<spill::SortedReader>> sources;
    if (contents_.before) sources.push_back(contents_.before->read(table));
    DSPREP_TRY(auto today, added.sorted());
    sources.push_back(std::move(today));
    const auto reader = spill::merge_sorted(std::move(sources));
    for (std::string_view row;;) {
      DSPREP_TRY(const bool more, reader->next(row));
      if (!more) return {};
      DSPREP_CHECK(writer_.add(table, row));
    }
  }

  Status bands() {
    spill::Sorter added(workspace_);
    {
      DSPREP_TRY(const auto reader, candidates_.kept_bands.sorted());
      std::string row;
      for (std::string_view band;;) {
        DSPREP_TRY(const bool more, reader->next(band));
        if (!more) break;
        const std::uint64_t record = spill::read_be40(band.substr(band_size)) - candidates_.seen;
        if (!kept_.has(record)) continue;
        row.assign(band.substr(0, band_size));
        spill::append_be40(row, old_ + kept_.number(record));
        DSPREP_CHECK(added.add(row));
      }
    }
    return merged(SeenIndex::bands_table, added);
  }

  Status sketches() {
    DSPREP_CHECK(copy_old(SeenIndex::sketches_table));
    DSPREP_TRY(const auto reader, contents_.today->sorted());
    for (std::uint64_t record = 0;; ++record) {
      std::string_view row;
      DSPREP_TRY(const bool more, reader->next(row));
      if (!more) return {};
      const std::uint32_t order_size = spill::read_be32(row.substr(row.size() - 4));
      row.remove_suffix(4);
      if (kept_.has(record)) DSPREP_CHECK(writer_.add(SeenIndex::sketches_table, row.substr(order_size)));
    }
  }

  spill::Workspace& workspace_;
  Candidates& candidates_;
  const DuplicateTable& table_;
  const SeenIndexContents& contents_;
  Decider& decider_;
  SeenIndexWriter writer_;
  Kept kept_;
  spill::Sorter keys_;
  const std::uint64_t old_;
};

}  // namespace

Status write_seen_index(ByteSink& sink, spill::Workspace& workspace, Candidates& candidates,
                        const DuplicateTable& table, const SeenIndexContents& contents, Decider& decider) {
  return IndexOfToday(sink, workspace, candidates, table, contents, decider).write();
}

void append_sketch(std::string& row, std::string_view order, std::string_view sketch) {
  row += order;
  row += sketch;
  spill::append_be32(row, static_cast<std::uint32_t>(order.size()));
}

}  // namespace dsprep::dedup
