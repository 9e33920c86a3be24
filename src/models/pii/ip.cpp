// IPv4 addresses in dotted decimal, and IPv6 addresses (RFC 4291 § 2.2) with their zone; the colon form of MAC
// addresses, which begins alike, is told apart here. Versions (1.2.3.4) look like addresses too: words and signs before
// them tell.
#include <string_view>

#include "base/ascii.h"
#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {

constexpr std::string_view version_words[] = {"version", "versions", "ver",     "changes in", "release", "released",
                                              "v.",      "chrome",   "firefox", "safari",     "build"};
constexpr std::string_view address_words[] = {
    "ip",      "ipv4", "ipv6",   "ips",    "ipaddress", "ipprefix", "address", "addresses", "addr",
    "host",    "dns",  "server", "client", "inet",      "inet6",    "src",     "dst",       "subnet",
    "gateway", "ping", "地址",   "服务器", "адрес",     "アドレス", "主机"};

// Octets of the internet at large: neither private, local, shared, reserved nor for documentation (IANA's registry).
bool is_public(const unsigned (&o)[4]) {
  return !(o[0] == 0 || o[0] == 10 || o[0] == 127 || o[0] >= 224 || (o[0] == 100 && o[1] >= 64 && o[1] < 128) ||
           (o[0] == 169 && o[1] == 254) || (o[0] == 172 && o[1] >= 16 && o[1] < 32) || (o[0] == 192 && o[1] == 168) ||
           (o[0] == 192 && o[1] == 0 && (o[2] == 0 || o[2] == 2)) || (o[0] == 198 && (o[1] == 18 || o[1] == 19)) ||
           (o[0] == 198 && o[1] == 51 && o[2] == 100) || (o[0] == 203 && o[1] == 0 && o[2] == 113));
}

// Reads four octets at i; the end behind them, or 0.
std::size_t dotted(std::string_view text, std::size_t i, unsigned (&octets)[4]) {
  for (int k = 0; k < 4; ++k) {
    const std::size_t begin = i;
    unsigned value = 0;
    while (i < text.size() && is_digit(text[i]) && i - begin < 4)
      value = value * 10 + static_cast<unsigned>(text[i++] - '0');
    if (i == begin || i - begin > 3 || value > 255 || (i - begin > 1 && text[begin] == '0')) return 0;
    octets[k] = value;
    if (k < 3 && (i >= text.size() || text[i++] != '.')) return 0;
  }
  return i;
}

struct V6 {
  std::size_t end = 0;
  int groups = 0;
  bool loopback = false, dotted = false;
};

// Reads an IPv6 address at `i`; end 0 where there is none.
V6 v6_at(std::string_view text, std::size_t i, std::size_t end) {
  V6 address;
  bool gap = false;
  int groups = 0;
  const std::size_t start = i;
  unsigned last = 0;
  while (i < end) {
    if (text[i] == ':') {
      if (i + 1 < end && text[i + 1] == ':') {
        if (gap) return {};
        gap = true;
        i += 2;
        if (i >= end) break;
      } else {
        if (i == start || i + 1 == end) return {};
        ++i;
      }
    }
    unsigned octets[4];
    const std::size_t v4 = dotted(text, i, octets);
    if (v4 == end) {
      groups += 2;
      i = end;
      address.dotted = true;
      last = 2;
      break;
    }
    const std::size_t begin = i;
    last = 0;
    while (i < end && base::hex_value(text[i]) >= 0 && i - begin < 5)
      last = last * 16 + static_cast<unsigned>(base::hex_value(text[i++]));
    if (i == begin || i - begin > 4) return {};
    ++groups;
    if (i < end && text[i] != ':') return {};
  }
  if (gap ? groups > 7 : groups != 8) return {};
  address.end = end;
  address.groups = groups;
  address.loopback = gap && groups == 1 && last == 1 && text[start] == ':';
  return address;
}

void consider_v6(Scan& scan, std::size_t begin, std::size_t end) {
  // The dot or colon of a sentence ends no address; "::" may.
  while (end > begin &&
         (scan.text[end - 1] == '.' || (scan.text[end - 1] == ':' && !(end - begin > 2 && scan.text[end - 2] == ':'))))
    --end;
  const V6 address = v6_at(scan.text, begin, end);
  if (address.end == 0 || address.groups == 0) return;
  const std::string_view text = scan.text.substr(begin, end - begin);
  const bool digit = text.find_first_of("0123456789") != text.npos;
  // a::b is C++, and [::2] is Python.
  const std::size_t colon = text.find(':');
  // 33::37:33 is a place in a file: some group must be more than two decimal digits.
  bool weighty = text.find_first_of("abcdefABCDEF") != text.npos;
  for (std::size_t i = 0, in_group = 0; i < text.size() && !weighty; ++i)
    weighty = (in_group = text[i] == ':' ? 0 : in_group + 1) > 2;
  const bool sure = (address.groups >= 3 && weighty) || address.dotted || (colon == 4 && digit) ||
                    (address.loopback && scan.before(begin) != '[');
  const char bracket = scan.before(begin);
  if (bracket == '[' && begin >= 2 && is_word(scan.text[begin - 2])) return;
  if (!sure && !(digit && scan.really_near(begin, end, address_words))) return;
  std::size_t stop = end;
  if (scan.at(end) == '%') {  // zone: fe80::1%eth0
    std::size_t zone = end + 1;
    while (is_word(scan.at(zone)) && zone - end < 17) ++zone;
    if (zone > end + 1) stop = zone;
  }
  if (!scan.free_before(begin) || !scan.free_after(stop)) return;
  if (scan.settings.public_ips_only) {  // 2000::/3 without documentation
    if (colon != 4 || (text[0] != '2' && text[0] != '3') || text.starts_with("2001:db8") ||
        text.starts_with("2001:DB8"))
      return;
  }
  scan.add(Kind::ip, begin, stop, "ipv6", false);
}

