// Numbers beside other numbers, and lists without spaces: drawn by lot, in every company in which they stand. All must
// be found, and nothing of what stands beside them.
#include <string>
#include <vector>

#include "base/rng.h"
#include "models/pii/check_digits.h"
#include "models/pii/scanner.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::models::pii;

namespace {

base::Rng rng(11);

std::string digits(std::size_t n) {
  std::string text;
  while (n-- > 0) text += static_cast<char>('0' + rng.below(10));
  return text;
}
template <class T>
const T& one_of(const std::vector<T>& all) {
  return all[rng.below(all.size())];
}
std::string two(unsigned from, unsigned to) {
  const auto n = from + static_cast<unsigned>(rng.below(to - from + 1));
  return {static_cast<char>('0' + n / 10), static_cast<char>('0' + n % 10)};
}

struct Network {
  std::string prefix;
  std::vector<std::size_t> groups;
};
const std::vector<Network> networks = {{"4", {4, 4, 4, 4}},    {"53", {4, 4, 4, 4}},    {"2223", {4, 4, 4, 4}},
                                       {"6011", {4, 4, 4, 4}}, {"3530", {4, 4, 4, 4}},  {"37", {4, 6, 5}},
                                       {"34", {4, 6, 5}},      {"2131", {4, 6, 5}},     {"1800", {4, 6, 5}},
                                       {"36", {4, 6, 4}},      {"62", {4, 4, 4, 4, 3}}, {"62", {6, 13}},
                                       {"4", {4, 4, 4, 4, 3}}};

std::string card(const std::string& separator) {
  const Network& network = one_of(networks);
  std::size_t size = 0;
  for (const std::size_t n : network.groups) size += n;
  std::string number = network.prefix + digits(size - 1 - network.prefix.size());
  for (char check = '0';; ++check) {
    std::vector<std::uint8_t> values;
    for (const char c : number + check) values.push_back(static_cast<std::uint8_t>(c - '0'));
    if (!luhn(values)) continue;
    number += check;
    break;
  }
  std::string out;
  std::size_t at = 0;
  for (const std::size_t n : network.groups) {
    if (at > 0) out += separator;
    out += number.substr(at, n);
    at += n;
  }
  return out;
}
const std::vector<std::string> separators = {"",       "",       " ",  " ", " ", "-",  "-",
                                             "\u00a0", "\u2009", "－", "–", ".", " - "};

std::string wide(const std::string& text) {  // １２３
  std::string out;
  for (const char c : text)
    if (c >= '0' && c <= '9') out += "\xef\xbc", out += static_cast<char>(0x90 + c - '0');
    else out += c;
  return out;
}

// "7,{},{m}/{y}": {} is the value, {c} three digits, {p} a price, {m} a month, {y} two digits of a year, {Y} the year,
// {n} a number.
std::string filled(std::string_view form, const std::string& value) {
  std::string out;
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] != '{') {
      out += form[i];
      continue;
    }
    const char what = form[++i];
    if (what == '}') {
      out += value;
      continue;
    }
    ++i;
    if (what == 'c') out += digits(3);
    if (what == 'p') out += std::to_string(1 + rng.below(900)) + "." + digits(2);
    if (what == 'm') out += two(1, 12);
    if (what == 'y') out += two(26, 33);
    if (what == 'Y') out += "20" + two(18, 33);
    if (what == 'n') out += std::to_string(1 + rng.below(400));
  }
  return out;
}

Scanner& scanner() {
  static const Search search = [] {
    Search all;
    for (std::size_t i = 0; i < kind_count; ++i) all.settings.wanted[i] = all_kinds()[i].by_default;
    all.settings.wanted.set(index_of(Kind::url));
    all.settings.regions = {"US", "GB", "CN"};
    return all;
  }();
  static Scanner one(search);
  return one;
}

// Whether exactly these values are found, in this order.
void check_found(const std::string& text, const std::vector<std::string>& values) {
  std::vector<std::string> found;
  for (const Found& f : scanner().scan(text)) found.push_back(text.substr(f.begin, f.end - f.begin));
  // Where the three digits behind a card make one of 19 digits of it, Luhn and all, nobody can tell.
  for (std::size_t i = 0; i < found.size() && i < values.size(); ++i)
    if (found[i].starts_with(values[i]) && found[i].size() == values[i].size() + 4 && found[i][values[i].size()] == ' ')
      found[i] = values[i];
  if (found == values) return;
  INFO(text);
  CHECK(found == values);
}

const std::vector<std::string> joins = {",", ", ", "，", "/", "／", ";", "；", "、", "|", "\",\"", "','", "\n"};

}  // namespace

