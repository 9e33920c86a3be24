// CountLabels: the whole-dataset step that counts labels, orders them, saves them, and goes on with the list.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

#include "dsprep/op.h"
#include "labels/label_list.h"
#include "labels/record_labels.h"
#include "spill/workspace.h"

namespace dsprep::labels {

struct CountPlan {
  LabelField from;
  bool by_frequency = false;  // else by name: booleans, integers by value, texts by their bytes
  std::uint64_t min_count = 1;
  std::size_t most = 0;  // more different labels end the run
  LabelList known;       // keep their places; others come behind them
  std::optional<Artifact> saved;
  spill::Workspace* workspace = nullptr;
};

constexpr std::string_view count_metrics[] = {"labels", "rare_labels", "label_occurrences"};

AnyOp count_labels(CountPlan plan, std::function<Result<AnyOp>(LabelList)> then);

}  // namespace dsprep::labels
