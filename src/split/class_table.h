// class_table: the classes of a draw before and after, as a table of the report.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsprep/findings.h"
#include "split/draw.h"

namespace dsprep::split {

struct TableHow {
  std::string id, title, note;
  std::string what;    // the first column: "source", "class"
  bool sized = false;  // sizes are bytes, and not records
  struct Further {
    Column column;
    std::vector<double> values;  // by class; empty: no such column
  };
  std::vector<Further> further = {};
};

// The largest classes where there are many; the note says so.
Finding class_table(const std::vector<DrawnClass>& classes, TableHow how);

}  // namespace dsprep::split
