// label_ids: names of labels become numbers, and numbers names, by a list that is counted or saved.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "dsprep/given.h"
#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "dsprep/value.h"
#include "labels/bound_labels.h"
#include "labels/count_labels.h"
#include "labels/label_list.h"
#include "labels/record_labels.h"

namespace dsprep::ops {
namespace {

using labels::BoundLabels;
using labels::LabelList;
using labels::RecordLabels;

constexpr std::size_t most_labels = 1'000'000;

struct Params {
  std::string field = "label";
  std::string to = "ids";
  std::string order = "name";
  std::int64_t first_id = 0, min_count = 1;
  std::optional<std::int64_t> unknown_id;
  std::string unknown = "malformed", missing = "malformed";
  std::optional<std::string> file, save = "label_ids.json", into;
  bool add = false;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the field with the label, or with a list of labels", .field = true});
    f("to", to, {.meaning = "what labels become; names need a `file`", .choices = {"ids", "names"}});
    f("order", order,
      {.meaning = "how new labels get their ids: by their bytes, or the most frequent first",
       .choices = {"name", "frequency"}});
    f("first_id", first_id, {.meaning = "the id of the first label", .min = -1'000'000'000, .max = 1'000'000'000});
    f("min_count", min_count, {.meaning = "how often a label must have come to get an id", .min = 1});
    f("unknown_id", unknown_id,
      {.meaning = "the id of labels that have none, such as -100; none: see `unknown`",
       .min = -1'000'000'000,
       .max = 1'000'000'000});
    f("unknown", unknown,
      {.meaning = "what becomes of a record with a label or an id that is not in the list",
       .choices = {"malformed", "keep"}});
    f("missing", missing, {.meaning = "what becomes of a record without a label", .choices = {"malformed", "keep"}});
    f("file", file, {.meaning = "a saved list, or one label a line: nothing is counted then", .path = true});
    f("add", add, {.meaning = "labels that are not in `file` get the next ids, and the longer list is saved"});
    f("save", save, {.meaning = "file in the output directory that gets the list; none: it is not saved"});
    f("into", into,
      {.meaning = "the field that gets the result; none: the field itself", .field = true, .result = true});
  }
};

struct Plan {
  BoundLabels bound;
  bool to_names = false, keep_unknown = false, keep_missing = false;
  std::optional<std::int64_t> unknown_id;
  Counter unknown{};
};

struct Decision {
  std::shared_ptr<const Plan> plan;
  std::shared_ptr<const LabelList> list;
};

class LabelMapper final : public Mapper {
 public:
  explicit LabelMapper(const Decision& decision) : plan_(*decision.plan), list_(*decision.list) {}

  Verdict map(Record& record, Context& context) override {
    const labels::LabelField& from = plan_.bound.from;
    const RecordLabels::Found found = labels_.read(from, record);
    if (found == RecordLabels::Found::nothing && plan_.keep_missing) return Verdict::keep();
    if (found != RecordLabels::Found::labels) return Verdict::malformed(labels_.why(from));
    const bool many = record.many(from.field);
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      if (labels_.key(i).empty() || known(labels_.key(i))) continue;
      context.count(plan_.unknown, 1);
      if (plan_.unknown_id && !plan_.to_names) continue;
      if (plan_.keep_unknown) return Verdict::keep();
      return Verdict::malformed("field " + from.pointer + (plan_.to_names ? " has an id" : " has a label") +
                                " that is not in the list: " + labels::label_in_words(labels_.key(i)) +
                                (plan_.to_names ? ids_there_are() : ""));
    }
    json_.clear();
    if (labels_.is_array()) json_.begin_array();
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      if (labels_.key(i).empty()) continue;  // null: stays
      if (many) json_.clear();
      write(labels_.key(i));
      if (many) record.set_raw(plan_.bound.into, json_.json(), i);
    }
    if (many) return Verdict::keep();
    if (labels_.is_array()) json_.end_array();
    if (!record.set_raw(plan_.bound.into, json_.json()))
      return Verdict::malformed(cannot_be_added(plan_.bound.into_pointer));
    return Verdict::keep();
  }

 private:
  std::size_t place(std::string_view key) const {
    if (!plan_.to_names) return list_.place(key);
    const std::int64_t id = std::stoll(std::string(key.substr(1)));  // an integer of 64 bits, by RecordLabels
    if (id < list_.first_id || id - list_.first_id >= static_cast<std::int64_t>(list_.size())) return LabelList::none;
    return static_cast<std::size_t>(id - list_.first_id);
  }
  bool known(std::string_view key) const { return place(key) != LabelList::none; }
  void write(std::string_view key) {
    const std::size_t at = place(key);
    if (plan_.to_names) labels::write_label(list_.key(at), json_);
    else json_.integer(at == LabelList::none ? *plan_.unknown_id : list_.first_id + static_cast<std::int64_t>(at));
  }
  std::string ids_there_are() const {
    return " (there are " + std::to_string(list_.first_id) + " to " +
           std::to_string(list_.first_id + static_cast<std::int64_t>(list_.size()) - 1) + ")";
  }

