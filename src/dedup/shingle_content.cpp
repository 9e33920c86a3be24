#include "dedup/shingle_content.h"

#include <optional>
#include <span>

#include "dedup/residue.h"
#include "dedup/shingles_and_residue.h"

namespace dsprep::dedup {

void append_set(std::string_view text, const SignatureRules& rules, TextSignature& signature,
                std::vector<std::uint64_t>& row) {
  const std::span<const std::uint64_t> set = signature.set();
  row.insert(row.end(), set.begin(), set.end());
  if (!rules.residue) return;
  const Residue& residue = signature.residue(text);
  append_residue(row, {residue.hashes(), residue.tokens()});
}

bool ShingleContent::append(const Record& record, std::string& entry) {
  const auto text = record.text(field_);
  if (!text) return false;
  signature_.read(*text);
  row_.clear();
  append_set(*text, rules_, signature_, row_);
  entry += bytes_of_row(row_);
  return true;
}

}  // namespace dsprep::dedup
