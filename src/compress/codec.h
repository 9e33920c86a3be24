// Compression: streams in, independent frames out.
//
// Reading: plain, gzip (ISA-L), zstd, bzip2, xz and lz4, any number of members one after the other, by the first bytes
// rather than the name. Writing, gzip and zstd: each block a frame (zstd) or a member (gzip, libdeflate) of its own, so
// that workers compress in parallel and the bytes depend on block borders only. Third-party errors end here.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dsprep/result.h"
#include "port/files.h"

namespace dsprep::compress {

enum class Codec : std::uint8_t { none, gz, zst };
std::string_view name_of(Codec codec);       // "none", "gz", "zst"
std::string_view extension_of(Codec codec);  // "", ".gz", ".zst"
std::optional<Codec> codec_named(std::string_view name);
Codec codec_of_path(std::string_view path);  // by its last extension
// The extension of a compression that is read: ".gz", ".zst", ".bz2", ".xz", ".lz4"; "" where the path has none.
std::string_view compressed_extension(std::string_view path);
// How the records of a file of that name are written where nobody says: as it is, and compressed with zstd where that
// compression is only read.
Codec codec_for_records_of(std::string_view path);
int default_level(Codec codec);          // zst 3, gz 6
std::string codec_version(Codec codec);  // "zstd 1.5.4", for the manifest

// Decompressed bytes in order. Not thread-safe.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  // Fills as much as it can; 0 only at the end. What was delivered before an error is good.
  virtual Result<std::size_t> read(std::span<char> into) = 0;
  // After an error: is it the data's? Damaged data stays damaged, however often it is read. Any other error is the
  // world's (a disk that fails, memory, a limit), and another try may well succeed.
  virtual bool damaged() const = 0;
  virtual std::uint64_t compressed_position() const = 0;  // bytes of the file consumed, for progress and for the hash
};

// What the zstd program accepts unless told otherwise: a frame may ask for more memory than anybody has.
constexpr std::uint64_t usual_window = 128u << 20;
constexpr std::uint64_t largest_window = 2ull << 30;

// Opens a shard's bytes: detects the codec by magic number. An empty input is an empty plain stream. zip is refused by
// name, with the command that decompresses it; so is a zstd frame or an xz stream that needs more than `max_window`
// bytes of memory for what it refers back to.
struct OpenedStream {
  std::unique_ptr<ByteStream> stream;
  Codec codec = Codec::none;  // none for compressions that are only read, too
};
Result<OpenedStream> open_stream(std::unique_ptr<port::InputStream> input, std::uint64_t max_window = usual_window);
// A file's bytes in order as an InputStream, at most 1 MiB a read, without a buffer of its own.
std::unique_ptr<port::InputStream> stream_of(std::unique_ptr<port::ReadFile> file);

// Compresses whole blocks. One per worker: keeps its scratch.
class BlockCompressor {
 public:
  BlockCompressor(Codec codec, int level);
  ~BlockCompressor();
  BlockCompressor(BlockCompressor&&) noexcept;
  // Appends `block` as one frame or member to `out` (for none: the bytes). An empty block appends nothing.
  Status compress(std::string_view block, std::string& out);
  // One frame of nothing, for a file that would otherwise be no valid file.
  Status empty_frame(std::string& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A zstd frame whose size is known beforehand. False: it is damaged, or not of that size.
bool decompress_zst(std::string_view compressed, std::span<char> into);

}  // namespace dsprep::compress
