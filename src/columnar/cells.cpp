#include "columnar/cells.h"

#include <arrow/api.h>
#include <arrow/extension_type.h>
#include <arrow/util/float16.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <string_view>
#include <vector>

#include "base/base64.h"
#include "columnar/civil_time.h"
#include "columnar/kinds.h"
#include "json/escape.h"

namespace dsprep::columnar {
namespace {

void append_text(std::string& out, std::string_view text) {
  out.push_back('"');
  json::append_escaped(out, text);
  out.push_back('"');
}

template <class Integer>
void append_integer(std::string& out, Integer value) {
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

void append_double(std::string& out, double value) {
  if (std::isnan(value)) out += "\"NaN\"";
  else if (std::isinf(value)) out += value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
  else {
    char digits[32];
    const char* const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    const std::string_view text(digits, static_cast<std::size_t>(end - digits));
    out += text;
    if (text.find_first_of(".e") == text.npos) out += ".0";
  }
}

void append_uuid(std::string& out, std::string_view bytes) {
  constexpr char hex[] = "0123456789abcdef";
  out.push_back('"');
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out.push_back('-');
    const auto byte = static_cast<unsigned char>(bytes[i]);
    out.push_back(hex[byte >> 4]);
    out.push_back(hex[byte & 15]);
  }
  out.push_back('"');
}

// A cell of an array type that looks at one value at a time; `Say` appends it.
template <class ArrayType, class Say>
class Leaf final : public Cell {
 public:
  Leaf(const std::shared_ptr<arrow::Array>& array, Say say)
      : array_(std::static_pointer_cast<ArrayType>(array)), say_(std::move(say)) {}
  void append(std::int64_t row, std::string& out) const override {
    if (array_->IsNull(row)) out += "null";
    else say_(*array_, row, out);
  }

 private:
  const std::shared_ptr<ArrayType> array_;
  const Say say_;
};

template <class ArrayType, class Say>
std::unique_ptr<Cell> leaf(const std::shared_ptr<arrow::Array>& array, Say say) {
  return std::make_unique<Leaf<ArrayType, Say>>(array, std::move(say));
}

template <class ArrayType>
std::unique_ptr<Cell> integer_cell(const std::shared_ptr<arrow::Array>& array) {
  return leaf<ArrayType>(
      array, [](const ArrayType& a, std::int64_t row, std::string& out) { append_integer(out, a.Value(row)); });
}

template <class ArrayType>
std::unique_ptr<Cell> text_cell(const std::shared_ptr<arrow::Array>& array) {
  return leaf<ArrayType>(
      array, [](const ArrayType& a, std::int64_t row, std::string& out) { append_text(out, a.GetView(row)); });
}

template <class ArrayType>
std::unique_ptr<Cell> binary_cell(const std::shared_ptr<arrow::Array>& array) {
  return leaf<ArrayType>(array, [](const ArrayType& a, std::int64_t row, std::string& out) {
    out.push_back('"');
    base::append_base64(out, a.GetView(row));
    out.push_back('"');
  });
}

template <class ArrayType>
std::unique_ptr<Cell> decimal_cell(const std::shared_ptr<arrow::Array>& array) {
  return leaf<ArrayType>(
      array, [](const ArrayType& a, std::int64_t row, std::string& out) { append_text(out, a.FormatValue(row)); });
}

template <class ArrayType>
std::unique_ptr<Cell> time_cell(const std::shared_ptr<arrow::Array>& array, UnitsPerSecond units) {
  return leaf<ArrayType>(array, [units](const ArrayType& a, std::int64_t row, std::string& out) {
    out.push_back('"');
    append_time(out, a.Value(row), units);
    out.push_back('"');
  });
}

class NullCell final : public Cell {
 public:
  void append(std::int64_t, std::string& out) const override { out += "null"; }
};

template <class ArrayType>
class ListCell final : public Cell {
 public:
  explicit ListCell(const std::shared_ptr<arrow::Array>& array)
      : array_(std::static_pointer_cast<ArrayType>(array)), element_(cell_of(array_->values())) {}
  void append(std::int64_t row, std::string& out) const override {
    if (array_->IsNull(row)) {
      out += "null";
      return;
    }
    out.push_back('[');
    const std::int64_t begin = array_->value_offset(row), end = begin + array_->value_length(row);
    for (std::int64_t i = begin; i < end; ++i) {
      if (i > begin) out.push_back(',');
      element_->append(i, out);
    }
    out.push_back(']');
  }

