// dedup_minhash: drops records that are nearly the same as one that is kept.
//
// The first pass notes of every record its place in the order of survivors, a hash of its normalized text, and the
// hashes of the bands of its MinHash signature. Records that share a band are candidates (dedup/candidates.h). A second
// pass over the candidates gathers their shingle sets, the similarity of each pair is counted out, and clusters are
// made of what has been verified (dedup/clusters.h). The decision looks every record up in the table of what became of
// it.
#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

#include "base/hex.h"
#include "dedup/banding.h"
#include "dedup/clusters.h"
#include "dedup/duplicate_table.h"
#include "dedup/placed_rows.h"
#include "dedup/seen_index.h"
#include "dedup/survivor_order.h"
#include "dedup/tell_duplicate.h"
#include "dedup/text_shape.h"
#include "dedup/write_seen_index.h"
#include "dedup/written_sets.h"
#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "spill/wire.h"
#include "text/utf8.h"
#include "text/word_model.h"

namespace dsprep::ops {
namespace {

enum : Rule { similarity_rule, candidate_rule, short_rule };

constexpr RuleInfo rules[] = {
    {"similarity", Judge::Limit::Compare::below, "threshold",
     "Jaccard similarity of shingle sets with a kept record, 0 to 1"},
    {"candidate", Judge::Limit::Compare::at_most, "", "kept records it may be a duplicate of, unverified", 0},
    {"short", Judge::Limit::Compare::at_least, "", "shingles", 1},
};

struct Params {
  std::string variant = "dsprep";
  std::string field = "text";
  std::string ngram = "words:5";
  std::string words = "uax29";
  std::string normalize = "simplify";
  double threshold = 0.8;
  std::optional<std::int64_t> bands, rows;
  bool verify = true;
  std::string cluster = "star";
  std::string keep = "first";
  std::string short_texts = "exact";
  std::optional<std::string> cluster_id, cluster_size;
  std::optional<std::string> against, index;
  std::string index_holds = "signatures";

