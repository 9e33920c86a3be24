#include "dedup/index_settings.h"

#include <algorithm>

namespace dsprep::dedup {
namespace {

// Takes the first word off. Words are parted by single spaces.
std::string_view take_word(std::string_view& rest) {
  const std::size_t end = std::min(rest.find(' '), rest.size());
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return word;
}

// Takes the next pointer off: it may hold spaces, and goes on to " /" or " each /". Of one field, to the end.
std::string_view take_pointer(std::string_view& rest, bool only) {
  if (rest.starts_with("each /")) rest.remove_prefix(5);
  const std::size_t end = only ? rest.size() : std::min({rest.find(" /"), rest.find(" each /"), rest.size()});
  const std::string_view pointer = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return pointer;
}

}  // namespace

IndexSettings parse_index_settings(std::string_view settings) {
  IndexSettings parsed;
  parsed.op = "dedup_" + std::string(take_word(settings));
  while (!settings.empty()) {
    const std::string_view word = take_word(settings);
    if (word == "field" || word == "fields") {
      parsed.together = word == "fields";
      while (!settings.empty()) parsed.fields.emplace_back(take_pointer(settings, !parsed.together));
    } else if (const std::size_t equals = word.find('='); equals != std::string_view::npos) {
      parsed.params.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    }
  }
  return parsed;
}

}  // namespace dsprep::dedup
