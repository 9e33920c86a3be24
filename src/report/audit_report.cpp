// Two readings. The first counts: who fails what, alone or with others, how the values lie, which records are nearest
// to a limit. The second, knowing between which edges to count, gives the distribution and what each threshold would
// keep.
#include "report/audit_report.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <optional>
#include <set>
#include <span>
#include <tuple>

#include "base/hash.h"
#include "dsprep/value.h"
#include "io/audit_format.h"
#include "report/audit_bins.h"
#include "report/audit_rows.h"
#include "spill/sketches.h"

namespace dsprep::report {
namespace {

using Compare = Judge::Limit::Compare;
namespace outcome = io::audit_outcome;
constexpr std::size_t most_examples = 10;
constexpr std::size_t values_at_once = 1u << 14;
constexpr std::pair<const char*, double> shown_quantiles[] = {{"p01", 0.01}, {"p05", 0.05}, {"p25", 0.25}, {"p50", 0.5},
                                                              {"p75", 0.75}, {"p95", 0.95}, {"p99", 0.99}};

// A candidate for the examples; the smaller ones stay. Ties in the distance go by a hash of the place, so that the
// examples are not all from the beginning of the first file, and last by the place.
struct Candidate {
  double distance;
  std::uint64_t luck;
  std::uint32_t shard;
  std::uint64_t line;
  std::uint32_t derived;
  double value;
  bool others;
  AuditPlace place;
  bool operator<(const Candidate& other) const {
    return std::tie(distance, luck, shard, line, derived) <
           std::tie(other.distance, other.luck, other.shard, other.line, other.derived);
  }
};

struct RuleTally {
  std::size_t step = 0, rule = 0;
  Judge::Limit limit;                 // compare none: the rule is off
  Compare direction = Compare::none;  // of the rule, on or off
  pipeline::AuditRuleReport report;
  spill::Quantiles values;
  std::vector<double> pending;  // sorted before they go into the sketch: equal ones go at once
  std::set<Candidate> passing, failing;
  std::optional<AuditBins> bins;
  bool on() const { return limit.compare != Compare::none; }

  void flush() {
    std::sort(pending.begin(), pending.end());
    for (std::size_t i = 0; i < pending.size();) {
      std::size_t end = i;
      while (end < pending.size() && pending[end] == pending[i]) ++end;
      values.add(pending[i], end - i);
      i = end;
    }
    pending.clear();
  }
  void add(double value) {
    pending.push_back(value);
    if (pending.size() == values_at_once) flush();
  }
};

void take(std::set<Candidate>& best, const Candidate& candidate) {
  if (best.size() == most_examples && !(candidate < *best.rbegin())) return;
  best.insert(candidate);
  if (best.size() > most_examples) best.erase(std::prev(best.end()));
}

class Counting {
 public:
  Counting(const AuditRows& rows, const pipeline::Pipeline& pipeline) : rows_(rows), pipeline_(pipeline) {
    tallies_.resize(rows.rule_count());
    fails_.resize(rows.rule_count());
    // The text is what the first step of a pass found.
    report_.texts_hidden = std::any_of(pipeline.steps.begin(), pipeline.steps.end(),
                                       [](const pipeline::Step& step) { return step.spec->secrets != Secrets::none; });
    for (std::size_t step = 0; step < pipeline.steps.size(); ++step) {
      const pipeline::Step& from = pipeline.steps[step];
      pipeline::AuditStepReport& to = report_.steps.emplace_back();
      to.name = from.name;
      to.op = from.spec->name;
      to.whole_dataset = from.op.index() == 2;
      if (const io::AuditStep* measured = rows.measured(step)) to.whole_dataset = measured->whole_dataset;
      for (std::size_t rule = 0; rule < from.spec->rules.size(); ++rule) {
        RuleTally& tally = tallies_[rows.first_rule(step) + rule];
        const RuleInfo& info = from.spec->rules[rule];
        tally.step = step;
        tally.rule = rule;
        tally.limit = from.limits[rule];
        tally.direction = info.compare;
        tally.report.name = info.name;
        tally.report.metric = info.metric;
        tally.report.param = info.param;
        tally.report.compare = info.compare;
        if (tally.on()) tally.report.limit = tally.limit.value;
      }
    }
  }

