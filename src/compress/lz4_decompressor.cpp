// LZ4 frames: any number of them one after the other, skippable ones among them. What a frame has of checksums is
// verified.
#include <lz4frame.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "compress/compressed_input.h"
#include "compress/decompressor.h"
#include "compress/member_decompressor.h"

namespace dsprep::compress {
namespace {

struct FreeLz4 {
  void operator()(LZ4F_dctx* context) const { LZ4F_freeDecompressionContext(context); }
};

class Lz4Decompressor final : public MemberDecompressor {
 public:
  explicit Lz4Decompressor(CompressedInput input) : MemberDecompressor(std::move(input), "lz4", "frame") {}

 private:
  Status start() override {
    if (context_) {
      LZ4F_resetDecompressionContext(context_.get());
      return {};
    }
    LZ4F_dctx* context = nullptr;
    if (LZ4F_isError(LZ4F_createDecompressionContext(&context, LZ4F_VERSION)))
      return failure(in_member("not enough memory: give fewer --threads"));
    context_.reset(context);
    return {};
  }

  Step step(std::string_view bytes, std::span<char> into) override {
    std::size_t room = into.size(), given = bytes.size();
    const std::size_t result = LZ4F_decompress(context_.get(), into.data(), &room, bytes.data(), &given, nullptr);
    Step step;
    if (LZ4F_isError(result)) {
      step.damage = std::string("invalid data (") + LZ4F_getErrorName(result) + ")";
      return step;
    }
    step.eaten = given;
    step.written = room;
    step.ended = result == 0;
    return step;
  }

  std::unique_ptr<LZ4F_dctx, FreeLz4> context_;
};

}  // namespace

std::unique_ptr<Decompressor> lz4_decompressor(CompressedInput input) {
  return std::make_unique<Lz4Decompressor>(std::move(input));
}

}  // namespace dsprep::compress
