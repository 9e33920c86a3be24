// dedup_minhash: drops records that are nearly the same as one that is kept.
//
// MinHash with banding (locality-sensitive hashing). The first pass notes of every record its place in the order of
// survivors, a hash of its normalized text, and the hashes of the bands of its MinHash signature. Records that share a
// band are candidates (dedup/candidates.h). A second pass over the candidates gathers their shingle sets, the Jaccard
// similarity of each pair is counted out, and clusters are made of the pairs that were verified (dedup/clusters.h). The
// decision looks every record up in the table of what became of it.
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hex.h"
#include "dedup/attach_duplicate.h"
#include "dedup/banding.h"
#include "dedup/candidates.h"
#include "dedup/clusters.h"
#include "dedup/duplicate_table.h"
#include "dedup/seen_index.h"
#include "dedup/shingles.h"
#include "dedup/shingles_and_residue.h"
#include "dedup/survivor_order.h"
#include "dedup/text_signature.h"
#include "dedup/write_seen_index.h"
#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "ops/clean/dedup_minhash/plan.h"
#include "ops/clean/dedup_minhash/report.h"
#include "ops/clean/dedup_minhash/signature_extractor.h"
#include "spill/sorted_observer.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"
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

using dedup_minhash::FirstPassTotals;
using dedup_minhash::Plan;
using dedup_minhash::ShingleObserver;
using dedup_minhash::Short;
using dedup_minhash::SignatureObserver;

// What has been decided, shared by all workers.
struct Decision {
  std::shared_ptr<const Plan> plan;
  bool all_fit;  // no record is malformed: nobody needs to look
  std::shared_ptr<const spill::SortedTable> rows;
  std::vector<std::string> files;
};

class DropMapper final : public Mapper {
 public:
  explicit DropMapper(const Decision& decision)
      : decision_(decision), cursor_(decision.rows), signature_(decision.plan->signature) {}

  Verdict map(Record& record, Context& context) override {
    const Plan& plan = *decision_.plan;
    if (!decision_.all_fit) {
      if (auto verdict = need_text(record, plan.field, plan.pointer)) return *std::move(verdict);
    }
    Judge& judge = context.judge();
    const auto found = cursor_.find(record.id());
    if (!found.ok()) return context.fail(found.error());
    if (plan.short_texts == Short::drop) {
      signature_.read(*record.text(plan.field));
      judge.check(short_rule, static_cast<double>(signature_.shingles().size()));
    }
    if (!found.value()) {
      judge.check(plan.clusters.verify ? similarity_rule : candidate_rule, 0);
      if (plan.size_field.bound() && !judge.failed()) record.set_integer(plan.size_field, 1);
      return judge.verdict();
    }
    const dedup::Duplicate duplicate = dedup::Duplicate::of_value(*found.value());
    if (duplicate.kind == dedup::Duplicate::Kind::kept) {
      judge.check(plan.clusters.verify ? similarity_rule : candidate_rule, 0);
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
    dedup::attach_duplicate_of(judge, duplicate, decision_.files);
    if (duplicate.kind == dedup::Duplicate::Kind::unverified) {
      // The share of bands in common, turned back into a similarity.
      const dedup::Banding& banding = decision_.plan->signature.banding;
      if (duplicate.bands > 0)
        judge.attach("similarity_estimate", ValueBuilder()
                                                .number(banding.similarity_of(static_cast<double>(duplicate.bands) /
                                                                              static_cast<double>(banding.bands)))
                                                .take());
    } else {
      judge.attach("similarity", ValueBuilder().number(duplicate.similarity).take());
      if (duplicate.kind == dedup::Duplicate::Kind::estimated) judge.attach("similarity_estimated", "true");
    }
    dedup::attach_cluster(judge, duplicate);
  }

  const Decision& decision_;
  spill::SortedTable::Cursor cursor_;
  dedup::TextSignature signature_;
};

// What both passes end with: clusters, the table of what became of each record, the index, the report. `sets`: of the
// candidates, or null where nothing is verified.
Result<AnyOp> conclude(const std::shared_ptr<const Plan>& plan, FirstPassTotals& totals, dedup::Candidates& candidates,
                       std::unique_ptr<spill::SortedReader> sets, Decider& decider) {
  spill::Sorter matches(*plan->workspace);
  dedup::ClusterStats stats;
  {
    DSPREP_TRY(const auto groups, candidates.groups.sorted());
    if (sets) {
      DSPREP_TRY(auto sketches, candidates.sketches.sorted());
      sets = dedup::sets_of_both(std::move(sketches), std::move(sets));
    }
    DSPREP_CHECK(find_clusters(*plan->workspace, *groups, sets.get(), plan->clusters, decider, matches, stats));
  }
  DSPREP_TRY(dedup::DuplicateTable table,
             dedup::DuplicateTable::make(*plan->workspace, candidates, matches, plan->against.get(), decider));
  if (plan->index) {
    const dedup::SeenIndexContents contents{plan->settings, plan->sketches, plan->against.get(), &totals.sketches};
    DSPREP_CHECK(decider.write_artifact(*plan->index, [&](ByteSink& sink) {
      return dedup::write_seen_index(sink, *plan->workspace, candidates, table, contents, decider);
    }));
  }
  dedup_minhash::report(*plan, totals, candidates, stats, table, decider.findings());
  return map_with<DropMapper>(Decision{plan, totals.malformed == 0, std::move(table.rows), std::move(table.files)});
}

// The second pass: compares the candidates.
class Verify final : public GlobalOp {
 public:
  Verify(std::shared_ptr<const Plan> plan, FirstPassTotals totals, dedup::Candidates candidates)
      : plan_(std::move(plan)),
        totals_(std::make_unique<FirstPassTotals>(std::move(totals))),
        candidates_(std::make_unique<dedup::Candidates>(std::move(candidates))) {}
  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<ShingleObserver>(*plan_->workspace, candidates_->places, plan_->field, plan_->signature);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    DSPREP_TRY(auto sets, ShingleObserver::main_of(observers).entries().sorted());
    return conclude(plan_, *totals_, *candidates_, std::move(sets), decider);
  }

