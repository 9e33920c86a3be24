#include <map>
#include <set>
#include <string>
#include <vector>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

std::string eight(std::size_t n) {
  const std::string digits = std::to_string(n);
  return std::string(8 - digits.size(), '0') + digits;
}

// A WordNet of one noun synset {dog, hound, domestic_dog} and one verb synset {run, Race}.
void put_wordnet(std::map<std::string, std::string>& files) {
  const std::string licence = "  1 licence\n", at = eight(licence.size());
  const auto put = [&](const std::string& part, const std::string& words, std::initializer_list<const char*> lemmas) {
    files["wn/data." + part] = licence + at + " 00 n " + words + " 000 | gloss\n";
    for (const char* lemma : lemmas) files["wn/index." + part] += std::string(lemma) + " n 1 0 1 0 " + at + "  \n";
    files["wn/" + part + ".exc"] = part == "verb" ? "ran run\n" : "";
  };
  put("noun", "03 dog 0 hound 0 domestic_dog 0", {"dog", "hound", "domestic_dog"});
  put("verb", "02 run 0 Race 0", {"run", "race"});
  put("adj", "01 able 0", {"able"});
  put("adv", "01 ably 0", {"ably"});
  files["wn/cntlist.rev"] = "";
}

test::RunOp run(std::string_view params, std::string_view lines, std::uint64_t seed = 0) {
  test::RunHow how;
  how.seed = seed;
  how.files["words.tsv"] = "quick\tfast,rapid\nfilm\tmovie\n喜欢\t喜爱\n";
  put_wordnet(how.files);
  return run_op("eda", params, lines, how);
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

const std::string mine = "thesaurus = \"words.tsv\"\n";
const std::string faithful = "thesaurus = \"wn\"\nfaithful = true\n";
const std::string only_synonym = "insert_rate = 0\nswap_rate = 0\ndelete_rate = 0\n";
const std::string only_insert = "synonym_rate = 0\nswap_rate = 0\ndelete_rate = 0\n";
const std::string only_swap = "synonym_rate = 0\ninsert_rate = 0\ndelete_rate = 0\n";
const std::string only_delete = "synonym_rate = 0\ninsert_rate = 0\nswap_rate = 0\n";

// All second versions over many seeds.
std::set<std::string> outcomes(const std::string& params, std::string_view text) {
  std::set<std::string> seen;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Texts texts = versions(params, text, seed);
    seen.insert(texts.size() > 1 ? texts[1] : "(none)");
  }
  return seen;
}

}  // namespace

TEST_CASE("eda: each of the four edits, in place") {
  CHECK(outcomes(mine + only_synonym, "Film, a film; film!") ==
        std::set<std::string>{"Movie, a film; film!", "Film, a movie; movie!"});  // every occurrence as it is spelled
  CHECK(outcomes(mine + only_insert, "A film!") == std::set<std::string>{"movie A film!", "A movie film!"});
  CHECK(outcomes(mine + only_swap, "A film!") == std::set<std::string>{"film A!", "(none)"});
  CHECK(outcomes(mine + only_delete + "delete_rate = 0.5", "A film, dear!") ==
        std::set<std::string>{"(none)", "film, dear!", "A, dear!", "A film,!", "A,!", "film,!", ", dear!"});
  CHECK(versions(mine + only_delete + "delete_rate = 1", "https://example.org/a 12 one 3").at(0) ==
        "https://example.org/a 12 one 3");
  CHECK(versions(mine + only_delete + "delete_rate = 1", "film") == Texts{"film"});
}

TEST_CASE("eda: shares are equal, and edits whose rate is 0 are none") {
  std::map<std::string, int> seen;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const test::RunOp ran = run(mine, record("a quick film about the sea and the wind"), seed);
    const std::size_t at = ran.output.find("\"edit\":\"");
    if (at != std::string::npos) ++seen[ran.output.substr(at + 8, 4)];
  }
  CHECK(seen.size() == 4);
  for (const char* edit : {"syno", "inse"}) {
    CHECK(seen[edit] > 200);
    CHECK(seen[edit] < 300);
  }
  // Of four copies with two kinds there are three of each in the deck.
  const Texts texts =
      versions(mine + "copies = 4\nswap_rate = 0\ndelete_rate = 0\nrate = 0.5", "film film film 我喜欢");
  CHECK(texts.size() > 2);
}

TEST_CASE("eda: faithful works on what the script makes of a text") {
  CHECK(outcomes(faithful + only_synonym, "The DOG's 2 Hunters—ran!") ==
        std::set<std::string>{"the dogs hunters race", "the dogs hunters run", "the domestic dog hunters ran",
                              "the dog hunters ran", "the hound hunters ran"});
  const std::set<std::string> inserted = outcomes(faithful + only_insert, "a dog");
  CHECK(inserted.count("domestic dog a dog") == 1);
  CHECK(inserted.count("a domestic dog dog") == 1);
  CHECK(outcomes(faithful + only_swap, "One two") == std::set<std::string>{"two one", "one two"});
  CHECK(versions(faithful + only_delete, "Dog!") == Texts{"Dog!", "dog"});
  for (const std::string text : {"", "我爱北京。", "123 …"})
    CHECK(versions(faithful + "copies = 9", text) == Texts{text});
}

TEST_CASE("eda: what is asked for wrongly is refused in one line") {
  const auto says = [](const std::string& params, std::string_view text) {
    const std::string error = run(params, record("film")).error;
    INFO(params << " -> " << error);
    return error.find(text) != std::string::npos;
  };
  CHECK(says(mine + "rate = 0", "all rates are 0"));
  CHECK(says(mine + "delete_rate = 2", "out of range"));
  CHECK(says("faithful = true\nlanguage = \"de\"", "English alone"));
  CHECK(says("faithful = true\nkind = \"mythes\"", "WordNet alone"));
  CHECK(says("faithful = true\nthesaurus = \"absent\"", "wordnet-base"));
  CHECK(says("", "wordnet-base"));
}
