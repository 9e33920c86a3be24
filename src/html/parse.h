// parse: bytes of HTML to a Tree, as browsers do (the HTML standard's algorithm), scripting off.
//
// Behind it stands Gumbo. What takes its place fills the same Tree.
#pragma once

#include <string>
#include <string_view>

#include "html/limit_nesting.h"
#include "html/tree.h"

namespace dsprep::html {

// Owned by one worker, used for document after document.
class Parser {
 public:
  // Replaces `tree`, which refers to nothing but its own memory afterwards. Anything is HTML, and no input is too deep
  // or too wide. REQUIRES UTF-8; what is invalid becomes U+FFFD, and so does NUL, or it is left out (the HTML
  // standard).
  void parse(std::string_view html, Tree& tree);

 private:
  NestingLimiter limiter_;
  std::string limited_;
};

}  // namespace dsprep::html
