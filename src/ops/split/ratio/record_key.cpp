#include "ops/split/ratio/record_key.h"

#include "base/hash.h"
#include "dsprep/need.h"
#include "spill/hash_key.h"
#include "split/spelling_key.h"
#include "text/utf8.h"

namespace dsprep::ops::ratio {

std::optional<Verdict> RecordKey::read(const Record& record) {
  const FieldType type = record.type(plan_.key);
  if (!plan_.only_text && (type == FieldType::number || type == FieldType::boolean)) {
    hash_ = base::hash64(record.raw(plan_.key), plan_.seed);
  } else {
    if (auto verdict = need_text(record, plan_.key, plan_.pointer)) return verdict;
    const std::string_view text = *record.text(plan_.key);
    split::spelling_key(text, reduced_, folded_);
    hash_ = base::hash64(reduced_.empty() ? text : std::string_view(reduced_), plan_.seed);
  }
  if (plan_.stratify.bound()) read_stratum(record);
  return std::nullopt;
}

std::string RecordKey::stratum_name(const Record& record) const {
  switch (record.type(plan_.stratify)) {
    case FieldType::missing: return "(missing)";
    case FieldType::null: return "(null)";
    default: break;
  }
  const std::string_view value = stratum_value(record);
  const std::size_t end = text::byte_offset(value, 80);
  return std::string(value.substr(0, end)) + (end < value.size() ? "…" : "");
}

std::string_view RecordKey::stratum_value(const Record& record) const {
  if (record.type(plan_.stratify) == FieldType::text)
    if (const auto text = record.text(plan_.stratify)) return *text;
  return record.raw(plan_.stratify);
}

void RecordKey::read_stratum(const Record& record) {
  FieldType type = record.type(plan_.stratify);
  if (type == FieldType::null) type = FieldType::missing;
  const base::Hash128 hash = type == FieldType::missing ? base::Hash128{} : base::hash128(stratum_value(record));
  stratum_.clear();
  spill::append_hash_key(stratum_, {base::mix(hash.high, static_cast<std::uint64_t>(type)),
                                    base::mix(hash.low, static_cast<std::uint64_t>(type))});
}

}  // namespace dsprep::ops::ratio
