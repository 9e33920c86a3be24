// Spool: records between two passes, where doing the steps again would cost more or give something else. One file per
// shard, zstd frames of entries; the records come back with everything the engine knew of them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exec/chunk_source.h"
#include "exec/member.h"
#include "io/chunk.h"
#include "port/files.h"
#include "spill/workspace.h"

namespace dsprep::exec {

// Appends a record as one entry. `separated`: it will be sorted away from the others of its line.
void append_spool_entry(std::string& out, const Member& member, std::uint32_t derived_count, bool separated);

// Appends to the chunk what such an entry holds. REQUIRES one that this process, or this version of dsprep, has
// written.
void take_spool_entry(std::string_view entry, io::Chunk& chunk);

// Chunks of spooled records: paths[i] is shard i ("" : an empty one).
std::unique_ptr<ChunkSource> spool_source(port::Files& files, std::vector<std::string> paths,
                                          std::vector<std::uint32_t> which, std::size_t chunk_size);

}  // namespace dsprep::exec
