// score: compares predictions with what is right: labels with labels, translations with references.
//
// One pass; what is counted of a record are whole numbers (score/classification.h, score/translation.h), so the scores
// are exact whatever the order, the shards and the threads.
#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "ops/report/score/bleu_tokens.h"
#include "ops/report/score/classification.h"
#include "ops/report/score/tell.h"
#include "ops/report/score/translation.h"
#include "spill/sketches.h"
#include "spill/sorted_observer.h"
#include "spill/sorter.h"
#include "spill/workspace.h"
#include "votes/answers.h"

namespace dsprep::ops {
namespace {

using namespace score;

struct Params {
  std::string task;
  std::string label = "label", prediction = "prediction", hypothesis = "hypothesis", reference = "reference";
  std::string tokenizer = "13a";
  bool lowercase = false;
  void fields(ParamFields& f) {
    f("task", task, {.meaning = "what is scored", .choices = {"classification", "translation"}, .required = true});
    f("label", label, {.meaning = "classification: the field with the right label, or a list of them", .field = true});
    f("prediction", prediction,
      {.meaning = "classification: the field with the predicted label, or a list of them", .field = true});
    f("hypothesis", hypothesis, {.meaning = "translation: the field with the text that is scored", .field = true});
    f("reference", reference,
      {.meaning = "translation: the field with the right text, or a list of texts that are all right", .field = true});
    f("tokenizer", tokenizer,
      {.meaning = "translation: how BLEU cuts texts into words; zh for Chinese",
       .choices = {"13a", "intl", "zh", "char", "none"}});
    f("lowercase", lowercase, {.meaning = "translation: whether upper and lower case are the same"});
  }
};

struct Plan {
  bool translation;
  Field first, second;  // label and prediction; hypothesis and reference
  std::string first_pointer, second_pointer;
  std::string tokenizer;
  bool lowercase;
  spill::Workspace* workspace;
};

// Reads one record; why it is malformed.
class LabelReader {
 public:
  explicit LabelReader(const Plan& plan) : plan_(plan) {}
  std::optional<std::string> read(const Record& record) {
    if (auto reason = read_one(record, plan_.first, plan_.first_pointer, right)) return reason;
    if (auto reason = read_one(record, plan_.second, plan_.second_pointer, predicted)) return reason;
    lists = record.type(plan_.first) == FieldType::array;
    if (lists != (record.type(plan_.second) == FieldType::array))
      return "of " + plan_.first_pointer + " and " + plan_.second_pointer + " one is a list, the other is not";
    return std::nullopt;
  }
  std::vector<std::string> right, predicted;  // names
  bool lists = false;

 private:
  std::optional<std::string> read_one(const Record& record, Field field, const std::string& pointer,
                                      std::vector<std::string>& names) {
    names.clear();
    const Value value = record.value(field);
    if (value.type() != FieldType::array) {
      const auto label = votes::canonical_label(value, scratch_);
      if (!label) return wrong_type(pointer, value.type(), "a label (text, number, boolean) or a list of them");
      names.push_back(votes::label_name(*label));
      return std::nullopt;
    }
    for (Value::Elements it = value.elements(); it.next();) {
      const auto label = votes::canonical_label(it.value(), scratch_);
      if (!label) return wrong_type("of an element of " + pointer, it.value().type(), "text, number or boolean");
      names.push_back(votes::label_name(*label));
    }
    return std::nullopt;
  }
  const Plan& plan_;
  std::string scratch_;
};

class TextReader {
 public:
  explicit TextReader(const Plan& plan) : plan_(plan) {}
  std::optional<std::string> read(const Record& record) {
    const auto text = record.text(plan_.first);
    if (!text) return wrong_type(plan_.first_pointer, record.type(plan_.first), "text");
    hypothesis = *text;
    references.clear();
    const Value value = record.value(plan_.second);
    if (value.type() == FieldType::array) {
      scratch_.resize(std::max(scratch_.size(), value.size()));
      for (Value::Elements it = value.elements(); it.next();) {
        const auto reference = it.value().text(scratch_[references.size()]);
        if (!reference) return "an element of " + wrong_type(plan_.second_pointer, it.value().type(), "text").substr(6);
        references.push_back(*reference);
      }
      if (references.empty()) return "field " + plan_.second_pointer + " is an empty list: there is no reference";
      return std::nullopt;
    }
    const auto reference = record.text(plan_.second);
    if (!reference) return wrong_type(plan_.second_pointer, value.type(), "text or a list of texts");
    references.push_back(*reference);
    return std::nullopt;
  }
  std::string_view hypothesis;
  std::vector<std::string_view> references;

 private:
  const Plan& plan_;
  std::deque<std::string> scratch_;
};

class ScoreExtractor {
 public:
  struct Totals {
    ClassificationTotals classification;
    TranslationTotals translation;
    spill::ValueCounts unscored = spill::ValueCounts();  // records, by reason
    auto all() { return std::tie(classification, translation, unscored); }
  };
  explicit ScoreExtractor(const Plan& plan)
      : plan_(plan), labels_(plan), texts_(plan), counter_(*bleu_tokenizer(plan.tokenizer), plan.lowercase) {}

  Status extract(const Record& record, Totals& totals, spill::Sorter&) {
    if (plan_.translation) {
      if (auto reason = texts_.read(record)) totals.unscored.add(*reason);
      else counter_.count(texts_.hypothesis, texts_.references, totals.translation);
      return {};
    }
    if (auto reason = labels_.read(record)) {
      totals.unscored.add(*reason);
      return {};
    }
    ClassificationTotals& counts = totals.classification;
    if (labels_.lists) counts.count(labels_.right, labels_.predicted);
    else counts.count(labels_.right.front(), labels_.predicted.front());
    if (counts.pairs.size() > ClassificationTotals::most_pairs)
      return failure("more than " + std::to_string(ClassificationTotals::most_pairs) +
                     " different pairs of right and predicted label: these are hardly labels");
    return {};
  }

