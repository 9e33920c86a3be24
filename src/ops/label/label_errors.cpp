// label_errors: finds the records whose label is probably wrong, from probabilities that a model gave without having
// seen them.
//
// Two passes that look. The first finds the classes and their thresholds (label_errors/classes.h), the second counts
// the confident joint and notes how every record ranks (label_errors/ranks.h); which ones are taken follows
// (label_errors/confident.h), and is looked up by the record's place.
#include <memory>
#include <optional>

#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "ops/label/label_errors/classes.h"
#include "ops/label/label_errors/confident.h"
#include "ops/label/label_errors/plan.h"
#include "ops/label/label_errors/ranks.h"
#include "spill/sorted_observer.h"
#include "spill/sorted_table.h"

namespace dsprep::ops {
namespace {

using namespace label_errors;

struct Params {
  std::string label = "label", probabilities, into = "issue", method = "prune_by_noise_rate",
              score_method = "self_confidence";
  std::optional<std::string> score, suggestion;
  std::vector<std::string> classes;
  std::int64_t min_examples_per_class = 1;
  void fields(ParamFields& f) {
    f("label", label, {.meaning = "the field with the given label", .field = true});
    f("probabilities", probabilities,
      {.meaning = "the field with the predicted probabilities: an object by label, or a list",
       .required = true,
       .field = true});
    f("classes", classes,
      {.meaning = "of a list: the labels its places stand for; otherwise labels are places, from 0"});
    f("into", into, {.meaning = "the field to write true or false to", .field = true, .result = true});
    f("method", method,
      {.meaning = "which records are issues",
       .choices = {"prune_by_noise_rate", "prune_by_class", "both", "confident_learning", "predicted_neq_given",
                   "low_normalized_margin", "low_self_confidence"}});
    f("min_examples_per_class", min_examples_per_class,
      {.meaning = "so many records of each label are no issues (of the methods that prune)", .min = 0});
    f("score", score, {.meaning = "a field to write to how good the label is, 0 to 1", .field = true, .result = true});
    f("score_method", score_method,
      {.meaning = "how that is measured",
       .choices = {"self_confidence", "normalized_margin", "confidence_weighted_entropy"}});
    f("suggestion", suggestion,
      {.meaning = "a field to write the most probable label of an issue to", .field = true, .result = true});
  }
};

// The first pass.
class ClassExtractor {
 public:
  struct Totals {
    ClassTotals classes;
    auto all() { return std::tie(classes); }
  };
  explicit ClassExtractor(const Fields& fields) : reader_(fields) {}
  Status extract(const Record& record, Totals& totals, spill::Sorter&) {
    if (!reader_.read(record)) totals.classes.add(reader_.row());
    return {};
  }

 private:
  RowReader reader_;
};
using ClassObserver = spill::SortedObserver<ClassExtractor>;

struct Decision {
  Plan plan;
  std::shared_ptr<const Classes> classes;
  std::shared_ptr<const spill::SortedTable> taken;  // by place; null: the method judges each record by itself
};

class IssueMapper final : public Mapper {
 public:
  explicit IssueMapper(const Decision& decision) : decision_(decision), reader_(decision.plan.fields) {
    if (decision.taken) taken_.emplace(decision.taken);
  }

  Verdict map(Record& record, Context& context) override {
    const Plan& plan = decision_.plan;
    if (auto reason = reader_.read(record)) return Verdict::malformed(*std::move(reason));
    const std::uint32_t label = decision_.classes->read(reader_.row(), p_);
    bool issue = false;
    if (taken_) {
      auto found = taken_->find(record.id());
      if (!found.ok()) return context.fail(found.error());
      issue = found->has_value();
    } else {
      issue = is_issue_by_itself(plan.method, *decision_.classes, label, p_);
    }
    if (!record.set_raw(plan.into, issue ? "true" : "false"))
      return Verdict::malformed(cannot_be_added(plan.into_pointer));
    if (plan.score.bound() && !record.set_number(plan.score, score_of(plan.score_method, label, p_)))
      return Verdict::malformed(cannot_be_added(plan.score_pointer));
    if (issue && plan.suggestion.bound() && !suggest(record))
      return Verdict::malformed(cannot_be_added(plan.suggestion_pointer));
    if (issue) context.count(plan.issues);
    return Verdict::keep();
  }

