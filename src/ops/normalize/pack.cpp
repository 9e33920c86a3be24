// pack: the token ids of many records, one behind the other, cut into blocks of one length.
//
// The observer notes each record's ids under its place in the input. Read in that order they are one stream; each block
// of it belongs to the record whose ids complete it. That record becomes the block, further blocks are derived from it,
// and a record that completes none is dropped: its ids are in a later block. What memory may not hold is an external
// sort and a table on disk.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "dsprep/rewrite_record.h"
#include "ops/normalize/pack/block_cutter.h"
#include "spill/sorted_observer.h"
#include "spill/sorted_table.h"

namespace dsprep::ops {
namespace {

using pack::id_size;

enum : Rule { blocks };

constexpr RuleInfo rules[] = {
    {"blocks", Judge::Limit::Compare::at_least, "", "blocks that the record's ids complete", 1}};

struct Params {
  std::string field = "/input_ids", remainder = "drop";
  std::int64_t length = 0;
  std::optional<std::int64_t> separator, pad_id;
  void fields(ParamFields& f) {
    f("field", field,
      {.meaning = "the ids, an array of whole numbers; the blocks are written there, too", .field = true});
    f("length", length, {.meaning = "ids of a block", .min = 1, .max = 1 << 24, .required = true});
    f("separator", separator,
      {.meaning = "an id put behind the ids of each record; none: nothing", .min = 0, .max = INT32_MAX});
    f("remainder", remainder,
      {.meaning = "what becomes of the ids at the end that fill no block: they are dropped, padded with pad_id, or "
                  "stay a shorter block",
       .choices = {"drop", "pad", "keep"}});
    f("pad_id", pad_id, {.meaning = "the id of padding", .min = 0, .max = INT32_MAX});
  }
};

struct Plan {
  Params params;
  Field field;
  std::string pointer;
  spill::Workspace* workspace;
  Counter tokens, written, dropped, padded;
};

// Appends the record's ids, four bytes each; the reason where they are none.
std::optional<std::string> append_ids(const Plan& plan, const Record& record, std::string& out) {
  const Value value = record.value(plan.field);
  if (value.type() != FieldType::array) return wrong_type(plan.pointer, value.type(), "an array of ids");
  for (Value::Elements it = value.elements(); it.next();) {
    const auto id = it.value().integer();
    if (!id || *id < 0 || *id > INT32_MAX)
      return "field " + plan.pointer + " holds what is no id: " + std::string(it.value().raw().substr(0, 40));
    pack::append_id(static_cast<std::uint32_t>(*id), out);
  }
  return std::nullopt;
}

// Entries: the record's place (16 bytes), its ids.
class IdExtractor {
 public:
  struct Totals {
    std::uint64_t tokens = 0;
    auto all() { return std::tie(tokens); }
  };
  explicit IdExtractor(const Plan& plan) : plan_(plan) {}

  Status extract(const Record& record, Totals& totals, spill::Sorter& entries) {
    entry_.clear();
    spill::append_record_key(entry_, record.id());
    const std::size_t begin = entry_.size();
    if (append_ids(plan_, record, entry_)) return {};  // the mapper makes it malformed
    if (plan_.params.separator) pack::append_id(static_cast<std::uint32_t>(*plan_.params.separator), entry_);
    totals.tokens += (entry_.size() - begin) / id_size;
    return entries.add(entry_);
  }

 private:
  const Plan& plan_;
  std::string entry_;
};

using IdObserver = spill::SortedObserver<IdExtractor>;

struct Decision {
  Plan plan;
  std::shared_ptr<const spill::SortedTable> blocks;  // record → the blocks that it completes
};

class PackMapper final : public Mapper {
 public:
  explicit PackMapper(const Decision& decision) : decision_(decision), blocks_(decision.blocks) {}

  Verdict map(Record& record, Context& context) override {
    ids_.clear();
    if (auto reason = append_ids(decision_.plan, record, ids_)) return Verdict::malformed(std::move(*reason));
    const auto found = blocks_.find(record.id());
    if (!found.ok()) return context.fail(found.error());
    const std::string_view bytes = found.value().value_or(std::string_view());
    const std::size_t block = static_cast<std::size_t>(decision_.plan.params.length) * id_size;
    const std::size_t count = (bytes.size() + block - 1) / block;
    context.judge().check(blocks, static_cast<double>(count));
    if (count == 0) return context.judge().verdict();
    for (std::size_t i = 1; i < count; ++i) {
      Record further = context.derive(record);
      write(bytes.substr(i * block, block), further);
    }
    write(bytes.substr(0, block), record);
    return context.judge().verdict();
  }

 private:
  void write(std::string_view bytes, Record& record) {
    json_.assign(1, '[');
    for (std::size_t i = 0; i < bytes.size(); i += id_size) {
      if (i > 0) json_ += ',';
      json_ += std::to_string(pack::id_at(bytes, i));
    }
    json_ += ']';
    rewrite_record(record, "{}");
    record.set_raw(decision_.plan.field, json_);
  }

  const Decision& decision_;
  spill::SortedTable::Cursor blocks_;
  std::string ids_, json_;
};

class Pack final : public GlobalOp {
 public:
  explicit Pack(Plan plan) : plan_(std::move(plan)) {}

