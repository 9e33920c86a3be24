// Plan: what the parameters of impute come to, shared by all workers; which records lack the value, and their groups.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dsprep/op.h"
#include "spill/hash_key.h"
#include "spill/workspace.h"

namespace dsprep::ops::impute {

enum class Method : std::uint8_t { constant, mode, mean, median };

struct Plan {
  Field field, by, mark;
  std::string pointer, mark_pointer, constant;  // constant: JSON
  std::string as_text;                          // of a constant that may be either: as a text, JSON too
  Method method = Method::constant;
  bool missing = false, null = false, empty = false, round = false;
  Counter imputed{}, left{};
  spill::Workspace* workspace = nullptr;
};

// Is the value of the record one of those that are filled?
bool lacks(const Plan& plan, const Record& record);

// The key of a group: a hash of the value of `by` (16 bytes).
inline constexpr std::size_t group_size = spill::hash_key_size;
inline constexpr char zeros[group_size] = {};
inline constexpr std::string_view whole(zeros, group_size);  // the group of all records

// False, and nothing appended, where the record is in no group.
bool append_group(std::string& key, const Plan& plan, const Record& record);
// A hash of a value that differs where the type does: "1" is another value than 1.
void append_hash(std::string& key, std::string_view type, std::string_view bytes);

}  // namespace dsprep::ops::impute
