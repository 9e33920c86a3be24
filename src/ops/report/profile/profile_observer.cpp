#include "ops/report/profile/profile_observer.h"

#include <optional>
#include <span>

#include "base/hash.h"
#include "ops/report/profile/save_sketches.h"
#include "ops/report/profile/shown_value.h"
#include "spill/hash_key.h"
#include "spill/wire.h"

namespace dsprep::ops::profile {

Status ProfileObserver::observe(const Record& record) {
  ++records;
  const std::size_t part = record.part().index;
  if (parts.size() <= part) parts.resize(part + 1);
  ++parts[part];
  fields.add(record);
  observe_label(record);
  return observe_text(record);
}

Status ProfileObserver::merge(Observer&& next) {
  auto& other = static_cast<ProfileObserver&>(next);
  records += other.records;
  if (parts.size() < other.parts.size()) parts.resize(other.parts.size());
  for (std::size_t i = 0; i < other.parts.size(); ++i) parts[i] += other.parts[i];
  fields.merge(std::move(other.fields));
  texts += other.texts;
  empty_texts += other.empty_texts;
  chars.merge(other.chars);
  words.merge(other.words);
  lines.merge(other.lines);
  DSPREP_CHECK(distinct_texts.merge(std::move(other.distinct_texts)));
  labelled += other.labelled;
  labels.merge(other.labels);
  return {};
}

Status ProfileObserver::save(ByteSink& sink) {
  for (const std::uint64_t n : {records, texts, empty_texts, labelled}) DSPREP_CHECK(spill::put_u64(sink, n));
  DSPREP_CHECK(spill::put_u64(sink, parts.size()));
  for (const std::uint64_t n : parts) DSPREP_CHECK(spill::put_u64(sink, n));
  DSPREP_CHECK(distinct_texts.save(sink));
  return save_all(sink, fields, chars, words, lines, labels);
}

Status ProfileObserver::load(ByteSource& source) {
  for (std::uint64_t* n : {&records, &texts, &empty_texts, &labelled}) {
    DSPREP_TRY(*n, spill::get_u64(source));
  }
  DSPREP_TRY(const std::uint64_t size, spill::get_u64(source));
  if (size > 65'536) return failure("saved state is damaged: too many parts");
  parts.resize(static_cast<std::size_t>(size));
  for (std::uint64_t& n : parts) {
    DSPREP_TRY(n, spill::get_u64(source));
  }
  DSPREP_CHECK(distinct_texts.load(source));
  return load_all(source, fields, chars, words, lines, labels);
}

Status ProfileObserver::observe_text(const Record& record) {
  const std::optional<std::string_view> text = record.text(plan_.text);
  if (!text) return {};
  ++texts;
  if (text->empty()) ++empty_texts;
  else DSPREP_CHECK(add_text(*text));
  const TextView& view = record.view(plan_.text);
  chars.add(static_cast<double>(view.chars()));
  words.add(static_cast<double>(view.words(WordModel::whitespace).size()));
  lines.add(static_cast<double>(view.lines().size()));
  return {};
}

Status ProfileObserver::add_text(std::string_view text) {
  scratch_.clear();
  spill::append_hash_key(scratch_, base::hash128(text));
  return distinct_texts.add(scratch_);
}

void ProfileObserver::observe_label(const Record& record) {
  bool any = false;
  for (std::size_t i = 0, n = record.count(plan_.label); i < n; ++i) {
    const Value value = record.value(plan_.label, i);
    if (value.type() != FieldType::array) {
      any |= add_label(value);
      continue;
    }
    for (Value::Elements it = value.elements(); it.next();) any |= add_label(it.value());
  }
  labelled += any;
}

bool ProfileObserver::add_label(const Value& value) {
  switch (value.type()) {
    case FieldType::text: labels.add(beginning_of(*value.text(scratch_))); return true;
    case FieldType::number:
    case FieldType::boolean: labels.add(beginning_of(value.raw())); return true;
    default: return false;
  }
}

}  // namespace dsprep::ops::profile
