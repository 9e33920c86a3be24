// ComparisonKey: the bytes by which a record is compared: equal for records that are duplicates, and for no others.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op.h"
#include "ops/clean/dedup_exact/conversation_key.h"

namespace dsprep::ops::dedup_exact {

enum class Normalize : std::uint8_t { none, simplify, url, chat };

// Which fields make the key, and in which form. Shared by all workers.
struct KeyRules {
  std::vector<Field> fields;
  std::vector<std::string> pointers;  // of the same, for messages
  bool together = false;              // fields of any type; otherwise fields[0], a text
  Normalize normalize = Normalize::none;
  bool keep_missing = false;  // a record without a key is a duplicate of none; otherwise it is malformed

  // Why a record is malformed; nothing where it can be compared or need not be.
  std::optional<Verdict> need(const Record& record) const;
  // Is the field missing or null in the record, every element of it?
  static bool lacks(const Record& record, Field field);
};

// Of one record at a time; keeps its memory. Not thread-safe. REQUIRES the rules to outlive it.
class ComparisonKey {
 public:
  explicit ComparisonKey(const KeyRules& rules) : rules_(rules) {}

  // False where there is nothing to compare. REQUIRES that rules.need(record) had no objection.
  bool read(const Record& record);
  // Valid as long as the record is, and until the next call of read().
  std::string_view bytes() const { return key_; }
  std::uint64_t length() const;  // in code points, of the text as it is in the record

  // For dedup::CandidateObserver.
  bool append(const Record& record, std::string& entry) {
    if (!read(record)) return false;
    entry += key_;
    return true;
  }

 private:
  std::string_view normalized(std::string_view text);

  const KeyRules& rules_;
  ConversationKey conversation_;
  std::string form_, joined_;
  std::string_view key_, length_of_;
};

}  // namespace dsprep::ops::dedup_exact
