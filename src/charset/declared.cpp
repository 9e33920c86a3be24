// What a document or a header says of its encoding.
#include <algorithm>
#include <cstddef>
#include <string_view>

#include "base/ascii.h"
#include "charset/charset.h"

namespace dsprep::charset {
namespace {

constexpr std::string_view spaces = " \t\r\n\f";

bool is_space(char c) { return spaces.find(c) != spaces.npos; }

bool same(std::string_view text, std::string_view low) {
  return std::equal(text.begin(), text.end(), low.begin(), low.end(),
                    [](char a, char b) { return base::ascii_lower(a) == b; });
}

bool begins(std::string_view text, std::string_view low) { return same(text.substr(0, low.size()), low); }

std::string_view from(std::string_view text, std::size_t at) { return text.substr(std::min(at, text.size())); }

void skip_spaces(std::string_view& text) { text = from(text, text.find_first_not_of(spaces)); }

// A value behind "=": quoted, or up to a space or one of `ends`.
std::string_view take_value(std::string_view& text, std::string_view ends) {
  if (!text.empty() && (text[0] == '"' || text[0] == '\'')) {
    const std::size_t close = std::min(text.find(text[0], 1), text.size());
    const std::string_view value = text.substr(1, close - 1);
    text = from(text, close + 1);
    return value;
  }
  std::size_t end = 0;
  while (end < text.size() && !is_space(text[end]) && ends.find(text[end]) == ends.npos) ++end;
  const std::string_view value = text.substr(0, end);
  text.remove_prefix(end);
  return value;
}

struct Attribute {
  std::string_view name, value;
};

// The next attribute of a tag; false at the tag's end.
bool take_attribute(std::string_view& tag, Attribute& attribute) {
  while (!tag.empty() && (is_space(tag[0]) || tag[0] == '/')) tag.remove_prefix(1);
  if (tag.empty() || tag[0] == '>') return false;
  std::size_t end = 1;
  while (end < tag.size() && !is_space(tag[end]) && tag[end] != '=' && tag[end] != '>' && tag[end] != '/') ++end;
  attribute = {tag.substr(0, end), {}};
  tag.remove_prefix(end);
  skip_spaces(tag);
  if (!tag.empty() && tag[0] == '=') {
    tag.remove_prefix(1);
    skip_spaces(tag);
    attribute.value = take_value(tag, ">");
  }
  return true;
}

// `tag`: what stands behind "<meta".
std::string_view of_meta(std::string_view tag) {
  bool is_content_type = false;
  std::string_view charset, content;
  for (Attribute attribute; take_attribute(tag, attribute);) {
    if (same(attribute.name, "charset")) charset = attribute.value;
    else if (same(attribute.name, "http-equiv")) is_content_type = same(attribute.value, "content-type");
    else if (same(attribute.name, "content")) content = attribute.value;
  }
  if (!charset.empty()) return charset;
  return is_content_type ? declared_in_content_type(content) : std::string_view();
}

// `tag`: what stands behind "<?xml".
std::string_view of_prolog(std::string_view tag) {
  tag = tag.substr(0, tag.find("?>"));
  for (Attribute attribute; take_attribute(tag, attribute);)
    if (same(attribute.name, "encoding")) return attribute.value;
  return {};
}

}  // namespace

std::string_view declared_in_content_type(std::string_view value) {
  constexpr std::string_view word = "charset";
  for (std::size_t at = 0; at + word.size() <= value.size(); ++at) {
    if (!begins(value.substr(at), word)) continue;
    std::string_view rest = value.substr(at + word.size());
    skip_spaces(rest);
    if (rest.empty() || rest[0] != '=') continue;
    rest.remove_prefix(1);
    skip_spaces(rest);
    return take_value(rest, ";,");
  }
  return {};
}

std::string_view declared_in_markup(std::string_view bytes) {
  std::string_view rest = bytes.substr(0, declaration_within);
  for (std::size_t at = rest.find('<'); at != rest.npos; at = rest.find('<')) {
    rest.remove_prefix(at);
    if (rest.starts_with("<!--")) {
      const std::size_t close = rest.find("-->", 2);  // "<!-->" is a whole comment
      if (close == rest.npos) break;
      rest.remove_prefix(close);
      continue;
    }
    const auto tag = [&](std::string_view low) {
      return begins(rest, low) && rest.size() > low.size() && (is_space(rest[low.size()]) || rest[low.size()] == '/');
    };
    std::string_view label;
    if (tag("<meta")) label = of_meta(rest.substr(5));
    else if (tag("<?xml")) label = of_prolog(rest.substr(5));
    else if (begins(rest, "<body")) break;
    if (!label.empty()) return label;
    rest.remove_prefix(1);
  }
  return {};
}

}  // namespace dsprep::charset
