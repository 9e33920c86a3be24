// Plan: what the parameters of decontaminate come to, shared by all workers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dsprep/op.h"
#include "ops/clean/decontaminate/item_index.h"
#include "spill/workspace.h"

namespace dsprep::ops::decontaminate {

enum class Action : std::uint8_t { drop, cut, annotate };

// A benchmark, bound; one without fields stands for the items that the parameters hold.
struct Source {
  std::string path, name;
  std::vector<Field> fields;
  std::string pointers;  // for messages
  Reference reference;
};

struct Plan {
  Field field, into;
  std::string pointer, into_pointer;
  Action action = Action::drop;
  std::vector<Source> sources;
  std::vector<std::string> items;
  ItemOptions options;
  std::optional<std::uint64_t> max_records;
  double min_share = 0;
  std::uint64_t margin = 0, min_piece = 0;  // of the action cut
  Counter items_found{}, chars_removed{};
  spill::Workspace* workspace = nullptr;
};

}  // namespace dsprep::ops::decontaminate