  Result<pipeline::AuditReport> count() {
    DSPREP_CHECK(rows_.each([this](const AuditRecord& record) { first(record); }));
    for (RuleTally& tally : tallies_) {
      tally.flush();
      if (tally.values.count() > 0) tally.bins.emplace(tally.direction, tally.report.limit, tally.values);
    }
    DSPREP_CHECK(rows_.each([this](const AuditRecord& record) { second(record); }));
    DSPREP_CHECK(finish());
    return std::move(report_);
  }

 private:
  // Fills fails_; returns how many rules and steps fail the record.
  std::size_t judge(const AuditRecord& record) {
    std::size_t all = 0;
    malformed_ = false;
    for (std::size_t step = 0; step < pipeline_.steps.size(); ++step) {
      const std::uint8_t said = record.outcomes[step];
      const std::size_t begin = rows_.first_rule(step), end = rows_.first_rule(step + 1);
      for (std::size_t i = begin; i < end; ++i) fails_[i] = false;
      if (said == 0) continue;
      malformed_ |= (said & outcome::malformed) != 0;
      if (said & outcome::malformed) continue;
      if (said & outcome::own_verdict) {
        // The step's own say, whatever its rules measured.
        if (said & outcome::dropped) ++all;
        continue;
      }
      for (std::size_t i = begin; i < end; ++i) {
        fails_[i] = !io::keeps(tallies_[i].limit.compare, record.values[i], tallies_[i].limit.value);
        all += fails_[i];
      }
    }
    return all;
  }

  bool step_fails(const AuditRecord& record, std::size_t step) const {
    if (record.outcomes[step] & outcome::own_verdict) return (record.outcomes[step] & outcome::dropped) != 0;
    for (std::size_t i = rows_.first_rule(step); i < rows_.first_rule(step + 1); ++i)
      if (fails_[i]) return true;
    return false;
  }

  void first(const AuditRecord& record) {
    const std::size_t all = judge(record);
    std::size_t failing_steps = 0;
    for (std::size_t step = 0; step < pipeline_.steps.size(); ++step) failing_steps += step_fails(record, step);
    count_record(record);
    const std::uint64_t luck = base::mix(base::mix(record.shard, record.line), record.derived);
    for (std::size_t step = 0; step < pipeline_.steps.size(); ++step) {
      const std::uint8_t said = record.outcomes[step];
      if (said == 0) continue;
      pipeline::AuditStepReport& to = report_.steps[step];
      ++to.records;
      to.changed += (said & outcome::changed) != 0;
      to.malformed += (said & outcome::malformed) != 0;
      if (step_fails(record, step)) {
        ++to.would_drop;
        to.alone += failing_steps == 1;
        to.without_rule += (said & outcome::own_verdict) != 0;
      }
      for (std::size_t i = rows_.first_rule(step); i < rows_.first_rule(step + 1); ++i) {
        RuleTally& tally = tallies_[i];
        const double value = record.values[i];
        if (value != value) {
          tally.report.unmeasurable += io::was_asked(value);
          continue;
        }
        ++tally.report.measured;
        tally.add(value);
        if (fails_[i]) {
          ++tally.report.failed;
          ++(all == 1 ? tally.report.alone : tally.report.together);
        }
        const bool others = all > (fails_[i] ? 1u : 0u);
        const auto candidate = [&](double distance) {
          return Candidate{distance,       luck,  record.shard, record.line,
                           record.derived, value, others,       record.places[step]};
        };
        if (tally.on()) {
          take(fails_[i] ? tally.failing : tally.passing, candidate(std::fabs(value - tally.limit.value)));
        } else {
          take(tally.passing, candidate(value));  // of a rule that is off: the lowest and the highest
          take(tally.failing, candidate(-value));
        }
      }
    }
  }

  // What would become of the record: the first step that does not keep it says.
  void count_record(const AuditRecord& record) {
    if (record.derived > 0) {
      ++report_.derived;
      bool kept = !malformed_;
      for (std::size_t step = 0; kept && step < pipeline_.steps.size(); ++step) kept = !step_fails(record, step);
      report_.derived_kept += kept;
      return;
    }
    ++report_.records;
    report_.refused += malformed_;
    for (std::size_t step = 0; step < pipeline_.steps.size(); ++step) {
      if (record.outcomes[step] & outcome::malformed) {
        ++report_.malformed;
        return;
      }
      if (step_fails(record, step)) {
        ++report_.dropped;
        return;
      }
    }
    ++report_.kept;
  }

