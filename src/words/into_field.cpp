#include "words/into_field.h"

#include <cstdint>

#include "dsprep/need.h"
#include "text/utf8.h"

namespace dsprep::words {

Result<IntoField> IntoField::bind(const std::string& text, const std::string& into, Binder& binder) {
  IntoField fields;
  DSPREP_TRY(fields.field, binder.read(text));
  DSPREP_TRY(fields.into, binder.write(into));
  fields.pointer = binder.pointer(fields.field);
  fields.into_pointer = binder.pointer(fields.into);
  if (fields.into_pointer.find('*') != std::string::npos)
    return usage_error("into = \"" + into + "\" names several places: name one field");
  if (fields.pointer == fields.into_pointer)
    return usage_error("into = \"" + into + "\" is the text itself: name another field");
  if (fields.into_pointer.starts_with(fields.pointer + "/"))
    return usage_error("into = \"" + into + "\" lies in the text " + fields.pointer + ": name another field");
  return fields;
}

std::optional<Verdict> IntoField::need(const Record& record) const { return need_text(record, field, pointer); }

Verdict IntoField::write(Record& record, std::string_view json) const {
  if (!record.set_raw(into, json)) return Verdict::malformed(cannot_be_added(into_pointer));
  return Verdict::keep();
}

std::string_view PieceArray::json(std::string_view text, std::span<const TextSpan> pieces, bool offsets) {
  builder_.clear();
  builder_.begin_array();
  std::uint64_t chars = 0;
  std::size_t at = 0;
  for (const TextSpan& piece : pieces) {
    if (!offsets) {
      builder_.text(piece.of(text));
      continue;
    }
    chars += text::count_chars(text.substr(at, piece.begin - at));
    const std::uint64_t start = chars;
    chars += text::count_chars(piece.of(text));
    at = piece.end;
    builder_.begin_object().member("start", start).member("end", chars).member("text", piece.of(text)).end_object();
  }
  return builder_.end_array().json();
}

}  // namespace dsprep::words
