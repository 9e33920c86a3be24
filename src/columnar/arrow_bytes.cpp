#include "columnar/arrow_bytes.h"

#include <arrow/buffer.h>

#include <algorithm>

#include "columnar/arrow_border.h"

namespace dsprep::columnar {
namespace {

class ArrowFile final : public arrow::io::RandomAccessFile {
 public:
  explicit ArrowFile(std::shared_ptr<const FileBytes> bytes) : bytes_(std::move(bytes)) {}

  arrow::Result<std::int64_t> GetSize() override { return static_cast<std::int64_t>(bytes_->size()); }
  arrow::Result<std::int64_t> ReadAt(std::int64_t at, std::int64_t size, void* out) override {
    if (at < 0 || size < 0) return arrow::Status::IOError("a read outside of the file");
    std::int64_t done = 0;
    while (done < size) {
      const auto read = bytes_->read(static_cast<std::uint64_t>(at + done),
                                     {static_cast<char*>(out) + done, static_cast<std::size_t>(size - done)});
      if (!read.ok()) return arrow::Status::IOError(read.error().message);
      if (*read == 0) break;
      done += static_cast<std::int64_t>(*read);
    }
    return done;
  }
  arrow::Result<std::shared_ptr<arrow::Buffer>> ReadAt(std::int64_t at, std::int64_t size) override {
    // What a damaged file asks for may be far more than it has.
    const auto whole = static_cast<std::int64_t>(bytes_->size());
    if (at < 0 || size < 0 || at > whole) return arrow::Status::IOError("a read outside of the file");
    ARROW_ASSIGN_OR_RAISE(std::unique_ptr<arrow::ResizableBuffer> buffer,
                          arrow::AllocateResizableBuffer(std::min(size, whole - at), memory_pool()));
    ARROW_ASSIGN_OR_RAISE(const std::int64_t n, ReadAt(at, buffer->size(), buffer->mutable_data()));
    ARROW_RETURN_NOT_OK(buffer->Resize(n, false));
    return std::shared_ptr<arrow::Buffer>(std::move(buffer));
  }
  arrow::Result<std::int64_t> Read(std::int64_t size, void* out) override {
    ARROW_ASSIGN_OR_RAISE(const std::int64_t n, ReadAt(position_, size, out));
    position_ += n;
    return n;
  }
  arrow::Result<std::shared_ptr<arrow::Buffer>> Read(std::int64_t size) override {
    ARROW_ASSIGN_OR_RAISE(auto buffer, ReadAt(position_, size));
    position_ += buffer->size();
    return buffer;
  }
  arrow::Status Seek(std::int64_t position) override {
    position_ = position;
    return arrow::Status::OK();
  }
  arrow::Result<std::int64_t> Tell() const override { return position_; }
  arrow::Status Close() override {
    closed_ = true;
    return arrow::Status::OK();
  }
  bool closed() const override { return closed_; }

 private:
  const std::shared_ptr<const FileBytes> bytes_;
  std::int64_t position_ = 0;
  bool closed_ = false;
};

}  // namespace

std::shared_ptr<arrow::io::RandomAccessFile> arrow_file(std::shared_ptr<const FileBytes> bytes) {
  return std::make_shared<ArrowFile>(std::move(bytes));
}

}  // namespace dsprep::columnar