TEST_CASE("pii: a card beside dates, prices, years, pages and codes") {
  const std::vector<std::string> companies = {"card {} {m}/{y} {c}",
                                              "{} {m}/{y} {c}",
                                              "{} {m}/20{y}",
                                              "{} {m} {y} {c}",
                                              "{} {m}{y} {c}",
                                              "{} {c}",
                                              "{} {p}",
                                              "{} ${p}",
                                              "{p} {}",
                                              "{} 12,345.00",
                                              "on {Y}-05-17 {} was charged",
                                              "{} {Y}-05-17",
                                              "17.05.{Y} {} 12:30",
                                              "{Y}/05/17 {}",
                                              "12:30 {} 18:00",
                                              "{} {Y}",
                                              "{Y} {}",
                                              "{n} {}",
                                              "p. {n} {} {n}",
                                              "card {}/{m}/{y}",
                                              "{}/{m}/{y}/{c}",
                                              "{}|{m}|{y}|{c}",
                                              "{};{m};{y}",
                                              "{}:{m}:{y}:{c}",
                                              "7,{},{m}/{y}",
                                              "{n},{},{m}/{y},{c}",
                                              "\"7\",\"{}\",\"{m}/{y}\"",
                                              "王芳,{},{m}/{y}",
                                              "7;{};{m}/{y}",
                                              "7\t{}\t{m}/{y}",
                                              "卡号{}，有效期{m}/{y}",
                                              "信用卡：{}。金额{p}元",
                                              "({}) {p}",
                                              "{}-{m}-{y}",
                                              "{}-{m}/{y}",
                                              "{}, {m}/{y}, {c}",
                                              "{},{m}/{y},{c}",
                                              "2 x {}",
                                              "order 12345 {} 3 items",
                                              "２０２４年５月１７日{}消费１００元",
                                              "カード番号 {} 有効期限 {m}/{y}",
                                              "بطاقة {} {m}/{y}",
                                              "😀{}😀 {n}"};
  for (int i = 0; i < 6000; ++i) {
    std::string value = card(one_of(separators));
    if (i % 10 == 0) value = wide(value);
    check_found(filled(one_of(companies), value), {value});
  }
}

TEST_CASE("pii: cards in lists and beside cards") {
  std::vector<std::string> between = joins;
  between.insert(between.end(), {" ", " and "});
  for (int i = 0; i < 3000; ++i) {
    const std::string &separator = one_of(separators), &join = one_of(between);
    if (join == " " && separator == " - ") continue;  // a dash between spaces is their separator then
    const std::vector<std::string> cards = {card(separator), card(separator), card(separator)};
    const std::string quote = join == "\",\"" ? "\"" : join == "','" ? "'" : "";
    check_found(quote + cards[0] + join + cards[1] + join + cards[2] + quote +
                    one_of(std::vector<std::string>{"", ".", "。", " ok"}),
                cards);
  }
}

TEST_CASE("pii: a table of numbers is no row of cards") {
  int found = 0;
  for (int i = 0; i < 5000; ++i) {
    std::string row;
    for (std::uint64_t n = 5 + rng.below(9); n > 0; --n) row += digits(4) + " ";
    for (const Found& f : scanner().scan(row)) found += f.kind == Kind::credit_card;
  }
  CHECK(found <= 5);  // a group for a year and Luhn both, or two cards by chance
}

TEST_CASE("pii: every member of a list") {
  const auto ssn = [] { return "5" + digits(2) + "-" + two(1, 99) + "-" + std::to_string(1000 + rng.below(9000)); };
  const auto us_phone = [] { return "415-" + two(22, 98) + digits(1) + "-" + digits(4); };
  const auto mobile = [] { return "138" + digits(8); };
  const auto ip = [] {
    return "203." + std::to_string(40 + rng.below(200)) + "." + std::to_string(rng.below(256)) + "." +
           std::to_string(1 + rng.below(254));
  };
  const auto email = [] {
    return "user" + digits(2) + "@" +
           one_of(std::vector<std::string>{"corp.com", "例え.jp", "müller.de", "españa.es", "my例子.com", "пример.рф",
                                           "例え.テスト"});
  };
  const auto mac = [] { return "0A:1b:" + two(10, 99) + ":fE:" + two(10, 99) + ":" + two(10, 99); };
  const auto v6 = [] { return "2001:db8:" + two(10, 99) + "::" + std::to_string(100 + rng.below(900)); };
  const auto nino = [] { return "AB" + digits(6) + "C"; };
  const auto check = [](std::string_view before, auto make) {
    for (int i = 0; i < 150; ++i) {
      const std::string& join = one_of(joins);
      std::vector<std::string> values;
      const std::string quote = join == "\",\"" ? "\"" : join == "','" ? "'" : "";
      std::string text = std::string(before) + quote;
      for (std::uint64_t n = join == "\n" ? 2 : 2 + rng.below(9); n > 0; --n) {  // a list on lines is none
        values.push_back(make());
        text += (values.size() > 1 ? join : "") + values.back();
      }
      check_found(text + quote + one_of(std::vector<std::string>{"", "。", " end"}), values);
    }
  };
  check("ssn ", ssn);
  check("", ssn);
  check("tel ", us_phone);
  check("", us_phone);
  check("手机", mobile);
  check("手机：", mobile);
  check("X-Forwarded-For: ", ip);
  check("", email);
  check("to: ", email);
  check("", mac);
  check("MAC:", mac);
  check("", v6);
  check("", nino);
}