  void fields(ParamFields& f) {
    f("variant", variant, {.meaning = "whose hashes and defaults", .choices = {"dsprep", "fineweb", "fineweb2"}});
    f("field", field, {.meaning = "the text to compare", .field = true});
    f("ngram", ngram, {.meaning = "what is a shingle: \"words:N\" or \"chars:N\""});
    f("words", words, {.meaning = "what is a word", .choices = {"whitespace", "uax29", "unicode"}});
    f("normalize", normalize,
      {.meaning = "what is overlooked: \"simplify\" (case, numbers, punctuation, accents, spacing), or nothing",
       .choices = {"simplify", "none"}});
    f("threshold", threshold, {.meaning = "similarity from which two records are duplicates", .min = 0.05, .max = 1});
    f("bands", bands, {.meaning = "bands of the signature; unset: by threshold", .min = 1, .max = 1024});
    f("rows", rows, {.meaning = "permutations in a band; unset: by threshold", .min = 1, .max = 256});
    f("verify", verify, {.meaning = "count out the similarity of candidates; else sharing a band is enough"});
    f("cluster", cluster,
      {.meaning = "\"star\": like a record that is kept; \"components\": linked by a chain",
       .choices = {"star", "components"}});
    f("keep", keep, {.meaning = dedup::SurvivorOrder::meaning});
    f("short", short_texts,
      {.meaning = "texts of fewer words or characters than a shingle has: only equal ones are duplicates, or they are "
                  "kept, or dropped",
       .choices = {"exact", "keep", "drop"}});
    f("cluster_id", cluster_id,
      {.meaning = "field that gets the cluster of a kept record that has duplicates", .field = true, .result = true});
    f("cluster_size", cluster_size,
      {.meaning = "field that gets how many records a kept one stands for", .field = true, .result = true});
    f("against", against,
      {.meaning = "an index of what was seen before: records like something in it are dropped", .path = true});
    f("index", index,
      {.meaning = "file in the output directory that gets an index of what is kept, with all that is in `against`"});
    f("index_holds", index_holds,
      {.meaning = "what the index holds of each text: its signature (similarities are then estimates), or all shingles",
       .choices = {"signatures", "shingles"}});
  }
};

constexpr VariantDefault variants[] = {
    {"fineweb", "words", {}, "whitespace"},
    {"fineweb", "bands", 14},
    {"fineweb", "rows", 8},
    {"fineweb", "verify", 0},
    {"fineweb", "cluster", {}, "components"},
    {"fineweb", "short", {}, "keep"},
    {"fineweb2", "words", {}, "whitespace"},
    {"fineweb2", "bands", 14},
    {"fineweb2", "rows", 8},
    {"fineweb2", "verify", 0},
    {"fineweb2", "cluster", {}, "components"},
    {"fineweb2", "short", {}, "keep"},
};

enum class Short : std::uint8_t { exact, keep, drop };

constexpr std::uint64_t most_held = 64;  // tokens of a text of which an index of signatures holds what was overlooked

struct Plan {
  Field field, id_field, size_field;
  std::string pointer;
  spill::Workspace* workspace = nullptr;
  dedup::ShapeRules shape;
  Short short_texts = Short::exact;
  dedup::ClusterRules rules;
  dedup::SurvivorOrder order;
  std::shared_ptr<const dedup::SeenIndex> against;
  std::optional<Artifact> index;
  std::string settings, holds;  // of the index
};

// What a text is compared by, as one row: its shingle set, and what its normalization has overlooked.
void append_compared(std::string_view text, const Plan& plan, dedup::TextShape& shape,
                     std::vector<std::uint64_t>& row) {
  const std::span<const std::uint64_t> set = shape.set();
  row.insert(row.end(), set.begin(), set.end());
  if (!plan.shape.written) return;
  const dedup::Overlooked& overlooked = shape.overlooked(text);
  dedup::append_overlooked(row, {overlooked.hashes(), overlooked.tokens()});
}

// What an index holds of a text: that, or its signature and, of a short one, what was overlooked. Nothing of one
// without shingles.
void append_held(std::string_view text, const Plan& plan, dedup::TextShape& shape, std::vector<std::uint64_t>& row) {
  if (shape.shingles().empty()) return;
  if (plan.holds == "shingles") return append_compared(text, plan, shape, row);
  const auto signature = shape.signature(shape.shingles());
  row.resize(signature.size() / 2);
  std::memcpy(row.data(), signature.data(), signature.size_bytes());
  if (!plan.shape.written) return;
  const dedup::Overlooked& overlooked = shape.overlooked(text);
  if (overlooked.tokens() <= most_held) dedup::append_overlooked(row, {overlooked.hashes(), overlooked.tokens()});
}

// What the first pass has counted.
struct Seen {
  std::uint64_t records = 0, empty = 0, short_texts = 0;
  std::uint64_t unfit = 0;                // no text to compare
  std::shared_ptr<spill::Sorter> shapes;  // for an index
};

class SignatureObserver final : public Observer {
 public:
  explicit SignatureObserver(const Plan& plan)
      : plan_(plan), rows_(*plan.workspace), shapes_(*plan.workspace), shape_(plan.shape) {}

  Status observe(const Record& record) override {
    if (need_text(record, plan_.field, plan_.pointer)) {
      ++seen_.unfit;
      return {};
    }
    ++seen_.records;
    const std::string_view text = *record.text(plan_.field);
    if (text.empty()) {
      ++seen_.empty;
      return {};
    }
    shape_.read(text);
    if (shape_.shingles().empty()) {
      ++seen_.short_texts;
      if (plan_.short_texts != Short::exact) return {};
    }
    order_.clear();
    plan_.order.append(order_, record, plan_.order.input_order() ? 0 : text::count_chars(text));
    DSPREP_CHECK(rows_.add({order_, record.id(), shape_.content(), shape_.bands(), record.name()}));
    if (!plan_.index) return {};
    row_.clear();
    append_held(text, plan_, shape_, row_);
    held_.clear();
    dedup::append_shape(held_, order_,
                        {reinterpret_cast<const char*>(row_.data()), row_.size() * sizeof(std::uint64_t)});
    DSPREP_CHECK(shapes_.add(held_));
    return {};
  }

