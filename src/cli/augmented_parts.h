// What a step that augments asks of a command: that it is known which records are for training.
#pragma once

#include "cli/assemble.h"
#include "cli/what_is_read.h"
#include "dsprep/result.h"
#include "registry/registry.h"

namespace dsprep::cli {

// Puts files into parts by their names (train.jsonl), where no manifest says them. A usage error where some are in a
// part and others in none, and no step in front of the one that augments makes parts.
Status find_training_part(const Request& request, const registry::Registry& registry, FoundInputs& found);

}  // namespace dsprep::cli
