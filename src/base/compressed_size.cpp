#include "base/compressed_size.h"

#include <zstd.h>

#include <array>

namespace dsprep::base {

struct CompressedSize::State {
  explicit State(int level) : context(ZSTD_createCCtx()) {
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level);
    ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 0);
  }
  ~State() { ZSTD_freeCCtx(context); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  ZSTD_CCtx* context;
  std::array<char, 1 << 17> out;  // read by nobody
};

CompressedSize::CompressedSize(int level) : state_(std::make_unique<State>(level)) {}
CompressedSize::~CompressedSize() = default;
CompressedSize::CompressedSize(CompressedSize&&) noexcept = default;
CompressedSize& CompressedSize::operator=(CompressedSize&&) noexcept = default;

std::size_t CompressedSize::of(std::string_view bytes) {
  ZSTD_CCtx* const context = state_->context;
  if (context == nullptr) return 0;
  ZSTD_CCtx_reset(context, ZSTD_reset_session_only);
  ZSTD_CCtx_setPledgedSrcSize(context, bytes.size());  // the level's tables are fitted to the size
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  std::size_t size = 0, left = 0;
  do {
    ZSTD_outBuffer out{state_->out.data(), state_->out.size(), 0};
    left = ZSTD_compressStream2(context, &out, &in, ZSTD_e_end);
    if (ZSTD_isError(left)) return 0;
    size += out.pos;
  } while (left != 0);
  return size;
}

}  // namespace dsprep::base
