// UnsettledFile: a file whose bytes are all written, under a temporary name. What is left is to make it durable and to
// give it its final name, which costs the same for a hundred small files as for one: so they are settled together.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "dsprep/result.h"
#include "port/files.h"

namespace dsprep::io {

struct UnsettledFile {
  std::unique_ptr<port::WriteFile> file;  // null: closed meanwhile, and opened again to be synced
  std::string temporary_path, final_path;
};

// Calls task(0) … task(n - 1), as many at once as it likes, and returns when all have returned.
using Parallel = std::function<void(std::size_t n, const std::function<void(std::size_t)>& task)>;

// Syncs all files, renames them in order, then syncs their directories, each once. Files are closed in any case.
// `parallel`: a disk that is asked for many syncs at once does them in little more than the time of one.
Status settle(port::Files& files, std::span<UnsettledFile> batch, const Parallel& parallel);

}  // namespace dsprep::io
