// impute: fills fields that are missing or null: with a constant, or with what is usual in the dataset or in the
// record's group.
//
// The observer notes (hash of the group, value, …) of every record that has a value, once for its group and once for
// the whole. Sorted, the values of a group stand together and in order, so one walk finds the most frequent one, and
// two (the first counts) find mean and median. What a group gets is a row of a table that every record which lacks the
// value looks up.
#include <algorithm>
#include <cmath>
#include <limits>

#include "base/hash.h"
#include "base/human.h"
#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "spill/exact_sum.h"
#include "spill/hash_key.h"
#include "spill/number_key.h"
#include "spill/sorted_table.h"
#include "spill/walk.h"
#include "spill/wire.h"
#include "text/is_blank.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::string field;
  std::string method = "constant";
  std::optional<std::string> value;
  std::string type = "auto";
  std::optional<std::string> by;
  std::vector<std::string> fill = {"missing", "null"};
  bool round = false;
  std::optional<std::string> mark;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the field to fill", .required = true, .field = true});
    f("method", method,
      {.meaning = "what it is filled with: value, the most frequent value, or the mean or median of the numbers",
       .choices = {"constant", "mode", "mean", "median"}});
    f("value", value, {.meaning = "the constant"});
    f("type", type,
      {.meaning = "what the constant is: text, or JSON (0, true, [\"a\"]); auto: a number, true or false where the "
                  "other values are, else text",
       .choices = {"auto", "text", "json"}});
    f("by", by,
      {.meaning = "the field whose values make groups: mode, mean and median are those of the record's group",
       .field = true});
    f("fill", fill, {.meaning = "which values are filled", .choices = {"missing", "null", "empty"}});
    f("round", round, {.meaning = "whether mean and median become whole numbers"});
    f("mark", mark,
      {.meaning = "a field that is set to true where something was filled in", .field = true, .result = true});
  }
};

enum class Method { constant, mode, mean, median };

struct Plan {
  Field field, by, mark;
  std::string pointer, mark_pointer, constant;  // constant: JSON
  std::string as_text;                          // of a constant that may be either: as a text, JSON too
  Method method;
  bool missing, null, empty, round;
  Counter imputed, left;
  spill::Workspace* workspace = nullptr;
};

constexpr std::size_t group_size = 16, longest_value = 64 << 10;

bool lacks(const Plan& plan, const Record& record) {
  switch (record.type(plan.field)) {
    case FieldType::missing: return plan.missing;
    case FieldType::null: return plan.null;
    case FieldType::text: return plan.empty && text::is_blank(*record.text(plan.field));
    default: return false;
  }
}

void append_hash(std::string& out, std::string_view type, std::string_view bytes) {
  const base::Hash128 hash = base::hash128(bytes);
  spill::append_hash_key(out, {hash.high ^ base::hash64(type), hash.low});  // "1" is another group than 1
}

constexpr char zeros[group_size] = {};
constexpr std::string_view whole(zeros, group_size);  // the group of all records

// False where the record is in no group.
bool append_group(std::string& out, const Plan& plan, const Record& record) {
  if (!plan.by.bound()) return false;
  const FieldType type = record.type(plan.by);
  if (type == FieldType::missing || type == FieldType::null) return false;
  const auto text = record.text(plan.by, 0);
  append_hash(out, name_of(type), text ? *text : record.raw(plan.by));
  return true;
}

// Entries of the sorter. Mode: group, hash of the value, RecordId, value. Mean and median: group, number.
class ImputeObserver final : public Observer {
 public:
  explicit ImputeObserver(const Plan& plan) : plan_(plan), entries_(*plan.workspace) {}

  Status observe(const Record& record) override {
    if (lacks(plan_, record)) return {};
    entry_.clear();
    const bool grouped = append_group(entry_, plan_, record);
    if (!grouped) entry_ = whole;
    if (plan_.method == Method::mode) {
      const FieldType type = record.type(plan_.field);
      if (type == FieldType::missing || type == FieldType::null) return {};
      const std::string_view raw = record.raw(plan_.field);
      if (raw.size() > longest_value) return {};
      const auto text = record.text(plan_.field, 0);
      append_hash(entry_, name_of(type), text ? *text : raw);  // an escape is what it stands for
      spill::append_record_key(entry_, record.id());
      entry_ += raw;
    } else {
      const std::optional<double> number = record.number(plan_.field);
      if (!number || !std::isfinite(*number)) return {};
      spill::append_number_key(entry_, *number);
    }
    DSPREP_CHECK(entries_.add(entry_));
    if (!grouped) return {};
    entry_.replace(0, group_size, whole);
    DSPREP_CHECK(entries_.add(entry_));
    return {};
  }
  Status merge(Observer&& next) override {
    auto& other = static_cast<ImputeObserver&>(next);
    return entries_.merge(std::move(other.entries_));
  }
  Status save(ByteSink& sink) override { return entries_.save(sink); }
  Status load(ByteSource& source) override { return entries_.load(source); }

