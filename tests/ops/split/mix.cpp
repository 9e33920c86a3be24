#include <algorithm>
#include <set>
#include <string>

#include "draw_runs.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::test;
using namespace dsprep::test::draw;

namespace {

// Three sources, the last with its text under another name.
FilesHow three(int web, int books, int code) {
  FilesHow how;
  std::string other;
  for (int i = 0; i < code; ++i) other += "{\"of\":\"c\",\"body\":\"文文文文文" + std::to_string(i) + "\"}\n";
  const auto named = [](std::string lines, const std::string& of) {
    for (std::size_t at = 0; (at = lines.find("\"label\"", at)) != lines.npos;)
      lines.replace(at, 7, "\"of\"   "), at += of.size();
    return lines;
  };
  how.inputs = {{"in/a.jsonl", named(labelled("a", web), "a")},
                {"in/b.jsonl", named(labelled("b", books, 1000), "b")},
                {"in/c.jsonl", other}};
  return how;
}
std::string sources(const std::string& a = "", const std::string& b = "", const std::string& c = "") {
  const auto table = [](const std::string& file, const std::string& name, const std::string& weight) {
    return "[[source]]\npaths = \"in/" + file + ".jsonl\"\nname = \"" + name + "\"\n" +
           (weight.empty() ? "" : "weight = " + weight + "\n");
  };
  return table("a", "web", a) + table("b", "書籍", b) + table("c", "code", c) +
         "licence = \"MIT\"\nfields = { text = \"/body\" }\n";
}
std::string mix(const std::string& params) { return "[[step]]\nop = \"mix\"\n" + params + "\n"; }
Counts mixed(const std::string& toml, const FilesHow& how) { return counts_of(data_of(run_files(toml, how)), "/of"); }
Counts sizes(int a, int b, int c) {
  Counts counts;
  if (a) counts["\"a\""] = a;
  if (b) counts["\"b\""] = b;
  if (c) counts["\"c\""] = c;
  return counts;
}
std::string refused(const std::string& toml) { return run_files(toml, three(2, 2, 2)).error; }

}  // namespace

TEST_CASE("mix: stop and cycle come to what interleave_datasets of Hugging Face comes to") {
  const FilesHow how = three(3, 4, 5);
  CHECK(mixed(sources("1", "1", "1") + mix(""), how) == sizes(3, 3, 3));
  CHECK(mixed(sources("1", "1", "1") + mix("exhausted = \"cycle\""), how) == sizes(5, 5, 5));
  // With probabilities .8 and .2 of 700 and 100: 20 seeds there have 399.7 and 100 on average, and 700 and 173.7.
  const FilesHow two = three(700, 100, 1);
  CHECK(mixed(sources("0.8", "0.2", "0") + mix(""), two) == sizes(400, 100, 0));
  CHECK(mixed(sources("0.8", "0.2", "0") + mix("exhausted = \"cycle\""), two) == sizes(700, 175, 0));
}

TEST_CASE("mix: weights are proportions, from the sources or from the step") {
  const FilesHow how = three(100, 100, 100);
  const Counts wanted = sizes(100, 50, 25);
  CHECK(mixed(sources("4", "2", "1") + mix(""), how) == wanted);
  CHECK(mixed(sources("0.4", "0.2", "0.1") + mix(""), how) == wanted);
  CHECK(mixed(sources() + mix("weights = { web = 4, \"書籍\" = 2, code = 1 }"), how) == wanted);
  CHECK(mixed(sources("4", "2", "1") + mix("size = 7"), how) == sizes(4, 2, 1));
  CHECK(mixed(sources("4", "2", "1") + mix("size = 14\nmax_epochs = 3"), how) == sizes(8, 4, 2));
  CHECK(mixed(sources("4", "2", "1") + mix("max_epochs = 3"), how) == sizes(300, 150, 75));
  CHECK(mixed(sources("1", "1", "0") + mix("size = 1000\nexhausted = \"cycle\""), how) == sizes(500, 500, 0));
  CHECK(mixed(sources("8", "1", "1") + mix("size = 200\nexhausted = \"renormalize\""), how) == sizes(100, 50, 50));
  CHECK(mixed(sources("8", "1", "1") + mix("size = 250\nmax_epochs = 2\nexhausted = \"renormalize\""), how) ==
        sizes(200, 25, 25));
}

