// RecordTexts: the texts of the records of a small dataset (an evaluation set), all of them in memory.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "dsprep/op.h"
#include "dsprep/record.h"
#include "dsprep/result.h"

namespace dsprep::ops::decontaminate {

// Not thread-safe. Merges, saves and loads as Sorters do.
class RecordTexts {
 public:
  struct Texts {
    RecordId id;
    std::string name;
    std::vector<std::string> texts;
    bool operator==(const Texts&) const = default;
  };

  void add(Texts record) { records_.push_back(std::move(record)); }
  void merge(RecordTexts&& next);
  Status save(ByteSink& sink) const;
  Status load(ByteSource& source);
  std::vector<Texts> take() { return std::move(records_); }

 private:
  std::vector<Texts> records_;
};

}  // namespace dsprep::ops::decontaminate
