#include "split/assignment.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "spill/ordered_number.h"
#include "spill/scan.h"
#include "split/balance.h"
#include "split/fill_quotas.h"
#include "split/unit_counts.h"
#include "split/unit_row.h"

namespace dsprep::split {
namespace {

constexpr std::size_t hash_size = 8, most_bridges = 100;
constexpr std::uint64_t pool_units = 1u << 14, pool_labels = 1u << 20;
// How a unit is placed, where it is not in one part: what is frozen keeps its part, the rest goes to the part behind.
constexpr std::uint8_t bridging_unit = 254;

}  // namespace

class Assigner {
 public:
  Assigner(const Strata& strata, std::size_t prefix_size, spill::Workspace& workspace, const AssignHow& how,
           Decider& decider)
      : prefix_size_(prefix_size),
        workspace_(workspace),
        how_(how),
        decider_(decider),
        ledger_(how.frozen),
        parts_(workspace),
        members_(workspace),
        ordered_(workspace),
        placed_(workspace),
        singles_(workspace) {
    for (const auto& [key, stratum] : strata.strata()) {
      number_of_.emplace(key, static_cast<std::uint32_t>(made_.rows.size()));
      made_.rows.push_back({stratum.name, stratum.records, {}});
    }
    left_.resize(made_.rows.size());
    frozen_.resize(made_.rows.size() * how.parts);
    frozen_records_.resize(how.parts);
  }

  Result<Assignment> make(spill::Sorter& rows) {
    DSPREP_CHECK(spill::scan(rows, decider_, "splitting: keys", [&](std::string_view row) { return see(row); }));
    DSPREP_CHECK(close());
    DSPREP_TRY(made_.wanted, how_.wanted(records_));
    std::vector<std::uint64_t> totals;
    for (const Assignment::Row& row : made_.rows) totals.push_back(row.records);
    Balance balance(made_.wanted, totals);
    DSPREP_CHECK(place_compound(balance));
    const auto quotas = fill_quotas(left_, balance);
    DSPREP_CHECK(cut_singles(quotas));
    DSPREP_CHECK(write_down());
    DSPREP_CHECK(make_table());
    for (std::size_t label = 0; label < made_.rows.size(); ++label)
      for (std::size_t part = 0; part < how_.parts; ++part)
        made_.rows[label].by_part.push_back(balance.has(label, part));
    for (std::size_t part = 0; part < how_.parts; ++part) made_.records.push_back(balance.records(part));
    if (prefix_size_ == 0) made_.frozen_found = ledger_.found();
    return std::move(made_);
  }

 private:
  // ---- units ----

  Status see(std::string_view bytes) {
    UnitRow row = row_of(bytes.substr(prefix_size_));
    const std::string_view name = bytes.substr(0, prefix_size_ == 0 ? hash_size : prefix_size_);
    const bool same_key = open_ && row.key == key_, same = open_ && name == unit_;
    if (!same) {
      DSPREP_CHECK(close());
      open_ = true;
      unit_.assign(name);
      unit_hash_ = row.key;
      first_id_ = row.id;
    }
    if (!same_key) {
      close_key();
      key_ = row.key;
      if (prefix_size_ == 0) {
        DSPREP_TRY(const auto part, ledger_.find(row.key));
        key_part_ = part ? Frozen::of_part(*part) : Frozen::none;
      }
    }
    if (prefix_size_ == 0) row.frozen = key_part_;
    read_labels(row.labels);
    if (same_key && labels_ != key_labels_) shared_ = true;
    if (!same_key) {
      key_labels_ = labels_;
      key_source_ = row.source;
    }
    clashes_ |= row.source != key_source_;
    ++key_records_;
    if (same && counts_.records() == 1) DSPREP_CHECK(members_.add(first_));  // which was not yet known to be compound
    first_id_ = std::min(first_id_, row.id);
    counts_.add(row.frozen, labels_);
    member_.clear();
    spill::append_be64(member_, unit_hash_);
    append_row(member_, row);
    if (counts_.records() > 1) return members_.add(member_);
    first_.assign(member_);
    group_ = row.group;
    return {};
  }

  void read_labels(std::string_view bytes) {
    labels_.clear();
    if (bytes.empty()) labels_.push_back(0);
    for (; !bytes.empty(); bytes.remove_prefix(8)) {
      const std::uint64_t label = spill::read_be64(bytes);
      labels_.push_back(number_of_.find(how_.relabel ? how_.relabel(label) : label)->second);
    }
    std::sort(labels_.begin(), labels_.end());
  }

  void close_key() {
    if (shared_) {
      ++made_.shared_keys;
      made_.shared_records += key_records_;
    }
    made_.clashing_keys += clashes_;
    shared_ = clashes_ = false;
    key_records_ = 0;
  }

  Status close() {
    if (!open_) return {};
    close_key();
    open_ = false;
    ++made_.units;
    const std::uint64_t records = counts_.records();
    if (records > made_.largest.records) made_.largest = {records, first_id_, 0};
    records_ += records;
    Status done = close_unit(records);
    counts_.clear();
    return done;
  }

