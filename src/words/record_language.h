// RecordLanguage: whose words an op works by, where a field of each record names the language.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dsprep/binder.h"
#include "dsprep/params.h"
#include "dsprep/record.h"
#include "words/language_code.h"

namespace dsprep::words {

// The language of a record: a text, or what the op language writes, {"label": "en", …}.
class RecordLanguage {
 public:
  static Result<RecordLanguage> bind(const std::optional<std::string>& field, Binder& binder) {
    RecordLanguage language;
    if (!field) return language;
    DSPREP_TRY(language.field_, binder.read(*field));
    return language;
  }
  bool in_field() const { return field_.bound(); }
  // Replaces `code`; by "" where the field is missing or neither.
  void of(const Record& record, std::string& code) const {
    code.clear();
    if (const auto label = record.text(field_)) language_code(*label, code);
    else if (record.type(field_) == FieldType::object)
      if (const auto inner = record.value(field_)["label"].text()) language_code(*inner, code);
  }

 private:
  Field field_;
};

inline void describe_language_field(ParamFields& f, std::optional<std::string>& field) {
  f("language_field", field,
    {.meaning = "the field with the language of each record, as en, zh-Hans, deu, eng_Latn, or as the op language "
                "writes it; none: it is `language`",
     .field = true});
}

}  // namespace dsprep::words
