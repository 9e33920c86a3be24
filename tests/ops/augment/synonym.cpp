#include <algorithm>
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

const std::string words =
    "quick\tfast,rapid\nfilm\tmovie\ndog\thound\tcanine animal\nking\truler\nBerlin\tHauptstadt\niPhone\tphone\n"
    "喜欢\t喜爱\n电影\t影片\nthe\tthat\n";

test::RunOp run(std::string_view params, std::string_view lines, std::uint64_t seed = 0, unsigned threads = 1) {
  test::RunHow how;
  how.seed = seed;
  how.threads = threads;
  how.chunk_size = 1000;
  how.files["words.tsv"] = words;
  how.files["latin.tsv"] = "caf\xe9\tbar\n";
  return run_op("synonym", "thesaurus = \"words.tsv\"\n" + std::string(params), lines, how);
}

// The texts a record becomes: itself, then its copies.
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

std::uint64_t unchanged(const test::RunOp& ran) { return ran.result.books.steps[0].counters.at(0); }

}  // namespace

TEST_CASE("synonym: words give way, everything else stays as it is") {
  const std::string text =
      "A film,  (king)\tof the FILM: Film!\nhttps://example.org/film film@example.org re-film 电影";
  const std::string all =
      "A movie,  (ruler)\tof the MOVIE: Movie!\nhttps://example.org/film film@example.org re-film 影片";
  CHECK(versions("rate = 1", text) == Texts{text, all});
  CHECK(versions("rate = 1\nlanguage = \"zh\"", "我喜欢电影。") == Texts{"我喜欢电影。", "我喜爱影片。"});
  CHECK(versions("rate = 1", "Berlin BERLIN berlin iPhone IPHONE") ==
        Texts{"Berlin BERLIN berlin iPhone IPHONE", "Hauptstadt BERLIN berlin phone IPHONE"});
}

TEST_CASE("synonym: rate is the share of the words that have a synonym, rounded down, at least one") {
  std::string text = "film";
  for (int i = 1; i < 20; ++i) text.append(" so film");
  const auto replaced = [&](std::string_view rate) {
    const Texts texts = versions("rate = " + std::string(rate), text);
    REQUIRE(texts.size() == 2);
    std::size_t n = 0;
    for (std::size_t at = 0; (at = texts[1].find("movie", at)) != std::string::npos; ++at) ++n;
    return n;
  };
  CHECK(replaced("0.01") == 1);
  CHECK(replaced("0.1") == 2);
  CHECK(replaced("0.14") == 2);
  CHECK(replaced("0.5") == 10);
  CHECK(replaced("1") == 20);
}

TEST_CASE("synonym: every word and every synonym is drawn equally often") {
  std::map<std::string, int> seen;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) ++seen[versions("", "quick quick", seed).at(1)];
  REQUIRE(seen.size() == 4);
  double chi = 0;
  for (const auto& [text, n] : seen) chi += (n - 750.0) * (n - 750.0) / 750.0;
  CHECK(chi < 16.27);  // 3 degrees of freedom, p = .001
}

TEST_CASE("synonym: no copy that says nothing new, and the counter says so") {
  CHECK(versions("copies = 5", "film").size() == 2);
  CHECK(unchanged(run("copies = 5", record("film"))) == 4);
  for (const std::string text : {"", "hello", "the", "1 2 3", "film-noir", "   "}) {
    CHECK(versions("copies = 2", text) == Texts{text});
    CHECK(unchanged(run("copies = 2", record(text))) == 2);
  }
}

TEST_CASE("synonym: protected words stay") {
  CHECK(versions("rate = 1\nprotect = [\"quick f\", \"电\"]", "quick film dog 电影").at(1).starts_with("quick film "));
  CHECK(versions("protect = [\".+\"]", "quick film") == Texts{"quick film"});
}

