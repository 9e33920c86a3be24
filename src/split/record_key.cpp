#include "split/record_key.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "base/hash.h"
#include "base/hash128.h"
#include "dsprep/need.h"
#include "spill/number_key.h"
#include "spill/sorter.h"
#include "split/spelling_key.h"
#include "text/utf8.h"

namespace dsprep::split {
namespace {

constexpr std::string_view joined = " × ";
constexpr std::size_t longest_name = 250;  // characters: at most 1,000 bytes

// The type is part of it: 1 and "1" are two strata. Missing and null are one.
std::uint64_t label_of(FieldType type, std::string_view value) {
  const bool none = type == FieldType::missing || type == FieldType::null;
  const std::uint64_t hash = none ? 0 : base::hash128(value).high;
  return base::mix(hash, static_cast<std::uint64_t>(none ? FieldType::missing : type));
}

bool is_label(FieldType type) {
  return type == FieldType::text || type == FieldType::number || type == FieldType::boolean;
}

// A value as it is compared and shown: text decoded, else as it is written.
std::string_view value_of(Value value, std::string& scratch) {
  if (const auto text = value.text(scratch)) return *text;
  return value.raw();
}

std::string shortened(std::string_view value) {
  const std::size_t end = text::byte_offset(value, 80);
  return std::string(value.substr(0, end)) + (end < value.size() ? "…" : "");
}

// Of a field that stands for one value: null elements of "*" are as good as absent.
bool holds_array(const Record& record, Field field) {
  return record.many(field) || record.type(field) == FieldType::array;
}

// Calls `see(Value)` for each element, up to the first that is refused.
template <class See>
bool each_element(const Record& record, Field field, See&& see) {
  if (record.many(field)) {
    for (std::size_t i = 0; i < record.count(field); ++i)
      if (!see(record.value(field, i))) return false;
    return true;
  }
  for (Value::Elements it = record.value(field).elements(); it.next();)
    if (!see(it.value())) return false;
  return true;
}

}  // namespace

std::string KeyPlan::stratify_pointers() const {
  std::string all;
  for (const Stratify& field : stratify) all.append(all.empty() ? "" : joined).append(field.pointer);
  return all;
}

void append_labels(std::string& out, const std::vector<std::uint64_t>& labels) {
  for (const std::uint64_t label : labels) spill::append_be64(out, label);
}

std::optional<Verdict> RecordKey::read(const Record& record) {
  if (plan_.key.bound())
    if (auto verdict = read_key(record)) return verdict;
  if (plan_.group.bound())
    if (auto verdict = read_group(record)) return verdict;
  if (plan_.near_text.bound() && plan_.near_text.slot != plan_.key.slot)
    if (auto verdict = need_text(record, plan_.near_text, plan_.near_pointer)) return verdict;
  if (plan_.stratify.empty()) return std::nullopt;
  return plan_.bins ? read_number(record) : read_labels(record);
}

std::optional<Verdict> RecordKey::read_key(const Record& record) {
  const FieldType type = record.type(plan_.key);
  if (!plan_.only_text && (type == FieldType::number || type == FieldType::boolean)) {
    hash_ = base::hash64(record.raw(plan_.key), plan_.seed);
    return std::nullopt;
  }
  if (auto verdict = need_text(record, plan_.key, plan_.pointer)) return verdict;
  if (!record.many(plan_.key))
    if (const auto escaped = record.escaped_text(plan_.key, 0)) {
      spelling_key_escaped(*escaped, reduced_, folded_);
      if (!reduced_.empty()) {
        hash_ = base::hash64(reduced_, plan_.seed);
        return std::nullopt;
      }
    }
  const std::string_view text = *record.text(plan_.key);
  spelling_key(text, reduced_, folded_);
  hash_ = base::hash64(reduced_.empty() ? text : std::string_view(reduced_), plan_.seed);
  return std::nullopt;
}

// By what it says: 7, 7.0 and "7" are one group.
std::optional<Verdict> RecordKey::read_group(const Record& record) {
  const FieldType type = record.type(plan_.group);
  std::string_view value;
  if (type == FieldType::number) {
    const std::optional<std::int64_t> whole = record.integer(plan_.group);
    const double number = record.number(plan_.group).value_or(0);
    ValueBuilder builder;
    if (whole) builder.integer(*whole);
    else if (std::fabs(number) < 0x1p53 && number == std::floor(number))
      builder.integer(static_cast<std::int64_t>(number));
    else if (std::isfinite(number) && std::fabs(number) < 0x1p53) builder.number(number);
    else builder.raw(record.raw(plan_.group));
    scratch_ = builder.take();
    value = scratch_;
  } else if (type == FieldType::boolean) {
    value = record.raw(plan_.group);
  } else {
    if (!record.many(plan_.group) && type != FieldType::text)
      return Verdict::malformed(wrong_type(plan_.group_pointer, type, "text, number or boolean"));
    if (auto verdict = need_text(record, plan_.group, plan_.group_pointer)) return verdict;
    value = *record.text(plan_.group);
  }
  group_ = base::hash64(value, base::mix(plan_.seed, base::hash64("group")));
  group_ += group_ == 0;  // 0 says that there is none
  return std::nullopt;
}

std::optional<Verdict> RecordKey::read_labels(const Record& record) {
  labels_.clear();
  present_ = 0;
  joint_ = 0;
  std::size_t single = 0;
  for (std::size_t i = 0; i < plan_.stratify.size(); ++i) {
    const Field field = plan_.stratify[i].field;
    const FieldType type = record.type(field);
    present_ |= std::uint32_t{type != FieldType::missing} << i;
    if (holds_array(record, field)) {
      if (auto verdict = read_elements(record, i)) return verdict;
      continue;
    }
    std::string_view value = record.raw(field);
    if (type == FieldType::text)
      if (const auto text = record.text(field)) value = *text;
    const std::uint64_t label = label_of(type, value);
    joint_ = single == 0 ? label : base::mix(joint_, label);
    ++single;
  }
  if (single > 0) labels_.push_back(joint_);
  std::sort(labels_.begin(), labels_.end());
  labels_.erase(std::unique(labels_.begin(), labels_.end()), labels_.end());
  if (labels_.empty()) labels_.push_back(none_of_them);
  return std::nullopt;
}

std::optional<Verdict> RecordKey::read_elements(const Record& record, std::size_t field) {
  std::optional<Verdict> verdict;
  std::size_t number = 0;
  each_element(record, plan_.stratify[field].field, [&](Value value) {
    ++number;
    const FieldType type = value.type();
    if (type == FieldType::null || type == FieldType::missing) return true;  // as good as absent
    if (!is_label(type)) {
      verdict = Verdict::malformed(wrong_type(plan_.stratify[field].pointer, type, "a label") + ": element " +
                                   std::to_string(number));
      return false;
    }
    const std::uint64_t label = label_of(type, value_of(value, scratch_));
    labels_.push_back(field == 0 ? label : base::mix(label, field));
    return true;
  });
  return verdict;
}

std::optional<Verdict> RecordKey::read_number(const Record& record) {
  const KeyPlan::Stratify& by = plan_.stratify.front();
  const FieldType type = record.type(by.field);
  present_ = type != FieldType::missing;
  labels_.assign(1, none_of_them);
  if (type == FieldType::missing || type == FieldType::null) return std::nullopt;
  const std::optional<double> number = record.number(by.field);
  if (!number || std::isnan(*number)) return Verdict::malformed(wrong_type(by.pointer, type, "number"));
  scratch_.clear();
  spill::append_number_key(scratch_, *number);
  labels_[0] = spill::read_be64(scratch_);
  return std::nullopt;
}

std::string RecordKey::name_of_label(const Record& record, std::uint64_t label) const {
  if (label == none_of_them) return "(no label)";
  std::string joint, found, scratch;
  std::size_t single = 0;
  for (std::size_t i = 0; i < plan_.stratify.size(); ++i) {
    const Field field = plan_.stratify[i].field;
    if (holds_array(record, field)) {
      each_element(record, field, [&](Value value) {
        if (!is_label(value.type())) return true;
        const std::string_view text = value_of(value, scratch);
        const std::uint64_t own = label_of(value.type(), text);
        if ((i == 0 ? own : base::mix(own, i)) != label) return true;
        found = shortened(text);
        return false;
      });
      continue;
    }
    const FieldType type = record.type(field);
    joint += single++ == 0 ? std::string_view() : joined;
    if (type == FieldType::missing) joint += "(missing)";
    else if (type == FieldType::null) joint += "(null)";
    else joint += shortened(value_of(record.value(field), scratch));
  }
  if (single == 0 || label != joint_) return found;
  return joint;
}

Status RecordKey::count(const Record& record, Strata& strata) const {
  for (const std::uint64_t label : labels_) {
    DSPREP_CHECK(strata.add(label, [&] {
      const std::string name = name_of_label(record, label);
      return name.substr(0, text::byte_offset(name, longest_name));
    }));
  }
  return {};
}

std::uint64_t RecordKey::joint_label() const {
  std::uint64_t joint = labels_.front();
  for (std::size_t i = 1; i < labels_.size(); ++i) joint = base::mix(joint, labels_[i]);
  return joint;
}

std::string RecordKey::joint_name(const Record& record) const {
  std::vector<std::string> names;
  for (const std::uint64_t label : labels_) names.push_back(name_of_label(record, label));
  std::sort(names.begin(), names.end());
  std::string joint;
  for (const std::string& name : names) joint.append(joint.empty() ? "" : " + ").append(name);
  return joint.substr(0, text::byte_offset(joint, longest_name));
}

}  // namespace dsprep::split
