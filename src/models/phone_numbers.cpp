#include "models/phone_numbers.h"

#include <phonenumbers/phonenumberutil.h>

#include <cstdint>

namespace dsprep::models {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

PhoneNumberUtil& library() { return *PhoneNumberUtil::GetInstance(); }

bool parse(std::string_view number, const std::string& region, PhoneNumber& out) {
  return library().Parse(std::string(number), region.empty() ? "ZZ" : region, &out) ==
         PhoneNumberUtil::NO_PARSING_ERROR;
}

}  // namespace

const PhoneNumbers& PhoneNumbers::get() {
  static const PhoneNumbers numbers = [] {
    library();
    return PhoneNumbers();
  }();
  return numbers;
}

bool PhoneNumbers::knows(const std::string& region) const { return library().GetCountryCodeForRegion(region) != 0; }

bool PhoneNumbers::valid(std::string_view number, const std::string& region) const {
  PhoneNumber parsed;
  if (!parse(number, region, parsed)) return false;
  return region.empty() ? library().IsValidNumber(parsed) : library().IsValidNumberForRegion(parsed, region);
}

bool PhoneNumbers::possible(std::string_view number) const {
  PhoneNumber parsed;
  return parse(number, "", parsed) && library().IsPossibleNumber(parsed);
}

bool PhoneNumbers::written_as_in(std::string_view number, const std::string& region) const {
  PhoneNumber parsed;
  if (!parse(number, region, parsed) || !library().IsValidNumberForRegion(parsed, region)) return false;
  std::string official;
  library().Format(parsed, PhoneNumberUtil::NATIONAL, &official);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  // Where groups end, counted in digits from the right: a trunk prefix or country code may be there or not.
  const auto ends = [&](std::string_view text, std::uint32_t& bits, int& digits) {
    bits = 0, digits = 0;
    for (std::size_t i = text.size(); i-- > 0;) {
      if (!is_digit(text[i])) continue;
      if (digits < 32 && i + 1 < text.size() && !is_digit(text[i + 1])) bits |= 1u << digits;
      ++digits;
    }
  };
  std::uint32_t given = 0, wanted = 0;
  int given_digits = 0, wanted_digits = 0;
  ends(number, given, given_digits);
  ends(official, wanted, wanted_digits);
  given &= ~1u, wanted &= ~1u;  // what stands behind the last digit
  int area = 0;                 // where the area code ends, the leftmost border
  for (int i = 1; i < wanted_digits; ++i)
    if (wanted >> i & 1) area = i;
  std::uint32_t allowed = wanted;
  std::string significant;
  library().GetNationalSignificantNumber(parsed, &significant);
  allowed |= 1u << significant.size();  // behind a country code or trunk prefix
  return (given & ~allowed) == 0 && area > 0 && (given >> area & 1) != 0;
}

std::optional<std::string> PhoneNumbers::canonical(std::string_view number, const std::string& region) const {
  PhoneNumber parsed;
  if (!parse(number, region, parsed)) return std::nullopt;
  std::string text;
  library().Format(parsed, PhoneNumberUtil::E164, &text);
  return text;
}

std::string PhoneNumbers::country_of(std::string_view number, const std::string& region) const {
  PhoneNumber parsed;
  std::string country;
  if (parse(number, region, parsed) && library().IsValidNumber(parsed))
    library().GetRegionCodeForNumber(parsed, &country);
  return country;
}

}  // namespace dsprep::models
