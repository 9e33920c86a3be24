// CardFacts: what both cards tell about a dataset, drawn from what the manifest holds: no time, no path of this
// machine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cards/inherited.h"
#include "cards/output_types.h"
#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"

namespace dsprep::cards {

// A part, as dataset libraries see it.
struct Split {
  std::string name, part;  // the name is as `datasets` allows: letters, digits, '_'; what is not split is "train"
  std::uint64_t files = 0, records = 0, bytes = 0;

  // A glob that matches the files of the part and of no other: with train there may be train-0.
  std::string pattern() const;
};

struct CardFacts {
  std::string version;        // of dsprep
  std::vector<Split> splits;  // by part, in the order of the files
  OutputTypes types;
  std::string first_file;              // of the data files with records; "" where there is none
  std::vector<std::string> languages;  // that all records are in: those a step kept, or the inputs had; BCP 47
  std::vector<std::string> licences;   // of the sources, each once; as they were given
  bool all_licensed = false;           // each source has one

  std::uint64_t records() const;
  std::uint64_t bytes() const;
};

// `parents`: what the cards of the inputs say; not asked where [[source]] tables do.
CardFacts card_facts(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result, OutputTypes types,
                     const Inherited& parents, std::string version);

}  // namespace dsprep::cards
