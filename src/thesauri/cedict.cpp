#include "thesauri/cedict.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <deque>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "text/list_file.h"

namespace dsprep::thesauri {
namespace {

constexpr std::size_t most_words = 8;  // that share a gloss

// The words of a gloss, and one more where they are too many.
struct Group {
  std::array<std::string_view, most_words + 1> words;
  std::size_t count = 0;
  void add(std::string_view word) {
    const auto end = words.begin() + static_cast<std::ptrdiff_t>(count);
    if (count < words.size() && std::find(words.begin(), end, word) == end) words[count++] = word;
  }
};

bool says_nothing(std::string_view gloss) {
  constexpr std::string_view starts[] = {"variant of", "old variant", "erhua variant", "see ",     "see also",    "CL:",
                                         "surname ",   "abbr. ",      "also written",  "used in ", "(bound form)"};
  return gloss.empty() || std::any_of(std::begin(starts), std::end(starts),
                                      [&](std::string_view start) { return gloss.starts_with(start); });
}

Status read_frequent(const CedictRules& rules, std::unordered_set<std::string_view>& frequent) {
  return text::each_entry(*rules.frequencies, [&](std::string_view line) -> Status {
    const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
    std::string_view number = line.substr(std::min(end + 1, line.size()));
    number = number.substr(0, number.find_first_of(" \t"));
    std::uint64_t count = 0;
    const auto [stop, error] = std::from_chars(number.data(), number.data() + number.size(), count);
    if (error != std::errc() || stop != number.data() + number.size())
      return usage_error("a word, a space and how often it occurs are expected here");
    if (count >= rules.min_frequency) frequent.insert(line.substr(0, end));
    return {};
  });
}

}  // namespace

Status read_cedict(const ResourceFile& file, const CedictRules& rules, ThesaurusBuilder& builder) {
  std::unordered_set<std::string_view> frequent;
  if (rules.frequencies) DSPREP_CHECK(read_frequent(rules, frequent));
  std::unordered_map<std::string_view, std::size_t> numbers;  // of a gloss
  std::deque<Group> groups;                                   // in the order of the file
  DSPREP_CHECK(text::each_entry(file, [&](std::string_view line) -> Status {
    const std::size_t space = line.find(' ');
    const std::size_t open = line.find(" ["), slash = line.find('/');
    if (space == line.npos || open == line.npos || open <= space || slash == line.npos || slash < open)
      return usage_error("\"繁體 简体 [pin1 yin1] /gloss/\" is expected here, as in CC-CEDICT");
    const std::string_view word = rules.traditional ? line.substr(0, space) : line.substr(space + 1, open - space - 1);
    if (rules.frequencies && frequent.count(word) == 0) return {};
    for (std::size_t at = slash; at + 1 < line.size();) {
      const std::size_t end = std::min(line.find('/', at + 1), line.size());
      const std::string_view gloss = line.substr(at + 1, end - at - 1);
      at = end;
      if (says_nothing(gloss)) continue;
      const auto [known, fresh] = numbers.emplace(gloss, groups.size());
      if (fresh) groups.emplace_back();
      groups[known->second].add(word);
    }
    return {};
  }));
  for (const Group& group : groups) {
    if (group.count < 2 || group.count > most_words) continue;
    const auto words = std::span(group.words).first(group.count);
    for (const std::string_view word : words) {
      const std::uint32_t key = builder.key(word);
      if (key == ThesaurusBuilder::none) continue;
      for (const std::string_view other : words) builder.add(key, other);
    }
  }
  return {};
}

}  // namespace dsprep::thesauri
