#include "models/pii/assigned_secret.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "models/pii/kinds.h"
#include "models/pii/random_text.h"

namespace dsprep::models::pii {
namespace {

constexpr std::size_t shortest_value = 20, longest_value = 4096, furthest_left = 64;

// Names as they are without case and without the marks between their words: api_key, API-Key, apiKey and "api key" are
// one.
constexpr std::string_view names[] = {"apikey",     "apisecret",       "apitoken",  "secretkey",    "secretaccesskey",
                                      "accesskey",  "accesstoken",     "authtoken", "clientsecret", "privatetoken",
                                      "accountkey", "sharedaccesskey", "bottoken",  "sessiontoken", "refreshtoken",
                                      "vaulttoken", "bearer"};
// Of these, the ones that a value may follow without a sign: Bearer …, aws configure set aws_secret_access_key ….
constexpr std::string_view without_sign[] = {"bearer", "secretkey", "secretaccesskey"};

constexpr std::array<bool, 256> table_of(std::string_view marks) {
  std::array<bool, 256> table{};
  for (unsigned c = 0; c < 128; ++c)
    table[c] = key_char(static_cast<char>(c)) || marks.find(static_cast<char>(c)) != marks.npos;
  return table;
}
constexpr std::array<bool, 256> value_chars = table_of("./+~"), with_equals = table_of("./+~=");
bool value_char(char c) { return value_chars[static_cast<unsigned char>(c)]; }
bool value_or_equals(char c) { return with_equals[static_cast<unsigned char>(c)]; }

bool any_of_them(std::span<const std::string_view> endings, std::string_view name) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

// api_key = "…": whether the value at `begin` has an assignment and one of those names right before it.
bool assigned(const Scan& scan, std::size_t begin) {
  constexpr std::size_t most_signs = 16, most_name = 24;
  bool sign = false, comma = false, quoted = false, other = false;
  std::size_t i = begin;
  for (; i > 0 && begin - i < most_signs; --i) {
    const char c = scan.text[i - 1];
    if (std::string_view(" \t\"'`=:>()[]\\,").find(c) == std::string_view::npos) break;
    sign |= c == '=' || c == ':' || c == '>';
    comma |= c == ',' || c == '(';
    quoted |= c == '"' || c == '\'';
    other |= c != ' ';
  }
  if (i == begin) return false;
  char name[most_name];
  std::size_t n = most_name;
  for (; i > 0 && n > 0; --i) {
    const char c = scan.text[i - 1];
    if (is_alnum(c)) name[--n] = base::ascii_lower(c);
    else if (c != '_' && c != '-' && c != '.' && !(c == ' ' && n < most_name && scan.before(i - 1) != ' ')) break;
  }
  const std::string_view given(name + n, most_name - n);
  if (!any_of_them(names, given)) return false;
  return sign || (comma && quoted) ||
         (!other && (any_of_them(without_sign, given) || (scan.before(i) == ' ' && scan.at(i) == '-')));
}

// AKIA…,…: the secret of 40 characters right behind the key it belongs to.
bool behind_its_id(const Scan& scan, std::size_t begin) {
  const Found* id = scan.listed_after(Kind::api_key, begin);
  if (id == nullptr && begin > 0 && (scan.before(begin) == ':' || scan.before(begin) == ' ') && !scan.found.empty()) {
    const Found& last = scan.found.back();
    if (last.kind == Kind::api_key && last.end == begin - 1) id = &last;
  }
  const std::string_view start = id == nullptr ? "" : scan.text.substr(id->begin, 4);
  return start == "AKIA" || start == "ASIA";
}

}  // namespace

void find_assigned_secret(Scan& scan, Token token) {
  std::size_t begin = token.begin, end = token.end;
  while (begin > 0 && token.begin - begin < furthest_left && value_char(scan.text[begin - 1])) --begin;
  std::size_t i = begin;
  while (i - begin < shortest_value && value_or_equals(scan.at(i))) ++i;
  if (i - begin < shortest_value || begin == 0) return;
  const bool pair = behind_its_id(scan, begin);
  if (!pair && !assigned(scan, begin)) return;
  while (end < scan.text.size() && end - begin < longest_value && value_or_equals(scan.text[end])) ++end;
  while (scan.text[end - 1] == '.') --end;
  const std::string_view value = scan.text.substr(begin, end - begin);
  if (value.size() < shortest_value || (pair && value.size() != 40)) return;
  const bool hex = std::all_of(value.begin(), value.end(), [](char c) { return base::hex_value(c) >= 0; });
  // A path is no secret: with a slash it must be base64.
  const bool slash = value.find('/') != value.npos;
  if (pair || slash ? random_base64(value) : random_looking(value, hex ? 3.0 : 3.5))
    scan.add(Kind::api_key, begin, end, "assigned", false);
}

}  // namespace dsprep::models::pii
