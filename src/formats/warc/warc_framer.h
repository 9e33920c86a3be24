// WarcFramer: the records of a WARC file as frames. A frame begins behind the version line, with the fields of the
// header; it ends behind the block, or with the header where the type has nothing that could be a record of ours.
//
// Content-Length says where a block ends. Whether that is true is seen there: two line ends and the next version line,
// or the end of the file, have to follow. Where they do not, the frame goes on to the next version line, and the
// decoder tells by its size what is wrong. So that a record that was cut short takes none of its neighbours along,
// version lines within a block are looked for as well: from the first one on the bytes are read as records by a second
// framer, whose findings count where the end of the block turns out to be none.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/format.h"
#include "formats/warc/version_line.h"

namespace dsprep::formats::warc {

class WarcFramer final : public Framer {
 public:
  std::uint64_t frame(std::string_view bytes, std::uint64_t at, std::vector<FrameBounds>& found) override;
  Status finish(std::uint64_t at, std::vector<FrameBounds>& found) override;
  void limit(std::uint64_t longest) override { longest_ = longest; }
  bool leaves() const override;

 private:
  enum class State : std::uint8_t {
    between,    // where a record may begin
    version,    // in what may be a version line
    fields,     // in a header
    block,      // in its block
    separator,  // in the two line ends behind it
    loose,      // in what stands there instead: white space, what may be a version line
    lost,       // in bytes that are no record, or more of one than there should be
  };

  const char* between(const char* p, const char* end);
  const char* version(const char* p, const char* end);
  const char* fields(const char* p, const char* end, std::vector<FrameBounds>& found);
  const char* block(const char* p, const char* end, std::vector<FrameBounds>& found);
  const char* separator(const char* p, const char* end, std::vector<FrameBounds>& found);
  const char* loose(const char* p, const char* end, std::vector<FrameBounds>& found);
  const char* lost(const char* p, const char* end, std::vector<FrameBounds>& found);

  void begin_record(std::uint64_t begin);
  void begin_block(std::uint64_t at, std::vector<FrameBounds>& found);
  void end_record(std::uint64_t end, std::vector<FrameBounds>& found);
  void show_second(const char* from, const char* to);
  void forget_second();
  void adopt_second(std::vector<FrameBounds>& found);
  std::uint64_t under_way(std::uint64_t at) const;
  bool too_long() const { return block_end_ - begin_ > longest_; }
  std::uint64_t place(const char* p) const { return at_ + static_cast<std::uint64_t>(p - first_); }

  // Of this call: bytes at first_ stand at at_ in the shard.
  const char* first_ = nullptr;
  std::uint64_t at_ = 0;

  std::uint64_t longest_ = std::uint64_t{1} << 62;
  State state_ = State::between;
  std::uint64_t begin_ = 0;      // of the record under way
  std::uint64_t block_end_ = 0;  // as its header has it
  bool shown_ = true;            // its block belongs to its frame
  std::string header_;           // as far as it has been seen
  std::size_t line_begin_ = 0;   // in header_
  VersionLine version_;
  std::size_t separator_ = 0;  // bytes of it that have been seen
  std::size_t spaces_ = 0;     // that stand there instead

  bool may_look_twice_ = true;
  std::unique_ptr<WarcFramer> second_;  // reads on from a version line within the block
  std::uint64_t second_begin_ = 0;
  std::vector<FrameBounds> second_found_;
};

}  // namespace dsprep::formats::warc
