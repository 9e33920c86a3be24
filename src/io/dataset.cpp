#include "io/dataset.h"

#include <optional>
#include <string_view>

#include "base/hash.h"
#include "base/hex.h"
#include "dsprep/value.h"
#include "io/manifest_schema.h"
#include "port/stays_inside.h"

namespace dsprep::io {

Result<Dataset> read_dataset(port::Files& files, const std::string& directory, const char* name) {
  const std::string path = port::join(directory, name);
  const std::string_view wanted = name == std::string_view(manifest_name) ? "data" : "dropped";
  DSPREP_TRY(const std::string json, files.read_all(path));
  if (const auto fault = validate_json(json))
    return failure(path + ": not JSON at byte " + std::to_string(fault->offset) + " (" + fault->reason +
                   "): restore it, or name the data files instead of the directory");
  const Value outputs = Value(json)["outputs"];
  if (outputs.type() != FieldType::array)
    return failure(
        path +
        ": not a manifest of dsprep (it has no array \"outputs\"): name the data files instead of the directory");
  DSPREP_CHECK(check_manifest_schema(Value(json), path));
  Dataset dataset;
  dataset.manifest_hash = base::hex(base::hash128(json));
  for (Value::Elements it = outputs.elements(); it.next();) {
    const Value output = it.value();
    const std::string file = output["path"].text().value_or("");
    if (output["kind"].text() != wanted) {
      if (!output["in"].exists()) dataset.others.insert(file);  // what --dropped put elsewhere is none of it
      continue;
    }
    if (!port::stays_inside(file))
      return failure(path + ": the output path \"" + file + "\" does not lie in the dataset");
    dataset.files.push_back({file, output["part"].text().value_or("")});
  }
  return dataset;
}

}  // namespace dsprep::io
