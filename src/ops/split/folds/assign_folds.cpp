#include "ops/split/folds/assign_folds.h"

#include <string_view>
#include <utility>

#include "base/hash.h"
#include "base/human.h"
#include "base/quotas.h"
#include "spill/scan.h"
#include "split/unit_row.h"

namespace dsprep::ops::folds {
namespace {

// The first folds have one more where k does not divide the records, as scikit-learn's do.
Result<std::vector<std::uint64_t>> wanted_of(std::size_t k, std::uint64_t total) {
  return base::apportion(total, std::vector<double>(k, 1 / static_cast<double>(k)));
}

// The rows of the repeat at hand, with keys of its own; `rows` has all of them again.
Result<spill::Sorter> rows_of_repeat(split::Units& units, std::uint64_t repeat, spill::Workspace& workspace,
                                     Decider& decider) {
  spill::Sorter own(workspace), again(workspace);
  std::string row;
  const auto copy = [&](std::string_view entry) -> Status {
    DSPREP_CHECK(again.add(entry));
    row.assign(entry.substr(0, units.prefix_size));
    split::UnitRow of = split::row_of(entry.substr(units.prefix_size));
    of.key = base::mix(of.key, repeat);
    split::append_row(row, of);
    return own.add(row);
  };
  DSPREP_CHECK(spill::scan(units.rows, decider, "splitting: repeats", copy));
  units.rows = std::move(again);
  return own;
}

Status refuse_too_few(const Plan& plan, const split::Units& units, const split::Assignment& made) {
  if (units.records == 0) return {};
  const std::string k = "k = " + std::to_string(plan.k);
  const std::string remedy = ": folds would be empty; give a smaller k";
  if (units.records < plan.k)
    return failure(k + " is more than there are records (" + base::format_count(units.records) + ")" + remedy);
  if (made.units < plan.k)
    return failure(k + " is more than there are groups of records that may not be parted (" +
                   base::format_count(made.units) + ", of " + base::format_count(units.records) + " records)" + remedy);
  return {};
}

}  // namespace

Result<std::vector<split::Assignment>> assign_folds(const Plan& plan, split::Units& units, Decider& decider) {
  std::vector<split::Assignment> made;
  for (std::size_t repeat = 0; repeat < plan.repeats; ++repeat) {
    split::AssignHow how;
    how.parts = how.named = plan.k;
    how.wanted = [&](std::uint64_t total) { return wanted_of(plan.k, total); };
    if (repeat + 1 < plan.repeats) {
      DSPREP_TRY(spill::Sorter own, rows_of_repeat(units, repeat, *plan.workspace, decider));
      std::swap(own, units.rows);  // assign() uses up what stands there
      DSPREP_TRY(made.emplace_back(), units.assign(std::move(how), *plan.workspace, decider));
      units.rows = std::move(own);
    } else {
      DSPREP_TRY(made.emplace_back(), units.assign(std::move(how), *plan.workspace, decider));
    }
    if (repeat == 0) DSPREP_CHECK(refuse_too_few(plan, units, made.front()));
  }
  return made;
}

}  // namespace dsprep::ops::folds
