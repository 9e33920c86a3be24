// How far a run is, on standard error: a bar that redraws its line, or a log line every ten seconds.
#pragma once

#include <cstddef>
#include <string>

#include "cli/common_options.h"
#include "exec/run.h"

namespace dsprep::cli {

// "pass 1 of 3: dedup_exact  45 %  120 MB/s  12,345 records  0:12 left": of at most `columns` columns, the last words
// left out where it would be longer. The time left is that of the whole run, guessed from the passes done.
std::string progress_line(const exec::Progress& progress, std::size_t columns);
// The same behind a bar: "[=====>     ] pass 1 of 3: …".
std::string progress_bar(const exec::Progress& progress, std::size_t columns);
// The members of a log event (base::log_event).
std::string progress_members(const exec::Progress& progress);

// Used by one thread at a time.
class ProgressPrinter {
 public:
  ProgressPrinter(ProgressStyle style, bool stderr_is_terminal);
  ~ProgressPrinter() { clear(); }
  bool wanted() const { return style_ != ProgressStyle::none; }
  void show(const exec::Progress& progress);
  void clear();  // wipes the bar, so that what follows has the line to itself

 private:
  ProgressStyle style_;  // not automatic
  bool drawn_ = false;
  double last_ = 0;  // seconds of the run at the last line or bar
};

}  // namespace dsprep::cli
