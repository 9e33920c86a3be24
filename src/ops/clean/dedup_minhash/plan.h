// Plan: what the parameters of dedup_minhash come to, shared by all workers.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "dedup/clusters.h"
#include "dedup/seen_index.h"
#include "dedup/survivor_order.h"
#include "dedup/text_signature.h"
#include "dsprep/binder.h"

namespace dsprep::ops::dedup_minhash {

enum class Short : std::uint8_t { exact, keep, drop };

struct Plan {
  Field field, id_field, size_field;
  std::string pointer;
  spill::Workspace* workspace = nullptr;
  dedup::SignatureRules signature;
  Short short_texts = Short::exact;
  dedup::ClusterRules clusters;
  dedup::SurvivorOrder order;
  std::shared_ptr<const dedup::SeenIndex> against;
  std::optional<Artifact> index;
  // Of the index: how texts were made into hashes, and what it holds of each (SeenIndex::settings, sketches).
  std::string settings, sketches;
};

}  // namespace dsprep::ops::dedup_minhash
