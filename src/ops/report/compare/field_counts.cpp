#include "ops/report/compare/field_counts.h"

#include <cmath>
#include <iterator>
#include <utility>

#include "spill/wire.h"
#include "text/utf8.h"

namespace dsprep::ops::compare {
namespace {

constexpr std::uint64_t value_chars = 80;

}  // namespace

std::string beginning(std::string_view text, std::uint64_t chars) {
  const std::size_t end = text.size() <= chars ? text.size() : text::byte_offset(text, chars);
  std::string shown(text.substr(0, end));
  if (end < text.size()) shown += "…";
  return shown;
}

std::uint64_t FieldCount::present() const {
  std::uint64_t n = 0;
  for (const std::uint64_t count : types) n += count;
  return n - of(FieldType::missing) - of(FieldType::null);
}

void FieldCount::add(const Value& value, std::string_view decoded) {
  const FieldType type = value.type();
  ++types[static_cast<std::size_t>(type)];
  switch (type) {
    case FieldType::text:
      if (!values.complete()) values.add({});
      else if (decoded.size() <= value_chars) values.add(decoded);
      else values.add(beginning(decoded, value_chars));
      break;
    case FieldType::boolean: values.add(value.raw()); break;
    case FieldType::number: finite += std::isfinite(*value.number()); break;
    default: break;
  }
}

void FieldCount::merge(const FieldCount& next) {
  for (std::size_t i = 0; i < types.size(); ++i) types[i] += next.types[i];
  finite += next.finite;
  values.merge(next.values);
}

Status FieldCount::save(ByteSink& sink) const {
  for (const std::uint64_t count : types) DSPREP_CHECK(spill::put_u64(sink, count));
  DSPREP_CHECK(spill::put_u64(sink, finite));
  return values.save(sink);
}

Status FieldCount::load(ByteSource& source) {
  for (std::uint64_t& count : types) {
    DSPREP_TRY(count, spill::get_u64(source));
  }
  DSPREP_TRY(finite, spill::get_u64(source));
  return values.load(source);
}

FieldCount* FieldCounts::of(std::string_view name) {
  if (name.size() > longest_name) {
    left_out_ = true;
    return nullptr;
  }
  if (const auto known = counts_.find(name); known != counts_.end()) return &known->second;
  if (counts_.size() == most_fields) {
    left_out_ = true;
    const auto last = std::prev(counts_.end());
    if (name > last->first) return nullptr;
    counts_.erase(last);
  }
  return &counts_[std::string(name)];
}

const FieldCount* FieldCounts::find(std::string_view name) const {
  const auto known = counts_.find(name);
  return known == counts_.end() ? nullptr : &known->second;
}

void FieldCounts::merge(FieldCounts&& next) {
  left_out_ |= next.left_out_;
  for (const auto& [name, count] : next.counts_)
    if (FieldCount* ours = of(name)) ours->merge(count);
}

Status FieldCounts::save(ByteSink& sink) const {
  DSPREP_CHECK(spill::put_u64(sink, left_out_ ? 1 : 0));
  DSPREP_CHECK(spill::put_u64(sink, counts_.size()));
  for (const auto& [name, count] : counts_) {
    DSPREP_CHECK(spill::put_text(sink, name));
    DSPREP_CHECK(count.save(sink));
  }
  return {};
}

Status FieldCounts::load(ByteSource& source) {
  DSPREP_TRY(const std::uint64_t left_out, spill::get_u64(source));
  left_out_ = left_out != 0;
  DSPREP_TRY(const std::uint64_t size, spill::get_u64(source));
  if (size > most_fields) return failure("saved state is damaged: too many fields");
  for (std::uint64_t i = 0; i < size; ++i) {
    DSPREP_TRY(const std::string name, spill::get_text(source, longest_name));
    DSPREP_CHECK(counts_[name].load(source));
  }
  return {};
}

}  // namespace dsprep::ops::compare
