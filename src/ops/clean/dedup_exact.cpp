// dedup_exact: drops records that say the same as one that is kept.
//
// The first pass notes of every record its place in the order of survivors, the hash of its key and its name. Records
// with the same hash are a group (dedup/candidates.h, without bands), of which the first in that order stays. With
// `verify`, a second pass gathers the keys of all groups and compares them byte by byte. The decision looks every
// record up in the table of what became of it. docs/writing_a_whole_dataset_op.md walks through this file.
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/hash.h"
#include "dedup/attach_duplicate.h"
#include "dedup/candidate_observer.h"
#include "dedup/candidates.h"
#include "dedup/duplicate_row.h"
#include "dedup/duplicate_table.h"
#include "dedup/seen_index.h"
#include "dedup/survivor_order.h"
#include "dedup/write_seen_index.h"
#include "dsprep/map_with.h"
#include "dsprep/op_spec.h"
#include "ops/clean/dedup_exact/comparison_key.h"
#include "ops/clean/dedup_exact/verify_equal.h"
#include "spill/sorted_observer.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::ops {
namespace {

enum : Rule { duplicate_rule };

constexpr RuleInfo rules[] = {
    {"duplicate", Judge::Limit::Compare::at_most, "", "copies that come before this one, the one that is kept first",
     0},
};

struct Params {
  std::string field = "text";
  std::vector<std::string> fields_together;
  std::string normalize = "none";
  std::string keep = "first", missing = "malformed";
  bool verify = false;
  std::optional<std::string> cluster_size, against, index;

  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text that may not come twice", .field = true});
    f("fields", fields_together, {.meaning = "instead: fields of any type that may not come twice together"});
    f("normalize", normalize,
      {.meaning = "what is compared: texts as they are, by datatrove's simplify_text, or as C4 compares URLs; or "
                  "conversations as chat templates print them",
       .choices = {"none", "simplify", "url", "chat"}});
    f("keep", keep, {.meaning = dedup::SurvivorOrder::meaning});
    f("missing", missing,
      {.meaning = "what happens to a record without the field, or with null there", .choices = {"malformed", "keep"}});
    f("verify", verify, {.meaning = "compare keys of equal hashes byte by byte, in one more pass"});
    f("cluster_size", cluster_size,
      {.meaning = "field that gets how many records a kept one stands for", .field = true, .result = true});
    f("against", against, {.meaning = "an index of what was seen before: what is in it is dropped", .path = true});
    f("index", index,
      {.meaning = "file in the output directory that gets an index of what is kept, with all that is in `against`"});
  }
};

struct Plan {
  dedup_exact::KeyRules key;
  bool verify = false;
  Field size_field;
  dedup::SurvivorOrder order;
  spill::Workspace* workspace = nullptr;
  std::shared_ptr<const dedup::SeenIndex> against;
  std::optional<Artifact> index;
  std::string settings;  // of the index
};

// How many records can be compared, and how many are malformed.
struct RecordCounts {
  std::uint64_t records = 0, malformed = 0;
  auto all() { return std::tie(records, malformed); }
};

// Entries: the DuplicateRow of each record that has something to compare.
class KeyExtractor {
 public:
  using Totals = RecordCounts;

  explicit KeyExtractor(const Plan& plan) : plan_(plan), key_(plan.key) {}

  Status extract(const Record& record, Totals& totals, spill::Sorter& entries) {
    if (plan_.key.need(record)) {
      ++totals.malformed;
      return {};
    }
    ++totals.records;
    if (!key_.read(record)) return {};
    order_.clear();
    plan_.order.append(order_, record, plan_.order.input_order() ? 0 : key_.length());
    dedup::write_entry(entry_, {order_, record.id(), base::hash128(key_.bytes()), {}, record.name()});
    return entries.add(entry_);
  }

 private:
  const Plan& plan_;
  dedup_exact::ComparisonKey key_;
  std::string order_, entry_;
};