  spill::Sorter& entries() { return entries_; }

 private:
  const Plan& plan_;
  spill::Sorter entries_;
  std::string entry_;
};

// Hands the sorted entries to `see`, and calls `close` behind each group.
template <class See, class Close>
Status by_group(spill::Sorter& entries, Decider& decider, const See& see, const Close& close) {
  spill::Walk walk(decider, "looking for usual values", entries.records());
  DSPREP_TRY(const std::unique_ptr<spill::SortedReader> reader, entries.sorted());
  std::string group;
  for (std::string_view entry;;) {
    DSPREP_TRY(const bool more, reader->next(entry));
    if (!more) break;
    DSPREP_CHECK(walk.step());
    if (!group.empty() && entry.substr(0, group_size) != group) DSPREP_CHECK(close(group));
    if (entry.substr(0, group_size) != group) group = entry.substr(0, group_size);
    DSPREP_CHECK(see(entry.substr(group_size)));
  }
  if (!group.empty()) DSPREP_CHECK(close(group));
  return {};
}

using Builder = spill::SortedTable::Builder;

// The value that comes most often; of several the one that stands first in the input.
Status find_modes(spill::Sorter& entries, Decider& decider, Builder& table) {
  struct Candidate {
    std::string hash, first, value;
    std::uint64_t count = 0;
  } now, best;
  const auto settle = [&] {
    if (now.count > best.count || (now.count == best.count && now.count != 0 && now.first < best.first))
      std::swap(best, now);
    now = {};
  };
  return by_group(
      entries, decider,
      [&](std::string_view entry) -> Status {
        if (entry.substr(0, 16) != now.hash) {
          settle();
          now.hash = entry.substr(0, 16);
          now.first = entry.substr(16, 16);
          now.value = entry.substr(32);
        }
        ++now.count;
        return {};
      },
      [&](std::string_view group) {
        settle();
        const Status added = table.add(group, best.value);
        best = {};
        return added;
      });
}

std::string number_json(double value, bool round) {
  if (round) value = std::round(value);
  return ValueBuilder().number(value == 0 ? 0 : value).take();
}

Status find_means(const Plan& plan, spill::Sorter& entries, Decider& decider, Builder& table) {
  spill::ExactSum sum;
  std::uint64_t count = 0;
  return by_group(
      entries, decider,
      [&](std::string_view entry) -> Status {
        sum.add(spill::number_of_key(entry));
        ++count;
        return {};
      },
      [&](std::string_view group) {
        double mean = sum.value() / static_cast<double>(count);
        const Status added = std::isfinite(mean) ? table.add(group, number_json(mean, plan.round)) : Status();
        sum = {};
        count = 0;
        return added;
      });
}

Status find_medians(const Plan& plan, spill::Sorter& entries, Decider& decider, Builder& table) {
  spill::Sorter again(*plan.workspace);
  std::vector<std::uint64_t> counts{0};  // of the groups, in order
  std::string entry_again, group_now;
  DSPREP_TRY(const std::unique_ptr<spill::SortedReader> reader, entries.sorted());
  for (std::string_view entry;;) {
    DSPREP_TRY(const bool more, reader->next(entry));
    if (!more) break;
    if (entry.substr(0, group_size) != group_now) {
      group_now = entry.substr(0, group_size);
      counts.push_back(0);
    }
    ++counts.back();
    DSPREP_CHECK(again.add(entry));
  }
  std::size_t group_number = 1;
  std::uint64_t at = 0;
  double low = 0, high = 0;
  return by_group(
      again, decider,
      [&](std::string_view entry) -> Status {
        const std::uint64_t count = counts[group_number];
        if (at == (count - 1) / 2) low = spill::number_of_key(entry);
        if (at == count / 2) high = spill::number_of_key(entry);
        ++at;
        return {};
      },
      [&](std::string_view group) {
        const Status added = table.add(group, number_json(low == high ? low : low / 2 + high / 2, plan.round));
        ++group_number;
        at = 0;
        return added;
      });
}

struct Decision {
  Plan plan;
  std::shared_ptr<const spill::SortedTable> values;  // null: the constant
};

class ImputeMapper final : public Mapper {
 public:
  explicit ImputeMapper(const Decision& decision) : decision_(decision) {
    if (decision.values) cursor_.emplace(decision.values);
  }

  Verdict map(Record& record, Context& context) override {
    const Plan& plan = decision_.plan;
    if (!lacks(plan, record)) return Verdict::keep();
    if (!cursor_) return fill(record, context, plan.constant);
    group_.clear();
    std::optional<std::string_view> value;
    if (append_group(group_, plan, record)) {
      auto found = cursor_->find(group_);
      if (!found.ok()) return context.fail(found.error());
      value = *found;
    }
    if (!value) {
      auto found = cursor_->find(whole);
      if (!found.ok()) return context.fail(found.error());
      value = *found;
    }
    if (value) return fill(record, context, *value);
    context.count(plan.left);
    return Verdict::keep();
  }

