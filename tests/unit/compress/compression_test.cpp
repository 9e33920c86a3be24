#include <libdeflate.h>
#include <zstd.h>

#include <string>

#include "base/hash.h"
#include "base/hex.h"
#include "support/byte_streams.h"
#include "support/catch.h"

namespace dsprep::compress {
namespace {

std::string frame(Codec codec, std::string_view bytes, int level = 3) {
  std::string out;
  BlockCompressor compressor(codec, level);
  REQUIRE(compressor.compress(bytes, out).ok());
  return out;
}

std::string empty_frame(Codec codec) {
  std::string out;
  REQUIRE(BlockCompressor(codec, 3).empty_frame(out).ok());
  return out;
}

std::string crc_bytes(std::uint32_t value) {
  return {static_cast<char>(value), static_cast<char>(value >> 8), static_cast<char>(value >> 16),
          static_cast<char>(value >> 24)};
}

// A member with all a header may hold: extra field, name, comment, header checksum. Its data is stored.
std::string decorated_member(std::string_view bytes) {
  std::string header("\x1f\x8b\x08\x1e\x01\x02\x03\x04\x00\x03", 10);
  header += std::string(
      "\x06\x00"
      "AB\x02\x00xy",
      8);
  header += std::string("name.jsonl\0", 11) + std::string("a comment\0", 10);
  const auto checksum = ::libdeflate_crc32(0, header.data(), header.size());
  header += crc_bytes(checksum).substr(0, 2);
  const auto length = static_cast<std::uint16_t>(bytes.size());
  std::string body("\x01", 1);
  for (const int value : {int{length}, ~int{length}}) {
    body += static_cast<char>(value);
    body += static_cast<char>(value >> 8);
  }
  body += bytes;
  return header + body + crc_bytes(::libdeflate_crc32(0, bytes.data(), bytes.size())) + crc_bytes(length);
}

// What another library than the one that reads makes of a member.
std::string inflated_by_libdeflate(const std::string& member) {
  std::string out(1u << 20, '\0');
  libdeflate_decompressor* decompressor = ::libdeflate_alloc_decompressor();
  std::size_t size = 0;
  const auto result =
      ::libdeflate_gzip_decompress(decompressor, member.data(), member.size(), out.data(), out.size(), &size);
  ::libdeflate_free_decompressor(decompressor);
  REQUIRE(result == LIBDEFLATE_SUCCESS);
  out.resize(size);
  return out;
}

}  // namespace

TEST_CASE("codecs have names, extensions and versions") {
  for (const Codec codec : {Codec::none, Codec::gz, Codec::zst}) {
    CHECK(codec_named(name_of(codec)) == codec);
    CHECK(codec_of_path("a.jsonl" + std::string(extension_of(codec))) == codec);
    CHECK_FALSE(codec_version(codec).empty());
  }
  CHECK_FALSE(codec_named("bz2"));
  CHECK(codec_of_path("a.gz.jsonl") == Codec::none);
  CHECK(codec_for_records_of("a.jsonl.gz") == Codec::gz);
  CHECK(codec_for_records_of("a.jsonl") == Codec::none);
  for (const std::string extension : {".bz2", ".xz", ".lz4"}) {
    CHECK(compressed_extension("a.jsonl" + extension) == extension);
    CHECK(codec_of_path("a.jsonl" + extension) == Codec::none);
    CHECK(codec_for_records_of("a.jsonl" + extension) == Codec::zst);
  }
  CHECK(default_level(Codec::zst) == 3);
  CHECK(default_level(Codec::gz) == 6);
  CHECK(codec_version(Codec::zst) == std::string("zstd ") + ZSTD_versionString());
}

TEST_CASE("what is compressed in blocks comes back, however it is cut up") {
  const std::string text = some_text(700'000, 1);
  for (const Codec codec : {Codec::none, Codec::gz, Codec::zst}) {
    BlockCompressor compressor(codec, default_level(codec));
    std::string file;
    base::Rng rng(2);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t n = std::min<std::size_t>(1 + rng.below(100'000), text.size() - at);
      REQUIRE(compressor.compress(std::string_view(text).substr(at, n), file).ok());
      REQUIRE(compressor.compress("", file).ok());
      if (rng.below(4) == 0) REQUIRE(compressor.empty_frame(file).ok());
      at += n;
    }
    for (const std::size_t most : {std::size_t{7}, std::size_t{5000}, std::size_t{1} << 20})
      for (const std::size_t block : {std::size_t{1} << 20, std::size_t{64'001}, std::size_t{97}}) {
        const Drained drained = drain(input_of(file, most), block);
        CHECK(drained.error.empty());
        CHECK(drained.codec == codec);
        CHECK((drained.bytes == text));
        CHECK(drained.position == file.size());
      }
  }
}

TEST_CASE("one byte in, one byte out") {
  const std::string text = some_text(3000, 3);
  for (const Codec codec : {Codec::none, Codec::gz, Codec::zst}) {
    const std::string file = frame(codec, text) + empty_frame(codec) + frame(codec, text);
    const Drained drained = drain(input_of(file, 1), 1);
    CHECK(drained.error.empty());
    CHECK((drained.bytes == text + text));
  }
}

TEST_CASE("the border of an input block may lie anywhere between two members") {
  constexpr std::size_t border = 256u << 10;  // of what is read at a time, behind the magic number
  base::Rng rng(12);
  std::string noise(border + 100, '\0');
  for (char& c : noise) c = static_cast<char>(rng.below(256));
  const std::string text = some_text(300, 13);
  for (const Codec codec : {Codec::gz, Codec::zst}) {
    const std::size_t overhead = frame(codec, noise).size() - noise.size();
    const std::string next = frame(codec, text);
    for (std::size_t shift = 0; shift < 80; ++shift) {
      const std::string first = noise.substr(0, border + 40 - overhead - shift);
      const Drained drained = drain(input_of(frame(codec, first) + next + next), 1u << 20);
      CHECK(drained.error == "");
      CHECK((drained.bytes == first + text + text));
    }
  }
}

TEST_CASE("empty inputs are empty") {
  CHECK(drain(input_of("")).error.empty());
  CHECK(drain(input_of("")).bytes.empty());
  for (const Codec codec : {Codec::gz, Codec::zst}) {
    const Drained drained = drain(input_of(empty_frame(codec)));
    CHECK(drained.codec == codec);
    CHECK(drained.error.empty());
    CHECK(drained.bytes.empty());
  }
  CHECK(empty_frame(Codec::none).empty());
  CHECK(frame(Codec::zst, "").empty());
}

TEST_CASE("inputs shorter than a magic number are plain") {
  for (const std::string text : {"\x1f", "\x28\xb5\x2f", "a", "{}\n", "\n"}) {
    const Drained drained = drain(input_of(text, 1));
    CHECK(drained.codec == Codec::none);
    CHECK(drained.bytes == text);
    CHECK(drained.position == text.size());
  }
}

TEST_CASE("blocks: the same bytes from a new compressor and a used one") {
  const std::string a = some_text(300'000, 4), b = some_text(200'000, 5);
  for (const Codec codec : {Codec::gz, Codec::zst}) {
    BlockCompressor used(codec, default_level(codec));
    std::string first, second;
    REQUIRE(used.compress(a, first).ok());
    REQUIRE(used.compress(b, second).ok());
    CHECK((first == frame(codec, a, default_level(codec))));
    CHECK((second == frame(codec, b, default_level(codec))));
  }
  const std::string member = frame(Codec::gz, a, 6);
  CHECK(member.substr(4, 4) == std::string(4, '\0'));  // no time in it
  CHECK((inflated_by_libdeflate(member) == a));
}

TEST_CASE("a level that does not exist is an error") {
  std::string out;
  CHECK_FALSE(BlockCompressor(Codec::gz, 13).compress("x", out).ok());
  CHECK_FALSE(BlockCompressor(Codec::zst, 99).compress("x", out).ok());
  CHECK(out.empty());
}

TEST_CASE("a gzip header may hold anything the format allows, cut anywhere") {
  const std::string file =
      decorated_member("first\n") + frame(Codec::gz, "second\n") + decorated_member("") + decorated_member("third\n");
  for (const std::size_t most : {1, 2, 3, 1000}) {
    const Drained drained = drain(input_of(file, most), 5);
    CHECK(drained.error == "");
    CHECK(drained.bytes == "first\nsecond\nthird\n");
  }
}

TEST_CASE("a gzip header that is none, or damaged, is refused") {
  const auto error_of = [](std::size_t at, int value) {
    std::string file = decorated_member("x\n");
    file[at] = static_cast<char>(value);
    return drain(input_of(file, 4)).error;
  };
  CHECK(error_of(2, 7) == "gzip: unknown compression method (member at byte 0)");
  CHECK(error_of(3, 0x3e) == "gzip: unknown flags in the header (member at byte 0)");
  CHECK(error_of(4, 0x7f) == "gzip: invalid checksum of the header (member at byte 0)");
  CHECK(error_of(20, 'N') == "gzip: invalid checksum of the header (member at byte 0)");
  CHECK(error_of(39, 0) == "gzip: invalid checksum of the header (member at byte 0)");
}

TEST_CASE("zstd frames may be skippable, without size, with a long window") {
  const std::string skippable("\x5a\x2a\x4d\x18\x03\x00\x00\x00xyz", 11);
  const std::string text = some_text(50'000, 6);
  Drained drained = drain(input_of(skippable + frame(Codec::zst, text) + skippable, 9));
  CHECK(drained.codec == Codec::zst);
  CHECK(drained.error.empty());
  CHECK((drained.bytes == text));

  const auto with_window = [&](int log) {
    ZSTD_CCtx* context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, log);
    ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
    std::string out(ZSTD_compressBound(text.size()) + 64, '\0');
    ZSTD_inBuffer in{text.data(), text.size(), 0};
    ZSTD_outBuffer to{out.data(), out.size(), 0};
    while (in.pos < in.size) ZSTD_compressStream2(context, &to, &in, ZSTD_e_continue);  // the size stays unknown
    while (ZSTD_compressStream2(context, &to, &in, ZSTD_e_end) != 0) {
    }
    ZSTD_freeCCtx(context);
    out.resize(to.pos);
    return out;
  };
  drained = drain(input_of(with_window(23)));
  CHECK(drained.error.empty());
  CHECK((drained.bytes == text));
  // More than is allowed: the file is whole, and the limit can be raised.
  for (const int log : {28, 31}) {
    const std::string size = log == 28 ? "256 MiB" : "2 GiB", option = log == 28 ? "256M" : "2048M";
    drained = drain(input_of(with_window(log)));
    CHECK(drained.error == "zstd: the frame needs a window of " + size +
                               " (frame at byte 0), and 128 MiB are allowed: give --max-window " + option +
                               " where there is the memory, or pipe it through `zstd -dc --long=31 FILE`");
    CHECK_FALSE(drained.damaged);
  }
  std::string buffer(text.size() + 1, ' ');
  auto allowed = open_stream(input_of(with_window(28)), 256u << 20);
  CHECK((allowed->stream->read(buffer).value() == text.size() && buffer.starts_with(text)));
  // What no limit allows is no window but damage.
  std::string broken = with_window(23);
  broken[5] = '\xb8';
  drained = drain(input_of(broken));
  CHECK(drained.error == "zstd: the frame asks for a window of 8 GiB (frame at byte 0)");
  CHECK(drained.damaged);
}

TEST_CASE("every truncation is damage, and what comes before it is good") {
  const std::string text = some_text(2000, 7);
  for (const Codec codec : {Codec::gz, Codec::zst}) {
    const std::string first = frame(codec, text), file = first + frame(codec, "more\n");
    for (std::size_t size = 6; size < file.size(); ++size) {
      const Drained drained = drain(input_of(file.substr(0, size), 50), 64);
      INFO(name_of(codec) << " cut to " << size << ": " << drained.error);
      CHECK((text + "more\n").starts_with(drained.bytes));
      if (size == first.size()) {
        CHECK(drained.error.empty());
      } else {
        CHECK(drained.damaged);
        CHECK(drained.error.find(": the file ends in the middle of the ") != std::string::npos);
        CHECK(
            drained.error.find(size < first.size() ? "at byte 0)" : "at byte " + std::to_string(first.size()) + ")") !=
            std::string::npos);
      }
    }
  }
}

TEST_CASE("every flipped bit ends well") {
  const std::string text = some_text(400, 8);
  for (const Codec codec : {Codec::gz, Codec::zst}) {
    const std::string file = frame(codec, text);
    std::size_t unnoticed = 0;
    for (std::size_t bit = 0; bit < file.size() * 8; ++bit) {
      std::string broken = file;
      broken[bit / 8] = static_cast<char>(broken[bit / 8] ^ (1 << (bit % 8)));
      const Drained drained = drain(input_of(broken, 100), 64);
      unnoticed += drained.error.empty() && drained.codec == codec && drained.bytes != text;
    }
    CHECK(unnoticed == 0);
  }
}

TEST_CASE("how much comes out before damage is a function of the file alone") {
  const std::string text = some_text(900'000, 10);
  base::Rng rng(11);
  for (const Codec codec : {Codec::gz, Codec::zst})
    for (int round = 0; round < 40; ++round) {
      std::string file = frame(codec, text.substr(0, 10'000 + rng.below(800'000)));
      for (int i = 0; i < 3; ++i) file[30 + rng.below(file.size() - 30)] = static_cast<char>(rng.below(256));
      const Drained whole = drain(input_of(file), 1u << 20);
      const Drained pieces = drain(input_of(file, 3000), 1 + rng.below(100'000));
      CHECK((pieces.bytes == whole.bytes));
      CHECK(pieces.error == whole.error);
    }
}

TEST_CASE("damage is named with its place") {
  const std::string member = frame(Codec::gz, "hello\n");
  std::string broken = member + member;
  broken[broken.size() - 6] = static_cast<char>(broken[broken.size() - 6] ^ 1);
  const Drained drained = drain(input_of(broken));
  CHECK(drained.bytes == "hello\nhello\n");
  CHECK(drained.error == "gzip: invalid checksum (member at byte " + std::to_string(member.size()) + ")");

  std::string zst = frame(Codec::zst, "hello\n");
  zst.back() = static_cast<char>(zst.back() ^ 1);
  CHECK(drain(input_of(zst)).error == "zstd: invalid checksum (frame at byte 0)");
}

TEST_CASE("a disk that fails is no damage, whatever the codec") {
  const std::string text = some_text(300'000, 12);
  for (const Codec codec : {Codec::none, Codec::gz, Codec::zst}) {
    std::string file;
    REQUIRE(BlockCompressor(codec, 1).compress(text, file).ok());
    for (const std::size_t size : {file.size() / 2, file.size() - 1, file.size()}) {
      INFO(name_of(codec) << " fails at " << size);
      const Drained drained =
          drain(std::make_unique<PiecewiseInput>(file.substr(0, size), 1u << 20, 1, failure("cannot read it")));
      CHECK(drained.error == "cannot read it");
      CHECK_FALSE(drained.damaged);
      CHECK((text.starts_with(drained.bytes)));
    }
    CHECK_FALSE(open_stream(std::make_unique<PiecewiseInput>("", 1, 1, failure("cannot read it"))).ok());
  }
}

TEST_CASE("behind a gzip member zeros are padding and all else is damage") {
  const std::string member = frame(Codec::gz, "hello\n");
  CHECK(drain(input_of(member + std::string(600'000, '\0'))).error.empty());
  CHECK(drain(input_of(member + std::string(1, '\0'))).error.empty());
  CHECK(drain(input_of(member + "garbage")).error ==
        "gzip: neither a member nor padding (byte " + std::to_string(member.size()) + ")");
  CHECK(drain(input_of(member + "\x1fgarbage, longer than a header")).error ==
        "gzip: invalid header (member at byte " + std::to_string(member.size()) + ")");
  CHECK(drain(input_of(member + std::string(10, '\0') + "x", 3)).error ==
        "gzip: neither a member nor padding (byte " + std::to_string(member.size() + 10) + ")");
  // As Python's gzip: members may follow padding, and be padded again.
  for (const std::size_t zeros : {std::size_t{1}, std::size_t{10}, std::size_t{512}, std::size_t{600'000}}) {
    const Drained padded =
        drain(input_of(member + std::string(zeros, '\0') + member + std::string(zeros, '\0') + member + '\0', 700));
    CHECK(padded.bytes == "hello\nhello\nhello\n");
    CHECK(padded.error.empty());
  }
  CHECK(drain(input_of(member + std::string(10, '\0') + member.substr(0, 5))).damaged);
  const std::string zst = frame(Codec::zst, "hello\n");
  CHECK(drain(input_of(zst + "garbage")).error ==
        "zstd: bytes that are no frame (frame at byte " + std::to_string(zst.size()) + ")");
}

TEST_CASE("an error stays, and comes after the bytes before it") {
  auto opened = open_stream(std::make_unique<PiecewiseInput>("0123456789", 100, 1, failure("cannot read x: it broke")));
  REQUIRE(opened.ok());
  char into[16];
  CHECK(opened->stream->read(into).value() == 10);
  CHECK(opened->stream->read(into).error().message == "cannot read x: it broke");
  CHECK(opened->stream->read(into).error().message == "cannot read x: it broke");
  CHECK_FALSE(open_stream(std::make_unique<PiecewiseInput>("", 1, 1, failure("no"))).ok());
  const std::string member = frame(Codec::gz, "hello\n");
  auto gz = open_stream(std::make_unique<PiecewiseInput>(member, 9, 1, Error{Error::Kind::interrupted, "stop"}));
  CHECK(gz->stream->read(into).value() == 6);
  CHECK(gz->stream->read(into).error().kind == Error::Kind::interrupted);
}

TEST_CASE("compressions that we do not read are named") {
  struct Case {
    std::string begin, name;
  };
  for (const Case& c : {Case{"PK\x03\x04zip", "zip"}, {"\x02\x21\x4c\x18", "lz4's old format (lz4 -l)"}}) {
    const Drained drained = drain(input_of(c.begin));
    CHECK(drained.error.starts_with(c.name + " is not read directly: pipe it through `"));
  }
  CHECK(drain(input_of("BZh is a name\n")).error.empty());
}

}  // namespace dsprep::compress
