#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "compress/codec.h"
#include "compress/decompressor.h"
#include "port/files.h"

namespace dsprep::compress {
namespace {

using namespace std::string_view_literals;

// Long enough for every magic number below.
constexpr std::size_t longest_magic = 6;

// Bytes as they are, straight into where they are wanted.
class PlainStream final : public ByteStream {
 public:
  PlainStream(std::unique_ptr<port::InputStream> input, std::string_view begin)
      : input_(std::move(input)), begin_(begin) {}

  Result<std::size_t> read(std::span<char> into) override {
    std::size_t size = begin_.copy(into.data(), into.size());
    begin_.erase(0, size);
    while (size < into.size() && !ended_ && !error_) {
      Result<std::size_t> n = input_->read(into.subspan(size));
      if (n.ok()) {
        ended_ = *n == 0;
        size += *n;
      } else {
        error_ = std::move(n).error();
      }
    }
    position_ += size;
    if (size == 0 && error_) return *error_;
    return size;
  }
  bool damaged() const override { return false; }
  std::uint64_t compressed_position() const override { return position_; }

 private:
  std::unique_ptr<port::InputStream> input_;
  std::string begin_;
  std::optional<Error> error_;
  std::uint64_t position_ = 0;
  bool ended_ = false;
};

// Decodes in blocks of one size, always into the same buffer.
//
// How much of a damaged file comes out before the damage is noticed, and which bytes, depends on how much a library is
// asked for at a time and on what stands before the place it writes to. With one size and one place it depends on the
// file alone.
class BlockwiseStream final : public ByteStream {
 public:
  explicit BlockwiseStream(std::unique_ptr<Decompressor> decompressor)
      : decompressor_(std::move(decompressor)), block_(new char[block_size]()) {}

  Result<std::size_t> read(std::span<char> into) override {
    std::size_t size = 0;
    while (size < into.size()) {
      if (!rest_.empty()) {
        const std::size_t n = rest_.copy(into.data() + size, into.size() - size);
        rest_.remove_prefix(n);
        size += n;
      } else if (ended_) {
        break;
      } else {
        rest_ = {block_.get(), decode(block_.get())};
      }
    }
    if (size == 0 && error_) return *error_;
    return size;
  }
  bool damaged() const override { return damaged_; }
  std::uint64_t compressed_position() const override { return decompressor_->compressed_position(); }

 private:
  static constexpr std::size_t block_size = 256u << 10;

  std::size_t decode(char* into) {
    Decoded decoded = decompressor_->decode({into, block_size});
    error_ = std::move(decoded.error);
    damaged_ = decoded.damaged;
    ended_ = decoded.size < block_size || error_;
    return decoded.size;
  }

  std::unique_ptr<Decompressor> decompressor_;
  std::unique_ptr<char[]> block_;
  std::string_view rest_;       // of the block: decoded, and not delivered yet
  std::optional<Error> error_;  // comes after what was decoded before it, with every read
  bool damaged_ = false, ended_ = false;
};

bool is_gzip(std::string_view begin) { return begin.starts_with("\x1f\x8b"); }

bool is_zstd(std::string_view begin) {
  if (begin.starts_with("\x28\xb5\x2f\xfd")) return true;
  // A skippable frame may come first.
  return begin.size() >= 4 && (begin[0] & '\xf0') == '\x50' && begin.substr(1, 3) == "\x2a\x4d\x18";
}

bool is_bzip2(std::string_view begin) {
  return begin.size() >= 6 && begin.starts_with("BZh") && begin[3] >= '1' && begin[3] <= '9' &&
         (begin.substr(4, 2) == "1A" || begin.substr(4, 2) == "\x17\x72"sv);  // a block, or the end of an empty stream
}

bool is_xz(std::string_view begin) { return begin.starts_with("\xfd\x37\x7a\x58\x5a\0"sv); }
bool is_lz4(std::string_view begin) { return begin.starts_with("\x04\x22\x4d\x18"sv); }

// What we do not read, told before its bytes are taken for text.
std::optional<Error> unsupported(std::string_view begin) {
  struct Other {
    std::string_view magic, name, command;
  };
  static constexpr Other others[] = {{"PK\x03\x04"sv, "zip", "unzip -p"},
                                     {"\x02\x21\x4c\x18"sv, "lz4's old format (lz4 -l)", "lz4 -dc"}};
  for (const Other& other : others)
    if (begin.starts_with(other.magic))
      return failure(std::string(other.name)
                         .append(" is not read directly: pipe it through `")
                         .append(other.command)
                         .append(" FILE`"));
  return std::nullopt;
}

// Null for what is not compressed.
std::unique_ptr<Decompressor> decompressor_of(std::string_view begin, std::unique_ptr<port::InputStream>& input,
                                              std::uint64_t max_window) {
  if (is_gzip(begin)) return gzip_decompressor({std::move(input), begin});
  if (is_zstd(begin)) return zstd_decompressor({std::move(input), begin}, max_window);
  if (is_bzip2(begin)) return bzip2_decompressor({std::move(input), begin});
  if (is_xz(begin)) return xz_decompressor({std::move(input), begin}, max_window);
  if (is_lz4(begin)) return lz4_decompressor({std::move(input), begin});
  return nullptr;
}

class FileBytes final : public port::InputStream {
 public:
  explicit FileBytes(std::unique_ptr<port::ReadFile> file) : file_(std::move(file)) {}
  Result<std::size_t> read(std::span<char> into) override {
    DSPREP_TRY(const std::size_t n, file_->read(position_, into.first(std::min<std::size_t>(into.size(), 1u << 20))));
    position_ += n;
    return n;
  }

 private:
  std::unique_ptr<port::ReadFile> file_;
  std::uint64_t position_ = 0;
};

}  // namespace

Result<OpenedStream> open_stream(std::unique_ptr<port::InputStream> input, std::uint64_t max_window) {
  std::array<char, longest_magic> magic;
  std::size_t size = 0;
  while (size < magic.size()) {
    DSPREP_TRY(const std::size_t n, input->read(std::span(magic).subspan(size)));
    if (n == 0) break;
    size += n;
  }
  const std::string_view begin(magic.data(), size);
  if (auto error = unsupported(begin)) return *std::move(error);
  const Codec codec = is_gzip(begin) ? Codec::gz : is_zstd(begin) ? Codec::zst : Codec::none;
  if (auto decompressor = decompressor_of(begin, input, max_window))
    return OpenedStream{std::make_unique<BlockwiseStream>(std::move(decompressor)), codec};
  return OpenedStream{std::make_unique<PlainStream>(std::move(input), begin), codec};
}

std::unique_ptr<port::InputStream> stream_of(std::unique_ptr<port::ReadFile> file) {
  return std::make_unique<FileBytes>(std::move(file));
}

}  // namespace dsprep::compress
