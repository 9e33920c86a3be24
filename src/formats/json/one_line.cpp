#include "formats/json/one_line.h"

namespace dsprep::formats {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_word(char c) {
  return !is_space(c) && c != '"' && c != ',' && c != ':' && c != '[' && c != ']' && c != '{' && c != '}';
}

// Calls run(begin, length, apart) for every stretch that stays: strings whole, what is outside of them without white
// space. `apart`: between two words there is white space, without which they would be one: "1 2" must stay wrong.
template <class Run>
void each_run(std::string_view json, Run run) {
  std::size_t at = 0;
  bool word = false;
  while (at < json.size()) {
    if (is_space(json[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    const bool apart = word && is_word(json[at]);
    if (json[at] == '"') {
      for (++at; at < json.size() && json[at] != '"'; ++at)
        if (json[at] == '\\') ++at;
      at = at < json.size() ? at + 1 : json.size();
      word = false;
    } else {
      while (at < json.size() && json[at] != '"' && !is_space(json[at])) ++at;
      word = is_word(json[at - 1]);
    }
    if (!run(begin, at - begin, apart)) return;
  }
}

}  // namespace

void on_one_line(std::string_view json, std::string& line) {
  line.clear();
  each_run(json, [&](std::size_t begin, std::size_t length, bool apart) {
    if (apart) line += ' ';
    line.append(json, begin, length);
    return true;
  });
}

std::size_t origin_on_one_line(std::string_view json, std::size_t at) {
  if (json.find('\n') == json.npos) return at;
  std::size_t written = 0, origin = json.size();
  each_run(json, [&](std::size_t begin, std::size_t length, bool apart) {
    written += apart;
    if (at >= written + length) {
      written += length;
      return true;
    }
    origin = begin + (at > written ? at - written : 0);
    return false;
  });
  return origin;
}

}  // namespace dsprep::formats
