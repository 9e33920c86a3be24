// The letters and marks of a text as CLD2 scores them: runs of one script in lower case, one space for whatever stands
// between. What CLD2::ScriptScanner gives for plain text, without its maps back into the text, and several times as
// fast.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "models/cld2_internals.h"

namespace dsprep::models {

// Owned by one thread; 140 KB.
class Cld2Spans {
 public:
  Cld2Spans();
  // `text` is valid UTF-8 of at most 1 GiB and outlives the spans.
  void begin(std::string_view text) { text_ = text, at_ = 0; }
  // False where no letter is left. The span is valid, and may be changed, until the next call: it starts with a space
  // and is followed by three and a NUL. A span ends with its script, or near 40 KB.
  bool next(CLD2::LangSpan& span);

 private:
  int skip_to_letter();
  int script_at(std::size_t at) const;

  std::string_view text_;
  std::size_t at_ = 0;  // bytes of text_ that are done
  std::unique_ptr<char[]> letters_ = std::make_unique<char[]>(CLD2::kMaxScriptBuffer);
  const std::uint8_t* scripts_;                  // by code point below U+10000
  CLD2::ScriptScanner lower_case_{"", 0, true};  // for its table of lower case
};

}  // namespace dsprep::models
