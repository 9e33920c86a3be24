#include "text/url.h"

#include <algorithm>

namespace dsprep::text {

std::string_view url_host(std::string_view url) {
  const std::size_t path = std::min(url.find_first_of("/?#"), url.size());
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos && scheme < path) url.remove_prefix(scheme + 3);
  else if (url.starts_with("//")) url.remove_prefix(2);
  url = url.substr(0, url.find_first_of("/?#\\"));
  if (const std::size_t at = url.rfind('@'); at != std::string_view::npos) url.remove_prefix(at + 1);
  if (url.starts_with('[')) return url.substr(0, std::min(url.find(']'), url.size() - 1) + 1);  // IPv6
  url = url.substr(0, url.find(':'));
  while (url.ends_with('.')) url.remove_suffix(1);
  return url;
}

void ascii_alphanumerics(std::string_view text, std::string& out) {
  out.resize(text.size());
  std::size_t size = 0;
  for (const char c : text) {
    out[size] = ascii_lower(c);
    size += is_ascii_alphanumeric(c);
  }
  out.resize(size);
}

}  // namespace dsprep::text
