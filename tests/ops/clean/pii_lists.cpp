// What 0.1 left: numbers beside other numbers, lists without spaces, hosts in two scripts, a key that was cut. How many
// of each kind are found is held in tests/unit/models/pii_*.cpp; here, that the op masks them and leaves the rest.
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

std::string becomes(std::string_view text) {
  const test::RunOp run = run_op("pii", "", record(text));
  REQUIRE(run.error == "");
  return Value(run.output)["text"].text().value_or("(dropped or malformed)");
}

}  // namespace

TEST_CASE("pii: a card beside other numbers") {
  CHECK(becomes("card 4111 1111 1111 1111 12/26 123") == "card <CREDIT_CARD> 12/26 123");
  CHECK(becomes("card 4111 1111 1111 1111 100.00") == "card <CREDIT_CARD> 100.00");
  CHECK(becomes("on 2024-05-17 4111 1111 1111 1111 was charged") == "on 2024-05-17 <CREDIT_CARD> was charged");
  CHECK(becomes("4111 1111 1111 1111 5500 0055 5555 5559") == "<CREDIT_CARD> <CREDIT_CARD>");
  CHECK(becomes("7,4111111111111111,12/26") == "7,<CREDIT_CARD>,12/26");
  CHECK(becomes("card 4111 1111 1111 1111/12/26") == "card <CREDIT_CARD>/12/26");
  CHECK(becomes("卡号４１１１　１１１１　１１１１　１１１１　１２／２６") == "卡号<CREDIT_CARD>　１２／２６");
  CHECK(becomes("JCB 2131 000000 00001") == "JCB <CREDIT_CARD>");
}

TEST_CASE("pii: phones and social security numbers without a space between") {
  CHECK(becomes("tel 415-555-2671/415-555-2672") == "tel <PHONE>/<PHONE>");
  CHECK(becomes("tel 415-555-2671,415-555-2672") == "tel <PHONE>,<PHONE>");
  CHECK(becomes("手机13812345678/13912345678") == "手机<CN_MOBILE>/<CN_MOBILE>");
  CHECK(becomes("手机：13812345678，13912345678、13712345678") == "手机：<CN_MOBILE>，<CN_MOBILE>、<CN_MOBILE>");
  CHECK(becomes("ssn 536-22-1879,536-22-1880") == "ssn <US_SSN>,<US_SSN>");
  CHECK(becomes("ssn 536-22-1879/536-22-1880") == "ssn <US_SSN>/<US_SSN>");
  CHECK(becomes("X-Forwarded-For: 203.0.113.195,70.41.3.18,150.172.238.178") == "X-Forwarded-For: <IP>,<IP>,<IP>");
}

TEST_CASE("pii: addresses at hosts in two scripts") {
  for (const std::string_view address :
       {"info@müller.de", "hola@españa.es", "kontakt@zürich.ch", "jean@café.fr", "a@пример.рф", "a@my例子.com"})
    CHECK(becomes(address) == "<EMAIL>");
}

TEST_CASE("pii: a private key without its end, and lists of every length, in linear time") {
  const std::string key =
      "-----BEGIN RSA PRIVATE "
      "KEY-----\npU3KGCUwux1tEyze1iN7LtkeP3IfyxlxF0SU1kk8nVw0YL4xIB5p/tqg7ui5mX9c\nR95jbA6AbJV7poTWQx+16td";
  CHECK(becomes("config:\n" + key) == "config:\n<PRIVATE_KEY>");
  constexpr std::size_t size = 1'000'000;
  for (const std::string& unit :
       {key + "\n", std::string("4111 1111 1111 1111 "), std::string("1,"), std::string("1/"), std::string("a1/"),
        std::string("a/b1+"), std::string("hf_"), std::string("SG."), std::string("AKIAQ7RZ3M5WNVXP2LTD,"),
        std::string("a@b.com&"), std::string("é.a"), std::string("http://é"), std::string("12345678:A"),
        std::string("13812345678,"), std::string("10.0.0.1-"), std::string("1 - "), std::string("A.c.")}) {
    std::string text;
    while (text.size() < size) text += unit;
    CHECK(run_op("pii", "url = \"mask\"", record(text)).malformed == "");
  }
}