 private:
  const Plan& plan_;
  LabelReader labels_;
  TextReader texts_;
  TranslationCounter counter_;
};
using ScoreObserver = spill::SortedObserver<ScoreExtractor>;

class Score final : public GlobalOp {
 public:
  explicit Score(Plan plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<ScoreObserver>(*plan_.workspace, plan_);
  }
  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    auto& totals = ScoreObserver::main_of(observers).totals();
    if (plan_.translation) {
      tell_translation(totals.translation, plan_.tokenizer, plan_.lowercase, decider.findings());
    } else {
      if (totals.classification.lists > 0 && totals.classification.lists < totals.classification.records)
        return failure("some records have one label in " + plan_.first_pointer + ", others a list: write one of them");
      tell_classification(totals.classification, decider.findings());
    }
    tell_unscored(totals.unscored, decider.findings());
    return keep_all();
  }

 private:
  Plan plan_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  plan.translation = params.task == "translation";
  for (const auto& [name, value] : values) {
    const bool of_labels = name == "label" || name == "prediction";
    const bool of_texts = name == "hypothesis" || name == "reference" || name == "tokenizer" || name == "lowercase";
    if (value.set() && ((plan.translation && of_labels) || (!plan.translation && of_texts)))
      return usage_error(name + " is for task = \"" + (of_labels ? "classification" : "translation") + "\"");
  }
  DSPREP_TRY(plan.first, binder.read(plan.translation ? params.hypothesis : params.label));
  DSPREP_TRY(plan.second, binder.read(plan.translation ? params.reference : params.prediction));
  plan.first_pointer = binder.pointer(plan.first);
  plan.second_pointer = binder.pointer(plan.second);
  if (plan.first_pointer == plan.second_pointer)
    return usage_error("\"" + plan.first_pointer + "\" would be compared with itself: name two fields");
  for (const std::string* pointer : {&plan.first_pointer, &plan.second_pointer})
    if (pointer->find('*') != std::string::npos)
      return usage_error("\"" + *pointer + "\" names several places: give the list itself");
  plan.tokenizer = params.tokenizer;
  plan.lowercase = params.lowercase;
  plan.workspace = &binder.workspace();
  return AnyOp(std::make_unique<Score>(std::move(plan)));
}

constexpr Example examples[] = {
    {"Labels: the report has accuracy, F1 and more; the records stay as they are", "task = \"classification\"",
     "{\"label\":\"体育\",\"prediction\":\"体育\"}\n{\"label\":\"财经\",\"prediction\":\"体育\"}\n",
     "{\"label\":\"体育\",\"prediction\":\"体育\"}\n{\"label\":\"财经\",\"prediction\":\"体育\"}\n"},
    {"Texts against one reference or several: BLEU, chrF and chrF++",
     "task = \"translation\"\nhypothesis = \"hyp\"\nreference = \"ref\"\ntokenizer = \"zh\"",
     "{\"hyp\":\"今天天气很好\",\"ref\":[\"今天天气不错\",\"今天天气很好。\"]}\n",
     "{\"hyp\":\"今天天气很好\",\"ref\":[\"今天天气不错\",\"今天天气很好。\"]}\n"}};

constexpr std::string_view metrics[] = {"score.records",
                                        "score.unscored",
                                        "score.accuracy",
                                        "score.macro_precision",
                                        "score.macro_recall",
                                        "score.macro_f1",
                                        "score.micro_precision",
                                        "score.micro_recall",
                                        "score.micro_f1",
                                        "score.weighted_precision",
                                        "score.weighted_recall",
                                        "score.weighted_f1",
                                        "score.balanced_accuracy",
                                        "score.mcc",
                                        "score.kappa",
                                        "score.hamming_loss",
                                        "score.f1.*",
                                        "score.bleu",
                                        "score.chrf",
                                        "score.chrf++",
                                        "score.brevity_penalty",
                                        "score.exact_match"};

}  // namespace

extern const OpSpec report_score;
const OpSpec report_score = {
    .name = "score",
    .family = Family::report,
    .summary = "Score predictions against what is right: accuracy, F1 and their kind, BLEU, chrF",
    .details =
        R"(**classification**: `label` and `prediction` are a text, a number, `true` or `false`, or both lists of them. Metrics: `score.accuracy` (of lists: all labels right), `score.macro_f1`, `score.micro_f1`,
`score.weighted_f1` with their precisions and recalls, `score.f1.LABEL`; of single labels `score.balanced_accuracy`, `score.mcc`, `score.kappa`; of lists `score.hamming_loss`. What is divided by zero is 0. Labels that
are predicted but never right count in the macro averages, as in scikit-learn. The report has a table by label, and the confusion matrix of the 30 most frequent ones.

**translation**: `hypothesis` against `reference`, a text or a list of texts. Metrics: `score.bleu` (corpus BLEU, four orders, smoothing exp, the closest reference length; the signature is in the report), `score.chrf`
(beta 2, six orders of characters) and `score.chrf++` (two of words beside), all 0 to 100; `score.exact_match`: the share equal to a reference but for white space at the ends. Scores of different tokenizers cannot be
compared.

A record that lacks a field, or has something else there, is not scored: `score.unscored` counts such records, and the report warns and says why. All figures are exact, and the same for any order of records and number of threads.)",
    .source =
        "scikit-learn 1.9.1 (metrics); Papineni et al. 2002, Popović 2015 and 2017, as in sacreBLEU 2.6.0 (Post 2018)",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .metrics = metrics,
};

}  // namespace dsprep::ops
