#include <cmath>
#include <fstream>
#include <string>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "support/source_dir.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

std::string first_line(std::string_view lines) { return std::string(lines.substr(0, lines.find('\n'))); }

std::string signals(std::string_view params, std::string_view text, const test::RunHow& how = {}) {
  const test::RunOp run = run_op("signals", params, record(text), how);
  REQUIRE(run.error == "");
  REQUIRE(run.malformed == "");
  return std::string(Value(first_line(run.output))["quality_signals"].raw());
}

// The lists that tests/parity/signals.py hands to RedPajama's code.
test::RunHow with_files() {
  test::RunHow how;
  how.files = {{"stop", "the\na\nis\nin\nof\nand\nit\ndie\nle\nI\ndon\nt\nи\n的\n"},
               {"bad", "ferry\nmail boat\nwinter\nthe town is\nx\n"},
               {"ut1", "{\"example.com\":3,\"example.org\":7}"}};
  return how;
}
const std::string file_params = "stop_words = \"stop\"\nldnoobw = \"bad\"\nut1 = \"ut1\"";

}  // namespace

TEST_CASE("signals: every score as RedPajama's code gave it, for texts in many languages") {
  std::ifstream file(test::source_dir() + "/tests/parity/fixtures/signals.jsonl");
  REQUIRE(file);
  int texts = 0, scores = 0;
  for (std::string line; std::getline(file, line); ++texts) {
    const Value value(line);
    const std::string text = value["text"].text().value();
    const std::string got = signals(file_params, text, with_files());
    const Value expected = value["signals"], ours(got);
    CHECK(ours.size() == expected.size() + 2);  // and ccnet_length, ccnet_nlines
    std::string scratch;
    for (Value::Members it = expected.members(); it.next();) {
      INFO(text << ": " << it.key(scratch));
      const Value theirs = it.value(), mine = ours[it.key(scratch)];
      REQUIRE(mine.size() == theirs.size());
      Value::Elements a = theirs.elements(), b = mine.elements();
      while (a.next() && b.next()) {
        CHECK(a.value().at(0).integer() == b.value().at(0).integer());
        CHECK(a.value().at(1).integer() == b.value().at(1).integer());
        const auto x = a.value().at(2).number(), y = b.value().at(2).number();
        REQUIRE(x.has_value() == y.has_value());
        if (x) CHECK(std::abs(*x - *y) <= 1e-9);
        ++scores;
      }
    }
  }
  CHECK(texts == 49);
  CHECK(scores > 1500);
}

TEST_CASE("signals: without their files, signals are left out; groups choose") {
  CHECK(signals("groups = [\"ccnet\"]", "a\nb") == "{\"ccnet_length\":[[0,3,3]],\"ccnet_nlines\":[[0,3,2]]}");
  CHECK(signals("groups = [\"content\"]", "{a}") ==
        "{\"rps_doc_curly_bracket\":[[0,3,0.66666667]],\"rps_doc_lorem_ipsum\":[[0,3,0]]}");
  CHECK(signals("groups = []", "a") == "{}");
}

TEST_CASE("signals: the domain is looked up") {
  const test::RunHow how = with_files();
  const auto id = [&](std::string_view input) {
    return run_op("signals", "groups = [\"content\"]\nto = \"q\"\nut1 = \"ut1\"", input, how).output;
  };
  CHECK(id("{\"text\":\"\",\"source_domain\":\"example.org\"}\n").find("\"rps_doc_ut1_blacklist\":[[0,0,7]]") !=
        std::string::npos);
  CHECK(id("{\"text\":\"\",\"source_domain\":\"example.net\"}\n").find("\"rps_doc_ut1_blacklist\":[[0,0,null]]") !=
        std::string::npos);
  CHECK(id("{\"text\":\"\"}\n").find("\"rps_doc_ut1_blacklist\":[[0,0,null]]") != std::string::npos);
}

TEST_CASE("signals: what is there is replaced, and a field with * is measured joined") {
  CHECK(run_op("signals", "groups = [\"ccnet\"]\nto = \"q\"", "{\"q\":1,\"text\":\"a\"}\n").output ==
        "{\"q\":{\"ccnet_length\":[[0,1,1]],\"ccnet_nlines\":[[0,1,1]]},\"text\":\"a\"}\n");
  CHECK(run_op("signals", "field = \"/m/*/t\"\ngroups = [\"ccnet\"]\nto = \"q\"",
               "{\"m\":[{\"t\":\"ab\"},{\"t\":\"c\"}]}\n")
            .output ==
        "{\"m\":[{\"t\":\"ab\"},{\"t\":\"c\"}],\"q\":{\"ccnet_length\":[[0,4,4]],\"ccnet_nlines\":[[0,4,2]]}}\n");
}

TEST_CASE("signals: refusals") {
  test::RunHow how = with_files();
  how.files["bad.json"] = "{\"a\":\"b\"}";
  how.files["broken.json"] = "{\"a\":";
  CHECK(run_op("signals", "ut1 = \"bad.json\"", "", how).error.find("whole number") != std::string::npos);
  CHECK(run_op("signals", "ut1 = \"broken.json\"", "", how).error.find("broken.json") != std::string::npos);
  CHECK(run_op("signals", "to = \"text\"", "").error.find("name another field") != std::string::npos);
  CHECK(run_op("signals", "to = \"/a/b\"", "{\"text\":\"x\",\"a\":1}\n").malformed != "");
  CHECK(run_op("signals", "", "{\"text\":null}\n").malformed != "");
}

TEST_CASE("signals: bad input has a defined answer, soon") {
  std::string words, marks, same;
  for (int i = 0; i < 1'000'000; ++i) words += "a ";
  for (int i = 0; i < 100'000; ++i) marks += "\xcc\x81", same += "word" + std::to_string(i) + " ";
  CHECK(signals("groups = [\"repetitions\"]", words).find("\"rps_doc_frac_chars_top_2gram\":[[0,2000000,1.999998]]") !=
        std::string::npos);
  CHECK(signals("groups = [\"natural_language\"]", marks).find("\"rps_doc_word_count\":[[0,100000,1]]") !=
        std::string::npos);
  CHECK(signals("groups = [\"repetitions\"]", same).find("\"rps_doc_frac_chars_dupe_10grams\":[[0,988890,0]]") !=
        std::string::npos);
  // The last line that fits, and a few more.
  std::string lines;
  for (int i = 0; i < 2'000'000; ++i) lines += "a\n";
  const std::string input = test::record(lines + lines);
  CHECK(run_op("signals", "groups = [\"lines\"]", input).malformed.find("larger than 256 MiB") != std::string::npos);
  CHECK(run_op("signals", "groups = [\"lines\"]", test::record(lines)).output.size() > 230'000'000);
}
