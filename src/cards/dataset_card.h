// The dataset card: OUT/README.md, whose first lines tell Hugging Face `datasets` and the hub which files are data, so
// that load_dataset("OUT") reads data/ with its parts as splits, and neither dropped/ nor malformed/.
#pragma once

#include <string>

#include "cards/card_facts.h"

namespace dsprep::cards {

std::string dataset_card(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result, const CardFacts& facts);

}  // namespace dsprep::cards
