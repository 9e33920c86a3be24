// Joins, each by sorting both sides: matches and followers by leader (a follower shares its leader's fate), then by the
// record that is kept (for its name and the size of its cluster), then by the record itself (for its RecordId).
#include "dedup/duplicate_table.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>

#include "base/hex.h"
#include "spill/progress_check.h"

namespace dsprep::dedup {
namespace {

constexpr std::size_t id_size = 16, content_size = 16;
constexpr std::size_t fate_size = 8 + 4 + 1;  // similarity, bands, kind
constexpr std::size_t before_size = 5;
constexpr std::size_t most_shown = 20;
constexpr std::uint32_t seen_shard = 0xffffffff;  // no shard of today: an entry of an index

class Maker {
 public:
  Maker(spill::Workspace& workspace, Candidates& candidates, const SeenIndex* seen, Decider& decider)
      : workspace_(workspace),
        candidates_(candidates),
        seen_(seen),
        decider_(decider),
        fates_(workspace),
        rows_(workspace),
        by_id_(workspace),
        progress_(decider, "putting clusters together") {}

  Result<DuplicateTable> make(spill::Sorter& matches) {
    DSPREP_CHECK(join_followers(matches));
    DSPREP_CHECK(count_clusters());
    DSPREP_CHECK(join_ids());
    spill::SortedTable::Builder table(workspace_, id_size);
    DSPREP_TRY(const auto reader, by_id_.sorted());
    for (std::string_view row;;) {
      DSPREP_TRY(const bool more, reader->next(row));
      if (!more) break;
      DSPREP_CHECK(table.add(row.substr(0, id_size), row.substr(id_size)));
    }
    DSPREP_TRY(made_.rows, table.finish());
    return std::move(made_);
  }

 private:
  // A fate: of (5), record (5), similarity, bands, kind.
  Status add_fate(std::string_view of, std::string_view record, double similarity, std::uint32_t bands,
                  Duplicate::Kind kind) {
    row_.assign(of);
    row_ += record;
    spill::append_be64(row_, std::bit_cast<std::uint64_t>(similarity));
    spill::append_be32(row_, bands);
    row_ += static_cast<char>(kind);
    return fates_.add(row_);
  }

  Status join_followers(spill::Sorter& matches) {
    DSPREP_TRY(const auto matched, matches.sorted());
    DSPREP_TRY(const auto follows, candidates_.follows.sorted());
    std::string_view match, follow;
    DSPREP_TRY(bool more_matches, matched->next(match));
    DSPREP_TRY(bool more_follows, follows->next(follow));
    while (more_matches || more_follows) {
      DSPREP_CHECK(progress_.step());
      const int order = !more_matches   ? 1
                        : !more_follows ? -1
                                        : match.substr(0, rank_size).compare(follow.substr(0, rank_size));
      if (order > 0) {  // its leader is kept
        DSPREP_CHECK(add_fate(follow.substr(0, rank_size), follow.substr(rank_size), 1, 0, Duplicate::Kind::equal));
        DSPREP_TRY(more_follows, follows->next(follow));
        continue;
      }
      const std::string_view of = match.substr(rank_size, rank_size);
      const double similarity = std::bit_cast<double>(spill::read_be64(match.substr(2 * rank_size)));
      const std::uint32_t bands = spill::read_be32(match.substr(2 * rank_size + 8));
      const Duplicate::Kind kind = similarity < 0         ? Duplicate::Kind::unverified
                                   : match.back() == '\0' ? Duplicate::Kind::alike
                                                          : Duplicate::Kind::estimated;
      DSPREP_CHECK(add_fate(of, match.substr(0, rank_size), similarity, bands, kind));
      while (more_follows && follow.substr(0, rank_size) == match.substr(0, rank_size)) {
        DSPREP_CHECK(add_fate(of, follow.substr(rank_size), similarity, bands, kind));
        DSPREP_TRY(more_follows, follows->next(follow));
      }
      DSPREP_TRY(more_matches, matched->next(match));
    }
    return {};
  }

