// mix: draws from several sources in proportions that weights, their sizes or a budget decide (mix/mix_rule.h).
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/spell.h"
#include "dsprep/op_spec.h"
#include "dsprep/value.h"
#include "ops/split/mix/mix_rule.h"
#include "split/draw.h"
#include "split/draw_step.h"
#include "split/record_class.h"
#include "split/record_key.h"

namespace dsprep::ops {
namespace {

using mix::Exhausted;
using mix::Method;
using mix::MixHow;

struct Params {
  NumberTable weights;
  std::string method = "weights";
  std::optional<double> temperature, cap;
  std::string unit = "records";
  std::optional<double> size;
  std::optional<std::string> exhausted;
  std::optional<std::int64_t> max_epochs;
  std::optional<std::string> by, source_field, licence_field;
  std::vector<std::string> parts;
  void fields(ParamFields& f) {
    f("weights", weights,
      {.meaning = "weight of each source by its name, in proportion to the others; default: those of [[source]]",
       .min = 0,
       .max = 1e15});
    f("method", method,
      {.meaning = "weights: as given; temperature: size^(1/temperature); unimax: the same of each, as far as "
                  "max_epochs goes",
       .choices = {"weights", "temperature", "unimax"}});
    f("temperature", temperature,
      {.meaning = "1: in proportion to the sizes; higher: more even (needed by that method)", .min = 0.01, .max = 1e6});
    f("cap", cap, {.meaning = "with temperature: a larger source counts as if it had this size", .min = 1});
    f("unit", unit,
      {.meaning = "what sizes and shares are of: records, or bytes of text", .choices = {"records", "bytes"}});
    f("size", size,
      {.meaning = "size of the mix, in the unit; default: as large as `exhausted` lets it be", .min = 1, .max = 1e15});
    f("exhausted", exhausted,
      {.meaning = "when a source has been used max_epochs times; stop (default): the mix ends; cycle: it starts again, "
                  "any number of times; renormalize (unimax): it drops out, and the others go on in proportion",
       .choices = {"stop", "cycle", "renormalize"}});
    f("max_epochs", max_epochs,
      {.meaning = "how often a record is written at most (default 1; cycle has no such limit)",
       .min = 1,
       .max = static_cast<double>(split::Draw::most_times)});
    f("by", by, {.meaning = "a field whose values are the sources, instead of the [[source]] tables", .field = true});
    f("source_field", source_field,
      {.meaning = "field that gets the name of the record's source", .field = true, .result = true});
    f("licence_field", licence_field,
      {.meaning = "field that gets the licence of the record's source, null where none is given",
       .field = true,
       .result = true});
    f("parts", parts,
      {.meaning = "parts that are drawn from, others stay as they are (default: train, where records are in parts)"});
  }
};

Exhausted exhausted_of(const Params& params) {
  if (params.method == "unimax" || params.exhausted == "renormalize") return Exhausted::renormalize;
  return params.exhausted == "cycle" ? Exhausted::cycle : Exhausted::stop;
}

// What goes with what.
Status check(const Params& params) {
  if (params.method == "temperature" && !params.temperature)
    return usage_error(
        "method = \"temperature\" needs one: temperature = 1 is in proportion to the sizes, 3 more even");
  if (params.method != "temperature" && (params.temperature || params.cap))
    return usage_error("temperature and cap are of method = \"temperature\": set that, too");
  if (params.method == "unimax") {
    if (params.exhausted && params.exhausted != "renormalize")
      return usage_error("method = \"unimax\" lets sources drop out as they are used up: leave `exhausted` out");
    if (!params.size) return usage_error("method = \"unimax\" divides a budget: give it as size");
  }
  if (params.method != "weights" && !params.weights.empty())
    return usage_error("weights are of method = \"weights\", and would change nothing: take one of them out");
  if (exhausted_of(params) == Exhausted::renormalize && !params.size)
    return usage_error(
        "exhausted = \"renormalize\" needs a size: without, every source is used up, whatever its weight");
  if (exhausted_of(params) == Exhausted::cycle && params.max_epochs)
    return usage_error(
        "exhausted = \"cycle\" starts again any number of times, max_epochs says how often: give one of them");
  if (params.size && *params.size != std::floor(*params.size))
    return usage_error("size: a whole number of " + params.unit);
  if (params.by && (params.source_field || params.licence_field))
    return usage_error("source_field and licence_field are of [[source]] tables: leave out `by`");
  return {};
}

// Not a number: none was given.
bool given(const SourceInfo& source) { return !std::isnan(source.weight); }

std::string name_of(const SourceInfo& source, std::size_t number) {
  return source.name.empty() ? "source " + std::to_string(number + 1) : source.name;
}

Status check_sources(std::span<const SourceInfo> sources) {
  if (sources.size() < 2)
    return usage_error(
        "there is one source, and nothing to mix: name several in [[source]] tables of a config, or give the field "
        "that tells them as by = \"FIELD\"");
  for (std::size_t i = 0; i < sources.size(); ++i)
    for (std::size_t k = 0; k < i; ++k)
      if (name_of(sources[i], i) == name_of(sources[k], k))
        return usage_error("two sources are named \"" + sources[i].name +
                           "\": put their paths into one, or give one another name");
  return {};
}

// Of each source one, from the parameter or from [[source]].
Result<NumberTable> source_weights(const Params& params, std::span<const SourceInfo> sources) {
  const bool any = std::any_of(sources.begin(), sources.end(), given);
  if (params.method != "weights") {
    if (any)
      return usage_error("weight: method = \"" + params.method +
                         "\" goes by the sizes, and weights of [[source]] would change nothing: take them out");
    return NumberTable{};
  }
  if (any && !params.weights.empty())
    return usage_error("weights stand in [[source]] and in the step: take one of them out");
  if (!any && params.weights.empty())
    return usage_error(
        "no source has a weight: give each [[source]] one, or the step weights = { NAME = 2, … } or method = "
        "\"temperature\"");
  std::vector<std::string> names;
  for (std::size_t i = 0; i < sources.size(); ++i) names.push_back(name_of(sources[i], i));
  for (const auto& weight : params.weights)
    if (std::find(names.begin(), names.end(), weight.first) == names.end())
      return usage_error("weights: there is no source \"" + weight.first + "\"" +
                         base::did_you_mean(weight.first, names) + ": name it in its [[source]]");
  NumberTable weights;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const auto found = std::find_if(params.weights.begin(), params.weights.end(),
                                    [&](const auto& weight) { return weight.first == names[i]; });
    if (any ? !given(sources[i]) : found == params.weights.end())
      return usage_error((sources[i].name.empty() ? "" : "the source ") + names[i] +
                         " has no weight, others have one: give it one, and 0 to leave it out");
    weights.emplace_back(names[i], any ? sources[i].weight : found->second);
  }
  return weights;
}

std::string json_text(std::string_view text) {
  ValueBuilder json;
  if (text.empty()) json.null();
  else json.text(text);
  return json.take();
}

Status bind_marks(const Params& params, std::span<const SourceInfo> sources, split::DrawPlan& plan, MixHow& how,
                  Binder& binder) {
  if (!params.source_field && !params.licence_field) return {};
  how.marks.resize(sources.size());
  DSPREP_TRY(const Field text, binder.read("text"));
  const auto add = [&](const std::string& name, const auto& value_of) -> Status {
    DSPREP_TRY(const Field field, binder.write(name));
    if (field.slot == text.slot || (!plan.marks.empty() && plan.marks.front().field.slot == field.slot))
      return usage_error("the field " + binder.pointer(field) + " is written or read otherwise: give another one");
    plan.marks.push_back({field, binder.pointer(field)});
    for (std::size_t i = 0; i < sources.size(); ++i) how.marks[i].push_back(json_text(value_of(sources[i])));
    return {};
  };
  if (params.source_field) {
    for (std::size_t i = 0; i < sources.size(); ++i)
      if (sources[i].name.empty())
        return usage_error("source_field: " + name_of(sources[i], i) + " has no name: give its [[source]] one");
    DSPREP_CHECK(add(*params.source_field, [](const SourceInfo& source) { return source.name; }));
  }
  if (params.licence_field) {
    if (std::all_of(sources.begin(), sources.end(), [](const auto& source) { return source.licence.empty(); }))
      return usage_error("licence_field: no source has a licence: give it as licence of its [[source]]");
    DSPREP_CHECK(add(*params.licence_field, [](const SourceInfo& source) { return source.licence; }));
  }
  plan.classes.marks_all = true;
  return {};
}

Status bind_field(const std::string& name, split::ClassPlan& classes, Binder& binder) {
  DSPREP_TRY(const Field field, binder.read(name));
  const std::string pointer = binder.pointer(field);
  if (pointer.find('*') != std::string::npos)
    return usage_error("by = \"" + name + "\" names several places: a record is from one source");
  classes.by = split::ClassPlan::By::labels;
  classes.one_label = true;
  classes.labels.stratify.push_back({field, pointer});
  return {};
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  DSPREP_CHECK(check(params));
  const std::span<const SourceInfo> sources = binder.sources();
  auto plan = std::make_shared<split::DrawPlan>();
  MixHow how;
  how.method = params.method == "unimax"        ? Method::unimax
               : params.method == "temperature" ? Method::temperature
                                                : Method::weights;
  how.exhausted = exhausted_of(params);
  how.temperature = params.temperature.value_or(1);
  how.cap = params.cap;
  how.max_epochs = static_cast<std::uint64_t>(params.max_epochs.value_or(1));
  if (params.size) how.size = static_cast<std::uint64_t>(*params.size);
  how.bytes = params.unit == "bytes";
  how.by_field = params.by.has_value();
  how.weights = params.weights;
  if (params.by) {
    if (params.method == "weights" && params.weights.empty())
      return usage_error(
          "no source has a weight: give them as weights = { VALUE = 2, … }, or method = \"temperature\"");
    if (std::any_of(sources.begin(), sources.end(), given))
      return usage_error(
          "with `by` the weights of [[source]] would change nothing: give them in the step, or leave `by` out");
    DSPREP_CHECK(bind_field(*params.by, plan->classes, binder));
  } else {
    DSPREP_CHECK(check_sources(sources));
    DSPREP_TRY(how.weights, source_weights(params, sources));
    plan->classes.by = split::ClassPlan::By::source;
    for (std::size_t i = 0; i < sources.size(); ++i) plan->classes.sources.push_back(name_of(sources[i], i));
    DSPREP_CHECK(bind_marks(params, sources, *plan, how, binder));
  }
  if (params.method == "weights" &&
      std::all_of(how.weights.begin(), how.weights.end(), [](const auto& weight) { return weight.second == 0; }))
    return usage_error("weights: all are 0: nothing would be drawn");
  if (how.bytes) {
    DSPREP_TRY(plan->classes.text, binder.read("text"));
    plan->classes.text_pointer = binder.pointer(plan->classes.text);
  }
  DSPREP_CHECK(plan->classes.bind_parts(params.parts, {"train"}, binder));
  plan->classes.seed = binder.seed();
  if (how.exhausted == Exhausted::cycle || how.max_epochs > 1) plan->copies = binder.counter("copies");
  plan->workspace = &binder.workspace();
  plan->rule = std::make_shared<mix::MixRule>(std::move(how));
  return split::draw_step(std::move(plan));
}

constexpr Example examples[] = {
    {"Two parts of Chinese to one of English, as much as there is of both",
     "by = \"lang\"\nweights = { zh = 2, en = 1 }",
     "{\"lang\":\"zh\",\"text\":\"春\"}\n{\"lang\":\"zh\",\"text\":\"夏\"}\n{\"lang\":\"zh\",\"text\":\"秋\"}\n"
     "{\"lang\":\"zh\",\"text\":\"冬\"}\n{\"lang\":\"en\",\"text\":\"spring\"}\n{\"lang\":\"en\",\"text\":\"summer\"}\n"
     "{\"lang\":\"en\",\"text\":\"autumn\"}\n",
     "{\"lang\":\"zh\",\"text\":\"春\"}\n{\"lang\":\"zh\",\"text\":\"夏\"}\n{\"lang\":\"zh\",\"text\":\"秋\"}\n"
     "{\"lang\":\"zh\",\"text\":\"冬\"}\n{\"lang\":\"en\",\"text\":\"summer\"}\n{\"lang\":\"en\",\"text\":\"autumn\"}"
     "\n",
     "{\"lang\":\"en\",\"text\":\"spring\"}\n"},
    {"UniMax: each gets the same of a budget of 6 records, but no record is written more than twice",
     "by = \"lang\"\nmethod = \"unimax\"\nsize = 6\nmax_epochs = 2",
     "{\"lang\":\"ja\",\"text\":\"雪\"}\n{\"lang\":\"ar\",\"text\":\"ثلج\"}\n{\"lang\":\"ar\",\"text\":\"مطر\"}\n"
     "{\"lang\":\"ar\",\"text\":\"ريح\"}\n{\"lang\":\"ar\",\"text\":\"شمس\"}\n{\"lang\":\"ar\",\"text\":\"قمر\"}\n",
     "{\"lang\":\"ja\",\"text\":\"雪\"}\n{\"lang\":\"ja\",\"text\":\"雪\"}\n{\"lang\":\"ar\",\"text\":\"ثلج\"}\n"
     "{\"lang\":\"ar\",\"text\":\"مطر\"}\n{\"lang\":\"ar\",\"text\":\"ريح\"}\n{\"lang\":\"ar\",\"text\":\"قمر\"}\n",
     "{\"lang\":\"ar\",\"text\":\"شمس\"}\n"},
};

constexpr std::string_view metrics[] = {"records",    "written", "copies", "left_out",
                                        "left_alone", "sources", "short",  "source.*.share"};

}  // namespace

