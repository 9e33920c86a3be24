// JSONTestSuite, each document wrapped as a line: what must be accepted comes out as it went in, what must be refused
// lies in malformed/ with its place, and what is free does one of the two.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "base/base64.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "support/unpacked_file.h"

using namespace dsprep;

namespace {

struct Document {
  std::string name, line;
};

// {"v": …} around the document. A line holds no LF; CR is white space where LF is, and forbidden in strings as LF is.
std::vector<Document> documents(char kind) {
  std::vector<Document> found;
  const char* shared = std::getenv("DSPREP_SHARED");
  if (shared == nullptr) {
    std::cout << "skipped: JSONTestSuite (DSPREP_SHARED is not set)\n";
    return found;
  }
  const std::filesystem::path folder = std::filesystem::path(shared) / "data/json/JSONTestSuite/test_parsing";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name[0] != kind) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    std::replace(bytes.begin(), bytes.end(), '\n', '\r');
    found.push_back({name, "{\"v\":" + bytes + "}\n"});
  }
  std::sort(found.begin(), found.end(), [](const Document& a, const Document& b) { return a.name < b.name; });
  return found;
}

// Whether a line of malformed/ holds these bytes, as text or in Base64.
bool holds(const Value& malformed, std::string_view bytes) {
  if (malformed["raw"].exists()) return malformed["raw"].text() == bytes;
  std::string encoded;
  base::append_base64(encoded, bytes);
  return malformed["raw_base64"].text() == encoded;
}

}  // namespace

TEST_CASE("JSONTestSuite: what must be accepted is accepted, unchanged") {
  const std::vector<Document> all = documents('y');
  CHECK((all.empty() || all.size() == 95));
  std::string together;
  for (const Document& document : all) {
    INFO(document.name);
    const test::RunOp run = test::run_toml("", document.line);
    CHECK(run.error == "");
    CHECK(run.output == document.line);
    CHECK(run.malformed == "");
    together += document.line;
  }
  if (!all.empty()) CHECK(test::run_toml("", together).output == together);
}

TEST_CASE("JSONTestSuite: what must be refused is refused, with its place") {
  const std::vector<Document> all = documents('n');
  CHECK((all.empty() || all.size() == 188));
  std::string together;
  for (const Document& document : all) {
    INFO(document.name);
    const std::string before = "{\"v\":1}\n", line = document.line.substr(0, document.line.size() - 1);
    const test::RunOp run = test::run_toml("", before + document.line + before);
    CHECK(run.error == "");
    CHECK(run.output == before + before);
    const Value malformed(std::string_view(run.malformed).substr(0, run.malformed.find('\n')));
    CHECK(malformed["line"].integer() == 2);
    CHECK(malformed["offset"].integer() == 8);
    CHECK(malformed["reason"].text().value_or("") != "");
    const std::int64_t column = malformed["column"].integer().value_or(0);
    CHECK((column >= 1 && column <= static_cast<std::int64_t>(line.size()) + 1));
    CHECK(holds(malformed, line));
    together += document.line;
  }
  if (all.empty()) return;
  const test::RunOp run = test::run_toml("", together);
  CHECK(run.output == "");
  CHECK(run.result.books.malformed == all.size());
}

TEST_CASE("JSONTestSuite: what is free is accepted unchanged, or refused") {
  for (const Document& document : documents('i')) {
    INFO(document.name);
    const test::RunOp run = test::run_toml("", document.line);
    CHECK(run.error == "");
    CHECK(run.result.books.kept + run.result.books.malformed == 1);
    if (run.result.books.kept) CHECK(run.output == document.line);
  }
}

TEST_CASE("real documents pass through byte for byte") {
  const char* shared = std::getenv("DSPREP_SHARED");
  if (shared == nullptr) return;
  std::size_t seen = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(std::filesystem::path(shared) / "data/json/simdjson-examples")) {
    const std::string name = entry.path().filename().string();
    const bool lines = name.find(".ndjson.gz") != name.npos;
    if (!lines && name.find(".json.gz") == name.npos) continue;
    INFO(name);
    std::string bytes = test::unpacked_file(entry.path());
    if (!lines) {
      std::replace(bytes.begin(), bytes.end(), '\n', ' ');
      bytes = "{\"v\":" + bytes + "}\n";
    }
    // What is no object (an array on each line) is malformed by definition; all else comes out as it went in.
    const test::RunOp run = test::run_toml("", bytes);
    CHECK(run.error == "");
    if (run.result.books.malformed == 0) CHECK(run.output == bytes);
    else CHECK(run.malformed.find("not an object") != std::string::npos);
    ++seen;
  }
  CHECK(seen >= 15);
}
