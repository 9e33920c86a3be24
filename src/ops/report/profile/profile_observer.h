// ProfileObserver: what is known of the dataset. All that is kept are sketches (spill/sketches.h), whose result does
// not depend on where chunks end.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op.h"
#include "ops/report/profile/field_tallies.h"
#include "spill/sketches.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::ops::profile {

constexpr std::size_t most_labels = 10'000;  // distinct, that are counted

struct Plan {
  Field text, label;
  std::string text_pointer, label_pointer;
  std::vector<std::string> parts;  // names by PartId
  spill::Workspace* workspace = nullptr;
};

class ProfileObserver final : public Observer {
 public:
  explicit ProfileObserver(const Plan& plan) : distinct_texts(*plan.workspace), plan_(plan) {}

  Status observe(const Record& record) override;
  Status merge(Observer&& next) override;
  Status save(ByteSink& sink) override;
  Status load(ByteSource& source) override;

  std::uint64_t records = 0, texts = 0, empty_texts = 0, labelled = 0;
  std::vector<std::uint64_t> parts;  // records by PartId
  FieldTallies fields;
  spill::Quantiles chars, words, lines;    // of the texts
  spill::Sorter distinct_texts;            // hash_key.h of those that are not empty
  spill::ValueCounts labels{most_labels};  // by their beginnings

 private:
  Status observe_text(const Record& record);
  Status add_text(std::string_view text);

  // A list of labels is as many labels.
  void observe_label(const Record& record);
  bool add_label(const Value& value);

  const Plan& plan_;
  std::string scratch_;
};

}  // namespace dsprep::ops::profile
