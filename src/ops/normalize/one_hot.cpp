// one_hot: a label, or a list of labels, becomes an array of 0 and 1.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/human.h"
#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "labels/bound_labels.h"
#include "labels/count_labels.h"
#include "labels/label_list.h"
#include "labels/record_labels.h"

namespace dsprep::ops {
namespace {

using labels::BoundLabels;
using labels::LabelList;
using labels::RecordLabels;

constexpr std::size_t most_labels = 65'536;

struct Params {
  std::string field = "label";
  std::string order = "name";
  std::int64_t min_count = 1;
  std::string unknown = "malformed", missing = "malformed";
  std::optional<std::string> file, save = "one_hot.json", into;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the field with the label, or with a list of labels", .field = true});
    f("order", order,
      {.meaning = "the order of the places: by name, or the most frequent first", .choices = {"name", "frequency"}});
    f("min_count", min_count, {.meaning = "how often a label must have come to get a place", .min = 1});
    f("unknown", unknown,
      {.meaning = "what becomes of a record with a label that has no place: malformed, or no 1 for that label",
       .choices = {"malformed", "ignore"}});
    f("missing", missing,
      {.meaning = "what becomes of a record without a label", .choices = {"malformed", "keep", "zeros"}});
    f("file", file,
      {.meaning = "a list that label_ids or one_hot has saved, or one label a line: nothing is counted then",
       .path = true});
    f("save", save, {.meaning = "file in the output directory that gets the list; none: it is not saved"});
    f("into", into,
      {.meaning = "the field that gets the array; none: the field itself", .field = true, .result = true});
  }
};

struct Plan {
  BoundLabels bound;
  bool ignore_unknown = false, keep_missing = false, zeros = false;
  Counter unknown{};
};

struct Decision {
  std::shared_ptr<const Plan> plan;
  std::shared_ptr<const LabelList> list;
};

class OneHotMapper final : public Mapper {
 public:
  explicit OneHotMapper(const Decision& decision) : plan_(*decision.plan), list_(*decision.list), json_("[") {
    for (std::size_t i = 0; i < list_.size(); ++i) json_ += i == 0 ? "0" : ",0";
    json_ += "]";
  }

  Verdict map(Record& record, Context& context) override {
    const labels::LabelField& from = plan_.bound.from;
    const RecordLabels::Found found = labels_.read(from, record);
    const bool nothing = found == RecordLabels::Found::nothing;
    if (nothing && plan_.keep_missing) return Verdict::keep();
    if (found != RecordLabels::Found::labels && !(nothing && plan_.zeros)) return Verdict::malformed(labels_.why(from));
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      if (list_.place(labels_.key(i)) != LabelList::none) continue;
      context.count(plan_.unknown, 1);
      if (!plan_.ignore_unknown)
        return Verdict::malformed("field " + from.pointer +
                                  " has a label that is not in the list: " + labels::label_in_words(labels_.key(i)));
    }
    set('1');
    const bool added = record.set_raw(plan_.bound.into, json_);
    set('0');
    return added ? Verdict::keep() : Verdict::malformed(cannot_be_added(plan_.bound.into_pointer));
  }

 private:
  // [0,0,0]: place i is byte 1 + 2 i.
  void set(char digit) {
    for (std::size_t i = 0; i < labels_.size(); ++i)
      if (const std::size_t place = list_.place(labels_.key(i)); place != LabelList::none) json_[1 + 2 * place] = digit;
  }

  const Plan& plan_;
  const LabelList& list_;
  RecordLabels labels_;
  std::string json_;  // all 0, but while a record is written
};

