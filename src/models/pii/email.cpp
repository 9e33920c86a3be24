// E-mail addresses: an '@' with a local part before it and a domain of two labels or more behind it. Local parts and
// domains may hold letters of other alphabets (RFC 6531). What only looks so is left out: icon@2x.png, git@host:path,
// user@host in a URL.
#include <algorithm>
#include <string>
#include <string_view>

#include "base/ascii.h"
#include "models/pii/detectors.h"
#include "models/pii/domain.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"
#include "text/classes.h"
#include "text/utf8.h"

namespace dsprep::models::pii {
namespace {

constexpr std::size_t most_local = 64, most_url = 256;

bool local_char(char c) {
  return is_word(c) || c == '.' || c == '%' || c == '+' || c == '-' || c == '~' || c == '&' || c == '!' || c == '#' ||
         c == '$';
}

bool cased(char32_t c) { return text::classes_of(c) & (text::uppercase | text::lowercase); }

// Where the local part that ends at `at` begins.
std::size_t local_begin(const Scan& scan, std::size_t at) {
  std::size_t i = at;
  while (i > 0 && at - i < most_local && i != scan.email_until) {
    const char c = scan.text[i - 1];
    if (local_char(c)) {
      --i;
      continue;
    }
    if (c == '\'' && i >= 2 && is_alnum(scan.text[i - 2]) && is_alnum(scan.at(i))) {
      --i;
      continue;
    }
    if (static_cast<signed char>(c) >= 0) break;
    std::size_t start = i - 1;
    while (start > 0 && text::is_continuation(scan.text[start])) --start;
    std::size_t next = start;
    if (!cased(text::decode(scan.text, next))) break;
    i = start;
  }
  while (i < at && !is_word(scan.text[i]) && static_cast<signed char>(scan.text[i]) >= 0) ++i;
  return i;
}

bool top_level(std::string_view label) {
  if (label.size() < 2 || label.size() > 24) return false;
  if (label.starts_with("xn--") || static_cast<signed char>(label[0]) < 0) return true;
  constexpr std::string_view files[] = {
      "png",  "jpg",  "jpeg", "gif", "svg", "webp", "bmp", "ico",  "css", "js",  "mjs", "jsx",     "ts",   "tsx",
      "json", "html", "htm",  "xml", "yml", "yaml", "php", "java", "cpp", "txt", "pdf", "gz",      "tar",  "tgz",
      "mp3",  "mp4",  "avi",  "exe", "dll", "jar",  "csv", "conf", "cfg", "ini", "log", "service", "lock", "gemspec"};
  char low[25];
  std::size_t n = 0;
  for (const char c : label) {
    if (!is_alpha(c)) return false;
    low[n++] = base::ascii_lower(c);
  }
  for (const std::string_view file : files)
    if (file == std::string_view(low, n)) return false;
  return true;
}

// Whether the local part is the user of a URL: "://" before it, and nothing between that ends a URL's authority.
bool in_url(const Scan& scan, std::size_t begin) {
  if (scan.before(begin) != '/' && scan.before(begin) != ':') return false;
  const std::size_t from = begin - std::min(begin, most_url);
  for (std::size_t i = begin; i > from + 2; --i) {
    const char c = scan.text[i - 1];
    if (c == '/') return scan.text[i - 2] == '/' && scan.text[i - 3] == ':';
    if (c == ' ' || c == '\n' || c == '\t' || c == '"' || c == '<' || c == '?' || c == '#') return false;
  }
  return false;
}

bool version_control(std::string_view local) {
  for (const std::string_view user : {"git", "hg", "svn", "gitlab", "gitea", "gogs"})
    if (local == user) return true;
  return false;
}

}  // namespace

void email_at_sign(Scan& scan, std::size_t at) {
  const char left = scan.before(at), right = scan.at(at + 1);
  if (!(is_word(left) || left == '-' || left == '+' || left == '~' || static_cast<signed char>(left) < 0)) return;
  if (!is_alnum(right) && static_cast<signed char>(right) >= 0) return;
  const std::size_t begin = local_begin(scan, at);
  if (begin == at) return;
  const std::string_view local = scan.text.substr(begin, at - begin);
  if (local.find("..") != local.npos || !scan.free_before(begin)) return;
  const Domain domain = domain_at(scan, at + 1);
  if (domain.end == 0 || !top_level(scan.text.substr(domain.last, domain.end - domain.last)) ||
      !scan.free_after(domain.end))
    return;
  if (scan.at(domain.end) == '@' || scan.before(begin) == '@' || in_url(scan, begin)) return;
  if (version_control(local) && (scan.at(domain.end) == ':' || scan.at(domain.end) == '/')) return;
  scan.email_until = domain.end;  // a@b.com&c@d.com: what follows begins behind it
  scan.add(Kind::email, begin, domain.end, "address", false);
}

}  // namespace dsprep::models::pii
