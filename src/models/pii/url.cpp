// Web addresses, and the user and password that some hold (RFC 3986 § 3.2.1).
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "base/ascii.h"
#include "models/pii/detectors.h"
#include "models/pii/domain.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {

// ASCII but controls, the space and "<>\"`{}|\\^".
constexpr std::array<bool, 256> url_chars = [] {
  std::array<bool, 256> table{};
  for (unsigned c = 0x21; c < 0x7f; ++c)
    table[c] = std::string_view("<>\"`{}|\\^").find(static_cast<char>(c)) == std::string_view::npos;
  return table;
}();
bool url_char(char c) { return url_chars[static_cast<unsigned char>(c)]; }

bool scheme_char(char c) { return is_alnum(c) || c == '+' || c == '-' || c == '.'; }

// A stand-in, not a secret: ${PASSWORD}, $PASS, ****, user:pass, <password>.
bool stands_in(std::string_view user, std::string_view password) {
  if (password.find_first_not_of("*.xX") == password.npos || password.find_first_of("$*[(%") == 0 ||
      user.find_first_of("$*[(") == 0)
    return true;
  for (const std::string_view sign : {"&lt;", "<", "[", "{", "SECRET"})
    if (password.find(sign) != password.npos || user.find(sign) != user.npos) return true;
  char low[17];
  std::size_t n = 0;
  for (const char c : password.substr(0, 16)) low[n++] = base::ascii_lower(c);
  for (const std::string_view word :
       {"password", "pass", "passwd", "pw", "pwd", "secret", "token", "yourpassword", "your_password", "your-password",
        "mypassword", "userpassword", "<password>", "x-oauth-basic", "auth"})
    if (word == std::string_view(low, n)) return true;
  return false;
}

// The end of the authority (RFC 3986 § 3.2) that begins at i. Letters of other scripts belong to it where they are of a
// host.
std::size_t authority_end(const Scan& scan, std::size_t begin) {
  std::size_t i = begin, host = begin;
  for (; i < scan.text.size(); ++i) {
    const char c = scan.text[i];
    if (c == '/' || c == '?' || c == '#') break;
    if (c == '@') host = i + 1;
    if (url_char(c)) continue;
    const std::size_t end = static_cast<signed char>(c) < 0 ? domain_at(scan, host).end : 0;
    if (end <= i) break;
    host = i = end;
    --i;
  }
  return i;
}

}  // namespace

// From the ':' of "://".
void url_colon(Scan& scan, std::size_t colon) {
  if (scan.at(colon + 1) != '/' || scan.at(colon + 2) != '/') return;
  std::size_t begin = colon;
  while (begin > 0 && colon - begin < 16 && scheme_char(scan.text[begin - 1])) --begin;
  while (begin < colon && !is_alpha(scan.text[begin])) ++begin;
  if (begin == colon || !scan.free_before(begin)) return;
  std::size_t end = authority_end(scan, colon + 3);
  const std::string_view authority = scan.text.substr(colon + 3, end - colon - 3);
  const std::size_t at = authority.rfind('@');
  const std::string_view user_info = at == authority.npos ? std::string_view() : authority.substr(0, at);
  if (scan.wants(Kind::url_userinfo) && !user_info.empty() && user_info.size() <= 512 &&
      (at + 1 < authority.size() || static_cast<signed char>(scan.at(end)) < 0)) {
    const std::size_t parts = user_info.find(':');
    const std::string_view user = user_info.substr(0, parts),
                           password = parts == user_info.npos ? "" : user_info.substr(parts + 1);
    // A user alone is no secret (git@…), but a long one with digits is a token.
    const bool token = password.empty() && user.size() >= 16 && std::any_of(user.begin(), user.end(), is_digit);
    const bool secret = !password.empty() && !stands_in(user, password);
    if (token || secret)
      scan.add(Kind::url_userinfo, colon + 3, colon + 3 + user_info.size(), token ? "token" : "password", false);
  }
  if (!scan.wants(Kind::url) || colon < scan.url_until) return;  // one URL in another is of it
  while (end < scan.text.size() && url_char(scan.text[end])) ++end;
  scan.url_until = end;
  const std::string_view host = authority.substr(at == authority.npos ? 0 : at + 1);
  if (host.find('.') == host.npos && !host.starts_with('[')) return;
  // What ends a sentence ends no address, nor does a bracket that was opened before it.
  const auto count = [&](char c) {
    return std::count(scan.text.begin() + static_cast<std::ptrdiff_t>(begin),
                      scan.text.begin() + static_cast<std::ptrdiff_t>(end), c);
  };
  auto round = count(')') - count('('), square = count(']') - count('[');
  while (end > colon + 3) {
    const char last = scan.text[end - 1];
    constexpr std::string_view never_last = ".,;:!?'*_";
    if (last == ')' && round > 0) --round;
    else if (last == ']' && square > 0) --square;
    else if (never_last.find(last) == never_last.npos) break;
    --end;
  }
  scan.add(Kind::url, begin, end, "address", false);
}

}  // namespace dsprep::models::pii
