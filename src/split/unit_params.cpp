#include "split/unit_params.h"

#include <utility>

#include "base/hash.h"
#include "dedup/text_signature.h"
#include "split/near_clusters.h"
#include "split/record_key.h"

namespace dsprep::split {

void UnitParams::fields(ParamFields& f) {
  f("stratify", stratify,
    {.meaning = "fields, such as the label, whose values shall have the same shares in every part; the elements of an "
                "array are labels of their own",
     .field = true});
  f("bins", bins,
    {.meaning = "the stratify field is a number: strata are so many bins of about equally many records",
     .min = 2,
     .max = 1000});
  f("key", key, {.meaning = "records with equal keys go to the same part (default: the text)", .field = true});
  f("group", group,
    {.meaning = "a field, such as the customer or the source, of which all records go to the same part",
     .field = true});
  f("near_duplicates", near_duplicates,
    {.meaning = "texts that are nearly the same go to the same part, as dedup_minhash finds them"});
  f("near_ngram", near_ngram, {.meaning = "what is a shingle of those: \"words:N\" or \"chars:N\""});
  f("near_threshold", near_threshold,
    {.meaning = "similarity from which two texts are nearly the same", .min = 0.05, .max = 1});
}

Status UnitParams::check() const {
  if (stratify.size() > KeyPlan::most_stratify)
    return usage_error("stratify: at most " + std::to_string(KeyPlan::most_stratify) + " fields");
  if (bins && stratify.size() != 1)
    return usage_error("bins are of the numbers of one field: give that one to stratify");
  if (!near_duplicates && (near_ngram != UnitParams{}.near_ngram || near_threshold != UnitParams{}.near_threshold))
    return usage_error("near_ngram and near_threshold are of near_duplicates: set that, too");
  return {};
}

Result<UnitPlan> bind_units(const UnitParams& params, std::string_view salt, bool whole, Binder& binder) {
  UnitPlan plan;
  KeyPlan& keys = plan.keys;
  keys.seed = base::mix(binder.seed(), base::hash64(salt));
  keys.only_text = !params.key;
  keys.key_sources = params.key && binder.sources().size() > 1;
  keys.group_sources = params.group && binder.sources().size() > 1;
  if (whole || !params.group) {
    DSPREP_TRY(keys.key, binder.read(params.key.value_or("text")));
    keys.pointer = binder.pointer(keys.key);
  }
  if (params.group) {
    DSPREP_TRY(keys.group, binder.read(*params.group));
    keys.group_pointer = binder.pointer(keys.group);
  }
  if (params.near_duplicates) {
    DSPREP_TRY(keys.near_text, binder.read("text"));
    keys.near_pointer = binder.pointer(keys.near_text);
    NearRules& near = plan.near.emplace();
    near.threshold = params.near_threshold;
    DSPREP_TRY(near.signature, dedup::SignatureRules::usual(params.near_ngram, params.near_threshold));
  }
  for (const std::string& field : params.stratify) {
    DSPREP_TRY(const Field bound, binder.read(field));
    keys.stratify.push_back({bound, binder.pointer(bound)});
  }
  keys.bins = params.bins.has_value();
  plan.bins = static_cast<std::uint64_t>(params.bins.value_or(0));
  return plan;
}

}  // namespace dsprep::split
