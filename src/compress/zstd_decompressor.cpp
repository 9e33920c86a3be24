// Zstandard: any number of frames one after the other, skippable ones among them.
#include <zstd.h>
#include <zstd_errors.h>

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

namespace dsprep::compress {
namespace {

// The window a frame asks for, from the first bytes of its header (RFC 8878, 3.1.1); 0 where they do not say.
std::uint64_t window_of(std::string_view header) {
  if (header.size() < 6 || (header[4] & 0x20) != 0) return 0;  // one segment: as large as its content
  const auto byte = static_cast<unsigned char>(header[5]);
  const std::uint64_t base = std::uint64_t{1} << (10 + (byte >> 3));
  return base + base / 8 * (byte & 7);
}

struct FreeZstd {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

constexpr std::string_view out_of_memory = "zstd: not enough memory: give fewer --threads";

class ZstdDecompressor final : public Decompressor {
 public:
  ZstdDecompressor(CompressedInput input, std::uint64_t max_window)
      : input_(std::move(input)), context_(ZSTD_createDCtx()), max_window_(max_window) {
    if (context_)
      (void)ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax,
                                   static_cast<int>(std::bit_width(max_window)) - 1);
  }

  Decoded decode(std::span<char> into) override {
    Decoded decoded;
    if (!context_) return decoded.error = failure(std::string(out_of_memory)), decoded;
    while (decoded.size < into.size()) {
      if (input_.rest().empty() && !ended_) {
        Result<bool> more = input_.refill();
        if (!more.ok()) return decoded.error = std::move(more).error(), decoded;
        ended_ = !*more;
      }
      const std::string_view rest = input_.rest();
      if (!in_frame_) {
        if (rest.empty()) break;
        frame_ = input_.position();
        window_ = window_of(rest);
        in_frame_ = true;
      }
      ZSTD_inBuffer in{rest.data(), rest.size(), 0};
      ZSTD_outBuffer out{into.data(), into.size(), decoded.size};
      const std::size_t result = ZSTD_decompressStream(context_.get(), &out, &in);
      input_.consume(in.pos);
      const bool progress = in.pos > 0 || out.pos > decoded.size;
      decoded.size = out.pos;
      if (ZSTD_isError(result)) {
        tell(result, decoded);
        break;
      }
      if (result == 0) {
        in_frame_ = false;
      } else if (ended_ && rest.empty() && !progress) {
        decoded.damage("zstd: the file ends in the middle of the frame" + at_frame());
        break;
      }
    }
    return decoded;
  }

  std::uint64_t compressed_position() const override { return input_.position(); }

 private:
  std::string at_frame() const { return " (frame at byte " + std::to_string(frame_) + ")"; }

  // A frame that we may not or cannot hold is whole all the same.
  void tell(std::size_t result, Decoded& decoded) const {
    switch (ZSTD_getErrorCode(result)) {
      case ZSTD_error_frameParameter_windowTooLarge:
        if (window_ > largest_window)
          return decoded.damage("zstd: the frame asks for a window of " + base::format_size(window_) + at_frame());
        decoded.error = too_large();
        return;
      case ZSTD_error_memory_allocation: decoded.error = failure(std::string(out_of_memory) + at_frame()); return;
      case ZSTD_error_dictionary_wrong:
        return decoded.damage("zstd: the frame needs a dictionary" + at_frame() +
                              ": pipe it through `zstd -dc -D DICTIONARY FILE`");
      case ZSTD_error_prefix_unknown: return decoded.damage("zstd: bytes that are no frame" + at_frame());
      case ZSTD_error_checksum_wrong: return decoded.damage("zstd: invalid checksum" + at_frame());
      default: return decoded.damage("zstd: " + std::string(ZSTD_getErrorName(result)) + at_frame());
    }
  }

  Error too_large() const {
    const std::string needs = window_ > 0 ? base::format_size(window_) : "more than " + base::format_size(max_window_);
    const std::uint64_t enough = std::min(std::bit_ceil(std::max(window_, max_window_ + 1)), largest_window);
    return failure("zstd: the frame needs a window of " + needs + at_frame() + ", and " +
                   base::format_size(max_window_) + " are allowed: give --max-window " + std::to_string(enough >> 20) +
                   "M where there is the memory, or pipe it through `zstd -dc --long=31 FILE`");
  }

  CompressedInput input_;
  std::unique_ptr<ZSTD_DCtx, FreeZstd> context_;
  const std::uint64_t max_window_;
  std::uint64_t frame_ = 0;   // where it starts in the file
  std::uint64_t window_ = 0;  // what it asks for, where known
  bool in_frame_ = false, ended_ = false;
};

}  // namespace

std::unique_ptr<Decompressor> zstd_decompressor(CompressedInput input, std::uint64_t max_window) {
  return std::make_unique<ZstdDecompressor>(std::move(input), max_window);
}

}  // namespace dsprep::compress
