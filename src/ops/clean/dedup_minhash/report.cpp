#include "ops/clean/dedup_minhash/report.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "dedup/banding.h"
#include "dedup/text_signature.h"

namespace dsprep::ops::dedup_minhash {

void report(const Plan& plan, const FirstPassTotals& totals, const dedup::Candidates& candidates,
            const dedup::ClusterStats& stats, const dedup::DuplicateTable& table, Findings& findings) {
  findings.title = "Near-duplicates";
  table.report(totals.records, findings);
  const auto metric = [&](std::string name, std::uint64_t value) {
    findings.metrics.push_back({std::move(name), static_cast<double>(value)});
  };
  metric("empty", totals.empty);
  metric("short", totals.short_texts);
  metric("equal", candidates.followers);
  metric("candidates", candidates.compared);
  metric("buckets", candidates.buckets);
  metric("largest_bucket", candidates.largest_bucket);
  metric("pairs_compared", stats.pairs);
  metric("pairs_alike", stats.alike);
  metric("comparisons_skipped", stats.skipped);
  if (plan.against) metric("like_the_index", table.seen);

  const dedup::Banding& banding = plan.signature.banding;
  Finding curve{"candidate_curve",
                "How likely a pair becomes a candidate",
                std::to_string(banding.bands) + " bands of " + std::to_string(banding.rows) +
                    " permutations: 1 - (1 - s^" + std::to_string(banding.rows) + ")^" + std::to_string(banding.bands),
                Finding::Chart::line,
                {"similarity", "chance"},
                {}};
  for (int i = 2; i <= 20; ++i) curve.rows.push_back({i / 20.0, banding.chance(i / 20.0)});
  findings.sections.push_back(std::move(curve));
  if (stats.alike == 0) return;
  Finding alike{"similarities",
                "Compared pairs that are alike, by similarity",
                "",
                Finding::Chart::bars,
                {"similarity", "pairs"},
                {}};
  for (std::size_t i = 0; i < stats.similarities.size(); ++i)
    if (stats.similarities[i] > 0)
      alike.rows.push_back({static_cast<double>(i) / 100, static_cast<std::int64_t>(stats.similarities[i])});
  findings.sections.push_back(std::move(alike));
}

}  // namespace dsprep::ops::dedup_minhash
