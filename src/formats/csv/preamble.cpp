#include "formats/csv/preamble.h"

#include <charconv>

namespace dsprep::formats::csv {

std::string to_bytes(const Preamble& preamble) {
  const Dialect& d = preamble.dialect;
  std::string bytes{d.delimiter, d.quote, d.escape == Escape::backslash ? 'b' : 'd', d.newline,
                    d.skip_space ? 's' : '-'};
  return bytes.append(std::to_string(preamble.columns)).append("\n").append(preamble.header);
}

Preamble preamble_of(std::string_view bytes) {
  Preamble preamble;
  preamble.dialect = {bytes[0], bytes[1], bytes[2] == 'b' ? Escape::backslash : Escape::doubled, bytes[3],
                      bytes[4] == 's'};
  const char* const end = bytes.data() + bytes.size();
  const char* const number_end = std::from_chars(bytes.data() + 5, end, preamble.columns).ptr;
  preamble.header = bytes.substr(static_cast<std::size_t>(number_end - bytes.data()) + 1);
  return preamble;
}

}  // namespace dsprep::formats::csv
