// A lane over commands of the shell, well-behaved and otherwise.
#include "engines/line_lane.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

#include "support/catch.h"

namespace dsprep::engines {
namespace {

using Clock = std::chrono::steady_clock;

class Folder {
 public:
  Folder() {
    char name[] = "/tmp/dsprep-lane-XXXXXX";
    REQUIRE(::mkdtemp(name));
    path_ = name;
  }
  ~Folder() { (void)!std::system(("rm -rf " + path_).c_str()); }
  std::string file(const std::string& name) const { return path_ + "/" + name; }
  std::string script(const std::string& name, const std::string& text) const {
    std::ofstream(file(name)) << text;
    return "sh " + file(name);
  }
  std::size_t lines(const std::string& name) const {
    std::ifstream in(file(name));
    return static_cast<std::size_t>(std::count(std::istreambuf_iterator<char>(in), {}, '\n'));
  }

 private:
  std::string path_;
};

LineEngineOptions command(const std::string& line, double timeout = 10) {
  LineEngineOptions options;
  options.command = line;
  options.timeout = timeout;
  return options;
}

std::vector<Question> questions(std::size_t n, const std::string& more = "") {
  std::vector<Question> asked;
  for (std::size_t i = 0; i < n; ++i) {
    const std::string id = std::to_string(i);
    asked.push_back({"{\"id\":\"" + id + "\",\"text\":\"t" + id + more + "\"}", id, "t" + id + more});
  }
  return asked;
}

struct Asked {
  std::vector<Answer> answers;
  std::string error;
  std::string json(std::size_t i) const { return answers[i].json; }
  std::size_t without() const {
    std::size_t n = 0;
    for (const Answer& answer : answers) n += answer.json.empty();
    return n;
  }
};

Asked ask(LineLane& lane, const std::vector<Question>& asked) {
  Asked got{std::vector<Answer>(asked.size()), ""};
  if (Status status = lane.ask(asked, got.answers); !status.ok()) got.error = status.error().message;
  return got;
}
Asked ask(const LineEngineOptions& options, const std::vector<Question>& asked) {
  LineEngine engine(options);
  return ask(*engine.lane(), asked);
}
bool says(const std::string& text, std::string_view what) {
  INFO(text);
  return text.find(what) != std::string::npos;
}

// Answers with the text of each question, and repeats no id.
constexpr const char* texts = "sed -u 's/.*\"text\":/{\"t\":/'";

}  // namespace

TEST_CASE("lane: answers in order, by one process over many batches") {
  LineEngine engine(command("echo started >&2; exec cat"));
  const auto lane = engine.lane();
  for (const std::size_t n : {1u, 0u, 3u, 500u}) {
    const Asked got = ask(*lane, questions(n));
    REQUIRE(got.error == "");
    for (std::size_t i = 0; i < n; ++i) REQUIRE(got.json(i) == "{\"text\":\"t" + std::to_string(i) + "\"}");  // no id
  }
  CHECK(ask(command(texts), questions(300)).json(299) == "{\"t\":\"t299\"}");
}

TEST_CASE("lane: any JSON is an answer; CR before LF, no LF at the end, no id asked for") {
  const auto answer = [](const std::string& printed) {
    Asked got = ask(command("read -r x; printf '" + printed + "'"), questions(1));
    return got.error + got.json(0);
  };
  CHECK(answer("\"体育 🦊\"\\n") == "\"体育 🦊\"");
  CHECK(answer("null\\r\\n") == "null");
  CHECK(answer(" [1, 2] ") == "[1, 2]");
  CHECK(answer("{\"id\":0,\"a\":1}\\n") == "{\"a\":1}");  // a number is as good as its text
  std::vector<Question> unnamed = questions(1);
  unnamed[0].id.clear();
  CHECK(ask(command("read -r x; echo '{\"id\":7}'"), unnamed).json(0) == "{\"id\":7}");
}

TEST_CASE("lane: requests and answers of megabytes") {
  const Asked got = ask(command("cat"), questions(6, std::string(1u << 20, 'x')));
  REQUIRE(got.error == "");
  CHECK(got.json(5).size() > (1u << 20));
}

TEST_CASE("lane: what cannot be run ends the run at once") {
  const auto begin = Clock::now();
  const Asked got = ask(command("no-such-command-of-ours"), questions(3));
  CHECK(says(got.error, "the command \"no-such-command-of-ours\": it exited with 127: "));
  CHECK(says(got.error, "not found"));
  CHECK(Clock::now() - begin < std::chrono::seconds(5));
}

TEST_CASE("lane: a question that kills the process is given up, and no other") {
  const Folder folder;
  const std::string dies = folder.script("dies", "echo . >> " + folder.file("starts") +
                                                     "\nwhile read -r line; do\n"
                                                     "  case $line in *t37*) echo 'out of 記憶' >&2; exit 9;; esac\n"
                                                     "  printf '{\"t\":1}\\n'\ndone\n");
  LineEngineOptions options = command(dies);
  const Asked got = ask(options, questions(100));
  REQUIRE(got.error == "");
  CHECK(got.without() == 1);
  CHECK(got.answers[37].fault == "it exited with 9: out of 記憶");
  CHECK(folder.lines("starts") == 5);  // the first, three for the question alone, one for what follows
  options.restarts = 0;
  CHECK(ask(options, questions(100)).without() == 1);
  options.end_at_fault = true;
  const Asked ended = ask(options, questions(100));
  CHECK(ended.error == "");
  CHECK(ended.without() == 63);
  CHECK(ended.answers[37].fault != "");
}

TEST_CASE("lane: a process that dies now and then loses nothing") {
  const Folder folder;
  const std::string flaky = folder.script("flaky",
                                          "n=0\nwhile read -r line; do\n  n=$((n + 1))\n  [ $n = 8 ] && kill -9 $$\n"
                                          "  printf '%s\\n' \"$line\"\ndone\n");
  const Asked got = ask(command(flaky), questions(40));
  REQUIRE(got.error == "");
  for (std::size_t i = 0; i < 40; ++i) REQUIRE(got.json(i) == "{\"text\":\"t" + std::to_string(i) + "\"}");
}

TEST_CASE("lane: a process that answers one question and leaves is started for each") {
  const Asked got = ask(command("read -r x; echo \"$x\""), questions(5));
  REQUIRE(got.error == "");
  CHECK(got.without() == 0);
}

TEST_CASE("lane: nobody is at home: the run ends, and says what the command says") {
  CHECK(says(ask(command("echo 'no module named torch' >&2; exit 1"), questions(40)).error,
             "no answer to 16 records in a row: it exited with 1: no module named torch"));
  const Asked few = ask(command("exit 0"), questions(2));
  CHECK(few.error == "");
  CHECK(few.answers[1].fault == "it exited with 0, and left questions without an answer");
}

TEST_CASE("lane: lines too few are found, and no answer is shifted") {
  // Nothing for t5: without ids, its neighbours' answers must not slip into its place.
  const Folder folder;
  const std::string skips =
      folder.script("skips", "while read -r line; do\n  case $line in *t5\\\"*) ;; *) printf '%s\\n' \"$line\" | " +
                                 std::string(texts) + ";; esac\ndone\n");
  LineEngineOptions options = command(skips, 0.3);
  options.restarts = 0;
  const Asked got = ask(options, questions(12));
  REQUIRE(got.error == "");
  for (std::size_t i = 0; i < 12; ++i) CHECK(got.json(i) == (i == 5 ? "" : "{\"t\":\"t" + std::to_string(i) + "\"}"));
  CHECK(says(got.answers[5].fault, "no answer for 0.3 s"));
}

TEST_CASE("lane: lines too many are found") {
  CHECK(says(ask(command("sed -u 's/.*/1\\n2/'"), questions(3)).error, "it wrote \"2\", which answers nothing"));
  // A first line that happens to be JSON moves all answers by one.
  CHECK(says(ask(command("echo '{\"ready\":true}'; exec " + std::string(texts)), questions(3)).error,
             "which answers nothing"));
  const Asked banner = ask(command("echo 'Loading model…'; exec cat"), questions(1));
  CHECK(says(banner.answers[0].fault, "it answered \"Loading model…\", which is no JSON"));
}

TEST_CASE("lane: answers that are none") {
  const auto fault = [](const std::string& printed) {
    LineEngineOptions options = command("while read -r x; do printf '" + printed + "\\n'; done");
    options.restarts = 0;
    return ask(options, questions(1)).answers[0].fault;
  };
  CHECK(says(fault("sport"), "it answered \"sport\", which is no JSON: "));
  CHECK(says(fault("\"\\377\""), "which is no JSON: "));
  CHECK(fault("\"\\377\"").find('\377') == std::string::npos);
  CHECK(fault("") == "it answered with an empty line");
  CHECK(says(fault("{"), "no JSON"));
  CHECK(says(ask(command("while read -r x; do echo '{\"id\":\"zz\",\"a\":1}'; done"), questions(2)).error,
             "it answered out of order: asked about \"0\", it answered about \"zz\""));
}

TEST_CASE("lane: an endless answer is not held") {
  LineEngineOptions options = command("head -c 300000000 /dev/zero | tr '\\0' x; sleep 100");
  options.restarts = 0;
  options.longest_answer = 1u << 20;
  CHECK(ask(options, questions(1)).answers[0].fault == "an answer is longer than 1 MiB");
}

TEST_CASE("lane: what stalls is ended in time, also where it ignores SIGTERM and reads nothing") {
  LineEngineOptions options = command("trap '' TERM; sleep 100; :", 0.2);
  options.restarts = 1;
  const auto begin = Clock::now();
  const Asked got = ask(options, questions(1, std::string(1u << 20, 'x')));
  CHECK(says(got.answers[0].fault, "it must flush its output after each line"));
  CHECK(Clock::now() - begin < std::chrono::seconds(5));
}

TEST_CASE("lane: what buffers its output stalls, and works with a process for each batch") {
  const Folder folder;
  // Says all at its end, as a program does whose output is no terminal.
  const std::string buffers = folder.script("buffers", "all=$(cat)\nprintf '%s\\n' \"$all\"\n");
  LineEngineOptions options = command(buffers, 0.3);
  options.restarts = 0;
  CHECK(says(ask(options, questions(1)).answers[0].fault, "flush"));
  options.process_per_batch = true;
  options.timeout = 10;
  LineEngine engine(options);
  const auto lane = engine.lane();
  for (int batch = 0; batch < 2; ++batch) {
    const Asked got = ask(*lane, questions(700));
    REQUIRE(got.error == "");
    CHECK(got.without() == 0);
    CHECK(got.json(699) == "{\"text\":\"t699\"}");
  }
}

TEST_CASE("lane: a process for each batch, and one question that kills it or gets no answer") {
  for (const char* what : {"exit 5", "line="}) {
    const Folder folder;
    const std::string poisoned = folder.script(
        "poisoned", "all=''\nwhile read -r line; do\n  case $line in *t21*) " + std::string(what) +
                        ";; esac\n  [ -z \"$line\" ] || all=\"$all$line\n\"\ndone\nprintf '%s' \"$all\" | " + texts +
                        "\n");
    LineEngineOptions options = command(poisoned);
    options.process_per_batch = true;
    options.restarts = 0;
    const Asked got = ask(options, questions(50));
    REQUIRE(got.error == "");
    for (std::size_t i = 0; i < 50; ++i)
      CHECK(got.json(i) == (i == 21 ? "" : "{\"t\":\"t" + std::to_string(i) + "\"}"));
  }
}

TEST_CASE("lane: the cache answers what was answered, for the same command and version") {
  const Folder folder;
  LineEngineOptions options = command("tee -a " + folder.file("asked"));
  options.cache = folder.file("cache");
  CHECK(ask(options, questions(20)).without() == 0);
  CHECK(folder.lines("asked") == 20);
  const Asked again = ask(options, questions(30));
  CHECK(again.without() == 0);
  CHECK(again.json(3) == "{\"text\":\"t3\"}");
  CHECK(folder.lines("asked") == 30);
  options.version = "2";
  CHECK(ask(options, questions(1)).without() == 0);
  CHECK(folder.lines("asked") == 31);
  // What was given up is not remembered.
  options = command("while read -r x; do echo no; done");
  options.cache = folder.file("other");
  options.restarts = 0;
  CHECK(ask(options, questions(1)).without() == 1);
  CHECK(ask(options, questions(1)).answers[0].fault != "");
}

TEST_CASE("lane: what was answered by its id is in the cache at once, also where the run ends in the middle") {
  const Folder folder;
  LineEngineOptions options = command(
      "n=0; while read -r x; do n=$((n + 1)); [ $n = 8 ] && x='{\"id\":\"other\"}'; "
      "printf '%s\\n' \"$x\"; done");
  options.cache = folder.file("cache");
  CHECK(says(ask(options, questions(20)).error, "out of order"));
  const auto cache = AnswerCache::open(options.cache);
  REQUIRE(cache.ok());
  CHECK((*cache)->size() == 7);
}

TEST_CASE("lane: another lane's error ends a wait") {
  LineEngine engine(command("sleep 100; :", 60));
  const auto begin = Clock::now();
  Asked got;
  {
    const auto lane = engine.lane();
    std::jthread other([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
      engine.give_up(failure("the other's"));
    });
    got = ask(*lane, questions(1));
  }
  CHECK(got.error == "the other's");
  CHECK(Clock::now() - begin < std::chrono::seconds(3));
}

TEST_CASE("lane: eight lanes, a process each, and none is left") {
  {
    LineEngine engine(command("cat"));
    std::vector<std::jthread> threads;
    std::atomic<int> right = 0;
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&] {
        const auto lane = engine.lane();
        const std::vector<Question> asked = questions(200);
        std::vector<Answer> answers(asked.size());
        right += lane->ask(asked, answers).ok() && answers[199].json == "{\"text\":\"t199\"}";
      });
    threads.clear();
    CHECK(right == 8);
  }
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
  CHECK(errno == ECHILD);
}

}  // namespace dsprep::engines