  void second(const AuditRecord& record) {
    const std::size_t all = judge(record);
    for (std::size_t step = 0; step < pipeline_.steps.size(); ++step) {
      if (record.outcomes[step] == 0 || (record.outcomes[step] & outcome::malformed)) continue;
      for (std::size_t i = rows_.first_rule(step); i < rows_.first_rule(step + 1); ++i) {
        if (!tallies_[i].bins) continue;
        const bool others_keep = !malformed_ && all == (fails_[i] ? 1u : 0u);
        const double value = record.values[i];
        if (value == value) tallies_[i].bins->add(value, others_keep);
        else tallies_[i].bins->add_constant(others_keep);
      }
    }
  }

  Status finish() {
    for (RuleTally& tally : tallies_) {
      pipeline::AuditStepReport& step = report_.steps[tally.step];
      pipeline::AuditRuleReport& rule = tally.report;
      if (rule.measured + rule.unmeasurable == 0) {
        step.silent.push_back(rule.name);
        const io::AuditStep* measured = rows_.measured(tally.step);
        if (measured && tally.on() && !measured->rules[tally.rule].limit) step.unknown.push_back(rule.name);
        continue;
      }
      if (tally.bins) {
        rule.min = tally.values.min();
        rule.max = tally.values.max();
        rule.mean = tally.values.mean();
        for (const auto& [name, q] : shown_quantiles) rule.quantiles.emplace_back(name, tally.values.quantile(q));
        rule.spread = tally.bins->spread();
        rule.bins = tally.bins->bins();
        rule.curve = tally.bins->curve();
      }
      DSPREP_CHECK(tell(tally, tally.passing, rule.passing));
      DSPREP_CHECK(tell(tally, tally.failing, rule.failing));
      step.rules.push_back(std::move(rule));
    }
    return {};
  }

  Status tell(const RuleTally& tally, const std::set<Candidate>& chosen,
              std::vector<pipeline::AuditExample>& out) const {
    for (const Candidate& candidate : chosen) {
      DSPREP_TRY(AuditRows::Texts texts, rows_.texts(candidate.place, tally.step));
      pipeline::AuditExample example;
      example.value = candidate.value;
      example.id = std::move(texts.id);
      example.file = std::move(texts.file);
      if (!report_.texts_hidden) example.text = std::move(texts.text);
      example.line = texts.line;
      example.derived = candidate.derived;
      example.other_rules = candidate.others;
      if (!report_.texts_hidden) example.note = note_in(texts.detail, tally.report.name);
      out.push_back(std::move(example));
    }
    return {};
  }

  static std::string note_in(const std::string& detail, const std::string& rule) {
    if (detail.empty() || validate_json(detail)) return {};
    const Value value(detail);
    if (const auto note = value["notes"][rule].text()) return *note;
    for (Value::Elements it = value["checks"].elements(); it.next();)
      if (it.value().at(0).text() == rule)
        if (const auto note = it.value().at(2).text()) return *note;
    return {};
  }

  const AuditRows& rows_;
  const pipeline::Pipeline& pipeline_;
  std::vector<RuleTally> tallies_;
  std::vector<char> fails_;  // by rule, of the record at hand
  bool malformed_ = false;
  pipeline::AuditReport report_;
};

}  // namespace

Result<pipeline::AuditReport> audit_report(port::Files& files, const std::string& directory,
                                           const std::vector<pipeline::OutputFile>& outputs,
                                           const pipeline::Pipeline& pipeline) {
  DSPREP_TRY(const AuditRows rows, AuditRows::open(files, directory, outputs, pipeline));
  return Counting(rows, pipeline).count();
}

Status check_audit(const pipeline::AuditReport& report, const pipeline::Books& books) {
  if (report.records == 0) return {};  // no step measures anything
  if (report.kept + report.dropped + report.malformed == report.records &&
      report.records == books.kept + report.refused)
    return {};
  return failure("the audit does not balance with the books: it holds " + std::to_string(report.records) +
                 " records, " + std::to_string(report.refused) + " of them refused by steps, but " +
                 std::to_string(books.kept) +
                 " were kept; this is a defect of dsprep, and the measurements cannot be trusted");
}

}  // namespace dsprep::report
