#include <algorithm>
#include <set>
#include <vector>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "text/segment.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

std::vector<std::string> lines_of(const std::string& output) {
  std::vector<std::string> lines;
  for (std::size_t at = 0, end; at < output.size(); at = end + 1) {
    end = output.find('\n', at);
    lines.push_back(output.substr(at, end - at));
  }
  return lines;
}

std::string text_of(const std::string& line) { return Value(line)["text"].text().value(); }

// The texts a record becomes: itself, then its copies.
std::vector<std::string> versions(std::string_view params, std::string_view text, std::uint64_t seed = 0) {
  test::RunHow how;
  how.seed = seed;
  const test::RunOp run = run_op("random_swap", params, record(text), how);
  REQUIRE(run.error == "");
  REQUIRE(run.malformed == "");
  std::vector<std::string> texts;
  for (const std::string& line : lines_of(run.output)) texts.push_back(text_of(line));
  return texts;
}

// The words of a text, and the text with each word blanked out.
struct Parts {
  std::vector<std::string> words;
  std::vector<std::string> between;
};
Parts parts_of(const std::string& text, void (*split)(std::string_view, std::vector<TextSpan>&)) {
  std::vector<TextSpan> spans;
  split(text, spans);
  Parts parts;
  std::size_t at = 0;
  for (const TextSpan& span : spans) {
    parts.words.emplace_back(span.of(text));
    parts.between.push_back(text.substr(at, span.begin - at));
    at = span.end;
  }
  parts.between.push_back(text.substr(at));
  return parts;
}

std::vector<std::string> sorted(std::vector<std::string> v) {
  std::sort(v.begin(), v.end());
  return v;
}

std::uint64_t unchanged(const test::RunOp& run) { return run.result.books.steps[0].counters.at(0); }

const std::string english = "The (quick) brown fox, as ever: jumps  over\tthe lazy dog; twice!";

}  // namespace

TEST_CASE("random_swap: words change places, and nothing else does") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto texts = versions("copies = 3\nwords = \"uax29\"", english, seed);
    REQUIRE(texts.size() >= 3);  // two of the copies may have been the same
    CHECK(texts[0] == english);
    const Parts parent = parts_of(english, text::split_words_uax29);
    for (std::size_t i = 1; i < texts.size(); ++i) {
      const Parts copy = parts_of(texts[i], text::split_words_uax29);
      CHECK(copy.between == parent.between);
      CHECK(sorted(copy.words) == sorted(parent.words));
      std::size_t moved = 0;
      for (std::size_t w = 0; w < copy.words.size(); ++w) moved += copy.words[w] != parent.words[w];
      CHECK(moved == 2);  // 12 words, alpha 0.1: one swap
    }
    CHECK(std::set<std::string>(texts.begin(), texts.end()).size() == texts.size());
  }
}

TEST_CASE("random_swap: alpha is the number of swaps per word") {
  std::string text = "w0";
  for (int i = 1; i < 100; ++i) text.append(" w").append(std::to_string(i));
  const auto moved = [&](std::string_view alpha) {
    const auto texts = versions("words = \"whitespace\"\nalpha = " + std::string(alpha), text);
    REQUIRE(texts.size() == 2);
    const Parts a = parts_of(texts[0], text::split_whitespace), b = parts_of(texts[1], text::split_whitespace);
    std::size_t n = 0;
    for (std::size_t w = 0; w < a.words.size(); ++w) n += a.words[w] != b.words[w];
    return n;
  };
  CHECK(moved("0") == 2);
  CHECK(moved("0.019") == 2);
  CHECK(moved("0.02") <= 4);
  CHECK(moved("0.02") >= 2);
  const std::size_t many = moved("1");  // each word is left alone with probability about e^-2
  CHECK(many > 70);
  CHECK(many < 97);
}

TEST_CASE("random_swap: Chinese, by dictionary") {
  const std::string text = "我爱北京天安门，今天天气很好。";
  const Parts parent = parts_of(text, text::split_words_unicode);
  REQUIRE(parent.words.size() > 4);
  const auto texts = versions("copies = 5\nalpha = 0.5", text);
  CHECK(texts.size() > 2);
  for (std::size_t i = 1; i < texts.size(); ++i) {
    CHECK(texts[i] != text);
    CHECK(texts[i].size() == text.size());
    CHECK(texts[i].ends_with("。"));
    std::string letters = texts[i], before = text;
    std::sort(letters.begin(), letters.end());
    std::sort(before.begin(), before.end());
    CHECK(letters == before);
  }
}

