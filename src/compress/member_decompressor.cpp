#include "compress/member_decompressor.h"

#include <algorithm>

namespace dsprep::compress {

Decoded MemberDecompressor::decode(std::span<char> into) {
  Decoded decoded;
  while (decoded.size < into.size()) {
    if (input_.rest().empty() && !ended_) {
      Result<bool> more = input_.refill();
      if (!more.ok()) return decoded.error = std::move(more).error(), decoded;
      ended_ = !*more;
    }
    if (!in_member_) {
      if (skip_padding()) continue;
      if (input_.rest().empty()) break;
      begin_ = input_.position();
      in_member_ = true;
      if (Status started = start(); !started.ok()) return decoded.error = std::move(started).error(), decoded;
    }
    const bool starved = ended_ && input_.rest().empty();
    Step step = this->step(input_.rest(), into.subspan(decoded.size));
    input_.consume(step.eaten);
    decoded.size += step.written;
    if (step.error) return decoded.error = std::move(step.error), decoded;
    if (!step.damage.empty()) {
      decoded.damage(in_member(step.damage));
      break;
    }
    if (step.ended) {
      in_member_ = false;
    } else if (starved && step.written == 0) {
      decoded.damage(in_member("the file ends in the middle of the " + std::string(member_)));
      break;
    }
  }
  return decoded;
}

std::string MemberDecompressor::in_member(std::string_view what) const {
  return std::string(codec_)
      .append(": ")
      .append(what)
      .append(" (")
      .append(member_)
      .append(" at byte ")
      .append(std::to_string(begin_))
      .append(")");
}

// True where it ate something, so that more input is wanted.
bool MemberDecompressor::skip_padding() {
  const std::string_view rest = input_.rest();
  const std::size_t zeros = std::min(rest.find_first_not_of('\0'), rest.size());
  input_.consume(zeros);
  return zeros > 0;
}

}  // namespace dsprep::compress
