#include "port/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <tuple>
#include <utility>

#include "port/descriptor.h"
#include "port/os_error.h"
#include "port/stop_wakeup.h"
#include "port/system.h"

namespace dsprep::port {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t read_at_once = 64u << 10;
constexpr std::size_t most_notes = 100, longest_note = 500;

struct Pipe {
  Descriptor read_end, write_end;
};

// Neither end is inherited, and none is a standard stream's number: those are the child's.
Result<Pipe> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return os_error("make", "a pipe", errno);
  Descriptor low[2] = {Descriptor(ends[0]), Descriptor(ends[1])}, high[2];
  for (int i = 0; i < 2; ++i) {
    if (low[i].get() > 2) {
      high[i] = std::move(low[i]);
      continue;
    }
    high[i] = Descriptor(::fcntl(low[i].get(), F_DUPFD_CLOEXEC, 3));
    if (!high[i].valid()) return os_error("make", "a pipe", errno);
  }
  return Pipe{std::move(high[0]), std::move(high[1])};
}

Status do_not_block(const Descriptor& end) {
  const int flags = ::fcntl(end.get(), F_GETFL);
  if (flags < 0 || ::fcntl(end.get(), F_SETFL, flags | O_NONBLOCK) != 0) return os_error("set up", "a pipe", errno);
  return {};
}

// posix_spawn: no copy of our memory is made, and nothing of ours runs between fork and exec, where other threads may
// hold any lock.
class Spawn {
 public:
  Spawn() {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawnattr_init(&attributes_);
    sigset_t none, usual;
    ::sigemptyset(&none);
    ::sigemptyset(&usual);
    ::sigaddset(&usual, SIGPIPE);  // we ignore these; whoever is started does not expect it
    ::sigaddset(&usual, SIGXFSZ);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &usual);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~Spawn() {
    ::posix_spawnattr_destroy(&attributes_);
    ::posix_spawn_file_actions_destroy(&actions_);
  }
  Spawn(const Spawn&) = delete;
  Spawn& operator=(const Spawn&) = delete;

  void put(int fd, int as) { ::posix_spawn_file_actions_adddup2(&actions_, fd, as); }
  void put_null(int as) { ::posix_spawn_file_actions_addopen(&actions_, as, "/dev/null", O_WRONLY, 0); }

  // The pid, or an errno below zero. `group`: 0 makes a new one.
  std::int64_t start(const std::vector<std::string>& argv, pid_t group) {
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, 3);
    ::posix_spawnattr_setpgroup(&attributes_, group);
    std::vector<char*> pointers;
    for (const std::string& word : argv) pointers.push_back(const_cast<char*>(word.c_str()));
    pointers.push_back(nullptr);
    pid_t pid = 0;
    const int code = ::posix_spawnp(&pid, pointers[0], &actions_, &attributes_, pointers.data(), environ);
    return code == 0 ? pid : -code;
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

// A child that reads no more is no reason for us to die: writing says so. And how a child ended is only told where its
// signal is not ignored, as some parent of ours may have left it.
void set_up_signals() {
  for (const auto& [signal, unwanted, instead] :
       {std::tuple(SIGPIPE, SIG_DFL, SIG_IGN), std::tuple(SIGCHLD, SIG_IGN, SIG_DFL)}) {
    struct sigaction now {};
    if (::sigaction(signal, nullptr, &now) == 0 && now.sa_handler == unwanted) ::signal(signal, instead);
  }
}

// Whether the process has ended; it is reaped then.
bool reaped(pid_t pid, bool wait, int& status) {
  pid_t got;
  do got = ::waitpid(pid, &status, wait ? 0 : WNOHANG);
  while (got < 0 && errno == EINTR);
  return got != 0;  // an error: there is no such child (any more)
}

Clock::time_point after(ChildProcess::Milliseconds time) { return Clock::now() + time; }

// What the guardian does: it leads the group, sits on a pipe that only we have the other end of, and when that goes, so
// does the group. A shell, because a fork of ours would keep all of our memory.
constexpr const char* guardian_script = "trap '' TERM INT HUP; read -r nothing; kill -KILL 0";

}  // namespace

