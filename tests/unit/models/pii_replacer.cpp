#include <set>

#include "base/hmac.h"
#include "models/pii/canonical.h"
#include "models/pii/replacer.h"
#include "models/pii/scanner.h"
#include "models/pii/surrogate.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::models::pii;

namespace {

const std::vector<std::string> regions = {"US", "GB", "AU", "FR", "CN", "DE"};

std::string fake_of(Kind kind, std::string_view value, std::string_view salt = "") {
  const base::Mac random = base::hmac_sha256(salt, canonical(kind, value, regions));
  return surrogate(kind, value, random, regions).value_or("(none)");
}

// Whether the whole text is found as that kind.
bool is_a(Kind kind, std::string_view text) {
  Search search;
  search.settings.wanted.set(index_of(kind));
  search.settings.regions = regions;
  search.settings.need_context = false;
  Scanner scanner(search);
  const auto& found = scanner.scan(text);
  return found.size() == 1 && found[0].begin == 0 && found[0].end == text.size();
}

}  // namespace

TEST_CASE("canonical: one spelling of each value") {
  const auto same = [](Kind kind, std::string_view a, std::string_view b) {
    return canonical(kind, a, regions) == canonical(kind, b, regions);
  };
  CHECK(same(Kind::email, "Ann@Corp.COM", "ann@corp.com"));
  CHECK(same(Kind::credit_card, "4111-1111-1111-1111", "４１１１ 1111 1111 1111"));
  CHECK(same(Kind::iban, "gb29 nwbk 6016 1331 9268 19", "GB29NWBK60161331926819"));
  CHECK(same(Kind::phone, "(415) 555-2671", "+1 415.555.2671"));
  CHECK(same(Kind::phone, "020 7946 0958", "+44 20 7946 0958"));
  CHECK(same(Kind::cn_mobile, "138 1234 5678", "13812345678"));
  CHECK(same(Kind::ip, "2001:DB8::1", "2001:db8:0:0:0:0:0:1"));
  CHECK(same(Kind::ip, "::ffff:192.0.2.1", "::ffff:c000:201"));
  CHECK(same(Kind::mac, "AA-BB-CC-DD-EE-FF", "aabb.ccdd.eeff"));
  CHECK_FALSE(same(Kind::ip, "1::", "::1"));
  CHECK_FALSE(same(Kind::ip, "fe80::1%eth0", "fe80::1%eth1"));
  CHECK_FALSE(same(Kind::api_key, "AbC", "abc"));
}

TEST_CASE("surrogates: from reserved ranges, of the shape of the value") {
  CHECK(fake_of(Kind::email, "王@例え.jp").find("@example.") != std::string::npos);
  const std::string v4 = fake_of(Kind::ip, "8.8.8.8");
  CHECK((v4.starts_with("192.0.2.") || v4.starts_with("198.51.100.") || v4.starts_with("203.0.113.")));
  CHECK(fake_of(Kind::ip, "fe80::1").starts_with("2001:db8:"));
  CHECK(fake_of(Kind::mac, "AA-BB-CC-DD-EE-FF").starts_with("00-00-5E-00-53-"));
  CHECK(fake_of(Kind::mac, "aabb.ccdd.eeff").starts_with("0000.5e00.53"));
  const std::string us = fake_of(Kind::phone, "(415) 555-2671");
  CHECK(us.size() == 14);
  CHECK(us.substr(5, 7) == " 555-01");
  CHECK(fake_of(Kind::phone, "+1 415-555-2671").substr(6, 7) == "-555-01");
  CHECK(fake_of(Kind::phone, "1-415-555-2671").substr(0, 2) == "1-");
  CHECK(fake_of(Kind::phone, "+44 7911 123456").starts_with("+44 7700 900"));
  CHECK(fake_of(Kind::phone, "+33 1 42 68 53 00").starts_with("+33 1 99 00 "));
  CHECK(fake_of(Kind::phone, "+49 30 901820") == "(none)");
  CHECK(fake_of(Kind::us_ssn, "536-22-1879").starts_with("987-65-432"));
  CHECK(fake_of(Kind::uk_nino, "AB 12 34 56 C").starts_with("QQ "));
  CHECK(fake_of(Kind::credit_card, "4111111111111111") == "(none)");
  for (int i = 0; i < 50; ++i) {
    const std::string salt = std::to_string(i);
    CHECK(is_a(Kind::email, fake_of(Kind::email, "a@b.org", salt)));
    CHECK(is_a(Kind::ip, fake_of(Kind::ip, "1.2.3.4", salt)));
    CHECK(is_a(Kind::ip, fake_of(Kind::ip, "2001::1", salt)));
    CHECK(is_a(Kind::mac, fake_of(Kind::mac, "0a:23:f5:67:89:ac", salt)));
    CHECK(is_a(Kind::uk_nhs, fake_of(Kind::uk_nhs, "943 476 5919", salt)));
    CHECK(is_a(Kind::fi_hetu, fake_of(Kind::fi_hetu, "131052-308T", salt)));
    CHECK(is_a(Kind::url, fake_of(Kind::url, "http://a.b/", salt)));
  }
}

