#include "support/difference.h"

#include <string_view>

namespace dsprep::test {
namespace {

std::string where(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  while (i < a.size() && i < b.size() && a[i] == b[i]) ++i;
  const std::size_t from = i < 200 ? 0 : i - 200;
  const std::string at = " differs at " + std::to_string(i) + ":\n";
  return at + std::string(a.substr(from, 500)) + "\n---\n" + std::string(b.substr(from, 500));
}

}  // namespace

std::string difference(const RunFiles& a, const RunFiles& b) {
  if (a.error != b.error) return "error: '" + a.error + "' / '" + b.error + "'";
  for (const auto& [path, bytes] : a.files) {
    const auto other = b.files.find(path);
    if (other == b.files.end()) return path + " is missing";
    if (other->second != bytes) return path + where(bytes, other->second);
  }
  for (const auto& [path, bytes] : b.files)
    if (!a.files.count(path)) return path + " is new";
  return a.manifest == b.manifest ? "" : "the manifest" + where(a.manifest, b.manifest);
}

}  // namespace dsprep::test
