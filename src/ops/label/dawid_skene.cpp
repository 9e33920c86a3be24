// dawid_skene: labels records with what several annotators answered, each weighed by how reliable the answers show
// them.
//
// The observer notes every answer, sorted by task (votes/answer_entries.h); the decision reads them into a matrix
// (dawid_skene/answer_matrix.h), fits the model (dawid_skene/em.h) and tells what it found. Every record looks its
// task's probabilities up (votes/task_table.h).
#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/op_spec.h"
#include "ops/label/dawid_skene/answer_matrix.h"
#include "ops/label/dawid_skene/em.h"
#include "ops/label/dawid_skene/tell.h"
#include "spill/sorted_observer.h"
#include "spill/sorted_table.h"
#include "spill/workspace.h"
#include "votes/answer_entries.h"
#include "votes/answers.h"
#include "votes/resolved.h"
#include "votes/task_table.h"

namespace dsprep::ops {
namespace {

struct Params {
  votes::AnswerParams answers;
  votes::ResolvedParams resolved;
  std::optional<std::string> gold;
  std::int64_t max_iterations = 1000;
  double tolerance = 1e-7;
  void fields(ParamFields& f) {
    answers.fields(f);
    resolved.fields(f);
    f("gold", gold,
      {.meaning = "a field with the right label, where it is known: the report says how often the result and majority "
                  "agree with it",
       .field = true});
    f("max_iterations", max_iterations, {.meaning = "rounds of expectation maximization, at most", .min = 1});
    f("tolerance", tolerance,
      {.meaning = "it has converged where a round raises the log-likelihood by less than this part of it",
       .min = 0,
       .max = 1});
  }
};

struct Plan {
  votes::AnswerFields answers;
  votes::ResolvedFields resolved;
  Field gold;
  std::size_t max_iterations;
  double tolerance;
  std::uint64_t seed;
  spill::Workspace* workspace;
};

class DawidSkene final : public GlobalOp {
 public:
  explicit DawidSkene(Plan plan) : plan_(std::move(plan)) {}

  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<votes::AnswerObserver>(*plan_.workspace, plan_.answers, plan_.gold);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    DSPREP_TRY(dawid_skene::AnswerMatrix matrix,
               dawid_skene::read_answers(votes::AnswerObserver::main_of(observers).entries(), decider));
    DSPREP_TRY(const dawid_skene::Fit fit, dawid_skene::fit(matrix, plan_.max_iterations, plan_.tolerance, decider));
    dawid_skene::tell(matrix, fit, decider.findings());
    spill::SortedTable::Builder tasks(*plan_.workspace, votes::task_key_size);
    std::string value;
    std::vector<std::uint32_t> best;
    for (std::size_t task = 0; task < matrix.tasks(); ++task) {
      value.clear();
      fit.best_labels(matrix, task, best);
      votes::append_row(value, best,
                        std::span(fit.posterior).subspan(task * matrix.labels.size(), matrix.labels.size()));
      DSPREP_CHECK(tasks.add(matrix.keys[task], value));
    }
    votes::TaskDecision decision{plan_.answers, plan_.resolved, std::move(matrix.labels), nullptr, plan_.seed};
    DSPREP_TRY(decision.tasks, tasks.finish());
    return map_with<votes::TaskMapper>(std::move(decision));
  }

