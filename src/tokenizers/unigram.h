// Unigram language model (Kudo 2018): the cut of a text whose tokens are likeliest together, by Viterbi's algorithm.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tokenizers/model.h"

namespace dsprep::tokenizers {

struct UnigramTables {
  std::vector<std::pair<std::string, double>> tokens;  // by id: token, log probability
  std::optional<std::uint32_t> unknown;
  bool byte_fallback = false;
};

std::unique_ptr<Model> make_unigram(UnigramTables tables);

}  // namespace dsprep::tokenizers
