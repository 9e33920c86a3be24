// BlockCutter: a stream of ids, cut into blocks of one length. Ids are four bytes each, the least significant first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dsprep::ops::pack {

inline constexpr std::size_t id_size = 4;

inline void append_id(std::uint32_t id, std::string& out) {
  for (unsigned shift = 0; shift < 32; shift += 8) out += static_cast<char>(id >> shift & 0xff);
}
inline std::uint32_t id_at(std::string_view ids, std::size_t at) {
  std::uint32_t id = 0;
  for (unsigned i = id_size; i-- > 0;) id = id << 8 | static_cast<unsigned char>(ids[at + i]);
  return id;
}

// Holds less than one block.
class BlockCutter {
 public:
  explicit BlockCutter(std::size_t length) : block_(length * id_size) {}

  // Appends to `blocks` those that `ids` complete.
  void add(std::string_view ids, std::string& blocks) {
    const std::size_t whole = (held_.size() + ids.size()) / block_ * block_;
    if (whole == 0) {
      held_ += ids;
      return;
    }
    const std::size_t taken = whole - held_.size();
    blocks.append(held_).append(ids.substr(0, taken));
    held_.assign(ids.substr(taken));
    blocks_ += whole / block_;
  }
  std::uint64_t rest() const { return held_.size() / id_size; }  // ids that fill no block
  std::uint64_t blocks() const { return blocks_; }
  // Appends the rest as a last block, with so many ids of padding.
  void finish(std::uint64_t padding, std::uint32_t pad_id, std::string& blocks) {
    blocks += held_;
    for (std::uint64_t i = 0; i < padding; ++i) append_id(pad_id, blocks);
    held_.clear();
    ++blocks_;
  }

 private:
  std::size_t block_;
  std::string held_;
  std::uint64_t blocks_ = 0;
};

}  // namespace dsprep::ops::pack
