// Each detector's valid and invalid cases, alone and with all others. Numbers are made up; where a check digit holds,
// it was computed by hand or by the issuer's published example.
#include <algorithm>

#include "models/pii/detectors.h"
#include "models/pii/overlap.h"
#include "models/pii/scanner.h"
#include "support/catch.h"

using namespace dsprep::models::pii;

namespace {

struct Case {
  Kind kind;
  std::vector<std::string_view> found;  // each in its sentence between ⟦ and ⟧
  std::vector<std::string_view> not_found;
};

Search search_for(Kind kind) {
  Search search;
  search.settings.wanted.set(index_of(kind));
  search.settings.regions = {"US", "GB", "CN", "DE"};
  return search;
}

// The sentence with what was found between the brackets.
std::string marked(Scanner& scanner, std::string_view text) {
  std::string out;
  std::size_t at = 0;
  for (const Found& f : scanner.scan(text)) {
    out.append(text.substr(at, f.begin - at)).append("⟦").append(text.substr(f.begin, f.end - f.begin)).append("⟧");
    at = f.end;
  }
  return out.append(text.substr(at));
}

std::string without_marks(std::string_view text) {
  std::string out(text);
  for (const std::string_view mark : {"⟦", "⟧"})
    for (std::size_t at = out.find(mark); at != out.npos; at = out.find(mark)) out.erase(at, mark.size());
  return out;
}

const Case cases[] = {
    {Kind::private_key,
     {"⟦-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7bq5mJ0l2v7s9Zk8V2f1cQ8h3m5n7p9r\n-----END RSA PRIVATE "
      "KEY-----⟧\n",
      "x ⟦-----BEGIN PRIVATE KEY-----\\nMIIEpAIBAAKCAQEA7bq5mJ0l2v7s9Zk8V2f1cQ8h3m5n7p9r\\n-----END PRIVATE KEY-----⟧ "
      "y"},
     {"-----BEGIN PUBLIC KEY-----\nMIIEpAIBAAKCAQEA7bq5mJ0l2v7s9Zk8V2f1cQ8h3m5n7p9r\n-----END PUBLIC KEY-----",
      "-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----", "-----BEGIN RSA PRIVATE KEY-----"}},
    {Kind::api_key,
     {"aws ⟦AKIAQ7RZ3M5WNVXP2LTD⟧.", "token=⟦ghp_aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5⟧",
      "api_key = \"⟦9f8e7d6c5b4a39281706f5e4d3c2b1a0⟧\"", "密钥：⟦sk-proj-Ab9dE4fGh1JkLm7NpQ3rStUv5WxYz8Bc2DeFg6HiJk⟧",
      "⟦glpat-Xy7zAb3cDe9fGh5iJk1l⟧"},
     {"AKIAIOSFODNN7EXAMPLE", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sha1: 9f8e7d6c5b4a39281706f5e4d3c2b1a0",
      "api_key = \"your-api-key-goes-here-123\"", "AKIAQ7RZ3M5WNVXP2LTD9",
      "commit 9f8e7d6c5b4a39281706f5e4d3c2b1a0aabbccdd"}},
    {Kind::url_userinfo,
     {"postgres://⟦bob:h8nter22⟧@db.host:5432/x", "见 https://⟦u:p4ss⟧@例え.jp/"},
     {"https://git@github.com/x", "https://user:password@host/", "https://user:${PASS}@host/", "http://host/a:b@c",
      "bob:h8nter22@host"}},
    {Kind::email,
     {"mail ⟦ann.lee+x@mail.corp.co.uk⟧.", "写信给⟦a_b@163.com⟧谢谢", "⟦josé@correo.es⟧", "<⟦wang@例え.jp⟧>",
      "⟦o'brien@dub.ie⟧", "（⟦a@b.cn⟧）", "Ａ：⟦a＠b．com⟧", "mailto:⟦x@y.org⟧?subject=1",
      "⟦user@xn--80ak6aa92e.com⟧ 😀⟦a@b.io⟧😀"},
     {"icon@2x.png", "git@github.com:a/b", "a@b", "@handle.com", "a@.com", "x@1.2.3", "https://me@host.com/",
      "a..b@c.com", "foo@bar@baz.com", "pkg@latest"}},
    {Kind::credit_card,
     {"⟦4111 1111 1111 1111⟧", "⟦5555555555554444⟧", "⟦2223003122003222⟧ (2-series)", "⟦3782-822463-10005⟧",
      "⟦30569309025904⟧", "⟦6011111111111117⟧", "⟦3530111333300000⟧", "⟦6205500000000000004⟧ is 19 long",
      "卡号⟦6222020200112233446⟧", "card ⟦4222222222222⟧", "Maestro card ⟦6759649826438453⟧"},
     {"4111111111111112", "1748503543012", "4222222222222", "0000000000000000", "411111111111111", "a4111111111111111",
      "4111111111111111b", "1.4111111111111111", "4111 1111 1111 1111 1111", "/4111111111111111/", "20240101120000"}},
    {Kind::iban,
     {"⟦GB29NWBK60161331926819⟧", "⟦GB29 NWBK 6016 1331 9268 19⟧.", "⟦de89370400440532013000⟧", "⟦NO9386011117947⟧",
      "账户⟦DE89 3704 0044 0532 0130 00⟧"},
     {"GB29NWBK60161331926818", "GB29NWBK6016133192681", "XX29NWBK60161331926819", "GB29NWBK601613319268190",
      "DE89 3704 0044 0532 0130"}},
    {Kind::cn_resident_id,
     {"身份证⟦11010519491231002X⟧，", "⟦440524188001010014⟧", "⟦１１０１０５１９４９１２３１００２Ｘ⟧",
      "身份证号 ⟦110105491231002⟧"},
     {"110105194912310021", "990105194912310026", "11010519491331002X", "110105491231002", "11010519491231002XY"}},
    {Kind::us_ssn,
     {"⟦536-22-1879⟧", "SSN ⟦536221879⟧", "social security: ⟦536 22 1879⟧", "ssn: ⟦５３６２２１８７９⟧"},
     {"536221879", "666-22-1879", "000-22-1879", "900-22-1879", "536-00-1879", "536-22-0000", "536-22-18790",
      "1536-22-1879", "536-22-1879-1", "078-05-1120", "a-536-22-1879"}},
    {Kind::us_itin, {"⟦911-70-1234⟧", "ITIN ⟦911701234⟧"}, {"911-89-1234", "911701234", "811-70-1234", "911-66-1234"}},
    {Kind::uk_nino,
     {"⟦AB123456C⟧", "⟦AB 12 34 56 C⟧", "nino ⟦ab123456c⟧", "⟦PR 123612C⟧"},
     {"AB123456E", "BG123456A", "DA123456A", "AO123456A", "ab123456c", "AB1234567", "XAB123456C", "AB 12 34 56 CD"}},
    {Kind::uk_nhs,
     {"NHS number ⟦943 476 5919⟧", "NHS: ⟦9434765919⟧"},
     {"943 476 5919", "NHS 943 476 5918", "NHS 401-023-2138"}},
    {Kind::es_nif,
     {"⟦12345678Z⟧", "⟦X1234567L⟧", "⟦Y8063915-Z⟧", "dni ⟦12345678z⟧", "⟦12345678-Z⟧"},
     {"12345678A", "12345678z", "W1234567L", "123456789Z", "X1234567M"}},
    {Kind::it_codice_fiscale,
     {"⟦RSSMRA85T10A562S⟧", "⟦rssmra85t10a562s⟧"},
     {"RSSMRA85T10A562T", "RSSMRA85X10A562S", "RSSMRA85T32A562S", "RSSMRA85T10A562SS"}},
    {Kind::pl_pesel, {"PESEL ⟦44051401458⟧"}, {"44051401458", "PESEL 44051401459", "PESEL 44131401458"}},
    {Kind::se_personnummer,
     {"personnummer ⟦811228-9874⟧", "pnr ⟦19811228-9874⟧", "pnr: ⟦198112289874⟧"},
     {"811228-9874", "pnr 811228-9875", "pnr 811328-9874"}},
    {Kind::fi_hetu,
     {"⟦131052-308T⟧", "⟦131052A308T⟧", "hetu ⟦131052-308t⟧"},
     {"131052-308U", "131352-308T", "131052:308T", "131052-308t", "131052-308T1"}},
    {Kind::kr_rrn,
     {"⟦960121-1021413⟧", "주민등록번호 ⟦960121-1021414⟧"},
     {"960121-1021414", "961321-1021413", "960121-9021413", "9601211021413"}},
    {Kind::sg_nric,
     {"⟦S1234567D⟧", "⟦F1234567N⟧", "⟦T1234567J⟧", "⟦G1234567X⟧", "nric ⟦s1234567d⟧"},
     {"S1234567A", "s1234567d", "X1234567D", "S12345678D"}},
    {Kind::in_aadhaar,
     {"Aadhaar ⟦3998 7654 3211⟧", "aadhaar: ⟦399876543211⟧", "आधार ⟦3123 4567 8909⟧"},
     {"3998 7654 3211", "Aadhaar 3998 7654 3212", "Aadhaar 1234 5678 9012", "uidai 0000 8000 8000 0080"}},
    {Kind::in_pan, {"PAN ⟦ABCPD1234Z⟧"}, {"ABCPD1234Z", "PAN ABCXD1234Z", "PAN ABCPD12345"}},
    {Kind::au_tfn, {"TFN ⟦876 543 210⟧", "tax file number ⟦876543210⟧"}, {"876 543 210", "TFN 876 543 211"}},
    {Kind::au_medicare,
     {"Medicare ⟦2123 45670 1⟧", "medicare ⟦2123456701⟧"},
     {"2123456701", "medicare 2123258701", "medicare 7123456701"}},
    {Kind::cn_bank_card,
     {"银行卡号：⟦6222020200112233446⟧", "工资卡 ⟦4367 4213 1234 5670 003⟧"},
     {"6222020200112233446", "银行卡号 6222020200112233444"}},
    {Kind::cn_mobile,
     {"手机⟦13812345678⟧", "请拨打 ⟦138-1234-5678⟧", "mobile: ⟦13812345678⟧", "王先生 ⟦138 1234 5678⟧"},
     {"13812345678", "手机 12812345678", "手机 138123456789"}},
    {Kind::passport,
     {"passport ⟦E12345678⟧", "护照：⟦EA1234567⟧", "Mi pasaporte es ⟦AAA123456⟧", "passport no. ⟦912803456⟧",
      "여권 ⟦M123A4567⟧"},
     {"E12345678", "passport 12345678", "passport E1234567890"}},
    {Kind::phone,
     {"⟦+49 30 901820⟧", "call ⟦(415) 555-2671⟧.", "⟦415-555-2671⟧", "⟦+86 138 1234 5678⟧", "tel: ⟦4155552671⟧",
      "电话：⟦010-62781234⟧", "phone ⟦785 8949⟧", "⟦(415) 555-2671 ext. 12⟧", "（⟦+44 20 7946 0958⟧）",
      "⟦020 7946 0958⟧", "call me at ⟦555-123-4567⟧"},
     {"4155552671", "2024-01-31", "31.01.2024", "10.0.0.1", "1,234,567", "25 25 25 25 25", "0.3910648272",
      "925 925 9250", "294247-01-10 04:00", "#4155552671", "Date: Thu Dec 25 12:17:45 2008 -0500 rename calls",
      "id 0-4294967295", "ISBN 978-3-16-148410-0", "phones of 1999-2014", "$415 555 2671"}},
    {Kind::ip,
     {"⟦192.168.1.1⟧,", "⟦10.0.0.1⟧:80", "⟦2001:db8::1⟧", "[⟦2001:db8::8a2e:370:7334⟧]:80", "⟦fe80::1%eth0⟧",
      "⟦::ffff:192.0.2.1⟧", "my ip: ⟦::1⟧", "地址⟦8.8.8.8⟧。", "服务器⟦８.８.８.８⟧", "⟦74.34.59.240⟧"},
     {"1.2.3", "256.1.1.1", "1.2.3.4.5", "v1.2.3.4", "version 1.2.3.4", "==1.2.3.4", "01.2.3.4", "Changes in 1.2.3.4",
      "arrow 14.0.0.2", "std::cout", "12:34:56", "a::b", "x[::2]", ":::", "2001::25de::cade", "12345::1",
      "col=33::37:33", "text10.0.0.1"}},
    {Kind::mac,
     {"⟦00:1A:2B:3C:4D:5E⟧", "⟦AA-BB-CC-DD-EE-FF⟧", "⟦0012.3456.789a⟧", "⟦aabb.ccdd.eeff⟧", "地址⟦0a:23:f5:67:89:ac⟧"},
     {"00:1A:2B:3C:4D", "FF:FF:FF:FF:FF:FF", "10:2F:33-AC-29-C3", "00:1A:2B:3C:4D:5E:6F", "20-12-10-11-22-33",
      "aaaa.bbbb.cccc.dddd"}},
    {Kind::date_of_birth,
     {"born ⟦1/2/1990⟧", "DOB: ⟦1990-02-28⟧", "She was born on ⟦May 5, 1990⟧.", "born on ⟦5th of May 1990⟧",
      "geboren am ⟦28.02.1990⟧", "生日：⟦1990年5月6日⟧", "생년월일 ⟦1990년 5월 6일⟧", "出生 ⟦１９９０年５月６日⟧"},
     {"1/2/1990", "born 31/02/1990", "born 13/13/1990", "on May 5, 1990", "born 1.2.3", "released 1990-02-28"}},
    {Kind::url,
     {"see ⟦https://example.com/a?b=c⟧.", "(⟦http://a.b/c_(d)⟧)", "见⟦http://a.com⟧谢谢"},
     {"http://localhost", "a://", "://x.y", "http:/a.b"}},
};

}  // namespace

