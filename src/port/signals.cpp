#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <string_view>

#include "port/stop_wakeup.h"
#include "port/system.h"

namespace dsprep::port {
namespace {

std::atomic<int> stop{0};
std::atomic<std::int64_t> stop_time{0};
std::atomic<int> wakeup_reader{-1}, wakeup_writer{-1};
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<std::int64_t>::is_always_lock_free,
              "a signal handler uses them");

// timeout(1) and process groups deliver one wish to stop twice, microseconds apart. Only a signal after this long is
// a second wish.
constexpr std::int64_t same_wish_ns = 200'000'000;

// A run that was asked to stop ends at the next record. One that is held up for longer, by a reader of its output that
// reads no more or a step that decides for minutes, is ended by the signal: what it leaves is what kill -9 would leave,
// and --resume goes on.
constexpr unsigned patience_seconds = 5;

std::int64_t monotonic_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * std::int64_t{1'000'000'000} + now.tv_nsec;
}

void on_stop_signal(int signal) {
  const int saved = errno;
  int none = 0;
  if (stop.compare_exchange_strong(none, signal)) {
    stop_time = monotonic_ns();
    const char byte = 0;
    (void)!::write(wakeup_writer, &byte, 1);
    ::alarm(patience_seconds);
  } else if (monotonic_ns() - stop_time > same_wish_ns) {
    std::signal(signal, SIG_DFL);
    ::raise(signal);  // is delivered when the handler returns
  }
  errno = saved;
}

void on_no_end(int) { ::_exit(128 + stop); }

void handle_stop_signals(void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;  // without SA_RESTART: blocking calls wake up
  ::sigemptyset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM}) {
    struct sigaction old {};
    // A shell's background job is started with SIGINT ignored, and stays so.
    if (::sigaction(signal, nullptr, &old) == 0 && old.sa_handler == SIG_IGN) continue;
    ::sigaction(signal, &action, nullptr);
  }
}

// What they would kill for, write(2) tells.
void ignore_write_signals() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

}  // namespace

int stop_wakeup() { return wakeup_reader; }

const std::atomic<int>& stop_signal() { return stop; }

void exit_on_stop_signals() {
  handle_stop_signals([](int signal) { ::_exit(128 + signal); });
  ignore_write_signals();
}

void catch_stop_signals() {
  if (wakeup_reader >= 0) return;
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0) {
    wakeup_writer = ends[1];
    wakeup_reader = ends[0];
  }
  struct sigaction action {};
  action.sa_handler = on_no_end;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(SIGALRM, &action, nullptr);  // before on_stop_signal can set the alarm
  handle_stop_signals(on_stop_signal);
  ignore_write_signals();
}

void end_process(std::string_view line, int code) {
  while (!line.empty()) {
    const ssize_t n = ::write(STDERR_FILENO, line.data(), line.size());
    if (n < 0 && errno != EINTR) break;
    line.remove_prefix(n > 0 ? static_cast<std::size_t>(n) : 0);
  }
  ::_exit(code);
}

}  // namespace dsprep::port