 private:
  // A class's name is a text, unless labels are places of a list.
  bool suggest(Record& record) {
    const Plan& plan = decision_.plan;
    const std::string& name = decision_.classes->names[most_probable_class(p_)];
    const bool number =
        reader_.row().is_list && plan.fields.classes.empty() && record.type(plan.fields.label) == FieldType::number;
    return number ? record.set_raw(plan.suggestion, name) : record.set_text(plan.suggestion, name);
  }

  const Decision& decision_;
  RowReader reader_;
  std::vector<double> p_;
  std::optional<spill::SortedTable::Cursor> taken_;
};

// The second pass: ranks every record among those of its label.
class Rank final : public GlobalOp {
 public:
  Rank(Plan plan, std::shared_ptr<const Classes> classes) : plan_(std::move(plan)), classes_(std::move(classes)) {}

  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<RankObserver>(*plan_.workspace, plan_, *classes_);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    RankObserver& observed = RankObserver::main_of(observers);
    Decision decision{plan_, classes_, nullptr};
    DSPREP_TRY(decision.taken, take(plan_, *classes_, observed.totals(), observed.entries(), decider));
    return map_with<IssueMapper>(std::move(decision));
  }

 private:
  Plan plan_;
  std::shared_ptr<const Classes> classes_;
};

class LabelErrors final : public GlobalOp {
 public:
  explicit LabelErrors(Plan plan) : plan_(std::move(plan)) {}

  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<ClassObserver>(*plan_.workspace, plan_.fields);
  }

  Result<AnyOp> decide(Observers observers, Decider&) const override {
    DSPREP_TRY(Classes classes, Classes::of(ClassObserver::main_of(observers).totals().classes, plan_.fields));
    return AnyOp(std::make_unique<Rank>(plan_, std::make_shared<const Classes>(std::move(classes))));
  }

 private:
  Plan plan_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  DSPREP_TRY(plan.fields.label, binder.read(params.label));
  DSPREP_TRY(plan.fields.probabilities, binder.read(params.probabilities));
  plan.fields.label_pointer = binder.pointer(plan.fields.label);
  plan.fields.probabilities_pointer = binder.pointer(plan.fields.probabilities);
  plan.fields.classes = params.classes;
  const auto bind_result = [&](const std::string& name, Field& field, std::string& pointer) -> Status {
    DSPREP_TRY(field, binder.write(name));
    pointer = binder.pointer(field);
    if (pointer.find('*') != std::string::npos) return usage_error("\"" + name + "\" names several places: name one");
    if (pointer == plan.fields.label_pointer || pointer == plan.fields.probabilities_pointer)
      return usage_error("\"" + name + "\" is what is judged: write the result to another field");
    return {};
  };
  DSPREP_CHECK(bind_result(params.into, plan.into, plan.into_pointer));
  if (params.score) DSPREP_CHECK(bind_result(*params.score, plan.score, plan.score_pointer));
  if (params.suggestion) DSPREP_CHECK(bind_result(*params.suggestion, plan.suggestion, plan.suggestion_pointer));
  plan.method = method_of(params.method);
  plan.score_method = params.score_method == "self_confidence"     ? Score::self_confidence
                      : params.score_method == "normalized_margin" ? Score::normalized_margin
                                                                   : Score::confidence_weighted_entropy;
  plan.least = params.min_examples_per_class;
  plan.issues = binder.counter("issues");
  plan.workspace = &binder.workspace();
  return AnyOp(std::make_unique<LabelErrors>(std::move(plan)));
}