TEST_CASE("synonym: a record says its language") {
  test::RunHow how;
  how.files["/usr/share/mythes/th_de_DE_v2.dat"] = "UTF-8\nschnell|1\n-|rasch\n";
  how.files["/usr/share/mythes/thes_fr.dat"] = "UTF-8\nmaison|1\n(Nom)|habitation\n";
  const std::string lines =
      "{\"text\":\"schnell maison\",\"lang\":\"de-AT\"}\n{\"text\":\"schnell maison\",\"lang\":\"FR\"}\n"
      "{\"text\":\"schnell maison\",\"lang\":\"it\"}\n{\"text\":\"schnell maison\",\"lang\":null}\n{\"text\":\"schnell "
      "maison\"}\n";
  const test::RunOp ran =
      run_op("synonym", "language = \"de\"\nlanguage_field = \"lang\"\nlanguages = [\"fr\"]", lines, how);
  CHECK(ran.error == "");
  CHECK(ran.malformed == "");
  CHECK(ran.output.find("rasch maison") != std::string::npos);
  CHECK(ran.output.find("schnell habitation") != std::string::npos);
  CHECK(std::count(ran.output.begin(), ran.output.end(), '\n') == 7);
  CHECK(unchanged(ran) == 3);
}

TEST_CASE("synonym: the same copies whatever the threads and the order") {
  std::vector<std::string> lines;
  for (int i = 0; i < 400; ++i)
    lines.push_back(record("quick film " + std::to_string(i) + " dog king film quick dog king"));
  const auto sorted_output = [&](unsigned threads) {
    std::string input;
    for (const std::string& line : lines) input += line;
    const test::RunOp ran = run("copies = 3\nrate = 0.4", input, 7, threads);
    std::multiset<std::string> out;
    for (std::size_t at = 0, end; at < ran.output.size(); at = end + 1) {
      end = ran.output.find('\n', at);
      out.insert(ran.output.substr(at, end - at));
    }
    return out;
  };
  const auto one = sorted_output(1);
  CHECK(one.size() > 1500);
  CHECK(sorted_output(3) == one);
  std::reverse(lines.begin(), lines.end());
  CHECK(sorted_output(2) == one);
}

TEST_CASE("synonym: what is asked for wrongly is refused in one line") {
  const auto error = [](std::string_view params) {
    test::RunHow how;
    how.files["latin.tsv"] = "caf\xe9\tbar\n";
    how.files["no.dat"] = "hello\n";
    return run_op("synonym", params, record("film"), how).error;
  };
  const auto says = [&](std::string_view params, std::string_view text) {
    INFO(params << " -> " << error(params));
    return error(params).find(text) != std::string::npos;
  };
  CHECK(says("", "Debian's package wordnet-base (apt-get install wordnet-base)"));
  CHECK(says("language = \"it\"", "Debian's package mythes-it"));
  CHECK(says("language = \"pt_BR\"", "Debian's package mythes-pt-br"));
  CHECK(says("language = \"klingon\"", "no thesaurus of the language \"klingon\" is known"));
  CHECK(says("language = \"zh\"", "Debian has no thesaurus of Chinese"));
  CHECK(says("thesaurus = \"absent.tsv\"", "absent.tsv"));
  CHECK(says("thesaurus = \"latin.tsv\"", "latin.tsv:1:4: this is not UTF-8"));
  CHECK(says("thesaurus = \"no.dat\"", "no.dat:1: this is no MyThes thesaurus"));
  CHECK(says("rate = 0\nthesaurus = \"absent.tsv\"", "rate is 0"));
  CHECK(says("rate = 1.5", "out of range"));
  CHECK(says("copies = 0", "out of range"));
  CHECK(says("languages = [\"de\"]", "language_field"));
  CHECK(says("kind = \"cedict\"", "needs a file"));
  CHECK(says("kind = \"wordnet\"\nlanguage = \"de\"", "WordNet is English"));
  CHECK(says("parts_of_speech = []", "parts_of_speech is empty"));
  CHECK(says("parts_of_speech = [\"noun\"]\nthesaurus = \"latin.tsv\"", "WordNet alone"));
  CHECK(says("frequencies = \"latin.tsv\"\nthesaurus = \"latin.tsv\"", "CC-CEDICT"));
}
