#include "text/count_flagged.h"

#include "text/utf8.h"

namespace dsprep::text {

std::uint64_t count_flagged(std::string_view text, const CodePointTable& table) {
  const std::uint8_t* const ascii = table.ascii();
  std::uint64_t counts[4] = {};  // by turns, so that neighbours do not wait for each other
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = i + ascii_prefix(text.substr(i));
    for (; i + 4 <= end; i += 4) {
      for (std::size_t k = 0; k < 4; ++k) counts[k] += ascii[static_cast<unsigned char>(text[i + k])];
    }
    for (; i < end; ++i) counts[0] += ascii[static_cast<unsigned char>(text[i])];
    // Stays with other scripts until eight bytes of ASCII come in a row.
    for (std::size_t run = 0; i < text.size() && run < 8;) {
      if (static_cast<signed char>(text[i]) >= 0) {
        counts[1] += ascii[static_cast<unsigned char>(text[i++])];
        ++run;
      } else {
        counts[2] += table[decode(text, i)];
        run = 0;
      }
    }
  }
  return counts[0] + counts[1] + counts[2] + counts[3];
}

}  // namespace dsprep::text
