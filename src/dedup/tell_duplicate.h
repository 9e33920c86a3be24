// What the record of a dropped duplicate says: which record stays, and of which cluster both are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/hex.h"
#include "dedup/duplicate_table.h"
#include "dsprep/op.h"
#include "dsprep/value.h"

namespace dsprep::dedup {

// `files`: DuplicateTable::files.
inline void tell_kept(Judge& judge, const Duplicate& duplicate, const std::vector<std::string>& files) {
  judge.attach("duplicate_of",
               ValueBuilder()
                   .begin_object()
                   .member("id", duplicate.name)
                   .member("file", duplicate.seen ? duplicate.file : std::string_view(files[duplicate.of.shard]))
                   .member("line", duplicate.of.line)
                   .end_object()
                   .take());
}

inline void tell_cluster(Judge& judge, const Duplicate& duplicate) {
  judge.attach("cluster", '"' + base::hex(duplicate.cluster) + '"');
  judge.attach("cluster_size", std::to_string(duplicate.size));
}

}  // namespace dsprep::dedup
