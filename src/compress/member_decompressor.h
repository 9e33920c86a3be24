// MemberDecompressor: the loop of codecs whose files are members (streams, frames) one after the other. Private to the
// room.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "compress/compressed_input.h"
#include "compress/decompressor.h"

namespace dsprep::compress {

// A codec says what one call of its library gave. Zeros between members are the padding of tapes and block devices, and
// pass; anything else there is a member, or damage.
class MemberDecompressor : public Decompressor {
 public:
  Decoded decode(std::span<char> into) final;
  std::uint64_t compressed_position() const final { return input_.position(); }

 protected:
  struct Step {
    std::size_t eaten = 0, written = 0;
    bool ended = false;          // the member, with its checksums
    std::string damage;          // why it cannot be decoded
    std::optional<Error> error;  // what is no fault of the data
  };

  // `codec`, `member`: their names, for messages.
  MemberDecompressor(CompressedInput input, std::string_view codec, std::string_view member)
      : input_(std::move(input)), codec_(codec), member_(member) {}

  virtual Status start() = 0;  // a member begins
  virtual Step step(std::string_view bytes, std::span<char> into) = 0;

  // "xz: WHAT (stream at byte 0)"
  std::string in_member(std::string_view what) const;

 private:
  bool skip_padding();

  CompressedInput input_;
  const std::string_view codec_, member_;
  std::uint64_t begin_ = 0;  // of the member, in the file
  bool in_member_ = false, ended_ = false;
};

}  // namespace dsprep::compress
