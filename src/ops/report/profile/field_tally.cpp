#include "ops/report/profile/field_tally.h"

#include <optional>
#include <string_view>

#include "base/hash.h"
#include "ops/report/profile/save_sketches.h"
#include "ops/report/profile/shown_value.h"
#include "spill/wire.h"
#include "text/utf8.h"

namespace dsprep::ops::profile {

void FieldTally::add(const Value& value, std::string& scratch) {
  const FieldType type = value.type();
  ++types[static_cast<std::size_t>(type)];
  switch (type) {
    case FieldType::missing:
    case FieldType::null: return;
    case FieldType::text: {
      const std::string_view text = *value.text(scratch);
      distinct.add(base::hash64(text, static_cast<std::uint64_t>(type)));
      chars.add(static_cast<double>(text::count_chars(text)));
      empty += text.empty();
      if (!values.complete()) values.add({});
      else if (text.size() <= shown_chars) values.add(text);
      else values.add(beginning_of(text));
      return;
    }
    case FieldType::number: numbers.add(*value.number()); break;
    case FieldType::boolean: values.add(value.raw()); break;
    case FieldType::array:
    case FieldType::object: break;
  }
  distinct.add(base::hash64(value.raw(), static_cast<std::uint64_t>(type)));
}

void FieldTally::merge(const FieldTally& other) {
  for (std::size_t i = 0; i < type_count; ++i) types[i] += other.types[i];
  empty += other.empty;
  numbers.merge(other.numbers);
  chars.merge(other.chars);
  distinct.merge(other.distinct);
  values.merge(other.values);
}

Status FieldTally::save(ByteSink& sink) const {
  for (const std::uint64_t count : types) DSPREP_CHECK(spill::put_u64(sink, count));
  DSPREP_CHECK(spill::put_u64(sink, empty));
  return save_all(sink, numbers, chars, distinct, values);
}

Status FieldTally::load(ByteSource& source) {
  for (std::uint64_t& count : types) {
    DSPREP_TRY(count, spill::get_u64(source));
  }
  DSPREP_TRY(empty, spill::get_u64(source));
  return load_all(source, numbers, chars, distinct, values);
}

}  // namespace dsprep::ops::profile