TEST_CASE("pii: rows of CSV, ranges, and what else goes without a space") {
  const std::vector<std::pair<std::string, std::vector<std::string>>> texts = {
      {"张三,13812345678,11010519491231002X,a@b.cn,2024-01-01", {"13812345678", "11010519491231002X", "a@b.cn"}},
      {"\"张三\",\"13812345678\",\"11010519491231002X\"", {"13812345678", "11010519491231002X"}},
      {"Ann,415-555-2671,536-22-1879,ann@corp.com,203.0.113.7,12",
       {"415-555-2671", "536-22-1879", "ann@corp.com", "203.0.113.7"}},
      {"ip,10.0.0.1-10.0.0.9", {"10.0.0.1", "10.0.0.9"}},
      {"allow 203.0.113.7-203.0.113.9", {"203.0.113.7", "203.0.113.9"}},
      {"203.0.113.7:80,198.51.100.7:8080", {"203.0.113.7", "198.51.100.7"}},
      {"203.0.113.7 - 203.0.113.9", {"203.0.113.7", "203.0.113.9"}},
      {"13812345678-801 手机", {"13812345678-801"}},
      {"手机13812345678-13812345699", {"13812345678", "13812345699"}},
      {"a@b.com&c@d.com", {"a@b.com", "c@d.com"}},
      {"a@b.com或c@d.com", {"a@b.com", "c@d.com"}},
      {"a@b.com.谢谢", {"a@b.com"}},
      {"mac:00:1A:2b:3C:4d:5E", {"00:1A:2b:3C:4d:5E"}},
      {"ip:2001:db8::1", {"2001:db8::1"}},
      {"ssn 536-22-1879 42", {"536-22-1879"}},
      {"SSN 536 22 1879 42", {"536 22 1879"}},
      {"42 536-22-1879", {"536-22-1879"}},
      {"+41 (0)96 123 45 67", {"+41 (0)96 123 45 67"}},
      {"+44 (0)20 7946 0958", {"+44 (0)20 7946 0958"}},
      {"postgres://u:hunter22@h1:1/d,postgres://v:hunter33@h2:2/d", {"u:hunter22", "v:hunter33"}},
      {"手机："
       "13800000001 13800000002 13800000003 13800000004 13800000005 13800000006 13800000007 13800000008 13800000009",
       {"13800000001", "13800000002", "13800000003", "13800000004", "13800000005", "13800000006", "13800000007",
        "13800000008", "13800000009"}},
  };
  for (const auto& [text, values] : texts) check_found(text, values);
}

TEST_CASE("pii: identity numbers in the groups they are written in") {
  const std::vector<std::string> ids = {"110101 19900307 7475",
                                        "110105-19491231-002X",
                                        "110105 1949 1231 002X",
                                        "11010519491231 002X",
                                        "1101 0519 4912 3100 2X",
                                        "12.345.678-Z",
                                        "Y-8063915-Z",
                                        "RSS MRA 85T10 A562S",
                                        "AB 12 34 56 C",
                                        "AB-12-34-56-C",
                                        "AB 123456 C",
                                        "960121 - 1021413",
                                        "GB29 NWBK 6016 1331 9268 19",
                                        "0a-1B-2c-3D-4e-5F",
                                        "0aB1.cC2d.3E4f"};
  for (const std::string& id : ids)
    for (const std::string& before : {std::string(), std::string("id: "), std::string("号码"), std::string("12 ")})
      for (const std::string& behind : {std::string(), std::string("，男"), std::string(" 12"), std::string(",7")}) {
        if (id.find(' ') != id.npos && before == "12 " && id.starts_with("AB"))
          continue;  // "12 AB 12 34 56 C" is as good as any
        check_found(before + id + behind, {id});
      }
}

TEST_CASE("pii: hosts whose labels mix scripts") {
  const std::vector<std::string> hosts = {"müller.de",      "www.例子.com", "my例子.com", "пример.рф", "例え.テスト",
                                          "www.münchen.de", "例子.中国",    "straße.de",  "españa.es", "zürich.ch",
                                          "café.fr",        "한국.한국",    "ตัวอย่าง.ไทย", "مثال.مصر"};
  for (const std::string& host : hosts) {
    check_found("Kontakt: info@" + host + ", ok", {"info@" + host});
    check_found("见 https://" + host + "/a?b=1 。", {"https://" + host + "/a?b=1"});
    check_found("(http://" + host + ":8080/x)", {"http://" + host + ":8080/x"});
    if (host.find("مصر") == host.npos) check_found("写信给info@" + host + "谢谢", {"info@" + host});
  }
  check_found("见http://a.com谢谢", {"http://a.com"});
  check_found("如果在alice@hostB上已经存在.ssh目录", {});
}
