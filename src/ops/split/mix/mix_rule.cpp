#include "ops/split/mix/mix_rule.h"

#include <algorithm>
#include <numeric>

#include "base/human.h"
#include "base/spell.h"
#include "split/class_table.h"
#include "split/proportions.h"

namespace dsprep::ops::mix {
namespace {

using split::DrawnClass;
constexpr std::size_t most_metrics = 200;  // of sources by themselves

std::uint64_t total_of(const std::vector<DrawnClass>& sources) {
  std::uint64_t total = 0;
  for (const DrawnClass& source : sources) total += source.size;
  return total;
}

std::vector<std::uint64_t> sizes_of(const std::vector<DrawnClass>& sources) {
  std::vector<std::uint64_t> sizes;
  for (const DrawnClass& source : sources) sizes.push_back(source.size);
  return sizes;
}

}  // namespace

std::string MixRule::amount(std::uint64_t size) const {
  return how_.bytes ? base::format_size(size) : base::format_count(size) + (size == 1 ? " record" : " records");
}

Result<std::vector<double>> MixRule::weights_of(const std::vector<DrawnClass>& sources) const {
  if (how_.method == Method::temperature)
    return split::temperature_weights(sizes_of(sources), how_.temperature, how_.cap);
  std::vector<double> weights;
  std::vector<std::string> names;
  for (const DrawnClass& source : sources) names.push_back(source.name);
  if (how_.method == Method::unimax) {
    for (const DrawnClass& source : sources) weights.push_back(source.size > 0 ? 1 : 0);
    return weights;
  }
  for (const auto& [name, weight] : how_.weights)
    if (how_.by_field && std::find(names.begin(), names.end(), name) == names.end())
      return failure("weights: no record is from \"" + name + "\"" + base::did_you_mean(name, names) +
                     ": take it out, or look at the name");
  for (const DrawnClass& source : sources) {
    const auto found = std::find_if(how_.weights.begin(), how_.weights.end(),
                                    [&](const auto& weight) { return weight.first == source.name; });
    if (found == how_.weights.end())
      return failure("weights: " + base::format_counted(source.records, "record") + " of \"" + source.name +
                     "\" have no weight: give one, and 0 to leave them out");
    if (found->second > 0 && source.size == 0)
      return failure("weights: the source " + source.name + " has " + (how_.bytes ? "no text" : "no records") +
                     " to draw from: take it out, or give it the weight 0");
    weights.push_back(found->second);
  }
  return weights;
}

std::vector<std::uint64_t> MixRule::most_of(const std::vector<DrawnClass>& sources) const {
  std::vector<std::uint64_t> most;
  for (const DrawnClass& source : sources)
    most.push_back(how_.exhausted == Exhausted::cycle ? split::no_limit : source.size * how_.max_epochs);
  return most;
}

Status MixRule::want(std::vector<DrawnClass>& sources) const {
  if (total_of(sources) == 0) {
    for (const DrawnClass& source : sources)
      if (source.records > 0) return failure("unit = \"bytes\": no record has any text: draw by records");
    return {};
  }
  DSPREP_TRY(const std::vector<double> weights, weights_of(sources));
  const std::vector<std::uint64_t> most = most_of(sources);
  std::vector<std::uint64_t> wanted;
  if (how_.exhausted == Exhausted::renormalize) {
    wanted = split::fill(*how_.size, weights, most);
  } else {
    std::uint64_t total = 0;
    if (how_.exhausted == Exhausted::cycle) {
      total = how_.size ? *how_.size : split::smallest_total(weights, sizes_of(sources));
    } else {
      total = split::largest_total(weights, most);
      if (how_.size) total = std::min(total, *how_.size);
    }
    wanted = split::in_proportion(total, weights, most);
  }
  for (std::size_t i = 0; i < sources.size(); ++i) sources[i].wanted = wanted[i];
  return {};
}

void MixRule::tell(const std::vector<DrawnClass>& sources, Findings& findings) const {
  findings.title = "Mix";
  std::vector<double> asked;
  std::uint64_t wanted = 0;
  if (total_of(sources) > 0) asked = std::move(weights_of(sources)).value();  // want() has asked for them
  const double sum = std::accumulate(asked.begin(), asked.end(), 0.0);
  for (double& weight : asked) weight /= sum;
  std::string used_up;
  const std::vector<std::uint64_t> most = most_of(sources);
  for (std::size_t i = 0; i < sources.size(); ++i) {
    wanted += sources[i].wanted;
    if (sources[i].wanted == most[i] && most[i] > 0) used_up += (used_up.empty() ? "" : ", ") + sources[i].name;
  }
  findings.metrics.push_back({"sources", static_cast<double>(sources.size())});
  findings.metrics.push_back(
      {"short", static_cast<double>(how_.size && *how_.size > wanted ? *how_.size - wanted : 0)});
  std::uint64_t written = 0;
  for (const DrawnClass& source : sources) written += source.drawn_size;
  for (std::size_t i = 0; i < std::min(sources.size(), most_metrics); ++i)
    findings.metrics.push_back(
        {"source." + sources[i].name + ".share",
         written ? static_cast<double>(sources[i].drawn_size) / static_cast<double>(written) : 0.0});
  if (how_.size && *how_.size > wanted && !asked.empty())
    findings.warnings.emplace_back(
        "the mix has " + amount(wanted) + " and not the " + amount(*how_.size) + " that were asked for: " + used_up +
            (used_up.find(',') == std::string::npos ? " is" : " are") + " used up",
        Warning::Severity::warning,
        how_.exhausted == Exhausted::stop ? "set exhausted to cycle or renormalize, or a higher max_epochs"
                                          : "set a higher max_epochs");
  split::TableHow table{"sources", "Records by source", "", "source", how_.bytes};
  table.further.push_back({{"share asked", Column::Kind::share}, std::move(asked)});
  table.note = "Shares are of " + std::string(how_.bytes ? "bytes of text" : "records") +
               "; times: how often a record was written on average";
  if (how_.method == Method::weights && (sum < 1 - 1e-9 || sum > 1 + 1e-9) && sum > 0)
    table.note += "; the weights add up to " + base::format_number(sum) + ", and are taken as proportions";
  findings.sections.push_back(split::class_table(sources, std::move(table)));
}

}  // namespace dsprep::ops::mix
