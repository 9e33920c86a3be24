// What dropped/ says of a duplicate, in the record's "_dsprep": the record that is kept instead, and the cluster.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/hex.h"
#include "dedup/duplicate_table.h"
#include "dsprep/op.h"
#include "dsprep/value.h"

namespace dsprep::dedup {

// "duplicate_of": id, file and line of the record that is kept. `files`: DuplicateTable::files.
inline void attach_duplicate_of(Judge& judge, const Duplicate& duplicate, const std::vector<std::string>& files) {
  judge.attach("duplicate_of",
               ValueBuilder()
                   .begin_object()
                   .member("id", duplicate.name)
                   .member("file", duplicate.seen ? duplicate.file : std::string_view(files[duplicate.of.shard]))
                   .member("line", duplicate.of.line)
                   .end_object()
                   .take());
}

// "cluster" and "cluster_size".
inline void attach_cluster(Judge& judge, const Duplicate& duplicate) {
  judge.attach("cluster", '"' + base::hex(duplicate.cluster) + '"');
  judge.attach("cluster_size", std::to_string(duplicate.size));
}

}  // namespace dsprep::dedup
