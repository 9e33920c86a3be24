// ShingleContent: what candidates for near-duplicates are compared by in a second pass (dedup/candidate_observer.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dedup/text_signature.h"
#include "dsprep/record.h"

namespace dsprep::dedup {

// Appends the shingle set of the text that `signature` has read, and where the rules ask for it its residue.
void append_set(std::string_view text, const SignatureRules& rules, TextSignature& signature,
                std::vector<std::uint64_t>& row);

// The words of a row as bytes, in native order.
inline std::string_view bytes_of_row(const std::vector<std::uint64_t>& row) {
  return {reinterpret_cast<const char*>(row.data()), row.size() * sizeof(std::uint64_t)};
}

// A CandidateContent. REQUIRES the rules to outlive it.
class ShingleContent {
 public:
  ShingleContent(Field field, const SignatureRules& rules) : field_(field), rules_(rules), signature_(rules) {}
  bool append(const Record& record, std::string& entry);

 private:
  const Field field_;
  const SignatureRules& rules_;
  TextSignature signature_;
  std::vector<std::uint64_t> row_;
};

}  // namespace dsprep::dedup
