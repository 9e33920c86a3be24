#include "ops/clean/dedup_exact/comparison_key.h"

#include "dsprep/need.h"
#include "ops/clean/dedup_exact/field_key.h"
#include "ops/clean/dedup_exact/url_key.h"
#include "text/simplify.h"
#include "text/utf8.h"

namespace dsprep::ops::dedup_exact {

bool KeyRules::lacks(const Record& record, Field field) {
  for (std::size_t i = 0; i < record.count(field); ++i) {
    const FieldType type = record.type(field, i);
    if (type != FieldType::missing && type != FieldType::null) return false;
  }
  return true;
}

std::optional<Verdict> KeyRules::need(const Record& record) const {
  if (normalize == Normalize::chat) {
    const FieldType type = record.type(fields[0]);
    if (type == FieldType::array || (keep_missing && lacks(record, fields[0]))) return std::nullopt;
    return Verdict::malformed(wrong_type(pointers[0], type, "array"));
  }
  if (keep_missing && (together || lacks(record, fields[0]))) return std::nullopt;
  if (!together) return need_text(record, fields[0], pointers[0]);
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (record.type(fields[i]) == FieldType::missing) return Verdict::malformed("field " + pointers[i] + " is missing");
  return std::nullopt;
}

bool ComparisonKey::read(const Record& record) {
  if (rules_.keep_missing) {
    const std::size_t needed = rules_.normalize == Normalize::chat ? 1 : rules_.fields.size();
    for (std::size_t i = 0; i < needed; ++i)
      if (KeyRules::lacks(record, rules_.fields[i])) return false;
  }
  const auto form = [this](std::string_view text) { return normalized(text); };
  joined_.clear();
  bool any = false;
  if (rules_.normalize == Normalize::chat) {
    for (const Field field : rules_.fields) conversation_.append(joined_, record.value(field));
    any = record.value(rules_.fields[0]).size() > 0;
  } else if (rules_.together) {
    for (const Field field : rules_.fields) any |= append_field(joined_, record, field, form);
  } else if (const Field field = rules_.fields[0]; record.many(field)) {
    for (const std::size_t i : text_elements(record, field)) any |= append_element(joined_, record, field, i, form);
    key_ = joined_;
    length_of_ = *record.text(field);
    return any;
  } else {
    const std::string_view text = *record.text(field);
    length_of_ = text;
    key_ = normalized(text);
    return !text.empty();
  }
  key_ = length_of_ = joined_;
  return any;
}

std::uint64_t ComparisonKey::length() const { return text::count_chars(length_of_); }

// A text of which normalization leaves nothing is compared as it is, and equals no normalized text.
std::string_view ComparisonKey::normalized(std::string_view text) {
  if (rules_.normalize == Normalize::none || text.empty()) return text;
  if (rules_.normalize == Normalize::url) url_key(text, form_);
  else text::simplify(text, form_);
  if (form_.empty()) form_.assign(1, '\0').append(text);
  return form_;
}

}  // namespace dsprep::ops::dedup_exact
