#include "ops/split/check/pair_contents.h"

#include <cstring>
#include <optional>
#include <span>
#include <string_view>

#include "dedup/shingle_content.h"
#include "dedup/shingle_sets.h"
#include "dedup/shingles_and_residue.h"
#include "ops/split/check/leaks.h"
#include "spill/scan.h"
#include "spill/workspace.h"

namespace dsprep::ops::check {
namespace {

constexpr std::size_t number_size = 5;

std::size_t read_part(std::string_view bytes) {
  return static_cast<std::size_t>(static_cast<unsigned char>(bytes[0]) << 8 | static_cast<unsigned char>(bytes[1]));
}

// Rows by the number of their record. A record that has none has an empty one.
class Rows {
 public:
  explicit Rows(spill::Workspace& workspace) : sets_(workspace) {}

  Status add(std::uint64_t number, std::span<const std::uint64_t> row) {
    Status status;
    for (; next_ < number && status.ok(); ++next_) sets_.add({}, status);
    DSPREP_CHECK(status);
    ++next_;
    sets_.add(row, status);
    return status;
  }
  Status get(std::uint64_t number, std::vector<std::uint64_t>& row) {
    row.clear();
    if (number >= next_) return {};
    DSPREP_TRY(const auto found, sets_.get(number));
    row.assign(found.begin(), found.end());
    return {};
  }

 private:
  dedup::ShingleSets sets_;
  std::uint64_t next_ = 0;
};

class Verifier {
 public:
  Verifier(const Plan& plan, Survey& survey)
      : plan_(plan), survey_(survey), places_(survey.places), sets_(*plan.workspace), words_(*plan.workspace) {}

  Status read(spill::Sorter& contents, Decider& decider) {
    return spill::scan(contents, decider, "reading texts to compare", [this](std::string_view entry) {
      const std::uint64_t number = spill::read_be40(entry);
      const bool near = entry[number_size] == may_be_near;
      entry.remove_prefix(number_size + 1);
      row_.resize(entry.size() / sizeof(std::uint64_t));
      std::memcpy(row_.data(), entry.data(), entry.size());
      return (near ? sets_ : words_).add(number, row_);
    });
  }

  // Pairs come by record.
  Status compare(Decider& decider) {
    DSPREP_CHECK(spill::scan(survey_.pairs, decider, "comparing", [this](std::string_view pair) -> Status {
      if (pair.substr(0, 18) != record_) close();
      record_.assign(pair.substr(0, 18));
      const LeakPair found{spill::record_id_of(pair.substr(2, 16)), spill::record_id_of(pair.substr(20, 16)),
                           read_part(pair), read_part(pair.substr(18)), 1};
      return compare(found, pair.substr(2, 16), pair.substr(20, 16), pair.back());
    }));
    close();
    return {};
  }

 private:
  Status compare(LeakPair found, std::string_view record, std::string_view other, char why) {
    Rows& rows = why == may_be_near ? sets_ : words_;
    DSPREP_CHECK(get(record, rows, a_));
    DSPREP_CHECK(get(other, rows, b_));
    if (why == may_be_near) {
      found.similarity = plan_.signature.residue ? dedup::jaccard_with_residue_at_least(a_, b_, plan_.threshold)
                                                 : dedup::jaccard_at_least(a_, b_, plan_.threshold);
      if (found.similarity >= 0 && (!near_ || found.similarity > near_->similarity)) near_ = found;
    } else if (!inside_) {
      const bool inside = why == record_may_be_inside ? holds(b_, a_) : holds(a_, b_);
      if (inside) inside_ = found;
    }
    return {};
  }

  Status get(std::string_view id, Rows& rows, std::vector<std::uint64_t>& row) {
    DSPREP_TRY(const auto place, places_.find(id));
    if (!place) return failure("a record that is to be compared was not read again");
    return rows.get(spill::read_be40(*place), row);
  }

  void close() {
    if (near_) survey_.leaks.add(Leak::near, *near_);
    else if (inside_) survey_.leaks.add(Leak::containment, *inside_);
    near_.reset();
    inside_.reset();
  }

  const Plan& plan_;
  Survey& survey_;
  spill::SortedTable::Cursor places_;
  Rows sets_, words_;
  std::vector<std::uint64_t> row_, a_, b_;
  std::string record_;
  std::optional<LeakPair> near_, inside_;  // of the record at hand
};

}  // namespace

Status ContentExtractor::extract(const Record& record, Totals&, spill::Sorter& entries) {
  DSPREP_TRY(const auto place, places_.find(record.id()));
  if (!place) return {};
  const auto text = record.text(plan_.text);
  if (!text) return {};
  const std::string number(place->substr(0, number_size));
  const char reads = (*place)[number_size];
  const auto add = [&](char what) {
    entry_ = number;
    entry_ += what;
    entry_ += dedup::bytes_of_row(row_);
    return entries.add(entry_);
  };
  if ((reads & may_be_near) != 0) {
    signature_.read(*text);
    row_.clear();
    dedup::append_set(*text, plan_.signature, signature_, row_);
    DSPREP_CHECK(add(may_be_near));
  }
  if ((reads & record_may_be_inside) != 0) {
    anchors_.read(*text);
    row_.assign(anchors_.words().begin(), anchors_.words().end());
    DSPREP_CHECK(add(record_may_be_inside));
  }
  return {};
}

Status verify_pairs(const Plan& plan, Survey& survey, spill::Sorter& contents, Decider& decider) {
  Verifier verifier(plan, survey);
  DSPREP_CHECK(verifier.read(contents, decider));
  return verifier.compare(decider);
}

}  // namespace dsprep::ops::check
