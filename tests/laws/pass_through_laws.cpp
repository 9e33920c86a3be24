// Untouched is untouched: an empty pipeline gives every record back byte for byte; the books balance.
#include "laws/corpus.h"
#include "support/catch.h"
#include "support/run_files.h"

using namespace dsprep;
using namespace dsprep::test;

TEST_CASE("an empty pipeline is byte-exact but for terminators, blank lines and the BOM") {
  FilesHow how;
  how.inputs = make_corpus({.shards = 3, .records = 50, .bad_lines = false});
  const RunFiles ran = run_files("", how);
  REQUIRE(ran.error == "");
  for (const auto& [path, bytes] : how.inputs) {
    std::string expected;
    std::string_view rest = bytes;
    if (rest.starts_with("\xef\xbb\xbf")) rest.remove_prefix(3);
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
      expected.append(line).append("\n");
    }
    const std::string number = path.substr(path.size() - 7, 1);
    CHECK(ran.files.at("data/part-0000" + number + ".jsonl") == expected);
  }
}

TEST_CASE("what nobody edits keeps its spelling") {
  const std::string line =
      R"( { "b" : 1.50 , "text":"a\u0020b\/" ,"n":123456789012345678901234567890, "e":1e999, "text" : "second  one","z":{ } } )";
  FilesHow how;
  how.inputs["in/a.jsonl"] = line + "\n";
  CHECK(run_files("", how).files.at("data/part-00000.jsonl") == line + "\n");
  const RunFiles edited = run_files("[[step]]\nop = \"whitespace\"\n", how);
  REQUIRE(edited.error == "");
  std::string expected = line;
  expected.replace(expected.find("second  one"), 11, "second one");
  CHECK(edited.files.at("data/part-00000.jsonl") == expected + "\n");
}

TEST_CASE("the books balance, and every line is somewhere") {
  FilesHow how;
  how.inputs = make_corpus();
  const RunFiles ran = run_files("[[step]]\nop = \"length\"\nmin_words = 3\n[[step]]\nop = \"dedup_exact\"\n", how);
  REQUIRE(ran.error == "");
  const pipeline::Books& books = ran.result.books;
  CHECK(books.read == books.kept + books.dropped + books.malformed);
  CHECK(books.written == books.kept);
  CHECK(books.malformed > 0);
  CHECK(books.dropped > 0);
  std::map<std::string, std::uint64_t> lines;
  for (const auto& [path, bytes] : ran.files)
    lines[path.substr(0, path.find('/'))] += static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
  CHECK(lines["data"] == books.kept);
  CHECK(lines["dropped"] == books.dropped);
  CHECK(lines["malformed"] == books.malformed);
}