  Status merge(Observer&& next) override {
    auto& other = static_cast<SignatureObserver&>(next);
    seen_.records += other.seen_.records;
    seen_.empty += other.seen_.empty;
    seen_.short_texts += other.seen_.short_texts;
    seen_.unfit += other.seen_.unfit;
    DSPREP_CHECK(shapes_.merge(std::move(other.shapes_)));
    return rows_.merge(std::move(other.rows_));
  }

  Status save(ByteSink& sink) override {
    for (const std::uint64_t n : {seen_.records, seen_.empty, seen_.short_texts, seen_.unfit})
      DSPREP_CHECK(spill::put_u64(sink, n));
    DSPREP_CHECK(shapes_.save(sink));
    return rows_.save(sink);
  }

  Status load(ByteSource& source) override {
    for (std::uint64_t* n : {&seen_.records, &seen_.empty, &seen_.short_texts, &seen_.unfit}) {
      DSPREP_TRY(*n, spill::get_u64(source));
    }
    DSPREP_CHECK(shapes_.load(source));
    return rows_.load(source);
  }

  dedup::DuplicateRows take_rows() { return std::move(rows_); }
  Seen take_seen() {
    if (plan_.index) seen_.shapes = std::make_shared<spill::Sorter>(std::move(shapes_));
    return seen_;
  }

 private:
  const Plan& plan_;
  dedup::DuplicateRows rows_;
  spill::Sorter shapes_;  // for an index
  dedup::TextShape shape_;
  Seen seen_;
  std::vector<std::uint64_t> row_;
  std::string order_, held_;
};

// Gathers the shingle sets of candidates: component, rank, hashes.
class SetObserver final : public Observer {
 public:
  SetObserver(const Plan& plan, std::shared_ptr<const spill::SortedTable> places)
      : plan_(plan), sets_(*plan.workspace, std::move(places)), shape_(plan.shape) {}

  Status observe(const Record& record) override { return gather(record); }

  Status merge(Observer&& next) override {
    auto& other = static_cast<SetObserver&>(next);
    return sets_.merge(std::move(other.sets_));
  }
  Status save(ByteSink& sink) override { return sets_.save(sink); }
  Status load(ByteSource& source) override { return sets_.load(source); }

  Result<std::unique_ptr<spill::SortedReader>> sorted() { return sets_.sorted(); }

 private:
  Status gather(const Record& record) {
    DSPREP_TRY(const bool wanted, sets_.find(record.id()));
    const auto text = wanted ? record.text(plan_.field) : std::nullopt;
    if (!text) return {};
    shape_.read(*text);
    row_.clear();
    append_compared(*text, plan_, shape_, row_);
    return sets_.add({reinterpret_cast<const char*>(row_.data()), row_.size() * sizeof(std::uint64_t)});
  }

  const Plan& plan_;
  dedup::PlacedRows sets_;
  dedup::TextShape shape_;
  std::vector<std::uint64_t> row_;
};

// What has been decided, shared by all workers.
struct Decision {
  std::shared_ptr<const Plan> plan;
  bool all_fit;  // nobody needs to look for those that are not
  std::shared_ptr<const spill::SortedTable> rows;
  std::vector<std::string> files;
};

class DropMapper final : public Mapper {
 public:
  explicit DropMapper(const Decision& decision)
      : decision_(decision), cursor_(decision.rows), shape_(decision.plan->shape) {}

