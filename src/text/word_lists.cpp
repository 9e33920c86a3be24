#include "text/word_lists.h"

#include <algorithm>
#include <cassert>
#include <string>

namespace dsprep::text {

std::vector<std::string_view> languages_of(std::span<const WordListFile> lists) {
  std::vector<std::string_view> languages;
  for (const WordListFile& list : lists) languages.push_back(list.language);
  return languages;
}

void each_word(std::span<const WordListFile> lists, std::string_view language,
               const std::function<void(std::string_view)>& take) {
  const auto list =
      std::find_if(lists.begin(), lists.end(), [&](const WordListFile& l) { return l.language == language; });
  assert(list != lists.end());
  for (std::string_view rest = list->words; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (end > 0) take(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

}  // namespace dsprep::text