  std::unique_ptr<Observer> observer() const override { return std::make_unique<IdObserver>(*plan_.workspace, plan_); }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    IdObserver& observed = IdObserver::main_of(observers);
    constexpr std::size_t key_size = 16;
    spill::SortedTable::Builder table(*plan_.workspace, key_size);
    pack::BlockCutter cutter(static_cast<std::size_t>(plan_.params.length));
    std::string key, value;  // of the last record that had ids
    const auto flush = [&]() -> Status {
      if (value.empty()) return {};
      return table.add(key, value);
    };
    const auto see = [&](std::string_view entry) -> Status {
      if (entry.size() == key_size) return {};
      DSPREP_CHECK(flush());
      key.assign(entry.substr(0, key_size));
      value.clear();
      cutter.add(entry.substr(key_size), value);
      return {};
    };
    DSPREP_CHECK(spill::scan(observed.entries(), decider, "packing", see));
    const std::uint64_t rest = cutter.rest();
    std::uint64_t padding = 0;
    if (rest > 0 && plan_.params.remainder != "drop") {
      if (plan_.params.remainder == "pad") padding = static_cast<std::uint64_t>(plan_.params.length) - rest;
      cutter.finish(padding, static_cast<std::uint32_t>(plan_.params.pad_id.value_or(0)), value);
    }
    DSPREP_CHECK(flush());
    const std::uint64_t dropped = plan_.params.remainder == "drop" ? rest : 0;
    tell(observed.totals().tokens, cutter.blocks(), dropped, padding, decider);
    Decision decision{plan_, nullptr};
    DSPREP_TRY(decision.blocks, table.finish());
    return map_with<PackMapper>(std::move(decision));
  }

 private:
  void tell(std::uint64_t tokens, std::uint64_t cut, std::uint64_t dropped, std::uint64_t padding,
            Decider& decider) const {
    decider.count(plan_.tokens, tokens);
    decider.count(plan_.written, cut);
    decider.count(plan_.dropped, dropped);
    decider.count(plan_.padded, padding);
    Findings& findings = decider.findings();
    findings.title = "Blocks of " + std::to_string(plan_.params.length) + " ids";
    findings.metrics.push_back({"tokens", static_cast<double>(tokens)});
    findings.metrics.push_back({"blocks", static_cast<double>(cut)});
    findings.metrics.push_back({"tokens_dropped", static_cast<double>(dropped)});
  }

  Plan plan_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  Plan plan{bind_params<Params>(values), {}, {}, &binder.workspace(), {}, {}, {}, {}};
  const Params& params = plan.params;
  if (params.remainder == "pad" && !params.pad_id)
    return usage_error("remainder = \"pad\" needs pad_id, the id of padding");
  if (params.remainder != "pad" && params.pad_id) return usage_error("pad_id has no use unless remainder is \"pad\"");
  binder.write_all();
  DSPREP_TRY(plan.field, binder.write(params.field));
  plan.pointer = binder.pointer(plan.field);
  if (plan.pointer.find('*') != std::string::npos)
    return usage_error("\"" + params.field + "\" names several places: pack takes one array of a record");
  plan.tokens = binder.counter("tokens");
  plan.written = binder.counter("blocks");
  plan.dropped = binder.counter("tokens_dropped");
  plan.padded = binder.counter("padding");
  return AnyOp(std::make_unique<Pack>(std::move(plan)));
}

constexpr Example examples[] = {
    {"Blocks of four ids, with a separator behind each text", "length = 4\nseparator = 0",
     "{\"text\":\"中文\",\"input_ids\":[7,8]}\n{\"text\":\"hello\",\"input_ids\":[4]}\n{\"text\":\"สวัสดี\",\"input_"
     "ids\":[5,6,9]}\n",
     "{\"input_ids\":[7,8,0,4]}\n{\"input_ids\":[0,5,6,9]}\n", "{\"text\":\"中文\",\"input_ids\":[7,8]}\n"},
    {"What is left is padded", "length = 4\nremainder = \"pad\"\npad_id = 1",
     "{\"input_ids\":[7,8,9]}\n{\"input_ids\":[4]}\n{\"input_ids\":[5,6]}\n",
     "{\"input_ids\":[7,8,9,4]}\n{\"input_ids\":[5,6,1,1]}\n", "{\"input_ids\":[7,8,9]}\n"},
};

constexpr std::string_view metrics[] = {"tokens", "blocks", "tokens_dropped"};

}  // namespace

extern const OpSpec normalize_pack;
const OpSpec normalize_pack = {
    .name = "pack",
    .family = Family::normalize,
    .summary = "Put the ids of many texts one behind the other and cut them into blocks of one length",
    .details =
        R"(Blocks for pre-training: the ids of all records, in the order of the input (files in natural order, then lines), are one stream, with the `separator` behind
those of each record, the last one too. It is cut every `length` ids, wherever that falls: a text may go on in the next block. Threads, chunks and tasks do not show.

A block stands where the record stands that completes it, and has no other field. A record that completes several becomes the first, and the others are copies derived
from it (`_dsprep` says of which); one that completes none is dropped, rule `blocks`: its ids are in the next block, so that `--dropped none` loses nothing. What is
left at the end fills no block: it is dropped (`drop`, counted as `tokens_dropped`), padded, or stays shorter, with the last record that has ids.

A record whose field is missing, null or no array of whole numbers from 0 to 2147483647 is malformed, and its ids are not in the stream. Needs one more pass; ids take four
bytes of memory each, of which what is beyond `--memory` goes to `--tmp`, twice.)",
    .source = "dsprep's own; the stream of GPT-style pre-training",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .derives = true,
    .cost = Cost::heavy,
    .metrics = metrics,
};

}  // namespace dsprep::ops