  const Plan& plan_;
  const LabelList& list_;
  RecordLabels labels_;
  ValueBuilder json_;
};

Result<AnyOp> with_list(std::shared_ptr<const Plan> plan, LabelList list) {
  if (plan->unknown_id) {
    const std::int64_t place = *plan->unknown_id - list.first_id;
    if (place >= 0 && place < static_cast<std::int64_t>(list.size()))
      return usage_error("unknown_id = " + std::to_string(*plan->unknown_id) + " is the id of " +
                         labels::label_in_words(list.key(static_cast<std::size_t>(place))) +
                         ": give one that no label has, or another first_id");
  }
  return map_with<LabelMapper>(Decision{std::move(plan), std::make_shared<const LabelList>(std::move(list))});
}

Status check_given(const ParamValues& values, const Params& params) {
  if (params.to == "names" && !params.file)
    return usage_error("to = \"names\" needs the list of names: give in file what label_ids has saved");
  if (params.add && !params.file) return usage_error("add is for a list that there is already: give it in file");
  if (params.add && params.to == "names") return usage_error("add gives ids to names, and to is names: leave it out");
  if (params.unknown_id && params.to == "names")
    return usage_error("unknown_id is for to = \"ids\": what has no name is malformed or kept, see unknown");
  if (params.unknown_id && is_given(values, "unknown"))
    return usage_error("unknown and unknown_id both say what becomes of labels without an id: leave one of them out");
  if (!params.file || params.add) return {};
  for (const char* name : {"order", "min_count", "save"})
    if (is_given(values, name))
      return usage_error(std::string(name) + " is of labels that are counted, and " + *params.file +
                         " has them already: leave it out, or say add");
  return {};
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  DSPREP_CHECK(check_given(values, params));
  auto plan = std::make_shared<Plan>();
  DSPREP_TRY(plan->bound, BoundLabels::bind(params.field, params.into, binder));
  plan->to_names = params.to == "names";
  if (plan->to_names) plan->bound.from.accepts = labels::LabelField::Accepts::integers;
  plan->keep_unknown = params.unknown == "keep";
  plan->keep_missing = params.missing == "keep";
  plan->unknown_id = params.unknown_id;
  plan->unknown = binder.counter("unknown");
  LabelList list;
  list.first_id = params.first_id;
  if (params.file) {
    DSPREP_TRY(const Resource file, binder.resource(*params.file));
    DSPREP_TRY(list, LabelList::read(*file));
    DSPREP_CHECK(plan->bound.check_field(list, *params.file));
    if (is_given(values, "first_id") && list.says_first_id && list.first_id != params.first_id)
      return usage_error(*params.file + " has the first_id " + std::to_string(list.first_id) + ": leave it out");
    if (!list.says_first_id) list.first_id = params.first_id;
    if (!params.add) return with_list(std::move(plan), std::move(list));
  }
  labels::CountPlan count{.from = plan->bound.from,
                          .by_frequency = params.order == "frequency",
                          .min_count = static_cast<std::uint64_t>(params.min_count),
                          .most = most_labels,
                          .known = std::move(list),
                          .saved = {},
                          .workspace = &binder.workspace()};
  if (params.save) {
    DSPREP_TRY(count.saved, binder.artifact(*params.save));
  }
  return labels::count_labels(std::move(count), [shared = std::shared_ptr<const Plan>(plan)](LabelList counted) {
    Result<AnyOp> op = with_list(shared, std::move(counted));
    if (!op.ok()) op.error().kind = Error::Kind::failure;  // the input has been read
    return op;
  });
}

constexpr ExampleFile saved[] = {
    {"label_ids.json", "{\"field\":\"/label\",\"first_id\":0,\"labels\":[\"体育\",\"财经\"],\"counts\":[3,1]}\n"}};

constexpr Example examples[] = {
    {"Ids in the order of the names", "", "{\"label\":\"pos\"}\n{\"label\":\"neg\"}\n{\"label\":\"pos\"}\n",
     "{\"label\":1}\n{\"label\":0}\n{\"label\":1}\n"},
    {"Names by a saved list", "file = \"label_ids.json\"\nto = \"names\"", "{\"label\":1}\n{\"label\":[0,1]}\n",
     "{\"label\":\"财经\"}\n{\"label\":[\"体育\",\"财经\"]}\n", "", saved},
    {"A saved list grows: known labels keep their ids", "file = \"label_ids.json\"\nadd = true\ninto = \"id\"",
     "{\"label\":\"娱乐\"}\n{\"label\":\"体育\"}\n", "{\"label\":\"娱乐\",\"id\":2}\n{\"label\":\"体育\",\"id\":0}\n",
     "", saved},
};

}  // namespace

extern const OpSpec normalize_label_ids;
const OpSpec normalize_label_ids = {
    .name = "label_ids",
    .family = Family::normalize,
    .summary = "Turn names of labels into numbers, or numbers into names, by a list that is saved",
    .details =
        R"(The field holds a label, or a list of labels, which are turned one by one. A label is a text; case and spaces count, `"\u4e2d"` is `"中"`.

Without `file` the labels of all records are counted, and those that came at least `min_count` times get the ids `first_id`, `first_id` + 1, …: in the order of their names (of their bytes:
that of code points), or the most frequent first, of equally frequent ones by name. Labels of all parts are counted: a label that only test has gets an id, too.

The list is saved in the output directory, as JSON: `{"field":"/label","first_id":0,"labels":["neg","pos"],"counts":[3,5]}`, the label with the id `first_id` first. With `file` it is
used on other data without counting; a JSON array of labels or a text with one label a line will do. A list of another field is refused. With `add` labels that are new get the
next ids, in their order, and the longer list is saved; known ones keep theirs, also where they do not come.

With `to = "names"` ids become names again by `file`.

A label without an id (or an id without a name) is counted (`unknown`); its record is malformed, or stays as it is with `unknown = "keep"`; with `unknown_id` it gets that. A record without a label is
malformed, or is kept; a list without labels is an empty list. With `*` null elements stay as they are; null in a list is malformed, as is all that is no text (or, to names, no integer).

Counting needs one more pass; the labels are held in memory, at most 1,000,000. Metrics: `labels`, `rare_labels` (below `min_count`), `label_occurrences`.)",
    .source = "dsprep's own",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .metrics = labels::count_metrics,
};

}  // namespace dsprep::ops
