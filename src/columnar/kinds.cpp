#include "columnar/kinds.h"

#include <string>

#include <arrow/extension_type.h>

namespace dsprep::columnar {

bool is_uuid(const arrow::DataType& type) {
  return type.id() == arrow::Type::EXTENSION &&
         static_cast<const arrow::ExtensionType&>(type).extension_name() == "arrow.uuid";
}

}  // namespace dsprep::columnar
