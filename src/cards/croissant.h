// croissant.json: the dataset as MLCommons Croissant 1.1 describes it, for catalogues and libraries that read that:
// which files, which records in them, which fields of which types, and the parts.
//
// The files are FileSets, whose files Croissant wants no checksums of: each has its XXH3-128 in manifest.json, and
// SHA-256 of all of them would take longer than the run. `creator`, `url` and `datePublished` are its owner's to add.
#pragma once

#include <string>

#include "cards/card_facts.h"

namespace dsprep::cards {

std::string croissant(const pipeline::RunResult& result, const CardFacts& facts);

}  // namespace dsprep::cards
