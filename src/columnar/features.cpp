// A schema of Arrow in the words of Hugging Face `datasets`: its own names of types, with the three that it calls
// otherwise.
#include <arrow/buffer.h>
#include <arrow/io/memory.h>
#include <arrow/ipc/dictionary.h>
#include <arrow/ipc/reader.h>
#include <arrow/type.h>

#include <memory>
#include <string>
#include <string_view>

#include "columnar/arrow_border.h"
#include "columnar/parquet.h"
#include "dsprep/value.h"

namespace dsprep::columnar {
namespace {

bool append_type(const arrow::DataType& type, ValueBuilder& out);

bool append_members(const arrow::FieldVector& fields, ValueBuilder& out) {
  out.begin_object();
  for (const auto& field : fields)
    if (!append_type(*field->type(), out.key(field->name()))) return false;
  out.end_object();
  return true;
}

bool append_list(std::string_view name, const arrow::DataType& type, ValueBuilder& out) {
  out.begin_object().key("feature");
  if (!append_type(*type.field(0)->type(), out)) return false;
  out.member("_type", name).end_object();
  return true;
}

bool append_type(const arrow::DataType& type, ValueBuilder& out) {
  using arrow::Type;
  std::string name = type.ToString();
  switch (type.id()) {
    case Type::HALF_FLOAT: name = "float16"; break;
    case Type::FLOAT: name = "float32"; break;
    case Type::DOUBLE: name = "float64"; break;
    case Type::LIST: return append_list("List", type, out);
    case Type::LARGE_LIST: return append_list("LargeList", type, out);
    case Type::STRUCT: return append_members(type.fields(), out);
    case Type::NA:
    case Type::BOOL:
    case Type::INT8:
    case Type::INT16:
    case Type::INT32:
    case Type::INT64:
    case Type::UINT8:
    case Type::UINT16:
    case Type::UINT32:
    case Type::UINT64:
    case Type::STRING:
    case Type::LARGE_STRING:
    case Type::BINARY:
    case Type::LARGE_BINARY:
    case Type::DATE32:
    case Type::DATE64:
    case Type::TIME32:
    case Type::TIME64:
    case Type::TIMESTAMP:
    case Type::DURATION:
    case Type::DECIMAL128:
    case Type::DECIMAL256: break;
    default: return false;
  }
  if (type.id() == Type::DATE32) name = "date32";
  if (type.id() == Type::DATE64) name = "date64";
  out.begin_object().member("dtype", name).member("_type", "Value").end_object();
  return true;
}

}  // namespace

std::string features(std::string_view schema) {
  arrow::io::BufferReader bytes(std::make_shared<arrow::Buffer>(schema));
  arrow::ipc::DictionaryMemo dictionaries;
  const auto read = checked(arrow::ipc::ReadSchema(&bytes, &dictionaries));
  ValueBuilder out;
  return read.ok() && append_members((*read)->fields(), out) ? out.take() : "";
}

}  // namespace dsprep::columnar