 private:
  Plan plan_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  DSPREP_TRY(plan.answers, votes::AnswerFields::bind(params.answers, values, binder));
  DSPREP_TRY(plan.resolved, votes::ResolvedFields::bind(params.resolved, binder));
  if (params.gold) {
    DSPREP_TRY(plan.gold, binder.read(*params.gold));
    if (binder.pointer(plan.gold) == plan.resolved.into_pointer)
      return usage_error("gold and into name the same field: the result would be compared with itself");
  }
  plan.max_iterations = static_cast<std::size_t>(params.max_iterations);
  plan.tolerance = params.tolerance;
  plan.seed = binder.seed();
  plan.workspace = &binder.workspace();
  return AnyOp(std::make_unique<DawidSkene>(std::move(plan)));
}

constexpr Example examples[] = {
    {"Two who agree with each other are believed, against one who says yes to everything",
     "answers = \"a\"\nmax_iterations = 20",
     "{\"a\":[{\"annotator\":\"安\",\"label\":\"no\"},{\"annotator\":\"波\",\"label\":\"no\"},{\"annotator\":\"yes-"
     "man\",\"label\":\"yes\"}]}\n"
     "{\"a\":[{\"annotator\":\"安\",\"label\":\"yes\"},{\"annotator\":\"波\",\"label\":\"yes\"},{\"annotator\":\"yes-"
     "man\",\"label\":\"yes\"}]}\n"
     "{\"a\":[{\"annotator\":\"安\",\"label\":\"no\"},{\"annotator\":\"波\",\"label\":\"no\"},{\"annotator\":\"yes-"
     "man\",\"label\":\"yes\"}]}\n"
     "{\"a\":[{\"annotator\":\"安\",\"label\":\"no\"},{\"annotator\":\"yes-man\",\"label\":\"yes\"}]}\n",
     "{\"a\":[{\"annotator\":\"安\",\"label\":\"no\"},{\"annotator\":\"波\",\"label\":\"no\"},{\"annotator\":\"yes-"
     "man\",\"label\":\"yes\"}],\"label\":\"no\"}\n"
     "{\"a\":[{\"annotator\":\"安\",\"label\":\"yes\"},{\"annotator\":\"波\",\"label\":\"yes\"},{\"annotator\":\"yes-"
     "man\",\"label\":\"yes\"}],\"label\":\"yes\"}\n"
     "{\"a\":[{\"annotator\":\"安\",\"label\":\"no\"},{\"annotator\":\"波\",\"label\":\"no\"},{\"annotator\":\"yes-"
     "man\",\"label\":\"yes\"}],\"label\":\"no\"}\n"
     "{\"a\":[{\"annotator\":\"安\",\"label\":\"no\"},{\"annotator\":\"yes-man\",\"label\":\"yes\"}],\"label\":\"no\"}"
     "\n"}};

constexpr std::string_view metrics[] = {
    "tasks",    "answers",          "annotators", "labels", "iterations", "log_likelihood", "agrees_with_majority",
    "accuracy", "majority_accuracy"};

}  // namespace

extern const OpSpec label_dawid_skene;
const OpSpec label_dawid_skene = {
    .name = "dawid_skene",
    .family = Family::label,
    .summary = "Label records with what several annotators answered, weighed by their reliability (Dawid and Skene)",
    .details =
        R"(Every annotator has a confusion matrix: how probably they answer l where k is true. Matrices, shares of the labels and the probabilities of every task's labels are found together by
expectation maximization: it starts from the shares of the answers, and stops where the observed log-likelihood rises by less than `tolerance` of its size, or after `max_iterations`
(then the report warns). Probabilities below 1e-10 count as 1e-10.

Where the answers stand, and what is written, is as in `majority`. The label is the most probable one, of equal ones (to 1e-12) the one with the most answers, then one
drawn by the record's key and `--seed`. Records without any answer get none. With
`votes` an annotator is a rule, and that a rule abstains says nothing: of rules that mostly abstain `label_model` makes more.

The report has majority beside, each annotator's answers and reliability (how probably an answer of theirs is right), and where `gold` names known labels the accuracy of both; majority's ties count in part.

Needs one more pass over the input; the answers take 16 bytes each in memory, and 16 bytes times labels squared for each annotator: an error where that is more than `--memory`, and more than 64 MiB.)",
    .source = "Dawid and Skene 1979, Maximum Likelihood Estimation of Observer Error-Rates Using the EM Algorithm",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .cost = Cost::light,
    .metrics = metrics,
};

}  // namespace dsprep::ops
