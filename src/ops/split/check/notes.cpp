#include "ops/split/check/notes.h"

#include <algorithm>
#include <span>

#include "base/hash.h"
#include "base/hash128.h"
#include "dsprep/need.h"
#include "spill/hash_key.h"
#include "spill/ordered_number.h"
#include "split/spelling_key.h"
#include "text/is_blank.h"
#include "text/utf8.h"

namespace dsprep::ops::check {
namespace {

constexpr std::size_t shown_chars = 80;

// A value with its type in front: 1 is not "1". False where there is none.
bool append_value(std::string& out, const Value& value, std::string& scratch) {
  switch (value.type()) {
    case FieldType::missing:
    case FieldType::null: return false;
    case FieldType::text: out.append("s").append(*value.text(scratch)); return true;
    default: out.append("j").append(value.raw()); return true;
  }
}

}  // namespace

std::optional<Verdict> lacks(const Plan& plan, const Record& record, PartOf& part) {
  if (auto verdict = part.read(record)) return verdict;
  return need_text(record, plan.text, plan.text_pointer);
}

void NoteExtractor::append_part() { spill::append_be64(entry_, part_.key()); }

Status NoteExtractor::extract(const Record& record, Totals& totals, spill::Sorter& entries) {
  if (lacks(plan_, record, part_)) return {};
  Part* const part = totals.parts.add(part_.key(), part_.name());
  if (!part) return {};
  ++part->records;
  DSPREP_CHECK(note_labels(record, *part, entries));
  if (plan_.group.bound()) {
    scratch_.clear();
    std::string& value = normalized_;
    value.clear();
    if (append_value(value, record.value(plan_.group), scratch_)) {
      ++totals.grouped;
      begin(Note::group);
      spill::append_hash_key(entry_, base::hash128(value));
      append_part();
      spill::append_ordered(entry_, record.id());
      DSPREP_CHECK(entries.add(entry_));
    }
  }
  const std::string_view text = *record.text(plan_.text);
  begin(Note::length);
  spill::append_ordered(entry_, text::count_chars(text));
  append_part();
  DSPREP_CHECK(entries.add(entry_));
  if (text::is_blank(text)) {
    ++totals.empty_texts;
    return {};
  }
  return note_text(record, text, entries);
}

Status NoteExtractor::note_labels(const Record& record, Part& part, spill::Sorter& entries) {
  label_ = 0;
  labels_.clear();
  const auto note = [&](const Value& value) -> Status {
    normalized_.clear();
    if (!append_value(normalized_, value, scratch_)) return {};
    const base::Hash128 hash = base::hash128(normalized_);
    labels_.push_back(hash.low);
    begin(Note::label);
    spill::append_hash_key(entry_, hash);
    append_part();
    const std::string_view shown = std::string_view(normalized_).substr(1);
    entry_ += shown.substr(0, text::byte_offset(shown, shown_chars));
    return entries.add(entry_);
  };
  for (std::size_t i = 0, n = record.count(plan_.label); i < n; ++i) {
    const Value value = record.value(plan_.label, i);
    if (value.type() != FieldType::array) {
      DSPREP_CHECK(note(value));
      continue;
    }
    for (Value::Elements it = value.elements(); it.next();) DSPREP_CHECK(note(it.value()));
  }
  if (labels_.empty()) return {};
  ++part.labelled;
  // Of several labels the order says nothing.
  std::sort(labels_.begin(), labels_.end());
  for (const std::uint64_t hash : labels_) label_ = base::mix(label_, hash);
  label_ |= 1;
  return {};
}

Status NoteExtractor::note_text(const Record& record, std::string_view text, spill::Sorter& entries) {
  split::spelling_key(text, spelled_, folded_);
  normalized_.clear();
  spill::append_hash_key(normalized_, base::hash128(spelled_.empty() ? text : std::string_view(spelled_)));
  begin(Note::text);
  entry_ += normalized_;
  spill::append_hash_key(entry_, base::hash128(text));
  append_part();
  spill::append_be64(entry_, label_);
  spill::append_ordered(entry_, record.id());
  DSPREP_CHECK(entries.add(entry_));

  const auto add = [&](Note kind, std::uint64_t hash, std::optional<char> role) {
    begin(kind);
    spill::append_be64(entry_, hash);
    if (role) entry_ += *role;
    append_part();
    entry_ += normalized_;
    spill::append_ordered(entry_, record.id());
    return entries.add(entry_);
  };
  signature_.read(text);
  if (!signature_.shingles().empty())
    for (const std::uint64_t band : signature_.bands()) DSPREP_CHECK(add(Note::band, band, std::nullopt));
  anchors_.read(text);
  if (anchors_.chosen().empty()) return {};
  DSPREP_CHECK(add(Note::anchor, anchors_.first(), '\0'));
  for (const std::uint64_t hash : anchors_.chosen()) DSPREP_CHECK(add(Note::anchor, hash, '\1'));
  return {};
}

}  // namespace dsprep::ops::check
