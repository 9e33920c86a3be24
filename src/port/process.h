// ChildProcess: a program of the user's that runs beside us, its standard streams on pipes.
//
// Nothing here blocks for longer than the caller allows: requests are written and answers read in one poll, so that
// neither side can wait for the other with both pipes full. The child runs in a process group of its own, together with
// a guardian that ends the group when we are gone, however we died (kill -9 too).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/result.h"

namespace dsprep::port {

// How a process ended.
struct ProcessEnd {
  int code = 0;    // its exit code, where no signal ended it
  int signal = 0;  // the signal that did, or 0
  bool well() const { return code == 0 && signal == 0; }
};
std::string describe(const ProcessEnd& end);  // "exited with 3", "was killed by signal 11 (SEGV)"

// The arguments that have the shell run `line`, as a user writes it.
std::vector<std::string> shell_command(std::string line);

// Not thread-safe. The destructor ends the whole process group at once.
class ChildProcess {
 public:
  using Milliseconds = std::chrono::milliseconds;

  // Starts `argv` (argv[0] is looked for on PATH) with our environment and working directory, and no descriptor but the
  // three standard streams. May be called while other threads run. Where SIGPIPE would end us, it is ignored from here
  // on. An error where the program cannot be started.
  static Result<std::unique_ptr<ChildProcess>> start(const std::vector<std::string>& argv);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  struct Exchange {
    std::size_t written = 0, read = 0;  // bytes
    bool stopped = false;               // a stop signal came
  };
  // Waits until something can be done, at most `at_most`, and does it: writes of `out`, appends to `in` what the child
  // has written (64 KiB at most), takes in its standard error.
  Result<Exchange> exchange(std::string_view out, std::string& in, Milliseconds at_most);
  bool input_closed() const;  // by us, or the child reads no more
  bool output_ended() const;  // the child has closed its standard output
  void close_input();

  // Lines of its standard error that came since the last call: at most 100, each cut at 500 bytes.
  std::vector<std::string> take_notes();
  const std::string& last_note() const { return last_note_; }  // the last line that was not blank

  // How it ended; nothing where it still runs after `at_most`, or a stop signal came.
  std::optional<ProcessEnd> wait(Milliseconds at_most);
  // Ends the whole group: SIGTERM, and SIGKILL where that does not end it within `patience`.
  ProcessEnd end(Milliseconds patience);

 private:
  struct Streams;
  ChildProcess(std::unique_ptr<Streams> streams, std::int64_t pid, std::int64_t guardian);
  bool reap();
  void end_group();
  void take_in_notes(std::string_view bytes);
  void end_note();
  void read_notes();

  std::unique_ptr<Streams> streams_;
  std::int64_t pid_, guardian_;  // the guardian's pid is the group's; 0 when reaped
  std::optional<ProcessEnd> ended_;
  std::deque<std::string> notes_;
  std::string note_, last_note_;  // the line that is not complete yet, and the last one that was
};

}  // namespace dsprep::port
