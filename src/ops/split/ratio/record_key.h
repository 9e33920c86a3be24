// RecordKey: what decides where a record goes: the hash of its key, and its stratum.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dsprep/record.h"
#include "dsprep/verdict.h"

namespace dsprep::ops::ratio {

struct KeyPlan {
  Field key, stratify;
  std::string pointer, stratify_pointer;
  bool only_text;  // the key is the text, not a field that somebody chose
  std::uint64_t seed;
};

// Owned by one worker or observer.
class RecordKey {
 public:
  explicit RecordKey(const KeyPlan& plan) : plan_(plan) {}

  // Nothing where the record has a key: hash() and stratum() are of it. Else why it has none.
  std::optional<Verdict> read(const Record& record);
  std::uint64_t hash() const { return hash_; }
  const std::string& stratum() const { return stratum_; }  // 16 bytes that name it; empty where there are no strata
  std::string stratum_name(const Record& record) const;    // for people

 private:
  std::string_view stratum_value(const Record& record) const;

  // The type is part of it: 1 and "1" are two strata. Missing and null are one.
  void read_stratum(const Record& record);

  const KeyPlan& plan_;
  std::uint64_t hash_ = 0;
  std::string stratum_, folded_, reduced_;
};

}  // namespace dsprep::ops::ratio
