// What a CSV file is read as: rows, cells, names, dialects, and what is wrong with them.
#include "support/csv_reading.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::formats::csv;
using test::CsvRead;
using test::read_csv;

namespace {

ReadingParams with(std::string_view name, std::string value) {
  ReadingParams params;
  if (name == "delimiter") params.delimiter = std::move(value);
  else if (name == "quote") params.quote = std::move(value);
  else if (name == "escape") params.escape = std::move(value);
  else if (name == "ragged") params.ragged = std::move(value);
  else if (name == "types") params.types = std::move(value);
  return params;
}

std::string records(std::string_view file, const ReadingParams& params = {}) {
  const CsvRead whole = read_csv(file, params);
  for (const std::size_t piece : {1, 2, 3, 7, 16}) {
    INFO("pieces of " << piece);
    const CsvRead in_pieces = read_csv(file, params, piece);
    CHECK(in_pieces.records == whole.records);
    CHECK(in_pieces.reasons == whole.reasons);
  }
  return whole.records;
}

std::vector<std::string> reasons(std::string_view file, const ReadingParams& params = {}) {
  return read_csv(file, params).reasons;
}

}  // namespace

TEST_CASE("csv: cells, quotes, line ends") {
  CHECK(records("") == "");
  CHECK(records("a,b\n") == "");
  CHECK(records("a,b") == "");
  CHECK(records("a,b\n1,2") == "{\"a\":\"1\",\"b\":\"2\"}\n");
  CHECK(records("a,b\r\n1,2\r\n\r\n3,\r\n") == "{\"a\":\"1\",\"b\":\"2\"}\n{\"a\":\"3\",\"b\":\"\"}\n");
  CHECK(records("a,b\r1,2\r3,\"4\r5\"\r") == "{\"a\":\"1\",\"b\":\"2\"}\n{\"a\":\"3\",\"b\":\"4\\r5\"}\n");
  CHECK(records("a\n\"\"\n") == "{\"a\":\"\"}\n");
  CHECK(records("a,b\n\"x, \"\"y\"\"\r\nz\",\"\"\"\"\n") == "{\"a\":\"x, \\\"y\\\"\\r\\nz\",\"b\":\"\\\"\"}\n");
  CHECK(records("a,b\n5\" disk,it's\n") == "{\"a\":\"5\\\" disk\",\"b\":\"it's\"}\n");
  CHECK(records("a,b\n1,\"2\"\r\n") == "{\"a\":\"1\",\"b\":\"2\"}\n");
  CHECK(records(std::string_view("a\nx\0y\x01\n", 7)) == "{\"a\":\"x\\u0000y\\u0001\"}\n");
  CHECK(records("名,نص,😀\n中文,مرحبا,👩‍👧\n") ==
        "{\"名\":\"中文\",\"نص\":\"مرحبا\",\"😀\":\"👩‍👧\"}\n");
  CHECK(records("a,b\n\n\n1,2\n\n") == "{\"a\":\"1\",\"b\":\"2\"}\n");
  for (const char* escape : {"doubled", "backslash"})  // all at once, and cell by cell
    CHECK(records("a,b\n1,2\r\r\n3,\r\r\n", with("escape", escape)) ==
          "{\"a\":\"1\",\"b\":\"2\\r\"}\n{\"a\":\"3\",\"b\":\"\\r\"}\n");
  CHECK(records("a\tb\n \t \n") == "{\"a\":\" \",\"b\":\" \"}\n");
}

TEST_CASE("csv: cells of every length around a block") {
  for (std::size_t n = 0; n < 40; ++n) {
    const std::string x(n, 'x');
    INFO(n);
    CHECK(records("a,b\n" + x + ",\"" + x + "\"\n") == "{\"a\":\"" + x + "\",\"b\":\"" + x + "\"}\n");
    CHECK(records("a,b\n\"" + x + "\"\"" + x + "\",\t\n") == "{\"a\":\"" + x + "\\\"" + x + "\",\"b\":\"\\t\"}\n");
  }
}

