#include "ops/split/ratio/stratum_cut.h"

#include <algorithm>

#include "base/quotas.h"
#include "spill/scan.h"
#include "spill/sorter.h"

namespace dsprep::ops::ratio {
namespace {

constexpr std::size_t hash_size = 8, count_size = 8;

// The part of `hash` by borders. REQUIRES one at 0.
template <class Borders>
std::size_t part_at(const Borders& borders, std::uint64_t hash) {
  const auto behind = std::upper_bound(borders.begin(), borders.end(), hash,
                                       [](std::uint64_t h, const auto& border) { return h < border.hash; });
  return std::prev(behind)->part;
}

}  // namespace

class StratumCutter {
 public:
  StratumCutter(const Strata& strata, spill::Sorter& rows, spill::Workspace& workspace, Decider& decider)
      : rows_(rows), workspace_(workspace), decider_(decider), by_stratum_(workspace), shared_(workspace) {
    for (const auto& [key, stratum] : strata.strata()) {
      number_of_.emplace(key, cut_.rows_.size());
      cut_.rows_.push_back({stratum.name, stratum.records, {}});
      total_ += stratum.records;
    }
  }

  Result<StratumCut> make(const StratumCut::Wanted& wanted) {
    DSPREP_TRY(cut_.wanted_, wanted(total_));
    for (StratumCut::Row& row : cut_.rows_) row.by_part.resize(cut_.wanted_.size());
    DSPREP_CHECK(gather_keys());
    draw_quotas();
    DSPREP_CHECK(cut_keys());
    DSPREP_CHECK(settle_shared());
    return std::move(cut_);
  }

 private:
  struct OfKey {
    std::string stratum;
    std::uint64_t records;
  };  // of the key at hand

  // Each key once, under the stratum it counts in: stratum, hash, records, and whether it is of several.
  Status gather_keys() {
    assigned_.resize(cut_.rows_.size());
    std::string hash;
    std::vector<OfKey> key;
    const auto see = [&](std::string_view row) -> Status {
      const std::string_view stratum = row.substr(hash_size);
      if (key.empty() || row.substr(0, hash_size) != hash) {
        if (!key.empty()) DSPREP_CHECK(close_key(hash, key));
        hash.assign(row.substr(0, hash_size));
        key.assign(1, {std::string(stratum), 1});
      } else if (stratum == key.back().stratum) {
        ++key.back().records;
      } else {
        key.push_back({std::string(stratum), 1});
      }
      return {};
    };
    DSPREP_CHECK(spill::scan(rows_, decider_, "splitting: keys", see));
    return key.empty() ? Status() : close_key(hash, key);
  }

  Status close_key(const std::string& hash, const std::vector<OfKey>& key) {
    const OfKey* home = &key.front();
    std::uint64_t records = 0;
    for (const OfKey& of : key) {
      records += of.records;
      if (of.records > home->records) home = &of;
    }
    row_ = home->stratum;
    row_ += hash;
    spill::append_be64(row_, records);
    row_ += key.size() > 1 ? '\1' : '\0';
    assigned_[number_of_.find(home->stratum)->second] += records;
    DSPREP_CHECK(by_stratum_.add(row_));
    if (key.size() == 1) return {};
    ++cut_.shared_keys;
    cut_.shared_records += records;
    for (const OfKey& of : key) {
      row_ = hash;
      // The stratum it counts in, and a record's own.
      row_ += home->stratum;
      row_ += of.stratum;
      spill::append_be64(row_, of.records);
      DSPREP_CHECK(shared_.add(row_));
    }
    return {};
  }

  // By stratum and part: the parts' totals, from each stratum in proportion.
  void draw_quotas() {
    std::vector<std::uint64_t> left = assigned_;
    quotas_.resize(left.size());
    for (const std::uint64_t size : cut_.wanted_) {
      const std::vector<std::uint64_t> drawn = base::draw_in_proportion(size, left);
      for (std::size_t i = 0; i < left.size(); ++i) quotas_[i].push_back(drawn[i]);
    }
  }

