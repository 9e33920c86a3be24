// agreement: how far annotators agree, beyond what chance would give.
//
// The observer notes every answer, sorted by item (votes/answer_entries.h); one look at them counts which labels stand
// together (agreement/coefficients.h), and what each annotator says beside the others.
#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/human.h"
#include "dsprep/map_with.h"
#include "dsprep/op_spec.h"
#include "ops/label/agreement/coefficients.h"
#include "spill/scan.h"
#include "spill/sorted_observer.h"
#include "spill/workspace.h"
#include "votes/answer_entries.h"
#include "votes/answers.h"
#include "votes/numbered_texts.h"

namespace dsprep::ops {
namespace {

using namespace agreement;

struct Params {
  votes::AnswerParams answers;
  std::string level = "nominal";
  std::optional<double> min_alpha;
  void fields(ParamFields& f) {
    answers.fields(f);
    f("level", level,
      {.meaning =
           "what labels are for Krippendorff's alpha: names, ranks, numbers with a meaningful difference, numbers "
           "with a meaningful zero",
       .choices = {"nominal", "ordinal", "interval", "ratio"}});
    f("min_alpha", min_alpha,
      {.meaning = "a gate: the least alpha, below which the exit code is 3", .min = -1, .max = 1});
  }
};

struct Plan {
  votes::AnswerFields answers;
  Field no_gold;  // nothing is compared with gold: never bound
  Level level;
  std::optional<double> min_alpha;
  spill::Workspace* workspace;
};

// All records stay; what is no answer is malformed.
class AnswersMapper final : public Mapper {
 public:
  explicit AnswersMapper(const Plan& plan) : reader_(plan.answers) {}
  Verdict map(Record& record, Context&) override {
    if (auto reason = reader_.read(record)) return Verdict::malformed(*std::move(reason));
    return Verdict::keep();
  }

 private:
  votes::AnswerReader reader_;
};

// Labels in order: numbers by value, others by their bytes.
struct Labels {
  std::vector<std::uint32_t> place;  // by number as it came
  std::vector<double> values;        // by place; empty where not all are numbers
  std::vector<std::string> names;    // by place
};

std::optional<double> number_of(const std::string& canonical) {
  const Value value(canonical);
  if (const auto number = value.number()) return number;
  const auto text = value.text();
  return text && !validate_json(*text) ? Value(*text).number() : std::nullopt;
}

Labels order(const votes::NumberedTexts& texts) {
  Labels labels;
  std::vector<std::pair<double, std::uint32_t>> by_value;
  bool numbers = true;
  for (std::uint32_t i = 0; i < texts.size(); ++i) {
    const auto number = number_of(texts.text(i));
    numbers &= number.has_value();
    by_value.emplace_back(number.value_or(0), i);
  }
  labels.place.resize(texts.size());
  labels.names.resize(texts.size());
  if (numbers) std::sort(by_value.begin(), by_value.end());
  const std::vector<std::uint32_t> ranks = texts.ranks();
  for (std::uint32_t i = 0; i < texts.size(); ++i) {
    const std::uint32_t number = numbers ? by_value[i].second : i;
    labels.place[number] = numbers ? i : ranks[i];
    labels.names[labels.place[number]] = votes::label_name(texts.text(number));
  }
  if (numbers)
    for (const auto& [value, number] : by_value) labels.values.push_back(value);
  return labels;
}

constexpr std::size_t most_labels = 2000, most_pairs = 2000, most_rows = 100;

// An annotator beside the others.
struct Annotator {
  std::uint64_t answers = 0, beside = 0;  // beside: other answers to the same items
  std::uint64_t agreeing = 0;             // of those, the same label
};

class Agreement final : public GlobalOp {
 public:
  explicit Agreement(Plan plan) : plan_(std::move(plan)) {}

  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<votes::AnswerObserver>(*plan_.workspace, plan_.answers, plan_.no_gold);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    // Items as numbers first: labels can be put in order only when all are known.
    votes::NumberedTexts labels, annotators;
    std::vector<std::uint32_t> label, annotator;
    std::vector<std::uint64_t> begin = {0};
    const auto see = [&](std::string_view payload) -> Status {
      const votes::AnswerEntry answer = votes::read_answer(payload);
      label.push_back(labels.number(answer.label));
      annotator.push_back(annotators.number(answer.annotator));
      return {};
    };
    const auto close = [&](std::string_view) -> Status {
      begin.push_back(label.size());
      const std::uint64_t held = label.size() * 8 + begin.size() * 8;
      if (held > std::max<std::uint64_t>(decider.memory_budget(), 64u << 20))
        return failure("agreement holds all answers in memory, and " + base::format_count(label.size()) +
                       " of them are more than --memory: raise it");
      return {};
    };
    DSPREP_CHECK(spill::scan_groups(votes::AnswerObserver::main_of(observers).entries(), votes::task_key_size, decider,
                                    "gathering answers", see, close));
    if (labels.size() > most_labels)
      return failure("the answers have " + base::format_count(labels.size()) + " different labels, more than " +
                     base::format_count(most_labels) + ": they are hardly labels");
    const Labels known = order(labels);
    if (known.values.empty() && labels.size() > 0 && (plan_.level == Level::interval || plan_.level == Level::ratio))
      return failure("level is for numbers, and not all labels are: use nominal or ordinal");
    for (std::uint32_t& number : label) number = known.place[number];
    tell(known, annotators, label, annotator, begin, decider.findings());
    return map_with<AnswersMapper>(plan_);
  }

