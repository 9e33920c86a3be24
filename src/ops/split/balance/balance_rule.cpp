#include "ops/split/balance/balance_rule.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/human.h"
#include "base/portable_math.h"
#include "base/spell.h"
#include "dsprep/value.h"
#include "split/class_table.h"
#include "split/proportions.h"

namespace dsprep::ops::balance {
namespace {

using split::DrawnClass;

constexpr double often = 10;  // times a record is written that deserve a warning
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

std::uint64_t rounded(double value) { return static_cast<std::uint64_t>(std::floor(value + 0.5)); }

std::uint64_t records_in(const std::vector<DrawnClass>& classes) {
  std::uint64_t records = 0;
  for (const DrawnClass& drawn : classes) records += drawn.records;
  return records;
}

const double* target_of(const NumberTable& targets, const std::string& name) {
  for (const auto& target : targets)
    if (target.first == name) return &target.second;
  return nullptr;
}

}  // namespace

double effective_number(std::uint64_t n, double beta) {
  if (beta == 0) return n > 0 ? 1 : 0;
  return (1 - base::exp(base::log(beta) * static_cast<double>(n))) / (1 - beta);
}

std::vector<double> balanced_weights(const std::vector<std::uint64_t>& records) {
  double all = 0, classes = 0;
  for (const std::uint64_t n : records) {
    all += static_cast<double>(n);
    classes += n > 0;
  }
  std::vector<double> weights;
  weights.reserve(records.size());
  for (const std::uint64_t n : records) weights.push_back(n ? all / (classes * static_cast<double>(n)) : nothing);
  return weights;
}

std::vector<double> effective_weights(const std::vector<std::uint64_t>& records, double beta) {
  double sum = 0, classes = 0;
  std::vector<double> weights;
  for (const std::uint64_t n : records) {
    weights.push_back(n ? 1 / effective_number(n, beta) : nothing);
    if (n == 0) continue;
    sum += weights.back();
    ++classes;
  }
  for (double& weight : weights) weight = weight / sum * classes;
  return weights;
}

std::uint64_t BalanceRule::most_of(const DrawnClass& drawn) const {
  return how_.max_epochs ? drawn.records * *how_.max_epochs : split::no_limit;
}

// A target is of one class that is there.
Status BalanceRule::check_targets(const std::vector<DrawnClass>& classes) const {
  std::vector<std::string> names;
  names.reserve(classes.size());
  for (const DrawnClass& drawn : classes) names.push_back(drawn.name);
  for (const auto& target : how_.targets) {
    const auto n = std::count(names.begin(), names.end(), target.first);
    if (n == 0)
      return failure("targets: no record has the class \"" + target.first + "\" in " + how_.pointer +
                     base::did_you_mean(target.first, names) + ": take it out, or look at the name");
    if (n > 1)
      return failure("targets: several classes are written " + target.first + " in " + how_.pointer +
                     ", as a text and as a number: make them one before");
  }
  return {};
}

// Classes without a target share what is left in proportion to their records.
Result<std::vector<double>> BalanceRule::shares_of(const std::vector<DrawnClass>& classes) const {
  double given = 0;
  std::uint64_t others = 0;
  std::string other;
  for (const DrawnClass& drawn : classes) {
    if (const double* target = target_of(how_.targets, drawn.name)) {
      given += *target;
      continue;
    }
    others += drawn.records;
    if (other.empty()) other = drawn.name;
  }
  const std::string sum = base::format_number(std::round(given * 1e9) / 1e9);
  if (others == 0 && std::fabs(given - 1) > 1e-9)
    return failure("targets: all classes have one, and the shares add up to " + sum +
                   ", not to 1: leave out the class that gets the rest");
  if (others > 0 && given > 1 - 1e-9)
    return failure("targets: the shares add up to " + sum + ", and nothing is left for the other classes, such as " +
                   other + ": give it a share, too, or drop its records before");
  std::vector<double> shares;
  for (const DrawnClass& drawn : classes) {
    const double* target = target_of(how_.targets, drawn.name);
    shares.push_back(target ? *target : (1 - given) * static_cast<double>(drawn.records) / static_cast<double>(others));
  }
  return shares;
}

Status BalanceRule::want_counts(std::vector<DrawnClass>& classes) const {
  for (DrawnClass& drawn : classes) {
    const double* target = target_of(how_.targets, drawn.name);
    if (!target) continue;
    const auto wanted = static_cast<std::uint64_t>(*target);
    const bool fits = how_.method == Method::both ||
                      (how_.method == Method::over ? wanted >= drawn.records : wanted <= drawn.records);
    if (!fits)
      return failure("targets: the class " + drawn.name + " has " + base::format_counted(drawn.records, "record") +
                     (how_.method == Method::over ? ", more than " : ", fewer than ") + base::format_count(wanted) +
                     ": set method = \"both\"");
    drawn.wanted = std::min(wanted, most_of(drawn));
  }
  return {};
}

Status BalanceRule::want_shares(std::vector<DrawnClass>& classes) const {
  DSPREP_TRY(const std::vector<double> shares, shares_of(classes));
  std::vector<std::uint64_t> records, most;
  for (const DrawnClass& drawn : classes) {
    records.push_back(drawn.records);
    most.push_back(most_of(drawn));
  }
  std::vector<std::uint64_t> wanted;
  if (how_.method == Method::under)
    wanted = split::in_proportion(split::largest_total(shares, records), shares, records);
  else
    wanted = split::fill(
        how_.method == Method::over ? split::smallest_total(shares, records) : how_.size.value_or(records_in(classes)),
        shares, most);
  for (std::size_t i = 0; i < classes.size(); ++i) classes[i].wanted = wanted[i];
  return {};
}

void BalanceRule::want_even(std::vector<DrawnClass>& classes) const {
  const auto [smallest, largest] = std::minmax_element(
      classes.begin(), classes.end(), [](const DrawnClass& a, const DrawnClass& b) { return a.records < b.records; });
  const std::uint64_t up = rounded(static_cast<double>(largest->records) * how_.ratio);
  const std::uint64_t down = rounded(static_cast<double>(smallest->records) / how_.ratio);
  for (DrawnClass& drawn : classes)
    drawn.wanted = how_.method == Method::over ? std::max(drawn.records, std::min(up, most_of(drawn)))
                                               : std::min(drawn.records, down);
}

Status BalanceRule::want(std::vector<DrawnClass>& classes) const {
  for (DrawnClass& drawn : classes) drawn.wanted = drawn.records;
  if (classes.empty() || how_.method == Method::none) return {};
  DSPREP_CHECK(check_targets(classes));
  if (!how_.targets.empty()) return how_.shares ? want_shares(classes) : want_counts(classes);
  if (how_.method != Method::both) return want_even(classes), Status();
  std::vector<std::uint64_t> most;
  most.reserve(classes.size());
  for (const DrawnClass& drawn : classes) most.push_back(most_of(drawn));
  const std::vector<std::uint64_t> wanted =
      split::fill(how_.size.value_or(records_in(classes)), std::vector<double>(classes.size(), 1), most);
  for (std::size_t i = 0; i < classes.size(); ++i) classes[i].wanted = wanted[i];
  return {};
}

std::vector<double> BalanceRule::weights_of(const std::vector<DrawnClass>& classes) const {
  std::vector<std::uint64_t> records;
  records.reserve(classes.size());
  for (const DrawnClass& drawn : classes) records.push_back(drawn.drawn_records);
  if (how_.weights == BalanceHow::Weights::none) return {};
  return how_.weights == BalanceHow::Weights::balanced ? balanced_weights(records)
                                                       : effective_weights(records, how_.beta);
}

std::vector<std::vector<std::string>> BalanceRule::marks(const std::vector<DrawnClass>& classes) const {
  std::vector<std::vector<std::string>> marks;
  for (const double weight : weights_of(classes)) {
    ValueBuilder json;
    if (std::isnan(weight)) json.null();
    else json.number(weight);
    marks.push_back({json.take()});
  }
  return marks;
}

void BalanceRule::tell(const std::vector<DrawnClass>& classes, Findings& findings) const {
  findings.title = "Balance";
  const auto imbalance = [&](std::uint64_t DrawnClass::*records) {
    std::uint64_t most = 0, least = split::no_limit;
    for (const DrawnClass& drawn : classes) {
      most = std::max(most, drawn.*records);
      if (drawn.*records > 0) least = std::min(least, drawn.*records);
    }
    return most == 0 ? 1 : static_cast<double>(most) / static_cast<double>(least);
  };
  findings.metrics.push_back({"classes", static_cast<double>(classes.size())});
  findings.metrics.push_back({"imbalance_before", imbalance(&DrawnClass::records)});
  findings.metrics.push_back({"imbalance", imbalance(&DrawnClass::drawn_records)});
  const DrawnClass* repeated = nullptr;
  for (const DrawnClass& drawn : classes)
    if (!repeated || drawn.rounds() > repeated->rounds()) repeated = &drawn;
  if (repeated && repeated->rounds() > often)
    findings.warnings.emplace_back("the class " + repeated->name + " has " +
                                       base::format_counted(repeated->records, "record") + ", written " +
                                       base::format_count(rounded(repeated->rounds())) + " times each",
                                   Warning::Severity::warning, "set max_epochs, or collect more of it");
  if (!how_.parts_known && how_.method != Method::none)
    findings.warnings.emplace_back(
        "the records are in no parts, and all of them were balanced: a test set that is made of them measures other "
        "shares of classes than there are, and copies of what was trained on",
        Warning::Severity::note, "split first, and balance the output");
  split::TableHow table{"classes", "Records by class", "Classes are the values of " + how_.pointer, "class", false};
  table.further.push_back({{"weight"}, weights_of(classes)});
  findings.sections.push_back(split::class_table(classes, std::move(table)));
}

}  // namespace dsprep::ops::balance
