// npy: NumPy's file of one array, written. Its header says how many rows there are, and stands in front: everything is
// read once beforehand (Survey) and counted.
#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "dsprep/format.h"
#include "dsprep/value.h"

namespace dsprep::formats {
namespace {

struct WritingParams {
  std::string field = "input_ids", dtype = "auto";
  void fields(ParamFields& f) {
    f("field", field,
      {.meaning =
           "the field that is written: an array of whole numbers, of one length in all records, or a whole number"});
    f("dtype", dtype,
      {.meaning = "type of the numbers; auto: the first of uint16, int32, int64 that holds all of them",
       .choices = {"auto", "uint16", "int32", "uint32", "int64"}});
  }
};

struct DataType {
  std::string_view name, code;  // code: NumPy's, little-endian
  std::size_t size;
  std::int64_t least, most;
};
constexpr DataType types[] = {
    {"uint16", "<u2", 2, 0, std::numeric_limits<std::uint16_t>::max()},
    {"int32", "<i4", 4, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()},
    {"int64", "<i8", 8, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()},
    {"uint32", "<u4", 4, 0, std::numeric_limits<std::uint32_t>::max()}};

// What all records must have alike.
struct Shape {
  std::uint64_t rows = 0;
  std::optional<std::uint64_t> length;  // of the first row; none: no row yet
  bool scalar = false;
  std::int64_t least = 0, most = 0;

  // The reason why two of them do not fit.
  Status merge(const Shape& next, std::string_view field) {
    if (next.rows == 0) return {};
    if (rows == 0) {
      *this = next;
      return {};
    }
    if (scalar != next.scalar)
      return failure(std::string(field) +
                     " is an array in some records and a number in others, and npy holds one array");
    if (length != next.length)
      return failure(std::string(field) + " has " + std::to_string(*length) + " numbers in one record and " +
                     std::to_string(*next.length) +
                     " in another, and npy needs one length: pad them (tokenize: padding) or pack them");
    rows += next.rows;
    least = std::min(least, next.least);
    most = std::max(most, next.most);
    return {};
  }
};

// Calls take(number) for each number of the record's field; its shape, as a row.
template <class Take>
Result<Shape> read_row(std::string_view line, const std::string& pointer, Take take) {
  const Value value = Value(line).find(pointer);
  Shape shape{.rows = 1, .length = 0};
  const auto one = [&](const Value& number) -> Status {
    const auto found = number.integer();
    if (!found)
      return failure(pointer + " holds what is no whole number of 64 bits: " + std::string(number.raw().substr(0, 40)));
    shape.least = *shape.length == 0 ? *found : std::min(shape.least, *found);
    shape.most = *shape.length == 0 ? *found : std::max(shape.most, *found);
    ++*shape.length;
    take(*found);
    return {};
  };
  if (value.type() == FieldType::number) {
    shape.scalar = true;
    DSPREP_CHECK(one(value));
    return shape;
  }
  if (value.type() != FieldType::array)
    return failure(pointer + " is " + std::string(name_of(value.type())) +
                   ", not an array of whole numbers: name another field, --to npy=field=…");
  for (Value::Elements it = value.elements(); it.next();) DSPREP_CHECK(one(it.value()));
  return shape;
}

class ShapeSurvey final : public Survey {
 public:
  explicit ShapeSurvey(std::string pointer) : pointer_(std::move(pointer)) {}
  Status observe(std::string_view line) override {
    DSPREP_TRY(const Shape row, read_row(line, pointer_, [](std::int64_t) {}));
    return shape.merge(row, pointer_);
  }
  Status merge(const Survey& next) override {
    return shape.merge(static_cast<const ShapeSurvey&>(next).shape, pointer_);
  }
  void save(std::string& out) const override {
    ValueBuilder saved;
    saved.begin_array().unsigned_integer(shape.rows).unsigned_integer(shape.length.value_or(0)).boolean(shape.scalar);
    saved.integer(shape.least).integer(shape.most).end_array();
    out += saved.json();
  }
  Status load(std::string_view saved) override {
    const Value value(saved);
    const auto number = [&](std::size_t i) { return value.at(i).integer().value_or(0); };
    shape.rows = static_cast<std::uint64_t>(number(0));
    if (shape.rows > 0) shape.length = static_cast<std::uint64_t>(number(1));
    shape.scalar = value.at(2).boolean().value_or(false);
    shape.least = number(3);
    shape.most = number(4);
    return {};
  }

  Shape shape;

