// ByteHash: XXH3-128 of bytes as they pass.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace dsprep::io {

// Not thread-safe. Equal to base::hash128 of all that was added.
class ByteHash {
 public:
  ByteHash();
  ~ByteHash();
  void add(std::string_view bytes);
  std::string digest() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dsprep::io