void consider_mac(Scan& scan, std::size_t begin, std::size_t end) {
  while (end > begin && (scan.text[end - 1] == '.' || scan.text[end - 1] == ':')) --end;
  if (end - begin != 17 || !scan.free_before(begin) || !scan.free_after(end)) return;
  int ones = 0, zeros = 0;
  for (std::size_t i = 0; i < 17; ++i) {
    const char c = scan.text[begin + i];
    if (i % 3 == 2 ? c != ':' : base::hex_value(c) < 0) return;
    ones += base::hex_value(c) == 15;
    zeros += c == '0';
  }
  if (ones == 12 || zeros == 12) return;  // broadcast, nothing
  scan.add(Kind::mac, begin, end, "colons", false);
}

// Whether the address before "," "/" or "-" was not taken for one: a list of versions.
bool among_versions(const Scan& scan, std::size_t begin) {
  const char left = scan.before(begin);
  if ((left != ',' && left != '/' && left != '-') || scan.found_up_to(begin - 1)) return false;
  std::size_t from = begin - 1;
  while (from > 0 && begin - from < 18 && (is_digit(scan.text[from - 1]) || scan.text[from - 1] == '.')) --from;
  unsigned octets[4];
  return dotted(scan.text, from, octets) == begin - 1;
}

}  // namespace

void ip_number(Scan& scan, const NumberRun& run) {
  if (run.group_count < 4 || run.separators[0] != '.' || run.separators[1] != '.' || run.separators[2] != '.' ||
      !run.bordered)
    return;
  if (run.separators[3] == '.' || run.groups[0].size() > 3) return;
  unsigned octets[4];
  const std::size_t begin = run.begin(), end = dotted(scan.text, begin, octets);
  if (end != run.groups[3].end || !scan.free_after(end)) return;
  if (scan.at(end) == '-' && is_alpha(scan.at(end + 1))) return;
  if (among_versions(scan, begin)) return;
  const char before = scan.before(begin);
  if (before == '/' && octets[0] == 255) return;  // a mask
  if ((before == '~' && !scan.found_up_to(begin - 1)) || before == '^' || before == '$') return;
  if ((before == '=' && begin >= 2 && std::string_view("=><~!").find(scan.text[begin - 2]) != std::string_view::npos))
    return;
  if (scan.settings.public_ips_only && !is_public(octets)) return;
  // A version has small numbers; so have 10.0.0.1 and its like, but hardly any other address.
  const bool small = octets[0] != 10 && octets[0] < 32 && octets[1] < 32 && octets[2] < 32 && octets[3] < 32 &&
                     octets[0] + octets[1] + octets[2] + octets[3] > 0;
  if (small || before == '.') {
    if (!scan.near(Kind::ip, begin, end, address_words)) return;
  } else if (scan.really_near(begin, begin, version_words, false) && !scan.really_near(begin, end, address_words)) {
    return;
  }
  scan.add(Kind::ip, begin, end, "ipv4", false);
}

// The whole run of hex digits, colons and dots around the colon is looked at once.
void ip_colon(Scan& scan, std::size_t colon) {
  if (colon < scan.colon_until) return;
  std::size_t begin = colon, end = colon;
  while (begin > scan.colon_until && colon - begin < 5 && base::hex_value(scan.text[begin - 1]) >= 0) --begin;
  while (end < scan.text.size() &&
         (base::hex_value(scan.text[end]) >= 0 || scan.text[end] == ':' || scan.text[end] == '.'))
    ++end;
  scan.colon_until = end;
  // "mac:00:1a:…", "ip:2001:…": the first colon is the name's. "user:x:1001:1001::" has none for an address.
  const bool named = end > colon + 1 && scan.text[colon + 1] != ':' && (begin == colon || !scan.free_before(begin));
  if (named) begin = colon + 1;
  if (end - begin < 3 || end - begin > 60) return;
  if (scan.wants(Kind::ip) && (!named || scan.really_near(begin, begin, address_words, false, 9)))
    consider_v6(scan, begin, end);
  if (scan.wants(Kind::mac)) consider_mac(scan, begin, end);
}

}  // namespace dsprep::models::pii
