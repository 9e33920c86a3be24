// How far a run is, on standard error: a bar that redraws its line, or a log line every ten seconds.
#pragma once

#include <string>

#include "cli/common_options.h"
#include "exec/run.h"

namespace dsprep::cli {

// "pass 1 of 2: dedup_exact   45 %  1.2 GiB of 2.6 GiB  120 MiB/s  12,345 records  0:12 left", of at most 110 columns.
std::string progress_line(const exec::Progress& progress);

// Used by one thread at a time.
class ProgressPrinter {
 public:
  ProgressPrinter(ProgressStyle style, bool stderr_is_terminal);
  ~ProgressPrinter() { clear(); }
  bool wanted() const { return style_ != ProgressStyle::none; }
  void show(const exec::Progress& progress);
  void clear();                                      // wipes the bar, so that what follows has the line to itself

 private:
  ProgressStyle style_;                              // not automatic
  bool drawn_ = false;
  double last_ = 0;                                  // seconds of the run at the last line or bar
};

}  // namespace dsprep::cli