  // Cuts each stratum at its quotas. A key goes where its middle lies.
  Status cut_keys() {
    spill::ProgressCheck progress(decider_, "splitting", by_stratum_.records());
    DSPREP_TRY(const std::unique_ptr<spill::SortedReader> reader, by_stratum_.sorted());
    std::string stratum;
    std::vector<StratumCut::Border>* borders = nullptr;
    std::size_t number = 0, part = 0;
    std::uint64_t begin = 0, quota_end = 0;  // of the key in its stratum; of the part's quota
    for (std::string_view row;;) {
      DSPREP_TRY(const bool more, reader->next(row));
      if (!more) break;
      DSPREP_CHECK(progress.step());
      const bool shared = row.back() != 0;
      row.remove_suffix(1);
      const std::uint64_t records = spill::read_be64(row.substr(row.size() - count_size));
      const std::uint64_t hash = spill::read_be64(row.substr(row.size() - count_size - hash_size));
      row.remove_suffix(hash_size + count_size);
      if (!borders || row != stratum) {
        stratum.assign(row);
        number = number_of_.find(stratum)->second;
        borders = &cut_.borders_[stratum];
        begin = part = 0;
        quota_end = quotas_[number][0];
      }
      const std::size_t before = part;
      while (part + 1 < cut_.wanted_.size() && 2 * begin + records > 2 * quota_end)
        quota_end += quotas_[number][++part];
      if (borders->empty() || part != before) borders->push_back({borders->empty() ? 0 : hash, part});
      if (!shared) cut_.rows_[number].by_part[part] += records;
      begin += records;
    }
    return {};
  }

  // The parts of keys of several strata, now that they are known.
  Status settle_shared() {
    if (shared_.records() == 0) return {};
    spill::SortedTable::Builder table(workspace_, hash_size);
    DSPREP_TRY(const std::unique_ptr<spill::SortedReader> reader, shared_.sorted());
    std::string last;
    for (std::string_view row;;) {
      DSPREP_TRY(const bool more, reader->next(row));
      if (!more) break;
      const std::string_view hash = row.substr(0, hash_size);
      const std::size_t size = (row.size() - hash_size - count_size) / 2;
      const std::string_view home = row.substr(hash_size, size), own = row.substr(hash_size + size, size);
      const std::size_t part = part_at(cut_.borders_.find(home)->second, spill::read_be64(hash));
      cut_.rows_[number_of_.find(own)->second].by_part[part] += spill::read_be64(row.substr(row.size() - count_size));
      if (hash == last) continue;
      last = hash;
      row_.clear();
      spill::append_be32(row_, static_cast<std::uint32_t>(part));
      DSPREP_CHECK(table.add(last, row_));
    }
    DSPREP_TRY(cut_.shared_, table.finish());
    return {};
  }

  spill::Sorter& rows_;
  spill::Workspace& workspace_;
  Decider& decider_;
  StratumCut cut_;
  std::map<std::string, std::size_t, std::less<>> number_of_;  // strata, in the order of their rows
  std::uint64_t total_ = 0;
  std::vector<std::uint64_t> assigned_;  // records by stratum, as keys count in them
  std::vector<std::vector<std::uint64_t>> quotas_;
  spill::Sorter by_stratum_, shared_;
  std::string row_;
};

Result<StratumCut> StratumCut::make(const Strata& strata, spill::Sorter& rows, spill::Workspace& workspace,
                                    const Wanted& wanted, Decider& decider) {
  return StratumCutter(strata, rows, workspace, decider).make(wanted);
}

StratumCut::Lookup::Lookup(const StratumCut& cut) : cut_(cut) {
  if (cut.shared_) cursor_.emplace(cut.shared_);
}

Result<std::optional<std::size_t>> StratumCut::Lookup::part(std::string_view stratum, std::uint64_t hash) {
  if (cursor_) {
    key_.clear();
    spill::append_be64(key_, hash);
    DSPREP_TRY(const std::optional<std::string_view> part, cursor_->find(key_));
    if (part) return std::optional<std::size_t>(spill::read_be32(*part));
  }
  const auto borders = cut_.borders_.find(stratum);
  if (borders == cut_.borders_.end()) return std::optional<std::size_t>();
  return std::optional(part_at(borders->second, hash));
}

}  // namespace dsprep::ops::ratio