  // Reads the fates twice: a cluster's size is known only behind it.
  Status count_clusters() {
    spill::Sorter again(workspace_), sizes(workspace_);
    {
      DSPREP_TRY(const auto reader, fates_.sorted());
      std::string of;
      std::uint64_t members = 0;
      const auto close = [&]() -> Status {
        if (members == 0) return {};
        row_ = of;
        spill::append_be64(row_, members + 1);
        return sizes.add(row_);
      };
      for (std::string_view fate;;) {
        DSPREP_TRY(const bool more, reader->next(fate));
        if (!more) break;
        DSPREP_CHECK(progress_.step());
        if (members == 0 || fate.substr(0, rank_size) != of) {
          DSPREP_CHECK(close());
          of.assign(fate.substr(0, rank_size));
          members = 0;
        }
        ++members;
        DSPREP_CHECK(again.add(fate));
      }
      DSPREP_CHECK(close());
    }
    DSPREP_TRY(const auto reader, again.sorted());
    DSPREP_TRY(const auto sized, sizes.sorted());
    spill::SortedTable::Cursor meta(candidates_.meta);
    std::optional<SeenIndex::Cursor> seen;
    if (seen_) seen.emplace(*seen_);
    bool is_seen = false;
    std::string of, kept;  // what the rows of a cluster share: RecordId, content, size; then name
    std::string name;
    std::uint64_t before = 0;
    for (std::string_view fate;;) {
      DSPREP_TRY(const bool more, reader->next(fate));
      if (!more) return {};
      DSPREP_CHECK(progress_.step());
      if (fate.substr(0, rank_size) != of) {
        of.assign(fate.substr(0, rank_size));
        std::string_view size;
        DSPREP_TRY(const bool found, sized->next(size));
        if (!found) return failure("a cluster without a size");
        const std::uint64_t number = spill::read_be40(of);
        is_seen = number < candidates_.seen;
        kept.clear();
        std::string file;
        RecordId id;
        base::Hash128 content;
        if (is_seen) {
          DSPREP_TRY(const SeenEntry entry, seen->entry(number));
          id = {seen_shard, entry.line, 0};
          content = entry.content;
          name.assign(entry.name);
          file.assign(entry.file);
        } else {
          DSPREP_TRY(const auto known, meta.find(of));
          id = spill::record_id_of(*known);
          content = {spill::read_be64(known->substr(id_size)), spill::read_be64(known->substr(id_size + 8))};
          name.assign(known->substr(id_size + content_size));
          file = decider_.input_name(id.shard);
        }
        spill::append_record_key(kept, id);
        spill::append_be64(kept, content.high);
        spill::append_be64(kept, content.low);
        kept += size.substr(rank_size);
        note_cluster(spill::read_be64(size.substr(rank_size)), id, content, name, file);
        if (is_seen) {  // two texts where there is room for one
          std::string both;
          spill::append_be32(both, static_cast<std::uint32_t>(name.size()));
          name = both + name + file;
        }
        before = 0;
        if (!is_seen) DSPREP_CHECK(add_row(of, kept, before, {}, name));
      }
      made_.seen += is_seen;
      made_.equal += fate.back() == static_cast<char>(Duplicate::Kind::equal);
      DSPREP_CHECK(add_row(fate.substr(rank_size, rank_size), kept, ++before, fate.substr(2 * rank_size), name));
    }
  }

  Status add_row(std::string_view rank, std::string_view kept, std::uint64_t before, std::string_view fate,
                 std::string_view name) {
    row_.assign(rank);
    row_ += kept;
    spill::append_be40(row_, before);
    if (fate.empty()) {
      spill::append_be64(row_, std::bit_cast<std::uint64_t>(1.0));
      spill::append_be32(row_, 0);
      row_ += static_cast<char>(Duplicate::Kind::kept);
    } else {
      row_ += fate;
    }
    row_ += name;
    return rows_.add(row_);
  }

