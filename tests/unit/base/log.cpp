#include "base/log.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "support/catch.h"

using namespace dsprep::base;

namespace {

// Everything that `action` writes to standard error.
template <class Action>
std::string captured(Action action) {
  std::fflush(stderr);
  std::FILE* file = std::tmpfile();
  REQUIRE(file != nullptr);
  const int saved = dup(STDERR_FILENO);
  dup2(fileno(file), STDERR_FILENO);
  action();
  std::fflush(stderr);
  dup2(saved, STDERR_FILENO);
  close(saved);
  std::string text;
  std::rewind(file);
  for (int c; (c = std::fgetc(file)) != EOF;) text += static_cast<char>(c);
  std::fclose(file);
  return text;
}

// Without the time, which is checked for its shape.
std::string without_time(const std::string& line) {
  const std::string_view begin = "{\"time\":\"";
  REQUIRE(line.substr(0, begin.size()) == begin);
  const std::string time = line.substr(begin.size(), 24);
  CHECK((time[4] == '-' && time[10] == 'T' && time[19] == '.' && time[23] == 'Z'));
  return line.substr(begin.size() + 24);
}

}  // namespace

TEST_CASE("Before it is set up, the log shows warnings and errors, as text") {
  // First in this program: later cases set it up.
  CHECK(captured([] {
          log(LogLevel::info, "hidden");
          log(LogLevel::warn, "careful");
          log(LogLevel::error, "broken");
        }) == "warning: careful\nerror: broken\n");
}

TEST_CASE("The level hides what is below it") {
  set_up_log({.level = LogLevel::debug, .json = false});
  CHECK(captured([] {
          log(LogLevel::trace, "no");
          log(LogLevel::debug, "yes");
          log(LogLevel::info, "100% {} %v");
        }) == "debug: yes\ninfo: 100% {} %v\n");
  set_up_log({.level = LogLevel::off, .json = false});
  CHECK(captured([] { log(LogLevel::error, "no"), log(LogLevel::off, "no"); }).empty());
}

TEST_CASE("As text, nothing can drive the terminal") {
  set_up_log({.level = LogLevel::info, .json = false});
  CHECK(captured([] { log(LogLevel::info, "a\x1b[31m\x7f \xc2\x9b\xff\xe4\xb8\xad\n\t\"\\"); }) ==
        "info: a\\x1b[31m\\x7f \\xc2\\x9b\\xff\xe4\xb8\xad\n\t\"\\\n");
}

TEST_CASE("As JSON, each message is one valid object on one line") {
  set_up_log({.level = LogLevel::info, .json = true});
  const std::string line = captured([] {
    log(LogLevel::warn, "say \"hi\"\\\n\t\x01\x7f\xc2\x85 \xe4\xb8\xad \xff\xc0\x80\xed\xa0\x80 \xf0\x9f\x98");
  });
  CHECK(without_time(line) ==
        "\",\"level\":\"warning\",\"message\":\"say \\\"hi\\\"\\\\\\u000a\\u0009\\u0001\\u007f\\u0085 \xe4\xb8\xad "
        "\\ufffd\\ufffd\\ufffd\\ufffd\\ufffd\\ufffd \\ufffd\\ufffd\\ufffd\"}\n");
}

TEST_CASE("As JSON, an event has members of its own") {
  set_up_log({.level = LogLevel::info, .json = true});
  const std::string line = captured([] {
    log_event(LogLevel::info, R"("event":"summary","read":12,"note":"{} %v 数据")");
    log_event(LogLevel::debug, R"("event":"hidden")");
  });
  CHECK(without_time(line) == "\",\"level\":\"info\",\"event\":\"summary\",\"read\":12,\"note\":\"{} %v 数据\"}\n");
}

TEST_CASE("Lines of many threads are whole") {
  set_up_log({.level = LogLevel::info, .json = false});
  const std::string text = captured([] {
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([] {
        for (int i = 0; i < 50; ++i) log(LogLevel::info, "0123456789");
      });
    }
    for (std::thread& thread : threads) thread.join();
  });
  std::string want;
  for (int i = 0; i < 200; ++i) want += "info: 0123456789\n";
  CHECK(text == want);
}
