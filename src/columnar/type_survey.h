// TypeSurvey: which types the values of all records have, field by field, and whether they still fit the types that the
// fields were read with. What becomes of it is the schema that is written.
#pragma once

#include <arrow/type_fwd.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "columnar/columns.h"
#include "dsprep/format.h"

namespace dsprep::columnar {

class TypeSurvey final : public Survey {
 public:
  // `declared`: the fields as they were read; empty where they were not read from such files.
  explicit TypeSurvey(const arrow::Schema& declared);
  ~TypeSurvey() override;
  Status observe(std::string_view line) override;
  Status merge(const Survey& next) override;
  void save(std::string& out) const override;
  Status load(std::string_view saved) override;

  // The types of what was observed: of the fields that came, in the order in which they first did. An error names a
  // field whose values have no type in common. Where nothing was observed at all, it is what was declared.
  Result<std::shared_ptr<arrow::Schema>> schema() const;

  struct Node;  // a field, or the elements of one

 private:
  std::shared_ptr<arrow::Schema> declared_;
  std::unique_ptr<Node> root_;
  std::uint64_t fields_ = 0;
  std::string scratch_;
};

}  // namespace dsprep::columnar
