#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/break_iterator.h"
#include "text/classes.h"
#include "text/segment.h"
#include "text/utf8.h"

namespace dsprep::text {
namespace {

// Where the text [begin, end) ends without its trailing white space.
std::size_t trimmed_end(std::string_view text, std::size_t begin, std::size_t end) {
  while (end > begin) {
    std::size_t at = end - 1;
    while (at > begin && is_continuation(text[at])) --at;
    std::size_t behind = at;
    if (!is_whitespace(decode(text, behind))) break;
    end = at;
  }
  return end;
}

}  // namespace

void split_sentences(std::string_view text, std::vector<TextSpan>& spans) {
  thread_local BreakIterator iterator(&icu::BreakIterator::createSentenceInstance);
  spans.clear();
  iterator.run(text, [&](std::size_t begin, std::size_t end, std::int32_t) {
    end = trimmed_end(text, begin, end);
    if (end > begin) spans.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  });
}

}  // namespace dsprep::text
