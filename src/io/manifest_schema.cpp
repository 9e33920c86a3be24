#include "io/manifest_schema.h"

#include <optional>

namespace dsprep::io {

Status check_manifest_schema(Value manifest, const std::string& path) {
  const Value version = manifest["schema"];
  if (!version.exists()) return {};
  const auto number = version.integer();
  if (number && *number >= 1 && *number <= manifest_schema) return {};
  return failure(path + ": its schema is " + (number ? std::to_string(*number) : "no number") +
                 ", and this dsprep knows those up to " + std::to_string(manifest_schema) +
                 ": use the dsprep that wrote it, or a later one");
}

}  // namespace dsprep::io
