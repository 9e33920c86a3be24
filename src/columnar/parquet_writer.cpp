// Which types a Parquet file is written with: those that were read where values still fit them, else those that the
// values have.
#include <arrow/api.h>
#include <arrow/io/memory.h>
#include <arrow/ipc/dictionary.h>
#include <arrow/ipc/reader.h>
#include <arrow/util/key_value_metadata.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "columnar/arrow_border.h"
#include "columnar/columns.h"
#include "columnar/parquet.h"
#include "columnar/type_survey.h"
#include "columnar/write_properties.h"

namespace dsprep::columnar {
namespace {

Result<std::shared_ptr<arrow::Schema>> read_schema(const std::string& serialized) {
  arrow::io::BufferReader bytes(std::make_shared<arrow::Buffer>(std::string_view(serialized)));
  arrow::ipc::DictionaryMemo dictionaries;
  return checked(arrow::ipc::ReadSchema(&bytes, &dictionaries));
}

// The fields that all inputs have in common or some lack; of those whose types differ only the values are asked.
class DeclaredFields {
 public:
  void add(const arrow::Schema& schema) {
    for (const auto& field : fields_)
      if (schema.GetFieldIndex(field.field->name()) < 0) field.field = field.field->WithNullable(true);
    for (const auto& field : schema.fields()) {
      const auto known = std::find_if(fields_.begin(), fields_.end(),
                                      [&](const Known& one) { return one.field->name() == field->name(); });
      if (known == fields_.end()) {
        fields_.push_back({schemas_ == 0 ? field : field->WithNullable(true)});
        continue;
      }
      known->differs |= !known->field->type()->Equals(*field->type());
      if (field->nullable()) known->field = known->field->WithNullable(true);
    }
    if (schemas_ == 0) metadata_ = schema.metadata();
    else if (metadata_ && (!schema.metadata() || !metadata_->Equals(*schema.metadata()))) metadata_ = nullptr;
    ++schemas_;
  }
  bool agree() const {
    return schemas_ > 0 && std::none_of(fields_.begin(), fields_.end(), [](const Known& one) { return one.differs; });
  }
  std::shared_ptr<arrow::Schema> schema() const {
    arrow::FieldVector fields;
    for (const Known& one : fields_)
      if (!one.differs) fields.push_back(one.field);
    return arrow::schema(std::move(fields), metadata_);
  }

 private:
  struct Known {
    mutable std::shared_ptr<arrow::Field> field;
    bool differs = false;
  };
  std::vector<Known> fields_;
  std::shared_ptr<const arrow::KeyValueMetadata> metadata_;
  std::size_t schemas_ = 0;
};

class ParquetWriter final : public Writer {
 public:
  explicit ParquetWriter(const WritingRules& rules) : rules_(rules) {}

  void set_schemas(std::span<const std::string> schemas, bool all) override {
    DeclaredFields fields;
    for (const std::string& one : schemas) {
      const auto schema = read_schema(one);
      if (schema.ok()) fields.add(**schema);
    }
    declared_ = fields.schema();
    if (all && fields.agree()) set_shape(declared_, "");
  }
  std::unique_ptr<Survey> survey() const override {
    return shape_ ? nullptr : std::make_unique<TypeSurvey>(*declared_);
  }

  // REQUIRES a survey of this writer.
  Status set_types(const Survey& survey, std::string_view added) override {
    DSPREP_TRY(auto schema, static_cast<const TypeSurvey&>(survey).schema());
    if (!added.empty()) {
      arrow::FieldVector fields;
      for (const auto& field : schema->fields())
        if (field->name() != added) fields.push_back(field);
      fields.push_back(arrow::field(std::string(added), arrow::utf8()));
      schema = arrow::schema(std::move(fields));
    }
    // What the file says about its columns holds where they are the same ones.
    if (declared_->metadata() && schema->Equals(*declared_, false))
      schema = schema->WithMetadata(declared_->metadata());
    set_shape(std::move(schema), std::string(added));
    return {};
  }

  std::unique_ptr<BlockEncoder> block_encoder() const override { return shape_ ? column_encoder(shape_) : nullptr; }
  Result<std::unique_ptr<FileWriter>> file_writer(std::uint64_t together) const override {
    return column_file(shape_, together);
  }

 private:
  void set_shape(std::shared_ptr<arrow::Schema> schema, std::string json_text) {
    arrow::FieldVector plain;
    for (const auto& field : schema->fields()) plain.push_back(plain_field(field));
    auto shape = std::make_shared<TableShape>();
    shape->plain = arrow::schema(std::move(plain));
    shape->schema = std::move(schema);
    shape->json_text = std::move(json_text);
    shape->how = write_properties(rules_.codec);
    shape->row_group_size = rules_.row_group_size;
    shape_ = std::move(shape);
  }

  const WritingRules rules_;
  std::shared_ptr<arrow::Schema> declared_ = arrow::schema({});
  std::shared_ptr<const TableShape> shape_;
};

}  // namespace

Result<std::unique_ptr<Writer>> parquet_writer(const WritingRules& rules) {
  return std::make_unique<ParquetWriter>(rules);
}

}  // namespace dsprep::columnar
