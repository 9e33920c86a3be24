#include "report/audit_bins.h"

#include <algorithm>
#include <cmath>

#include "report/axis.h"

namespace dsprep::report {
namespace {

using Compare = Judge::Limit::Compare;
constexpr int wanted = 36;
constexpr double steps_of_decade[] = {1, 1.5, 2, 3, 4, 5, 6, 8};

// 0, 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, … from at most `low` to at least `high`.
std::vector<double> growing(double low, double high) {
  std::vector<double> edges;
  if (low < 1) edges.push_back(0);
  for (double decade = 1; decade <= high * 10 && decade < 1e300; decade *= 10)
    for (const double step : steps_of_decade) {
      if (decade == 1 && step == 1.5) continue;
      const double edge = decade * step;
      if (!edges.empty() && edges.back() >= high) return edges;
      if (edge <= low) edges.clear();  // the last one below is enough
      edges.push_back(edge);
    }
  return edges;
}

// Makes `limit` an edge: in the place of one that stands too near to it, or beside them.
void put_in(std::vector<double>& edges, double limit) {
  const auto above = std::lower_bound(edges.begin(), edges.end(), limit);
  if (above != edges.end() && *above == limit) return;
  if (above == edges.begin() || above == edges.end()) {
    edges.insert(above, limit);
    return;
  }
  const double width = *above - *(above - 1);
  const bool near_above = *above - limit < 0.4 * width && above + 1 != edges.end();
  const bool near_below = limit - *(above - 1) < 0.4 * width && above - 1 != edges.begin();
  if (near_above) *above = limit;
  else if (near_below) *(above - 1) = limit;
  else edges.insert(above, limit);
}

}  // namespace

AuditBins::AuditBins(Compare compare, std::optional<double> limit, const spill::Quantiles& values) : compare_(compare) {
  const double min = values.min(), max = values.max();
  double low = std::max(values.quantile(0.01), min), high = std::min(values.quantile(0.99), max);
  if (limit && std::isfinite(*limit)) {
    low = std::min(low, *limit);
    high = std::max(high, *limit);
  }
  spread_ = low >= 0 && high > 1 && high > 20 * std::max(values.quantile(0.5), 1.0) && std::isfinite(high);
  if (spread_) {
    edges_ = growing(low, high);
  } else if (const auto axis = axis_over(low, high, wanted)) {
    edges_ = axis->ticks;
  }
  if (edges_.empty()) edges_.push_back(std::isfinite(low) ? low : 0);
  // The last edges go to what is really there.
  while (edges_.size() > 1 && edges_[1] <= min && !(limit && edges_[1] >= *limit)) edges_.erase(edges_.begin());
  while (edges_.size() > 1 && edges_[edges_.size() - 2] >= max && !(limit && edges_[edges_.size() - 2] <= *limit))
    edges_.pop_back();
  if (min < edges_.front()) edges_.insert(edges_.begin(), min);
  if (max > edges_.back()) edges_.push_back(max);
  if (limit && std::isfinite(*limit)) put_in(edges_, *limit);
  if (edges_.size() == 1) edges_.push_back(edges_.front() + 1);
  count_.assign(edges_.size() + 1, 0);
  count_all_ = count_;
}

void AuditBins::add(double value, bool others_keep) {
  const auto edge = upper_belongs() ? std::lower_bound(edges_.begin(), edges_.end(), value)
                                    : std::upper_bound(edges_.begin(), edges_.end(), value);
  const std::size_t i = static_cast<std::size_t>(edge - edges_.begin());
  ++count_[i];
  count_all_[i] += others_keep;
}

std::vector<pipeline::AuditBin> AuditBins::bins() const {
  std::vector<pipeline::AuditBin> bins;
  for (std::size_t i = 0; i + 1 < edges_.size(); ++i) bins.push_back({edges_[i], edges_[i + 1], count_[i + 1]});
  bins.front().count += count_.front();
  bins.back().count += count_.back();
  return bins;
}

std::vector<pipeline::AuditPoint> AuditBins::curve() const {
  std::vector<pipeline::AuditPoint> points;
  if (compare_ == Compare::equals || compare_ == Compare::none) return points;
  const bool keeps_high = compare_ == Compare::at_least || compare_ == Compare::above;
  for (std::size_t edge = 0; edge < edges_.size(); ++edge) {
    pipeline::AuditPoint point{edges_[edge], constant_, constant_all_};
    for (std::size_t i = 0; i < count_.size(); ++i)
      if ((i > edge) == keeps_high) {
        point.kept += count_[i];
        point.kept_by_all += count_all_[i];
      }
    points.push_back(point);
  }
  return points;
}

}  // namespace dsprep::report
