#include "cards/yaml.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "cards/feature.h"

namespace dsprep::cards {
namespace {

// What YAML 1.1, which PyYAML reads, takes for something else than a text.
constexpr std::string_view words[] = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"};

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool plain(std::string_view text) {
  if (text.empty() || !letter(text.front())) return false;
  const auto stands_for_itself = [](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
  if (!std::all_of(text.begin(), text.end(), stands_for_itself)) return false;
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return std::find(std::begin(words), std::end(words), lower) == std::end(words);
}

// Characters that YAML forbids, breaks lines at, or does not print: all but these have an escape of their own.
std::size_t unprintable(std::string_view rest, unsigned& code) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(rest[i]); };
  code = byte(0);
  if (code < 0x20 || code == 0x7f) return 1;
  if (code == 0xc2 && byte(1) < 0xa1) {  // C1, and the space that does not break
    code = byte(1);
    return 2;
  }
  if ((code & 0xf0) != 0xe0) return 0;
  code = (byte(0) & 0x0fu) << 12 | (byte(1) & 0x3fu) << 6 | (byte(2) & 0x3fu);
  return code == 0x2028 || code == 0x2029 || code == 0xfeff || code >= 0xfffe ? 3 : 0;
}

void append_escape(std::string& out, unsigned code) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += digits[code >> shift & 15];
}

void append_body(std::string& out, const Feature& feature, const std::string& indent);

void append_members(std::string& out, const Feature& of, const std::string& indent) {
  for (Value::Members it = of.members(); it.next();) {
    std::string scratch;
    out.append(indent).append("- name: ").append(yaml_text(it.key(scratch))) += '\n';
    append_body(out, Feature(it.value()), indent + "  ");
  }
}

void append_body(std::string& out, const Feature& feature, const std::string& indent) {
  out += indent;
  switch (feature.kind()) {
    case Feature::Kind::value: out.append("dtype: ").append(yaml_text(feature.dtype())) += '\n'; return;
    case Feature::Kind::json: out += "dtype: json\n"; return;
    case Feature::Kind::object:
      out += "struct:\n";
      append_members(out, feature, indent);
      return;
    case Feature::Kind::list: break;
  }
  const Feature element = feature.element();
  out += feature.large() ? "large_list:" : "list:";
  switch (element.kind()) {
    case Feature::Kind::value: out.append(" ").append(yaml_text(element.dtype())) += '\n'; return;
    case Feature::Kind::json: out += " json\n"; return;
    case Feature::Kind::object:
      out += '\n';
      append_members(out, element, indent);
      return;
    case Feature::Kind::list: out += '\n'; append_body(out, element, indent + "  ");
  }
}

}  // namespace

std::string yaml_text(std::string_view text) {
  if (plain(text)) return std::string(text);
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size();) {
    unsigned code = 0;
    if (const std::size_t size = unprintable(text.substr(i), code); size > 0) {
      append_escape(out, code);
      i += size;
      continue;
    }
    if (text[i] == '"' || text[i] == '\\') out += '\\';
    out += text[i++];
  }
  return out + '"';
}

void append_features_yaml(std::string& out, std::string_view features, std::string_view indent) {
  append_members(out, Feature(Value(features)), std::string(indent));
}

}  // namespace dsprep::cards
