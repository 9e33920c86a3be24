#include "dedup/candidates.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash128.h"
#include "dedup/components.h"
#include "dedup/duplicate_row.h"
#include "spill/progress_check.h"

namespace dsprep::dedup {
namespace {

constexpr std::size_t band_size = 8, content_size = 16;

// One bit a record.
class Bits {
 public:
  Bits(spill::Workspace& workspace, std::uint64_t n) : held_(workspace), words_(n / 64 + 1) {
    held_.add(words_.size() * 8);
  }
  void set(std::uint64_t i) { words_[i / 64] |= std::uint64_t{1} << (i % 64); }
  bool operator[](std::uint64_t i) const { return words_[i / 64] >> (i % 64) & 1; }

 private:
  spill::MemoryReservation held_;
  std::vector<std::uint64_t> words_;
};

// Merge join: reads a sorted table of an index beside sorted rows of this run.
class SeenRows {
 public:
  SeenRows(const SeenIndex* index, SeenIndex::Table table, std::size_t key_size) : key_size_(key_size) {
    if (index) reader_ = index->read(table);
    more_ = reader_ != nullptr;
  }
  // The first row with this key. REQUIRES keys to ascend.
  Result<bool> find(std::string_view key) {
    while (more_ && (!begun_ || row_.substr(0, key_size_) < key)) {
      begun_ = true;
      DSPREP_TRY(more_, reader_->next(row_));
    }
    key_.assign(key);
    return more_ && row_.substr(0, key_size_) == key;
  }
  Result<bool> next_same() {
    DSPREP_TRY(more_, reader_->next(row_));
    return more_ && row_.substr(0, key_size_) == key_;
  }
  std::string_view row() const { return row_; }

 private:
  const std::size_t key_size_;
  std::unique_ptr<spill::SortedReader> reader_;
  std::string_view row_;
  std::string key_;
  bool more_ = false, begun_ = false;
};

class Finder {
 public:
  Finder(spill::Workspace& workspace, const SeenIndex* seen, bool keep_bands, Decider& decider)
      : workspace_(workspace),
        seen_(seen),
        keep_bands_(keep_bands),
        decider_(decider),
        contents_(workspace),
        bands_(workspace),
        members_(workspace),
        found_(workspace) {
    if (seen_) found_.seen = seen_->size();
  }

  Result<Candidates> find(spill::Sorter rows) {
    DSPREP_CHECK(number(std::move(rows)));
    Bits follows(workspace_, found_.seen + found_.records);
    DSPREP_CHECK(group_equals(follows));
    Components components(workspace_, found_.seen + found_.records);
    DSPREP_CHECK(fill_buckets(follows, components));
    DSPREP_CHECK(components.settle());
    DSPREP_CHECK(place(components));
    return std::move(found_);
  }

 private:
  // Numbers the records, and inverts the rows: content → rank, band → rank.
  Status number(spill::Sorter rows) {
    spill::ProgressCheck progress(decider_, "numbering records", rows.records());
    spill::SortedTable::Builder meta(workspace_, rank_size);
    DSPREP_TRY(auto sorted, rows.sorted());
    DuplicateRowReader reader(std::move(sorted));
    std::string key, value;
    for (DuplicateRow row;;) {
      DSPREP_TRY(const bool more, reader.next(row));
      if (!more) break;
      DSPREP_CHECK(progress.step());
      const std::uint64_t rank = found_.seen + found_.records++;
      value.clear();
      spill::append_record_key(value, row.id);
      spill::append_be64(value, row.content.high);
      spill::append_be64(value, row.content.low);
      value += row.name;
      key.clear();
      spill::append_be40(key, rank);
      DSPREP_CHECK(meta.add(key, value));
      key.clear();
      spill::append_be64(key, row.content.high);
      spill::append_be64(key, row.content.low);
      spill::append_be40(key, rank);
      DSPREP_CHECK(contents_.add(key));
      for (const std::uint64_t band : row.bands) {
        key.clear();
        spill::append_be64(key, band);
        spill::append_be40(key, rank);
        DSPREP_CHECK(bands_.add(key));
      }
    }
    DSPREP_TRY(found_.meta, meta.finish());
    return {};
  }

  Status group_equals(Bits& follows) {
    spill::ProgressCheck progress(decider_, "grouping equal records", contents_.records());
    DSPREP_TRY(const auto reader, contents_.sorted());
    SeenRows seen(seen_, SeenIndex::contents_table, content_size);
    std::string leader, row;
    for (std::string_view entry;;) {
      DSPREP_TRY(const bool more, reader->next(entry));
      if (!more) return {};
      DSPREP_CHECK(progress.step());
      if (entry.substr(0, content_size) != std::string_view(leader).substr(0, content_size)) {
        DSPREP_TRY(const bool before, seen.find(entry.substr(0, content_size)));
        leader.assign(before ? seen.row() : entry);
        if (!before) continue;
      }
      ++found_.followers;
      follows.set(spill::read_be40(entry.substr(content_size)));
      row.assign(leader, content_size);
      row.append(entry.substr(content_size));
      DSPREP_CHECK(found_.follows.add(row));
    }
  }