TEST_CASE("pii: every kind has cases, valid and invalid") {
  for (std::size_t i = 0; i < kind_count; ++i) {
    const auto found =
        std::find_if(std::begin(cases), std::end(cases), [&](const Case& c) { return index_of(c.kind) == i; });
    INFO(all_kinds()[i].name);
    REQUIRE(found != std::end(cases));
    CHECK_FALSE(found->found.empty());
    CHECK_FALSE(found->not_found.empty());
  }
  for (const Case& c : cases) {
    const Search search = search_for(c.kind);
    Scanner scanner(search);
    for (const std::string_view sentence : c.found) CHECK(marked(scanner, without_marks(sentence)) == sentence);
    for (const std::string_view sentence : c.not_found) CHECK(marked(scanner, sentence) == sentence);
  }
}

TEST_CASE("pii: each detector is listed, and for a kind that exists") {
  std::bitset<kind_count> listed;
  for (const Detector& d : all_detectors()) {
    listed.set(index_of(d.kind));
    CHECK((d.number || d.token || d.at_sign || d.colon || d.mark || d.whole));
  }
  CHECK(listed.all());
}

TEST_CASE("pii: overlaps are resolved as stated, in any order") {
  const auto found = [](std::uint32_t begin, std::uint32_t end, Kind kind, bool checked) {
    return Found{begin, end, kind, checked, "", 0};
  };
  const std::vector<Found> all = {found(0, 10, Kind::phone, false), found(2, 8, Kind::iban, true),
                                  found(9, 12, Kind::ip, false),    found(20, 25, Kind::email, false),
                                  found(20, 25, Kind::url, false),  found(25, 30, Kind::mac, false)};
  const std::vector<std::pair<std::uint32_t, Kind>> expected = {
      {2, Kind::iban}, {9, Kind::ip}, {20, Kind::email}, {25, Kind::mac}};
  std::vector<std::size_t> order = {0, 1, 2, 3, 4, 5};
  do {
    std::vector<Found> shuffled;
    for (const std::size_t i : order) shuffled.push_back(all[i]);
    resolve_overlaps(shuffled);
    std::vector<std::pair<std::uint32_t, Kind>> kept;
    for (const Found& f : shuffled) kept.emplace_back(f.begin, f.kind);
    REQUIRE(kept == expected);
  } while (std::next_permutation(order.begin(), order.end()));
}