 private:
  Verdict fill(Record& record, Context& context, std::string_view value) {
    const Plan& plan = decision_.plan;
    if (!record.set_raw(plan.field, value)) return Verdict::malformed(cannot_be_added(plan.pointer));
    if (plan.mark.bound() && !record.set_raw(plan.mark, "true"))
      return Verdict::malformed(cannot_be_added(plan.mark_pointer));
    context.count(plan.imputed);
    return Verdict::keep();
  }

  const Decision& decision_;
  std::optional<spill::SortedTable::Cursor> cursor_;
  std::string group_;
};

class Impute final : public GlobalOp {
 public:
  explicit Impute(Plan plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override { return std::make_unique<ImputeObserver>(plan_); }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    auto& seen = static_cast<ImputeObserver&>(*observers.main);
    spill::Sorter& entries = seen.entries();
    Builder table(*plan_.workspace, group_size);
    if (plan_.method == Method::mode) DSPREP_CHECK(find_modes(entries, decider, table));
    else if (plan_.method == Method::mean) DSPREP_CHECK(find_means(plan_, entries, decider, table));
    else DSPREP_CHECK(find_medians(plan_, entries, decider, table));
    Decision decision{plan_, nullptr};
    DSPREP_TRY(decision.values, table.finish());
    return map_with<ImputeMapper>(std::move(decision));
  }

 private:
  Plan plan_;
};

// Counts the values there are: a constant like 0 is a number where they are numbers, and a text where they are texts.
class KindObserver final : public Observer {
 public:
  explicit KindObserver(const Plan& plan) : plan_(plan), type_(Value(plan.constant).type()) {}

  Status observe(const Record& record) override {
    const FieldType type = record.type(plan_.field);
    alike += type == type_;
    texts += type == FieldType::text && !lacks(plan_, record);
    return {};
  }
  Status merge(Observer&& next) override {
    alike += static_cast<KindObserver&>(next).alike;
    texts += static_cast<KindObserver&>(next).texts;
    return {};
  }
  Status save(ByteSink& sink) override {
    DSPREP_CHECK(spill::put_u64(sink, alike));
    return spill::put_u64(sink, texts);
  }
  Status load(ByteSource& source) override {
    DSPREP_TRY(alike, spill::get_u64(source));
    DSPREP_TRY(texts, spill::get_u64(source));
    return {};
  }

  std::uint64_t alike = 0, texts = 0;  // values of the constant's own type; texts

 private:
  const Plan& plan_;
  const FieldType type_;
};