  // One behind: whether a member is the last of its bucket shows only when the next one comes.
  Status fill_buckets(const Bits& follows, Components& components) {
    spill::ProgressCheck progress(decider_, "filling buckets", bands_.records());
    DSPREP_TRY(const auto reader, bands_.sorted());
    SeenRows seen(seen_, SeenIndex::bands_table, band_size);
    std::string band;
    std::uint64_t first = 0, held_back = 0, members = 0;
    const auto enter = [&](std::uint64_t rank) -> Status {
      if (members++ == 0) first = rank;
      else {
        DSPREP_CHECK(add_member(held_back, false));
        DSPREP_CHECK(components.unite(first, rank));
      }
      held_back = rank;
      return {};
    };
    const auto close = [&]() -> Status {
      if (members < 2) return {};
      DSPREP_CHECK(add_member(held_back, true));
      ++found_.buckets;
      found_.largest_bucket = std::max(found_.largest_bucket, members);
      return {};
    };
    for (std::string_view entry;;) {
      DSPREP_TRY(const bool more, reader->next(entry));
      if (!more) break;
      DSPREP_CHECK(progress.step());
      const std::uint64_t rank = spill::read_be40(entry.substr(band_size));
      if (follows[rank]) continue;
      if (members == 0 || entry.substr(0, band_size) != band) {
        DSPREP_CHECK(close());
        band.assign(entry.substr(0, band_size));
        members = 0;
        DSPREP_TRY(bool before, seen.find(band));
        while (before) {
          DSPREP_CHECK(enter(spill::read_be40(seen.row().substr(band_size))));
          DSPREP_TRY(before, seen.next_same());
        }
      }
      if (keep_bands_) DSPREP_CHECK(found_.kept_bands.add(entry));
      DSPREP_CHECK(enter(rank));
    }
    return close();
  }

  Status add_member(std::uint64_t rank, bool last) {
    row_.clear();
    spill::append_be40(row_, rank);
    spill::append_be40(row_, found_.buckets);
    row_ += last ? '\1' : '\0';
    return members_.add(row_);
  }

  // Gathers each record's buckets, and puts components together.
  Status place(Components& components) {
    spill::ProgressCheck progress(decider_, "joining buckets", members_.records());
    DSPREP_TRY(const auto reader, members_.sorted());
    spill::SortedTable::Cursor meta(found_.meta);
    std::optional<SeenIndex::Cursor> seen;
    if (seen_) seen.emplace(*seen_);
    spill::Sorter places(workspace_);
    std::string group, row;
    const auto close = [&]() -> Status {
      if (group.empty()) return {};
      const std::string_view rank = std::string_view(group).substr(rank_size, rank_size);
      if (const std::uint64_t number = spill::read_be40(rank); number < found_.seen) {
        DSPREP_TRY(const std::string_view sketch, seen->sketch(number));
        row.assign(group, 0, 2 * rank_size);
        row += sketch;
        if (!seen_->sketches().empty()) DSPREP_CHECK(found_.sketches.add(row));
        return found_.groups.add(group);
      }
      ++found_.compared;
      DSPREP_TRY(const auto known, meta.find(rank));
      row.assign(known->substr(0, 16));
      row.append(group, 0, 2 * rank_size);
      DSPREP_CHECK(places.add(row));
      return found_.groups.add(group);
    };
    for (std::string_view member;;) {
      DSPREP_TRY(const bool more, reader->next(member));
      if (!more) break;
      DSPREP_CHECK(progress.step());
      const std::string_view rank = member.substr(0, rank_size);
      if (group.empty() || rank != std::string_view(group).substr(rank_size, rank_size)) {
        DSPREP_CHECK(close());
        const std::uint64_t number = spill::read_be40(rank);
        DSPREP_TRY(const std::uint64_t root, components.root(number));
        found_.components += root == number;
        group.clear();
        spill::append_be40(group, root);
        group += rank;
      }
      group += member.substr(rank_size);
    }
    DSPREP_CHECK(close());
    spill::SortedTable::Builder table(workspace_, 16);
    DSPREP_TRY(const auto sorted, places.sorted());
    for (std::string_view place;;) {
      DSPREP_TRY(const bool more, sorted->next(place));
      if (!more) break;
      DSPREP_CHECK(table.add(place.substr(0, 16), place.substr(16)));
    }
    DSPREP_TRY(found_.places, table.finish());
    return {};
  }

  spill::Workspace& workspace_;
  const SeenIndex* seen_;
  const bool keep_bands_;
  Decider& decider_;
  spill::Sorter contents_, bands_, members_;  // (content, rank); (band, rank); (rank, bucket, last)
  Candidates found_;
  std::string row_;
};

}  // namespace

Result<Candidates> Candidates::find(spill::Workspace& workspace, spill::Sorter rows, const SeenIndex* seen,
                                    bool keep_bands, Decider& decider) {
  return Finder(workspace, seen, keep_bands, decider).find(std::move(rows));
}

}  // namespace dsprep::dedup
