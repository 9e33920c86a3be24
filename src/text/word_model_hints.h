// The parameter `words` of ops that work on words.
#pragma once

#include "dsprep/params.h"

namespace dsprep::text {

inline ParamHints word_model_hints() {
  return {.meaning =
              "what a word is: a run between white space, a UAX-29 segment (every ideograph is one), or one of "
              "ICU's words (with dictionaries for Chinese, Japanese, Thai, Lao, Khmer, Burmese)",
          .choices = {"whitespace", "uax29", "unicode"}};
}

}  // namespace dsprep::text