 private:
  const std::shared_ptr<ArrayType> array_;
  const std::unique_ptr<Cell> element_;
};

class StructCell final : public Cell {
 public:
  explicit StructCell(const std::shared_ptr<arrow::Array>& array) : array_(array) {
    const auto& value = static_cast<const arrow::StructArray&>(*array);
    for (int i = 0; i < value.num_fields(); ++i) {
      std::string head = i == 0 ? "{" : ",";
      append_text(head, value.struct_type()->field(i)->name());
      members_.push_back({head + ":", cell_of(value.field(i))});
    }
  }
  void append(std::int64_t row, std::string& out) const override {
    if (array_->IsNull(row)) {
      out += "null";
      return;
    }
    if (members_.empty()) out.push_back('{');
    for (const Member& member : members_) {
      out += member.head;
      member.cell->append(row, out);
    }
    out.push_back('}');
  }

 private:
  struct Member {
    std::string head;  // what stands before the value
    std::unique_ptr<Cell> cell;
  };
  const std::shared_ptr<arrow::Array> array_;
  std::vector<Member> members_;
};

class MapCell final : public Cell {
 public:
  explicit MapCell(const std::shared_ptr<arrow::Array>& array)
      : array_(std::static_pointer_cast<arrow::MapArray>(array)),
        key_(cell_of(array_->keys())),
        item_(cell_of(array_->items())) {}
  void append(std::int64_t row, std::string& out) const override {
    if (array_->IsNull(row)) {
      out += "null";
      return;
    }
    out.push_back('{');
    const std::int64_t begin = array_->value_offset(row), end = begin + array_->value_length(row);
    for (std::int64_t i = begin; i < end; ++i) {
      if (i > begin) out.push_back(',');
      const std::size_t key = out.size();
      key_->append(i, out);
      if (out[key] != '"') {
        const std::string text = out.substr(key);
        out.resize(key);
        append_text(out, text);
      }
      out.push_back(':');
      item_->append(i, out);
    }
    out.push_back('}');
  }

 private:
  const std::shared_ptr<arrow::MapArray> array_;
  const std::unique_ptr<Cell> key_, item_;
};

class DictionaryCell final : public Cell {
 public:
  explicit DictionaryCell(const std::shared_ptr<arrow::Array>& array)
      : array_(std::static_pointer_cast<arrow::DictionaryArray>(array)), value_(cell_of(array_->dictionary())) {}
  void append(std::int64_t row, std::string& out) const override {
    if (array_->IsNull(row)) out += "null";
    else value_->append(array_->GetValueIndex(row), out);
  }