std::string describe(const ProcessEnd& end) {
  if (end.signal == 0) return "exited with " + std::to_string(end.code);
  std::string text = "was killed by signal " + std::to_string(end.signal);
  if (const char* name = ::sigabbrev_np(end.signal)) text.append(" (SIG").append(name).append(")");
  return text;
}

std::vector<std::string> shell_command(std::string line) { return {"/bin/sh", "-c", std::move(line)}; }

struct ChildProcess::Streams {
  Descriptor input, output, error;  // our ends
  Descriptor leash;                 // the guardian's
};

ChildProcess::ChildProcess(std::unique_ptr<Streams> streams, std::int64_t pid, std::int64_t guardian)
    : streams_(std::move(streams)), pid_(pid), guardian_(guardian) {}

Result<std::unique_ptr<ChildProcess>> ChildProcess::start(const std::vector<std::string>& argv) {
  set_up_signals();
  DSPREP_TRY(Pipe input, make_pipe());
  DSPREP_TRY(Pipe output, make_pipe());
  DSPREP_TRY(Pipe error, make_pipe());
  DSPREP_TRY(Pipe leash, make_pipe());
  DSPREP_CHECK(do_not_block(input.write_end));
  DSPREP_CHECK(do_not_block(output.read_end));
  DSPREP_CHECK(do_not_block(error.read_end));

  Spawn guard;
  guard.put(leash.read_end.get(), STDIN_FILENO);
  guard.put_null(STDOUT_FILENO);
  guard.put_null(STDERR_FILENO);
  const std::int64_t guardian = guard.start(shell_command(guardian_script), 0);
  if (guardian < 0) return os_error("start", "/bin/sh", static_cast<int>(-guardian));

  Spawn child;
  child.put(input.read_end.get(), STDIN_FILENO);
  child.put(output.write_end.get(), STDOUT_FILENO);
  child.put(error.write_end.get(), STDERR_FILENO);
  const std::int64_t pid = child.start(argv, static_cast<pid_t>(guardian));
  auto streams = std::make_unique<Streams>(Streams{std::move(input.write_end), std::move(output.read_end),
                                                   std::move(error.read_end), std::move(leash.write_end)});
  std::unique_ptr<ChildProcess> process(new ChildProcess(std::move(streams), std::max<std::int64_t>(pid, 0), guardian));
  if (pid < 0) {
    Error why = os_error("start", argv[0], static_cast<int>(-pid));
    if (pid == -ENOENT) why.message += ": install it, or give its path";
    return why;
  }
  return process;
}

ChildProcess::~ChildProcess() { end_group(); }

bool ChildProcess::input_closed() const { return !streams_->input.valid(); }
bool ChildProcess::output_ended() const { return !streams_->output.valid(); }
void ChildProcess::close_input() { streams_->input.close(); }