  Status close_unit(std::uint64_t records) {
    const UnitCounts::Slot& only = counts_.slot(0);
    if (counts_.slots() == 1 && only.frozen == Frozen::none) {
      if (records == 1 && only.labels.size() == 1) return add_single(only.labels[0].label);
      ++made_.compound_units;
      if (records == 1) DSPREP_CHECK(members_.add(first_));
      return order(only);
    }
    ++made_.compound_units;
    if (records == 1) DSPREP_CHECK(members_.add(first_));
    return freeze();
  }

  Status add_single(std::uint32_t label) {
    ++left_[label];
    row_.clear();
    spill::append_be32(row_, label);
    spill::append_be64(row_, unit_hash_);
    spill::append_ordered(row_, group_);
    spill::append_ordered(row_, first_id_);
    return singles_.add(row_);
  }

  // The largest first, then those of the rarest labels.
  Status order(const UnitCounts::Slot& slot) {
    std::uint64_t rarest = ~std::uint64_t{0};
    for (const LabelCount& of : slot.labels) rarest = std::min(rarest, made_.rows[of.label].records);
    row_.clear();
    spill::append_be64(row_, ~slot.records);
    spill::append_be64(row_, rarest);
    spill::append_be64(row_, unit_hash_);
    for (const LabelCount& of : slot.labels) {
      spill::append_be32(row_, of.label);
      spill::append_be32(row_, of.records);
    }
    return ordered_.add(row_);
  }

  void count_frozen(const UnitCounts::Slot& slot, std::size_t part) {
    frozen_records_[part] += slot.records;
    for (const LabelCount& of : slot.labels) frozen_[of.label * how_.parts + part] += of.records;
  }

  // A unit of which the ledger knows something.
  Status freeze() {
    std::vector<std::size_t> parts;
    std::size_t most = 0;
    std::uint64_t most_records = 0, added = 0;
    bool torn = false;
    for (std::size_t i = 0; i < counts_.slots(); ++i) {
      const UnitCounts::Slot& slot = counts_.slot(i);
      torn |= slot.frozen == Frozen::several;
      if (slot.frozen == Frozen::none || slot.frozen == Frozen::several) {
        added += slot.records;
        continue;
      }
      parts.push_back(Frozen::part(slot.frozen));
      made_.frozen_records += slot.records;
      if (slot.records > most_records || (slot.records == most_records && parts.back() < most)) {
        most_records = slot.records;
        most = parts.back();
      }
    }
    std::sort(parts.begin(), parts.end());
    const bool bridges = torn || parts.size() > 1;
    const bool drop = bridges && how_.drop_bridging;
    for (std::size_t i = 0; i < counts_.slots(); ++i) {
      const UnitCounts::Slot& slot = counts_.slot(i);
      const bool known = slot.frozen != Frozen::none && slot.frozen != Frozen::several;
      if (known || !drop) count_frozen(slot, known ? Frozen::part(slot.frozen) : most);
      else forget(slot);
    }
    row_.clear();
    spill::append_be64(row_, unit_hash_);
    if (bridges) row_ += static_cast<char>(bridging_unit);
    row_ += static_cast<char>(drop ? Assignment::dropped : most);
    if (bridges) {
      ++made_.bridging;
      if (made_.bridges.size() < most_bridges)
        made_.bridges.push_back({first_id_, counts_.records(), added, parts, drop ? Assignment::dropped : most});
    }
    return placed_.add(row_);
  }

  // Dropped: no part shall have a share of it.
  void forget(const UnitCounts::Slot& slot) {
    made_.bridging_dropped += slot.records;
    records_ -= slot.records;
    for (const LabelCount& of : slot.labels) made_.rows[of.label].records -= of.records;
  }

  // ---- parts ----

  Status place_compound(Balance& balance) {
    for (std::size_t part = 0; part < how_.parts; ++part) {
      balance.place(frozen_records_[part], {}, part);
      for (std::size_t label = 0; label < made_.rows.size(); ++label)
        balance.place_label(label, part, frozen_[label * how_.parts + part]);
    }
    UnitPool pool;
    std::vector<LabelCount> labels;
    std::uint64_t to_come = ordered_.records();
    const auto place = [&](std::string_view row) -> Status {
      const std::uint64_t records = ~spill::read_be64(row), hash = spill::read_be64(row.substr(2 * hash_size));
      labels.clear();
      for (row.remove_prefix(3 * hash_size); !row.empty(); row.remove_prefix(8))
        labels.push_back({spill::read_be32(row), spill::read_be32(row.substr(4))});
      const std::size_t part = balance.best_part(records, labels);
      balance.place(records, labels, part);
      if (to_come-- > pool_units || pool.label_counts() > pool_labels) return add_placed(hash, part);
      pool.add(hash, records, labels, part);
      return {};
    };
    DSPREP_CHECK(spill::scan(ordered_, decider_, "splitting: groups", place));
    // Where more records stand alone than not, those put right what is left.
    pool.improve(balance, 2 * singles_.records() < records_);
    for (std::size_t i = 0; i < pool.size(); ++i) DSPREP_CHECK(add_placed(pool.hash(i), pool.part(i)));
    return {};
  }

