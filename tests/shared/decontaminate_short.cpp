// Items that are mostly short (questions, Chinese headlines and comments): what decontaminate finds of them in real
// documents that do not hold them, and how many it finds of headlines that were planted.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <set>

#include "base/rng.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "support/unpacked_file.h"
#include "text/utf8.h"

using namespace dsprep;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> lines_of(const std::string& bytes) {
  std::vector<std::string> lines;
  for (std::size_t at = 0, end; at < bytes.size(); at = end + 1) {
    end = std::min(bytes.find('\n', at), bytes.size());
    lines.push_back(bytes.substr(at, end - at));
  }
  return lines;
}

// Different ones.
std::vector<std::string> items_of(const std::vector<fs::path>& files) {
  std::vector<std::string> items;
  std::set<std::string> known;
  for (const fs::path& file : files)
    for (const std::string& line : lines_of(test::unpacked_file(file))) {
      if (!text::valid_utf8(line)) continue;  // TREC has a few lines of Latin-1
      const bool json = line.starts_with("{");
      const auto text = json ? Value(line)["sentence"].text()
                             : std::optional<std::string>(line.substr(std::min<std::size_t>(2, line.size())));
      if (text && !text->empty() && known.insert(std::string(*text)).second) items.emplace_back(*text);
    }
  return items;
}

test::RunOp search(const std::vector<std::string>& items, const std::string& input) {
  test::RunHow how;
  for (const std::string& item : items) how.files["evals/items.jsonl"] += test::record(item);
  how.threads = 2;
  how.memory_budget = 256u << 20;
  return test::run_op("decontaminate", "action = \"annotate\"\ninto = \"found\"\nagainst = [\"evals/items.jsonl\"]",
                      input, how);
}

}  // namespace

TEST_CASE("decontaminate: short items in documents that do not hold them, and Chinese ones in documents that do") {
  const char* shared = std::getenv("DSPREP_SHARED");
  const fs::path root = fs::path(shared ? shared : "") / "data";
  if (!shared || !fs::exists(root / "classification/fewclue")) {
    std::cout << "skipped: no classification/fewclue below $DSPREP_SHARED/data\n";
    return;
  }
  std::string documents;
  std::vector<std::string> texts;
  for (const char* name : {"lctt", "github_docs"}) {
    std::set<fs::path> files;
    for (const auto& entry : fs::directory_iterator(root / "corpus" / name))
      if (entry.path().extension() == ".gz") files.insert(entry.path());
    for (const fs::path& file : files) documents += test::unpacked_file(file);
  }
  for (const std::string& line : lines_of(documents)) texts.emplace_back(*Value(line)["text"].text());
  const fs::path trec = root / "classification/sentences", fewclue = root / "classification/fewclue";
  const std::vector<std::string> headlines =
      items_of({fewclue / "tnews/test.json", fewclue / "tnews/test_public.json"});
  const std::pair<const char*, std::vector<std::string>> sets[] = {
      {"TREC", items_of({trec / "TREC.test.all", trec / "TREC.train.all"})},
      {"tnews", headlines},
      {"eprstmt", items_of({fewclue / "eprstmt/test.json", fewclue / "eprstmt/test_public.json"})}};
  for (const auto& [name, items] : sets) {
    const test::RunOp run = search(items, documents);
    REQUIRE(run.error == "");
    std::size_t alarms = 0;
    for (const std::string& line : lines_of(run.output)) {
      if (line.find("\"found\":[") == std::string::npos) continue;
      ++alarms;
      const Value found = Value(line)["found"].at(0);
      std::cout << name << ": " << items[static_cast<std::size_t>(*found["line"].integer()) - 1] << " in "
                << Value(line)["path"].raw() << " " << found.raw() << "\n";
    }
    std::cout << name << ": " << items.size() << " items, " << texts.size() << " documents, " << alarms << " found\n";
    CHECK(alarms * 10'000 <= texts.size());
  }

  // Each headline of 17 characters and more (8 words and punctuation) in a document, on a line of its own: as it is,
  // and with one character changed.
  base::Rng rng(2026);
  for (const bool changed : {false, true}) {
    std::string input;
    std::vector<std::size_t> planted;
    for (std::size_t i = 0; i < headlines.size(); ++i) {
      if (text::count_chars(headlines[i]) < 17) continue;
      std::string text = headlines[i];
      if (changed) {
        const std::string& other = headlines[rng.below(headlines.size())];
        const std::uint64_t at = rng.below(text::count_chars(text)), from = rng.below(text::count_chars(other));
        const auto part = [](const std::string& of, std::uint64_t begin, std::uint64_t end) {
          return of.substr(text::byte_offset(of, begin), text::byte_offset(of, end) - text::byte_offset(of, begin));
        };
        text = part(text, 0, at) + part(other, from, from + 1) + part(text, at + 1, text::count_chars(text));
      }
      const std::string& document = texts[rng.below(texts.size())];
      const std::size_t at = std::min(document.find('\n', rng.below(document.size() + 1)), document.size());
      input += test::record(document.substr(0, at) + "\n" + text + document.substr(at));
      planted.push_back(i);
    }
    const test::RunOp run = search(headlines, input);
    REQUIRE(run.error == "");
    std::size_t found = 0, n = 0;
    for (const std::string& line : lines_of(run.output)) {
      bool hit = false;
      for (Value::Elements it = Value(line)["found"].elements(); it.next();)
        hit |= it.value()["line"].integer() == static_cast<std::int64_t>(planted[n]) + 1;
      found += hit;
      ++n;
    }
    REQUIRE(n == planted.size());
    std::cout << "headlines " << (changed ? "with a character changed: " : "as they are: ") << found << " of " << n
              << "\n";
    CHECK(found * 100 >= n * (changed ? 97 : 99));
  }
}
