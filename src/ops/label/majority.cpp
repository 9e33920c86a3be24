// majority: labels each record with what most answers say.
//
// Where a record holds its answers (answers, votes) one look at it is enough. Where each record is one answer (task),
// the answers are sorted by task first (votes/answer_entries.h), and every record looks its task up.
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/rng.h"
#include "dsprep/map_with.h"
#include "dsprep/op_spec.h"
#include "spill/ordered_number.h"
#include "spill/scan.h"
#include "spill/sorted_observer.h"
#include "spill/sorted_table.h"
#include "spill/workspace.h"
#include "votes/answer_entries.h"
#include "votes/answers.h"
#include "votes/majority.h"
#include "votes/resolved.h"

namespace dsprep::ops {
namespace {

struct Params {
  votes::AnswerParams answers;
  votes::ResolvedParams resolved;
  std::string ties = "random";
  void fields(ParamFields& f) {
    answers.fields(f);
    resolved.fields(f);
    f("ties", ties,
      {.meaning =
           "which label wins where several have the most answers: one drawn by the record's key and --seed, none, "
           "or the first in the order of their bytes",
       .choices = {"random", "abstain", "first"}});
  }
};

enum class Ties { random, abstain, first };

struct Plan {
  votes::AnswerFields answers;
  votes::ResolvedFields resolved;
  Ties ties;
  Counter tied;
  Field no_gold;  // majority measures nothing: never bound
  std::uint64_t seed;
  spill::Workspace* workspace;
};

// Which of the labels wins; nothing where nobody answered, or the tie stays.
std::optional<std::size_t> winner(const votes::Majority& majority, Ties ties, std::uint64_t seed) {
  const auto& winners = majority.winners();
  if (winners.empty()) return std::nullopt;
  if (winners.size() == 1 || ties == Ties::first) return winners.front();
  if (ties == Ties::abstain) return std::nullopt;
  return winners[base::Rng(seed).below(winners.size())];
}

// Writes what a count says into a record.
class Writer {
 public:
  explicit Writer(const Plan& plan) : plan_(plan), writer_(plan.resolved) {}
  bool stays(const Record& record, Context& context) { return writer_.stays(record, context); }
  Verdict write(Record& record, Context& context, const votes::Majority& majority, std::uint64_t seed) {
    if (majority.winners().size() > 1) context.count(plan_.tied);
    const auto won = winner(majority, plan_.ties, seed);
    if (!won) return writer_.write(record, context, {}, 0, {});
    const auto share = [&](std::uint64_t answers) {
      return static_cast<double>(answers) / static_cast<double>(majority.answers());
    };
    shares_.clear();
    for (const votes::Tally& tally : majority.tallies()) shares_.push_back({tally.label, share(tally.answers)});
    return writer_.write(record, context, shares_[*won].label, shares_[*won].probability, shares_);
  }

 private:
  const Plan& plan_;
  votes::ResolvedWriter writer_;
  std::vector<votes::LabelProbability> shares_;
};

// Of a record that holds its answers.
class ListMapper final : public Mapper {
 public:
  explicit ListMapper(const Plan& plan) : reader_(plan.answers), writer_(plan) {}

  Verdict map(Record& record, Context& context) override {
    if (auto reason = reader_.read(record)) return Verdict::malformed(*std::move(reason));
    if (writer_.stays(record, context)) return Verdict::keep();
    majority_.count(reader_.answers());
    const bool draws = majority_.winners().size() > 1;
    return writer_.write(record, context, majority_, draws ? context.rng_seed(record) : 0);
  }

 private:
  votes::AnswerReader reader_;
  votes::Majority majority_;
  Writer writer_;
};

// Of a record that is one answer: the table holds the answers' labels by task, each behind its length.
struct Decision {
  Plan plan;
  std::shared_ptr<const spill::SortedTable> tasks;
};

class TaskMapper final : public Mapper {
 public:
  explicit TaskMapper(const Decision& decision)
      : plan_(decision.plan), reader_(plan_.answers), tasks_(decision.tasks), writer_(plan_) {}

  Verdict map(Record& record, Context& context) override {
    if (auto reason = reader_.read(record)) return Verdict::malformed(*std::move(reason));
    if (writer_.stays(record, context)) return Verdict::keep();
    key_.clear();
    votes::append_task_key(key_, plan_.answers, record);
    const auto found = tasks_.find(key_);
    if (!found.ok()) return context.fail(found.error());
    answers_.clear();
    if (*found)
      for (std::string_view rest = **found; !rest.empty();) {
        const std::size_t size = spill::take_ordered(rest);
        answers_.push_back({{}, rest.substr(0, size)});
        rest.remove_prefix(size);
      }
    majority_.count(answers_);
    return writer_.write(record, context, majority_, base::mix(plan_.seed, base::hash64(key_)));
  }

