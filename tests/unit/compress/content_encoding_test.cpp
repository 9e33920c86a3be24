#include "compress/content_encoding.h"

#include <libdeflate.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "compress/codec.h"
#include "support/catch.h"

namespace dsprep::compress {
namespace {

using namespace std::string_view_literals;
using enum ContentEncoding;

constexpr std::string_view text = "Hello 世界 Hello 世界 Hello 世界 ";

struct Body {
  ContentEncoding encoding;
  std::string_view bytes;
};
// `text`, as gzip, zlib, bare deflate, brotli and zstd make it.
constexpr Body bodies[] = {
    {gzip,
     "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xf3\x48\xcd\xc9\xc9\x57\x78\xb2\x63\xda\xf3\xa9\x3d\x0a\x1e\x38\x39\x00\x69\x9a\xb6\x02\x27\x00\x00\x00"sv},
    {deflate, "\x78\x9c\xf3\x48\xcd\xc9\xc9\x57\x78\xb2\x63\xda\xf3\xa9\x3d\x0a\x1e\x38\x39\x00\x79\x94\x13\x4b"sv},
    {deflate, "\xf3\x48\xcd\xc9\xc9\x57\x78\xb2\x63\xda\xf3\xa9\x3d\x0a\x1e\x38\x39\x00"sv},
    {br, "\x1f\x26\x00\xf8\xa5\x91\xca\xd8\xde\x14\x2b\xc4\x54\x03\xff\xc0\x7a\x53\x02"sv},
    {zstd,
     "\x28\xb5\x2f\xfd\x04\x58\x9d\x00\x00\x68\x48\x65\x6c\x6c\x6f\x20\xe4\xb8\x96\xe7\x95\x8c\x20\x01\x00\x60\xcf\x2f\x3b\xa2\xbf\x17"sv}};

struct Outcome {
  Inflated inflated;
  std::string out;
};

Outcome inflate(std::string_view bytes, ContentEncoding encoding, std::size_t most = 1u << 20) {
  // In memory of its own size, so that a sanitizer sees what reads beyond it.
  const std::unique_ptr<char[]> copy(new char[bytes.size()]);
  bytes.copy(copy.get(), bytes.size());
  Outcome outcome{Inflated::whole, "before "};
  const Result<Inflated> inflated = inflate_body({copy.get(), bytes.size()}, encoding, most, outcome.out);
  REQUIRE(inflated.ok());
  REQUIRE(outcome.out.starts_with("before "));
  outcome.out.erase(0, 7);
  outcome.inflated = *inflated;
  return outcome;
}

// Ten megabytes of one byte, in few bytes.
std::string packed(ContentEncoding encoding) {
  if (encoding == br) return std::string("\x9f\x7f\x96\x98\xf8\x27\x00\xe2\xb1\x40\x20\xc7\x11\x13"sv);
  const std::string zeros(10'000'000, '\0');
  std::string out;
  if (encoding == zstd || encoding == gzip) {
    REQUIRE(BlockCompressor(encoding == zstd ? Codec::zst : Codec::gz, 6).compress(zeros, out).ok());
    return out;
  }
  out.resize(zeros.size());
  libdeflate_compressor* const compressor = ::libdeflate_alloc_compressor(6);
  out.resize(::libdeflate_zlib_compress(compressor, zeros.data(), zeros.size(), out.data(), out.size()));
  ::libdeflate_free_compressor(compressor);
  return out;
}

TEST_CASE("a body is decoded", "[compress]") {
  for (const Body& body : bodies) {
    const Outcome outcome = inflate(body.bytes, body.encoding);
    CHECK(outcome.inflated == Inflated::whole);
    CHECK(outcome.out == text);
    const Outcome with_rest = inflate(std::string(body.bytes) + "\r\n", body.encoding);
    CHECK(with_rest.inflated == Inflated::whole);
    CHECK(with_rest.out == text);
    CHECK(inflate("", body.encoding).inflated == Inflated::whole);
  }
  CHECK(inflate("plain", identity).out == "plain");
  CHECK(inflate(std::string(bodies[0].bytes).append(bodies[0].bytes), gzip).out == std::string(text).append(text));
}

TEST_CASE("a body becomes no more than it may", "[compress]") {
  for (const Body& body : bodies) {
    for (std::size_t most = 0; most < text.size(); ++most) {
      const Outcome outcome = inflate(body.bytes, body.encoding, most);
      CHECK(outcome.inflated == Inflated::too_large);
      CHECK(outcome.out == text.substr(0, most));
    }
    CHECK(inflate(body.bytes, body.encoding, text.size()).inflated == Inflated::whole);
    CHECK(inflate(body.bytes, body.encoding, static_cast<std::size_t>(-1)).inflated == Inflated::whole);
  }
  CHECK(inflate("plain", identity, 3).inflated == Inflated::too_large);
  CHECK(inflate("plain", identity, 3).out == "pla");
  for (const ContentEncoding encoding : {gzip, deflate, br, zstd}) {
    const Outcome bomb = inflate(packed(encoding), encoding, 100'000);
    CHECK(bomb.inflated == Inflated::too_large);
    CHECK(bomb.out.size() == 100'000);
    CHECK(bomb.out.capacity() < 400'000);
    const Outcome allowed = inflate(packed(encoding), encoding, 10'000'000);
    CHECK(allowed.inflated == Inflated::whole);
    CHECK(allowed.out == std::string(10'000'000, '\0'));
  }
}

TEST_CASE("a body that is cut short gives what stands before", "[compress]") {
  for (const Body& body : bodies) {
    for (std::size_t size = 1; size < body.bytes.size(); ++size) {
      INFO(static_cast<int>(body.encoding) << " " << size);
      const Outcome outcome = inflate(body.bytes.substr(0, size), body.encoding);
      CHECK((outcome.inflated == Inflated::cut_short || outcome.inflated == Inflated::not_encoded));
      CHECK(text.starts_with(outcome.out));
      if (size > 4) CHECK(outcome.inflated == Inflated::cut_short);
    }
  }
}

TEST_CASE("a body with a wrong bit crashes nothing", "[compress]") {
  for (const Body& body : bodies)
    for (std::size_t bit = 0; bit < 8 * body.bytes.size(); ++bit) {
      std::string bytes(body.bytes);
      bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
      CHECK(inflate(bytes, body.encoding, 1000).out.size() <= 1000);
    }
}

TEST_CASE("a body that is not encoded at all is told, and nothing of it is decoded", "[compress]") {
  for (const std::string_view plain :
       {"<!DOCTYPE html><html><head><title>这是一个网页</title>"sv, "{\"a\": [1, 2, 3]}"sv, "hello, hello, hello"sv,
        "\xef\xbb\xbf<?xml version='1.0'?>"sv})
    for (const ContentEncoding encoding : {gzip, deflate, br, zstd}) {
      INFO(plain << static_cast<int>(encoding));
      const Outcome outcome = inflate(plain, encoding);
      CHECK(outcome.inflated == Inflated::not_encoded);
      CHECK(outcome.out.empty());
    }
}

TEST_CASE("content encodings have names", "[compress]") {
  CHECK(content_encoding_named("gzip") == gzip);
  CHECK(content_encoding_named("X-GZip") == gzip);
  CHECK(content_encoding_named("deflate") == deflate);
  CHECK(content_encoding_named("br") == br);
  CHECK(content_encoding_named("zstd") == zstd);
  CHECK(content_encoding_named("identity") == identity);
  CHECK(content_encoding_named("") == identity);
  CHECK(!content_encoding_named("compress"));
  CHECK(!content_encoding_named("gzip, br"));
}

}  // namespace
}  // namespace dsprep::compress
