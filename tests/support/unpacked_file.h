// What a file holds, unpacked where it is compressed.
#pragma once

#include <filesystem>
#include <string>

#include "compress/codec.h"
#include "port/files.h"

namespace dsprep::test {

inline std::string unpacked_file(const std::filesystem::path& path) {
  compress::OpenedStream opened = compress::open_stream(port::disk_files().open_stream(path.string()).value()).value();
  std::string bytes;
  for (std::size_t size = 0;;) {
    bytes.resize(size + (1u << 20));
    const std::size_t n = opened.stream->read({bytes.data() + size, 1u << 20}).value();
    bytes.resize(size += n);
    if (n == 0) return bytes;
  }
}

}  // namespace dsprep::test