 private:
  void tell(const Labels& labels, const votes::NumberedTexts& names, const std::vector<std::uint32_t>& label,
            const std::vector<std::uint32_t>& annotator, const std::vector<std::uint64_t>& begin,
            Findings& findings) const;

  Plan plan_;
};

void Agreement::tell(const Labels& labels, const votes::NumberedTexts& names, const std::vector<std::uint32_t>& label,
                     const std::vector<std::uint32_t>& annotator, const std::vector<std::uint64_t>& begin,
                     Findings& findings) const {
  Coincidences counted(labels.names.size());
  std::vector<Annotator> each(names.size());
  const std::vector<std::uint32_t> ranks = names.ranks();
  std::map<std::pair<std::uint32_t, std::uint32_t>, Confusion> pairs;  // by rank, the smaller first
  std::vector<std::uint32_t> counts(labels.names.size());
  for (std::size_t item = 0; item + 1 < begin.size(); ++item) {
    std::fill(counts.begin(), counts.end(), 0);
    for (std::uint64_t i = begin[item]; i < begin[item + 1]; ++i) ++counts[label[i]];
    counted.add(counts);
    const std::uint64_t answers = begin[item + 1] - begin[item];
    for (std::uint64_t i = begin[item]; i < begin[item + 1]; ++i) {
      Annotator& who = each[annotator[i]];
      ++who.answers;
      who.beside += answers - 1;
      who.agreeing += counts[label[i]] - 1;
      for (std::uint64_t j = begin[item]; j < i && names.size() * (names.size() - 1) / 2 <= most_pairs; ++j) {
        auto a = std::pair(ranks[annotator[i]], label[i]), b = std::pair(ranks[annotator[j]], label[j]);
        if (a.first == b.first) continue;
        if (a.first > b.first) std::swap(a, b);
        Confusion& pair = pairs.try_emplace({a.first, b.first}, labels.names.size()).first->second;
        ++pair.cells[a.second * pair.size + b.second];
      }
    }
  }
  findings.title = "Agreement of annotators";
  const auto metric = [&](const char* name, std::optional<double> value) {
    if (value) findings.metrics.push_back({name, *value});
  };
  metric("items", static_cast<double>(counted.items()));
  metric("pairable_items", static_cast<double>(counted.pairable()));
  metric("annotators", static_cast<double>(names.size()));
  metric("labels", static_cast<double>(labels.names.size()));
  metric("percent", counted.percent());
  metric("fleiss", counted.fleiss());
  metric("gwet_ac1", counted.gwet());
  const std::optional<double> alpha = counted.krippendorff(plan_.level, labels.values);
  if (alpha) {
    findings.metrics.push_back({"alpha", *alpha});
    findings.metrics.back().at_least = plan_.min_alpha;
  } else {
    findings.warnings.push_back({"agreement cannot be told: no item has two answers, or all answers are one label",
                                 Warning::Severity::serious});
  }
  if (pairs.size() == 1 && names.size() == 2) {
    const Confusion& pair = pairs.begin()->second;
    metric("cohen", pair.cohen(Confusion::Weights::none));
    metric("cohen_linear", pair.cohen(Confusion::Weights::linear));
    metric("cohen_quadratic", pair.cohen(Confusion::Weights::quadratic));
  }
  using Kind = Column::Kind;
  std::vector<std::string> sorted = names.sorted();
  Finding table{"annotators",
                "Annotators beside the others",
                "",
                Finding::Chart::none,
                {"annotator", {"answers", Kind::count}, {"share agreeing with another answer", Kind::share}}};
  std::vector<std::uint32_t> by_rank(names.size());
  for (std::uint32_t i = 0; i < names.size(); ++i) by_rank[ranks[i]] = i;
  std::stable_sort(by_rank.begin(), by_rank.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return each[a].answers > each[b].answers; });
  if (by_rank.size() > most_rows) {
    table.note =
        "The " + std::to_string(most_rows) + " with the most answers, of " + base::format_count(by_rank.size()) + ".";
    by_rank.resize(most_rows);
  }
  for (const std::uint32_t i : by_rank)
    table.rows.push_back(
        {names.text(i), static_cast<std::int64_t>(each[i].answers),
         each[i].beside > 0 ? Finding::Cell(static_cast<double>(each[i].agreeing) / static_cast<double>(each[i].beside))
                            : Finding::Cell(std::string("alone"))});
  findings.sections.push_back(std::move(table));
  Finding of_pairs{
      "pairs", "Cohen's kappa by pair", "", Finding::Chart::none, {"first", "second", {"items", Kind::count}, "kappa"}};
  for (const auto& [who, pair] : pairs) {
    std::uint64_t items = 0;
    for (const std::uint64_t n : pair.cells) items += n;
    const auto kappa = pair.cohen(Confusion::Weights::none);
    of_pairs.rows.push_back({sorted[who.first], sorted[who.second], static_cast<std::int64_t>(items),
                             kappa ? Finding::Cell(*kappa) : Finding::Cell(std::string("one label"))});
  }
  if (names.size() * (names.size() - 1) / 2 > most_pairs)
    of_pairs.note = "Left out: there are more than " + base::format_count(most_pairs) + " pairs.";
  findings.sections.push_back(std::move(of_pairs));
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  DSPREP_TRY(plan.answers, votes::AnswerFields::bind(params.answers, values, binder));
  plan.level = params.level == "nominal"    ? Level::nominal
               : params.level == "ordinal"  ? Level::ordinal
               : params.level == "interval" ? Level::interval
                                            : Level::ratio;
  plan.min_alpha = params.min_alpha;
  plan.workspace = &binder.workspace();
  return AnyOp(std::make_unique<Agreement>(std::move(plan)));
}

