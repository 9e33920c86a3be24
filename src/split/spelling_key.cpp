#include "split/spelling_key.h"

#include "text/classes.h"
#include "text/normalize.h"
#include "text/utf8.h"

namespace dsprep::split {

void spelling_key(std::string_view text, std::string& out, std::string& scratch) {
  out.clear();
  if (text::is_ascii(text)) {
    for (const char c : text) {
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
      else if (c >= 'A' && c <= 'Z') out += static_cast<char>(c + ('a' - 'A'));
    }
    return;
  }
  text::normalize(text, text::Form::nfkc_casefold, scratch);
  for (std::size_t i = 0; i < scratch.size();) {
    const std::size_t begin = i;
    if (text::classes_of(text::decode(scratch, i)) & (text::letter | text::mark | text::digit | text::other_number))
      out.append(scratch, begin, i - begin);
  }
}

}  // namespace dsprep::split
