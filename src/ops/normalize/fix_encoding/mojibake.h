// Mojibake: text in UTF-8 that was read in another encoding, and its way back.
#pragma once

#include <cstddef>
#include <string>

#include "ops/normalize/fix_encoding/switches.h"
#include "ops/normalize/fix_encoding/traced.h"

namespace dsprep::ops::fix_encoding {

// Repairs stretch after stretch: owned by one worker.
//
// ftfy goes on as long as a step changes something. A stretch can be made in which each step changes one character, so
// what a step may cost is counted: who asks for more than `most_passes` times the length of the stretch gets none.
class Mojibake {
 public:
  explicit Mojibake(const Switches& switches) : switches_(switches) {}

  // Undoes references of HTML where that is asked for, and decodings, in turn until nothing changes. False where that
  // is not in sight: `text` then is of no use.
  struct Done {
    bool settled = true, unescaped = false, decoded = false;
  };
  Done repair(Chars& text, bool unescape);

 private:
  static constexpr std::size_t most_passes = 32;

  bool fix_encoding(Chars& text);  // whether it changed
  bool fix_step(Chars& text);      // likewise
  bool try_encodings(Chars& text, unsigned possible, bool& done);
  bool decode_inconsistent(Chars& text);
  bool latin_1_to_windows_1252(Chars& text);
  bool fix_c1(Chars& text);
  bool unescape(Chars& text);
  bool spend(std::size_t size);

  const Switches& switches_;
  std::size_t left_ = 0;  // characters that may still be gone through
  Bytes bytes_, altered_;
  Chars next_;
  std::string reference_, before_;
};

}  // namespace dsprep::ops::fix_encoding