using KeyObserver = spill::SortedObserver<KeyExtractor>;                       // the first pass
using ContentObserver = dedup::CandidateObserver<dedup_exact::ComparisonKey>;  // the second: leader, rank, key

// What has been decided, shared by all workers.
struct Decision {
  std::shared_ptr<const Plan> plan;
  bool all_fit;  // no record is malformed: nobody needs to look
  std::shared_ptr<const spill::SortedTable> rows;
  std::vector<std::string> files;
};

class DropMapper final : public Mapper {
 public:
  explicit DropMapper(const Decision& decision) : decision_(decision), cursor_(decision.rows) {}

  Verdict map(Record& record, Context& context) override {
    const Plan& plan = *decision_.plan;
    if (!decision_.all_fit) {
      if (auto verdict = plan.key.need(record)) return *std::move(verdict);
    }
    const auto found = cursor_.find(record.id());
    if (!found.ok()) return context.fail(found.error());
    Judge& judge = context.judge();
    dedup::Duplicate duplicate;
    if (found.value()) duplicate = dedup::Duplicate::of_value(*found.value());
    judge.check(duplicate_rule, static_cast<double>(duplicate.before));
    if (duplicate.kind == dedup::Duplicate::Kind::kept) {
      if (plan.size_field.bound()) record.set_integer(plan.size_field, static_cast<std::int64_t>(duplicate.size));
      return judge.verdict();
    }
    dedup::attach_duplicate_of(judge, duplicate, decision_.files);
    judge.attach("similarity", "1");
    dedup::attach_cluster(judge, duplicate);
    return judge.verdict();
  }

 private:
  const Decision& decision_;
  spill::SortedTable::Cursor cursor_;
};

// What both passes end with: the table of what became of each record, the index, the report.
Result<AnyOp> conclude(const std::shared_ptr<const Plan>& plan, RecordCounts counts, dedup::Candidates& candidates,
                       Decider& decider) {
  spill::Sorter no_matches(*plan->workspace);
  DSPREP_TRY(dedup::DuplicateTable table,
             dedup::DuplicateTable::make(*plan->workspace, candidates, no_matches, plan->against.get(), decider));
  if (plan->index) {
    const dedup::SeenIndexContents contents{plan->settings, "", plan->against.get(), nullptr};
    DSPREP_CHECK(decider.write_artifact(*plan->index, [&](ByteSink& sink) {
      return dedup::write_seen_index(sink, *plan->workspace, candidates, table, contents, decider);
    }));
  }
  decider.findings().title = "Exact duplicates";
  table.report(counts.records, decider.findings());
  if (plan->against) decider.findings().metrics.push_back({"in_the_index", static_cast<double>(table.seen)});
  return map_with<DropMapper>(Decision{plan, counts.malformed == 0, std::move(table.rows), std::move(table.files)});
}

// The second pass.
class Verify final : public GlobalOp {
 public:
  Verify(std::shared_ptr<const Plan> plan, RecordCounts counts, dedup::Candidates candidates,
         std::shared_ptr<const spill::SortedTable> places)
      : plan_(std::move(plan)),
        counts_(counts),
        candidates_(std::make_unique<dedup::Candidates>(std::move(candidates))),
        places_(std::move(places)) {}
  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<ContentObserver>(*plan_->workspace, places_, plan_->key);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    {
      DSPREP_TRY(const auto contents, ContentObserver::main_of(observers).entries().sorted());
      DSPREP_TRY(const std::uint64_t told_apart, dedup_exact::verify_equal(*plan_->workspace, *contents, *candidates_));
      decider.findings().metrics.push_back({"hash_collisions", static_cast<double>(told_apart)});
    }
    return conclude(plan_, counts_, *candidates_, decider);
  }

 private:
  std::shared_ptr<const Plan> plan_;
  RecordCounts counts_;
  std::unique_ptr<dedup::Candidates> candidates_;  // used up by decide()
  std::shared_ptr<const spill::SortedTable> places_;
};