 private:
  const std::shared_ptr<arrow::DictionaryArray> array_;
  const std::unique_ptr<Cell> value_;
};

std::unique_ptr<Cell> timestamp_cell(const std::shared_ptr<arrow::Array>& array) {
  const auto& type = static_cast<const arrow::TimestampType&>(*array->type());
  const UnitsPerSecond units = units_of(type.unit());
  const bool utc = !type.timezone().empty();
  return leaf<arrow::TimestampArray>(array,
                                     [units, utc](const arrow::TimestampArray& a, std::int64_t row, std::string& out) {
                                       out.push_back('"');
                                       append_timestamp(out, a.Value(row), units, utc);
                                       out.push_back('"');
                                     });
}

std::unique_ptr<Cell> extension_cell(const std::shared_ptr<arrow::Array>& array) {
  const std::shared_ptr<arrow::Array>& storage = static_cast<const arrow::ExtensionArray&>(*array).storage();
  if (!is_uuid(*array->type())) return cell_of(storage);
  return leaf<arrow::FixedSizeBinaryArray>(storage, [](const arrow::FixedSizeBinaryArray& a, std::int64_t row,
                                                       std::string& out) { append_uuid(out, a.GetView(row)); });
}

}  // namespace

std::unique_ptr<Cell> cell_of(const std::shared_ptr<arrow::Array>& array) {
  using arrow::Type;
  switch (array->type_id()) {
    case Type::BOOL:
      return leaf<arrow::BooleanArray>(array, [](const arrow::BooleanArray& a, std::int64_t row, std::string& out) {
        out += a.Value(row) ? "true" : "false";
      });
    case Type::INT8: return integer_cell<arrow::Int8Array>(array);
    case Type::INT16: return integer_cell<arrow::Int16Array>(array);
    case Type::INT32: return integer_cell<arrow::Int32Array>(array);
    case Type::INT64: return integer_cell<arrow::Int64Array>(array);
    case Type::UINT8: return integer_cell<arrow::UInt8Array>(array);
    case Type::UINT16: return integer_cell<arrow::UInt16Array>(array);
    case Type::UINT32: return integer_cell<arrow::UInt32Array>(array);
    case Type::UINT64: return integer_cell<arrow::UInt64Array>(array);
    case Type::DURATION: return integer_cell<arrow::DurationArray>(array);
    case Type::HALF_FLOAT:
      return leaf<arrow::HalfFloatArray>(array, [](const arrow::HalfFloatArray& a, std::int64_t row, std::string& out) {
        append_double(out, arrow::util::Float16::FromBits(a.Value(row)).ToDouble());
      });
    case Type::FLOAT:
      return leaf<arrow::FloatArray>(array, [](const arrow::FloatArray& a, std::int64_t row, std::string& out) {
        append_double(out, static_cast<double>(a.Value(row)));
      });
    case Type::DOUBLE:
      return leaf<arrow::DoubleArray>(array, [](const arrow::DoubleArray& a, std::int64_t row, std::string& out) {
        append_double(out, a.Value(row));
      });
    case Type::STRING: return text_cell<arrow::StringArray>(array);
    case Type::LARGE_STRING: return text_cell<arrow::LargeStringArray>(array);
    case Type::STRING_VIEW: return text_cell<arrow::StringViewArray>(array);
    case Type::BINARY: return binary_cell<arrow::BinaryArray>(array);
    case Type::LARGE_BINARY: return binary_cell<arrow::LargeBinaryArray>(array);
    case Type::BINARY_VIEW: return binary_cell<arrow::BinaryViewArray>(array);
    case Type::FIXED_SIZE_BINARY: return binary_cell<arrow::FixedSizeBinaryArray>(array);
    case Type::DECIMAL32: return decimal_cell<arrow::Decimal32Array>(array);
    case Type::DECIMAL64: return decimal_cell<arrow::Decimal64Array>(array);
    case Type::DECIMAL128: return decimal_cell<arrow::Decimal128Array>(array);
    case Type::DECIMAL256: return decimal_cell<arrow::Decimal256Array>(array);
    case Type::DATE32:
      return leaf<arrow::Date32Array>(array, [](const arrow::Date32Array& a, std::int64_t row, std::string& out) {
        out.push_back('"');
        append_date(out, a.Value(row));
        out.push_back('"');
      });
    case Type::DATE64:
      return leaf<arrow::Date64Array>(array, [](const arrow::Date64Array& a, std::int64_t row, std::string& out) {
        out.push_back('"');
        append_date(out, a.Value(row) / milliseconds_per_day - (a.Value(row) % milliseconds_per_day < 0));
        out.push_back('"');
      });
    case Type::TIME32:
      return time_cell<arrow::Time32Array>(array,
                                           units_of(static_cast<const arrow::Time32Type&>(*array->type()).unit()));
    case Type::TIME64:
      return time_cell<arrow::Time64Array>(array,
                                           units_of(static_cast<const arrow::Time64Type&>(*array->type()).unit()));
    case Type::TIMESTAMP: return timestamp_cell(array);
    case Type::LIST: return std::make_unique<ListCell<arrow::ListArray>>(array);
    case Type::LARGE_LIST: return std::make_unique<ListCell<arrow::LargeListArray>>(array);
    case Type::FIXED_SIZE_LIST: return std::make_unique<ListCell<arrow::FixedSizeListArray>>(array);
    case Type::STRUCT: return std::make_unique<StructCell>(array);
    case Type::MAP: return std::make_unique<MapCell>(array);
    case Type::DICTIONARY: return std::make_unique<DictionaryCell>(array);
    case Type::EXTENSION: return extension_cell(array);
    default: return std::make_unique<NullCell>();  // NA; can_be_said() knows no other
  }
}

namespace {

Status check_type(const arrow::DataType& type, const std::string& pointer) {
  using arrow::Type;
  switch (type.id()) {
    case Type::SPARSE_UNION:
    case Type::DENSE_UNION:
    case Type::INTERVAL_MONTHS:
    case Type::INTERVAL_DAY_TIME:
    case Type::INTERVAL_MONTH_DAY_NANO:
    case Type::RUN_END_ENCODED:
    case Type::LIST_VIEW:
    case Type::LARGE_LIST_VIEW:
      return failure("field " + pointer + " is of type " + type.ToString() + ", which has no JSON: leave it out");
    case Type::EXTENSION: return check_type(*static_cast<const arrow::ExtensionType&>(type).storage_type(), pointer);
    case Type::DICTIONARY: return check_type(*static_cast<const arrow::DictionaryType&>(type).value_type(), pointer);
    default: break;
  }
  std::set<std::string_view> names;
  for (const auto& field : type.fields()) {
    if (type.id() == Type::STRUCT && !names.insert(field->name()).second)
      return failure("field " + pointer + " has two members named \"" + field->name() + "\": rename one");
    DSPREP_CHECK(check_type(*field->type(), pointer + "/" + field->name()));
  }
  return {};
}

}  // namespace

Status can_be_said(const arrow::Field& field) { return check_type(*field.type(), "/" + field.name()); }

}  // namespace dsprep::columnar