Result<ChildProcess::Exchange> ChildProcess::exchange(std::string_view out, std::string& in, Milliseconds at_most) {
  Exchange done;
  pollfd waits[] = {{streams_->output.get(), POLLIN, 0},
                    {streams_->error.get(), POLLIN, 0},
                    {out.empty() ? -1 : streams_->input.get(), POLLOUT, 0},
                    {stop_wakeup(), POLLIN, 0}};
  (void)::poll(waits, std::size(waits), static_cast<int>(std::max<Milliseconds::rep>(at_most.count(), 0)));
  done.stopped = stop_signal() != 0;
  if (done.stopped) return done;
  if (waits[0].revents != 0) {
    const std::size_t before = in.size();
    in.resize(before + read_at_once);
    const ssize_t n = ::read(streams_->output.get(), in.data() + before, read_at_once);
    const int code = errno;
    in.resize(before + static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    if (n < 0 && code != EINTR && code != EAGAIN) return os_error("read", "the output of a process", code);
    if (n == 0) streams_->output.close();
    done.read = in.size() - before;
  }
  if (waits[1].revents != 0) read_notes();
  if (waits[2].revents != 0) {
    const ssize_t n = ::write(streams_->input.get(), out.data(), out.size());
    if (n >= 0) done.written = static_cast<std::size_t>(n);
    else if (errno == EPIPE) close_input();
    else if (errno != EINTR && errno != EAGAIN) return os_error("write", "to a process", errno);
  }
  return done;
}

void ChildProcess::read_notes() {
  std::array<char, 16384> bytes;
  const ssize_t n = ::read(streams_->error.get(), bytes.data(), bytes.size());
  if (n > 0) return take_in_notes({bytes.data(), static_cast<std::size_t>(n)});
  if (n < 0 && (errno == EINTR || errno == EAGAIN)) return;
  streams_->error.close();
  end_note();
}

// A line ends with LF, or with the CR of a progress display.
void ChildProcess::take_in_notes(std::string_view bytes) {
  for (const char c : bytes) {
    if (c == '\n' || c == '\r') end_note();
    else if (note_.size() < longest_note) note_ += c;
  }
}

void ChildProcess::end_note() {
  if (note_.find_first_not_of(" \t") == std::string::npos) return note_.clear();
  last_note_ = note_;
  if (notes_.size() < most_notes) notes_.push_back(std::move(note_));
  note_.clear();
}

std::vector<std::string> ChildProcess::take_notes() {
  std::vector<std::string> taken(std::make_move_iterator(notes_.begin()), std::make_move_iterator(notes_.end()));
  notes_.clear();
  return taken;
}

bool ChildProcess::reap() {
  if (pid_ == 0) return true;
  int status = 0;
  if (!reaped(static_cast<pid_t>(pid_), false, status)) return false;
  pid_ = 0;
  ended_ = WIFSIGNALED(status) ? ProcessEnd{0, WTERMSIG(status)} : ProcessEnd{WEXITSTATUS(status), 0};
  // What it said last is the reason, as a rule. Somebody it has started may hold the pipe open, or write on and on: no
  // waiting for its end.
  constexpr int most_reads = 64;
  bool more = true;
  for (int i = 0; i < most_reads && more && streams_->error.valid(); ++i) {
    pollfd said{streams_->error.get(), POLLIN, 0};
    more = ::poll(&said, 1, 0) > 0;
    if (more) read_notes();
  }
  end_note();
  return true;
}

std::optional<ProcessEnd> ChildProcess::wait(Milliseconds at_most) {
  const auto deadline = after(at_most);
  for (int pause = 1;; pause = std::min(2 * pause, 20)) {
    if (reap()) return ended_;
    if (stop_signal() != 0 || Clock::now() >= deadline) return std::nullopt;
    // Nobody may be stuck with a full pipe while we wait for its end.
    std::string rest;
    (void)exchange({}, rest, Milliseconds(output_ended() && !streams_->error.valid() ? 0 : pause));
    pollfd stop{stop_wakeup(), POLLIN, 0};
    if (rest.empty()) (void)::poll(&stop, 1, pause);
  }
}

ProcessEnd ChildProcess::end(Milliseconds patience) {
  close_input();
  const auto deadline = after(patience);
  if (!reap()) ::kill(static_cast<pid_t>(-guardian_), SIGTERM);
  for (int pause = 1; !reap() && Clock::now() < deadline; pause = std::min(2 * pause, 20))
    (void)::poll(nullptr, 0, pause);
  end_group();
  return ended_.value_or(ProcessEnd{0, SIGKILL});
}

// The guardian is not reaped before the group has its signal: until then its number, which is the group's, is not given
// to anybody else.
void ChildProcess::end_group() {
  if (guardian_ == 0) return;
  ::kill(static_cast<pid_t>(-guardian_), SIGKILL);
  int status = 0;
  if (pid_ != 0 && !reap()) {
    (void)reaped(static_cast<pid_t>(pid_), true, status);
    pid_ = 0;
    ended_ = WIFSIGNALED(status) ? ProcessEnd{0, WTERMSIG(status)} : ProcessEnd{WEXITSTATUS(status), 0};
  }
  (void)reaped(static_cast<pid_t>(guardian_), true, status);
  guardian_ = 0;
}

}  // namespace dsprep::port
