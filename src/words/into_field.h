// IntoField: the field that gets what an op made of a text; and PieceArray, which writes pieces of a text into one.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dsprep/binder.h"
#include "dsprep/text_view.h"
#include "dsprep/value.h"
#include "dsprep/verdict.h"

namespace dsprep::words {

struct IntoField {
  Field field, into;
  std::string pointer, into_pointer;  // of the text, of what is written

  // An error where `into` is the text, lies in it, or names several places.
  static Result<IntoField> bind(const std::string& text, const std::string& into, Binder& binder);
  // The verdict where the record has no such text.
  std::optional<Verdict> need(const Record& record) const;
  // Writes a JSON value that is no string; a verdict where it has no place.
  Verdict write(Record& record, std::string_view json) const;
};

// Scratch of a worker.
class PieceArray {
 public:
  // ["piece", …], or with offsets [{"start":0,"end":5,"text":"piece"}, …] in code points. REQUIRES pieces in order.
  // Valid until the next call.
  std::string_view json(std::string_view text, std::span<const TextSpan> pieces, bool offsets);

 private:
  ValueBuilder builder_;
};

}  // namespace dsprep::words
