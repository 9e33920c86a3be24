#include "port/files.h"

#include <cerrno>

#include "port/os_error.h"

namespace dsprep::port {
namespace {

// Reads to the end whatever size was announced: files grow, and those of /proc claim to be empty.
template <class Read>
Result<std::string> read_to_end(std::size_t expected, Read read) {
  std::string bytes(expected + 1, '\0');
  std::size_t size = 0;
  for (;;) {
    if (size == bytes.size()) bytes.resize(bytes.size() * 2 + 4096);
    DSPREP_TRY(const std::size_t n, read(size, std::span(bytes.data() + size, bytes.size() - size)));
    if (n == 0) break;
    size += n;
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace

Result<FileInfo> Files::stat(const std::string& path) {
  DSPREP_TRY(const std::optional<FileInfo> info, find(path));
  if (!info) return os_error("read", path, ENOENT);
  return *info;
}

Result<bool> Files::has(const std::string& path) {
  DSPREP_TRY(const std::optional<FileInfo> info, find(path));
  return info.has_value();
}

Result<std::string> Files::read_all(const std::string& path) {
  DSPREP_TRY(const FileInfo info, stat(path));
  if (info.kind == FileInfo::Kind::other) {
    DSPREP_TRY(const auto stream, open_stream(path));
    return read_to_end(4095, [&](std::size_t, std::span<char> into) { return stream->read(into); });
  }
  DSPREP_TRY(const auto file, open(path));
  return read_to_end(file->size(), [&](std::size_t offset, std::span<char> into) { return file->read(offset, into); });
}

Error Files::of_named(const std::string& path, Error error) {
  const auto info = find(path);
  if (info.ok() && (!*info || (*info)->kind == FileInfo::Kind::directory)) error.kind = Error::Kind::usage;
  return error;
}

Status Files::write_atomically(const std::string& path, std::string_view bytes) {
  const std::string temporary = temporary_name(path);
  const auto write = [&]() -> Status {
    DSPREP_TRY(const auto file, create(temporary));
    DSPREP_CHECK(file->append(bytes));
    DSPREP_CHECK(file->sync());
    DSPREP_CHECK(file->close());
    DSPREP_CHECK(rename(temporary, path));
    return {};
  };
  if (Status status = write(); !status.ok()) {
    (void)remove(temporary);  // what failed is told; half a file helps nobody
    return status;
  }
  return sync_directory(parent_of(path));
}

}  // namespace dsprep::port