AnyOp with_list(std::shared_ptr<const Plan> plan, LabelList list) {
  return map_with<OneHotMapper>(Decision{std::move(plan), std::make_shared<const LabelList>(std::move(list))});
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  auto plan = std::make_shared<Plan>();
  DSPREP_TRY(plan->bound, BoundLabels::bind(params.field, params.into, binder));
  if (plan->bound.from.pointer.find('*') != std::string::npos)
    return usage_error("field: with \"*\" it names several places, and there is one array: name the list itself");
  plan->bound.from.accepts = labels::LabelField::Accepts::all;
  plan->ignore_unknown = params.unknown == "ignore";
  plan->keep_missing = params.missing == "keep";
  plan->zeros = params.missing == "zeros";
  plan->unknown = binder.counter("unknown");
  if (params.file) {
    for (const char* name : {"order", "min_count", "save"})
      if (std::any_of(values.begin(), values.end(), [&](const auto& value) { return value.first == name; }))
        return usage_error(std::string(name) + " is of labels that are counted, and " + *params.file +
                           " has them already: leave it out");
    DSPREP_TRY(const Resource file, binder.resource(*params.file));
    DSPREP_TRY(LabelList list, LabelList::read(*file));
    DSPREP_CHECK(plan->bound.check_field(list, *params.file));
    if (list.size() > most_labels)
      return usage_error(*params.file + " has more than " + base::format_count(most_labels) +
                         " labels: an array of so many is of no use");
    return with_list(std::move(plan), std::move(list));
  }
  labels::CountPlan count{.from = plan->bound.from,
                          .by_frequency = params.order == "frequency",
                          .min_count = static_cast<std::uint64_t>(params.min_count),
                          .most = most_labels,
                          .known = {},
                          .saved = {},
                          .workspace = &binder.workspace()};
  if (params.save) {
    DSPREP_TRY(count.saved, binder.artifact(*params.save));
  }
  return labels::count_labels(std::move(count),
                              [shared = std::shared_ptr<const Plan>(plan)](LabelList list) -> Result<AnyOp> {
                                return with_list(shared, std::move(list));
                              });
}

constexpr ExampleFile saved[] = {{"topics.txt", "体育\n财经\n娱乐\n"}};

constexpr Example examples[] = {
    {"Places in the order of the names", "into = \"y\"", "{\"label\":\"pos\"}\n{\"label\":\"neg\"}\n",
     "{\"label\":\"pos\",\"y\":[0,1]}\n{\"label\":\"neg\",\"y\":[1,0]}\n"},
    {"Lists of labels, by a list of names", "field = \"topics\"\nfile = \"topics.txt\"",
     "{\"topics\":[\"娱乐\",\"体育\"]}\n{\"topics\":[]}\n", "{\"topics\":[1,0,1]}\n{\"topics\":[0,0,0]}\n", "", saved},
};

}  // namespace

extern const OpSpec normalize_one_hot;
const OpSpec normalize_one_hot = {
    .name = "one_hot",
    .family = Family::normalize,
    .summary = "Turn a label, or a list of labels, into an array of 0 and 1",
    .details =
        R"(The array has a place for each label, 1 where the record has that label. A label is a text, an integer or a boolean; `1`, `"1"` and `true` are three labels. Of a list each
label gets its 1, also where it comes twice; an empty list gives zeros.

Without `file` the labels of all records are counted, and those that came at least `min_count` times have places: in the order of their names (booleans, integers by value, texts by their
bytes, that of code points: scikit-learn's), or the most frequent first, of equally frequent ones by name. The list is saved in the output directory as `label_ids` saves it, so that
either reads what the other has saved. With `file` it is used on other data without counting; one label a line will do. A list of another field is refused.

A label without a place is counted (`unknown`); its record is malformed, or with `unknown = "ignore"` the label is passed over. A record without a label is malformed, kept as it is, or gets zeros.
Null in a list is malformed.

The same arrays as scikit-learn's OneHotEncoder (one label) and MultiLabelBinarizer (lists). Counting needs one more pass; at most 65,536 labels.
Metrics: `labels`, `rare_labels` (below `min_count`), `label_occurrences`.)",
    .source = "scikit-learn's OneHotEncoder and MultiLabelBinarizer",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .metrics = labels::count_metrics,
};

}  // namespace dsprep::ops
