#include "models/pii/canonical.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "base/ascii.h"
#include "models/phone_numbers.h"
#include "models/pii/scan.h"
#include "text/fold_ascii.h"

namespace dsprep::models::pii {
namespace {

// Eight groups of four digits, of an address that is valid; the zone stays.
std::string full_v6(std::string_view address) {
  const std::size_t zone = std::min(address.find('%'), address.size());
  std::string front, back;
  bool gap = false;
  std::string_view rest = address.substr(0, zone);
  const auto add = [&](unsigned group) {
    std::string& side = gap ? back : front;
    for (int shift = 12; shift >= 0; shift -= 4) side += "0123456789abcdef"[group >> shift & 15];
  };
  while (!rest.empty()) {
    if (rest.starts_with("::")) {
      gap = true;
      rest.remove_prefix(2);
      continue;
    }
    if (rest.front() == ':') rest.remove_prefix(1);
    const std::size_t size = std::min(rest.find(':'), rest.size());
    const std::string_view group = rest.substr(0, size);
    unsigned value = 0;
    if (group.find('.') != group.npos) {
      unsigned octet = 0;
      std::uint32_t v4 = 0;
      for (const char c : group) {
        if (c == '.') {
          v4 = v4 << 8 | octet;
          octet = 0;
        } else octet = octet * 10 + static_cast<unsigned>(c - '0');
      }
      v4 = v4 << 8 | octet;
      add(v4 >> 16);
      add(v4 & 0xffff);
    } else {
      for (const char c : group) value = value << 4 | static_cast<unsigned>(std::max(0, base::hex_value(c)));
      add(value);
    }
    rest.remove_prefix(size);
  }
  if (front.size() + back.size() < 32) front.append(32 - front.size() - back.size(), '0');
  return front + back + std::string(address.substr(zone));
}

}  // namespace

std::string canonical(Kind kind, std::string_view value, const std::vector<std::string>& regions) {
  text::AsciiFold fold;
  std::string out(fold.fold(value));
  const auto lower_all = [&] { std::transform(out.begin(), out.end(), out.begin(), base::ascii_lower); };
  switch (kind) {
    case Kind::email:
    case Kind::mac:
      lower_all();
      if (kind == Kind::mac) std::erase_if(out, [](char c) { return !is_alnum(c); });
      return out;
    case Kind::ip: lower_all(); return out.find(':') == out.npos ? out : full_v6(out);
    case Kind::phone:
    case Kind::cn_mobile: {
      const PhoneNumbers& phones = PhoneNumbers::get();
      if (kind == Kind::cn_mobile) return phones.canonical(out, "CN").value_or(out);
      for (const std::string& region : regions)
        if (phones.valid(out, region)) return phones.canonical(out, region).value_or(out);
      if (out.find('+') != out.npos)
        if (auto number = phones.canonical(out, "")) return *number;
      std::erase_if(out, [](char c) { return !is_digit(c) && !is_alpha(c); });
      return out;
    }
    case Kind::private_key:
    case Kind::api_key:
    case Kind::url_userinfo:
    case Kind::url:
    case Kind::date_of_birth:
    case Kind::own: return out;
    default:  // numbers and codes
      std::erase_if(out, [](char c) { return !is_alnum(c); });
      std::transform(out.begin(), out.end(), out.begin(), upper);
      return out;
  }
}

}  // namespace dsprep::models::pii
