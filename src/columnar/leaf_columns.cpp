#include "columnar/leaf_columns.h"

#include <arrow/api.h>
#include <arrow/extension_type.h>
#include <arrow/util/decimal.h>
#include <arrow/util/float16.h>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "columnar/arrow_border.h"
#include "columnar/binary_text.h"
#include "columnar/civil_time.h"
#include "columnar/kinds.h"

namespace dsprep::columnar {
namespace {

constexpr std::size_t longest_shown = 60;

// A column of one of Arrow's builders; `Read` makes what it appends of a value that is not null, or nothing.
template <class Builder, class Read>
class LeafColumn final : public Column {
 public:
  LeafColumn(std::shared_ptr<arrow::DataType> type, Read read)
      : type_(std::move(type)), builder_(type_, memory_pool()), read_(std::move(read)) {}
  bool append(Value value, Misfit& misfit) override {
    const FieldType kind = value.type();
    if (kind == FieldType::null || kind == FieldType::missing) return take(builder_.AppendNull(), misfit);
    const auto read = read_(value, scratch_);
    if (!read) return misfits(value, *type_, misfit);
    return take(builder_.Append(*read), misfit);
  }
  Result<std::shared_ptr<arrow::Array>> finish() override { return checked(builder_.Finish()); }

 private:
  bool take(const arrow::Status& status, Misfit& misfit) {
    if (status.ok()) return true;
    misfit = {"", "", status.message()};
    return false;
  }
  const std::shared_ptr<arrow::DataType> type_;
  Builder builder_;
  const Read read_;
  std::string scratch_;
};

template <class Builder, class Read>
std::unique_ptr<Column> leaf(std::shared_ptr<arrow::DataType> type, Read read) {
  return std::make_unique<LeafColumn<Builder, Read>>(std::move(type), std::move(read));
}

template <class Type>
std::unique_ptr<Column> integer_column(const std::shared_ptr<arrow::DataType>& type) {
  using Number = typename Type::c_type;
  return leaf<typename arrow::TypeTraits<Type>::BuilderType>(
      type, [](Value value, std::string&) -> std::optional<Number> {
        const std::string_view raw = value.raw();
        Number number{};
        const auto [end, fault] = std::from_chars(raw.data(), raw.data() + raw.size(), number);
        if (fault != std::errc() || end != raw.data() + raw.size()) return std::nullopt;
        return number;
      });
}

// What a Cell says of a floating point number. Only what the type holds exactly fits.
std::optional<double> read_double(Value value, std::string& scratch) {
  if (const auto number = value.number()) return std::isfinite(*number) ? number : std::nullopt;
  const auto text = value.text(scratch);
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (text == "Infinity") return std::numeric_limits<double>::infinity();
  if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
  return std::nullopt;
}

std::optional<float> read_float(Value value, std::string& scratch) {
  const auto wide = read_double(value, scratch);
  if (!wide) return std::nullopt;
  const auto narrow = static_cast<float>(*wide);
  if (!std::isnan(*wide) && static_cast<double>(narrow) != *wide) return std::nullopt;
  return narrow;
}

std::optional<std::uint16_t> read_half(Value value, std::string& scratch) {
  const auto wide = read_double(value, scratch);
  if (!wide) return std::nullopt;
  const auto narrow = arrow::util::Float16::FromDouble(*wide);
  if (!std::isnan(*wide) && narrow.ToDouble() != *wide) return std::nullopt;
  return narrow.bits();
}

std::optional<std::string_view> read_text(Value value, std::string& scratch) { return value.text(scratch); }

template <class Builder, class Read>
std::unique_ptr<Column> text_read_column(const std::shared_ptr<arrow::DataType>& type, Read read) {
  return leaf<Builder>(type, [read](Value value, std::string& scratch) -> decltype(read(std::string_view())) {
    const auto text = value.text(scratch);
    if (!text) return std::nullopt;
    return read(*text);
  });
}

std::unique_ptr<Column> fixed_binary_column(const std::shared_ptr<arrow::DataType>& type, bool uuid) {
  const auto width = static_cast<std::size_t>(static_cast<const arrow::FixedSizeBinaryType&>(*type).byte_width());
  return leaf<arrow::FixedSizeBinaryBuilder>(
      type, [width, uuid](Value value, std::string& scratch) -> std::optional<std::string> {
        const auto text = value.text(scratch);
        if (!text) return std::nullopt;
        std::optional<std::string> bytes = uuid ? read_uuid(*text) : read_base64(*text);
        if (!bytes || bytes->size() != width) return std::nullopt;
        return bytes;
      });
}

template <class Decimal, class Builder>
std::unique_ptr<Column> decimal_column(const std::shared_ptr<arrow::DataType>& type) {
  const auto& decimal = static_cast<const arrow::DecimalType&>(*type);
  const std::int32_t precision = decimal.precision(), scale = decimal.scale();
  return text_read_column<Builder>(type, [precision, scale](std::string_view text) -> std::optional<Decimal> {
    Decimal number;
    std::int32_t has_precision = 0, has_scale = 0;
    if (!Decimal::FromString(text, &number, &has_precision, &has_scale).ok()) return std::nullopt;
    if (has_scale != scale) {
      auto scaled = number.Rescale(has_scale, scale);
      if (!scaled.ok()) return std::nullopt;
      number = *scaled;
    }
    if (!number.FitsInPrecision(precision)) return std::nullopt;
    return number;
  });
}

class NullColumn final : public Column {
 public:
  bool append(Value value, Misfit& misfit) override {
    ++count_;
    return value.type() == FieldType::null || value.type() == FieldType::missing ||
           misfits(value, *arrow::null(), misfit);
  }
  Result<std::shared_ptr<arrow::Array>> finish() override {
    return std::shared_ptr<arrow::Array>(std::make_shared<arrow::NullArray>(std::exchange(count_, 0)));
  }

