#include <arrow/api.h>
#include <arrow/buffer_builder.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "columnar/arrow_border.h"
#include "columnar/columns.h"
#include "columnar/leaf_columns.h"

namespace dsprep::columnar {
namespace {

// Which rows are not null.
class Validity {
 public:
  void add(bool valid) {
    nulls_ += !valid;
    ++rows_;
    ok_ &= bits_.Append(valid).ok();
  }
  std::int64_t rows() const { return rows_; }
  struct Finished {
    std::shared_ptr<arrow::Buffer> bits;  // null: all are
    std::int64_t rows, nulls;
  };
  Result<Finished> finish() {
    Finished finished{nullptr, std::exchange(rows_, 0), std::exchange(nulls_, 0)};
    DSPREP_TRY(auto bits, checked(bits_.Finish()));
    if (!std::exchange(ok_, true)) return failure("out of memory");
    if (finished.nulls > 0) finished.bits = std::move(bits);
    return finished;
  }

 private:
  arrow::TypedBufferBuilder<bool> bits_;
  std::int64_t rows_ = 0, nulls_ = 0;
  bool ok_ = true;
};

bool is_null(Value value) { return value.type() == FieldType::null || value.type() == FieldType::missing; }

// Of lists and maps: where the elements of each row begin.
class Offsets {
 public:
  bool begin_row() { return bytes_.Append(count_).ok(); }
  void add_element() { ++count_; }
  Result<std::shared_ptr<arrow::Buffer>> finish() {
    DSPREP_CHECK(checked(bytes_.Append(std::exchange(count_, 0))));
    return checked(bytes_.Finish());
  }

 private:
  arrow::TypedBufferBuilder<std::int32_t> bytes_;
  std::int32_t count_ = 0;
};

class ListColumn final : public Column {
 public:
  explicit ListColumn(const arrow::DataType& type)
      : type_(plain_type(type.GetSharedPtr())), element_(column_of(*type.field(0)->type())) {
    if (type.id() == arrow::Type::FIXED_SIZE_LIST)
      size_ = static_cast<const arrow::FixedSizeListType&>(type).list_size();
  }
  bool append(Value value, Misfit& misfit) override {
    validity_.add(!is_null(value));
    if (!offsets_.begin_row()) return false;
    if (is_null(value)) return true;
    if (value.type() != FieldType::array) return misfits(value, *type_, misfit);
    std::int64_t n = 0;
    for (Value::Elements it = value.elements(); it.next(); ++n) {
      offsets_.add_element();
      if (element_->append(it.value(), misfit)) continue;
      misfit.pointer = "/" + std::to_string(n) + misfit.pointer;
      return false;
    }
    return size_ < 0 || n == size_ || misfits(value, *type_, misfit);
  }
  Result<std::shared_ptr<arrow::Array>> finish() override {
    DSPREP_TRY(const Validity::Finished rows, validity_.finish());
    DSPREP_TRY(auto offsets, offsets_.finish());
    DSPREP_TRY(auto elements, element_->finish());
    return std::shared_ptr<arrow::Array>(std::make_shared<arrow::ListArray>(
        type_, rows.rows, std::move(offsets), std::move(elements), rows.bits, rows.nulls));
  }

 private:
  const std::shared_ptr<arrow::DataType> type_;
  const std::unique_ptr<Column> element_;
  std::int64_t size_ = -1;  // of every list; -1: any
  Validity validity_;
  Offsets offsets_;
};

class MapColumn final : public Column {
 public:
  explicit MapColumn(const arrow::DataType& type)
      : type_(plain_type(type.GetSharedPtr())),
        key_(column_of(*static_cast<const arrow::MapType&>(type).key_type())),
        item_(column_of(*static_cast<const arrow::MapType&>(type).item_type())) {}
  bool append(Value value, Misfit& misfit) override {
    validity_.add(!is_null(value));
    if (!offsets_.begin_row()) return false;
    if (is_null(value)) return true;
    if (value.type() != FieldType::object) return misfits(value, *type_, misfit);
    for (Value::Members it = value.members(); it.next();) {
      offsets_.add_element();
      // A key that is no text stands as the text of its JSON.
      const std::string_view inside = it.raw_key();
      const Value quoted(std::string_view(inside.data() - 1, inside.size() + 2));
      if (!key_->append(quoted_keys() ? quoted : Value(inside), misfit)) return false;
      if (item_->append(it.value(), misfit)) continue;
      misfit.pointer = ("/" + std::string(inside)).append(misfit.pointer);
      return false;
    }
    return true;
  }
  Result<std::shared_ptr<arrow::Array>> finish() override {
    DSPREP_TRY(const Validity::Finished rows, validity_.finish());
    DSPREP_TRY(auto offsets, offsets_.finish());
    DSPREP_TRY(auto keys, key_->finish());
    DSPREP_TRY(auto items, item_->finish());
    return std::shared_ptr<arrow::Array>(std::make_shared<arrow::MapArray>(
        type_, rows.rows, std::move(offsets), std::move(keys), std::move(items), rows.bits, rows.nulls));
  }

