#include "split/draw_step.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <tuple>
#include <utility>

#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "spill/sorted_observer.h"
#include "spill/sorter.h"
#include "split/absent_field.h"
#include "split/record_key.h"
#include "split/strata.h"
#include "split/unit_observer.h"

namespace dsprep::split {
namespace {

using Plan = std::shared_ptr<const DrawPlan>;

// ---- observe ----

struct DrawTotals {
  std::uint64_t records = 0, outside = 0;  // drawn from, and of parts that are left alone
  FieldCounts present;                     // of those drawn from
  Strata classes;
  Strata sizes;  // the same classes, with what their records' sizes add up to
  auto all() { return std::tie(records, outside, present, classes, sizes); }
};

class DrawExtractor {
 public:
  using Totals = DrawTotals;
  explicit DrawExtractor(const ClassPlan& plan) : plan_(plan), class_(plan) {}

  Status extract(const Record& record, Totals& totals, spill::Sorter& entries) {
    if (class_.read(record)) return {};  // the mapper makes it malformed
    if (!class_.is_drawn()) return ++totals.outside, Status();
    ++totals.records;
    if (plan_.by == ClassPlan::By::labels)
      for (std::size_t i = 0; i < plan_.labels.stratify.size(); ++i) totals.present.counts[i] += class_.has_label(i);
    DSPREP_CHECK(totals.classes.add(class_.key(), [&] { return class_.name(record); }));
    if (plan_.text.bound())
      DSPREP_CHECK(totals.sizes.add(
          class_.key(), [] { return std::string(); }, class_.size()));
    entry_.clear();
    append_row(entry_, {class_.key(), class_.place(record), record.id(), class_.size()}, plan_.text.bound());
    return entries.add(entry_);
  }

 private:
  const ClassPlan& plan_;
  RecordClass class_;
  std::string entry_;
};

using DrawObserver = spill::SortedObserver<DrawExtractor>;

// ---- apply ----

struct Decision {
  Plan plan;
  Draw draw;
  std::map<std::uint64_t, std::vector<std::string>> marks;  // by class
  std::vector<std::vector<PartId>> again;                   // by part: the part as often as a record may be written
};

class DrawMapper final : public Mapper {
 public:
  explicit DrawMapper(const Decision& decision)
      : decision_(decision), class_(decision.plan->classes), cursor_(decision.draw) {}

  Verdict map(Record& record, Context& context) override {
    if (auto verdict = class_.read(record)) return *std::move(verdict);
    std::uint64_t times = 1;
    if (class_.is_drawn()) {
      const auto found = cursor_.times(class_.key(), class_.place(record), record.id());
      if (!found.ok()) return context.fail(found.error());
      times = *found;
      context.judge().check(0, times == 0 ? 1 : 0);
      if (times == 0) return context.judge().verdict();
    }
    if (auto verdict = mark(record)) return *std::move(verdict);
    if (times == 1) return Verdict::keep();
    context.count(*decision_.plan->copies, times - 1);
    const std::vector<PartId>& again = decision_.again[record.part().index];
    return Verdict::keep(std::span<const PartId>(again.data(), static_cast<std::size_t>(times)));
  }

 private:
  std::optional<Verdict> mark(Record& record) const {
    const std::vector<DrawPlan::Mark>& marks = decision_.plan->marks;
    if (marks.empty()) return std::nullopt;
    const auto found = decision_.marks.find(class_.key());
    for (std::size_t i = 0; i < marks.size(); ++i)
      if (!record.set_raw(marks[i].field, found == decision_.marks.end() ? "null" : found->second[i]))
        return Verdict::malformed(cannot_be_added(marks[i].pointer));
    return std::nullopt;
  }

  const Decision& decision_;
  RecordClass class_;
  Draw::Cursor cursor_;
};

// ---- decide ----

std::vector<DrawnClass> classes_of(const ClassPlan& plan, const DrawTotals& totals) {
  std::vector<DrawnClass> classes;
  if (plan.by == ClassPlan::By::source)  // those without a record, too
    for (std::size_t i = 0; i < plan.sources.size(); ++i) classes.push_back({.key = i, .name = plan.sources[i]});
  for (const auto& [key, counted] : totals.classes.strata()) {
    DrawnClass& drawn = plan.by == ClassPlan::By::source ? classes[key] : classes.emplace_back();
    drawn.key = key;
    drawn.name = counted.name;
    drawn.records = counted.records;
    drawn.size = plan.text.bound() ? totals.sizes.strata().at(key).records : counted.records;
  }
  if (plan.by != ClassPlan::By::source)
    std::sort(classes.begin(), classes.end(), [](const DrawnClass& a, const DrawnClass& b) {
      return std::tie(b.records, a.name, a.key) < std::tie(a.records, b.name, b.key);
    });
  return classes;
}

// By part, for those that are drawn from.
std::vector<std::vector<PartId>> repeated_parts(const ClassPlan& plan, std::uint64_t times) {
  std::vector<std::vector<PartId>> repeated(plan.part_names.size());
  for (std::size_t part = 0; part < repeated.size(); ++part)
    if (times > 1 && (plan.parts.empty() || plan.parts[part]))
      repeated[part].assign(static_cast<std::size_t>(times), PartId{static_cast<std::uint16_t>(part)});
  return repeated;
}

class DrawStep final : public GlobalOp {
 public:
  explicit DrawStep(Plan plan) : plan_(std::move(plan)) {}

  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<DrawObserver>(*plan_->workspace, plan_->classes);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    DrawObserver& observed = DrawObserver::main_of(observers);
    const ClassPlan& by = plan_->classes;
    DrawTotals& totals = observed.totals();
    if (by.by == ClassPlan::By::labels && totals.records > 0)
      for (std::size_t i = 0; i < by.labels.stratify.size(); ++i)
        if (totals.present.counts[i] == 0) return absent_field(by.labels.stratify[i].pointer);
    std::vector<DrawnClass> classes = classes_of(by, totals);
    DSPREP_CHECK(plan_->rule->want(classes));
    DSPREP_TRY(Draw draw, Draw::make(classes, observed.entries(), by.text.bound(), *plan_->workspace, decider));
    tell(classes, totals, decider);
    std::vector<std::vector<PartId>> again = repeated_parts(by, draw.largest());
    Decision decision{plan_, std::move(draw), {}, std::move(again)};
    const std::vector<std::vector<std::string>> marks = plan_->rule->marks(classes);
    for (std::size_t i = 0; i < marks.size(); ++i) decision.marks.emplace(classes[i].key, marks[i]);
    return map_with<DrawMapper>(std::move(decision));
  }

 private:
  void tell(const std::vector<DrawnClass>& classes, const DrawTotals& totals, Decider& decider) const {
    Findings& findings = decider.findings();
    std::uint64_t written = 0, left_out = 0;
    for (const DrawnClass& drawn : classes) {
      written += drawn.drawn_records;
      left_out += drawn.left_out;
    }
    const auto metric = [&](const char* name, std::uint64_t value) {
      findings.metrics.push_back({name, static_cast<double>(value)});
    };
    metric("records", totals.records);
    metric("written", written);
    metric("copies", written + left_out - totals.records);
    metric("left_out", left_out);
    if (!plan_->classes.parts.empty()) metric("left_alone", totals.outside);
    plan_->rule->tell(classes, findings);
  }

  Plan plan_;
};

}  // namespace

AnyOp draw_step(std::shared_ptr<const DrawPlan> plan) { return AnyOp(std::make_unique<DrawStep>(std::move(plan))); }

}  // namespace dsprep::split