TEST_CASE("surrogates: equal values get equal fakes, others other ones") {
  CHECK(fake_of(Kind::email, "ann@corp.com") == fake_of(Kind::email, "Ann@Corp.com"));
  std::set<std::string> fakes;
  for (int i = 0; i < 1000; ++i) fakes.insert(fake_of(Kind::email, "user" + std::to_string(i) + "@corp.com"));
  CHECK(fakes.size() == 1000);
}

TEST_CASE("replacer and opener") {
  const Keys keys(*base::SecretKey::read(std::string(64, '7'))), others(*base::SecretKey::read(std::string(64, '8')));
  Replacer::How how{regions, 16, "seed"};
  Replacer replacer(how, &keys);
  Opener opener(keys), other(others);
  std::string value;
  for (const std::string_view original : {"a", "王芳@例え.jp", "4111 1111 1111 1111"}) {
    std::string token, again;
    replacer.replace(Mode::encrypt, Kind::email, "EMAIL", original, token);
    replacer.replace(Mode::encrypt, Kind::email, "EMAIL", original, again);
    CHECK(token == again);
    const auto found = Opener::next("x < <A> " + token + " y", 0);
    REQUIRE(found);
    CHECK(found->begin == 8);
    CHECK(found->end == 8 + token.size());
    CHECK_FALSE(found->old);
    CHECK(token.starts_with("<EMAIL:siv."));
    CHECK(opener.open(token, value));
    CHECK(value == original);
    CHECK_FALSE(other.open(token, value));
    std::string moved = token;
    moved.replace(1, 5, "PHONE");
    CHECK_FALSE(opener.open(moved, value));
  }
  CHECK(Opener::next("<EMAIL:MERrNkODo09gd9Ge3gdOgwq0oWVXspuYU1vLDQ>", 0)->old);
  CHECK_FALSE(opener.open("<EMAIL:siv.>", value));
  CHECK_FALSE(
      Opener::next("<EMAIL> <EMAIL:siv.short> <EMAIL#0123456789abcdef> <a:bbbbbbbbbbbbbbbbbbbbbbbb> <A:short> "
                   "<A:bbbbbbbbbbbbbbbbbbbbbbbb",
                   0));
  std::string hash, same, phone;
  replacer.replace(Mode::hash, Kind::email, "EMAIL", "Ann@Corp.com", hash);
  replacer.replace(Mode::hash, Kind::email, "EMAIL", "ann@corp.com", same);
  replacer.replace(Mode::hash, Kind::own, "PHONE", "ann@corp.com", phone);
  CHECK(hash == same);
  CHECK(hash.substr(hash.find('#')) != phone.substr(phone.find('#')));
}
