// Standard streams and signals belong to a process, so each case runs in a child and tells by its exit code.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>

#include "port/files.h"
#include "port/system.h"
#include "support/catch.h"

namespace dsprep::port {
namespace {

void sleep_ms(long ms) {
  timespec left{ms / 1000, ms % 1000 * 1'000'000};
  while (::nanosleep(&left, &left) != 0 && errno == EINTR) {
  }
}

// Runs body() in a child; what it returns is the exit code. A child that hangs dies by SIGALRM.
template <class Body>
pid_t start(Body body) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::alarm(60);
    ::_exit(body());
  }
  return child;
}

int status_of(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

template <class Body>
int exit_code(Body body) {
  const int status = status_of(start(body));
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

struct Pipe {
  Pipe() { REQUIRE(::pipe(ends) == 0); }
  ~Pipe() { close(0), close(1); }
  void close(int end) {
    if (ends[end] >= 0) ::close(ends[end]);
    ends[end] = -1;
  }
  int ends[2];
};

constexpr int interrupted = 7, ended = 8, other = 9;

int read_standard_input() {
  char into[16];
  for (;;) {
    const auto n = standard_input()->read(into);
    if (!n.ok()) return n.error().kind == Error::Kind::interrupted ? interrupted : other;
    if (*n == 0) return ended;
  }
}

}  // namespace

TEST_CASE("standard input is read to its end") {
  Pipe pipe;
  REQUIRE(::write(pipe.ends[1], "abc", 3) == 3);
  pipe.close(1);
  CHECK(exit_code([&] {
          ::dup2(pipe.ends[0], STDIN_FILENO);
          char into[16];
          const auto n = standard_input()->read(into);
          if (!n.ok() || std::string_view(into, *n) != "abc") return other;
          return read_standard_input();
        }) == ended);
}

TEST_CASE("a non-blocking standard input is waited for") {
  Pipe pipe;
  CHECK(exit_code([&] {
          ::fcntl(pipe.ends[0], F_SETFL, O_NONBLOCK);
          ::dup2(pipe.ends[0], STDIN_FILENO);
          std::thread writer([&] {
            sleep_ms(30);
            (void)!::write(pipe.ends[1], "abc", 3);
          });
          char into[16];
          const auto n = standard_input()->read(into);
          writer.join();
          return n.ok() && *n == 3 ? 0 : other;
        }) == 0);
}

TEST_CASE("a closed pipe is an error of its own kind") {
  Pipe pipe;
  pipe.close(0);
  CHECK(exit_code([&] {
          catch_stop_signals();
          ::dup2(pipe.ends[1], STDOUT_FILENO);
          const Status status = standard_output()->append("x");
          return !status.ok() && status.error().kind == Error::Kind::closed_pipe ? 0 : other;
        }) == 0);
}

TEST_CASE("standard output takes everything, syncs and closes without taking the stream away") {
  Pipe pipe;
  CHECK(exit_code([&] {
          ::fcntl(pipe.ends[1], F_SETFL, O_NONBLOCK);  // and does not mind somebody having done that
          ::dup2(pipe.ends[1], STDOUT_FILENO);
          std::size_t total = 0;
          std::thread reader([&] {
            static char into[4096];
            while (total < 300'001) total += static_cast<std::size_t>(::read(pipe.ends[0], into, sizeof into));
          });
          const auto out = standard_output();
          const bool good = out->append(std::string(300'000, 'x')).ok() && out->sync().ok() && out->close().ok() &&
                            standard_output()->append("y").ok();
          reader.join();
          return good && total == 300'001 ? 0 : other;
        }) == 0);
}

TEST_CASE("a signal wakes up a blocked read, whichever thread receives it") {
  for (const int signal : {SIGINT, SIGTERM}) {
    Pipe pipe, ready;
    const pid_t child = start([&] {
      ::dup2(pipe.ends[0], STDIN_FILENO);
      catch_stop_signals();
      int code = other;
      std::thread reader([&] {
        sigset_t all;
        ::sigfillset(&all);
        ::pthread_sigmask(SIG_BLOCK, &all, nullptr);  // this thread will not get it
        code = read_standard_input();
      });
      sleep_ms(30);
      (void)!::write(ready.ends[1], "r", 1);
      reader.join();
      return code == interrupted && stop_signal() == signal ? interrupted : other;
    });
    char byte;
    REQUIRE(::read(ready.ends[0], &byte, 1) == 1);
    REQUIRE(::kill(child, signal) == 0);
    const int status = status_of(child);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == interrupted);
  }
}

TEST_CASE("two signals at once are one wish to stop; a later one kills") {
  Pipe ready, go;
  const pid_t child = start([&] {
    catch_stop_signals();
    sigset_t both;
    ::sigemptyset(&both);
    ::sigaddset(&both, SIGINT);
    ::sigaddset(&both, SIGTERM);
    ::sigprocmask(SIG_BLOCK, &both, nullptr);
    char byte = 'r';
    (void)!::write(ready.ends[1], &byte, 1);
    (void)!::read(go.ends[0], &byte, 1);
    ::sigprocmask(SIG_UNBLOCK, &both, nullptr);  // both arrive here
    byte = stop_signal() != 0 ? 'a' : 'n';
    (void)!::write(ready.ends[1], &byte, 1);
    for (;;) sleep_ms(1000);
    return 0;
  });
  char byte = 0;
  REQUIRE(::read(ready.ends[0], &byte, 1) == 1);
  REQUIRE(::kill(child, SIGINT) == 0);
  REQUIRE(::kill(child, SIGTERM) == 0);
  REQUIRE(::write(go.ends[1], "g", 1) == 1);
  REQUIRE(::read(ready.ends[0], &byte, 1) == 1);
  CHECK(byte == 'a');
  sleep_ms(300);
  REQUIRE(::kill(child, SIGTERM) == 0);
  const int status = status_of(child);
  REQUIRE(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGTERM);
}

TEST_CASE("before there is anything to finish a signal ends the process with its exit code") {
  for (const int signal : {SIGINT, SIGTERM})
    CHECK(exit_code([&] {
            exit_on_stop_signals();
            ::raise(signal);
            return other;
          }) == 128 + signal);
  CHECK(exit_code([] {
          std::signal(SIGINT, SIG_IGN);
          exit_on_stop_signals();
          ::raise(SIGINT);
          return stop_signal() == 0 ? 0 : other;
        }) == 0);
  CHECK(exit_code([] {
          exit_on_stop_signals();
          catch_stop_signals();  // takes over
          ::raise(SIGTERM);
          return stop_signal() == SIGTERM ? 0 : other;
        }) == 0);
}

TEST_CASE("streams that were closed at the start are errors, and keep their numbers") {
  const auto closed_at_start = [](auto body) {
    return exit_code([&] {
      for (int fd = 0; fd < 3; ++fd) ::close(fd);
      open_closed_streams();
      if (::open("/dev/null", O_RDONLY) < 3) return other;  // 0, 1 and 2 are taken
      return body();
    });
  };
  CHECK(closed_at_start([] {
          char into[4];
          const auto n = standard_input()->read(into);
          return !n.ok() && n.error().kind == Error::Kind::failure &&
                         n.error().message.find("it is closed") != std::string::npos
                     ? 0
                     : other;
        }) == 0);
  CHECK(closed_at_start([] {
          const auto out = standard_output();
          return !out->append("x").ok() && !out->sync().ok() && !out->close().ok() ? 0 : other;
        }) == 0);
  CHECK(exit_code([] {  // those that are open stay what they are
          open_closed_streams();
          return standard_output()->append("").ok() ? 0 : other;
        }) == 0);
}

TEST_CASE("a file that may not grow further is an error, not a signal") {
  CHECK(exit_code([] {
          exit_on_stop_signals();
          const rlimit limit{1000, 1000};
          ::setrlimit(RLIMIT_FSIZE, &limit);
          char path[] = "/tmp/dsprep-port-XXXXXX";
          const int fd = ::mkstemp(path);
          ::unlink(path);
          const auto file = disk_files().create("/proc/self/fd/" + std::to_string(fd));
          if (!file.ok()) return other;
          const Status status = (*file)->append(std::string(2000, 'x'));  // short, then refused
          return !status.ok() && status.error().message.find("ulimit -f") != std::string::npos ? 0 : other;
        }) == 0);
}

TEST_CASE("last words are said without exception, and end the process") {
  Pipe pipe;
  const pid_t child = start([&] {
    ::dup2(pipe.ends[1], STDERR_FILENO);
    end_process("dsprep: out of memory\n", 1);
    return other;
  });
  const int status = status_of(child);
  CHECK((WIFEXITED(status) && WEXITSTATUS(status) == 1));
  char into[64];
  const ssize_t n = ::read(pipe.ends[0], into, sizeof into);
  REQUIRE(n > 0);
  CHECK(std::string_view(into, static_cast<std::size_t>(n)) == "dsprep: out of memory\n");
}

TEST_CASE("an ignored interrupt stays ignored") {
  CHECK(exit_code([] {
          std::signal(SIGINT, SIG_IGN);
          catch_stop_signals();
          ::raise(SIGINT);
          return stop_signal() == 0 ? 0 : other;
        }) == 0);
}

TEST_CASE("no signal has come, and no pipe is a terminal") {
  Pipe pipe;
  CHECK(stop_signal() == 0);
  CHECK_FALSE(is_terminal(pipe.ends[0]));
  CHECK_FALSE(is_terminal(-1));
}

}  // namespace dsprep::port
