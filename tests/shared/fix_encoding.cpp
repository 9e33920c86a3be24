// ftfy's own cases and Data-Juicer's of fix_unicode, from $DSPREP_SHARED: what is broken and what becomes of it, and
// what looks broken and is not.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

std::string read(const std::string& name) {
  const char* shared = std::getenv("DSPREP_SHARED");
  std::ifstream in(std::string(shared != nullptr ? shared : "") + "/data/" + name);
  if (shared == nullptr || !in) {
    std::cout << "skipped: " << name << " (DSPREP_SHARED is not set, or has none)\n";
    return "";
  }
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string repaired(std::string_view params, std::string_view text) {
  const test::RunOp run = run_op("fix_encoding", params, record(text));
  REQUIRE(run.error == "");
  return Value(std::string_view(run.output).substr(0, run.output.find('\n')))["text"].text().value();
}

}  // namespace

TEST_CASE("ftfy's cases: all that ftfy says it passes") {
  std::size_t tried = 0;
  for (const std::string name : {"synthetic", "language-names", "negative"}) {
    const std::string file = read("unicode/ftfy/" + name + ".json");
    if (file.empty()) return;
    const Value cases(file);
    for (Value::Elements it = cases.elements(); it.next();) {
      const Value c = it.value();
      if (c["expect"].text() != "pass") continue;
      const std::string original = c["original"].text().value(), fixed = c["fixed"].text().value();
      INFO(c["label"].raw());
      CHECK(repaired("", original) == fixed);
      const std::string decoded = c["fixed-encoding"].exists() ? c["fixed-encoding"].text().value() : fixed;
      CHECK(repaired("variant = \"mojibake\"", original) == decoded);
      if (name == "negative") CHECK(repaired("variant = \"mojibake\"", original) == original);
      CHECK(repaired("", fixed) == fixed);
      ++tried;
    }
  }
  std::cout << "ftfy: " << tried << " cases\n";
  CHECK(tried > 50);
}

TEST_CASE("Data-Juicer's fix_unicode") {
  const std::string file = read("peers/data_juicer/pairs_text_target.jsonl");
  std::size_t tried = 0;
  for (std::size_t at = 0; at < file.size(); at = file.find('\n', at) + 1) {
    const Value pair(std::string_view(file).substr(at, file.find('\n', at) - at));
    if (pair["op"].text() != "fix_unicode_mapper") continue;
    CHECK(repaired("", pair["text"].text().value()) == pair["target"].text());
    ++tried;
  }
  CHECK((file.empty() || tried == 2));
}
