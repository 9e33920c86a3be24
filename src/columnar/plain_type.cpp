#include <vector>

#include <arrow/extension_type.h>
#include <arrow/type.h>

#include "columnar/columns.h"

namespace dsprep::columnar {

std::shared_ptr<arrow::Field> plain_field(const std::shared_ptr<arrow::Field>& field) {
  return field->WithType(plain_type(field->type()));
}

std::shared_ptr<arrow::DataType> plain_type(const std::shared_ptr<arrow::DataType>& type) {
  using arrow::Type;
  switch (type->id()) {
    case Type::LARGE_STRING:
    case Type::STRING_VIEW: return arrow::utf8();
    case Type::LARGE_BINARY:
    case Type::BINARY_VIEW: return arrow::binary();
    case Type::DECIMAL32:
    case Type::DECIMAL64: {
      const auto& decimal = static_cast<const arrow::DecimalType&>(*type);
      return arrow::decimal128(decimal.precision(), decimal.scale());
    }
    case Type::LIST:
    case Type::LARGE_LIST:
    case Type::FIXED_SIZE_LIST: return arrow::list(plain_field(type->field(0)));
    case Type::STRUCT: {
      arrow::FieldVector fields;
      for (const auto& field : type->fields()) fields.push_back(plain_field(field));
      return arrow::struct_(fields);
    }
    case Type::MAP: {
      const auto& map = static_cast<const arrow::MapType&>(*type);
      return std::make_shared<arrow::MapType>(plain_field(map.key_field()), plain_field(map.item_field()),
                                              map.keys_sorted());
    }
    case Type::DICTIONARY: return plain_type(static_cast<const arrow::DictionaryType&>(*type).value_type());
    case Type::EXTENSION: return plain_type(static_cast<const arrow::ExtensionType&>(*type).storage_type());
    default: return type;
  }
}

}  // namespace dsprep::columnar
