#include <stdlib.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>

#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

class Folder {
 public:
  Folder() {
    char name[] = "/tmp/dsprep-external-XXXXXX";
    REQUIRE(::mkdtemp(name));
    path_ = name;
  }
  ~Folder() { (void)!std::system(("rm -rf " + path_).c_str()); }
  std::string file(const std::string& name) const { return path_ + "/" + name; }
  std::string text(const std::string& name) const {
    std::ifstream in(file(name));
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  std::string path_;
};

std::string command(const std::string& line, const std::string& more = "") {
  return "command = '''" + line + "'''\n" + more;
}
std::string records(std::size_t n) {
  std::string lines;
  for (std::size_t i = 0; i < n; ++i) lines += record("t" + std::to_string(i));
  return lines;
}
bool says(const std::string& text, std::string_view what) {
  INFO(text);
  return text.find(what) != std::string::npos;
}
std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

// Answers each line with the text it was asked about, as a label.
const std::string echo = "sed -u 's/.*\"text\":\\(.*\\)}/\\1/'";

}  // namespace

TEST_CASE("external: what the command is asked, to the byte") {
  const Folder folder;
  const std::string keep = "tee " + folder.file("asked") + " | sed -u 's/.*/1/'";
  test::RunHow how;
  how.id = "/id";
  const auto ran = run_op(
      "external", command(keep, "fields = [\"text\", \"/meta/lang\", \"/list/*\", \"gone\"]"),
      "{\"id\":7,\"text\":\"a\\nb \\\"c\\\" 中文🦊\",\"meta\":{\"lang\":\"zh\"},\"list\":[1,null,\"x\"]}\n", how);
  REQUIRE(ran.error == "");
  CHECK(folder.text("asked") ==
        "{\"id\":\"7\",\"text\":\"a\\nb \\\"c\\\" "
        "中文🦊\",\"meta/lang\":\"zh\",\"list/*\":[1,\"x\"],\"gone\":null}\n");
  CHECK(says(ran.output, ",\"label\":1}\n"));
}

TEST_CASE("external: the same answers at the same records for any threads, chunks and batches") {
  const std::string input = records(500);
  std::string expected;
  for (std::size_t i = 0; i < 500; ++i) {
    const std::string text = "\"t" + std::to_string(i) + "\"";
    expected += "{\"text\":" + text + ",\"label\":" + text + "}\n";
  }
  for (const unsigned threads : {1u, 8u})
    for (const std::size_t chunk : {100u, 3000u, 1u << 20})
      for (const char* more : {"", "batch = 7\n", "window = 1\n", "lifetime = \"batch\"\nbatch = 100\n"}) {
        test::RunHow how;
        how.threads = threads;
        how.chunk_size = chunk;
        if (std::string(more).starts_with("lifetime") && chunk == 100) continue;  // a process for each few records
        const auto ran = run_op("external", command(echo, more), input, how);
        REQUIRE(ran.error == "");
        REQUIRE(ran.output == expected);
      }
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);  // no process is left, and no zombie
  CHECK(errno == ECHILD);
}

TEST_CASE("external: objects, parts of them, null and what is there already") {
  const auto answer = [](const std::string& json, const std::string& more = "", std::string text = record("a")) {
    return run_op("external", command("while read -r x; do printf '%s\\n' '" + json + "'; done", more), text);
  };
  CHECK(answer(R"({"label":"s","confidence":0.5})").output ==
        "{\"text\":\"a\",\"label\":{\"label\":\"s\",\"confidence\":0.5}}\n");
  CHECK(answer(R"({"label":"s","confidence":0.5})", "take = \"/confidence\"\ninto = \"/c\"").output ==
        "{\"text\":\"a\",\"c\":0.5}\n");
  CHECK(answer("null").output == record("a"));
  CHECK(answer(R"({"label":null})", "take = \"/label\"").output == record("a"));
  CHECK(says(answer("3", "take = \"/label\"").error, "its answer has no /label"));
  const std::string labelled = "{\"text\":\"a\",\"label\":\"old\"}\n";
  CHECK(answer("2", "", labelled).output == labelled);
  CHECK(answer("2", "overwrite = true", labelled).output == "{\"text\":\"a\",\"label\":2}\n");
  CHECK(answer("null", "overwrite = true", labelled).output == labelled);
  CHECK(says(answer("1", "into = \"/text/deep\"").malformed,
             "field /text/deep cannot be added: what is on the way to it is not an object"));
}

