#include "io/unsettled_file.h"

#include <set>
#include <vector>

namespace dsprep::io {
namespace {

Status sync(port::Files& files, UnsettledFile& unsettled) {
  if (!unsettled.file) {
    DSPREP_TRY(unsettled.file, files.reopen(unsettled.temporary_path));
  }
  Status status = unsettled.file->sync();
  if (status.ok()) status = unsettled.file->close();
  unsettled.file.reset();
  return status;
}

}  // namespace

Status settle(port::Files& files, std::span<UnsettledFile> batch, const Parallel& parallel) {
  if (batch.size() > 1)
    for (UnsettledFile& unsettled : batch)
      if (unsettled.file) unsettled.file->begin_sync();
  std::vector<Status> synced(batch.size(),
                             failure("cannot sync the output: out of memory"));  // what a task says that throws
  parallel(batch.size(), [&](std::size_t i) { synced[i] = sync(files, batch[i]); });
  std::set<std::string> directories;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    DSPREP_CHECK(std::move(synced[i]));
    DSPREP_CHECK(files.rename(batch[i].temporary_path, batch[i].final_path));
    directories.insert(port::parent_of(batch[i].final_path));
  }
  for (const std::string& directory : directories) DSPREP_CHECK(files.sync_directory(directory));
  return {};
}

}  // namespace dsprep::io
