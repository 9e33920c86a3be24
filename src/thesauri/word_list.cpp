#include "thesauri/word_list.h"

#include <algorithm>
#include <string_view>

#include "text/list_file.h"
#include "text/trim.h"

namespace dsprep::thesauri {

Status read_word_list(const ResourceFile& file, ThesaurusBuilder& builder) {
  std::size_t words = 0;
  DSPREP_CHECK(text::each_entry(file, [&](std::string_view line) -> Status {
    std::size_t at = line.find('\t');
    if (at == line.npos) return usage_error("a word, a TAB and its synonyms are expected here, and there is no TAB");
    const std::string_view word = text::trim(line.substr(0, at));
    const std::uint32_t key = builder.key(word);
    if (key == ThesaurusBuilder::none) return {};
    ++words;
    while (at < line.size()) {
      const std::size_t end = std::min(line.find_first_of("\t,", at + 1), line.size());
      const std::string_view synonym = text::trim(line.substr(at + 1, end - at - 1));
      if (!synonym.empty()) builder.add(key, synonym);
      at = end;
    }
    return {};
  }));
  if (words == 0) return usage_error(file.path + ": no word with synonyms stands in this file");
  return {};
}

}  // namespace dsprep::thesauri
