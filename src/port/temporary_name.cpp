#include <sys/random.h>

#include <cerrno>
#include <string>
#include <string_view>

#include "port/files.h"

namespace dsprep::port {
namespace {

constexpr std::string_view suffix = ".tmp";
constexpr std::size_t digits = 16;

// Chance, not the process id: processes of several machines, or of several containers, share a directory.
std::string make_token() {
  unsigned char bytes[digits / 2] = {};
  while (::getrandom(bytes, sizeof bytes, 0) < 0 && errno == EINTR) {
  }
  std::string token;
  for (const unsigned char byte : bytes) {
    token += "0123456789abcdef"[byte >> 4];
    token += "0123456789abcdef"[byte & 15];
  }
  return token;
}

}  // namespace

const std::string& process_token() {
  static const std::string token = make_token();
  return token;
}

std::string temporary_name(const std::string& path) {
  std::string name = path;
  return name.append(".").append(process_token()).append(suffix);
}

std::string_view token_of(std::string_view name) {
  if (!name.ends_with(suffix)) return {};
  name.remove_suffix(suffix.size());
  if (name.size() < digits + 2 || name[name.size() - digits - 1] != '.') return {};
  name.remove_prefix(name.size() - digits);
  return name.find_first_not_of("0123456789abcdef") == std::string_view::npos ? name : std::string_view();
}

}  // namespace dsprep::port
