// A text through all of ftfy's fixers, line by line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "dsprep/text_draft.h"
#include "ops/normalize/fix_encoding/mojibake.h"
#include "ops/normalize/fix_encoding/switches.h"
#include "ops/normalize/fix_encoding/traced.h"
#include "text/settled_rewrite.h"

namespace dsprep::ops::fix_encoding {

// Owned by one worker. `switches` must outlive it.
class TextFixer {
 public:
  explicit TextFixer(const Switches& switches);

  // Rewrites until nothing changes any more; counts Counts.
  void fix(std::string_view text, TextDraft& draft);

 private:
  void once(std::string_view text, TextDraft& draft);
  bool repair(std::string_view line, std::size_t at, bool unescape, TextDraft& draft);
  bool fix_chars(std::string_view line, std::size_t at, TextDraft& draft);
  void fix_ascii(std::string_view line, std::size_t& i, std::size_t end, std::size_t at, TextDraft& draft);
  void write_repaired(std::string_view line, std::size_t at, TextDraft& draft);
  void normalize(std::string_view line, std::size_t at, TextDraft& draft);

  const Switches& switches_;
  std::uint16_t char_facts_ = 0;  // of the characters that single-character fixers want
  Mojibake mojibake_;
  Chars chars_;
  std::string piece_;
  std::uint64_t unsettled_ = 0;  // lines of the last round that would not come to rest
  text::SettledRewrite settled_;
};

}  // namespace dsprep::ops::fix_encoding
