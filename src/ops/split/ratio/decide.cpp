#include "ops/split/ratio/decide.h"

#include <array>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/human.h"
#include "base/quotas.h"
#include "dedup/candidates.h"
#include "dedup/clusters.h"
#include "dsprep/map_with.h"
#include "ops/split/ratio/split_report.h"
#include "spill/sorted_observer.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"
#include "split/assignment.h"
#include "split/near_clusters.h"
#include "split/record_key.h"
#include "split/see_units.h"
#include "split/strata.h"

namespace dsprep::ops::ratio {
namespace {

using Plan = std::shared_ptr<const ExactPlan>;

// ---- apply ----

struct Decision {
  Plan plan;
  std::shared_ptr<const spill::SortedTable> parts;  // RecordId → part
};

class ExactMapper final : public Mapper {
 public:
  explicit ExactMapper(const Decision& decision)
      : decision_(decision), key_(decision.plan->units.keys), cursor_(decision.parts) {}

  Verdict map(Record& record, Context& context) override {
    const auto found = cursor_.find(record.id());
    if (!found.ok()) return context.fail(found.error());
    if (!*found) {
      if (auto verdict = key_.read(record)) return *std::move(verdict);
      return Verdict::malformed("the record was not there when the split was decided");
    }
    const Parts& parts = decision_.plan->parts;
    const auto part = static_cast<std::size_t>(static_cast<unsigned char>((*found)->front()));
    if (!parts.sizes.empty()) context.judge().check(beyond_sizes, part == parts.size() ? 1 : 0);
    if (decision_.plan->frozen) context.judge().check(bridging, part == split::Assignment::dropped ? 1 : 0);
    return part < parts.size() ? parts.keep(part) : context.judge().verdict();
  }

 private:
  const Decision& decision_;
  split::RecordKey key_;
  spill::SortedTable::Cursor cursor_;
};

// ---- decide ----

// Records by part; with sizes, what is left for none of them comes last.
Result<std::vector<std::uint64_t>> wanted_of(const Parts& parts, std::uint64_t total) {
  if (parts.sizes.empty()) return base::apportion(total, parts.shares);
  std::vector<std::uint64_t> wanted = parts.sizes;
  std::uint64_t sum = 0;
  for (const std::uint64_t n : wanted) sum += n;
  if (sum > total)
    return failure("ratios: the sizes come to " + base::format_count(sum) + " records, but there are only " +
                   base::format_count(total) + ": lower them, or give shares");
  wanted.push_back(total - sum);
  return wanted;
}

Result<AnyOp> conclude(const Plan& plan, split::Units units, Decider& decider) {
  spill::Sorter entries(*plan->workspace);
  split::AssignHow how;
  how.parts = plan->parts.size() + !plan->parts.sizes.empty();
  how.named = plan->parts.size();
  how.wanted = [&](std::uint64_t total) { return wanted_of(plan->parts, total); };
  how.frozen = plan->frozen.get();
  how.drop_bridging = plan->drop_bridging;
  if (plan->ledger) how.ledger = &entries;
  DSPREP_TRY(split::Assignment made, units.assign(std::move(how), *plan->workspace, decider));
  if (plan->ledger)
    DSPREP_CHECK(decider.write_artifact(*plan->ledger, [&](ByteSink& sink) {
      return split::write_ledger(sink, plan->settings, plan->parts.names, plan->frozen.get(), entries, decider);
    }));
  write_report(*plan, made, units.near, decider);
  return map_with<ExactMapper>(Decision{plan, std::move(made.parts)});
}

}  // namespace

Result<std::shared_ptr<const split::Ledger>> open_ledger(const std::string& path, const ExactPlan& plan,
                                                         Binder& binder) {
  port::Files& files = binder.workspace().files();
  DSPREP_TRY(const std::optional<port::FileInfo> info, files.find(path));
  const bool directory = info && info->kind == port::FileInfo::Kind::directory;
  const std::string file = directory ? path + "/" + std::string(split::Ledger::name) : path;
  DSPREP_CHECK(binder.depend_on(file));
  return split::Ledger::open(files, file, plan.settings, plan.parts.names);
}

AnyOp decide_exactly(std::shared_ptr<const ExactPlan> plan) {
  auto passes = std::make_shared<split::UnitPasses>();
  passes->plan = std::shared_ptr<const split::UnitPlan>(plan, &plan->units);
  passes->workspace = plan->workspace;
  passes->frozen = plan->frozen;
  passes->conclude = [plan = std::move(plan)](split::Units units, Decider& decider) {
    return conclude(plan, std::move(units), decider);
  };
  return split::see_units(std::move(passes));
}

}  // namespace dsprep::ops::ratio
