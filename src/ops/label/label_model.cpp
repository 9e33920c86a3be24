// label_model: labels records with what rules vote, each weighed by how reliable their agreements show it.
//
// The observer counts which votes stand together (votes/vote_counts.h); the decision fits the model to these counts
// (label_model/fit.h); every record's label follows from its votes (label_model/posterior.h). One pass, however many
// records; those whose right label is known are noted too, to say how often the model finds it.
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/op_spec.h"
#include "ops/label/label_model/fit.h"
#include "ops/label/label_model/observe.h"
#include "ops/label/label_model/posterior.h"
#include "ops/label/label_model/tell.h"
#include "spill/sorted_observer.h"
#include "spill/workspace.h"
#include "votes/answers.h"
#include "votes/resolved.h"
#include "votes/task_table.h"
#include "votes/vote_counts.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::string votes;
  std::string abstain;
  std::optional<std::string> gold;
  votes::ResolvedParams resolved;
  NumberTable class_balance;
  std::string balance = "uniform";
  std::int64_t epochs = 100;
  double learning_rate = 0.01, l2 = 0, precision = 0.7, start = 0.5488135039273248;
  void fields(ParamFields& f) {
    f("votes", votes,
      {.meaning = "the field with a list of one label or null per rule", .required = true, .field = true});
    f("abstain", abstain, {.meaning = "a label that stands for no vote, beside null: -1"});
    resolved.fields(f);
    f("gold", gold,
      {.meaning = "a field with the right label, where it is known: the report says how often the model and majority "
                  "agree with it",
       .field = true});
    f("class_balance", class_balance, {.meaning = "how frequent the labels are: { spam = 1, ham = 3 }"});
    f("balance", balance,
      {.meaning =
           "how frequent the labels are, where class_balance does not say: all alike, or as those of the records "
           "whose majority is one label",
       .choices = {"uniform", "majority"}});
    f("epochs", epochs, {.meaning = "steps of gradient descent", .min = 1});
    f("learning_rate", learning_rate, {.meaning = "the size of a step", .min = 0});
    f("l2", l2, {.meaning = "the weight that holds the estimates to the first one", .min = 0});
    f("precision", precision,
      {.meaning = "how often a rule is right, as the first estimate has it", .min = 0, .max = 1});
    f("start", start, {.meaning = "descent starts from this part of the first estimate", .min = 0, .max = 1});
  }
};

struct Plan {
  votes::AnswerFields answers;
  votes::ResolvedFields resolved;
  Field gold;
  NumberTable class_balance;
  bool by_majority;
  label_model::How how;
  spill::Workspace* workspace;
};

struct Decision {
  votes::AnswerFields answers;
  votes::ResolvedFields resolved;
  std::shared_ptr<const label_model::Posterior> posterior;  // null: no label is known
};

class LabelModelMapper final : public Mapper {
 public:
  explicit LabelModelMapper(const Decision& decision)
      : decision_(decision), reader_(decision.answers), writer_(decision.resolved) {}

  Verdict map(Record& record, Context& context) override {
    if (auto reason = reader_.read(record)) return Verdict::malformed(*std::move(reason));
    if (writer_.stays(record, context)) return Verdict::keep();
    if (reader_.answers().empty() || !decision_.posterior) return writer_.write(record, context, {}, 0, {});
    decision_.posterior->of(reader_.answers(), p_);
    votes::most_probable(p_, best_);
    const std::uint32_t best = votes::draw(best_, best_.size() > 1 ? context.rng_seed(record) : 0);
    named_.clear();
    const std::vector<std::string>& labels = decision_.posterior->labels();
    for (std::size_t y = 0; y < p_.size(); ++y) named_.push_back({labels[y], p_[y]});
    return writer_.write(record, context, labels[best], p_[best], named_);
  }

 private:
  const Decision& decision_;
  votes::AnswerReader reader_;
  votes::ResolvedWriter writer_;
  std::vector<double> p_;
  std::vector<std::uint32_t> best_;
  std::vector<votes::LabelProbability> named_;
};

// The shares of `labels`. An error where class_balance leaves one out, or names one that nobody votes for.
Result<std::vector<double>> balance_of(const Plan& plan, const votes::VoteCounts& counts,
                                       const std::vector<std::string>& labels) {
  std::vector<double> balance(labels.size(), 1);
  if (plan.by_majority) {
    const std::vector<std::uint64_t> majorities = counts.majorities();
    // One more for each, so that none is impossible.
    for (std::size_t y = 0; y < labels.size(); ++y) balance[y] = static_cast<double>(majorities[y] + 1);
  }
  if (!plan.class_balance.empty()) {
    std::size_t named = 0;
    for (std::size_t y = 0; y < labels.size(); ++y) {
      const std::string name = votes::label_name(labels[y]);
      bool found = false;
      for (const auto& [key, share] : plan.class_balance)
        if (key == name) {
          balance[y] = share;
          found = true;
        }
      if (!found) return failure("class_balance says nothing of the label \"" + name + "\", which rules vote for");
      ++named;
    }
    if (named != plan.class_balance.size())
      return failure("class_balance names " + std::to_string(plan.class_balance.size()) +
                     " labels, and rules vote for " + std::to_string(named) +
                     " of them: leave out those that no rule votes for");
  }
  double sum = 0;
  for (const double share : balance) sum += share;
  for (double& share : balance) share /= sum;
  return balance;
}

