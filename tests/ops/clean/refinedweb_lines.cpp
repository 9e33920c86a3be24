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

// The text that is left where the share of removed words does not matter.
std::string left(std::string_view params, std::string_view text) {
  const test::RunOp run = run_op("refinedweb_lines", "max_removed = \"none\"\n" + std::string(params), record(text));
  REQUIRE(run.error == "");
  REQUIRE(run.malformed == "");
  return run.output.empty() ? "" : Value(first_line(run.output))["text"].text().value();
}

// The measured value of a rule that failed, or -1.
double failed(const test::RunOp& run, std::string_view rule) {
  const std::string dropped = first_line(run.dropped);
  const Value rules = Value(dropped)["_dsprep"]["failed"];
  for (Value::Elements it = rules.elements(); it.next();) {
    if (it.value()["rule"].text().value() == rule) return it.value()["value"].number().value();
  }
  return -1;
}

enum { uppercase, digits, counter, few_words, emptied, blank, phrases };

}  // namespace

TEST_CASE("refinedweb_lines: what DCLM itself makes of texts in many languages") {
  std::ifstream file(test::source_dir() + "/tests/parity/fixtures/refinedweb_lines.jsonl");
  REQUIRE(file);
  int texts = 0;
  for (std::string line; std::getline(file, line); ++texts) {
    const Value value(line);
    const std::string text = value["text"].text().value();
    INFO(text);
    CHECK(left("", text) == value["left"].text().value_or(""));
    const test::RunOp run = run_op("refinedweb_lines", "", record(text));
    CHECK(run.output.empty() != value["kept"].boolean().value());
    if (const auto share = value["share"].number(); share && !*value["kept"].boolean())
      CHECK(std::abs(failed(run, "max_removed") - *share) < 1e-9);
  }
  CHECK(texts == 49);
}

TEST_CASE("refinedweb_lines: the limits themselves pass") {
  CHECK(left("max_uppercase = 0.5", "ABab CD ef!!\nABCab cd") == "ABab CD ef!!\nABCab cd");
  CHECK(left("max_uppercase = 0.25", "ABCab cd\nAab cd ee") == "Aab cd ee");
  CHECK(left("max_digits = 0.5", "12 3 abcde\n12 34 5 a") == "12 3 abcde");
  CHECK(left("min_words_per_line = 3", "one two\none two three\n\nfour five six") == "one two three\n\nfour five six");
  CHECK(left("phrase_words = 4", "items in cart one\nitems in cart one two") == "one\nitems in cart one two");
}

TEST_CASE("refinedweb_lines: every rule can be switched off") {
  const std::string odd = "  ALL CAPS\n123\n3 likes\nword\nitems in cart\nRead more...\nSign-in\n\n";
  CHECK(left("max_uppercase = \"none\"\nmax_digits = \"none\"\ncounters = false\nmin_words_per_line = "
             "\"none\"\nitems_in_cart = false\nread_more = false\nsign_in = false",
             odd) == odd);
}

TEST_CASE("refinedweb_lines: the share of removed words decides, and a text without words is dropped") {
  const std::string text = "It is a page of ten words, as you see.\nOne two three 3 likes\n4 likes";
  CHECK(run_op("refinedweb_lines", "", record(text)).output == "");
  CHECK(std::abs(failed(run_op("refinedweb_lines", "", record(text)), "max_removed") - 2.0 / 17) < 1e-12);
  CHECK(run_op("refinedweb_lines", "max_removed = 0.12", record(text)).dropped == "");
  CHECK(failed(run_op("refinedweb_lines", "", record("")), "max_removed") == 1);
  CHECK(failed(run_op("refinedweb_lines", "", record("")), "not_empty") == 0);
  CHECK(failed(run_op("refinedweb_lines", "", record("?! ...")), "max_removed") == 1);
  CHECK(std::abs(failed(run_op("refinedweb_lines", "words = \"uax29\"\nmin_words_per_line = \"none\"",
                               record("今天\n123\n我们")),
                        "max_removed") -
                 0.2) < 1e-12);
}

TEST_CASE("refinedweb_lines: what is dropped from a kept text is counted") {
  const test::RunOp run = run_op(
      "refinedweb_lines", "max_removed = \"none\"",
      record(" \nALL CAPS\n123\n3 likes\nword\nten items in cart\nRead more...\nSign-in please\nSome words here\n\n"));
  const auto& counters = run.result.books.steps.at(0).counters;
  CHECK(run.output == record("ten\nplease\nSome words here"));
  CHECK(counters.at(uppercase) == 1);
  CHECK(counters.at(digits) == 1);
  CHECK(counters.at(counter) == 1);
  CHECK(counters.at(few_words) == 1);
  CHECK(counters.at(emptied) == 1);
  CHECK(counters.at(blank) == 3);
  CHECK(counters.at(phrases) == 3);
}

TEST_CASE("refinedweb_lines: elements of a field with * are cleaned by themselves and judged together") {
  const std::string line =
      "{\"m\":[{\"t\":\"3 likes\"},{\"t\":\"All the words that there are to read in this one stay, so that little is "
      "gone of it. All the words that there are "
      "to read in this one stay, so that little is gone of it.\"}]}\n";
  const test::RunOp run = run_op("refinedweb_lines", "field = \"/m/*/t\"", line);
  CHECK(run.output.substr(0, 22) == "{\"m\":[{\"t\":\"\"},{\"t\":\"A");
  CHECK(run_op("refinedweb_lines", "", "{\"text\":1}\n").malformed != "");
}

TEST_CASE("refinedweb_lines: bad input has a defined answer, soon") {
  std::string words, marks, emoji, lines, carts;
  for (int i = 0; i < 1'000'000; ++i) words += "a ";
  for (int i = 0; i < 200'000; ++i)
    marks += "\xcc\x81", emoji += "😀 ", lines += "\n", carts += "so items in cart here\n";
  CHECK(left("", words) == words.substr(0, words.size() - 1));
  CHECK(left("", marks) == "");  // one word
  CHECK(left("", emoji) == emoji.substr(0, emoji.size() - 1));
  CHECK(left("", lines) == "");
  CHECK(left("", carts).size() == 200'000 * 8 - 1);
}
