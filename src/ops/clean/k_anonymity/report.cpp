#include "ops/clean/k_anonymity/report.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "ops/clean/k_anonymity/generalize.h"

namespace dsprep::ops::k_anonymity {

void report(const Plan& plan, const ClassSurvey& survey, const Levels& levels, Findings& findings) {
  const auto share = [&](std::uint64_t n) {
    return survey.records ? static_cast<double>(n) / static_cast<double>(survey.records) : 0;
  };
  findings.title = "k-anonymity";
  findings.metrics.push_back({"records", static_cast<double>(survey.records)});
  findings.metrics.push_back({"classes", static_cast<double>(survey.class_count)});
  if (survey.records == 0) return;
  findings.metrics.push_back({"smallest_class", static_cast<double>(survey.smallest)});
  findings.metrics.push_back({"records_in_small_classes", static_cast<double>(survey.in_small)});
  findings.metrics.push_back({"small_class_share", share(survey.in_small)});
  findings.metrics.push_back({"unique_share", share(survey.unique)});
  findings.metrics.push_back({"highest_risk", 1 / static_cast<double>(survey.smallest)});
  findings.metrics.push_back({"average_risk", share(survey.class_count)});
  if (plan.sensitive.bound()) findings.metrics.push_back({"least_diversity", survey.fewest});

  Finding sizes{"class_sizes",
                "Classes by the number of their records",
                "A class is all records with the same quasi-identifiers. Values are not shown: those of small classes "
                "single people out. "
                "Only the fields named are judged; free text beside them may still identify anybody.",
                Finding::Chart::bars,
                {"records", "classes"},
                {}};
  for (std::size_t i = 0; i < survey.sizes.size(); ++i) {
    if (survey.sizes[i] == 0) continue;
    const std::uint64_t low = std::uint64_t{1} << i, high = 2 * low - 1;
    sizes.rows.push_back({low == high ? std::to_string(low) : std::to_string(low) + "–" + std::to_string(high),
                          static_cast<std::int64_t>(survey.sizes[i])});
  }
  findings.sections.push_back(std::move(sizes));

  Finding fields{"quasi_identifiers",
                 "Quasi-identifiers",
                 "",
                 Finding::Chart::none,
                 {"field", "level", "levels", "distinct values"},
                 {}};
  for (std::size_t i = 0; i < plan.fields.size(); ++i)
    fields.rows.push_back({plan.fields[i].pointer, static_cast<std::int64_t>(levels[i]),
                           static_cast<std::int64_t>(plan.fields[i].hierarchy.levels() - 1),
                           static_cast<std::int64_t>(survey.distinct[i].estimate())});
  findings.sections.push_back(std::move(fields));
}

}  // namespace dsprep::ops::k_anonymity
