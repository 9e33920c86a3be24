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

// The text that is left, or "DROPPED" and the rules that failed with their values.
std::string clean(std::string_view params, std::string_view text) {
  const test::RunOp run = run_op("c4", params, record(text));
  REQUIRE(run.error == "");
  REQUIRE(run.malformed == "");
  if (!run.output.empty()) return Value(first_line(run.output))["text"].text().value();
  std::string out = "DROPPED";
  const std::string dropped = first_line(run.dropped);
  const Value failed = Value(dropped)["_dsprep"]["failed"];
  for (Value::Elements it = failed.elements(); it.next();) {
    out += " " + it.value()["rule"].text().value() + "=" +
           std::to_string(static_cast<int>(it.value()["value"].number().value()));
  }
  CHECK(Value(dropped)["text"].text().value() == text);
  return out;
}

// In the order of the op's counters.
enum { too_long_word, no_terminal_punct, too_few_words, javascript, policy, citations };
std::uint64_t counted(const test::RunOp& run, std::size_t counter) {
  return run.result.books.steps.at(0).counters.at(counter);
}

const std::string prose = "This line has five words. So does this line here. And here is one more.";

}  // namespace

TEST_CASE("c4: what the tools themselves make of texts in many languages") {
  std::ifstream file(test::source_dir() + "/tests/parity/fixtures/c4.jsonl");
  REQUIRE(file);
  int texts = 0;
  for (std::string line; std::getline(file, line); ++texts) {
    const Value value(line);
    const std::string text = value["text"].text().value();
    for (const auto& [variant, params] : {std::pair<std::string, std::string>{"tfds", ""},
                                          {"datatrove", "variant = \"datatrove\""},
                                          {"fineweb", "variant = \"datatrove\"\nterminal_punct = false"}}) {
      INFO(variant << ": " << text);
      const std::string ours = clean(params, text);
      if (const auto kept = value[variant].text()) {
        CHECK(ours == *kept);
      } else {
        CHECK(ours.substr(0, 7) == "DROPPED");
        CHECK(ours.find(value[variant + "_rule"].text().value()) != std::string::npos);
      }
    }
  }
  CHECK(texts == 49);
}

TEST_CASE("c4: every rule of the page is told, not the first alone") {
  CHECK(clean("max_chars = 10", "Lorem ipsum is { not a line of text.") ==
        "DROPPED max_chars=36 max_lorem_ipsum=1 max_curly_bracket=1 min_sentences=1");
  CHECK(clean("max_lorem_ipsum = 1\nmin_sentences = 1", "Lorem ipsum is not a line of text.") ==
        "Lorem ipsum is not a line of text.");
  CHECK(clean("min_sentences = 3", "Two sentences are too few. Are they not?") == "DROPPED min_sentences=2");
  CHECK(clean("min_sentences = 2", "Two sentences are just enough. Are they not?") ==
        "Two sentences are just enough. Are they not?");
}

TEST_CASE("c4: the limits themselves pass") {
  CHECK(clean("max_chars = 70", prose) == "DROPPED max_chars=71");
  CHECK(clean("max_chars = 71", prose) == prose);
  CHECK(clean("max_word_chars = 6\nmin_sentences = 0", "Letters of words are here.\nOnly five are in these.") ==
        "Only five are in these.");
  CHECK(clean("min_words_per_line = 4\nmin_sentences = 1", "One two three four.\nOne two three.") ==
        "One two three four.");
}

TEST_CASE("c4: every rule can be switched off") {
  const std::string odd = "no end\nJavaScript { lorem ipsum cookie policy [1]\n" + std::string(2000, 'x');
  CHECK(
      clean("max_word_chars = \"none\"\ncitations = false\nterminal_punct = false\nmin_words_per_line = "
            "\"none\"\njavascript = false\npolicy = false\n"
            "max_chars = \"none\"\nmax_lorem_ipsum = \"none\"\nmax_curly_bracket = \"none\"\nmin_sentences = \"none\"",
            odd) == odd);
}

TEST_CASE("c4: what is dropped from a kept page is counted, and of a dropped page nothing is") {
  const std::string page =
      "Menu\n" + std::string(1001, 'x') +
      " is a long word.\nToo few words.\nTurn on JavaScript to go on.\nWe use cookies on this site.\n[edit]" + prose;
  const test::RunOp run = run_op("c4", "", record(page));
  CHECK(counted(run, no_terminal_punct) == 1);
  CHECK(counted(run, too_long_word) == 1);
  CHECK(counted(run, too_few_words) == 1);
  CHECK(counted(run, javascript) == 1);
  CHECK(counted(run, policy) == 1);
  CHECK(counted(run, citations) == 1);
  CHECK(counted(run_op("c4", "min_sentences = 9", record(page)), policy) == 0);
}

TEST_CASE("c4: elements of a field with * are cleaned by themselves and judged together") {
  const std::string line =
      "{\"m\":[{\"t\":\"Menu\\nThe first of the sentences is here.\"},{\"t\":\"And here is the second one.\"}]}\n";
  CHECK(run_op("c4", "field = \"/m/*/t\"\nmin_sentences = 2", line).output ==
        "{\"m\":[{\"t\":\"The first of the sentences is here.\"},{\"t\":\"And here is the second one.\"}]}\n");
  CHECK(run_op("c4", "field = \"/m/*/t\"\nmin_sentences = 3", line).output == "");
  CHECK(run_op("c4", "", "{\"text\":null}\n").malformed != "");
}

TEST_CASE("c4: under --explain the exact count of sentences is told") {
  test::RunHow how;
  how.explain = true;
  const std::string kept = run_op("c4", "", record(prose + " One more. And one more."), how).output;
  CHECK(kept.find("{\"rule\":\"min_sentences\",\"value\":5,\"limit\":3") != std::string::npos);
}

TEST_CASE("c4: bad input has a defined answer, soon") {
  CHECK(clean("", "") == "DROPPED min_sentences=0");
  CHECK(clean("min_sentences = 0", "") == "");
  std::string words, marks, emoji, lines, cites;
  for (int i = 0; i < 1'000'000; ++i) words += "a ";
  for (int i = 0; i < 200'000; ++i) marks += "\xcc\x81", emoji += "😀 ", lines += "\xe2\x80\xa8", cites += "[[1]";
  CHECK(clean("", words) == "DROPPED max_chars=2000000 min_sentences=0");
  CHECK(clean("", marks) == "DROPPED max_chars=200000 min_sentences=0");
  CHECK(clean("", emoji) == "DROPPED max_chars=400000 min_sentences=0");
  CHECK(clean("", lines) == "DROPPED max_chars=200000 min_sentences=0");
  CHECK(clean("terminal_punct = false\nmax_chars = \"none\"\nmin_sentences = 1\nmin_words_per_line = 1\nmax_word_chars "
              "= \"none\"",
              cites) == std::string(200'000, '['));
}