TEST_CASE("random_swap: what cannot be swapped gives no copies") {
  for (const std::string_view text : {"", "   ", "one", "你好", "?!"}) {
    const test::RunOp run = run_op("random_swap", "copies = 4", record(text));
    CHECK(run.output == record(text));
    CHECK(unchanged(run) == 4);
    CHECK(run.result.books.added == 0);
  }
  const test::RunOp same = run_op("random_swap", "copies = 4", record("no no no no"));
  CHECK(same.output == record("no no no no"));
  CHECK(unchanged(same) == 4);
}

TEST_CASE("random_swap: no version comes twice") {
  const test::RunOp run = run_op("random_swap", "copies = 50", record("a b c"));
  const auto lines = lines_of(run.output);
  std::set<std::string> texts;
  for (const std::string& line : lines) CHECK(texts.insert(text_of(line)).second);
  CHECK(lines.size() == 4);  // one swap of three words: itself and three others
  CHECK(unchanged(run) == 47);
}

TEST_CASE("random_swap: a swap is given up after four draws of the same place") {
  std::string input;
  for (int i = 0; i < 1600; ++i) input += record(std::to_string(i) + " b");
  const test::RunOp run = run_op("random_swap", "", input);
  CHECK(run.result.books.read == 1600);
  CHECK(run.result.books.added + unchanged(run) == 1600);
  CHECK(unchanged(run) > 60);  // 1600 / 2^4 = 100, standard deviation 10
  CHECK(unchanged(run) < 140);
}

TEST_CASE("random_swap: chance is a function of seed and record, not of threads, chunks or order") {
  std::string input, reversed;
  for (int i = 0; i < 300; ++i) {
    const std::string line = record(std::to_string(i) + " of several with some words in it");
    input += line;
    reversed = line + reversed;
  }
  const test::RunOp one = run_op("random_swap", "copies = 2", input);
  test::RunHow how;
  how.threads = 3;
  how.chunk_size = 1000;
  CHECK(run_op("random_swap", "copies = 2", input, how).output == one.output);
  const auto forth = lines_of(one.output), back = lines_of(run_op("random_swap", "copies = 2", reversed).output);
  CHECK(sorted(forth) == sorted(back));
  how.seed = 1;
  CHECK(run_op("random_swap", "copies = 2", input, how).output != one.output);
}

TEST_CASE("random_swap: elements are swapped within themselves, other fields are inherited") {
  const test::RunOp run = run_op("random_swap", "field = \"/m/*\"", "{\"m\":[\"a b\",\"one\",\"c d\"],\"k\": 1.0}\n");
  const auto lines = lines_of(run.output);
  REQUIRE(lines.size() == 2);
  const Value copy(lines[1]);
  CHECK(copy["k"].raw() == "1.0");
  const std::string first = copy["m"].at(0).text().value(), third = copy["m"].at(2).text().value();
  CHECK((first == "a b" || first == "b a"));
  CHECK(copy["m"].at(1).text().value() == "one");
  CHECK((third == "c d" || third == "d c"));
  CHECK(first + third != "a bc d");
}

TEST_CASE("random_swap: with span labels the texts are the same") {
  const std::string config =
      "[dataset]\nspans = \"/spans\"\n[[step]]\nop = \"random_swap\"\ncopies = 3\nalpha = 0.5\nwords = \"uax29\"\n";
  const test::RunOp run = test::run_toml(config, "{\"text\":\"Red, green; blue\",\"spans\":[]}\n");
  CHECK(run.error == "");
  const auto lines = lines_of(run.output);
  CHECK(lines.size() > 1);
  for (const std::string& line : lines) {
    const Parts parts = parts_of(text_of(line), text::split_words_uax29);
    CHECK(parts.between == std::vector<std::string>{"", ", ", "; ", ""});
    CHECK(sorted(parts.words) == std::vector<std::string>{"Red", "blue", "green"});
  }
}

TEST_CASE("random_swap: what is not text is malformed") {
  const test::RunOp run = run_op("random_swap", "", "{\"text\":3}\n");
  CHECK(run.malformed.find("field /text is number, not text") != std::string::npos);
  CHECK(run_op("random_swap", "copies = 0", "").error != "");
  CHECK(run_op("random_swap", "alpha = 1.5", "").error != "");
}