 private:
  std::int64_t count_ = 0;
};

template <class Type>
std::unique_ptr<Column> time_column(const std::shared_ptr<arrow::DataType>& type) {
  using Count = typename Type::c_type;
  const UnitsPerSecond units = units_of(static_cast<const Type&>(*type).unit());
  return text_read_column<typename arrow::TypeTraits<Type>::BuilderType>(
      type, [units](std::string_view text) -> std::optional<Count> {
        const auto count = read_time(text, units);
        return count ? std::optional<Count>(static_cast<Count>(*count)) : std::nullopt;
      });
}

std::unique_ptr<Column> timestamp_column(const std::shared_ptr<arrow::DataType>& type) {
  const auto& timestamp = static_cast<const arrow::TimestampType&>(*type);
  const UnitsPerSecond units = units_of(timestamp.unit());
  const bool utc = !timestamp.timezone().empty();
  return text_read_column<arrow::TimestampBuilder>(
      type, [units, utc](std::string_view text) { return read_timestamp(text, units, utc); });
}

std::unique_ptr<Column> date32_column(const std::shared_ptr<arrow::DataType>& type) {
  return text_read_column<arrow::Date32Builder>(type, [](std::string_view text) -> std::optional<std::int32_t> {
    const auto days = read_date(text);
    if (!days || *days < std::numeric_limits<std::int32_t>::min() || *days > std::numeric_limits<std::int32_t>::max())
      return std::nullopt;
    return static_cast<std::int32_t>(*days);
  });
}

std::unique_ptr<Column> date64_column(const std::shared_ptr<arrow::DataType>& type) {
  return text_read_column<arrow::Date64Builder>(type, [](std::string_view text) -> std::optional<std::int64_t> {
    std::int64_t count = 0;
    const auto days = read_date(text);
    if (!days || __builtin_mul_overflow(*days, milliseconds_per_day, &count)) return std::nullopt;
    return count;
  });
}

}  // namespace

bool misfits(Value value, const arrow::DataType& type, Misfit& misfit) {
  misfit = {"", std::string(value.raw().substr(0, longest_shown)), type.ToString()};
  return false;
}

std::unique_ptr<Column> leaf_column(const arrow::DataType& wanted) {
  using arrow::Type;
  const std::shared_ptr<arrow::DataType> type = plain_type(wanted.GetSharedPtr());
  switch (type->id()) {
    case Type::NA: return std::make_unique<NullColumn>();
    case Type::BOOL:
      return leaf<arrow::BooleanBuilder>(type, [](Value value, std::string&) { return value.boolean(); });
    case Type::INT8: return integer_column<arrow::Int8Type>(type);
    case Type::INT16: return integer_column<arrow::Int16Type>(type);
    case Type::INT32: return integer_column<arrow::Int32Type>(type);
    case Type::INT64: return integer_column<arrow::Int64Type>(type);
    case Type::UINT8: return integer_column<arrow::UInt8Type>(type);
    case Type::UINT16: return integer_column<arrow::UInt16Type>(type);
    case Type::UINT32: return integer_column<arrow::UInt32Type>(type);
    case Type::UINT64: return integer_column<arrow::UInt64Type>(type);
    case Type::DURATION: return integer_column<arrow::DurationType>(type);
    case Type::HALF_FLOAT: return leaf<arrow::HalfFloatBuilder>(type, read_half);
    case Type::FLOAT: return leaf<arrow::FloatBuilder>(type, read_float);
    case Type::DOUBLE: return leaf<arrow::DoubleBuilder>(type, read_double);
    case Type::STRING: return leaf<arrow::StringBuilder>(type, read_text);
    case Type::BINARY: return text_read_column<arrow::BinaryBuilder>(type, read_base64);
    case Type::FIXED_SIZE_BINARY: return fixed_binary_column(type, is_uuid(wanted));
    case Type::DECIMAL128: return decimal_column<arrow::Decimal128, arrow::Decimal128Builder>(type);
    case Type::DECIMAL256: return decimal_column<arrow::Decimal256, arrow::Decimal256Builder>(type);
    case Type::DATE32: return date32_column(type);
    case Type::DATE64: return date64_column(type);
    case Type::TIME32: return time_column<arrow::Time32Type>(type);
    case Type::TIME64: return time_column<arrow::Time64Type>(type);
    case Type::TIMESTAMP: return timestamp_column(type);
    default: return nullptr;
  }
}

std::unique_ptr<Column> json_text_column() {
  return leaf<arrow::StringBuilder>(arrow::utf8(), [](Value value, std::string& scratch) {
    const auto text = value.text(scratch);
    return std::optional<std::string_view>(text ? *text : value.raw());
  });
}

}  // namespace dsprep::columnar