  Verdict map(Record& record, Context& context) override {
    const Plan& plan = *decision_.plan;
    if (!decision_.all_fit) {
      if (auto verdict = need_text(record, plan.field, plan.pointer)) return *std::move(verdict);
    }
    Judge& judge = context.judge();
    const auto found = cursor_.find(record.id());
    if (!found.ok()) return context.fail(found.error());
    if (plan.short_texts == Short::drop) {
      shape_.read(*record.text(plan.field));
      judge.check(short_rule, static_cast<double>(shape_.shingles().size()));
    }
    if (!found.value()) {
      judge.check(plan.rules.verify ? similarity_rule : candidate_rule, 0);
      if (plan.size_field.bound() && !judge.failed()) record.set_integer(plan.size_field, 1);
      return judge.verdict();
    }
    const dedup::Duplicate duplicate = dedup::Duplicate::of_value(*found.value());
    if (duplicate.kind == dedup::Duplicate::Kind::kept) {
      judge.check(plan.rules.verify ? similarity_rule : candidate_rule, 0);
      if (!judge.failed()) {
        if (plan.id_field.bound()) record.set_text(plan.id_field, base::hex(duplicate.cluster));
        if (plan.size_field.bound()) record.set_integer(plan.size_field, static_cast<std::int64_t>(duplicate.size));
      }
      return judge.verdict();
    }
    explain(duplicate, judge);
    return judge.verdict();
  }

 private:
  void explain(const dedup::Duplicate& duplicate, Judge& judge) const {
    if (duplicate.kind == dedup::Duplicate::Kind::unverified) judge.check(candidate_rule, 1);
    else judge.check(similarity_rule, duplicate.similarity);
    dedup::tell_kept(judge, duplicate, decision_.files);
    if (duplicate.kind == dedup::Duplicate::Kind::unverified) {
      // The share of bands in common, turned back into a similarity.
      const dedup::Banding& banding = decision_.plan->shape.banding;
      if (duplicate.bands > 0)
        judge.attach("similarity_estimate", ValueBuilder()
                                                .number(banding.similarity_of(static_cast<double>(duplicate.bands) /
                                                                              static_cast<double>(banding.bands)))
                                                .take());
    } else {
      judge.attach("similarity", ValueBuilder().number(duplicate.similarity).take());
      if (duplicate.kind == dedup::Duplicate::Kind::estimated) judge.attach("similarity_estimated", "true");
    }
    dedup::tell_cluster(judge, duplicate);
  }