extern const OpSpec split_mix;
const OpSpec split_mix = {
    .name = "mix",
    .family = Family::split,
    .summary = "Draw from several sources in given proportions",
    .details =
        R"(**Sources** are the `[[source]]` tables, or with `by` the values of a field. **Weights** are proportions: 7 and 3 are the same as 0.7 and 0.3, and need
not add up to anything; 0 leaves a source out. They stand in `[[source]] weight`, or in the step as `weights`, by name; each source has one, or none has.

| method | weight of a source of size n |
|---|---|
| `weights` | as given |
| `temperature` | min(n, `cap`)^(1/`temperature`): 1 is in proportion, 1/0.3 that of mT5; the higher, the more even |
| `unimax` | the same for each, with `exhausted = "renormalize"`: UniMax, algorithm 1 |

**Size.** Sizes, shares and `size` are in records, or with `unit = "bytes"` in UTF-8 bytes of the text, which each record then needs. A source is **exhausted** when each of its records has been written
`max_epochs` times (1 unless set):

| exhausted | the mix | without `size` |
|---|---|---|
| `stop` | ends there; less than `size` is a warning, and the metric `short` | the largest that has the shares |
| `cycle` | goes on with that source from its start, however often | the smallest that has all of every source |
| `renormalize` | goes on without it: the others share the rest by their weights | is refused: all would be used up |

Sizes are whole numbers by largest remainder, the earlier source on a tie. Of each source every record is written as often as whole rounds go, and the first ones once more: first is by a hash of
the seed and of the record's key (`--id`, else its line), so that neither files, shards nor the order of records matter. Of equal keys, all but the first by place in the input get a hash of their own. In bytes the last round ends
where its sum is nearest, half a record off at most. What is written several times counts as `copies` in the books, and its copies stand side by side: `shuffle` in a second run spreads them.

**Fields.** `source_field` and `licence_field` get what `[[source]]` says of the record's source, and replace what is there. **Parts**: where records are in parts, those of train (`parts`) are mixed, and all others stay as they are; records
that are in no part are all mixed. Steps that split, shuffle or report see each record once, and are refused behind one that may write it several times: let them read its output.

A source that is empty but has a weight, a name in `weights` that is no source, a source without a weight where others have one, and weights without any step that mixes are errors. More than 10,000 copies of a record are, too. With `by`, a record whose field is missing or null is malformed.
Needs one more pass, and some 30 bytes per record, spilled past `--memory`.)",
    .source =
        "Temperature: T5 (`rate_num_examples`), mT5 (Xue et al. 2021). UniMax: Chung et al. 2023. `stop` and `cycle` "
        "come to the sizes of "
        "Hugging Face interleave_datasets' first_exhausted and all_exhausted",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = split::draw_rules,
    .metrics = metrics,
};

}  // namespace dsprep::ops
