#include "text/graphemes.h"

#include <cstddef>
#include <cstdint>

#include "text/break_iterator.h"

namespace dsprep::text {

void each_grapheme(std::string_view text, const std::function<void(std::size_t, std::size_t)>& found) {
  thread_local BreakIterator clusters(icu::BreakIterator::createCharacterInstance);
  clusters.run(text, [&](std::size_t begin, std::size_t end, std::int32_t) { found(begin, end); });
}

}  // namespace dsprep::text