  void note_cluster(std::uint64_t size, const RecordId& id, const base::Hash128& content, const std::string& name,
                    const std::string& file) {
    ++made_.clusters;
    made_.duplicates += size - 1;
    ++made_.sizes[static_cast<std::size_t>(std::bit_width(size)) - 1];
    if (id.shard != seen_shard) {
      if (made_.files.size() <= id.shard) made_.files.resize(std::size_t{id.shard} + 1);
      if (made_.files[id.shard].empty()) made_.files[id.shard] = file;
    }
    auto& largest = made_.largest;
    if (largest.size() == most_shown && size < largest.back().size) return;
    DuplicateTable::Largest cluster{size, id, name, file, base::hex(content)};
    largest.insert(std::upper_bound(largest.begin(), largest.end(), cluster), std::move(cluster));
    if (largest.size() > most_shown) largest.pop_back();
  }

  Status join_ids() {
    DSPREP_TRY(const auto reader, rows_.sorted());
    spill::SortedTable::Cursor meta(candidates_.meta);
    for (std::string_view row;;) {
      DSPREP_TRY(const bool more, reader->next(row));
      if (!more) return {};
      DSPREP_CHECK(progress_.step());
      DSPREP_TRY(const auto known, meta.find(row.substr(0, rank_size)));
      row_.assign(known->substr(0, id_size));
      row_ += row.substr(rank_size);
      DSPREP_CHECK(by_id_.add(row_));
    }
  }

  spill::Workspace& workspace_;
  Candidates& candidates_;
  const SeenIndex* seen_;
  Decider& decider_;
  spill::Sorter fates_, rows_, by_id_;
  DuplicateTable made_;
  std::string row_;
  spill::ProgressCheck progress_;
};

}  // namespace

Duplicate Duplicate::of_value(std::string_view value) {
  Duplicate duplicate;
  duplicate.of = spill::record_id_of(value.substr(0, id_size));
  value.remove_prefix(id_size);
  duplicate.cluster = {spill::read_be64(value), spill::read_be64(value.substr(8))};
  value.remove_prefix(content_size);
  duplicate.size = spill::read_be64(value);
  value.remove_prefix(8);
  duplicate.before = spill::read_be40(value);
  value.remove_prefix(before_size);
  duplicate.similarity = std::bit_cast<double>(spill::read_be64(value));
  duplicate.bands = spill::read_be32(value.substr(8));
  duplicate.kind = static_cast<Kind>(value[fate_size - 1]);
  duplicate.name = value.substr(fate_size);
  duplicate.seen = duplicate.of.shard == seen_shard;
  if (duplicate.seen) {
    const std::uint32_t size = spill::read_be32(duplicate.name);
    duplicate.file = duplicate.name.substr(4 + size);
    duplicate.name = duplicate.name.substr(4, size);
  }
  return duplicate;
}

Result<DuplicateTable> DuplicateTable::make(spill::Workspace& workspace, Candidates& candidates, spill::Sorter& matches,
                                            const SeenIndex* seen, Decider& decider) {
  return Maker(workspace, candidates, seen, decider).make(matches);
}

void DuplicateTable::report(std::uint64_t records, Findings& findings) const {
  findings.metrics.push_back({"records", static_cast<double>(records)});
  findings.metrics.push_back({"clusters", static_cast<double>(clusters)});
  findings.metrics.push_back({"duplicates", static_cast<double>(duplicates)});
  findings.metrics.push_back(
      {"duplicate_share", records ? static_cast<double>(duplicates) / static_cast<double>(records) : 0});
  if (clusters == 0) return;
  Finding shown{"cluster_sizes",      "Clusters by their size", "The record that is kept is counted too",
                Finding::Chart::bars, {"records", "clusters"},  {}};
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (sizes[i] == 0) continue;
    const std::uint64_t low = std::uint64_t{1} << i, high = 2 * low - 1;
    shown.rows.push_back({std::to_string(low) + "–" + std::to_string(high), static_cast<std::int64_t>(sizes[i])});
  }
  findings.sections.push_back(std::move(shown));
  Finding most{"largest_clusters",
               "The largest clusters",
               "",
               Finding::Chart::bars,
               {"kept record", "records", "file", "line", "cluster"},
               {}};
  for (const Largest& cluster : largest) {
    most.rows.push_back({cluster.name, static_cast<std::int64_t>(cluster.size), cluster.file,
                         static_cast<std::int64_t>(cluster.kept.line), cluster.cluster});
    most.records.push_back(cluster.kept);
  }
  findings.sections.push_back(std::move(most));
}

}  // namespace dsprep::dedup