  const Decision& decision_;
  spill::SortedTable::Cursor cursor_;
  dedup::TextShape shape_;
};

void report(const Plan& plan, const Seen& seen, const dedup::Candidates& candidates, const dedup::ClusterStats& stats,
            const dedup::DuplicateTable& table, Findings& findings) {
  findings.title = "Near-duplicates";
  table.report(seen.records, findings);
  const auto metric = [&](std::string name, std::uint64_t value) {
    findings.metrics.push_back({std::move(name), static_cast<double>(value)});
  };
  metric("empty", seen.empty);
  metric("short", seen.short_texts);
  metric("equal", candidates.followers);
  metric("candidates", candidates.compared);
  metric("buckets", candidates.buckets);
  metric("largest_bucket", candidates.largest_bucket);
  metric("pairs_compared", stats.pairs);
  metric("pairs_alike", stats.alike);
  metric("comparisons_skipped", stats.skipped);
  if (plan.against) metric("like_the_index", table.seen);

  const dedup::Banding& banding = plan.shape.banding;
  Finding curve{"candidate_curve",
                "How likely a pair becomes a candidate",
                std::to_string(banding.bands) + " bands of " + std::to_string(banding.rows) +
                    " permutations: 1 - (1 - s^" + std::to_string(banding.rows) + ")^" + std::to_string(banding.bands),
                Finding::Chart::line,
                {"similarity", "chance"},
                {}};
  for (int i = 2; i <= 20; ++i) curve.rows.push_back({i / 20.0, banding.chance(i / 20.0)});
  findings.sections.push_back(std::move(curve));
  if (stats.alike == 0) return;
  Finding alike{"similarities",
                "Compared pairs that are alike, by similarity",
                "",
                Finding::Chart::bars,
                {"similarity", "pairs"},
                {}};
  for (std::size_t i = 0; i < stats.similarities.size(); ++i)
    if (stats.similarities[i] > 0)
      alike.rows.push_back({static_cast<double>(i) / 100, static_cast<std::int64_t>(stats.similarities[i])});
  findings.sections.push_back(std::move(alike));
}

Result<AnyOp> conclude(const std::shared_ptr<const Plan>& plan, const Seen& seen, dedup::Candidates& candidates,
                       std::unique_ptr<spill::SortedReader> sets, Decider& decider) {
  spill::Sorter matches(*plan->workspace);
  dedup::ClusterStats stats;
  {
    DSPREP_TRY(const auto groups, candidates.groups.sorted());
    if (sets) {
      DSPREP_TRY(auto shapes, candidates.shapes.sorted());
      sets = dedup::sets_of_both(std::move(shapes), std::move(sets));
    }
    DSPREP_CHECK(find_clusters(*plan->workspace, *groups, sets.get(), plan->rules, decider, matches, stats));
  }
  DSPREP_TRY(dedup::DuplicateTable table,
             dedup::DuplicateTable::make(*plan->workspace, candidates, matches, plan->against.get(), decider));
  if (plan->index) {
    const dedup::SeenIndexContents contents{plan->settings, plan->holds, plan->against.get(), seen.shapes.get()};
    DSPREP_CHECK(decider.write_artifact(*plan->index, [&](ByteSink& sink) {
      return dedup::write_seen_index(sink, *plan->workspace, candidates, table, contents, decider);
    }));
  }
  report(*plan, seen, candidates, stats, table, decider.findings());
  return map_with<DropMapper>(Decision{plan, seen.unfit == 0, std::move(table.rows), std::move(table.files)});
}

// The second pass: compares the candidates.
class Verify final : public GlobalOp {
 public:
  Verify(std::shared_ptr<const Plan> plan, Seen seen, dedup::Candidates candidates)
      : plan_(std::move(plan)),
        seen_(std::move(seen)),
        candidates_(std::make_unique<dedup::Candidates>(std::move(candidates))) {}
  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<SetObserver>(*plan_, candidates_->places);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    DSPREP_TRY(auto sets, static_cast<SetObserver&>(*observers.main).sorted());
    return conclude(plan_, seen_, *candidates_, std::move(sets), decider);
  }

 private:
  std::shared_ptr<const Plan> plan_;
  Seen seen_;
  std::unique_ptr<dedup::Candidates> candidates_;  // used up by decide()
};

class DedupMinhash final : public GlobalOp {
 public:
  explicit DedupMinhash(std::shared_ptr<const Plan> plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override { return std::make_unique<SignatureObserver>(*plan_); }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    auto& observed = static_cast<SignatureObserver&>(*observers.main);
    const Seen seen = observed.take_seen();
    DSPREP_TRY(dedup::Candidates candidates,
               dedup::Candidates::find(*plan_->workspace, observed.take_rows(), plan_->against.get(),
                                       plan_->index.has_value(), decider));
    if (plan_->rules.verify && candidates.compared > 0)
      return AnyOp(std::make_unique<Verify>(plan_, seen, std::move(candidates)));
    return conclude(plan_, seen, candidates, nullptr, decider);
  }

