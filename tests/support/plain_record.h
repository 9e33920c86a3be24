// A record of a number and a text, for unit tests of rooms that are not linked with json, where records come from.
// Stands in for what json defines: for one .cpp file of such a program.
#pragma once

#include <cstdint>
#include <string>

#include "dsprep/record.h"

namespace dsprep {

struct RecordState {
  RecordId id;
  std::uint64_t number = 0;
  std::string text;
};

inline RecordId Record::id() const { return state_->id; }

}  // namespace dsprep
