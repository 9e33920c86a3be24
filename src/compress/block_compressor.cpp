#include <libdeflate.h>
#include <zstd.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "compress/codec.h"

namespace dsprep::compress {
namespace {

struct FreeZstd {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};
struct FreeDeflate {
  void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
};

// Scratch beyond this is given back: one enormous record should not be paid for until the end of the run.
constexpr std::size_t kept_scratch = 16u << 20;

}  // namespace

struct BlockCompressor::State {
  Codec codec;
  int level;
  std::unique_ptr<ZSTD_CCtx, FreeZstd> zstd;
  std::unique_ptr<libdeflate_compressor, FreeDeflate> deflate;
  std::unique_ptr<char[]> scratch;  // not a string: nobody needs it zeroed
  std::size_t scratch_size = 0;

  char* room_for(std::size_t bytes) {
    if (scratch_size < bytes) {
      scratch.reset(new char[bytes]);
      scratch_size = bytes;
    }
    return scratch.get();
  }
  void give_back() {
    if (scratch_size <= kept_scratch) return;
    scratch.reset();
    scratch_size = 0;
  }

  Status set_up() {
    if (codec == Codec::zst && !zstd) {
      if (level < ZSTD_minCLevel() || level > ZSTD_maxCLevel())
        return usage_error("zst has no level " + std::to_string(level) + ": choose 1 to " +
                           std::to_string(ZSTD_maxCLevel()));
      zstd.reset(ZSTD_createCCtx());
      if (!zstd) return failure("zstd: not enough memory");
      // A checksum costs four bytes a frame and tells a damaged file from a whole one.
      for (const auto& [parameter, value] : {std::pair{ZSTD_c_compressionLevel, level}, {ZSTD_c_checksumFlag, 1}})
        if (const std::size_t result = ZSTD_CCtx_setParameter(zstd.get(), parameter, value); ZSTD_isError(result))
          return failure(std::string("zstd: ") + ZSTD_getErrorName(result));
    }
    if (codec == Codec::gz && !deflate) {
      if (level < 0 || level > 12) return usage_error("gz has no level " + std::to_string(level) + ": choose 1 to 12");
      deflate.reset(libdeflate_alloc_compressor(level));
      if (!deflate) return failure("libdeflate: not enough memory");
    }
    return {};
  }

  Status frame(std::string_view block, std::string& out) {
    DSPREP_CHECK(set_up());
    if (codec == Codec::none) {
      out.append(block);
      return {};
    }
    std::size_t size = 0;
    if (codec == Codec::zst) {
      const std::size_t bound = ZSTD_compressBound(block.size());
      if (ZSTD_isError(bound))
        return failure("zstd: a block of " + std::to_string(block.size()) + " bytes is too large");
      char* into = room_for(bound);
      size = ZSTD_compress2(zstd.get(), into, bound, block.data(), block.size());
      if (ZSTD_isError(size)) return failure(std::string("zstd: ") + ZSTD_getErrorName(size));
    } else {
      const std::size_t bound = libdeflate_gzip_compress_bound(deflate.get(), block.size());
      char* into = room_for(bound);
      size = libdeflate_gzip_compress(deflate.get(), block.data(), block.size(), into, bound);
      if (size == 0) return failure("libdeflate: compression failed");
    }
    out.append(scratch.get(), size);
    give_back();
    return {};
  }
};

BlockCompressor::BlockCompressor(Codec codec, int level) : state_(std::make_unique<State>()) {
  state_->codec = codec;
  state_->level = level;
}
BlockCompressor::~BlockCompressor() = default;
BlockCompressor::BlockCompressor(BlockCompressor&&) noexcept = default;

Status BlockCompressor::compress(std::string_view block, std::string& out) {
  return block.empty() ? Status() : state_->frame(block, out);
}

Status BlockCompressor::empty_frame(std::string& out) { return state_->frame({}, out); }

bool decompress_zst(std::string_view compressed, std::span<char> into) {
  const std::size_t got = ZSTD_decompress(into.data(), into.size(), compressed.data(), compressed.size());
  return !ZSTD_isError(got) && got == into.size();
}

}  // namespace dsprep::compress