class DedupExact final : public GlobalOp {
 public:
  explicit DedupExact(std::shared_ptr<const Plan> plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<KeyObserver>(*plan_->workspace, *plan_);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    KeyObserver& observed = KeyObserver::main_of(observers);
    const RecordCounts counts = observed.totals();
    DSPREP_TRY(dedup::Candidates candidates, dedup::Candidates::find(*plan_->workspace, std::move(observed.entries()),
                                                                     plan_->against.get(), false, decider));
    if (!plan_->verify || candidates.followers == 0) return conclude(plan_, counts, candidates, decider);
    DSPREP_TRY(auto places, dedup_exact::equal_places(*plan_->workspace, candidates));
    return AnyOp(std::make_unique<Verify>(plan_, counts, std::move(candidates), std::move(places)));
  }

 private:
  std::shared_ptr<const Plan> plan_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  auto plan = std::make_shared<Plan>();
  dedup_exact::KeyRules& key = plan->key;
  key.together = !params.fields_together.empty();
  for (const std::string& name : key.together ? params.fields_together : std::vector<std::string>{params.field}) {
    DSPREP_TRY(const Field field, binder.read(name));
    key.fields.push_back(field);
    key.pointers.push_back(binder.pointer(field));
  }
  using dedup_exact::Normalize;
  key.normalize = params.normalize == "none"   ? Normalize::none
                  : params.normalize == "url"  ? Normalize::url
                  : params.normalize == "chat" ? Normalize::chat
                                               : Normalize::simplify;
  key.keep_missing = params.missing == "keep";
  plan->verify = params.verify;
  if (params.cluster_size) {
    DSPREP_TRY(plan->size_field, binder.write(*params.cluster_size));
  }
  DSPREP_TRY(plan->order, dedup::SurvivorOrder::parse(params.keep, binder));
  plan->workspace = &binder.workspace();
  plan->settings = "exact normalize=" + params.normalize + (key.together ? " fields" : " field");
  for (const std::string& pointer : key.pointers) {
    const bool many = pointer.find("/*") != pointer.npos;
    if (many && key.normalize == Normalize::chat)
      return usage_error(
          "normalize = \"chat\" compares whole arrays of messages: name the array (\"messages\"), not \"" + pointer +
          "\"");
    plan->settings += (many ? " each " : " ") + pointer;
  }
  if (params.against) {
    if (plan->verify)
      return usage_error("verify cannot be used with against: an index holds hashes, not texts to compare");
    DSPREP_TRY(plan->against, dedup::SeenIndex::open(binder, *params.against, plan->settings));
  }
  if (params.index) {
    DSPREP_TRY(plan->index, binder.artifact(*params.index));
  }
  return AnyOp(std::make_unique<DedupExact>(std::move(plan)));
}

