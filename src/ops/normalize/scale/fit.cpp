#include "ops/normalize/scale/fit.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <string_view>

#include "spill/exact_sum.h"
#include "spill/number_key.h"
#include "spill/ranks.h"
#include "spill/scan.h"

namespace dsprep::scale {
namespace {

constexpr std::size_t column_key = 16;

// Mean and variance of a column's numbers, in two passes: of which this is the second, corrected for what the mean
// lacks by rounding.
class Deviations {
 public:
  // Equal numbers have themselves as their mean, whatever rounding makes of sum / count.
  Deviations(const spill::ExactSum& sum, const ColumnTotals::Column& column)
      : count_(static_cast<double>(column.count)), mean_(std::clamp(sum.value() / count_, column.min, column.max)) {}
  void see(double x) {
    sum_.add(x - mean_);
    squares_.add((x - mean_) * (x - mean_));
  }
  void into(Column& column) const {
    column.mean = mean_;
    const double rest = sum_.value();
    column.variance = std::max(0.0, (squares_.value() - rest * rest / count_) / count_);
  }

 private:
  double count_, mean_;
  spill::ExactSum sum_, squares_;
};

}  // namespace

Status NumberExtractor::extract(const Record& record, Totals& totals, spill::Sorter& entries) {
  const Numbers::Found found = numbers_.read(plan_.from, record);
  if (numbers_.saw_text()) ++totals.texts;
  if (found != Numbers::Found::numbers) return {};
  if (plan_.fit && record.part() != *plan_.fit) return ++totals.others, Status();
  const Method method = plan_.how.method;
  DSPREP_CHECK(totals.columns.add(numbers_.shape(), numbers_.values(), method == Method::zscore));
  if (method == Method::min_max) return {};
  for (std::size_t i = 0; i < numbers_.values().size(); ++i) {
    if (std::isnan(numbers_.values()[i])) continue;
    key_.clear();
    spill::append_be64(key_, numbers_.shape());
    spill::append_be64(key_, numbers_.shape() == one_column ? 0 : i);
    spill::append_number_key(key_, numbers_.values()[i]);
    DSPREP_CHECK(entries.add(key_));
  }
  return {};
}

Status learn(const Plan& plan, NumberObserver& observed, Decider& decider, Scaling& scaling) {
  const auto& [shape, of] = *observed.totals().columns.most();
  scaling.shape = shape;
  scaling.columns.resize(of.columns.size());
  for (std::size_t i = 0; i < of.columns.size(); ++i) {
    const ColumnTotals::Column& column = of.columns[i];
    if (column.count == 0) continue;
    scaling.columns[i].count = column.count;
    scaling.columns[i].min = column.min;
    scaling.columns[i].max = column.max;
  }
  if (scaling.method == Method::min_max) return {};
  std::optional<Deviations> deviations;
  std::optional<spill::Ranks> ranks;
  std::size_t open = of.columns.size();
  const auto close = [&] {
    if (open == of.columns.size()) return;
    if (deviations) deviations->into(scaling.columns[open]);
    if (ranks) scaling.columns[open].low = ranks->value(0);
    if (ranks) scaling.columns[open].median = ranks->value(1);
    if (ranks) scaling.columns[open].high = ranks->value(2);
  };
  DSPREP_CHECK(spill::scan(observed.entries(), decider, "fitting", [&](std::string_view entry) -> Status {
    if (spill::read_be64(entry) != shape) return {};
    const auto column = static_cast<std::size_t>(spill::read_be64(entry.substr(8)));
    if (column != open) {
      close();
      open = column;
      if (scaling.method == Method::zscore) deviations.emplace(of.sums[column], of.columns[column]);
      else
        ranks.emplace(of.columns[column].count,
                      std::initializer_list<double>{plan.how.low_quantile, 0.5, plan.how.high_quantile});
    }
    const double number = spill::number_of_key(entry.substr(column_key));
    if (deviations) deviations->see(number);
    else ranks->see(number);
    return {};
  }));
  close();
  return {};
}

}  // namespace dsprep::scale
