#include "spill/block_file.h"

#include <lz4.h>

#include <array>
#include <cstring>
#include <span>
#include <utility>

#include "base/hash.h"

namespace dsprep::spill {
namespace {

constexpr std::size_t write_at_once = 1u << 20;

struct Header {
  std::uint64_t size, packed_size, packing, checksum;  // this machine's byte order: the file does not leave it
};
enum Packing : std::uint64_t { plain = 0, lz4 = 1 };

std::uint64_t checksum_of(const Header& header, std::string_view packed) {
  return base::hash64(packed, base::mix(base::mix(header.size, header.packed_size), header.packing));
}

Error cannot_write(Error error) {
  return std::move(error).within(
      "cannot write a temporary file (free some space, choose another directory with --tmp, or "
      "raise --memory)");
}

Error damaged(const std::string& path, std::uint64_t offset) {
  return failure("temporary file " + path + " is damaged at byte " + std::to_string(offset) +
                 ": it is not what was written (check the disk, or choose another with --tmp)");
}

Status read_exactly(const port::ReadFile& file, const std::string& path, std::uint64_t offset, std::span<char> into) {
  while (!into.empty()) {
    DSPREP_TRY(const std::size_t n, file.read(offset, into));
    if (n == 0) return damaged(path, offset);
    offset += n;
    into = into.subspan(n);
  }
  return {};
}

}  // namespace

Result<TemporaryFile> TemporaryFile::make(Workspace& workspace, std::string_view stem) {
  DSPREP_TRY(std::string path, workspace.new_path(stem));
  return TemporaryFile(workspace, std::move(path));
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : workspace_(other.workspace_), path_(std::exchange(other.path_, {})) {}

TemporaryFile& TemporaryFile::operator=(TemporaryFile&& other) noexcept {
  std::swap(workspace_, other.workspace_);
  std::swap(path_, other.path_);
  return *this;
}

TemporaryFile::~TemporaryFile() {
  if (!path_.empty()) workspace_->remove(path_);
}

Result<BlockWriter> BlockWriter::make(Workspace& workspace, std::string_view stem) {
  DSPREP_TRY(TemporaryFile file, TemporaryFile::make(workspace, stem));
  auto out = workspace.files().create(file.path());
  if (!out.ok()) return cannot_write(std::move(out).error());
  return BlockWriter(workspace, std::move(file), std::move(out).value());
}

BlockWriter::BlockWriter(Workspace& workspace, TemporaryFile file, std::unique_ptr<port::WriteFile> out)
    : held_(workspace), file_(std::move(file)), out_(std::move(out)) {}

Status BlockWriter::flush() {
  if (pending_.empty()) return {};
  Status written = out_->append(pending_);
  pending_.clear();
  if (!written.ok()) return cannot_write(std::move(written).error());
  return {};
}

void pack_block(std::string_view block, std::string& out) {
  const std::size_t begin = out.size();
  Header header{block.size(), block.size(), plain, 0};
  if (block.size() <= LZ4_MAX_INPUT_SIZE) {
    const int bound = LZ4_compressBound(static_cast<int>(block.size()));
    out.resize(begin + sizeof header + static_cast<std::size_t>(bound));
    const int packed =
        LZ4_compress_default(block.data(), out.data() + begin + sizeof header, static_cast<int>(block.size()), bound);
    if (packed > 0 && static_cast<std::size_t>(packed) < block.size() - block.size() / 16) {
      header.packed_size = static_cast<std::uint64_t>(packed);
      header.packing = lz4;
    }
  }
  if (header.packing == plain) {
    out.resize(begin + sizeof header);
    out.append(block);
  }
  out.resize(begin + sizeof header + static_cast<std::size_t>(header.packed_size));
  header.checksum = checksum_of(header, std::string_view(out).substr(begin + sizeof header));
  std::memcpy(out.data() + begin, &header, sizeof header);
}

Status BlockWriter::append(std::string_view block) {
  const std::size_t begin = pending_.size();
  pack_block(block, pending_);
  position_ += pending_.size() - begin;
  if (pending_.capacity() > held_.bytes()) held_.add(pending_.capacity() - held_.bytes());
  return pending_.size() >= write_at_once ? flush() : Status();
}

Result<TemporaryFile> BlockWriter::finish() {
  DSPREP_CHECK(flush());
  if (Status closed = out_->close(); !closed.ok()) return cannot_write(std::move(closed).error());
  out_.reset();
  return std::move(file_);
}

Status read_block(const port::ReadFile& file, const std::string& path, std::uint64_t offset, BlockBuffer& buffer) {
  std::array<char, sizeof(Header)> head;
  DSPREP_CHECK(read_exactly(file, path, offset, head));
  Header header;
  std::memcpy(&header, head.data(), sizeof header);
  const std::uint64_t body = offset + sizeof header;
  if (header.packed_size > file.size() || body > file.size() - header.packed_size) return damaged(path, offset);
  if (buffer.packed.size() < header.packed_size) buffer.packed.resize(static_cast<std::size_t>(header.packed_size));
  const std::span<char> packed(buffer.packed.data(), static_cast<std::size_t>(header.packed_size));
  DSPREP_CHECK(read_exactly(file, path, body, packed));
  if (checksum_of(header, {packed.data(), packed.size()}) != header.checksum) return damaged(path, offset);
  buffer.next = body + header.packed_size;
  if (header.packing == plain) {
    buffer.block = {packed.data(), packed.size()};
    return {};
  }
  if (buffer.plain.size() < header.size) buffer.plain.resize(static_cast<std::size_t>(header.size));
  const int size = LZ4_decompress_safe(packed.data(), buffer.plain.data(), static_cast<int>(packed.size()),
                                       static_cast<int>(header.size));
  if (size < 0 || static_cast<std::uint64_t>(size) != header.size) return damaged(path, offset);
  buffer.block = {buffer.plain.data(), static_cast<std::size_t>(size)};
  return {};
}

}  // namespace dsprep::spill
