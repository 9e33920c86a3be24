// bzip2: any number of streams one after the other, each with its checksums.
#include <bzlib.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "compress/compressed_input.h"
#include "compress/decompressor.h"
#include "compress/member_decompressor.h"

namespace dsprep::compress {
namespace {

constexpr std::string_view out_of_memory = "not enough memory: give fewer --threads";

class Bzip2Decompressor final : public MemberDecompressor {
 public:
  explicit Bzip2Decompressor(CompressedInput input) : MemberDecompressor(std::move(input), "bzip2", "stream") {}
  ~Bzip2Decompressor() override { end(); }

 private:
  Status start() override {
    end();
    stream_ = {};
    begun_ = BZ2_bzDecompressInit(&stream_, 0, 0) == BZ_OK;
    if (!begun_) return failure(in_member(out_of_memory));
    return {};
  }

  Step step(std::string_view bytes, std::span<char> into) override {
    constexpr std::size_t most = 1u << 30;  // bzip2 counts in 32 bits
    const auto given = static_cast<unsigned>(std::min(bytes.size(), most));
    const auto room = static_cast<unsigned>(std::min(into.size(), most));
    stream_.next_in = const_cast<char*>(bytes.data());
    stream_.avail_in = given;
    stream_.next_out = into.data();
    stream_.avail_out = room;
    const int result = BZ2_bzDecompress(&stream_);
    Step step;
    step.eaten = given - stream_.avail_in;
    step.written = room - stream_.avail_out;
    switch (result) {
      case BZ_OK: break;
      case BZ_STREAM_END: step.ended = true; break;
      case BZ_MEM_ERROR: step.error = failure(in_member(out_of_memory)); break;
      case BZ_DATA_ERROR_MAGIC: step.damage = "bytes that are no stream"; break;
      default: step.damage = "invalid data or checksum"; break;
    }
    return step;
  }

  void end() {
    if (begun_) BZ2_bzDecompressEnd(&stream_);
    begun_ = false;
  }

  bz_stream stream_{};
  bool begun_ = false;
};

}  // namespace

std::unique_ptr<Decompressor> bzip2_decompressor(CompressedInput input) {
  return std::make_unique<Bzip2Decompressor>(std::move(input));
}

}  // namespace dsprep::compress
