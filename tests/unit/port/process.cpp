// Children of the real system: /bin/sh and what POSIX has beside it.
#include "port/process.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>

#include "support/catch.h"

namespace dsprep::port {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

std::unique_ptr<ChildProcess> shell(const std::string& line) {
  auto started = ChildProcess::start(shell_command(line));
  REQUIRE(started.ok());
  return std::move(started).value();
}

// Writes `out`, closes the input, and reads all that comes, for 20 s at most.
std::string talk(ChildProcess& process, std::string_view out) {
  std::string in;
  const auto deadline = Clock::now() + std::chrono::seconds(20);
  while (!process.output_ended() && Clock::now() < deadline) {
    const auto exchanged = process.exchange(out, in, milliseconds(100));
    REQUIRE(exchanged.ok());
    out.remove_prefix(exchanged->written);
    if (out.empty()) process.close_input();
  }
  return in;
}

// A zombie is not: of a grandchild we are not the parent, and whoever is may take a while.
bool alive(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  return std::getline(file, line) && line.substr(line.rfind(')') + 2, 1) != "Z";
}

// Whether it is gone within five seconds.
bool gone(pid_t pid) {
  for (int i = 0; i < 500 && alive(pid); ++i) std::this_thread::sleep_for(milliseconds(10));
  return !alive(pid);
}

pid_t number_in(const std::string& text) { return static_cast<pid_t>(std::strtol(text.c_str(), nullptr, 10)); }

std::string first_line(ChildProcess& process) {
  std::string in;
  for (int i = 0; i < 100 && in.find('\n') == std::string::npos; ++i)
    REQUIRE(process.exchange({}, in, milliseconds(100)).ok());
  return in.substr(0, in.find('\n'));
}

}  // namespace

TEST_CASE("process: what is written comes back, however much, and nobody waits for the other") {
  const auto process = shell("cat");
  std::string much;
  for (int i = 0; much.size() < (8u << 20); ++i) much += "行 " + std::to_string(i) + " 🦊\n";
  CHECK(talk(*process, much) == much);
  const auto end = process->wait(milliseconds(5000));
  REQUIRE(end);
  CHECK(end->well());
}

TEST_CASE("process: how it ended, and what it said last") {
  const auto failing = shell("echo one >&2; printf 'two\\rthree\\n\\n' >&2; exit 3");
  const auto end = failing->wait(milliseconds(5000));
  REQUIRE(end);
  CHECK(end->code == 3);
  CHECK(describe(*end) == "exited with 3");
  CHECK(failing->last_note() == "three");
  CHECK(failing->take_notes() == std::vector<std::string>{"one", "two", "three"});
  CHECK(failing->take_notes().empty());

  const auto killed = shell("kill -SEGV $$");
  const auto signalled = killed->wait(milliseconds(5000));
  REQUIRE(signalled);
  CHECK(describe(*signalled) == "was killed by signal 11 (SIGSEGV)");
}

TEST_CASE("process: a program that is not there, one that may not be run") {
  const auto missing = ChildProcess::start({"no-such-program-of-ours"});
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.error().message.find("no-such-program-of-ours") != std::string::npos);
  CHECK_FALSE(ChildProcess::start({"/etc/hostname"}).ok());
}

TEST_CASE("process: reading nothing, and closing its input, are no end of ours") {
  const auto process = shell("exec <&-; echo done; sleep 0.2");
  std::string in;
  const std::string much(1u << 20, 'x');
  for (int i = 0; i < 100 && !process->output_ended(); ++i) {
    const auto exchanged = process->exchange(much, in, milliseconds(100));
    REQUIRE(exchanged.ok());
  }
  CHECK(in == "done\n");
  CHECK(process->input_closed());
}

TEST_CASE("process: an endless standard error is bounded") {
  const auto process = shell(
      "i=0; while [ $i -lt 3000 ]; do echo \"note $i\" >&2; i=$((i + 1)); done; "
      "head -c 2000000 /dev/zero | tr '\\0' y >&2");
  const auto end = process->wait(milliseconds(20000));
  REQUIRE(end);
  CHECK(process->take_notes().size() == 100);
  CHECK(process->last_note() == std::string(500, 'y'));
}