 private:
  std::string pointer_;
};

void append_number(std::int64_t number, std::size_t size, std::string& out) {
  const auto bits = static_cast<std::uint64_t>(number);
  for (std::size_t i = 0; i < size; ++i) out += static_cast<char>(bits >> (8 * i) & 0xff);
}

class RowEncoder final : public BlockEncoder {
 public:
  RowEncoder(const std::string& pointer, const DataType& type) : pointer_(pointer), type_(type) {}
  Status encode(std::string_view lines, std::string& out) override {
    out.clear();
    while (!lines.empty()) {
      const std::size_t end = std::min(lines.find('\n'), lines.size());
      DSPREP_TRY(const Shape row,
                 read_row(lines.substr(0, end), pointer_, [&](std::int64_t n) { append_number(n, type_.size, out); }));
      (void)row;
      lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return {};
  }

 private:
  const std::string& pointer_;
  const DataType& type_;
};

// The header of version 1.0, as numpy.save writes it: its size a multiple of 64.
std::string header(const Shape& shape, const DataType& type) {
  std::string dictionary = "{'descr': '" + std::string(type.code) + "', 'fortran_order': False, 'shape': (" +
                           std::to_string(shape.rows) + ",";
  if (!shape.scalar) dictionary += " " + std::to_string(shape.length.value_or(0));
  dictionary += "), }";
  constexpr std::size_t before = 10, alignment = 64;
  dictionary.append((alignment - (before + dictionary.size() + 1) % alignment) % alignment, ' ').append(1, '\n');
  std::string out("\x93NUMPY\x01\x00", 8);
  append_number(static_cast<std::int64_t>(dictionary.size()), 2, out);
  return out + dictionary;
}

class ArrayFile final : public FileWriter {
 public:
  ArrayFile(const Shape& shape, const DataType& type) : shape_(shape), type_(type) {}
  Status add(std::string_view block, std::string& out) override {
    begin(out);
    out += block;
    written_ += block.size();
    return {};
  }
  Status end(std::string& out) override {
    begin(out);
    if (written_ == shape_.rows * (shape_.scalar ? 1 : shape_.length.value_or(0)) * type_.size) return {};
    return failure(
        "npy says in front how many rows a file has, and here they go to several files: write one, with -o FILE.npy, "
        "and without parts or shards");
  }

 private:
  void begin(std::string& out) {
    if (!std::exchange(begun_, true)) out += header(shape_, type_);
  }
  const Shape& shape_;
  const DataType& type_;
  std::uint64_t written_ = 0;
  bool begun_ = false;
};

class NpyWriter final : public Writer {
 public:
  explicit NpyWriter(WritingParams params) : params_(std::move(params)) {}
  std::unique_ptr<Survey> survey() const override { return std::make_unique<ShapeSurvey>(params_.field); }
  Status set_types(const Survey& survey, std::string_view) override {
    shape_ = static_cast<const ShapeSurvey&>(survey).shape;
    for (const DataType& type : types) {
      const bool wanted = params_.dtype == "auto" ? type.name != "uint32" : params_.dtype == type.name;
      if (!wanted || shape_.least < type.least || shape_.most > type.most) continue;
      type_ = &type;
      return {};
    }
    return failure("dtype " + params_.dtype + " does not hold " + std::to_string(shape_.least) + " to " +
                   std::to_string(shape_.most) + ", which " + params_.field + " has: leave it at auto");
  }
  std::unique_ptr<BlockEncoder> block_encoder() const override {
    return std::make_unique<RowEncoder>(params_.field, *type_);
  }
  Result<std::unique_ptr<FileWriter>> file_writer(std::uint64_t) const override {
    return std::make_unique<ArrayFile>(shape_, *type_);
  }

 private:
  WritingParams params_;
  Shape shape_;
  const DataType* type_ = &types[0];
};

Result<std::unique_ptr<Writer>> writer(const ParamValues& values) {
  auto params = bind_params<WritingParams>(values);
  if (params.field.empty()) return usage_error("field is empty: name the array to write");
  if (params.field[0] != '/') params.field.insert(0, 1, '/');
  if (params.field.find('*') != std::string::npos)
    return usage_error("field names several places: npy holds one array of a record");
  return std::make_unique<NpyWriter>(std::move(params));
}

constexpr FormatExample examples[] = {
    {"two rows of three ids", "",
     std::string_view(
         "\x93NUMPY\x01\x00v\x00{'descr': '<u2', 'fortran_order': False, 'shape': (2, 3), }"
         "                                                          \n\x01\x00\x02\x00\x03\x00\x04\x00\x05\x00\x06\x00",
         140),
     "{\"text\":\"中文\",\"input_ids\":[1,2,3]}\n{\"input_ids\":[4,5,6]}\n", FormatExample::Way::writes}};

}  // namespace

extern const FormatSpec npy_format;
const FormatSpec npy_format{
    .name = "npy",
    .summary = "NumPy's file of one array: the ids of all records, ready to be mapped into memory",
    .details =
        R"(Written, not read. One field of each record is a row: an array of whole numbers, which has the same length in all records, or a whole number. The file is what
`numpy.save` writes (version 1.0, C order, little-endian): `numpy.load("x.npy", mmap_mode="r")` gives the rows in the order of the records. Other fields are not written.

The type is the first of `uint16`, `int32`, `int64` that holds every number, or the one that `dtype` names.

The header says how many rows there are and stands in front of them. So everything is read once beforehand, and counted; no file is patched. For the same reason all
rows go into one file, `-o FILE.npy`: an output of several files (parts, several inputs into a directory) is refused when it is found. A field that is missing or no array of whole
numbers, arrays of different lengths, and a number that `dtype` does not hold end the run before anything is written. No record at all makes an array of shape (0, 0).)",
    .source = "numpy.lib.format, version 1.0 (NEP 1)",
    .extensions = {".npy"},
    .examples = examples,
    .writer = writer,
    .writer_params = describe_params<WritingParams>,
    .table = true,
};

}  // namespace dsprep::formats
