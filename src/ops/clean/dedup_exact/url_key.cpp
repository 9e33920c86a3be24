#include "ops/clean/dedup_exact/url_key.h"

#include <algorithm>

namespace dsprep::ops::dedup_exact {

void url_key(std::string_view url, std::string& out) {
  out.clear();
  for (std::size_t i = 0; i < url.size();) {
    const std::string_view rest = url.substr(i);
    const std::size_t scheme = rest.starts_with("https://") ? 8 : rest.starts_with("http://") ? 7 : 0;
    if (scheme > 0) i += scheme + (rest.substr(scheme).starts_with("www.") ? 4 : 0);
    else out += url[i++];
  }
  // Twice, as two substitutions one after the other: what the first puts together, the second sees.
  for (std::size_t i = 0; (i = out.find('?', i)) != std::string::npos;) {
    const std::string_view behind = std::string_view(out).substr(i + 1);
    if (behind.starts_with("utm_") || behind.starts_with("ref") || behind.starts_with("feed")) {
      const std::size_t end = std::min(out.find('\n', i), out.size());
      out.erase(i, end - i);
    } else {
      ++i;
    }
  }
  while (!out.empty() && out.back() == '/') out.pop_back();
}

}  // namespace dsprep::ops::dedup_exact
