#include "ops/clean/k_anonymity/class_rows.h"

#include <optional>
#include <vector>

#include "base/hash.h"
#include "dsprep/value.h"
#include "ops/clean/k_anonymity/class_survey.h"
#include "ops/clean/k_anonymity/generalize.h"
#include "spill/hash_key.h"

namespace dsprep::ops::k_anonymity {
namespace {

void append_value(std::string& out, const Value& value, std::string& scratch) {
  switch (value.type()) {
    case FieldType::missing:
    case FieldType::null: out += '-'; return;
    case FieldType::text: out.append("s").append(*value.text(scratch)); return;
    case FieldType::number:
      out += 'n';
      if (const auto whole = value.integer()) out += std::to_string(*whole);
      else out += ValueBuilder().number(*value.number()).json();
      return;
    default: out.append("j").append(value.raw());
  }
}

// What a value is on a level, type letter included. On a level above 0 the type no longer counts.
std::string generalized(const Quasi& field, std::string_view value, std::size_t level) {
  if (level == 0) return std::string(value);
  if (value == "-") return level + 1 == field.hierarchy.levels() ? "s*" : "-";
  return "s" + field.hierarchy.at(value.substr(1), level);
}

}  // namespace

const std::string& ClassRows::row(const Record& record) {
  row_.clear();
  for (const Quasi& quasi : plan_.fields) {
    piece_.clear();
    append_value(piece_, record.value(quasi.field), scratch_);
    append_piece(row_, piece_);
  }
  return row_;
}

std::string generalized_row(const Plan& plan, std::string_view row, const Levels& levels) {
  std::string out;
  for (std::size_t i = 0; i < plan.fields.size(); ++i)
    append_piece(out, generalized(plan.fields[i], next_piece(row), levels[i]));
  return out;
}

Status ClassExtractor::extract(const Record& record, Totals&, spill::Sorter& entries) {
  const std::string& row = rows_.row(record);
  sensitive_.clear();
  hash_.clear();
  if (plan_.sensitive.bound()) append_value(sensitive_, record.value(plan_.sensitive), scratch_);
  spill::append_hash_key(hash_, base::hash128(sensitive_));
  return entries.add(class_entry(row, hash_, 1, row));
}

}  // namespace dsprep::ops::k_anonymity
