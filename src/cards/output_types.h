// OutputTypes: which types the fields of a dataset have, without another pass over it: from the footers of tables,
// which say it, else from the first records of its files.
#pragma once

#include <cstdint>
#include <string>

#include "pipeline/run_result.h"
#include "port/files.h"

namespace dsprep::cards {

struct OutputTypes {
  std::string features;       // see TypeTree::features(); "" where nothing is known
  std::uint64_t fields = 0;   // nested ones counted
  std::uint64_t records = 0;  // that were looked at,
  std::uint64_t of = 0;       // of so many
  bool footers = false;       // the files say their types themselves
  bool known() const { return !features.empty(); }
  bool exact() const { return footers || records == of; }
};

// Decompressed bytes that are looked at in all, spread evenly over the files.
constexpr std::uint64_t usual_sample = 16u << 20;

// A file that cannot be read tells nothing. `directory`: what the paths of the data files are relative to.
OutputTypes output_types(port::Files& files, const std::string& directory, const pipeline::RunResult& result,
                         std::uint64_t sample = usual_sample);

}  // namespace dsprep::cards
