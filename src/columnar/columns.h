// Column: JSON values on their way into an Arrow array, the counterpart of Cell (columnar/cells.h): whatever a Cell
// says of a value, a Column of its type takes back.
#pragma once

#include <arrow/type_fwd.h>

#include <memory>
#include <string>

#include "dsprep/result.h"
#include "dsprep/value.h"

namespace dsprep::columnar {

// Why a value is none of a column.
struct Misfit {
  std::string pointer;  // below the column
  std::string value;    // its beginning, as JSON
  std::string type;
};

class Column {
 public:
  virtual ~Column() = default;
  // A missing value is null. False: the value is none of this type; what the column holds is of no use then.
  virtual bool append(Value value, Misfit& misfit) = 0;
  virtual Result<std::shared_ptr<arrow::Array>> finish() = 0;  // and begins anew
};

// For values of `type`; what it finishes is of plain_type().
std::unique_ptr<Column> column_of(const arrow::DataType& type);
// For a field that holds the JSON of whatever it gets, as text.
std::unique_ptr<Column> json_text_column();
// For the fields of a record; a value with other members fits only where `json_text` names them, which is one name.
std::unique_ptr<Column> record_column(const arrow::Schema& schema, const std::string& json_text);

// How the values of a type stand in a Parquet file, where that does not tell all of the type: dictionaries as their
// values, large text as text, extensions as what they are stored as. The schema beside the data says the rest.
std::shared_ptr<arrow::DataType> plain_type(const std::shared_ptr<arrow::DataType>& type);
std::shared_ptr<arrow::Field> plain_field(const std::shared_ptr<arrow::Field>& field);

}  // namespace dsprep::columnar