 private:
  bool quoted_keys() const {
    const arrow::Type::type id = static_cast<const arrow::MapType&>(*type_).key_type()->id();
    return !arrow::is_integer(id) && !arrow::is_floating(id) && id != arrow::Type::BOOL && id != arrow::Type::DURATION;
  }
  const std::shared_ptr<arrow::DataType> type_;
  const std::unique_ptr<Column> key_, item_;
  Validity validity_;
  Offsets offsets_;
};

class StructColumn final : public Column {
 public:
  StructColumn(const arrow::FieldVector& fields, const std::string& json_text) {
    arrow::FieldVector plain;
    for (const auto& field : fields) {
      plain.push_back(plain_field(field));
      const bool text = !json_text.empty() && field->name() == json_text;
      members_.push_back({field->name(), field->nullable(), text ? json_text_column() : column_of(*field->type()), {}});
      index_.emplace(field->name(), members_.size() - 1);
    }
    type_ = arrow::struct_(plain);
  }
  bool append(Value value, Misfit& misfit) override {
    validity_.add(!is_null(value));
    if (!is_null(value) && value.type() != FieldType::object) return misfits(value, *type_, misfit);
    const bool here = !is_null(value);
    if (here && !find_members(value, misfit)) return false;
    for (Member& member : members_) {
      const Value of = std::exchange(member.value, Value());
      const bool fits =
          here && !member.nullable && is_null(of) ? misfits(of, *type_, misfit) : member.column->append(of, misfit);
      if (fits) continue;
      misfit.pointer = ("/" + member.name).append(misfit.pointer);
      return false;
    }
    return true;
  }
  Result<std::shared_ptr<arrow::Array>> finish() override {
    DSPREP_TRY(const Validity::Finished rows, validity_.finish());
    arrow::ArrayVector arrays;
    for (Member& member : members_) {
      DSPREP_TRY(auto array, member.column->finish());
      arrays.push_back(std::move(array));
    }
    return std::shared_ptr<arrow::Array>(
        std::make_shared<arrow::StructArray>(type_, rows.rows, std::move(arrays), rows.bits, rows.nulls));
  }

 private:
  struct Member {
    std::string name;
    bool nullable;
    std::unique_ptr<Column> column;
    Value value;  // of the record under way; of equal names the last one counts
  };
  // Most records have their members in the order of the columns: then a name is found where it is expected.
  bool find_members(Value value, Misfit& misfit) {
    std::size_t expected = 0;
    for (Value::Members it = value.members(); it.next();) {
      if (expected < members_.size() && it.raw_key() == members_[expected].name) {
        members_[expected++].value = it.value();
        continue;
      }
      name_ = it.key(scratch_);
      const auto known = index_.find(name_);
      if (known == index_.end()) {
        misfit = {"/" + name_, std::string(it.value().raw().substr(0, 60)), "no column"};
        return false;
      }
      members_[known->second].value = it.value();
      expected = known->second + 1;
    }
    return true;
  }

  std::shared_ptr<arrow::DataType> type_;
  std::vector<Member> members_;
  std::unordered_map<std::string, std::size_t> index_;
  std::string name_, scratch_;
  Validity validity_;
};

}  // namespace

std::unique_ptr<Column> column_of(const arrow::DataType& type) {
  using arrow::Type;
  switch (type.id()) {
    case Type::LIST:
    case Type::LARGE_LIST:
    case Type::FIXED_SIZE_LIST: return std::make_unique<ListColumn>(type);
    case Type::MAP: return std::make_unique<MapColumn>(type);
    case Type::STRUCT: return std::make_unique<StructColumn>(type.fields(), "");
    case Type::DICTIONARY: return column_of(*static_cast<const arrow::DictionaryType&>(type).value_type());
    case Type::EXTENSION:
      if (auto leaf = leaf_column(type)) return leaf;
      return column_of(*static_cast<const arrow::ExtensionType&>(type).storage_type());
    default: return leaf_column(type);
  }
}

std::unique_ptr<Column> record_column(const arrow::Schema& schema, const std::string& json_text) {
  return std::make_unique<StructColumn>(schema.fields(), json_text);
}

}  // namespace dsprep::columnar
