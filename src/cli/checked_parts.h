// What a step that checks the parts of a dataset (registry::checks_parts) asks of a command: its parts by file name,
// and no output of records where no other step wants one.
#pragma once

#include "cli/assemble.h"
#include "cli/what_is_read.h"
#include "dsprep/result.h"
#include "registry/registry.h"

namespace dsprep::cli {

// Are all steps such that only look?
bool only_checks(const Request& request, const registry::Registry& registry);

// Puts the files into parts by their names, where neither a manifest nor a field says them. A usage error where they
// have none, or one alone.
Status find_parts(const Request& request, const registry::Registry& registry, FoundInputs& found);

}  // namespace dsprep::cli
