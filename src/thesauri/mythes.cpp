#include "thesauri/mythes.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "charset/charset.h"
#include "text/utf8.h"

namespace dsprep::thesauri {
namespace {

std::string_view trimmed(std::string_view s) {
  const std::size_t first = s.find_first_not_of(" \t\r");
  return first == s.npos ? std::string_view() : s.substr(first, s.find_last_not_of(" \t\r") + 1 - first);
}

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

// Where the first column says how the words are related and not what part of speech they are (Russian, Indonesian).
bool is_another_relation(std::string_view label) {
  constexpr std::string_view relations[] = {"(антоним)", "(сходный термин)", "(связанный термин)", "[ant]",
                                            "(antonym)"};
  return std::find(std::begin(relations), std::end(relations), label) != std::end(relations);
}

// "(noun)" of "(noun)|…"; of "(Sinônimo)grosseiro|…" too, where the first synonym is behind it. "", "-" and "(?)" name
// nothing.
std::string_view take_label(std::string_view& line) {
  const std::size_t bar = std::min(line.find('|'), line.size());
  std::string_view label = trimmed(line.substr(0, bar));
  const std::size_t close = label.find(')');
  if (label.starts_with('(') && close != label.npos && close + 1 < label.size()) {
    line.remove_prefix(line.find(')') + 1);
    label = label.substr(0, close + 1);
  } else {
    line.remove_prefix(std::min(bar + 1, line.size()));
  }
  return label == "-" || label == "(?)" ? std::string_view() : label;
}

// Words and no more: without a remark in parentheses, an ellipsis ("un…", "in..."), a number.
bool is_plain(std::string_view synonym) {
  if (synonym.empty() || synonym.find("…") != synonym.npos) return false;
  return std::all_of(synonym.begin(), synonym.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || ((byte | 0x20u) >= 'a' && (byte | 0x20u) <= 'z') || c == ' ' || c == '-' || c == '\'';
  });
}

}  // namespace

Result<std::string> mythes_text(const ResourceFile& file) {
  std::string_view bytes = file.bytes;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::string_view label = trimmed(take_line(bytes));
  const std::string encoding = label.size() <= 40 ? charset::name_of_label(label) : std::string();
  if (encoding.empty())
    return usage_error(file.path + ":1: this is no MyThes thesaurus (*.dat): its first line names no encoding");
  std::string text;
  if (encoding == "utf-8") {
    if (!text::valid_utf8(bytes)) return usage_error(file.path + ": this is not UTF-8, as its first line says");
    text.assign(bytes);
  } else {
    DSPREP_TRY(charset::Converter converter, charset::Converter::make(encoding));
    converter.convert(bytes, true, text);
  }
  return text;
}

Status read_mythes(std::string_view path, std::string_view text, const MyThesRules& rules, ThesaurusBuilder& builder) {
  std::string_view rest = text;
  std::vector<std::string_view> synonyms;
  for (std::size_t number = 2; !rest.empty(); ++number) {
    const std::string_view line = trimmed(take_line(rest));
    if (line.empty()) continue;
    const std::size_t bar = line.rfind('|');
    const std::string_view digits = trimmed(line.substr(bar == line.npos ? line.size() : bar + 1));
    std::uint64_t meanings = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), meanings);
    if (error != std::errc() || end != digits.data() + digits.size())
      return usage_error(std::string(path) + ":" + std::to_string(number) +
                         ": this is no MyThes thesaurus (*.dat): \"word|number of meanings\" is expected here");
    const std::uint32_t key = builder.key(trimmed(line.substr(0, bar)));
    synonyms.clear();
    std::string_view first_label;
    bool one_label = true;
    std::uint64_t counted = 0;
    for (; meanings > 0 && !rest.empty(); --meanings) {
      ++number;
      std::string_view meaning = take_line(rest);
      if (key == ThesaurusBuilder::none) continue;
      const std::string_view label = take_label(meaning);
      if (is_another_relation(label)) continue;
      if (counted == 0) first_label = label;
      one_label &= label == first_label;
      if (rules.senses != 0 && ++counted > rules.senses) continue;
      while (!meaning.empty()) {
        const std::size_t next = std::min(meaning.find('|'), meaning.size());
        const std::string_view synonym = trimmed(meaning.substr(0, next));
        meaning.remove_prefix(std::min(next + 1, meaning.size()));
        if (is_plain(synonym)) synonyms.push_back(synonym);
      }
    }
    if (rules.agree && !one_label) continue;
    for (const std::string_view synonym : synonyms) builder.add(key, synonym);
  }
  return {};
}

}  // namespace dsprep::thesauri
