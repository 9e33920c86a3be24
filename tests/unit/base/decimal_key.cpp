#include "base/decimal_key.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/rng.h"
#include "support/catch.h"

using namespace dsprep;

namespace {

std::optional<std::string> key(std::string_view number, std::size_t most = std::string_view::npos) {
  std::string out = "x";
  if (!base::append_decimal_key(out, number, most)) {
    CHECK(out == "x");
    return std::nullopt;
  }
  return out.substr(1);
}

int sign(int n) { return (n > 0) - (n < 0); }
int by_key(std::string_view a, std::string_view b) { return sign(key(a).value().compare(key(b).value())); }

// The slow twin: writes both numbers out with 150 digits before and behind the point, and compares those.
std::string written_out(std::string_view number) {
  const bool minus = number.starts_with('-');
  if (minus) number.remove_prefix(1);
  const std::size_t e = number.find_first_of("eE");
  std::string digits(number.substr(0, e));
  long shift = e == std::string_view::npos ? 0 : std::stol(std::string(number.substr(e + 1)));
  const std::size_t point = digits.find('.');
  if (point != std::string::npos) {
    shift -= static_cast<long>(digits.size() - point - 1);
    digits.erase(point, 1);
  }
  std::string out(300, '0');
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const long place = 150 - shift - static_cast<long>(digits.size()) + static_cast<long>(i);
    if (digits[i] != '0') out.at(static_cast<std::size_t>(place)) = digits[i];
  }
  if (out == std::string(300, '0')) return "+" + out;
  if (!minus) return "+" + out;
  for (char& c : out) c = static_cast<char>('0' + '9' - c);
  return "\x01" + out;
}

std::string random_number(base::Rng& rng) {
  const auto below = [&](std::uint64_t n) { return rng.next() % n; };
  // Few digits, so that equal and nearly equal numbers come up.
  const auto digits = [&](std::uint64_t most) {
    std::string out;
    for (std::uint64_t n = 1 + below(most); n > 0; --n) out += below(3) ? '0' : static_cast<char>('0' + below(10));
    return out;
  };
  std::string out = below(2) ? "-" : "";
  out += digits(below(4) ? 4 : 30);
  if (below(2)) out += "." + digits(below(4) ? 4 : 30);
  if (below(2))
    out += (below(2) ? "e" : "E") +
           std::string(below(3) == 0 ? "-"
                       : below(2)    ? "+"
                                     : "") +
           std::to_string(below(below(2) ? 4 : 60));
  return out;
}

}  // namespace

TEST_CASE("decimal_key: the order of numbers, exactly") {
  const std::vector<std::vector<std::string>> ascending = {{"-1e99999999999999999999999", "-1e100000000000000000"},
                                                           {"-1e400"},
                                                           {"-1.5e308"},
                                                           {"-9007199254740993"},
                                                           {"-9007199254740992"},
                                                           {"-10", "-1e1"},
                                                           {"-1.01"},
                                                           {"-1", "-1.000", "-0.1e1"},
                                                           {"-0.1", "-1e-1"},
                                                           {"-1e-400"},
                                                           {"0", "-0", "0.000", "0e99", "-0.0e-7", "0."},
                                                           {"1e-400"},
                                                           {"1e-122"},
                                                           {"1e-121"},
                                                           {"1e-120"},
                                                           {"0.09999999999999999999999999"},
                                                           {"0.1", "1e-1", ".1", "100e-3", "0.10"},
                                                           {"0.1000000000000000055511151231257827"},
                                                           {"1", "1.0", "1e0", "001", "1.", "10e-1"},
                                                           {"1.0000000000000000000000000000001"},
                                                           {"9"},
                                                           {"10", "1e1", "1.0E+1"},
                                                           {"11"},
                                                           {"9007199254740992", "9.007199254740992e15"},
                                                           {"9007199254740992.5"},
                                                           {"9007199254740993"},
                                                           {"9007199254740994"},
                                                           {"1699999999999999998"},
                                                           {"1699999999999999999"},
                                                           {"1700000000000000000", "1.7e18", "17e17"},
                                                           {"18446744073709551615"},
                                                           {"18446744073709551616"},
                                                           {"1e119"},
                                                           {"1e120"},
                                                           {"1e121"},
                                                           {"1.7976931348623157e308"},
                                                           {"1e400", "10e399"},
                                                           {"1e401"},
                                                           {"1e100000000000000000", "1e99999999999999999999999"}};
  for (std::size_t i = 0; i < ascending.size(); ++i)
    for (const std::string& a : ascending[i])
      for (std::size_t j = 0; j < ascending.size(); ++j)
        for (const std::string& b : ascending[j]) {
          INFO(a << " and " << b);
          CHECK(by_key(a, b) == sign(static_cast<int>(i) - static_cast<int>(j)));
        }
}

TEST_CASE("decimal_key: as numbers written out in full, and no key begins another") {
  base::Rng rng(7);
  for (int n = 0; n < 60'000; ++n) {
    const std::string a = random_number(rng), b = random_number(rng);
    INFO(a << " and " << b);
    const int want = sign(written_out(a).compare(written_out(b)));
    if (by_key(a, b) != want) REQUIRE(by_key(a, b) == want);
    const std::string x = *key(a), y = *key(b);
    if (x != y && (x.starts_with(y) || y.starts_with(x))) FAIL("one key is the beginning of the other");
  }
}

TEST_CASE("decimal_key: what is no number") {
  for (const char* text : {"", "-", ".", "-.", "e5", "1e", "1e+", "1e5.0", "+1", " 1", "1 ", "1_000", "0x10", "inf",
                           "nan", "1.2.3", "--1", "1e5x", "一"})
    CHECK_FALSE(key(text).has_value());
}

TEST_CASE("decimal_key: a cut after some digits keeps the order, and makes equal what begins alike") {
  CHECK(key("1234567", 4) == key("1234999", 4));
  CHECK(key("1234567", 4) == key("1234e3"));
  CHECK(key("1000001", 4) == key("1e6"));
  CHECK(*key("1234567", 4) < *key("1235000", 4));
  CHECK(*key("-1234567", 4) > *key("-1235000", 4));
  CHECK(key(std::string(1'000'000, '7'), 1000)->size() < 600);
}