class ImputeConstant final : public GlobalOp {
 public:
  explicit ImputeConstant(Plan plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override { return std::make_unique<KindObserver>(plan_); }

  Result<AnyOp> decide(Observers observers, Decider&) const override {
    const auto& seen = static_cast<const KindObserver&>(*observers.main);
    Decision decision{plan_, nullptr};
    if (seen.alike <= seen.texts) decision.plan.constant = plan_.as_text;
    return map_with<ImputeMapper>(std::move(decision));
  }

 private:
  Plan plan_;
};

Status read_constant(const Params& params, Plan& plan) {
  if (plan.method != Method::constant) {
    if (params.value) return usage_error("value is for method = \"constant\"");
    return {};
  }
  if (!params.value) return usage_error("method \"constant\" needs value: say what to fill in");
  if (params.by)
    return usage_error("by is for the methods mode, mean and median: a constant is the same in every group");
  const std::string as_text = ValueBuilder().text(*params.value).take();
  if (params.type == "auto" && !validate_json(*params.value)) {
    const FieldType type = Value(*params.value).type();
    if (type == FieldType::number || type == FieldType::boolean) plan.as_text = as_text;
  }
  plan.constant = params.type == "json" || !plan.as_text.empty() ? *params.value : as_text;
  if (const auto fault = validate_json(plan.constant))
    return usage_error("value: " + *params.value + " is not JSON (byte " + std::to_string(fault->offset) + ": " +
                       fault->reason + "); a text needs type = \"text\"");
  return {};
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan{};
  plan.method = params.method == "constant" ? Method::constant
                : params.method == "mode"   ? Method::mode
                : params.method == "mean"   ? Method::mean
                                            : Method::median;
  DSPREP_CHECK(read_constant(params, plan));
  DSPREP_TRY(plan.field, binder.write(params.field));
  plan.pointer = binder.pointer(plan.field);
  if (plan.pointer.find('*') != std::string::npos)
    return usage_error("\"" + params.field + "\" names several places: what is not there has no place among them");
  if (params.by) {
    DSPREP_TRY(plan.by, binder.read(*params.by));
  }
  if (params.mark) {
    DSPREP_TRY(plan.mark, binder.write(*params.mark));
    plan.mark_pointer = binder.pointer(plan.mark);
    if (plan.mark_pointer == plan.pointer)
      return usage_error("mark = \"" + *params.mark + "\" is the field that is filled: name another");
  }
  const auto fills = [&](std::string_view what) {
    return std::find(params.fill.begin(), params.fill.end(), what) != params.fill.end();
  };
  plan.missing = fills("missing");
  plan.null = fills("null");
  plan.empty = fills("empty");
  plan.round = params.round;
  if (params.fill.empty()) return usage_error("fill is empty: nothing would be filled");
  plan.imputed = binder.counter("imputed");
  plan.left = binder.counter("left_as_they_are");
  if (!plan.as_text.empty()) return AnyOp(std::make_unique<ImputeConstant>(std::move(plan)));
  if (plan.method == Method::constant) return map_with<ImputeMapper>(Decision{std::move(plan), nullptr});
  plan.workspace = &binder.workspace();
  return AnyOp(std::make_unique<Impute>(std::move(plan)));
}

constexpr Example examples[] = {
    {"A constant, and a mark where it was filled in", "field = \"lang\"\nvalue = \"zh\"\nmark = \"guessed\"",
     "{\"text\":\"你好\"}\n{\"text\":\"hi\",\"lang\":\"en\"}\n{\"text\":\"再见\",\"lang\":null}\n",
     "{\"text\":\"你好\",\"lang\":\"zh\",\"guessed\":true}\n{\"text\":\"hi\",\"lang\":\"en\"}\n{\"text\":\"再见\","
     "\"lang\":\"zh\",\"guessed\":true}\n"},
    {"The median of the group; a group without any number gets that of all",
     "field = \"stars\"\nmethod = \"median\"\nby = \"city\"",
     "{\"city\":\"北京\",\"stars\":4}\n{\"city\":\"北京\",\"stars\":2}\n{\"city\":\"北京\",\"stars\":5}\n{\"city\":"
     "\"北京\"}\n{\"city\":\"Paris\",\"stars\":1}\n{\"city\":\"Rome\"}\n",
     "{\"city\":\"北京\",\"stars\":4}\n{\"city\":\"北京\",\"stars\":2}\n{\"city\":\"北京\",\"stars\":5}\n{\"city\":"
     "\"北京\",\"stars\":4}\n{\"city\":\"Paris\",\"stars\":1}\n{\"city\":\"Rome\",\"stars\":3}\n"},
    {"The most frequent value", "field = \"label\"\nmethod = \"mode\"",
     "{\"label\":\"b\"}\n{\"label\":\"a\"}\n{}\n{\"label\":\"a\"}\n{\"label\":\"b\"}\n",
     "{\"label\":\"b\"}\n{\"label\":\"a\"}\n{\"label\":\"b\"}\n{\"label\":\"a\"}\n{\"label\":\"b\"}\n"},
};

}  // namespace

extern const OpSpec clean_impute;
const OpSpec clean_impute = {
    .name = "impute",
    .family = Family::clean,
    .summary = "Fill missing values with a constant, or with the mode, mean or median of the dataset or group",
    .details =
        R"(Filled is what `fill` names: `missing` fields, `null`, and `empty` texts (nothing but white space). Other values stay, whatever their type.

- **constant**: `value`, a text, or with `type = "json"` any JSON value. By itself a constant that is written like a number, `true` or `false` is one
  where more of the values there are such than texts: `value = "0"` fills 0 beside numbers, and "0" beside texts or alone. To tell, one more pass is needed; with
  `type = "text"` or `"json"` none.
- **mode**: the value that comes most often, of any type; values are equal when type and decoded text are, numbers and structures when they are written the same. Of equally frequent
  ones the one that comes first in the input. Values of more than 64 KiB do not count.
- **mean**, **median**: of the finite numbers (nearest doubles); other types do not count. The mean is the correctly rounded sum divided by the count; the median of an
  even count is the mean of the two in the middle. Both are exact, whatever the memory, and with `round` rounded to whole numbers, halves away from zero.

With `by` they are those of the records with the same value there. A group without any value, and a record without a group, get those of the whole dataset; where there is no
value at all, the record stays as it is and is counted as `left_as_they_are`. A missing field is added at the end of the record; where an object on its way is something else, the record is
malformed.

The other methods need one more pass over the input and some 30 bytes of memory per record (mode: 60 and the value; with `by`: twice), of which what is beyond `--memory` goes to `--tmp`.)",
    .source = "dsprep's own; the methods are those of scikit-learn's SimpleImputer",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
};

}  // namespace dsprep::ops
