#include <algorithm>
#include <array>
#include <utility>

#include "io/codec.h"
#include "io/decompressor.h"

namespace dsprep::io {
namespace {

using namespace std::string_view_literals;

// Long enough for every magic number below.
constexpr std::size_t longest_magic = 6;

// Bytes as they are, straight into where they are wanted.
class PlainBytes final : public Decompressor {
 public:
  PlainBytes(std::unique_ptr<port::InputStream> input, std::string_view begin)
      : input_(std::move(input)), begin_(begin) {}

  Decoded decode(std::span<char> into) override {
    if (!begin_.empty()) {
      const std::size_t n = begin_.copy(into.data(), into.size());
      begin_.erase(0, n);
      position_ += n;
      return {n, std::nullopt};
    }
    Result<std::size_t> n = input_->read(into);
    if (!n.ok()) return {0, std::move(n).error()};
    position_ += *n;
    return {*n, std::nullopt};
  }
  std::uint64_t compressed_position() const override { return position_; }

 private:
  std::unique_ptr<port::InputStream> input_;
  std::string begin_;
  std::uint64_t position_ = 0;
};

// Fills the caller's buffer; what came before an error is delivered first, the error with every read after it.
class DecompressedStream final : public ByteStream {
 public:
  explicit DecompressedStream(std::unique_ptr<Decompressor> decompressor) : decompressor_(std::move(decompressor)) {}

  Result<std::size_t> read(std::span<char> into) override {
    std::size_t size = 0;
    while (size < into.size() && !ended_ && !error_) {
      Decoded decoded = decompressor_->decode(into.subspan(size));
      size += decoded.size;
      ended_ = decoded.size == 0 && !decoded.error;
      error_ = std::move(decoded.error);
    }
    if (size == 0 && error_) return *error_;
    return size;
  }
  std::uint64_t compressed_position() const override { return decompressor_->compressed_position(); }

 private:
  std::unique_ptr<Decompressor> decompressor_;
  std::optional<Error> error_;
  bool ended_ = false;
};

bool is_gzip(std::string_view begin) { return begin.starts_with("\x1f\x8b"); }

bool is_zstd(std::string_view begin) {
  if (begin.starts_with("\x28\xb5\x2f\xfd")) return true;
  // A skippable frame may come first.
  return begin.size() >= 4 && (begin[0] & '\xf0') == '\x50' && begin.substr(1, 3) == "\x2a\x4d\x18";
}

// What we do not read, told before its bytes are taken for text.
std::optional<Error> unsupported(std::string_view begin) {
  struct Other { std::string_view magic, name, command; };
  static constexpr Other others[] = {{"BZh?1A"sv, "bzip2", "bzip2 -dc"},  // '?' is the level
                                     {"\xfd\x37\x7a\x58\x5a\0"sv, "xz", "xz -dc"},
                                     {"\x04\x22\x4d\x18"sv, "lz4", "lz4 -dc"},
                                     {"PK\x03\x04"sv, "zip", "unzip -p"}};
  const auto matches = [&](std::string_view magic) {
    return begin.size() >= magic.size() &&
           std::equal(magic.begin(), magic.end(), begin.begin(), [](char m, char b) { return m == b || m == '?'; });
  };
  for (const Other& other : others)
    if (matches(other.magic))
      return failure(std::string(other.name).append(" is not read directly: pipe it through `").append(other.command)
                         .append(" FILE`"));
  return std::nullopt;
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

Result<OpenedStream> open_stream(std::unique_ptr<port::InputStream> input) {
  std::array<char, longest_magic> magic;
  std::size_t size = 0;
  while (size < magic.size()) {
    DSPREP_TRY(const std::size_t n, input->read(std::span(magic).subspan(size)));
    if (n == 0) break;
    size += n;
  }
  const std::string_view begin(magic.data(), size);
  if (auto error = unsupported(begin)) return *std::move(error);
  std::unique_ptr<Decompressor> decompressor;
  Codec codec = Codec::none;
  if (is_gzip(begin)) {
    codec = Codec::gz;
    decompressor = gzip_decompressor({std::move(input), begin});
  } else if (is_zstd(begin)) {
    codec = Codec::zst;
    decompressor = zstd_decompressor({std::move(input), begin});
  } else {
    decompressor = std::make_unique<PlainBytes>(std::move(input), begin);
  }
  return OpenedStream{std::make_unique<DecompressedStream>(std::move(decompressor)), codec};
}

std::unique_ptr<port::InputStream> stream_of(std::unique_ptr<port::ReadFile> file) {
  return std::make_unique<FileBytes>(std::move(file));
}

}  // namespace dsprep::io
