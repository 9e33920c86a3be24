// Zstandard: any number of frames one after the other, skippable ones among them.
#include <zstd.h>
#include <zstd_errors.h>

#include <string>

#include "io/decompressor.h"

namespace dsprep::io {
namespace {

// What the zstd program accepts unless told otherwise: a frame may ask for more memory than anybody has.
constexpr int window_log_max = 27;

struct FreeZstd {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

class ZstdDecompressor final : public Decompressor {
 public:
  explicit ZstdDecompressor(CompressedInput input) : input_(std::move(input)), context_(ZSTD_createDCtx()) {
    if (context_) (void)ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, window_log_max);
  }

  Decoded decode(std::span<char> into) override {
    Decoded decoded;
    if (!context_) return decoded.error = failure("zstd: not enough memory"), decoded;
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
        in_frame_ = true;
      }
      ZSTD_inBuffer in{rest.data(), rest.size(), 0};
      ZSTD_outBuffer out{into.data(), into.size(), decoded.size};
      const std::size_t result = ZSTD_decompressStream(context_.get(), &out, &in);
      input_.consume(in.pos);
      const bool progress = in.pos > 0 || out.pos > decoded.size;
      decoded.size = out.pos;
      if (ZSTD_isError(result)) {
        decoded.error = damage(result);
        break;
      }
      if (result == 0) {
        in_frame_ = false;
      } else if (ended_ && rest.empty() && !progress) {
        decoded.error = failure("zstd: the file ends in the middle of the frame" + at_frame());
        break;
      }
    }
    return decoded;
  }

  std::uint64_t compressed_position() const override { return input_.position(); }

 private:
  std::string at_frame() const { return " (frame at byte " + std::to_string(frame_) + ")"; }

  Error damage(std::size_t result) const {
    switch (ZSTD_getErrorCode(result)) {
      case ZSTD_error_frameParameter_windowTooLarge:
        return failure("zstd: the frame needs a window of more than 128 MiB" + at_frame() +
                       ": pipe it through `zstd -dc --long=31 FILE`");
      case ZSTD_error_prefix_unknown: return failure("zstd: bytes that are no frame" + at_frame());
      case ZSTD_error_checksum_wrong: return failure("zstd: invalid checksum" + at_frame());
      case ZSTD_error_dictionary_wrong:
        return failure("zstd: the frame needs a dictionary" + at_frame() +
                       ": pipe it through `zstd -dc -D DICTIONARY FILE`");
      default: return failure("zstd: " + std::string(ZSTD_getErrorName(result)) + at_frame());
    }
  }

  CompressedInput input_;
  std::unique_ptr<ZSTD_DCtx, FreeZstd> context_;
  std::uint64_t frame_ = 0;  // where it starts in the file
  bool in_frame_ = false, ended_ = false;
};

}  // namespace

std::unique_ptr<Decompressor> zstd_decompressor(CompressedInput input) {
  return std::make_unique<ZstdDecompressor>(std::move(input));
}

}  // namespace dsprep::io
