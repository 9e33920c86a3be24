// xz: any number of streams one after the other, each with its checksums. The dictionary that a stream asks for is
// memory: no more than --max-window.
#include <lzma.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/human.h"
#include "compress/codec.h"
#include "compress/compressed_input.h"
#include "compress/decompressor.h"
#include "compress/member_decompressor.h"

namespace dsprep::compress {
namespace {

class XzDecompressor final : public MemberDecompressor {
 public:
  XzDecompressor(CompressedInput input, std::uint64_t max_window)
      : MemberDecompressor(std::move(input), "xz", "stream"), max_window_(max_window) {}
  ~XzDecompressor() override { lzma_end(&stream_); }

 private:
  // What liblzma takes beside the dictionary.
  static constexpr std::uint64_t overhead = 1u << 20;

  Status start() override {
    // Other than LZMA_OK is lack of memory: the arguments are always the same.
    if (lzma_stream_decoder(&stream_, max_window_ + overhead, 0) != LZMA_OK) return out_of_memory();
    return {};
  }

  Step step(std::string_view bytes, std::span<char> into) override {
    stream_.next_in = reinterpret_cast<const std::uint8_t*>(bytes.data());
    stream_.avail_in = bytes.size();
    stream_.next_out = reinterpret_cast<std::uint8_t*>(into.data());
    stream_.avail_out = into.size();
    const lzma_ret result = lzma_code(&stream_, LZMA_RUN);
    Step step;
    step.eaten = bytes.size() - stream_.avail_in;
    step.written = into.size() - stream_.avail_out;
    switch (result) {
      case LZMA_OK:
      case LZMA_BUF_ERROR: break;  // nothing to be done without more input
      case LZMA_STREAM_END: step.ended = true; break;
      case LZMA_MEM_ERROR: step.error = out_of_memory(); break;
      case LZMA_MEMLIMIT_ERROR: too_large(step); break;
      case LZMA_FORMAT_ERROR: step.damage = "bytes that are no stream"; break;
      case LZMA_OPTIONS_ERROR: step.damage = "unsupported options, or invalid data"; break;
      default: step.damage = "invalid data or checksum"; break;
    }
    return step;
  }

  Error out_of_memory() const { return failure(in_member("not enough memory: give fewer --threads")); }

  // A stream that we may not hold is whole all the same; one that nobody can hold is not.
  void too_large(Step& step) const {
    const std::uint64_t needs = lzma_memusage(&stream_);
    if (needs > largest_window + overhead) {
      step.damage = "the stream asks for " + base::format_size(needs) + " of memory";
      return;
    }
    const std::uint64_t enough = std::min(std::bit_ceil(needs - overhead), largest_window);
    step.error =
        failure(in_member("the stream needs " + base::format_size(needs) + " of memory") + ", and " +
                base::format_size(max_window_) + " are allowed: give --max-window " + std::to_string(enough >> 20) +
                "M where there is the memory, or pipe it through `xz -dc FILE`");
  }

  lzma_stream stream_ = LZMA_STREAM_INIT;
  const std::uint64_t max_window_;
};

}  // namespace

std::unique_ptr<Decompressor> xz_decompressor(CompressedInput input, std::uint64_t max_window) {
  return std::make_unique<XzDecompressor>(std::move(input), max_window);
}

}  // namespace dsprep::compress