TEST_CASE("csv: names are distinct and never empty") {
  CHECK(records("a,a,,a_2,a\n1,2,3,4,5\n") == "{\"a\":\"1\",\"a_3\":\"2\",\"c3\":\"3\",\"a_2\":\"4\",\"a_4\":\"5\"}\n");
  CHECK(records("\"a \"\"q\"\"\",\"b\nc\"\n1,2\n") == "{\"a \\\"q\\\"\":\"1\",\"b\\nc\":\"2\"}\n");
  ReadingParams params;
  params.header = false;
  CHECK(records("1,2\n3,4\n", params) == "{\"c1\":\"1\",\"c2\":\"2\"}\n{\"c1\":\"3\",\"c2\":\"4\"}\n");
  params.columns = {"x", "y"};
  CHECK(records("1,2\n", params) == "{\"x\":\"1\",\"y\":\"2\"}\n");
  params.header = true;
  CHECK(records("a,b\n1,2\n", params) == "{\"x\":\"1\",\"y\":\"2\"}\n");
  params.columns.clear();
  params.header_rows = 2;
  CHECK(records("a,\nu,v\n1,2\n", params) == "{\"a u\":\"1\",\"v\":\"2\"}\n");
  params.header_rows = 1;
  params.skip = 2;
  CHECK(records("Report \"2024\n\na,b\n1,2\n", params) == "{\"a\":\"1\",\"b\":\"2\"}\n");
}

