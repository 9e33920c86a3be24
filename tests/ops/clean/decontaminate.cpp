#include <set>
#include <string>
#include <vector>

#include "base/rng.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

std::string question(std::string_view text, std::string_view answer = "") {
  return ValueBuilder().begin_object().member("question", text).member("answer", answer).end_object().take() + "\n";
}

const std::string ducks =
    "Janet's ducks lay 16 eggs per day. She eats three for breakfast every morning and bakes muffins for her friends "
    "every day with four.";
const std::string filler =
    "Yesterday nobody said a word about the matter, and so it was left as it was for another week or two. ";

constexpr std::string_view against = "against = [\"evals/ducks.jsonl\"]\nitem_fields = [\"question\"]\n";

test::RunHow with(std::string evals) {
  test::RunHow how;
  how.files["evals/ducks.jsonl"] = std::move(evals);
  return how;
}

// By what the text is found, "" where it is not.
std::string by(std::string_view text, const std::string& evals, std::string_view params = "") {
  const test::RunOp run =
      run_op("decontaminate", std::string(against) + "action = \"annotate\"\n" + std::string(params), record(text),
             with(evals));
  REQUIRE(run.error == "");
  const Value found = Value(run.output)["contamination"];
  return found.size() == 0 ? "" : *found.at(0)["by"].text();
}

double metric(const test::RunOp& run, std::string_view name) {
  for (const auto& step : run.result.findings)
    for (const Metric& m : step.findings.metrics)
      if (m.name == name) return m.value;
  return -1;
}

std::int64_t cell(const test::RunOp& run, std::size_t row, std::size_t column) {
  return std::get<std::int64_t>(run.result.findings.at(0).findings.sections.at(0).rows.at(row).at(column));
}

}  // namespace

TEST_CASE("decontaminate: whole items, n-grams, and near ones") {
  const std::string evals =
      question(ducks) + question("What is erythema?") + question("水的沸点是多少摄氏度？") + question("The trachea");
  CHECK(by(filler + ducks + filler, evals) == "whole");
  CHECK(by(filler + ducks.substr(0, 100) + filler, evals) == "ngram");
  CHECK(by(filler + "janets ducks LAY 16 eggs -- per day she eats three for breakfast every" + " " + filler, evals) ==
        "ngram");
  CHECK(by(filler +
               "Janet's ducks lay 17 eggs per day. She eats four for breakfast every day and bakes muffins for her "
               "friends every day with four. " +
               filler,
           evals) == "near");
  CHECK(by("Q: What is erythema? A: redness", evals) == "whole");
  CHECK(by("# what is erythema", evals) == "whole");
  CHECK(by("I know what is erythema and so on", evals) == "");
  CHECK(by("常识题：水的沸点是多少摄氏度", evals) == "whole");
  CHECK(by("The trachea", evals) == "");
  CHECK(by("The trachea", evals, "min_words = 2") == "whole");
  CHECK(by(filler, evals) == "");
  CHECK(by("", evals) == "");
  CHECK(by("Janet's ducks lay 17 eggs per day. She eats four for breakfast every day and bakes muffins for her friends "
           "every day with four.",
           evals, "near = false") == "");
  // Words there, but not in order.
  CHECK(by("with four every day for her friends muffins bakes morning and every breakfast three eats she day per eggs "
           "16 lay ducks Janet's",
           evals) == "");
}

TEST_CASE("decontaminate: every hit names its item") {
  const std::string evals = question("What is erythema?") + question(ducks, "9");
  const std::string text = "😀 " + ducks + "\nWhat is erythema?\n";
  test::RunHow how = with(evals);
  how.id = "/question";
  const test::RunOp run =
      run_op("decontaminate", against,
             ValueBuilder().begin_object().member("text", text).member("question", "x").end_object().take() + "\n" +
                 record(filler),
             how);
  REQUIRE(run.error == "");
  CHECK(run.output == record(filler));
  const Value mark = Value(run.dropped)["_dsprep"], found = mark["contamination"];
  CHECK(mark["failed"].at(0)["rule"].text() == "contaminated");
  CHECK(mark["failed"].at(0)["value"].number() == 2);
  REQUIRE(found.size() == 2);
  CHECK(found.at(0)["benchmark"].text() == "ducks");
  CHECK(found.at(0)["item"].text() == ducks);
  CHECK(found.at(0)["line"].integer() == 2);
  CHECK(found.at(0)["by"].text() == "whole");
  CHECK(found.at(0)["begin"].integer() == 2);
  CHECK(found.at(0)["end"].integer() == 2 + static_cast<std::int64_t>(ducks.size()) - 1);
  CHECK(found.at(1)["item"].text() == "What is erythema?");
  CHECK(found.at(1)["line"].integer() == 1);
  CHECK(metric(run, "contaminated") == 1);
  CHECK(metric(run, "items_found") == 2);
  CHECK(cell(run, 0, 1) == 2);
  CHECK(cell(run, 0, 2) == 2);
  CHECK(run.result.findings[0].findings.sections.at(1).rows.size() == 2);
}

