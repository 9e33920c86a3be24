// ConversationKey: one spelling for conversations that a chat template cannot tell apart.
//
// A template prints roles, contents, calls with their names, arguments and ids, and whatever else a model's maker put
// into messages. So every member of a message counts, and all that stands in it, in the order in which it stands there.
// What no template sees does not count: the order of a message's members and of a call's; those of them that are null
// or empty; white space and escapes of the JSON. It is for comparing, not for reading.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/value.h"

namespace dsprep::ops::dedup_exact {

// One per worker: keeps its storage.
class ConversationKey {
 public:
  // Appends the spelling of a field: an array of messages, or what stands beside them (tools). Missing, null and empty
  // are one.
  void append(std::string& key, const Value& field);

 private:
  enum class Kind : std::uint8_t { message, call, function, other };
  static Kind below(Kind kind, std::string_view name);  // of a member's value
  void write(const Value& value, Kind kind);
  void write_sorted(const Value& object, Kind kind);

  ValueBuilder out_;
  std::vector<std::pair<std::string, Value>> members_;  // of the objects under way, innermost last
  std::size_t used_ = 0;                                // of members_
  std::string scratch_;
};

}  // namespace dsprep::ops::dedup_exact