constexpr Example examples[] = {
    {"Two annotators of three texts: the report has the coefficients, the records stay", "answers = \"a\"",
     "{\"text\":\"好\",\"a\":[{\"annotator\":\"安\",\"label\":\"pos\"},{\"annotator\":\"波\",\"label\":\"pos\"}]}\n"
     "{\"text\":\"坏\",\"a\":[{\"annotator\":\"安\",\"label\":\"neg\"},{\"annotator\":\"波\",\"label\":\"neg\"}]}\n"
     "{\"text\":\"行\",\"a\":[{\"annotator\":\"安\",\"label\":\"pos\"},{\"annotator\":\"波\",\"label\":\"neg\"}]}\n",
     "{\"text\":\"好\",\"a\":[{\"annotator\":\"安\",\"label\":\"pos\"},{\"annotator\":\"波\",\"label\":\"pos\"}]}\n"
     "{\"text\":\"坏\",\"a\":[{\"annotator\":\"安\",\"label\":\"neg\"},{\"annotator\":\"波\",\"label\":\"neg\"}]}\n"
     "{\"text\":\"行\",\"a\":[{\"annotator\":\"安\",\"label\":\"pos\"},{\"annotator\":\"波\",\"label\":\"neg\"}]}\n"}};

constexpr std::string_view metrics[] = {"items",   "pairable_items", "annotators",     "labels",
                                        "percent", "fleiss",         "gwet_ac1",       "alpha",
                                        "cohen",   "cohen_linear",   "cohen_quadratic"};

}  // namespace

extern const OpSpec label_agreement;
const OpSpec label_agreement = {
    .name = "agreement",
    .family = Family::label,
    .summary = "Measure how far annotators agree: Cohen, Fleiss, Krippendorff, Gwet",
    .details =
        R"(Where the answers stand is as in `majority`: a list of answers, a list of votes, or one record an answer. No record changes. Metrics:

- `percent`: the mean share of pairs of answers to an item that agree. `fleiss`: Fleiss' kappa, where items may differ in their number of answers. `gwet_ac1`: Gwet's AC1.
- `alpha`: Krippendorff's alpha. `level` says what labels are: `nominal` names, `ordinal` ranks (numbers by value, others by their bytes), `interval` or `ratio` numbers (texts that are numbers count as such).
  Items with one answer count for nothing but `gwet_ac1`'s shares. With `min_alpha` it is a gate.
- `cohen`, `cohen_linear`, `cohen_quadratic`: of exactly two annotators; weights go by the places of the labels in order. The report has Cohen's kappa of every pair, where there are at most 2,000 pairs.
- A table of annotators: how often another answer to the same item agrees with theirs.

What cannot be told (no item with two answers, one label everywhere) is left out, with a warning. An annotator who answers twice counts twice. No intervals are given.

One more pass over the input; answers take 16 bytes each in memory: an error where that is more than `--memory`, and more than 64 MiB.)",
    .source = "Cohen 1960, 1968; Fleiss 1971; Krippendorff 2004, Content Analysis; Gwet 2008",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .metrics = metrics,
};

}  // namespace dsprep::ops
