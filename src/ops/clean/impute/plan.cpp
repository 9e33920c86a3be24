#include "ops/clean/impute/plan.h"

#include <optional>

#include "base/hash.h"
#include "base/hash128.h"
#include "text/is_blank.h"

namespace dsprep::ops::impute {

bool lacks(const Plan& plan, const Record& record) {
  switch (record.type(plan.field)) {
    case FieldType::missing: return plan.missing;
    case FieldType::null: return plan.null;
    case FieldType::text: return plan.empty && text::is_blank(*record.text(plan.field));
    default: return false;
  }
}

void append_hash(std::string& key, std::string_view type, std::string_view bytes) {
  const base::Hash128 hash = base::hash128(bytes);
  spill::append_hash_key(key, {hash.high ^ base::hash64(type), hash.low});
}

bool append_group(std::string& key, const Plan& plan, const Record& record) {
  if (!plan.by.bound()) return false;
  const FieldType type = record.type(plan.by);
  if (type == FieldType::missing || type == FieldType::null) return false;
  const auto text = record.text(plan.by, 0);
  append_hash(key, name_of(type), text ? *text : record.raw(plan.by));
  return true;
}

}  // namespace dsprep::ops::impute
