// The version of manifest.json.
#pragma once

#include <cstdint>
#include <string>

#include "dsprep/result.h"
#include "dsprep/value.h"

namespace dsprep::io {

// Of what docs/manifest_json.md says: grows where a member changes its meaning, its type or its place. A manifest
// without a version was written before there were any, and is read like one of version 1.
inline constexpr std::int64_t manifest_schema = 1;

// Refuses a manifest of a later version: what it says might mean something else. `path`: of the file.
Status check_manifest_schema(Value manifest, const std::string& path);

}  // namespace dsprep::io
