#include "json/pointer.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "json/field_plan.h"
#include "json/utf8_sequence.h"

namespace dsprep::json {
namespace {

constexpr std::size_t most_tokens = 1024;  // no record is deeper

Error bad_pointer(std::string_view pointer, std::string_view why) {
  std::string message = "the pointer '";
  message += pointer;
  message += "' ";
  message += why;
  return usage_error(std::move(message));
}

}  // namespace

std::optional<std::uint32_t> array_index(std::string_view token) {
  std::uint32_t index = 0;
  const char* end = token.data() + token.size();
  const auto [stop, error] = std::from_chars(token.data(), end, index);
  if (error != std::errc() || stop != end || (token.size() > 1 && token[0] == '0')) return std::nullopt;
  return index;
}

bool decode_token(std::string_view token, std::string& out) {
  out.clear();
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] != '~') {
      out.push_back(token[i]);
      continue;
    }
    if (++i == token.size() || (token[i] != '0' && token[i] != '1')) return false;
    out.push_back(token[i] == '0' ? '~' : '/');
  }
  return true;
}

Result<std::vector<std::string>> parse_pointer(std::string_view pointer) {
  if (pointer.empty()) {
    return bad_pointer(pointer, "names the whole record, not a field: write a name or a JSON Pointer such as /text");
  }
  for (std::size_t i = 0; i < pointer.size();) {
    const std::size_t length = utf8_sequence(pointer.data() + i, pointer.data() + pointer.size());
    if (length == 0) return bad_pointer(pointer, "is not valid UTF-8");
    i += length;
  }
  std::vector<std::string> tokens;
  std::string_view rest = pointer;
  const bool bare = rest[0] != '/';
  do {
    std::size_t end = rest.size();
    if (!bare) {
      rest.remove_prefix(1);
      end = std::min(rest.find('/'), rest.size());
    }
    std::string token;
    if (!decode_token(rest.substr(0, end), token)) {
      return bad_pointer(pointer, "has a '~' that begins no escape: write ~0 for '~', ~1 for '/'");
    }
    tokens.push_back(std::move(token));
    rest.remove_prefix(end);
    if (tokens.size() > most_tokens) {
      return bad_pointer(pointer, "has more than 1024 parts, and no record is deeper");
    }
  } while (!rest.empty());
  return tokens;
}

}  // namespace dsprep::json