 private:
  std::shared_ptr<const Plan> plan_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  auto plan = std::make_shared<Plan>();
  DSPREP_TRY(plan->field, binder.read(params.field));
  plan->pointer = binder.pointer(plan->field);
  if (params.cluster_id) {
    DSPREP_TRY(plan->id_field, binder.write(*params.cluster_id));
  }
  if (params.cluster_size) {
    DSPREP_TRY(plan->size_field, binder.write(*params.cluster_size));
  }
  plan->workspace = &binder.workspace();
  dedup::ShapeRules& shape = plan->shape;
  DSPREP_TRY(shape.kind, dedup::ShingleKind::parse(params.ngram));
  shape.words = text::word_model(params.words);
  shape.hash = params.variant == "fineweb"    ? dedup::ShingleHash::sha1
               : params.variant == "fineweb2" ? dedup::ShingleHash::xxhash64
                                              : dedup::ShingleHash::native;
  shape.simplify = params.normalize == "simplify";
  shape.written = shape.simplify && shape.hash == dedup::ShingleHash::native;
  plan->short_texts = params.short_texts == "exact"  ? Short::exact
                      : params.short_texts == "keep" ? Short::keep
                                                     : Short::drop;
  if (params.bands.has_value() != params.rows.has_value())
    return usage_error("bands and rows belong together: give both, or neither and let the threshold choose");
  shape.banding = params.bands
                      ? dedup::Banding{static_cast<std::size_t>(*params.bands), static_cast<std::size_t>(*params.rows)}
                      : dedup::Banding::for_threshold(params.threshold);
  const std::size_t permutations = shape.banding.permutations();
  if (permutations > 8192)
    return usage_error("bands × rows is " + std::to_string(permutations) + ": at most 8192 permutations");
  shape.make_permutations();
  plan->rules.kind = params.cluster == "star" ? dedup::ClusterRules::Kind::star : dedup::ClusterRules::Kind::components;
  plan->rules.verify = params.verify;
  plan->rules.threshold = params.threshold;
  plan->rules.written = shape.written;
  DSPREP_TRY(plan->order, dedup::SurvivorOrder::parse(params.keep, binder));
  plan->settings = "minhash variant=" + params.variant + " ngram=" + params.ngram + " words=" + params.words +
                   " normalize=" + params.normalize + " bands=" + std::to_string(shape.banding.bands) +
                   " rows=" + std::to_string(shape.banding.rows) + (shape.written ? " equal=written" : "");
  plan->holds = params.index_holds;
  if (params.against) {
    DSPREP_TRY(plan->against, dedup::SeenIndex::open(binder, *params.against, plan->settings));
    if (params.index && plan->against->shapes() != plan->holds)
      return usage_error(*params.against + " holds " + plan->against->shapes() +
                         ": an index that is to go on from it must, too (index_holds)");
    plan->rules.seen = plan->against->size();
    plan->rules.seen_signatures = plan->against->shapes() == "signatures";
    plan->rules.estimate = [ours = std::make_shared<dedup::TextShape>(shape), permutations,
                            threshold = params.threshold, written = shape.written](
                               std::span<const std::uint64_t> row, std::span<const std::uint32_t> held) {
      const dedup::WrittenSet set = written ? dedup::WrittenSet::of(row) : dedup::WrittenSet{row, {}};
      return dedup::estimated_jaccard(ours->signature(set.shingles), held, permutations, set.overlooked, threshold);
    };
  }
  if (params.index) {
    DSPREP_TRY(plan->index, binder.artifact(*params.index));
  }
  return AnyOp(std::make_unique<DedupMinhash>(std::move(plan)));
}

constexpr Example examples[] = {
    {"Case, punctuation and a changed word are no difference, numbers and signs are; the first stays",
     "ngram = \"words:2\"\nthreshold = 0.6",
     "{\"text\":\"The quick brown fox jumps over the lazy dog, again and again.\"}\n"
     "{\"text\":\"the quick brown fox jumps over the lazy dogs, again and again\"}\n"
     "{\"text\":\"What is 12 + 34?\"}\n"
     "{\"text\":\"What is 99 * 71?\"}\n",
     "{\"text\":\"The quick brown fox jumps over the lazy dog, again and again.\"}\n"
     "{\"text\":\"What is 12 + 34?\"}\n"
     "{\"text\":\"What is 99 * 71?\"}\n",
     "{\"text\":\"the quick brown fox jumps over the lazy dogs, again and again\"}\n"},
    {"The longest copy stays, with the size of its cluster; a Chinese character is a word",
     "ngram = \"words:3\"\nthreshold = 0.7\nkeep = \"longest\"\ncluster_size = \"copies\"",
     "{\"text\":\"春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少\"}\n"
     "{\"text\":\"《春晓》春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少！\"}\n"
     "{\"text\":\"白日依山尽，黄河入海流。\"}\n",
     "{\"text\":\"《春晓》春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少！\",\"copies\":2}\n"
     "{\"text\":\"白日依山尽，黄河入海流。\",\"copies\":1}\n",
     "{\"text\":\"春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少\"}\n"},
};

constexpr std::string_view metrics[] = {
    "records",        "clusters",    "duplicates",          "duplicate_share", "empty",
    "short",          "equal",       "candidates",          "buckets",         "largest_bucket",
    "pairs_compared", "pairs_alike", "comparisons_skipped", "like_the_index"};

}  // namespace

