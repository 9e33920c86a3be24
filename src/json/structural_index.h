// The structural index of a line: where each bracket, brace, colon and comma outside of strings stands, and where each
// string and other scalar begins. simdjson's first stage finds them at several GB/s, and refuses invalid UTF-8, control
// characters in strings and unclosed strings on the way. This is all dsprep uses of simdjson.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace dsprep::json {

class StructuralIndex {
 public:
  StructuralIndex();
  ~StructuralIndex();
  StructuralIndex(const StructuralIndex&) = delete;

  // False where the line is no JSON, or memory is short. REQUIRES line_padding readable bytes behind the line.
  bool build(std::string_view line);
  // Of the last line built: positions in order; data()[size()] may be read, and is the line's length.
  std::span<const std::uint32_t> positions() const { return positions_; }

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
  std::span<const std::uint32_t> positions_;
};

}  // namespace dsprep::json
