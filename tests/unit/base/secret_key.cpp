#include "base/secret_key.h"

#include "base/base64url.h"
#include "base/hmac.h"
#include "base/rng.h"
#include "support/catch.h"

using namespace dsprep::base;

TEST_CASE("HMAC-SHA-256: RFC 4231, cases 1 and 2") {
  const auto hex = [](const Mac& mac) {
    std::string text;
    for (const unsigned char byte : mac) {
      text += "0123456789abcdef"[byte >> 4];
      text += "0123456789abcdef"[byte & 15];
    }
    return text;
  };
  CHECK(hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")) ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE("base64url: there and back, and strictly") {
  Rng rng(3);
  for (int i = 0; i < 200; ++i) {
    std::string bytes, text;
    for (std::uint64_t n = rng.below(40); n > 0; --n) bytes += static_cast<char>(rng.next());
    append_base64url(text, bytes);
    CHECK(decode_base64url(text) == bytes);
  }
  std::string text;
  append_base64url(text, "\xfb\xff");
  CHECK(text == "-_8");
  CHECK(decode_base64url("-_9") == std::nullopt);  // the same bytes, written otherwise
  CHECK(decode_base64url("A") == std::nullopt);
  CHECK(decode_base64url("+/8=") == std::nullopt);
  CHECK(decode_base64url("+/8=", true) == "\xfb\xff");
  CHECK(decode_base64url("AA AA") == std::nullopt);
}

TEST_CASE("A key is 32 bytes: hex, base64 or raw") {
  const std::string raw = "0123456789abcdefghijklmnopqrstuv",
                    hex = "303132333435363738396162636465666768696a6b6c6d6e6f70717273747576";
  std::string base64;
  append_base64url(base64, raw);
  for (const std::string& text : {raw, hex, hex + "\n", "  " + hex + "\r\n", base64, base64 + "=\n"}) {
    const auto key = SecretKey::read(text);
    REQUIRE(key.ok());
    CHECK(key->bytes() == raw);
  }
  for (const std::string& text :
       {std::string(), std::string("secret"), raw + "x", hex.substr(2), hex + "00", std::string(64, 'g')}) {
    const auto key = SecretKey::read(text);
    REQUIRE_FALSE(key.ok());
    if (!text.empty()) CHECK(key.error().message.find(text) == std::string::npos);
  }
  const auto key = SecretKey::read(raw);
  CHECK(key->derive("a").bytes() != key->derive("b").bytes());
  CHECK(key->derive("a").bytes() == SecretKey::read(hex)->derive("a").bytes());
}
