#include "ops/label/label_errors/confident.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/portable_math.h"

namespace dsprep::ops::label_errors {
namespace {

constexpr double close = 1e-6;   // cleanlab's FLOATING_POINT_COMPARISON and CLIPPING_LOWER_BOUND
constexpr double tiny = 1e-100;  // TINY_VALUE

// To whole numbers with the same (rounded) sum: those furthest from their rounding give way first.
std::vector<std::int64_t> round_keeping_sum(const std::vector<double>& values) {
  const std::size_t n = values.size();
  std::vector<double> rounded(n);
  for (std::size_t i = 0; i < n; ++i) rounded[i] = std::nearbyint(values[i]);
  const double wanted = std::nearbyint(std::accumulate(values.begin(), values.end(), 0.0));
  for (;;) {
    const double difference = wanted - std::accumulate(rounded.begin(), rounded.end(), 0.0);
    if (std::abs(difference) < 0.5) break;
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return values[a] - rounded[a] < values[b] - rounded[b]; });
    if (difference > 0) std::reverse(order.begin(), order.end());
    const std::size_t changes = std::min(n, static_cast<std::size_t>(std::abs(difference)));
    for (std::size_t i = 0; i < changes; ++i) rounded[order[i]] += difference > 0 ? 1 : -1;
  }
  std::vector<std::int64_t> out;
  for (const double value : rounded) out.push_back(static_cast<std::int64_t>(value));
  return out;
}

}  // namespace

std::uint32_t most_probable_class(std::span<const double> p) {
  return static_cast<std::uint32_t>(std::max_element(p.begin(), p.end()) - p.begin());
}

std::uint32_t confident_class(const Classes& classes, std::span<const double> p) {
  std::uint32_t first = not_confident, several = 0;
  for (std::uint32_t k = 0; k < p.size(); ++k) {
    if (!(p[k] >= classes.thresholds[k] - close)) continue;
    if (first == not_confident) first = k;
    ++several;
  }
  return several > 1 ? most_probable_class(p) : first;
}

bool agrees(std::uint32_t label, std::span<const double> p) {
  // The label's own probability is raised; of equal ones the first counts.
  const double own = p[label] + close;
  for (std::uint32_t k = 0; k < p.size(); ++k)
    if (k != label && (k < label ? p[k] >= own : p[k] > own)) return false;
  return true;
}

double score_of(Score score, std::uint32_t label, std::span<const double> p) {
  const double own = p[label];
  if (score == Score::self_confidence) return own;
  if (p.size() < 2) return 1;
  if (score == Score::normalized_margin) {
    double other = 0;
    for (std::uint32_t k = 0; k < p.size(); ++k)
      if (k != label) other = std::max(other, p[k]);
    return (own - other + 1) / 2;
  }
  double entropy = 0;
  for (const double x : p)
    if (x > 0) entropy -= x * base::log(x);
  const double weighted = entropy / base::log(static_cast<double>(p.size())) / std::max(own, close);
  return base::log(weighted + 1) / std::max(weighted, close);
}

Counts calibrated(const Counts& joint, const std::vector<std::uint64_t>& records) {
  const std::size_t n = joint.size();
  std::vector<std::vector<double>> cells(n, std::vector<double>(n));
  double sum = 0, all = 0;
  for (std::size_t k = 0; k < n; ++k) {
    double row = 0;
    for (const std::int64_t count : joint[k]) row += static_cast<double>(count);
    for (std::size_t j = 0; j < n; ++j) {
      cells[k][j] = static_cast<double>(joint[k][j]) / std::max(row, tiny) * static_cast<double>(records[k]);
      sum += cells[k][j];
    }
    all += static_cast<double>(records[k]);
  }
  Counts out;
  for (std::vector<double>& row : cells) {
    for (double& cell : row) cell = cell / std::max(sum, tiny) * all;
    out.push_back(round_keeping_sum(row));
  }
  return out;
}

Counts to_take(const Counts& calibrated_joint, std::int64_t least) {
  Counts out = calibrated_joint;
  for (std::size_t k = 0; k < out.size(); ++k) {
    const std::int64_t raised = std::max(out[k][k], least), more = raised - out[k][k];
    std::int64_t cells = 0;
    for (const std::int64_t count : out[k]) cells += count != 0;
    const double less = static_cast<double>(more) / static_cast<double>(std::max<std::int64_t>(cells - 1, 1));
    for (std::size_t j = 0; j < out.size(); ++j)
      out[k][j] = j == k ? raised : static_cast<std::int64_t>(std::max(0.0, static_cast<double>(out[k][j]) - less));
  }
  return out;
}

}  // namespace dsprep::ops::label_errors
