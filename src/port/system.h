// The machine and the process: cores, memory, signals, the clock.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "dsprep/result.h"

namespace dsprep::port {

unsigned core_count();        // that this process may use (affinity, cgroup quota); at least 1
std::uint64_t memory_size();  // bytes of RAM this process may use (cgroup limits honoured)
std::string cpu_name();
std::string host_name();
std::int64_t process_id();
double seconds_since_start();          // monotonic, of this process; for progress and run.json only
std::string utc_time();                // ISO 8601; for run.json only
std::uint64_t peak_memory();           // bytes, of this process
std::size_t terminal_columns(int fd);  // of the terminal behind a descriptor; $COLUMNS or 80 where there is none
Status change_directory(const std::string& path);  // of the process: relative paths start there

// From here on SIGINT and SIGTERM end the process at once with 130 and 143 as its exit code: of what is to be finished
// or removed there is nothing yet. An interrupt that was ignored stays so. Ignores SIGPIPE and SIGXFSZ: writing says
// what is wrong.
void exit_on_stop_signals();
// Notes SIGINT and SIGTERM instead of dying, for whoever has something to finish. A second signal kills as usual.
// Ignores the same.
void catch_stop_signals();
const std::atomic<int>& stop_signal();  // 0, or the signal that came

// Ends the process here and now: `line` to standard error, nothing allocated, no destructor run. For when nothing else
// is possible.
[[noreturn]] void end_process(std::string_view line, int code);

}  // namespace dsprep::port
