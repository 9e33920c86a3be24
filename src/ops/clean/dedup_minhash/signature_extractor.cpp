#include "ops/clean/dedup_minhash/signature_extractor.h"

#include <cstring>
#include <optional>
#include <span>
#include <string_view>

#include "dedup/duplicate_row.h"
#include "dedup/residue.h"
#include "dedup/shingle_content.h"
#include "dedup/shingles_and_residue.h"
#include "dedup/survivor_order.h"
#include "dedup/write_seen_index.h"
#include "dsprep/need.h"
#include "text/utf8.h"

namespace dsprep::ops::dedup_minhash {
namespace {

constexpr std::uint64_t most_tokens_of_residue = 64;  // an index of signatures holds no residue of longer texts

// What an index holds of a text: its shingle set and residue, or its signature and, of a short text, its residue.
// Nothing of a text without shingles.
void append_sketch(std::string_view text, const Plan& plan, dedup::TextSignature& signature,
                   std::vector<std::uint64_t>& row) {
  if (signature.shingles().empty()) return;
  if (plan.sketches == "shingles") return dedup::append_set(text, plan.signature, signature, row);
  const auto places = signature.signature(signature.shingles());
  row.resize(places.size() / 2);
  std::memcpy(row.data(), places.data(), places.size_bytes());
  if (!plan.signature.residue) return;
  const dedup::Residue& residue = signature.residue(text);
  if (residue.tokens() <= most_tokens_of_residue) dedup::append_residue(row, {residue.hashes(), residue.tokens()});
}

}  // namespace

Status SignatureExtractor::extract(const Record& record, Totals& totals, spill::Sorter& entries) {
  if (need_text(record, plan_.field, plan_.pointer)) {
    ++totals.malformed;
    return {};
  }
  ++totals.records;
  const std::string_view text = *record.text(plan_.field);
  if (text.empty()) {
    ++totals.empty;
    return {};
  }
  signature_.read(text);
  if (signature_.shingles().empty()) {
    ++totals.short_texts;
    if (plan_.short_texts != Short::exact) return {};
  }
  order_.clear();
  plan_.order.append(order_, record, plan_.order.input_order() ? 0 : text::count_chars(text));
  dedup::write_entry(entry_, {order_, record.id(), signature_.content(), signature_.bands(), record.name()});
  DSPREP_CHECK(entries.add(entry_));
  if (!plan_.index) return {};
  row_.clear();
  append_sketch(text, plan_, signature_, row_);
  entry_.clear();
  dedup::append_sketch(entry_, order_, dedup::bytes_of_row(row_));
  return totals.sketches.add(entry_);
}

}  // namespace dsprep::ops::dedup_minhash