  Status add_placed(std::uint64_t hash, std::size_t part) {
    row_.clear();
    spill::append_be64(row_, hash);
    row_ += static_cast<char>(part);
    return placed_.add(row_);
  }

  Status cut_singles(const std::vector<std::vector<std::uint64_t>>& quotas) {
    std::size_t label = 0, part = 0;
    std::uint64_t left = 0;
    bool any = false;
    return spill::scan(singles_, decider_, "splitting", [&](std::string_view row) -> Status {
      const std::uint32_t own = spill::read_be32(row);
      const std::uint64_t hash = spill::read_be64(row.substr(4));
      if (!any || own != label) {
        any = true;
        label = own;
        part = 0;
        left = quotas[label][0];
      }
      while (left == 0) left = quotas[label][++part];
      --left;
      row.remove_prefix(4 + hash_size);
      const std::uint64_t group = spill::take_ordered(row);
      DSPREP_CHECK(write_part(spill::take_ordered_id(row), part));
      return add_to_ledger(hash, group, part);
    });
  }

  Status add_to_ledger(std::uint64_t key, std::uint64_t group, std::size_t part) {
    if (!how_.ledger || part >= how_.named) return {};
    for (const std::uint64_t hash : {key, group}) {
      if (hash == 0) continue;
      entry_.clear();
      append_ledger_entry(entry_, hash, part);
      DSPREP_CHECK(how_.ledger->add(entry_));
    }
    return {};
  }

  Status write_part(const RecordId& id, std::size_t part) {
    entry_.clear();
    spill::append_ordered(entry_, id);
    entry_ += static_cast<char>(part);
    return parts_.add(entry_);
  }

  Status make_table() {
    spill::SortedTable::Builder table(workspace_, 16);
    const auto add = [&](std::string_view row) -> Status {
      row_.clear();
      spill::append_record_key(row_, spill::take_ordered_id(row));
      return table.add(row_, row);
    };
    DSPREP_CHECK(spill::scan(parts_, decider_, "splitting: places", add));
    DSPREP_TRY(made_.parts, table.finish());
    return {};
  }

  // The records of compound units, now that the part of each is known.
  Status write_down() {
    DSPREP_TRY(const auto placed, placed_.sorted());
    std::string_view unit;
    DSPREP_TRY(bool more, placed->next(unit));
    std::uint64_t last_key = 0, last_group = 0;
    std::size_t last_part = Assignment::dropped;
    const auto write = [&](std::string_view member) -> Status {
      while (more && unit.substr(0, hash_size) < member.substr(0, hash_size)) {
        DSPREP_TRY(more, placed->next(unit));
      }
      const UnitRow row = row_of(member.substr(hash_size));
      auto part = static_cast<std::size_t>(static_cast<unsigned char>(unit.back()));
      if (unit.size() > hash_size + 1 && row.frozen != Frozen::none && row.frozen != Frozen::several)
        part = Frozen::part(row.frozen);
      if (row.id == made_.largest.first) made_.largest.part = part;
      DSPREP_CHECK(write_part(row.id, part));
      if (part == Assignment::dropped) return {};
      if (row.key == last_key && row.group == last_group && part == last_part) return {};
      last_key = row.key;
      last_group = row.group;
      last_part = part;
      return add_to_ledger(row.key, row.group, part);
    };
    return spill::scan(members_, decider_, "splitting: records", write);
  }

  const std::size_t prefix_size_;
  spill::Workspace& workspace_;
  const AssignHow& how_;
  Decider& decider_;
  LedgerCursor ledger_;
  Assignment made_;
  std::unordered_map<std::uint64_t, std::uint32_t> number_of_;  // strata
  spill::Sorter parts_;                                         // RecordId as ordered numbers, part (1)
  spill::Sorter members_;                                       // hash of the unit (8), UnitRow: of compound units
  spill::Sorter ordered_;  // ~records (8), records of the rarest label (8), hash (8), labels (4) and their records (4)
  spill::Sorter placed_;   // hash (8), part (1); of bridging units a mark between
  spill::Sorter singles_;  // number of the stratum (4), hash (8), group, RecordId
  std::vector<std::uint64_t> left_;                     // singles by label
  std::vector<std::uint64_t> frozen_, frozen_records_;  // by label and part; by part
  std::uint64_t records_ = 0;

  // The unit and the key at hand.
  bool open_ = false, shared_ = false, clashes_ = false;
  std::string unit_, first_, member_;
  std::uint64_t unit_hash_ = 0, key_ = 0, key_records_ = 0, group_ = 0;
  std::uint8_t key_part_ = Frozen::none;
  std::uint16_t key_source_ = 0;
  RecordId first_id_;
  UnitCounts counts_;
  std::vector<std::uint32_t> labels_, key_labels_;
  std::string row_, entry_;
};

Result<Assignment> Assignment::make(const Strata& strata, spill::Sorter& rows, std::size_t prefix_size,
                                    spill::Workspace& workspace, const AssignHow& how, Decider& decider) {
  return Assigner(strata, prefix_size, workspace, how, decider).make(rows);
}

}  // namespace dsprep::split