constexpr Example examples[] = {
    {"The second record says ham, and the model is sure of spam",
     "probabilities = \"p\"\nscore = \"q\"\nsuggestion = \"better\"",
     "{\"label\":\"spam\",\"p\":{\"ham\":0.1,\"spam\":0.9}}\n{\"label\":\"ham\",\"p\":{\"ham\":0.05,\"spam\":0.95}}\n"
     "{\"label\":\"ham\",\"p\":{\"ham\":0.8,\"spam\":0.2}}\n{\"label\":\"ham\",\"p\":{\"ham\":0.9,\"spam\":0.1}}\n"
     "{\"label\":\"spam\",\"p\":{\"ham\":0.2,\"spam\":0.8}}\n",
     "{\"label\":\"spam\",\"p\":{\"ham\":0.1,\"spam\":0.9},\"issue\":false,\"q\":0.9}\n"
     "{\"label\":\"ham\",\"p\":{\"ham\":0.05,\"spam\":0.95},\"issue\":true,\"q\":0.05,\"better\":\"spam\"}\n"
     "{\"label\":\"ham\",\"p\":{\"ham\":0.8,\"spam\":0.2},\"issue\":false,\"q\":0.8}\n"
     "{\"label\":\"ham\",\"p\":{\"ham\":0.9,\"spam\":0.1},\"issue\":false,\"q\":0.9}\n"
     "{\"label\":\"spam\",\"p\":{\"ham\":0.2,\"spam\":0.8},\"issue\":false,\"q\":0.8}\n"},
    {"Labels are places of a list of probabilities",
     "label = \"y\"\nprobabilities = \"p\"\nmethod = \"predicted_neq_given\"",
     "{\"y\":0,\"p\":[0.9,0.1]}\n{\"y\":1,\"p\":[0.6,0.4],\"text\":\"错的标签\"}\n",
     "{\"y\":0,\"p\":[0.9,0.1],\"issue\":false}\n{\"y\":1,\"p\":[0.6,0.4],\"text\":\"错的标签\",\"issue\":true}\n"}};

constexpr std::string_view metrics[] = {"records", "issues", "issue_share", "classes"};

}  // namespace

extern const OpSpec label_label_errors;
const OpSpec label_label_errors = {
    .name = "label_errors",
    .family = Family::label,
    .summary = "Find records whose label is probably wrong, from out-of-sample probabilities (confident learning)",
    .details =
        R"(`probabilities` come from a model that has not seen the record (cross-validation): an object by label, or a list whose places are the labels. Every record gets `into`: `true` where its label is
probably wrong. Each method is cleanlab's:

- **prune_by_noise_rate**: the confident joint (given label × class that the record confidently belongs to), calibrated to the labels' counts, says how many records of label k are of class j; taken are those
  with the largest p(j) - p(k).
- **prune_by_class**: as many records of a label as are off its diagonal, those with the lowest p(k). **both**: what both take.
- **confident_learning**: records that confidently belong to another class. **predicted_neq_given**: records whose most probable class is another.
- **low_normalized_margin**, **low_self_confidence**: as many records of the lowest score as confident learning finds.

A class is confident where its probability reaches the mean over the records with that label (to 1e-6). But for the last two, a record whose most probable class is its label is never an issue. Of equal ranks the record that
comes first is taken. A label with no more than `min_examples_per_class` records has no issues by pruning.

`score`: self_confidence p(k); normalized_margin (p(k) - the largest other + 1) / 2; confidence_weighted_entropy ln(h + 1) / h with h the normalized entropy divided by p(k).

Malformed: a label without a probability, probabilities outside 0 to 1 or whose sum is further from 1 than 0.01. Two more passes over the input; `prune_by_noise_rate` sorts some 24 bytes for each record and class, of
which what is beyond `--memory` goes to `--tmp`.)",
    .source = "Northcutt, Jiang, Chuang 2021, Confident Learning; cleanlab 2.9.0, filter.find_label_issues and rank",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .metrics = metrics,
};

}  // namespace dsprep::ops