TEST_CASE("process: waiting ends in time; who ignores SIGTERM is killed, with all that it started") {
  const auto process = shell("trap '' TERM; sh -c 'trap \"\" TERM; echo $$; sleep 100; :' & sleep 100; :");
  const pid_t grandchild = number_in(first_line(*process));
  REQUIRE(alive(grandchild));
  auto begin = Clock::now();
  CHECK_FALSE(process->wait(milliseconds(50)));
  CHECK(Clock::now() - begin < milliseconds(1000));
  begin = Clock::now();
  CHECK(process->end(milliseconds(100)).signal == SIGKILL);
  CHECK(Clock::now() - begin < milliseconds(3000));
  CHECK(gone(grandchild));
}

TEST_CASE("process: the destructor leaves neither children nor zombies") {
  pid_t child = 0, sleeper = 0;
  {
    const auto process = shell("sleep 100 & echo $! $$; wait");
    const std::string line = first_line(*process);
    sleeper = number_in(line);
    child = number_in(line.substr(line.find(' ')));
    REQUIRE(alive(sleeper));
  }
  CHECK_FALSE(alive(child));
  CHECK(gone(sleeper));
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
  CHECK(errno == ECHILD);
}

TEST_CASE("process: it dies with us, however we die") {
  // A copy of this process starts one, tells its numbers and is killed.
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t copy = ::fork();
  REQUIRE(copy >= 0);
  if (copy == 0) {
    const auto process = ChildProcess::start(shell_command("sleep 100 & echo $! $$; exec sleep 100"));
    std::string in;
    while (in.find('\n') == std::string::npos) (void)process.value()->exchange({}, in, milliseconds(100));
    (void)!::write(ends[1], in.data(), in.size());
    ::pause();
    ::_exit(0);
  }
  char bytes[64] = {};
  REQUIRE(::read(ends[0], bytes, sizeof bytes - 1) > 0);
  ::close(ends[0]);
  ::close(ends[1]);
  const std::string line = bytes;
  const pid_t sleeper = number_in(line), child = number_in(line.substr(line.find(' ')));
  REQUIRE(alive(sleeper));
  REQUIRE(alive(child));
  ::kill(copy, SIGKILL);
  ::waitpid(copy, nullptr, 0);
  CHECK(gone(sleeper));
  CHECK(gone(child));
}

TEST_CASE("process: it gets the environment, the directory, the usual signals, and no descriptor of ours") {
  const int left_open = ::open("/dev/null", O_RDONLY);  // without O_CLOEXEC, as a library may do
  REQUIRE(left_open > 2);
  ::setenv("DSPREP_TEST_OF_PROCESS", "環境", 1);
  const auto process = shell(
      "echo \"$DSPREP_TEST_OF_PROCESS\"; pwd; ls /proc/self/fd | tr '\\n' ' '; "
      "echo; grep SigIgn /proc/self/status");
  const std::string said = talk(*process, "");
  ::close(left_open);
  char here[4096];
  REQUIRE(::getcwd(here, sizeof here));
  // 3 is the directory that ls reads.
  CHECK(said.starts_with("環境\n" + std::string(here) + "\n0 1 2 3 \n"));
  // SIGPIPE (13) and SIGXFSZ (25) are not ignored.
  const std::size_t mask = said.find("SigIgn:\t");
  REQUIRE(mask != std::string::npos);
  CHECK((std::strtoull(said.c_str() + mask + 8, nullptr, 16) & ((1ull << 12) | (1ull << 24))) == 0);
}

TEST_CASE("process: where a parent of ours has left SIGCHLD ignored, an end is told all the same") {
  std::signal(SIGCHLD, SIG_IGN);
  const auto end = shell("exit 4")->wait(milliseconds(5000));
  REQUIRE(end);
  CHECK(end->code == 4);
}

TEST_CASE("process: many at once from many threads") {
  std::vector<std::jthread> threads;
  std::atomic<int> right = 0;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&right, i] {
      for (int k = 0; k < 3; ++k) {
        auto started = ChildProcess::start(shell_command("cat"));
        if (!started.ok()) return;
        const std::string what(100'000 + static_cast<std::size_t>(i), static_cast<char>('a' + i));
        std::string_view out = what;
        std::string in;
        while (!started.value()->output_ended()) {
          const auto exchanged = started.value()->exchange(out, in, milliseconds(1000));
          if (!exchanged.ok()) return;
          out.remove_prefix(exchanged->written);
          if (out.empty()) started.value()->close_input();
        }
        right += in == what;
      }
    });
  threads.clear();
  CHECK(right == 24);
}

}  // namespace dsprep::port