TEST_CASE("mix: temperature and UniMax") {
  const FilesHow how = three(400, 100, 4);
  CHECK(mixed(sources() + mix("method = \"temperature\"\ntemperature = 1"), how) == sizes(400, 100, 4));
  CHECK(mixed(sources() + mix("method = \"temperature\"\ntemperature = 2"), how) == sizes(40, 20, 4));  // 20 : 10 : 2
  CHECK(mixed(sources() + mix("method = \"temperature\"\ntemperature = 2\nexhausted = \"cycle\""), how) ==
        sizes(400, 200, 40));
  CHECK(mixed(sources() + mix("method = \"temperature\"\ntemperature = 2\ncap = 100\nsize = 11\nexhausted = \"cycle\""),
              how) == sizes(5, 5, 1));
  CHECK(mixed(sources() + mix("method = \"unimax\"\nsize = 300\nmax_epochs = 5"), how) == sizes(140, 140, 20));
  CHECK(mixed(sources() + mix("method = \"unimax\"\nsize = 300"), how) == sizes(196, 100, 4));
  const RunFiles few = run_files(sources() + mix("method = \"unimax\"\nsize = 1000"), how);
  CHECK(few.result.books.written == 504);
  CHECK(metric(few.result, "short") == 496);
  CHECK(has(warnings(few.result), "web, 書籍, code are used up"));
}

TEST_CASE("mix: in bytes of text, half a record off at most") {
  FilesHow how = three(300, 300, 300);
  const RunFiles ran = run_files(sources("1", "1", "1") + mix("unit = \"bytes\"\nsize = 3000"), how);
  REQUIRE(ran.error == "");
  std::map<std::string, int> bytes;
  for (const std::string& line : lines_of(data_of(ran))) {
    const Value value(line);
    const auto text = value.find("/text").text(), body = value.find("/body").text();
    bytes[std::string(value.find("/of").raw())] += static_cast<int>((text ? *text : *body).size());
  }
  for (const auto& [of, n] : bytes) {
    CAPTURE(of);
    CHECK(std::abs(n - 1000) <= 9);  // the longest text has 18 bytes
  }
  // Every record of a source twice: bytes come out exactly.
  const RunFiles twice =
      run_files(sources() + mix("unit = \"bytes\"\nmethod = \"temperature\"\ntemperature = 1\nmax_epochs = 2"), how);
  CHECK(twice.result.books.written == 1800);
  CHECK(twice.result.books.copies == 900);
  CHECK(run_op("mix", "by = \"of\"\nunit = \"bytes\"\nweights = { a = 1 }", "{\"of\":\"a\"}\n").malformed != "");
  // A source of empty texts that is left out is left out.
  const std::string empty = "{\"of\":\"a\",\"text\":\"文\"}\n{\"of\":\"b\",\"text\":\"\"}\n";
  CHECK(counts_of(run("mix", "by = \"of\"\nunit = \"bytes\"\nweights = { a = 1, b = 0 }", empty).output, "/of") ==
        sizes(1, 0, 0));
  CHECK(has(error_of("mix", "by = \"of\"\nunit = \"bytes\"\nweights = { a = 1, b = 1 }", empty),
            "the source b has no text"));
  CHECK(has(error_of("mix", "by = \"of\"\nunit = \"bytes\"\nmethod = \"temperature\"\ntemperature = 2",
                     "{\"of\":\"a\",\"text\":\"\"}\n"),
            "no record has any text"));
}

TEST_CASE("mix: a record's copies, its source and its licence") {
  const RunFiles ran = run_files(
      sources("1", "1", "1") + mix("exhausted = \"cycle\"\nsource_field = \"/meta/from\"\nlicence_field = \"licence\""),
      three(1, 2, 3));
  REQUIRE(ran.error == "");
  CHECK(ran.result.books.kept == 6);
  CHECK(ran.result.books.copies == 3);
  CHECK(counts_of(data_of(ran), "/meta/from") == Counts{{"\"web\"", 3}, {"\"書籍\"", 3}, {"\"code\"", 3}});
  CHECK(counts_of(data_of(ran), "/licence") == Counts{{"null", 6}, {"\"MIT\"", 3}});
}

TEST_CASE("mix: by a field, independent of order, threads, chunks and memory") {
  std::vector<std::string> lines = lines_of(labelled("zh", 90) + labelled("ar", 50, 200) + labelled("th", 7, 400));
  std::string input, other;
  for (const std::string& line : lines) input += line + "\n";
  std::reverse(lines.begin(), lines.end());
  for (const std::string& line : lines) other += line + "\n";
  const std::string params = "by = \"label\"\nweights = { zh = 5, ar = 3, th = 1 }\nexhausted = \"cycle\"\nsize = 200";
  RunHow how;
  how.threads = 2;
  how.chunk_size = 300;
  how.memory_budget = 4096;
  const RunOp ran = run("mix", params, input);
  CHECK(counts_of(ran.output, "/label") == Counts{{"\"zh\"", 111}, {"\"ar\"", 67}, {"\"th\"", 22}});
  const std::vector<std::string> once = lines_of(ran.output), again = lines_of(run("mix", params, other, how).output);
  CHECK(std::multiset<std::string>(once.begin(), once.end()) == std::multiset<std::string>(again.begin(), again.end()));
  CHECK(metric(ran.result, "source.zh.share") == 0.555);
  CHECK(has(error_of("mix", "by = \"label\"\nweights = { zh = 1, ar = 1 }", input),
            "7 records of \"th\" have no weight"));
  CHECK(has(error_of("mix", "by = \"label\"\nweights = { zh = 1, ar = 1, th = 1, ht = 1 }", input), "did you mean"));
  CHECK(run("mix", "by = \"label\"\nweights = { zh = 1 }", "").output == "");
}

