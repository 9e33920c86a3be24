#include "ops/report/compare/notes.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/decimal_key.h"
#include "base/hash.h"
#include "spill/hash_key.h"
#include "spill/number_key.h"
#include "spill/ordered_number.h"
#include "text/utf8.h"
#include "votes/answers.h"

namespace dsprep::ops::compare {
namespace {

constexpr std::uint64_t shown_value_chars = 24, shown_text_chars = 60, shown_record_chars = 80, shown_id_chars = 48;
constexpr std::size_t longest_sample = 1 << 13;

base::Hash128 typed(const base::Hash128& hash, FieldType type) {
  const auto seed = static_cast<std::uint64_t>(type);
  return {base::mix(hash.high, seed), base::mix(hash.low, seed)};
}

// In any order: sums.
void add(base::Hash128& sum, std::uint64_t name, const base::Hash128& value) {
  sum.high += base::mix(value.high, name);
  sum.low += base::mix(value.low, name ^ 0x9e3779b97f4a7c15ull);
}

// A text of at most 255 bytes behind its size.
void append_shown(std::string& entry, std::string_view shown) {
  while (shown.size() > 255) shown = shown.substr(0, text::byte_offset(shown, text::count_chars(shown) - 1));
  entry += static_cast<char>(shown.size());
  entry += shown;
}

}  // namespace

std::uint64_t hash_of_name(std::string_view name) { return base::hash64(name); }

base::Hash128 ValueHash::of(const Value& value) {
  const FieldType type = value.type();
  switch (type) {
    case FieldType::text: {
      std::string scratch;
      return typed(base::hash128(*value.text(scratch)), type);
    }
    case FieldType::number:
      number_.clear();
      if (!base::append_decimal_key(number_, value.raw())) number_ = value.raw();
      return typed(base::hash128(number_), type);
    case FieldType::array: {
      base::Hash128 sum;
      std::uint64_t place = 0;
      for (Value::Elements it = value.elements(); it.next();) add(sum, ++place, of(it.value()));
      return typed(sum, type);
    }
    case FieldType::object: {
      base::Hash128 sum;
      std::string scratch;
      for (Value::Members it = value.members(); it.next();) add(sum, hash_of_name(it.key(scratch)), of(it.value()));
      return typed(sum, type);
    }
    default: return typed(base::hash128(value.raw()), type);
  }
}

Status NoteExtractor::extract(const Record& record, Totals& totals, spill::Sorter& entries) {
  ++totals.records;
  DSPREP_CHECK(take_members(record, totals, entries));
  take_labels(record, totals);
  if (record.type(plan_.text) == FieldType::text || record.count(plan_.text) > 1) ++totals.texts;
  if (plan_.vocabulary) DSPREP_CHECK(take_words(record, totals));
  return note_record(record, totals, entries);
}

Status NoteExtractor::note_number(std::uint64_t name, Measured measured, double value, spill::Sorter& entries) {
  entry_.assign(1, static_cast<char>(Note::number));
  spill::append_be64(entry_, name);
  entry_ += static_cast<char>(measured);
  spill::append_number_key(entry_, value);
  entry_ += static_cast<char>(side_);
  return entries.add(entry_);
}

Status NoteExtractor::take_members(const Record& record, Totals& totals, spill::Sorter& entries) {
  used_ = 0;
  record.walk([&](std::string_view raw_key, Value value) {
    if (used_ == members_.size()) members_.emplace_back();
    Member& member = members_[used_];
    member.raw_key = raw_key;
    member.value = value;
    ++used_;
  });
  order_.clear();
  for (std::size_t i = 0; i < used_; ++i) {
    Member& member = members_[i];
    member.name.assign(member.raw_key);
    if (member.name.find('\\') != std::string::npos)
      member.name = Value('"' + member.name + '"').text().value_or(std::string());
    if (std::find(plan_.ignored.begin(), plan_.ignored.end(), member.name) != plan_.ignored.end()) continue;
    member.is_id = plan_.by_id && !plan_.id_name.empty() && member.name == plan_.id_name;
    member.name_hash = hash_of_name(member.name);
    order_.push_back(&member);
  }
  // Of duplicate keys the last is read.
  std::stable_sort(order_.begin(), order_.end(),
                   [](const Member* a, const Member* b) { return a->name_hash < b->name_hash; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < order_.size(); ++i)
    if (i + 1 == order_.size() || order_[i + 1]->name_hash != order_[i]->name_hash) order_[kept++] = order_[i];
  order_.resize(kept);
  for (const Member* one : order_) {
    Member& member = members_[static_cast<std::size_t>(one - members_.data())];
    const Value& value = member.value;
    const FieldType type = value.type();
    member.hash = values_.of(value);
    const std::string_view decoded = type == FieldType::text ? *value.text(scratch_) : value.raw();
    member.shown = beginning(decoded, member.name == plan_.text_name ? shown_text_chars : shown_value_chars);
    FieldCount* count = totals.fields.of(member.name);
    if (!count) continue;
    count->add(value, decoded);
    if (type == FieldType::text)
      DSPREP_CHECK(
          note_number(member.name_hash, Measured::chars, static_cast<double>(text::count_chars(decoded)), entries));
    if (type == FieldType::array)
      DSPREP_CHECK(note_number(member.name_hash, Measured::elements, static_cast<double>(value.size()), entries));
    if (type == FieldType::number) {
      const double number = *value.number();
      if (std::isfinite(number)) DSPREP_CHECK(note_number(member.name_hash, Measured::value, number, entries));
    }
  }
  return {};
}

// A list of labels is as many labels.
void NoteExtractor::take_labels(const Record& record, Totals& totals) {
  bool any = false;
  for (std::size_t i = 0, n = record.count(plan_.label); i < n; ++i) {
    const Value value = record.value(plan_.label, i);
    if (value.type() != FieldType::array) {
      any |= take_label(value, totals);
      continue;
    }
    for (Value::Elements it = value.elements(); it.next();) any |= take_label(it.value(), totals);
  }
  totals.labelled += any;
}

bool NoteExtractor::take_label(const Value& value, Totals& totals) {
  const auto label = votes::canonical_label(value, scratch_);
  if (!label) return false;
  totals.labels.add(beginning(votes::label_name(*label), shown_record_chars));
  return true;
}

Status NoteExtractor::take_words(const Record& record, Totals& totals) {
  for (std::size_t i = 0, n = record.count(plan_.text); i < n; ++i) {
    const auto text = record.text(plan_.text, i);
    if (!text) continue;
    plan_.segmenter.words(*text, word_scratch_, words_);
    for (const TextSpan& word : words_) DSPREP_CHECK(totals.words.add(word.of(*text)));
  }
  return {};
}

Status NoteExtractor::note_record(const Record& record, Totals& totals, spill::Sorter& entries) {
  std::optional<std::string> id;
  if (plan_.by_id)
    if (const auto label = votes::canonical_label(record.value(plan_.id), scratch_)) id = votes::label_name(*label);
  // An id is compared by itself: 1 and "1" are one.
  if (id) std::erase_if(order_, [](const Member* member) { return member->is_id; });
  base::Hash128 content;
  for (const Member* member : order_) add(content, member->name_hash, member->hash);
  entry_.assign(1, static_cast<char>(id ? Note::by_id : Note::by_content));
  if (!id) {
    spill::append_hash_key(entry_, content);
    entry_ += static_cast<char>(side_);
    spill::append_ordered(entry_, record.id());
    const auto text = record.text(plan_.text);
    append_shown(entry_, beginning(text ? *text : record.line(), shown_record_chars));
    return entries.add(entry_);
  }
  ++totals.with_id;
  const base::Hash128 key = base::hash128(*id);
  spill::append_hash_key(entry_, key);
  const std::string hash_key = entry_.substr(1);
  spill::append_hash_key(entry_, content);
  entry_ += static_cast<char>(side_);
  spill::append_ordered(entry_, record.id());
  append_shown(entry_, beginning(*id, shown_id_chars));
  for (const Member* member : order_) {
    spill::append_be64(entry_, member->name_hash);
    spill::append_be64(entry_, member->hash.low);
    append_shown(entry_, member->shown);
  }
  if (totals.samples.would_take(key.high)) {
    ValueBuilder json;
    json.begin_object();
    for (const Member* member : order_) json.key(member->name).raw(member->value.raw());
    json.end_object();
    if (json.json().size() <= longest_sample) totals.samples.add(key.high, hash_key + json.json());
  }
  return entries.add(entry_);
}

}  // namespace dsprep::ops::compare