TEST_CASE("decontaminate: cut takes a margin, and pieces that are too short") {
  std::string long_text;
  while (long_text.size() < 1000) long_text += filler;
  long_text.back() = '.';
  const auto cut = [&](const std::string& text, std::string_view params = "") {
    const test::RunOp run = run_op("decontaminate", std::string(against) + "action = \"cut\"\n" + std::string(params),
                                   record(text), with(question(ducks)));
    REQUIRE(run.error == "");
    return run.output.empty() ? "dropped" : *Value(run.output)["text"].text();
  };
  const std::string found = ducks.substr(0, ducks.size() - 1);  // the last full stop is no word
  const std::string before = long_text + "|", behind = "|" + long_text;
  CHECK(cut(before + found + behind) == before.substr(0, before.size() - 200) + "\n" + behind.substr(200));
  CHECK(cut(before + found + behind, "margin = 0") == before + "\n" + behind);
  CHECK(cut(found + behind, "margin = 10\nmin_piece = 0") == behind.substr(10));
  CHECK(cut(filler + found + behind) == behind.substr(200));
  CHECK(cut(filler + found + " " + filler) == "dropped");
  CHECK(cut(before + found + behind, "max_pieces = 1") == "dropped");
  CHECK(cut("一二三四五" + found + "六七八九十", "margin = 2\nmin_piece = 0") == "一二三\n八九十");
  CHECK(cut(long_text) == long_text);
}

TEST_CASE("decontaminate: what is in many records can be set aside") {
  std::string input;
  for (int i = 0; i < 5; ++i) input += record(filler + ducks + std::to_string(i));
  const std::string evals = question(ducks);
  CHECK(run_op("decontaminate", std::string(against) + "near = false\nmax_records = 5", input, with(evals)).output ==
        "");
  const test::RunOp run =
      run_op("decontaminate", std::string(against) + "near = false\nmax_records = 4", input, with(evals));
  CHECK(run.output == input);
  CHECK(metric(run, "set_aside") > 0);
  const std::string half = record(ducks.substr(0, ducks.size() * 6 / 10));
  CHECK(run_op("decontaminate", std::string(against) + "near = false", half, with(evals)).output == "");
  CHECK(run_op("decontaminate", std::string(against) + "near = false\nmin_share = 0.5", half, with(evals)).output ==
        half);
}

TEST_CASE("decontaminate: mistakes with evaluation sets are told") {
  const auto error = [&](std::string_view params, std::string evals = question(ducks)) {
    return run_op("decontaminate", params, record("a"), with(std::move(evals))).error;
  };
  CHECK(error("").find("needs an evaluation set") != std::string::npos);
  CHECK(error("against = [\"evals/none.jsonl\"]").find("evals/none.jsonl") != std::string::npos);
  CHECK(error("against = [\"evals/ducks.jsonl\"]").find("has a text at /text") != std::string::npos);
  CHECK(error(against, "{\"question\":\n").find("ducks.jsonl:1") != std::string::npos);
  CHECK(error("benchmarks = [{ path = \"evals/ducks.jsonl\", name = \"d\", fields = [\"question\", \"/answer\"] }]") ==
        "");
  const test::RunOp run =
      run_op("decontaminate",
             "benchmarks = [{ path = \"evals/ducks.jsonl\", name = \"d\", fields = [\"question\", \"/answer\"] }]",
             record("a"), with(question(ducks, "4") + question(ducks, "four ducks of hers")));
  CHECK(cell(run, 0, 7) == 4);  // texts
  CHECK(cell(run, 0, 8) == 1);  // too short
  CHECK(cell(run, 0, 9) == 1);  // repeated
}

TEST_CASE("decontaminate: elements of a field, one by one; what is no text is malformed") {
  const std::string a = "{\"m\":[{\"c\":\"x\"},{\"c\":\"y\\nWhat is erythema?\"}]}\n";
  const test::RunOp run =
      run_op("decontaminate", std::string(against) + "field = \"/m/*/c\"\nmin_words = 2\naction = \"annotate\"",
             a + "{\"m\":[{\"c\":\"What is\"},{\"c\":\"erythema?\"}]}\n", with(question("What is erythema?")));
  REQUIRE(run.error == "");
  const Value found = Value(std::string_view(run.output).substr(0, run.output.find('\n')))["contamination"].at(0);
  CHECK(found["element"].integer() == 1);
  CHECK(found["begin"].integer() == 2);
  CHECK(run.output.find("contamination", run.output.find('\n')) == std::string::npos);
  CHECK(run_op("decontaminate", against, "{}\n{\"text\":[]}\n", with(question(ducks))).result.books.malformed == 2);
}

TEST_CASE("decontaminate: the same for any threads, chunk size and memory") {
  base::Rng rng(8);
  std::string evals, input;
  std::vector<std::string> items;
  const auto words = [&](std::uint64_t n) {
    std::string text;
    for (std::uint64_t i = 0; i < n; ++i)
      text += (i ? " " : "") + std::string(rng.below(9) ? "wo" : "词语") + std::to_string(rng.below(40));
    return text;
  };
  for (int i = 0; i < 60; ++i) {
    items.push_back(words(3 + rng.below(30)));
    evals += question(items.back());
  }
  for (int i = 0; i < 3000; ++i) {
    const bool planted = rng.below(3) == 0;
    input += record(words(rng.below(40)) + "\n" + (planted ? items[rng.below(items.size())] + "\n" : "") +
                    words(rng.below(40)));
  }
  for (const char* params : {"", "action = \"cut\"\nmargin = 3\nmin_piece = 5\nmin_chars_left = 20",
                             "action = \"annotate\"\nmax_records = 20\nmin_share = 0.2"}) {
    std::set<std::string> outputs;
    for (const unsigned threads : {1u, 3u})
      for (const std::size_t chunk_size : {std::size_t{300}, std::size_t{1} << 20})
        for (const std::uint64_t memory : {std::uint64_t{64} << 10, std::uint64_t{64} << 20}) {
          test::RunHow how = with(evals);
          how.threads = threads;
          how.chunk_size = chunk_size;
          how.memory_budget = memory;
          const test::RunOp run = run_op("decontaminate", std::string(against) + params, input, how);
          REQUIRE(run.error == "");
          CHECK(metric(run, "contaminated") > 900);
          outputs.insert(run.output + run.dropped);
        }
    CHECK(outputs.size() == 1);
  }
}