 private:
  std::shared_ptr<const Plan> plan_;
  std::unique_ptr<FirstPassTotals> totals_;        // used up by decide(),
  std::unique_ptr<dedup::Candidates> candidates_;  // and these
};

class DedupMinhash final : public GlobalOp {
 public:
  explicit DedupMinhash(std::shared_ptr<const Plan> plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<SignatureObserver>(*plan_->workspace, *plan_);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    SignatureObserver& observed = SignatureObserver::main_of(observers);
    FirstPassTotals& totals = observed.totals();
    DSPREP_TRY(dedup::Candidates candidates,
               dedup::Candidates::find(*plan_->workspace, std::move(observed.entries()), plan_->against.get(),
                                       plan_->index.has_value(), decider));
    if (plan_->clusters.verify && candidates.compared > 0)
      return AnyOp(std::make_unique<Verify>(plan_, std::move(totals), std::move(candidates)));
    return conclude(plan_, totals, candidates, nullptr, decider);
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
  dedup::SignatureRules& signature = plan->signature;
  DSPREP_TRY(signature.kind, dedup::ShingleKind::parse(params.ngram));
  signature.words = text::word_model(params.words);
  signature.hash = params.variant == "fineweb"    ? dedup::ShingleHash::sha1
                   : params.variant == "fineweb2" ? dedup::ShingleHash::xxhash64
                                                  : dedup::ShingleHash::native;
  signature.simplify = params.normalize == "simplify";
  signature.residue = signature.simplify && signature.hash == dedup::ShingleHash::native;
  plan->short_texts = params.short_texts == "exact"  ? Short::exact
                      : params.short_texts == "keep" ? Short::keep
                                                     : Short::drop;
  if (params.bands.has_value() != params.rows.has_value())
    return usage_error("bands and rows belong together: give both, or neither and let the threshold choose");
  signature.banding =
      params.bands ? dedup::Banding{static_cast<std::size_t>(*params.bands), static_cast<std::size_t>(*params.rows)}
                   : dedup::Banding::for_threshold(params.threshold);
  const std::size_t permutations = signature.banding.permutations();
  if (permutations > 8192)
    return usage_error("bands × rows is " + std::to_string(permutations) + ": at most 8192 permutations");
  signature.make_permutations();
  plan->clusters.kind =
      params.cluster == "star" ? dedup::ClusterRules::Kind::star : dedup::ClusterRules::Kind::components;
  plan->clusters.verify = params.verify;
  plan->clusters.threshold = params.threshold;
  plan->clusters.residue = signature.residue;
  DSPREP_TRY(plan->order, dedup::SurvivorOrder::parse(params.keep, binder));
  plan->settings = "minhash variant=" + params.variant + " ngram=" + params.ngram + " words=" + params.words +
                   " normalize=" + params.normalize + " bands=" + std::to_string(signature.banding.bands) +
                   " rows=" + std::to_string(signature.banding.rows) + (signature.residue ? " equal=written" : "");
  plan->sketches = params.index_holds;
  if (params.against) {
    DSPREP_TRY(plan->against, dedup::SeenIndex::open(binder, *params.against, plan->settings));
    if (params.index && plan->against->sketches() != plan->sketches)
      return usage_error(*params.against + " holds " + plan->against->sketches() +
                         ": an index that is to go on from it must, too (index_holds)");
    plan->clusters.seen = plan->against->size();
    plan->clusters.sketches_are_signatures = plan->against->sketches() == "signatures";
    plan->clusters.estimate = [signer = std::make_shared<dedup::TextSignature>(signature), permutations,
                               threshold = params.threshold, residue = signature.residue](
                                  std::span<const std::uint64_t> row, std::span<const std::uint32_t> sketch) {
      using dedup::ShinglesAndResidue;
      const ShinglesAndResidue set = residue ? ShinglesAndResidue::of(row) : ShinglesAndResidue{row, {}};
      return dedup::estimated_jaccard(signer->signature(set.shingles), sketch, permutations, set.residue, threshold);
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
