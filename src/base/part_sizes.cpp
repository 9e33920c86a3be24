#include "base/part_sizes.h"

#include <algorithm>
#include <cmath>

#include "base/human.h"

namespace dsprep::base {
namespace {

using Table = std::vector<std::pair<std::string, double>>;

constexpr double tolerance = 1e-9;
bool near(double a, double b) { return std::fabs(a - b) <= tolerance * std::max(1.0, b); }
std::string tidy(double value) { return format_number(std::round(value * 1e9) / 1e9); }

double sum_of(const Table& parts) {
  double sum = 0;
  for (const auto& part : parts) sum += part.second;
  return sum;
}

bool all(const Table& parts, bool (*holds)(double)) {
  return std::all_of(parts.begin(), parts.end(), [&](const auto& part) { return holds(part.second); });
}
bool is_share(double value) { return value <= 1; }
bool is_count(double value) { return value >= 1 && value == std::floor(value) && value <= 0x1p53; }
bool is_count_from_2(double value) { return value >= 2 && is_count(value); }

// "train = 0.8 and test = 0.2", each divided by `by`.
std::string listed(const Table& parts, double by) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? " and " : ", ";
    text += parts[i].first + " = " + tidy(parts[i].second / by);
  }
  return text;
}

// A name for what is left: one of the usual that is free.
std::string free_name(const Table& parts) {
  for (const char* name : {"test", "validation", "train"})
    if (std::none_of(parts.begin(), parts.end(), [&](const auto& part) { return part.first == name; })) return name;
  return "rest";
}

Result<PartSizes> shares_of(const Table& parts, double whole) {
  const double sum = sum_of(parts);
  if (!near(sum, whole)) {
    const std::string total = "ratios: the shares add up to " + tidy(sum) + ", not to " + tidy(whole) + ": ";
    if (sum < whole)
      return usage_error(total + "give the rest to a part, as in " + free_name(parts) + " = " + tidy(whole - sum));
    return usage_error(total + "in proportion they would be " + listed(parts, sum / whole));
  }
  PartSizes read;
  for (const auto& [name, value] : parts) {
    read.names.push_back(name);
    read.shares.push_back(value / sum);
  }
  return read;
}

PartSizes counts_of(const Table& parts) {
  PartSizes read;
  for (const auto& [name, value] : parts) {
    read.names.push_back(name);
    read.sizes.push_back(static_cast<std::uint64_t>(value));
  }
  return read;
}

Status refuse_what_may_be_shares(const Table& parts) {
  const double sum = sum_of(parts);
  if (sum != 10 && sum != 100) return {};
  return usage_error("ratios: " + listed(parts, 1) + " may mean shares or numbers of records: for shares write " +
                     listed(parts, sum) + "; for " + tidy(sum) + " records in all add unit = \"records\"");
}

}  // namespace

Result<PartSizes> read_part_sizes(const Table& table, SizeUnit unit) {
  Table parts;
  for (const auto& [name, value] : table) {
    if (!std::isfinite(value) || value < 0)
      return usage_error("ratios: " + name + " = " + format_number(value) + " is neither a share nor a size");
    if (value == 0) continue;
    if (std::any_of(parts.begin(), parts.end(), [&, &n = name](const auto& part) { return part.first == n; }))
      return usage_error("ratios: " + name + " is there twice");
    parts.emplace_back(name, value);
  }
  if (parts.empty())
    return usage_error("ratios: every part is 0: give shares that add up to 1, as train = 0.8 and test = 0.2");
  switch (unit) {
    case SizeUnit::share: return shares_of(parts, 1);
    case SizeUnit::percent: return shares_of(parts, 100);
    case SizeUnit::records:
      if (!all(parts, is_count))
        return usage_error("ratios: unit = \"records\" needs whole numbers, got " + listed(parts, 1));
      return counts_of(parts);
    case SizeUnit::automatic: break;
  }
  if (all(parts, is_share)) return shares_of(parts, 1);
  // Sizes that add up to a round number are more often meant as shares; so are 98, 1 and 1.
  if (all(parts, is_count)) DSPREP_CHECK(refuse_what_may_be_shares(parts));
  if (!all(parts, is_count_from_2))
    return usage_error(
        "ratios: give either shares (at most 1 each, adding up to 1) or sizes in records (whole numbers from 2), "
        "not some of both: got " +
        listed(parts, 1));
  return counts_of(parts);
}

}  // namespace dsprep::base
