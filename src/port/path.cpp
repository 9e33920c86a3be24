#include <string>
#include <string_view>

#include "port/files.h"

namespace dsprep::port {
namespace {

std::string_view without_trailing_slashes(std::string_view path) {
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  return path;
}

}  // namespace

std::string join(std::string_view directory, std::string_view name) {
  if (directory.empty() || name.starts_with('/')) return std::string(name);
  std::string path(directory);
  if (name.empty()) return path;
  if (path.back() != '/') path += '/';
  return path.append(name);
}

std::string parent_of(std::string_view path) {
  path = without_trailing_slashes(path);
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return std::string(without_trailing_slashes(path.substr(0, slash + 1)));
}

std::string_view base_name(std::string_view path) {
  path = without_trailing_slashes(path);
  if (path == "/") return path;
  return path.substr(path.rfind('/') + 1);
}

}  // namespace dsprep::port
