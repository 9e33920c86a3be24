// Texts of a few sentences, and the sentences of a text: for the augmenters that keep units whole.
#pragma once

#include <string>
#include <vector>

#include "dsprep/text_view.h"
#include "text/segment.h"

namespace dsprep::test {

inline const std::string english = "One came.  Two went!\nThree stayed? Four.";
inline const std::string chinese = "天气很好。我们去公园！你呢？";

inline std::vector<std::string> sentences_of(const std::string& text) {
  std::vector<TextSpan> spans;
  text::split_sentences(text, spans);
  std::vector<std::string> all;
  for (const TextSpan& span : spans) all.emplace_back(span.of(text));
  return all;
}

}  // namespace dsprep::test