TEST_CASE("csv: lines that are passed over end as the rows of the file do") {
  ReadingParams params;
  params.skip = 1;
  const std::string want = "{\"a\":\"1\",\"b\":\"中\"}\n{\"a\":\"3\",\"b\":\"4\"}\n";
  for (const char* end : {"\n", "\r\n", "\r"}) {
    std::string file;
    for (const char* line : {"not, a, header", "a,b", "1,中", "3,4"}) file += std::string(line) + end;
    CHECK(records(file, params) == want);
  }
  CHECK(records("no line end", params) == "");
  const std::string long_line = std::string(100'000, 'x') + " \r y";  // beyond what is looked at
  CHECK(read_csv(long_line + "\na,b\n1,中\n3,4\n", params).records == want);
}

TEST_CASE("csv: the dialect is guessed") {
  CHECK(records("a;b\n1,5;2,5\n3;4\n") == "{\"a\":\"1,5\",\"b\":\"2,5\"}\n{\"a\":\"3\",\"b\":\"4\"}\n");
  CHECK(records("a\tb\nx, y\tz\n") == "{\"a\":\"x, y\",\"b\":\"z\"}\n");
  CHECK(records("a|b|c\n1|2|3\n") == "{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"}\n");
  CHECK(records("a,b\n1,x;y\n2,z;w\n") == "{\"a\":\"1\",\"b\":\"x;y\"}\n{\"a\":\"2\",\"b\":\"z;w\"}\n");
  CHECK(records("text\nHello, world\nOne, two, three\n") ==
        "{\"text\":\"Hello, world\"}\n{\"text\":\"One, two, three\"}\n");
  CHECK(records("a,b\n1,'x, y'\n2,'z'\n3,'u, v'\n") ==
        "{\"a\":\"1\",\"b\":\"x, y\"}\n{\"a\":\"2\",\"b\":\"z\"}\n{\"a\":\"3\",\"b\":\"u, v\"}\n");
  CHECK(records("a,b\n1,'x'\n") == "{\"a\":\"1\",\"b\":\"'x'\"}\n");
  CHECK(records("a,b\n1,\"x \\\"y, z\\\" w\"\n2,\"\\\\\"\n") ==
        "{\"a\":\"1\",\"b\":\"x \\\"y, z\\\" w\"}\n{\"a\":\"2\",\"b\":\"\\\\\"}\n");
  CHECK(records("a,b\n1,\"C:\\\"\n") == "{\"a\":\"1\",\"b\":\"C:\\\\\"}\n");
  CHECK(records("a, b\n1, \"2, 3\"\n4, 5\n") == "{\"a\":\"1\",\"b\":\"2, 3\"}\n{\"a\":\"4\",\"b\":\"5\"}\n");
}

TEST_CASE("csv: the dialect is what the user says") {
  CHECK(records("a;b,c\n1;2,3\n", with("delimiter", ",")) == "{\"a;b\":\"1;2\",\"c\":\"3\"}\n");
  CHECK(records("a:b\n1:2\n", with("delimiter", ":")) == "{\"a\":\"1\",\"b\":\"2\"}\n");
  CHECK(records("a,b\n\"1,2\n", with("quote", "none")) == "{\"a\":\"\\\"1\",\"b\":\"2\"}\n");
  CHECK(records("a,b\n\\,x,\"y\\\"\\n\"\n", with("escape", "backslash")) == "{\"a\":\",x\",\"b\":\"y\\\"\\\\n\"}\n");
  CHECK_FALSE(reading_rules(with("delimiter", "::")).ok());
  CHECK_FALSE(reading_rules(with("delimiter", "，")).ok());
  CHECK_FALSE(reading_rules(with("delimiter", "\"")).ok());
  CHECK_FALSE(reading_rules(with("delimiter", "\n")).ok());
  CHECK_FALSE(reading_rules(with("quote", "xx")).ok());
  CHECK(reading_rules(with("delimiter", "tab"))->dialect.delimiter == '\t');
}

TEST_CASE("csv: ragged rows") {
  const std::string_view file = "a,b\n1\n2,3\n4,5,6\n7,8,\n";
  CHECK(records(file) == "{\"a\":\"1\",\"b\":\"\"}\n{\"a\":\"2\",\"b\":\"3\"}\n{\"a\":\"7\",\"b\":\"8\"}\n");
  REQUIRE(reasons(file).size() == 1);
  CHECK(reasons(file)[0] ==
        "the row has more cells than the header: 3, not 2 (ragged=extra keeps the others in _extra)");
  CHECK(records(file, with("ragged", "extra")) ==
        "{\"a\":\"1\",\"b\":\"\"}\n{\"a\":\"2\",\"b\":\"3\"}\n{\"a\":\"4\",\"b\":\"5\",\"_extra\":[\"6\"]}\n"
        "{\"a\":\"7\",\"b\":\"8\",\"_extra\":[\"\"]}\n");
  CHECK(records(file, with("ragged", "malformed")) == "{\"a\":\"2\",\"b\":\"3\"}\n");
  CHECK(reasons(file, with("ragged", "malformed")).size() == 3);
}

TEST_CASE("csv: types are guessed where that is asked for, cell by cell") {
  const std::string_view file =
      "v\n1\n-0.50\n1e5\n007\n+1\n1.\n.5\nNaN\ntrue\nTrue\nnull\n\"2\"\n12345678901234567890\n 1\n";
  CHECK(records(file, with("types", "guess")) ==
        "{\"v\":1}\n{\"v\":-0.50}\n{\"v\":1e5}\n{\"v\":\"007\"}\n{\"v\":\"+1\"}\n{\"v\":\"1.\"}\n{\"v\":\".5\"}\n"
        "{\"v\":\"NaN\"}\n{\"v\":true}\n{\"v\":\"True\"}\n{\"v\":null}\n{\"v\":\"2\"}\n{\"v\":12345678901234567890}\n"
        "{\"v\":\" 1\"}\n");
  CHECK(records("a,b\n1,\n", with("types", "guess")) == "{\"a\":1,\"b\":\"\"}\n");
}

TEST_CASE("csv: a value whose escapes take much more room than its bytes") {
  const std::string zeros(300, '\0');
  std::string escaped;
  for (std::size_t i = 0; i < zeros.size(); ++i) escaped += "\\u0000";
  CHECK(records("a,b\n" + zeros + ",1\n", with("types", "guess")) == "{\"a\":\"" + escaped + "\",\"b\":1}\n");
}

TEST_CASE("csv: quotes that do not fit are read so that the row has the cells of the header") {
  // an inner quote that nobody doubled
  CHECK(records("a,b\n\"he said \"hi\", no, x\"y\",2\n") == "");  // no way gives two cells
  CHECK(records("a,b\n\"he said \"hi\" and, left\",2\n") == "{\"a\":\"he said \\\"hi\\\" and, left\",\"b\":\"2\"}\n");
  CHECK(records("a,b\n\"\"x, y\",2\n") == "{\"a\":\"\\\"x, y\",\"b\":\"2\"}\n");
  // an opening quote that is text, closed by the next cell's, or by the next row's
  CHECK(records("a,b,c\n\"1,\"2, 3\",4\n5,6,7\n") ==
        "{\"a\":\"\\\"1\",\"b\":\"2, 3\",\"c\":\"4\"}\n{\"a\":\"5\",\"b\":\"6\",\"c\":\"7\"}\n");
  CHECK(records("a,b\n1,\"\n2,\"x, y\"\n") == "{\"a\":\"1\",\"b\":\"\\\"\"}\n{\"a\":\"2\",\"b\":\"x, y\"}\n");
  // over several lines
  CHECK(records("a,b\n\"he \"said\" it\nhi\",2\n3,4\n") ==
        "{\"a\":\"he \\\"said\\\" it\\nhi\",\"b\":\"2\"}\n{\"a\":\"3\",\"b\":\"4\"}\n");
  const CsvRead hopeless = read_csv("a,b,c\n\"x\"y,1\n2,3,4\n");
  CHECK(hopeless.records == "{\"a\":\"2\",\"b\":\"3\",\"c\":\"4\"}\n");
  REQUIRE(hopeless.reasons.size() == 1);
  CHECK(hopeless.reasons[0].find("3 cells of the header") != std::string::npos);
}

TEST_CASE("csv: a quote that is never closed costs its line") {
  CHECK(records("a,b\n1,\"two\n3,4\n") == "{\"a\":\"3\",\"b\":\"4\"}\n");
  const CsvRead read = read_csv("a,b\n0,0\n1,\"two\n3,4\n");
  REQUIRE(read.reasons.size() == 1);
  CHECK(read.reasons[0] == "a quote is opened here and never closed");
  CHECK(read.frames[1] == "1,\"two");
  // Closed in a later row after all, and so that it does not fit: then it is a character.
  CHECK(records("a,b\n1,\"two\n3,\"\"\n5,\"6\"\n") ==
        "{\"a\":\"1\",\"b\":\"\\\"two\"}\n{\"a\":\"3\",\"b\":\"\"}\n{\"a\":\"5\",\"b\":\"6\"}\n");
}

TEST_CASE("csv: a quote that is not closed within the longest record counts as never closed") {
  const CsvReader reader(*reading_rules({}));
  const auto framed = [&](std::string_view file, std::size_t piece, std::string* error = nullptr) {
    const auto framer = reader.framer();
    framer->limit(100);
    std::vector<FrameBounds> found;
    for (std::size_t at = 0; at < file.size(); at += piece) framer->frame(file.substr(at, piece), at, found);
    if (const Status whole = framer->finish(file.size(), found); !whole.ok() && error) *error = whole.error().message;
    std::vector<std::string> frames;
    for (const FrameBounds& bounds : found) frames.emplace_back(file.substr(bounds.begin, bounds.end - bounds.begin));
    return frames;
  };
  std::string open = "a,b\n1,\"x\n", cell = "a,b\n1,\"" + std::string(300, 'x') + "y\nz\n2,3\n";
  while (open.size() < 1000) open += "2,y\n";
  open += "\"\n";
  for (const std::size_t piece : {1, 7, 99, 100, 101, 5000}) {
    INFO("pieces of " << piece);
    const auto frames = framed(open, piece);
    REQUIRE(frames.size() > 200);
    CHECK(frames[1] == "1,\"x");
    CHECK(frames[2] == "2,y");
    // A line that is too long ends with its line: what was seen of it may have left before its quote was closed.
    CHECK(framed(cell, piece) == std::vector<std::string>{"a,b", "1,\"" + std::string(300, 'x') + "y", "z", "2,3"});
    CHECK(framed("a,b\n" + std::string(300, 'x') + "\n2,3\n", piece) ==
          std::vector<std::string>{"a,b", std::string(300, 'x'), "2,3"});
    std::string error;
    CHECK(framed("a," + std::string(300, 'x') + "\n2,3\n", piece, &error).empty());
    CHECK(error == "the header is longer than --max-record-size allows");
  }
}

TEST_CASE("csv: what is wrong in a decoded line is told by its place in the row") {
  const CsvReader reader(*reading_rules({}));
  const auto framer = reader.framer();
  std::vector<FrameBounds> found;
  const std::string file = "a,b\n\"x\"\"y\",z\xff\n";
  framer->frame(file, 0, found);
  (void)framer->finish(file.size(), found);
  const std::string preamble = framer->preamble("a,b");
  const auto decoder = reader.decoder();
  const Frame frame{std::string_view(file).substr(4, 9), preamble, "x.csv", 2};
  std::string line;
  REQUIRE(decoder->decode(frame, line).ok());
  CHECK(decoder->origin_of(frame, line.find('\xff')) == frame.bytes.find('\xff'));
  CHECK(decoder->origin_of(frame, line.find('y')) == frame.bytes.find('y'));
  CHECK(decoder->origin_of(frame, line.find('x')) == 1);
}

TEST_CASE("csv: a file that is something else says what it looks like") {
  const auto said = [](std::string_view file) {
    const CsvReader reader(*reading_rules({}));
    const auto framer = reader.framer();
    std::vector<FrameBounds> found;
    framer->frame(file, 0, found);
    const Status whole = framer->finish(file.size(), found);
    CHECK(found.empty() == !whole.ok());
    return whole.ok() ? "" : whole.error().message;
  };
  CHECK(said("{\"a\":1,\"b\":\"x\"}\n{\"a\":2}\n") ==
        "this looks like JSON Lines: name it .jsonl or give --from jsonl");
  CHECK(said("{\n  \"a\": 1\n}\n") ==
        "this looks like JSON documents over several lines: name it .json or give --from json");
  CHECK(said(" [\n{\"a\":1}]\n") == "this looks like a JSON array: name it .json or give --from json");
  CHECK(said("<!DOCTYPE html>\n<p>a,b\n").starts_with("this looks like HTML"));
  CHECK(said("PK\x03\x04\x14").starts_with("this looks like a zip archive"));
  CHECK(said("[id],[name]\n1,2\n") == "");
  CHECK(said("{id},{name}\n1,2\n") == "");
  CHECK(said("<a>,<b>\n1,2\n") == "");
}

TEST_CASE("csv: what was guessed is told") {
  const auto told = [](std::string_view file, const ReadingParams& params = {}) {
    const CsvReader reader(*reading_rules(params));
    const auto framer = reader.framer();
    std::vector<FrameBounds> found;
    framer->frame(file, 0, found);
    (void)framer->finish(file.size(), found);
    return framer->guessed();
  };
  CHECK(told("a,b\n1,2\n") == "");
  CHECK(told("a;b\n1;2\n") == "delimiter=;");
  CHECK(told("a;b\n1;2\n", with("delimiter", ";")) == "");
  CHECK(told("a\tb\n'x\ty'\t'z'\n1\t2\n") == "delimiter=tab quote='");
  CHECK(told("a, b\n1, \"2, 3\"\n") == "delimiter=, and spaces behind it");
}

TEST_CASE("csv: a header that is not UTF-8 is said with every row") {
  REQUIRE(reasons("a\xff,b\n1,2\n").size() == 1);
  CHECK(reasons("a\xff,b\n1,2\n")[0] == "the header is not valid UTF-8");
}