constexpr Example examples[] = {
    {"The first of equal texts stays, wherever the others stand", "",
     "{\"id\":1,\"text\":\"春眠不觉晓，处处闻啼鸟。\"}\n"
     "{\"id\":2,\"text\":\"Good morning.\"}\n"
     "{\"id\":3,\"text\":\"\\u6625眠不觉晓，处处闻啼鸟。\"}\n"
     "{\"id\":4,\"text\":\"good morning.\"}\n"
     "{\"id\":5,\"text\":\"Good morning.\"}\n",
     "{\"id\":1,\"text\":\"春眠不觉晓，处处闻啼鸟。\"}\n"
     "{\"id\":2,\"text\":\"Good morning.\"}\n"
     "{\"id\":4,\"text\":\"good morning.\"}\n",
     "{\"id\":3,\"text\":\"\\u6625眠不觉晓，处处闻啼鸟。\"}\n"
     "{\"id\":5,\"text\":\"Good morning.\"}\n"},
    {"One record per URL; an empty one says nothing", "field = \"url\"",
     "{\"url\":\"https://example.org/北京\",\"text\":\"old\"}\n"
     "{\"url\":\"\",\"text\":\"a\"}\n"
     "{\"url\":\"https://example.org/北京\",\"text\":\"new\"}\n"
     "{\"url\":\"\",\"text\":\"b\"}\n",
     "{\"url\":\"https://example.org/北京\",\"text\":\"old\"}\n"
     "{\"url\":\"\",\"text\":\"a\"}\n"
     "{\"url\":\"\",\"text\":\"b\"}\n",
     "{\"url\":\"https://example.org/北京\",\"text\":\"new\"}\n"},
    {"One page per URL as C4 sees it, the newest", "field = \"url\"\nnormalize = \"url\"\nkeep = \"max:/date\"",
     "{\"url\":\"http://example.org/新闻/\",\"date\":\"2023-01-01\"}\n"
     "{\"url\":\"https://www.example.org/新闻?utm_source=mail\",\"date\":\"2024-02-03\"}\n",
     "{\"url\":\"https://www.example.org/新闻?utm_source=mail\",\"date\":\"2024-02-03\"}\n",
     "{\"url\":\"http://example.org/新闻/\",\"date\":\"2023-01-01\"}\n"},
};

constexpr std::string_view metrics[] = {"records",         "clusters",     "duplicates",
                                        "duplicate_share", "in_the_index", "hash_collisions"};

}  // namespace

extern const OpSpec clean_dedup_exact;
const OpSpec clean_dedup_exact = {
    .name = "dedup_exact",
    .family = Family::clean,
    .summary = "Drop records that say the same as one that is kept",
    .details =
        R"(Two records are duplicates when the decoded texts of `field` are equal, code point by code point: an escape is what it stands
for, but case, white space and normalization form count. With `fields` all of these must be equal: texts decoded, other values as they are
written (1 is not 1.0). `normalize = "simplify"` compares texts after datatrove's `simplify_text` (case, numbers, punctuation, accents and spacing are overlooked);
`"url"` without scheme, `www.`, tracking query (`?utm_…`, `?ref…`, `?feed…`) and trailing slashes, as C4 does. What stays in the record is never changed.

`normalize = "chat"` compares conversations: the first field (`messages`) is an array of messages, the others (`tools`) are what a template prints beside it, and may be absent. Two are
copies where no chat template can tell them apart: roles, contents, calls with their names, arguments and ids, and every other member of a message must be equal. White space and escapes of the JSON, the order
of a message's members, and those of them that are null or empty do not matter.

Of equal records the first in input order (shard, line) is kept, or what `keep` says; the others are dropped, whatever stands in their other fields.

Texts are compared by their XXH3-128, so two different texts would be taken for one with a chance of about n² / 2^129: for a
billion records, 1 in 10^21. With `verify` those with equal hashes are compared byte by byte, in one more pass.

A dropped record carries the rule `duplicate` with the number of copies before it, and in `_dsprep`: `duplicate_of`
(`id`, `file` and `line` of the record that was kept), `similarity` 1, `cluster`, the hash, which is the same for all copies, and `cluster_size`.

`index = "seen.idx"` writes an index of what is kept into the output directory (hashes, ids, places; no text), and `against = "seen.idx"` drops what is in such an
index; both together go on from it.

An empty text is never a duplicate. A field with `*` is compared element by element; of `field`, null elements are passed over. A missing, null or
non-text `field` makes the record malformed; one of `fields` only where it is missing. With `missing = "keep"` a record in which one of
these is missing or null is kept, as a duplicate of none.

Needs one more pass over the input, and about 250 bytes of memory per record, of which what is beyond `--memory` goes to
`--tmp`.)",
    .source =
        "Exact document deduplication as in datatrove's exact_dedup and RedPajama-V2, with the input's first copy "
        "kept; hash: XXH3-128; URLs: TFDS c4_utils",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .metrics = metrics,
};

}  // namespace dsprep::ops