 private:
  const Plan& plan_;
  votes::AnswerReader reader_;
  spill::SortedTable::Cursor tasks_;
  votes::Majority majority_;
  Writer writer_;
  std::vector<votes::Answer> answers_;
  std::string key_;
};

class MajorityOfTasks final : public GlobalOp {
 public:
  explicit MajorityOfTasks(Plan plan) : plan_(std::move(plan)) {}

  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<votes::AnswerObserver>(*plan_.workspace, plan_.answers, plan_.no_gold);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    votes::AnswerObserver& observed = votes::AnswerObserver::main_of(observers);
    spill::SortedTable::Builder tasks(*plan_.workspace, votes::task_key_size);
    std::string labels;
    const auto see = [&](std::string_view payload) -> Status {
      const votes::AnswerEntry answer = votes::read_answer(payload);
      spill::append_ordered(labels, answer.label.size());
      labels += answer.label;
      return {};
    };
    const auto close = [&](std::string_view key) -> Status {
      DSPREP_CHECK(tasks.add(key, labels));
      labels.clear();
      return {};
    };
    DSPREP_CHECK(
        spill::scan_groups(observed.entries(), votes::task_key_size, decider, "gathering answers", see, close));
    Decision decision{plan_, nullptr};
    DSPREP_TRY(decision.tasks, tasks.finish());
    return map_with<TaskMapper>(std::move(decision));
  }

 private:
  Plan plan_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  DSPREP_TRY(plan.answers, votes::AnswerFields::bind(params.answers, values, binder));
  DSPREP_TRY(plan.resolved, votes::ResolvedFields::bind(params.resolved, binder));
  plan.ties = params.ties == "random" ? Ties::random : params.ties == "abstain" ? Ties::abstain : Ties::first;
  plan.tied = binder.counter("tied");
  plan.seed = binder.seed();
  plan.workspace = &binder.workspace();
  if (plan.answers.shape == votes::Shape::tasks) return AnyOp(std::make_unique<MajorityOfTasks>(std::move(plan)));
  return map_with<ListMapper>(std::move(plan));
}

constexpr Example examples[] = {
    {"What most of the annotators say; nobody knows the third", "answers = \"answers\"\nconfidence = \"sure\"",
     "{\"answers\":[{\"annotator\":\"ann\",\"label\":\"spam\"},{\"annotator\":\"bo\",\"label\":\"spam\"},"
     "{\"annotator\":\"cy\",\"label\":\"ham\"},{\"annotator\":\"di\",\"label\":\"spam\"}]}\n"
     "{\"answers\":[{\"annotator\":\"ann\",\"label\":\"体育\"}]}\n"
     "{\"answers\":[]}\n",
     "{\"answers\":[{\"annotator\":\"ann\",\"label\":\"spam\"},{\"annotator\":\"bo\",\"label\":\"spam\"},"
     "{\"annotator\":\"cy\",\"label\":\"ham\"},{\"annotator\":\"di\",\"label\":\"spam\"}],\"label\":\"spam\",\"sure\":"
     "0.75}\n"
     "{\"answers\":[{\"annotator\":\"ann\",\"label\":\"体育\"}],\"label\":\"体育\",\"sure\":1}\n"
     "{\"answers\":[]}\n"},
    {"Votes of rules, some of which abstain; ties stay open",
     "votes = \"votes\"\nabstain = \"-1\"\nties = \"abstain\"\nprobabilities = \"p\"",
     "{\"votes\":[1,-1,1,0]}\n{\"votes\":[0,null,1,-1]}\n",
     "{\"votes\":[1,-1,1,0],\"label\":1,\"p\":{\"0\":0.3333333333333333,\"1\":0.6666666666666666}}\n"
     "{\"votes\":[0,null,1,-1]}\n"},
    {"Each record is one answer; every record of a task gets the label",
     "task = \"q\"\nannotator = \"who\"\nanswer = \"said\"\ninto = \"majority\"",
     "{\"q\":1,\"who\":\"ann\",\"said\":\"yes\"}\n{\"q\":2,\"who\":\"ann\",\"said\":\"no\"}\n"
     "{\"q\":1,\"who\":\"bo\",\"said\":\"yes\"}\n{\"q\":1,\"who\":\"cy\",\"said\":\"no\"}\n",
     "{\"q\":1,\"who\":\"ann\",\"said\":\"yes\",\"majority\":\"yes\"}\n"
     "{\"q\":2,\"who\":\"ann\",\"said\":\"no\",\"majority\":\"no\"}\n"
     "{\"q\":1,\"who\":\"bo\",\"said\":\"yes\",\"majority\":\"yes\"}\n"
     "{\"q\":1,\"who\":\"cy\",\"said\":\"no\",\"majority\":\"yes\"}\n"},
};

}  // namespace

extern const OpSpec label_majority;
const OpSpec label_majority = {
    .name = "majority",
    .family = Family::label,
    .summary = "Label records with what most answers of people or rules say",
    .details =
        R"(Answers stand in a list of `{"annotator": …, "label": …}` (`answers`), in a list with one label or `null` per rule (`votes`), or each record is one answer to a
task (`task`, `annotator`, `answer`); then every record of the task gets the label. A label is a text, a number, `true` or `false`; `null` is no answer. An annotator who
answers twice counts twice.

A tie is broken by the key of the record (`--id`, or its content) and `--seed`, so that neither order nor shards matter; of a task by the task. Where nobody has answered, nothing is written: such records are counted
as `unknown`. `confidence` and `probabilities` are shares of the answers. A record that has a label already keeps it, unless `overwrite`.

Each record by itself; with `task` one more pass over the input, whose answers are sorted in memory up to `--memory`, then on disk.)",
    .source =
        "Snorkel's MajorityLabelVoter 0.10.0 and Crowd-Kit's MajorityVote 1.2.1, but for ties, which those break by "
        "the row's number",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .idempotent = true,
};

}  // namespace dsprep::ops
