// csv-spectrum: what each of its files holds, against its JSON. Two of the twelve do not hold what their JSON says, as
// they lie there: one lost its CRs, one has another telephone number. There the difference is exactly that.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/csv_reading.h"

using namespace dsprep;
using formats::csv::test::read_csv;

namespace {

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Its objects as lines, spelled as the decoder spells them: an array of objects of texts, or one object.
std::string lines_of(std::string_view json) {
  std::string lines, scratch;
  const auto add = [&](Value object) {
    ValueBuilder out;
    out.begin_object();
    for (Value::Members it = object.members(); it.next();) {
      out.key(it.key(scratch));
      out.text(it.value().text().value_or("?"));
    }
    lines += out.end_object().take() + "\n";
  };
  const Value value(json);
  if (value.type() == FieldType::object) add(value);
  for (Value::Elements it = value.elements(); it.next();) add(it.value());
  return lines;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != text.npos; at += by.size()) text.replace(at, what.size(), by);
  return text;
}

}  // namespace

TEST_CASE("csv-spectrum: every file is read as its JSON says") {
  const char* shared = std::getenv("DSPREP_SHARED");
  if (shared == nullptr) {
    std::cout << "skipped: csv-spectrum (DSPREP_SHARED is not set)\n";
    return;
  }
  const std::filesystem::path folder = std::filesystem::path(shared) / "data/csv/csv_spectrum";
  std::size_t seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "csvs")) {
    const std::string name = entry.path().stem().string();
    INFO(name);
    std::string expected = lines_of(bytes_of(folder / "json" / (name + ".json")));
    if (name == "newlines_crlf") expected = replaced(expected, "\\r\\n", "\\n");
    if (name == "location_coordinates") expected = replaced(expected, "1234567890", "2095257564");
    const std::string file = bytes_of(entry.path());
    for (const std::size_t piece : {1, 5, 1 << 20}) {
      const auto read = read_csv(file, {}, piece);
      CHECK(read.records == expected);
      CHECK(read.reasons.empty());
    }
    ++seen;
  }
  CHECK(seen == 12);
}
