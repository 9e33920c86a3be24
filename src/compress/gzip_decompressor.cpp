// Gzip by ISA-L: any number of members one after the other, each with its checksum and length verified; zeros behind a
// member are the padding of tapes and block devices and pass (as in Python's gzip; gzip itself gives up there),
// anything else is damage.
//
// What ISA-L leaves to us: the header; it reports a file that ends in the middle of a member as nothing to do rather
// than as an error, it stops behind each member, and isal_inflate_reset() does not know where the input stands.
#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "compress/compressed_input.h"
#include "compress/decompressor.h"
#include "compress/gzip_header.h"

namespace dsprep::compress {
namespace {

class GzipDecompressor final : public Decompressor {
 public:
  explicit GzipDecompressor(CompressedInput input)
      : input_(std::move(input)), state_(std::make_unique<inflate_state>()) {
    // Zeroed, though ISA-L does not ask for it: of damaged data it decodes a little with tables that it never filled.
    isal_inflate_init(state_.get());
  }

  Decoded decode(std::span<char> into) override {
    Decoded decoded;
    while (decoded.size < into.size()) {
      if (input_.rest().empty() && !ended_) {
        Result<bool> more = input_.refill();
        if (!more.ok()) return decoded.error = std::move(more).error(), decoded;
        ended_ = !*more;
      }
      if (!in_member_) {
        if (ended_ && input_.rest().empty()) break;
        if (skip_padding()) continue;
        if (input_.rest()[0] != '\x1f') {
          decoded.damage("gzip: neither a member nor padding (byte " + std::to_string(input_.position()) + ")");
          break;
        }
        start_member();
      }
      const bool starved = ended_ && input_.rest().empty();
      const Step step = header_.complete() ? inflate(into.subspan(decoded.size)) : read_header();
      decoded.size += step.written;
      if (step.error) {
        decoded.damage(in_member(step.error));
        break;
      }
      if (state_->block_state == ISAL_BLOCK_FINISH) {
        in_member_ = false;
      } else if (starved && !step.progress) {
        decoded.damage(in_member("the file ends in the middle of the member"));
        break;
      }
    }
    return decoded;
  }

  std::uint64_t compressed_position() const override { return input_.position(); }

 private:
  struct Step {
    std::size_t written;
    bool progress;
    const char* error;
  };

  Step read_header() {
    std::string_view rest = input_.rest();
    const std::size_t before = rest.size();
    const char* error = header_.take(rest);
    input_.consume(before - rest.size());
    return {0, before > rest.size(), error};
  }

  Step inflate(std::span<char> into) {
    const std::string_view rest = input_.rest();
    const auto before = state_->block_state;
    constexpr std::size_t most = 1u << 30;  // ISA-L counts in 32 bits
    const auto room = static_cast<std::uint32_t>(std::min(into.size(), most));
    state_->next_in = const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(rest.data()));
    state_->avail_in = static_cast<std::uint32_t>(rest.size());
    state_->next_out = reinterpret_cast<std::uint8_t*>(into.data());
    state_->avail_out = room;
    const int result = isal_inflate(state_.get());
    const std::size_t written = room - state_->avail_out;
    const char* const error = reason_of(result);
    // After an error ISA-L 2.30 may claim that more input is left than there was.
    const std::size_t eaten = error ? 0 : rest.size() - state_->avail_in;
    input_.consume(eaten);
    return {written, eaten > 0 || written > 0 || state_->block_state != before, error};
  }

  void start_member() {
    member_ = input_.position();
    in_member_ = true;
    header_ = {};
    isal_inflate_reset(state_.get());
    state_->crc_flag = ISAL_GZIP_NO_HDR_VER;  // no header; checksum and length are verified
  }

  // Between members: true where it ate something, so that more input is wanted.
  bool skip_padding() {
    if (member_ == none) return false;  // the first member: open_stream saw its magic number
    const std::string_view rest = input_.rest();
    const std::size_t zeros = std::min(rest.find_first_not_of('\0'), rest.size());
    input_.consume(zeros);
    return zeros > 0;
  }

  static const char* reason_of(int result) {
    switch (result) {
      case ISAL_INVALID_BLOCK: return "invalid block header";
      case ISAL_INVALID_SYMBOL: return "invalid compressed data";
      case ISAL_INVALID_LOOKBACK: return "invalid distance";
      case ISAL_INCORRECT_CHECKSUM: return "invalid checksum";
      default: return result < 0 ? "invalid data" : nullptr;
    }
  }

  std::string in_member(std::string_view what) const {
    return "gzip: " + std::string(what) + " (member at byte " + std::to_string(member_) + ")";
  }

  static constexpr std::uint64_t none = ~std::uint64_t{0};

  CompressedInput input_;
  std::unique_ptr<inflate_state> state_;
  GzipHeader header_;
  std::uint64_t member_ = none;  // where it starts in the file
  bool in_member_ = false, ended_ = false;
};

}  // namespace

std::unique_ptr<Decompressor> gzip_decompressor(CompressedInput input) {
  return std::make_unique<GzipDecompressor>(std::move(input));
}

}  // namespace dsprep::compress
