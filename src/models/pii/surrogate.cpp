#include "models/pii/surrogate.h"

#include <algorithm>
#include <cstdint>

#include "models/phone_numbers.h"
#include "models/pii/check_digits.h"
#include "models/pii/scan.h"
#include "text/fold_ascii.h"

namespace dsprep::models::pii {
namespace {

// Numbers drawn from the given bytes, from left to right.
class Draw {
 public:
  explicit Draw(std::span<const unsigned char> random) : random_(random) {}
  unsigned below(unsigned n) {  // the bias is below n / 65,536
    const unsigned value = static_cast<unsigned>(random_[at_] << 8 | random_[at_ + 1]);
    at_ = (at_ + 2) % (random_.size() - 1);
    return value % n;
  }
  char digit() { return static_cast<char>('0' + below(10)); }

 private:
  std::span<const unsigned char> random_;
  std::size_t at_ = 0;
};

std::string digits(unsigned value, std::size_t width) {
  std::string text = std::to_string(value);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

// `value` with its digits replaced, one by one, by those of `with`; marks stay. Nothing where the counts differ.
std::optional<std::string> in_shape(std::string_view value, std::string_view with) {
  std::string out;
  std::size_t i = 0;
  for (const char c : value) {
    if (!is_digit(c)) {
      out += c;
      continue;
    }
    if (i == with.size()) return std::nullopt;
    out += with[i++];
  }
  return i == with.size() ? std::optional(out) : std::nullopt;
}

std::string email(Draw& draw) {
  constexpr std::string_view letters = "abcdefghijkmnpqrstuvwxyz23456789";
  constexpr std::string_view domains[] = {"example.com", "example.org", "example.net"};  // RFC 2606
  std::string out = "user-";
  for (int i = 0; i < 10; ++i) out += letters[draw.below(32)];
  out += '@';
  return out.append(domains[draw.below(3)]);
}

std::string ip(std::string_view value, Draw& draw) {
  if (value.find(':') == value.npos) {
    constexpr std::string_view networks[] = {"192.0.2.", "198.51.100.", "203.0.113."};  // RFC 5737
    return std::string(networks[draw.below(3)]) + std::to_string(1 + draw.below(254));
  }
  std::string out = "2001:db8";  // RFC 3849
  for (int i = 0; i < 6; ++i) {
    out += ':';
    const unsigned group = 0x1000 + draw.below(0xefff);
    for (int shift = 12; shift >= 0; shift -= 4) out += "0123456789abcdef"[group >> shift & 15];
  }
  return out;
}

// 00-00-5E-00-53-xx (RFC 9542), in the marks and case of the value.
std::string mac(std::string_view value, Draw& draw) {
  const bool capitals = std::any_of(value.begin(), value.end(), is_upper);
  std::string hex = "00005e0053";
  const unsigned last = draw.below(256);
  hex += "0123456789abcdef"[last >> 4];
  hex += "0123456789abcdef"[last & 15];
  std::string out;
  std::size_t i = 0;
  for (const char c : value) out += is_alnum(c) && i < hex.size() ? (capitals ? upper(hex[i++]) : hex[i++]) : c;
  return out;
}

// Ranges that regulators keep free for films and books, as national significant numbers. Extensions are left away.
std::optional<std::string> phone(std::string_view value, Draw& draw, const std::vector<std::string>& regions) {
  std::string number(value.substr(0, value.find_first_of("xe#,")));
  while (!number.empty() && number.back() == ' ') number.pop_back();
  const PhoneNumbers& phones = PhoneNumbers::get();
  std::string country = phones.country_of(number, "");
  for (const std::string& region : regions) {
    if (!country.empty()) break;
    if (phones.valid(number, region)) country = region;
  }
  std::string fake, code, trunk = "0";
  if (country == "GG" || country == "JE" || country == "IM") country = "GB";  // one plan
  if (country == "US" || country == "CA") {  // NANPA: 555-0100 to 555-0199 in every area
    unsigned area = 201 + draw.below(788);
    if (area % 100 == 11) ++area;
    fake = std::to_string(area) + "5550" + std::to_string(100 + draw.below(100));
    code = "1", trunk = "1";
  } else if (country == "GB") {  // Ofcom: 07700 900xxx, 01632 960xxx
    fake = (phones.canonical(number, "GB").value_or("").starts_with("+447") ? "7700900" : "1632960") +
           digits(draw.below(1000), 3);
    code = "44";
  } else if (country == "AU") {  // ACMA: 0491 570 006, …; (0x) 5550 xxxx, 7010 xxxx
    fake = "255500" + digits(draw.below(1000), 3);
    code = "61";
  } else if (country == "FR") {  // ARCEP: 01 99 00 xx xx
    fake = "19900" + digits(draw.below(10000), 4);
    code = "33";
  } else {
    return std::nullopt;
  }
  const auto count = static_cast<std::size_t>(std::count_if(number.begin(), number.end(), is_digit));
  if (number.find('+') != number.npos) {
    if (auto same = in_shape(number, code + fake)) return same;
    return "+" + code + " " + fake;
  }
  if (count == fake.size()) return in_shape(number, fake);
  if (count == fake.size() + trunk.size()) return in_shape(number, trunk + fake);
  return fake;
}

// 999 xxx xxxx is kept for tests; the check digit holds.
std::string nhs(std::string_view value, Draw& draw) {
  constexpr std::uint8_t weights[] = {10, 9, 8, 7, 6, 5, 4, 3, 2};
  for (;;) {
    std::string fake = "999" + digits(draw.below(1000), 3) + digits(draw.below(1000), 3);
    std::uint8_t d[9];
    for (std::size_t i = 0; i < 9; ++i) d[i] = static_cast<std::uint8_t>(fake[i] - '0');
    const unsigned check = 11 - weighted(d, weights) % 11;
    if (check == 10) continue;
    fake += static_cast<char>('0' + check % 11);
    return in_shape(value, fake).value_or(fake);
  }
}

// Individual numbers 900 to 999 are for tests and hospitals.
std::string hetu(Draw& draw) {
  constexpr std::string_view check = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  const std::string birth = digits(1 + draw.below(28), 2) + digits(1 + draw.below(12), 2) + digits(draw.below(100), 2);
  const std::string number = digits(900 + draw.below(100), 3);
  return birth + "-" + number + check[static_cast<std::size_t>(std::stoul(birth + number)) % 31];
}

// QQ is a prefix that is never allocated.
std::string nino(std::string_view value, Draw& draw) {
  std::string out;
  std::size_t letters = 0;
  for (const char c : value) {
    if (is_digit(c)) out += draw.digit();
    else if (!is_alpha(c)) out += c;
    else out += ++letters <= 2 ? 'Q' : static_cast<char>('A' + draw.below(4));
  }
  return out;
}

}  // namespace

std::optional<std::string> surrogate(Kind kind, std::string_view original, std::span<const unsigned char> random,
                                     const std::vector<std::string>& regions) {
  text::AsciiFold fold;
  const std::string value(fold.fold(original));
  Draw draw(random);
  switch (kind) {
    case Kind::email: return email(draw);
    case Kind::ip: return ip(value, draw);
    case Kind::mac: return mac(value, draw);
    case Kind::phone: return phone(value, draw, regions);
    case Kind::us_ssn:
      return in_shape(value, "98765432" + std::to_string(draw.below(10)));  // 987-65-4320 to 4329: for advertisements
    case Kind::uk_nhs: return nhs(value, draw);
    case Kind::uk_nino: return nino(value, draw);
    case Kind::fi_hetu: return hetu(draw);
    case Kind::url: {
      std::string out = "https://example.com/";
      for (int i = 0; i < 8; ++i) out += static_cast<char>('a' + draw.below(26));
      return out;
    }
    default: return std::nullopt;
  }
}

}  // namespace dsprep::models::pii
