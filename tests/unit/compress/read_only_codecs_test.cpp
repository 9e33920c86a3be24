// bzip2, xz and lz4, which are read and not written: what their own libraries make is read.
#include <bzlib.h>
#include <lz4frame.h>
#include <lzma.h>

#include <string>
#include <string_view>

#include "compress/codec.h"
#include "support/byte_streams.h"
#include "support/catch.h"

namespace dsprep::compress {
namespace {

std::string bzip2(std::string_view bytes) {
  std::string out(bytes.size() + bytes.size() / 50 + 1000, '\0');
  auto size = static_cast<unsigned>(out.size());
  REQUIRE(BZ2_bzBuffToBuffCompress(out.data(), &size, const_cast<char*>(bytes.data()),
                                   static_cast<unsigned>(bytes.size()), 1, 0, 0) == BZ_OK);
  out.resize(size);
  return out;
}

std::string xz(std::string_view bytes, std::uint32_t dictionary = 1u << 20) {
  lzma_options_lzma options;
  REQUIRE(lzma_lzma_preset(&options, 0) == 0);
  options.dict_size = dictionary;
  lzma_filter filters[] = {{LZMA_FILTER_LZMA2, &options}, {LZMA_VLI_UNKNOWN, nullptr}};
  std::string out(lzma_stream_buffer_bound(bytes.size()), '\0');
  std::size_t size = 0;
  REQUIRE(lzma_stream_buffer_encode(filters, LZMA_CHECK_CRC32, nullptr,
                                    reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(),
                                    reinterpret_cast<std::uint8_t*>(out.data()), &size, out.size()) == LZMA_OK);
  out.resize(size);
  return out;
}

std::string lz4(std::string_view bytes) {
  LZ4F_preferences_t preferences{};
  preferences.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled;
  std::string out(LZ4F_compressFrameBound(bytes.size(), &preferences), '\0');
  out.resize(LZ4F_compressFrame(out.data(), out.size(), bytes.data(), bytes.size(), &preferences));
  return out;
}

struct ReadCodec {
  std::string name;
  std::string (*make)(std::string_view);
};
const ReadCodec codecs[] = {{"bzip2", bzip2}, {"xz", [](std::string_view bytes) { return xz(bytes); }}, {"lz4", lz4}};

TEST_CASE("bzip2, xz and lz4 are read, in members and in pieces of any size") {
  for (const ReadCodec& codec : codecs) {
    INFO(codec.name);
    for (const std::size_t size : {0, 1, 100, 300'000, 1'000'000}) {
      const std::string text = some_text(size, 7), file = codec.make(text);
      const Drained drained = drain(input_of(file, 1000));
      CHECK(drained.error.empty());
      CHECK((drained.bytes == text));
      CHECK(drained.codec == Codec::none);
      CHECK(drained.position == file.size());
    }
    const std::string one = some_text(5000, 1), two = some_text(70'000, 2);
    const std::string padding(8, '\0');
    for (const std::string& file :
         {codec.make(one) + codec.make("") + codec.make(two), codec.make(one) + padding + codec.make(two) + padding})
      for (const std::size_t most : {1, 7, 4096, 1 << 20}) {
        const Drained drained = drain(input_of(file, most, most), 1 + most / 3);
        CHECK(drained.error.empty());
        CHECK((drained.bytes == one + two));
      }
    CHECK(drain(input_of(codec.make(""))).bytes.empty());
    CHECK(drain(input_of(codec.make(""))).error.empty());
  }
}

TEST_CASE("a file that ends in the middle is damaged, at whatever byte") {
  const std::string text = some_text(600, 3);
  for (const ReadCodec& codec : codecs) {
    const std::string file = codec.make(text) + codec.make("the second\n");
    const std::size_t first = codec.make(text).size();
    for (std::size_t size = 6; size < file.size(); ++size) {
      const Drained drained = drain(input_of(file.substr(0, size), 50));
      INFO(codec.name << " " << size);
      CHECK((text + "the second\n").starts_with(drained.bytes));
      if (size == first) {
        CHECK(drained.error.empty());
      } else {
        CHECK(drained.damaged);
        CHECK(drained.error.find(codec.name + ": the file ends in the middle of the ") == 0);
        if (size > first) CHECK(drained.error.find(" at byte " + std::to_string(first) + ")") != drained.error.npos);
      }
    }
  }
}

TEST_CASE("a wrong bit is damage, or changes nothing that was kept") {
  const std::string text = some_text(200, 4);
  for (const ReadCodec& codec : codecs) {
    const std::string file = codec.make(text);
    for (std::size_t bit = 0; bit < 8 * file.size(); ++bit) {
      std::string flipped = file;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
      const Drained drained = drain(input_of(flipped, 64));
      INFO(codec.name << " bit " << bit);
      // Without its magic number it is another file; a bit that nobody reads harms nobody.
      if (drained.error.empty()) CHECK((drained.bytes == text || drained.bytes == flipped));
      else CHECK((drained.damaged || bit / 8 < 6 || drained.error.find("--max-window") != drained.error.npos));
    }
  }
}

TEST_CASE("bytes behind the last member are damage") {
  for (const ReadCodec& codec : codecs) {
    const Drained drained = drain(input_of(codec.make("kept\n") + "rubbish, and more of it"));
    CHECK(drained.bytes == "kept\n");
    CHECK(drained.damaged);
  }
}

TEST_CASE("an xz stream that needs more memory than allowed says how much to allow") {
  const std::string text = some_text(1000, 5), file = xz(text, 64u << 20);
  auto refused = open_stream(input_of(file), 16u << 20);
  std::string buffer(4096, '\0');
  const auto read = refused->stream->read(buffer);
  REQUIRE(!read.ok());
  CHECK_FALSE(refused->stream->damaged());
  CHECK(read.error().message.starts_with("xz: the stream needs 64"));
  CHECK(read.error().message.find("are allowed: give --max-window 64M where") != std::string::npos);
  auto allowed = open_stream(input_of(file), 64u << 20);
  CHECK(*allowed->stream->read(buffer) == 1000);
  CHECK((drain(input_of(xz(text, 100u << 20))).bytes == text));  // what --max-window allows unless told otherwise
}

TEST_CASE("text that begins like a magic number is text") {
  for (const std::string text : {"BZh is a name\n", "BZh9 and so on\n", "BZh", "\xfd 7zXZ"})
    CHECK(drain(input_of(text)).bytes == text);
}

}  // namespace
}  // namespace dsprep::compress
