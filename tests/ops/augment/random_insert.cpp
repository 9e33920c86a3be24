#include <map>
#include <string>
#include <vector>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

test::RunOp run(std::string_view params, std::string_view lines, std::uint64_t seed = 0) {
  test::RunHow how;
  how.seed = seed;
  how.files["words.tsv"] = "quick\tfast,rapid\nfilm\tmovie\n喜欢\t喜爱\n";
  return run_op("random_insert", "thesaurus = \"words.tsv\"\n" + std::string(params), lines, how);
}

std::vector<std::string> versions(std::string_view params, std::string_view text, std::uint64_t seed = 0) {
  const test::RunOp ran = run(params, record(text), seed);
  REQUIRE(ran.error == "");
  REQUIRE(ran.malformed == "");
  std::vector<std::string> texts;
  for (std::size_t at = 0, end; at < ran.output.size(); at = end + 1) {
    end = ran.output.find('\n', at);
    texts.push_back(Value(ran.output.substr(at, end - at))["text"].text().value());
  }
  return texts;
}
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("random_insert: every synonym and every place is drawn equally often, none behind the last word") {
  std::map<std::string, int> seen;
  for (std::uint64_t seed = 0; seed < 4000; ++seed) ++seen[versions("", "A quick\tone.", seed).at(1)];
  REQUIRE(seen.size() == 6);
  double chi = 0;
  for (const auto& [text, n] : seen) chi += (n - 4000 / 6.0) * (n - 4000 / 6.0) / (4000 / 6.0);
  CHECK(chi < 20.5);  // 5 degrees of freedom, p = .001
  CHECK(seen.count("A quick\tfast one."));
  CHECK(seen.count("rapid A quick\tone."));
}

TEST_CASE("random_insert: taking the insertions out again gives the text back") {
  const std::string text = "(See)  https://example.org/film/quick: a film,\n\"12 films\" film-noir; 我喜欢 film!";
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    std::string copy = versions("rate = 0.5\nprotect = [\"film!\"]", text, seed).at(1);
    CHECK(copy != text);
    for (const std::string inserted : {"movie ", "movie", "喜爱 ", "喜爱"})
      for (std::size_t at; (at = copy.find(inserted)) != std::string::npos;) copy.erase(at, inserted.size());
    CHECK(copy == text);
  }
  CHECK(versions("rate = 1\nlanguage = \"zh\"", "喜欢。") == Texts{"喜欢。", "喜爱喜欢。"});
}

TEST_CASE("random_insert: the rate counts all words") {
  std::string text = "film";
  for (int i = 1; i < 20; ++i) text.append(" word");
  const auto inserted = [&](std::string_view rate) {
    const std::string copy = versions("rate = " + std::string(rate), text).at(1);
    return (copy.size() - text.size()) / std::string("movie ").size();
  };
  CHECK(inserted("0.01") == 1);
  CHECK(inserted("0.1") == 2);
  CHECK(inserted("1") == 20);
}

TEST_CASE("random_insert: where there is nothing to insert there is no copy") {
  for (const std::string text : {"", "hello you", "123", "https://example.org/film"})
    CHECK(versions("copies = 3", text) == Texts{text});
  CHECK(versions("copies = 3", "film") == Texts{"film", "movie film"});
  CHECK(run("rate = 0", record("film")).error.find("rate is 0") != std::string::npos);
  CHECK(run("", "{\"id\":1}\n").malformed.find("field /text is missing") != std::string::npos);
}
