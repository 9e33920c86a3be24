// gather: many small files, of which each is one record, become shards of many files, so that a hundred thousand pages
// are a few outputs, checkpoints and syncs rather than as many.
#pragma once

#include <cstdint>

#include "io/shards.h"

namespace dsprep::io {

// What a shard of many files holds at most. Files that are larger stand alone.
inline constexpr std::size_t most_gathered_files = 4096;
inline constexpr std::uint64_t most_gathered_bytes = 128u << 20;  // on disk

// Files go together where they are of one source, of one format (Reader::record_per_file), compressed alike and of one
// part, and were found in one directory or by one glob (with what lies below it); of files that were named one by one
// those that follow one another. In a shard they stand in input order, and the shard stands where its first file did.
// All of that follows from names and sizes alone. Once, when all shards are found and told apart: their names stay.
void gather(Inputs& inputs);

}  // namespace dsprep::io