class LabelModel final : public GlobalOp {
 public:
  explicit LabelModel(Plan plan) : plan_(std::move(plan)) {}

  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<label_model::VoteObserver>(*plan_.workspace, plan_.answers, plan_.gold);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    label_model::VoteObserver& observed = label_model::VoteObserver::main_of(observers);
    const votes::VoteCounts& counts = observed.totals().counts;
    Decision decision{plan_.answers, plan_.resolved, nullptr};
    if (counts.covered() == 0) {
      decider.findings().title = "Votes resolved by a label model";
      decider.findings().warnings.push_back(
          {"no rule votes for any record: none was labelled", Warning::Severity::serious});
      return map_with<LabelModelMapper>(std::move(decision));
    }
    std::vector<std::string> labels = counts.labels();
    label_model::How how = plan_.how;
    DSPREP_TRY(how.balance, balance_of(plan_, counts, labels));
    std::size_t voting = 0, last = counts.rules();
    for (const auto& item : counts.items()) {
      voting += item.rule != last;
      last = item.rule;
    }
    if (voting < 3)
      return failure("label_model tells rules apart by their agreements, and of " + std::to_string(counts.rules()) +
                     " only " + std::to_string(voting) + " ever vote: it needs three; use majority");
    DSPREP_TRY(const label_model::Model model, label_model::fit(counts, how, decider));
    decision.posterior = std::make_shared<label_model::Posterior>(model, how.balance, std::move(labels));
    DSPREP_CHECK(label_model::tell(counts, model, how.balance, *decision.posterior, observed.entries(), decider));
    return map_with<LabelModelMapper>(std::move(decision));
  }

 private:
  Plan plan_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  DSPREP_TRY(plan.answers,
             votes::AnswerFields::bind({.votes = params.votes, .abstain = params.abstain}, values, binder));
  DSPREP_TRY(plan.resolved, votes::ResolvedFields::bind(params.resolved, binder));
  if (params.gold) {
    DSPREP_TRY(plan.gold, binder.read(*params.gold));
    if (binder.pointer(plan.gold) == plan.resolved.into_pointer)
      return usage_error("gold and into name the same field: the result would be compared with itself");
  }
  for (const auto& [label, share] : params.class_balance)
    if (!(share > 0)) return usage_error("class_balance: the share of \"" + label + "\" must be above 0");
  plan.class_balance = params.class_balance;
  plan.by_majority = params.balance == "majority";
  if (plan.by_majority && !params.class_balance.empty())
    return usage_error("class_balance says how frequent labels are, and balance = \"majority\" estimates it: give one");
  plan.how = {.epochs = static_cast<std::size_t>(params.epochs),
              .learning_rate = params.learning_rate,
              .l2 = params.l2,
              .precision = params.precision,
              .start = params.start};
  plan.workspace = &binder.workspace();
  return AnyOp(std::make_unique<LabelModel>(std::move(plan)));
}

constexpr Example examples[] = {
    {"Three rules; the third contradicts the others, and weighs less", "votes = \"votes\"",
     "{\"votes\":[\"垃圾\",\"垃圾\",\"ok\"]}\n{\"votes\":[\"ok\",\"ok\",\"ok\"]}\n{\"votes\":[\"垃圾\",\"垃圾\",null]}"
     "\n"
     "{\"votes\":[\"ok\",\"ok\",\"垃圾\"]}\n{\"votes\":[null,\"垃圾\",\"ok\"]}\n{\"votes\":[null,null,null]}\n",
     "{\"votes\":[\"垃圾\",\"垃圾\",\"ok\"],\"label\":\"垃圾\"}\n{\"votes\":[\"ok\",\"ok\",\"ok\"],\"label\":\"ok\"}\n"
     "{\"votes\":[\"垃圾\",\"垃圾\",null],\"label\":\"垃圾\"}\n{\"votes\":[\"ok\",\"ok\",\"垃圾\"],\"label\":\"ok\"}\n"
     "{\"votes\":[null,\"垃圾\",\"ok\"],\"label\":\"垃圾\"}\n{\"votes\":[null,null,null]}\n"}};

constexpr std::string_view metrics[] = {"records", "covered", "overlapping", "conflicting",
                                        "labels",  "loss",    "accuracy",    "majority_accuracy"};

}  // namespace

extern const OpSpec label_label_model;
const OpSpec label_label_model = {
    .name = "label_model",
    .family = Family::label,
    .summary = "Label records with what rules vote, weighed by how reliable their agreements show them (Snorkel)",
    .details =
        R"(`votes` is a list with one label or `null` per rule, in the same order in every record. How probably each rule votes for each label, given the right one, is found from nothing but how
often votes stand together: Snorkel's label model (matrix completion), with its objective, start, steps (SGD, momentum 0.9) and rules for what the counts cannot tell. A record's label is the most probable one
given its votes, of equal ones (to 1e-12) one drawn by the record's key and `--seed`. That a rule abstains says nothing; a record without any vote gets no label. At least three rules must vote.

`class_balance` says how frequent the labels are; without it they count as equally frequent, or with `balance = "majority"` as those of the records whose majority is one label (one more for each).
`start` is what Snorkel draws from its seed: 0.5488135039273248 is its seed 0.

The report has each rule's polarity, coverage, overlaps and conflicts as Snorkel's LFAnalysis defines them, and its weight: how probably a vote of it is right, as the model sees it. Where `gold` names known labels: the
rule's accuracy, and that of the model and of majority (ties count in part). It warns where majority is better.

One more pass over the input; memory by the pairs of rule and label (8 bytes times their number squared), not by records.)",
    .source =
        "Ratner et al. 2019, Training Complex Models with Multi-Task Weak Supervision; Snorkel's LabelModel and "
        "LFAnalysis 0.10.0",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .metrics = metrics,
};

}  // namespace dsprep::ops
