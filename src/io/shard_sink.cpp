#include "io/shard_sink.h"

#include <cassert>

#include "io/byte_hash.h"

namespace dsprep::io {

struct ShardSink::State {
  port::Files* files = nullptr;  // null: an open stream, where nothing is renamed
  std::string root, path;
  std::unique_ptr<port::WriteFile> file;  // null: not created yet, or parked
  bool created = false;
  ByteHash hash;
  std::uint64_t bytes = 0, records = 0;

  std::string final_path() const { return port::join(root, path); }
  std::string temporary_path() const { return port::temporary_name(final_path()); }

  Status open() {
    if (file) return {};
    assert(files && "finished");
    if (created) {
      DSPREP_TRY(file, files->reopen(temporary_path()));
      return {};
    }
    DSPREP_CHECK(files->make_directories(port::parent_of(final_path())));
    DSPREP_TRY(file, files->create(temporary_path()));
    created = true;
    return {};
  }

  WrittenFile written() const { return {path, bytes, records, hash.digest()}; }
};

ShardSink::ShardSink(port::Files& files, std::string root, std::string path) : state_(std::make_unique<State>()) {
  state_->files = &files;
  state_->root = std::move(root);
  state_->path = std::move(path);
}

ShardSink::ShardSink(std::unique_ptr<port::WriteFile> stream, std::string name) : state_(std::make_unique<State>()) {
  state_->file = std::move(stream);
  state_->path = std::move(name);
}

ShardSink::~ShardSink() = default;

Status ShardSink::append(std::string_view bytes, std::uint64_t records) {
  DSPREP_CHECK(state_->open());
  DSPREP_CHECK(state_->file->append(bytes));
  state_->file->write_behind();
  state_->hash.add(bytes);
  state_->bytes += bytes.size();
  state_->records += records;
  return {};
}

Result<WrittenFile> ShardSink::finish(const std::function<Status(const WrittenFile&)>& before_rename) {
  DSPREP_CHECK(state_->open());
  DSPREP_CHECK(state_->file->sync());
  DSPREP_CHECK(state_->file->close());
  state_->file.reset();
  WrittenFile written = state_->written();
  if (before_rename) DSPREP_CHECK(before_rename(written));
  if (state_->files) {
    const std::string final_path = state_->final_path();
    DSPREP_CHECK(state_->files->rename(state_->temporary_path(), final_path));
    DSPREP_CHECK(state_->files->sync_directory(port::parent_of(final_path)));
  }
  return written;
}

Result<WrittenFile> ShardSink::seal(UnsettledFile& unsettled) {
  if (!state_->created) DSPREP_CHECK(state_->open());
  unsettled = {std::move(state_->file), state_->temporary_path(), state_->final_path()};
  return state_->written();
}

bool ShardSink::is_stream() const { return !state_->files; }
bool ShardSink::is_open() const { return state_->file != nullptr; }

Status ShardSink::park() {
  if (!state_->file) return {};
  Status status = state_->file->close();
  state_->file.reset();
  return status;
}

std::uint64_t ShardSink::records() const { return state_->records; }
std::uint64_t ShardSink::bytes() const { return state_->bytes; }

}  // namespace dsprep::io
