// The given label and the predicted probabilities of a record, by class number.
//
// Probabilities are an object {"ham":0.9,"spam":0.1}, whose keys name the classes, in the order of their bytes; or a
// list, whose places are the classes: then a label is its place (0, 1, …), or with `classes` its name in that list.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op.h"
#include "spill/exact_sum.h"

namespace dsprep::ops::label_errors {

struct Fields {
  Field label, probabilities;
  std::string label_pointer, probabilities_pointer;
  std::vector<std::string> classes;  // names of the places of a list; empty: their numbers
};

// One record as it stands.
struct Row {
  std::string label;                                       // its name
  std::vector<std::pair<std::string_view, double>> named;  // of an object; keys may lie in scratch
  std::vector<double> listed;                              // of a list
  bool is_list = false;
  std::size_t place = 0;  // of a list: the label's
};

// Reads rows. One per worker.
class RowReader {
 public:
  explicit RowReader(const Fields& fields) : fields_(fields) {}
  // Why the record is malformed: a field that is missing or of the wrong type, a probability outside 0 to 1, a sum that
  // is further from 1 than 0.01, a label without a probability.
  std::optional<std::string> read(const Record& record);
  const Row& row() const { return row_; }

 private:
  std::optional<std::string> read_probabilities(Value value);

  const Fields& fields_;
  Row row_;
  std::vector<std::string> keys_;
};

// What is known of the classes after a pass: merged by name.
class ClassTotals {
 public:
  void add(const Row& row);
  void merge(ClassTotals&& next);
  Status save(ByteSink& sink);
  Status load(ByteSource& source);

  struct Class {
    std::uint64_t records = 0;   // with this label
    spill::ExactSum confidence;  // of the class's probability, over those records
  };
  std::map<std::string, Class> classes;  // by name; of lists the place
  std::uint64_t shortest = 0, longest = 0, rows = 0, lists = 0;
};

// The classes of the dataset. Immutable, thread-safe.
struct Classes {
  std::vector<std::string> names;
  std::vector<std::uint64_t> records;  // by class
  std::vector<double> thresholds;      // the mean probability of the class over its own records; 2 where it has none
  std::map<std::string, std::uint32_t, std::less<>> number;

  // An error where lists differ in length, or objects and lists are mixed.
  static Result<Classes> of(const ClassTotals& totals, const Fields& fields);
  std::size_t size() const { return names.size(); }
  // Label and probabilities by number. REQUIRES a row that was part of the totals.
  std::uint32_t read(const Row& row, std::vector<double>& p) const;
};

}  // namespace dsprep::ops::label_errors
