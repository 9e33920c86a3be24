#include "columnar/offsets.h"

#include <arrow/api.h>
#include <arrow/extension_type.h>

#include <cstdint>

namespace dsprep::columnar {
namespace {

// Ends ascend; that the first and the last one lie within the values is known.
template <class ArrayType>
bool ascend(const arrow::Array& array) {
  if (array.length() == 0) return true;
  const auto* const offsets = static_cast<const ArrayType&>(array).raw_value_offsets();
  bool ascending = true;
  for (std::int64_t i = 0; i < array.length(); ++i) ascending &= offsets[i] <= offsets[i + 1];
  return ascending;
}

bool are_within(const arrow::DictionaryArray& array) {
  const std::int64_t size = array.dictionary()->length();
  for (std::int64_t i = 0; i < array.length(); ++i)
    if (!array.IsNull(i) && (array.GetValueIndex(i) < 0 || array.GetValueIndex(i) >= size)) return false;
  return true;
}

bool is_sound(const arrow::Array& array) {
  using arrow::Type;
  switch (array.type_id()) {
    case Type::STRING:
    case Type::BINARY: return ascend<arrow::BinaryArray>(array);
    case Type::LARGE_STRING:
    case Type::LARGE_BINARY: return ascend<arrow::LargeBinaryArray>(array);
    case Type::LIST:
    case Type::MAP:
      return ascend<arrow::ListArray>(array) && is_sound(*static_cast<const arrow::ListArray&>(array).values());
    case Type::LARGE_LIST:
      return ascend<arrow::LargeListArray>(array) &&
             is_sound(*static_cast<const arrow::LargeListArray&>(array).values());
    case Type::FIXED_SIZE_LIST: return is_sound(*static_cast<const arrow::FixedSizeListArray&>(array).values());
    case Type::STRUCT:
      for (const auto& field : static_cast<const arrow::StructArray&>(array).fields())
        if (!is_sound(*field)) return false;
      return true;
    case Type::DICTIONARY: {
      const auto& encoded = static_cast<const arrow::DictionaryArray&>(array);
      return are_within(encoded) && is_sound(*encoded.dictionary());
    }
    case Type::EXTENSION: return is_sound(*static_cast<const arrow::ExtensionArray&>(array).storage());
    case Type::STRING_VIEW: {  // whether it is UTF-8 is another question
      const auto bytes = array.View(arrow::binary_view());
      return bytes.ok() && (*bytes)->ValidateFull().ok();
    }
    case Type::BINARY_VIEW:
    case Type::LIST_VIEW:
    case Type::LARGE_LIST_VIEW: return array.ValidateFull().ok();
    default: return true;  // of a fixed width
  }
}

}  // namespace

Status check_offsets(const arrow::Array& array) {
  if (is_sound(array)) return {};
  return failure("damaged: values of it lie outside of their page");
}

}  // namespace dsprep::columnar
