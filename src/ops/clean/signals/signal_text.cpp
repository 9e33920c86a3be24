#include "ops/clean/signals/signal_text.h"

#include <algorithm>

#include "ops/clean/signals/redpajama_text.h"
#include "text/utf8.h"

namespace dsprep::ops::signals {

void SignalText::read(std::string_view bytes) {
  text = bytes;
  lines.clear();
  normal.clear();
  std::uint64_t chars = 0;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size() - 1) + 1;
    const std::string_view line = bytes.substr(begin, end - begin);
    normalize_redpajama(line, normal_line_, scratch_);
    // Normalised lines joined by a space are the normalised text.
    if (!normal.empty() && !normal_line_.empty()) normal += ' ';
    const auto at = static_cast<std::uint32_t>(normal.size());
    normal += normal_line_;
    const std::uint64_t line_chars = text::count_chars(line);
    lines.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                     {at, static_cast<std::uint32_t>(normal.size())},
                     chars,
                     chars + line_chars});
    chars += line_chars;
    begin = end;
  }
  length = chars;
  split_normal_words();
  if (needs_.raw_words) split_wordpunct(bytes, raw_words);
}

void SignalText::split_normal_words() {
  words.clear();
  distinct.clear();
  word_chars = 0;
  for (std::size_t begin = 0; begin < normal.size();) {
    const std::size_t end = std::min(normal.find(' ', begin), normal.size());
    const std::string_view word = std::string_view(normal).substr(begin, end - begin);
    const auto chars = static_cast<std::uint32_t>(text::count_chars(word));
    words.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, chars});
    word_chars += chars;
    begin = end + 1;
  }
  numbers.clear();
  if (!needs_.word_numbers) return;
  for (const Word& word : words) numbers.push_back(distinct.number(word.span.of(normal)));
}

}  // namespace dsprep::ops::signals
