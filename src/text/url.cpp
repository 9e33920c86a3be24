#include "text/url.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <cstdint>

#include "base/ascii.h"

namespace dsprep::text {
namespace {

// Never closed: it is used to the end.
const UIDNA* idna() {
  static const UIDNA* const one = [] {
    UErrorCode status = U_ZERO_ERROR;
    const UIDNA* opened = uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII, &status);
    return U_SUCCESS(status) ? opened : nullptr;
  }();
  return one;
}

}  // namespace

bool ascii_host(std::string_view host, std::string& out) {
  constexpr std::size_t longest = 1000;  // bytes; a name has at most 253
  if (host.size() > longest || !idna()) return false;
  out.resize(4 * longest);
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t size = uidna_nameToASCII_UTF8(idna(), host.data(), static_cast<std::int32_t>(host.size()),
                                                   out.data(), static_cast<std::int32_t>(out.size()), &info, &status);
  constexpr std::uint32_t harmless = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                     UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                     UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;
  if (U_FAILURE(status) || (info.errors & ~harmless) != 0) return false;
  out.resize(static_cast<std::size_t>(size));
  return true;
}

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
    out[size] = base::ascii_lower(c);
    size += is_ascii_alphanumeric(c);
  }
  out.resize(size);
}

}  // namespace dsprep::text
