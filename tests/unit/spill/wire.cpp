#include "spill/wire.h"

#include <cmath>
#include <limits>

#include "spill/sorted_table.h"
#include "spill/sorter.h"
#include "support/catch.h"
#include "support/memory_bytes.h"

namespace dsprep {
namespace {

TEST_CASE("numbers and texts come back") {
  test::MemorySink sink;
  const std::string text = "文本\0 text", large(3'000'000, 'x');
  REQUIRE(spill::put_u64(sink, 0x0123456789abcdefull).ok());
  REQUIRE(spill::put_double(sink, -0.1).ok());
  REQUIRE(spill::put_text(sink, text).ok());
  REQUIRE(spill::put_text(sink, "").ok());
  REQUIRE(spill::put_text(sink, large).ok());
  CHECK(sink.bytes.substr(0, 8) == "\xef\xcd\xab\x89\x67\x45\x23\x01");
  test::MemorySource source(sink.bytes);
  CHECK(spill::get_u64(source).value() == 0x0123456789abcdefull);
  CHECK(spill::get_double(source).value() == -0.1);
  CHECK(spill::get_text(source).value() == text);
  CHECK(spill::get_text(source).value().empty());
  CHECK(spill::get_text(source).value() == large);
  CHECK(source.at_end());
}

TEST_CASE("a length that lies is an error, not an allocation") {
  test::MemorySink sink;
  REQUIRE(spill::put_u64(sink, 1ull << 31).ok());
  sink.bytes += "abc";
  test::MemorySource source(sink.bytes);
  CHECK_FALSE(spill::get_text(source).ok());
  test::MemorySource again(sink.bytes);
  const auto limited = spill::get_text(again, 100);
  REQUIRE_FALSE(limited.ok());
  CHECK(limited.error().message.find("at most 100") != std::string::npos);
}

TEST_CASE("big-endian numbers order as bytes, and record keys as RecordIds") {
  std::string bytes;
  spill::append_be64(bytes, 0x0102030405060708ull);
  spill::append_be32(bytes, 0x090a0b0cu);
  CHECK(bytes == "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c");
  CHECK(spill::read_be64(bytes) == 0x0102030405060708ull);
  CHECK(spill::read_be32(bytes.substr(8)) == 0x090a0b0cu);
  const RecordId ids[] = {{0, 1, 0}, {0, 1, 1}, {0, 1, 300}, {0, 256, 0}, {0, ~0ull, 0}, {1, 1, 0}, {~0u, ~0ull, ~0u}};
  for (const RecordId& a : ids) {
    CHECK(spill::record_id_of(spill::record_key(a)) == a);
    CHECK(spill::record_key(a).size() == 16);
    for (const RecordId& b : ids) CHECK((a < b) == (spill::record_key(a) < spill::record_key(b)));
  }
}

}  // namespace
}  // namespace dsprep
