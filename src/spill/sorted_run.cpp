#include "spill/sorted_run.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "port/files.h"
#include "spill/arena.h"

namespace dsprep::spill {
namespace {

Error wrong_records(const std::string& path) {
  return failure("temporary file " + path +
                 " is damaged: its records are not those that were written (check the disk, or "
                 "choose another with --tmp)");
}

class RunReader : public SortedReader {
 public:
  RunReader(Workspace& workspace, SortedRun run, std::unique_ptr<port::ReadFile> in)
      : held_(workspace), run_(std::move(run)), in_(std::move(in)), left_(run_->records) {
    held_.add(2 * run_block_size(workspace.memory_budget()));
  }

  Result<bool> next(std::string_view& record) override {
    if (at_ == buffer_.block.size()) {
      if (left_ == 0) {
        finish();
        return false;
      }
      DSPREP_CHECK(read_block(*in_, run_->file.path(), buffer_.next, buffer_));
      at_ = 0;
    }
    const std::size_t room = buffer_.block.size() - at_;
    if (left_ == 0 || room < length_size) return wrong_records(run_->file.path());
    record = record_at(buffer_.block.data() + at_);
    if (record.size() > room - length_size) return wrong_records(run_->file.path());
    at_ += length_size + record.size();
    --left_;
    return true;
  }

 private:
  // Gives disk and memory back before the other runs are done.
  void finish() {
    in_.reset();
    run_.reset();
    buffer_ = {};
    at_ = 0;
  }

  MemoryReservation held_;
  std::optional<SortedRun> run_;
  std::unique_ptr<port::ReadFile> in_;
  BlockBuffer buffer_;
  std::size_t at_ = 0;
  std::uint64_t left_;
};

}  // namespace

std::size_t run_block_size(std::uint64_t memory_budget) {
  return static_cast<std::size_t>(std::clamp<std::uint64_t>(memory_budget / 512, 16u << 10, 256u << 10));
}

// A quarter of the budget for the blocks of runs, packed and plain; and no more than a process may open.
std::size_t merge_fan_in(std::uint64_t memory_budget) {
  return static_cast<std::size_t>(
      std::clamp<std::uint64_t>(memory_budget / 4 / (2 * run_block_size(memory_budget)), 4, 256));
}

Result<SortedRunWriter> SortedRunWriter::make(Workspace& workspace) {
  DSPREP_TRY(BlockWriter writer, BlockWriter::make(workspace, "run"));
  return SortedRunWriter(workspace, std::move(writer));
}

SortedRunWriter::SortedRunWriter(Workspace& workspace, BlockWriter writer)
    : writer_(std::move(writer)), held_(workspace), block_size_(run_block_size(workspace.memory_budget())) {
  held_.add(block_size_);
  block_.reserve(block_size_);
}

Status SortedRunWriter::add(std::string_view record) {
  if (!block_.empty() && block_.size() + length_size + record.size() > block_size_) {
    DSPREP_CHECK(writer_.append(block_));
    block_.clear();
  }
  const auto size = static_cast<std::uint32_t>(record.size());
  block_.append(reinterpret_cast<const char*>(&size), length_size);
  block_.append(record);
  ++records_;
  bytes_ += size;
  return {};
}

Result<SortedRun> SortedRunWriter::finish() {
  if (!block_.empty()) DSPREP_CHECK(writer_.append(block_));
  DSPREP_TRY(TemporaryFile file, writer_.finish());
  return SortedRun{std::move(file), records_, bytes_};
}

Result<std::unique_ptr<SortedReader>> read_run(Workspace& workspace, SortedRun run) {
  DSPREP_TRY(std::unique_ptr<port::ReadFile> in, workspace.files().open(run.file.path()));
  return std::make_unique<RunReader>(workspace, std::move(run), std::move(in));
}

Status copy_run(Workspace& workspace, const SortedRun& run, ByteSink& sink) {
  DSPREP_TRY(const std::unique_ptr<port::ReadFile> in, workspace.files().open(run.file.path()));
  std::uint64_t left = run.bytes + length_size * run.records;
  for (BlockBuffer buffer; left > 0;) {
    DSPREP_CHECK(read_block(*in, run.file.path(), buffer.next, buffer));
    if (buffer.block.size() > left) return wrong_records(run.file.path());
    left -= buffer.block.size();
    DSPREP_CHECK(sink.write(buffer.block));
  }
  return {};
}

}  // namespace dsprep::spill
