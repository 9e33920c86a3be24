// read_ahead: shards decompressed by threads of their own, before their turn comes.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "exec/chunk_source.h"
#include "io/shards.h"
#include "port/files.h"

namespace dsprep::exec {

// `options.readers` threads, a shard each, ahead of what is asked for by a few chunks a thread, whatever the number of
// shards. Null where no thread can be started.
std::unique_ptr<ChunkSource> read_ahead(port::Files& files, const std::vector<io::Shard>& shards,
                                        const std::vector<std::uint32_t>& which, const InputOptions& options);

}  // namespace dsprep::exec
