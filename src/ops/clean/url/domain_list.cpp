#include "ops/clean/url/domain_list.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/trim_ends.h"
#include "text/normalize.h"
#include "text/url.h"

namespace dsprep::ops::url {
namespace {

constexpr std::string_view blanks = " \t\r";

std::string_view without_comment(std::string_view entry) {
  if (entry.starts_with('!') || entry.starts_with('#') || (entry.starts_with('[') && entry.find(':') == entry.npos))
    return {};
  for (std::size_t at = entry.find('#'); at != std::string_view::npos; at = entry.find('#', at + 1))
    if (at > 0 && (entry[at - 1] == ' ' || entry[at - 1] == '\t')) return base::trim_ends(entry.substr(0, at), blanks);
  return entry;
}

Error no_domain(std::string_view entry, std::string_view advice) {
  return usage_error("\"" + std::string(entry) + "\" is no domain: " + std::string(advice));
}

// The address that a line of a hosts file begins with.
bool is_address(std::string_view word) {
  const bool v4 =
      word.find_first_not_of("0123456789.") == std::string_view::npos && std::count(word.begin(), word.end(), '.') == 3;
  const bool v6 = word.find(':') != std::string_view::npos &&
                  word.find_first_not_of("0123456789abcdefABCDEF:.%lo") == std::string_view::npos;
  return v4 || v6;
}

// Labels of letters, digits, hyphens and underscores, none of them empty; or an address of IPv6 in brackets.
bool is_host(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) return true;
  const auto good = [](char c) {
    return text::is_ascii_alphanumeric(c) || c == '-' || c == '_' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
  };
  return !host.empty() && std::all_of(host.begin(), host.end(), good) && !host.starts_with('.') &&
         host.find("..") == std::string_view::npos;
}

Status take_host(std::string_view host, std::string_view entry, const std::function<void(std::string_view)>& take) {
  if (host.starts_with("*.")) host.remove_prefix(2);
  else if (host.starts_with('.')) host.remove_prefix(1);
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host.find('*') != std::string_view::npos)
    return no_domain(entry, "'*' may stand for the hosts of a domain, as in *.example.com, and nowhere else");
  if (!is_host(host)) return no_domain(entry, "give a host name such as example.com, and whole URLs in urls");
  std::string form;
  host_form(host, form);
  take(form);
  return {};
}

// An address without a path, or a domain.
Status take_word(std::string_view entry, const std::function<void(std::string_view)>& take) {
  if (const std::size_t scheme = entry.find("://"); scheme != std::string_view::npos || entry.starts_with("//")) {
    const std::size_t begin = scheme == std::string_view::npos ? 2 : scheme + 3;
    const std::size_t end = std::min(entry.find_first_of("/?#", begin), entry.size());
    if (end + 1 < entry.size())
      return no_domain(entry, "it is an address within one: give " + std::string(text::url_host(entry)) +
                                  ", or the address in urls");
    return take_host(text::url_host(entry), entry, take);
  }
  return take_host(entry.ends_with('/') ? entry.substr(0, entry.size() - 1) : entry, entry, take);
}

}  // namespace

void host_form(std::string_view host, std::string& out) {
  if (base::is_ascii(host) || !text::ascii_host(host, out)) text::to_lower(host, out);
  while (out.ends_with('.')) out.pop_back();
}

Status each_domain(std::string_view whole, const std::function<void(std::string_view)>& take) {
  const std::string_view entry = without_comment(base::trim_ends(whole, blanks));
  if (entry.empty()) return {};
  if (entry.starts_with("@@"))
    return no_domain(entry, "exceptions of a content blocker are not understood: take it out");
  if (entry.starts_with("||")) {
    const std::string_view host = entry.substr(2, entry.find_first_of("^/$|", 2) - 2);
    const std::string_view behind = entry.substr(2 + host.size());
    if (!behind.empty() && behind != "^" && behind != "^|" && behind != "/")
      return no_domain(entry, "of a content blocker's rules only ||example.com^ names a whole domain");
    return take_host(host, entry, take);
  }
  const std::size_t blank = entry.find_first_of(" \t");
  if (blank == std::string_view::npos) return take_word(entry, take);
  if (!is_address(entry.substr(0, blank)))
    return no_domain(entry, "give one host a line; several only behind an address, as in a hosts file");
  for (std::string_view rest = base::trim_ends(entry.substr(blank), blanks); !rest.empty();) {
    const std::string_view host = rest.substr(0, rest.find_first_of(" \t"));
    rest = base::trim_ends(rest.substr(host.size()), blanks);
    DSPREP_CHECK(take_host(host, entry, take));
  }
  return {};
}

}  // namespace dsprep::ops::url
