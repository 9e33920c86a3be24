// The tokenizers of BLEU, exactly as sacreBLEU 2.6.0 has them, its oddities too: scores of different tokenizers are not
// comparable, which is why a score carries its signature.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/text_view.h"

namespace dsprep::ops::score {

enum class BleuTokenizer {
  v13a,  // mteval-v13a.pl: Western punctuation is split off
  intl,  // mteval-v14.pl: all punctuation and symbols are split off
  zh,  // each ideograph is a token, the rest as in 13a (what is between U+2001 and U+2A6D counts as Chinese, as there)
  chars,  // each character
  none,   // white space alone
};
std::optional<BleuTokenizer> bleu_tokenizer(std::string_view name);  // "13a", "intl", "zh", "char", "none"

// Tokenizes segments. Keeps its storage; not thread-safe.
class BleuTokens {
 public:
  explicit BleuTokens(BleuTokenizer tokenizer) : tokenizer_(tokenizer) {}
  // The tokens are views of `text`, which is written over. REQUIRES valid UTF-8.
  void split(std::string_view segment, std::string& text, std::vector<std::string_view>& tokens);

 private:
  void split_western(std::string& text);  // the four rules of 13a

  BleuTokenizer tokenizer_;
  std::string next_;
  std::vector<TextSpan> spans_;
};

}  // namespace dsprep::ops::score