TEST_CASE("mix: parts but train stay as they are") {
  const std::string parts = "[[step]]\nop = \"ratio\"\nratios = { train = 0.8, test = 0.2 }\nstratify = \"of\"\n";
  const RunFiles ran = run_files(sources("1", "0", "1") + parts + mix("exhausted = \"cycle\""), three(50, 50, 20));
  REQUIRE(ran.error == "");
  std::string train, test;
  for (const auto& [path, bytes] : ran.files) {
    if (path.starts_with("data/train")) train += bytes;
    if (path.starts_with("data/test")) test += bytes;
  }
  CHECK(counts_of(train, "/of") == sizes(40, 0, 40));
  CHECK(counts_of(test, "/of") == sizes(10, 10, 4));
  CHECK(metric(ran.result, "records") == 120);  // of the step ratio
}

TEST_CASE("mix: weights that nobody looks at, and what goes with nothing, are refused") {
  const auto check = [](const std::string& toml, std::string_view part) {
    const std::string error = refused(toml);
    CAPTURE(toml, error);
    CHECK(has(error, part));
  };
  check(sources("1", "1", "1") + "[[step]]\nop = \"length\"\n", "weight: no step mixes the sources");
  check(sources("1", "1", "1") + mix("method = \"unimax\"\nsize = 3"), "would change nothing");
  check(sources("1", "1", "1") + mix("weights = { web = 1, \"書籍\" = 1, code = 1 }"), "take one of them out");
  check(sources("1", "1") + mix(""), "the source code has no weight");
  check(sources() + mix(""), "no source has a weight");
  check(sources() + mix("weights = { web = 1, \"書籍\" = 1 }"), "the source code has no weight");
  check(sources() + mix("weights = { web = 1, \"書籍\" = 1, cdoe = 1 }"), "did you mean \"code\"?");
  check(sources("0", "0", "0.0") + mix(""), "all are 0");
  check(sources() + mix("weights = { web = -1 }"), "-1");
  check(sources("1", "1", "1") + mix("exhausted = \"renormalize\""), "needs a size");
  check(sources() + mix("method = \"unimax\""), "budget");
  check(sources() + mix("method = \"unimax\"\nsize = 3\nexhausted = \"cycle\""), "leave `exhausted` out");
  check(sources() + mix("method = \"temperature\""), "needs one");
  check(sources("1", "1", "1") + mix("temperature = 2"), "temperature");
  check(sources("1", "1", "1") + mix("exhausted = \"cycle\"\nmax_epochs = 2"), "give one of them");
  check(sources("1", "1", "1") + mix("size = 2.5"), "whole number");
  check(sources("1", "1", "1") + mix("size = 0"), "size");
  check(sources("1", "1", "1") + mix("by = \"of\"\nweights = { a = 1 }"), "leave `by` out");
  check(sources("1", "1", "1") + mix("source_field = \"text\""), "give another one");
  check(sources("1", "1", "1") + mix("source_field = \"s\"\nlicence_field = \"s\""), "give another one");
  check(sources("1", "1", "1") + mix("parts = [\"train\"]"), "in no parts");
  check("[[source]]\npaths = \"in/a.jsonl\"\nweight = 1\n" + mix(""), "one source");
  check(
      "[[source]]\npaths = \"in/a.jsonl\"\nweight = 1\nname = \"x\"\n[[source]]\npaths = \"in/b.jsonl\"\nweight = "
      "1\nname = \"x\"\n" +
          mix(""),
      "two sources are named");
  check("[[source]]\npaths = \"in/a.jsonl\"\nweight = 1\n[[source]]\npaths = \"in/b.jsonl\"\nweight = 1\n" +
            mix("source_field = \"s\""),
        "source 1 has no name");
  CHECK(has(run_op("mix", "", "").error, "one source"));
  CHECK(has(run_op("mix", "by = \"/a/*\"\nweights = { a = 1 }", "").error, "several places"));
  // Empty, with a weight.
  CHECK(has(run_files(sources("1", "1", "1") + mix(""), three(1, 0, 1)).error, "the source 書籍 has no records"));
  CHECK(mixed(sources("1", "0", "1") + mix(""), three(1, 0, 1)) == sizes(1, 0, 1));
  CHECK(
      has(refused(sources("1", "1", "1") + mix("exhausted = \"cycle\"") + mix("")), "it would count each record once"));
  CHECK(refused(sources("1", "1", "1") + mix("") + mix("exhausted = \"cycle\"")) == "");
}