extern const OpSpec clean_dedup_minhash;
const OpSpec clean_dedup_minhash = {
    .name = "dedup_minhash",
    .family = Family::clean,
    .summary = "Drop records that are nearly the same as one that is kept",
    .details =
        R"(Two records are compared by their sets of shingles: runs of `ngram` words or characters of the normalized text. Their similarity is Jaccard's,
the shingles they share divided by the shingles of both. A record is dropped where its similarity with a record that is kept is
at least `threshold`. With `cluster = "star"` records are taken in the order of survivors (`keep`), so that a chain of likenesses
never makes strangers into duplicates: what a dropped record names is a record that was kept and that it is like.
With `components` everything that is linked by a chain of verified pairs is one cluster, as in other tools.

Pairs to compare are found by MinHash and banding: of two records with similarity s a share of 1 - (1 - s^rows)^bands shares a band;
unset, `bands` and `rows` are chosen for the threshold (16 × 7 at 0.8: 97.7 % there, and more above). The pairs found are then verified
by counting (`verify`), so that nothing is dropped on a guess; what banding misses is kept. Within a bucket a record is compared
with the first 256 kept ones; comparisons left out are counted in the report. Texts that are equal to the byte are always found.

`normalize = "simplify"` is datatrove's `simplify_text`: lower case, numbers to `0`, punctuation to spaces, accents and other nonspacing marks
removed, white space collapsed. Words are then counted by `words`; with `uax29` a Chinese or Japanese character is a word.
What it overlooks may be all there is: `What is 12 + 34?` and `What is 99 * 71?`, C++ and C#, かき and がぎ, 👍 and 👎. Verified copies
must therefore be as like in that, too: a number, sign or marked letter that only one of both has is a token that they do not share, one in the place of
another counts twice, and the tokens they share divided by the tokens of both are at least `threshold`. Texts of fewer than 32 tokens (words, numbers, signs; letters
where words are not set apart) must agree in all of it. So a long text stays a copy where some numbers are others, and two short sums are two.
A text that is too short for one shingle is compared as a whole, without case, spacing and punctuation alone (`short = "exact"`), kept or dropped. An empty
text is never a duplicate. A field with `*` is its elements joined by LF. A missing, null or non-text field makes the record malformed.

A dropped record carries `duplicate_of` (`id`, `file`, `line`), `similarity` (in a cluster made by `components`: the highest of the pairs that link it), `cluster` and
`cluster_size`. Kept records get `cluster_id` (where they have duplicates) and `cluster_size` on request: weights for putting copies back.

`index = "seen.idx"` writes an index of what is kept into the output directory, and `against = "seen.idx"` drops what is like something in such an
index, without the data it was made from; both together go on from it. An index of signatures gives estimated similarities (marked `similarity_estimated`; the standard
error at 0.8 is 0.04), and what normalization overlooks of texts up to 64 tokens alone; one of `shingles` true ones. It must have been made with the same parameters.

Variants: `fineweb` (SHA-1) and `fineweb2` (xxHash64) compute signatures bit for bit as datatrove does for FineWeb and FineWeb-2, and cluster as it does:
14 bands of 8, unverified, components, short texts never duplicates; words are split at white space. What they overlook, they overlook.

Needs two passes over the input before the last, the second only where there are candidates; about 600 bytes a record, of which what is beyond `--memory` goes to `--tmp`.)",
    .source =
        "Broder 1997 (MinHash), Leskovec, Rajaraman, Ullman, Mining of Massive Datasets § 3.4 (banding); normalization "
        "and variants: datatrove 0.10 (FineWeb, FineWeb-2)",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .variants = variants,
    .metrics = metrics,
};

}  // namespace dsprep::ops
