// ClassSurvey: equivalence classes of k-anonymity: how many records share the values of the quasi-identifiers, and how
// diverse the sensitive value is within each class (Sweeney 2002; Machanavajjhala et al. 2007).
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op.h"
#include "spill/hash_key.h"
#include "spill/sketches.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::ops::k_anonymity {

// A row of values is each of them behind its length, so that no two rows are one string.
void append_piece(std::string& row, std::string_view value);
std::string_view next_piece(std::string_view& row);  // takes it off. REQUIRES that one is there

// An entry of the sorter: `count` records of the class `general` (a row), with one sensitive value (its hash_key.h),
// whose values were `exact` (a row) before generalization.
std::string class_entry(std::string_view general, std::string_view sensitive_hash, std::uint64_t count,
                        std::string_view exact);
struct ClassEntry {
  explicit ClassEntry(std::string_view bytes);  // views of them
  std::string_view general, sensitive, exact;
  std::uint64_t count;
};

struct ClassLimits {
  std::uint64_t k = 0;   // fewest records of a class
  double l = 0;          // least diversity of its sensitive values; 0: not asked for
  bool entropy = false;  // diversity: e to the entropy of their shares, rounded to 1e-9, instead of their number
};

class ClassSurvey {
 public:
  ClassSurvey(spill::Workspace& workspace, ClassLimits limits, std::size_t fields)
      : entries(workspace), classes(workspace), distinct(fields), limits_(limits) {}

  // All entries of a sorter, which is empty afterwards. Once.
  Status read(spill::Sorter& from, Decider& decider);

  spill::Sorter entries;  // what was read, equal entries as one: for another round
  spill::Sorter classes;  // hash_key.h of its row, size (8 bytes), diversity (a double's bits) of each class
  std::vector<spill::DistinctCount> distinct;                         // values, by field
  std::vector<std::uint64_t> sizes = std::vector<std::uint64_t>(64);  // classes of 2^i to 2^(i+1) - 1 records
  std::uint64_t class_count = 0, records = 0;
  std::uint64_t unique = 0;             // classes of one record
  std::uint64_t in_small = 0;           // records in classes below a limit
  std::uint64_t smallest = UINT64_MAX;  // class
  double fewest = INFINITY;             // least diversity

 private:
  Status see(std::string_view bytes);
  Status flush();
  void close_value();
  Status close_class();

  ClassLimits limits_;
  std::string general_, sensitive_, exact_;  // of what is being counted
  std::uint64_t pending_ = 0, size_ = 0, of_value_ = 0, values_ = 0;
  double n_log_n_ = 0;
};

}  // namespace dsprep::ops::k_anonymity