TEST_CASE("external: records without any of the fields are malformed, and nobody is asked") {
  const auto ran = run_op("external", command("exit 1"), "{\"text\":null}\n{\"other\":1}\n");
  CHECK(ran.error == "");
  CHECK(says(ran.malformed, "field /text is null"));
  CHECK(says(ran.malformed, "field /text is missing"));
}

TEST_CASE("external: a record the command dies of") {
  const std::string dies = "while read -r x; do case $x in *t5*) echo 'no 字 for it' >&2; exit 3;; esac; echo 1; done";
  const auto fails = run_op("external", command(dies), records(9));
  CHECK(says(fails.error, "external: "));
  CHECK(says(fails.error, ":6: the command \"while read"));
  CHECK(says(fails.error, "no answer about record "));
  CHECK(says(fails.error, "it exited with 3: no 字 for it"));
  const auto puts_aside = run_op("external", command(dies, "on_error = \"malformed\""), records(9));
  CHECK(puts_aside.error == "");
  CHECK(lines(puts_aside.output) == 8);
  CHECK(lines(puts_aside.malformed) == 1);
  CHECK(says(puts_aside.malformed, "\"the command gives no answer: it exited with 3: no 字 for it\""));
  const auto kept = run_op("external", command(dies, "on_error = \"keep\""), records(9));
  CHECK(lines(kept.output) == 9);
  CHECK(says(kept.output, record("t5")));
  CHECK(kept.result.books.steps[0].counters == std::vector<std::uint64_t>{8, 0, 1, 0});
}

TEST_CASE("external: a command that is no good ends the run with a line that says why") {
  CHECK(says(run_op("external", command("no-such-tool --fast"), records(3)).error, "not found"));
  CHECK(says(run_op("external", command("echo hello; cat"), records(3)).error,
             "it answered \"hello\", which is no JSON"));
  CHECK(says(run_op("external", command("cat >/dev/null & sleep 30", "timeout = 0.2\nrestarts = 0"), records(3)).error,
             "it must flush its output after each line"));
  CHECK(says(run_op("external", command("sed -u 's/.*/1\\n2/'"), records(3)).error, "which answers nothing"));
}

TEST_CASE("external: the cache asks once, whatever the record's id") {
  const Folder folder;
  const std::string params =
      command("tee -a " + folder.file("asked") + " | " + echo, "cache = \"" + folder.file("cache") + "\"");
  const auto first = run_op("external", params, records(5));
  REQUIRE(first.error == "");
  CHECK(lines(folder.text("asked")) == 5);
  // The same texts in other lines, and one that is new.
  const auto second = run_op("external", params, "{\"text\":\"t3\",\"n\":1}\n{\"text\":\"新\"}\n");
  CHECK(second.output == "{\"text\":\"t3\",\"n\":1,\"label\":\"t3\"}\n{\"text\":\"新\",\"label\":\"新\"}\n");
  CHECK(lines(folder.text("asked")) == 6);
}

TEST_CASE("external: a later pass does not ask again") {
  const Folder folder;
  const auto ran =
      test::run_toml("[[step]]\nop = \"external\"\n" + command("tee -a " + folder.file("asked") + " | " + echo) +
                         "\n[[step]]\nop = \"dedup_exact\"\nfield = \"label\"\n",
                     records(5) + records(5));
  REQUIRE(ran.error == "");
  CHECK(lines(ran.output) == 5);
  CHECK(lines(folder.text("asked")) == 10);
}

TEST_CASE("external: what make refuses") {
  const auto refused = [](const std::string& params) { return run_op("external", params, record("a")).error; };
  CHECK(says(refused(""), "command"));
  CHECK(says(refused("command = ' '"), "command is empty"));
  CHECK(says(refused("command = \"a\\u0000b\""), "NUL"));
  CHECK(says(refused("command = 'cat'\nfields = []"), "fields is empty"));
  CHECK(says(refused("command = 'cat'\nfields = ['text', '/text']"), "twice"));
  CHECK(says(refused("command = 'cat'\nfields = ['id']"), "ids = false"));
  CHECK(says(refused("command = 'cat'\ntake = 'label'"), "write \"/label\""));
  CHECK(says(refused("command = 'cat'\ninto = '/m/*/l'"), "many places"));
  CHECK(says(refused("command = 'cat'\ntimeout = 0"), "timeout"));
}
