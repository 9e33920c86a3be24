#include "ops/normalize/vocabulary/vocabulary.h"

#include <algorithm>
#include <string>

#include "text/utf8.h"

namespace dsprep::vocabulary {

Result<Vocabulary> Vocabulary::read(const ResourceFile& file) {
  Vocabulary vocabulary;
  std::string_view rest = file.bytes;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  for (std::size_t line_number = 1; !rest.empty(); ++line_number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto fault = [&](std::string_view what) {
      return usage_error(file.path + ":" + std::to_string(line_number) + ": " + std::string(what));
    };
    if (!text::valid_utf8(line)) return fault("this is not UTF-8: give a vocabulary, one word a line");
    const std::string_view word = line.substr(0, line.find('\t'));
    if (word.empty()) return fault("no word: give one word a line, and behind a TAB how often it came");
    if (!vocabulary.add(word)) return fault("\"" + std::string(word.substr(0, 60)) + "\" is there already");
  }
  if (vocabulary.size() == 0) return usage_error(file.path + " has no word in it: give a vocabulary, one word a line");
  return vocabulary;
}

}  // namespace dsprep::vocabulary
