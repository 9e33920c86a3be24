// A ByteSink and a ByteSource on a string in memory, for the save and load of whatever has them.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "dsprep/op.h"

namespace dsprep::test {

class MemorySink : public ByteSink {
 public:
  Status write(std::string_view more) override {
    bytes.append(more);
    return {};
  }
  std::string bytes;
};

class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}
  Status read(std::span<char> into) override {
    if (into.size() > bytes_.size()) return failure("the bytes end");
    std::copy_n(bytes_.data(), into.size(), into.data());
    bytes_.remove_prefix(into.size());
    return {};
  }
  bool at_end() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
};

template <class T>
std::string saved(T& what) {
  MemorySink sink;
  if (!what.save(sink).ok()) return "<cannot save>";
  return sink.bytes;
}

}  // namespace dsprep::test
