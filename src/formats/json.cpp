// JSON: an array of objects, or objects one after another, over as many lines as they like.
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include "dsprep/format.h"
#include "formats/json/framer.h"
#include "formats/json/one_line.h"

namespace dsprep::formats {
namespace {

constexpr FormatExample examples[] = {
    {"an array", "", "[\n{\"text\":\"a\"},\n{\"text\":\"中文\",\"n\":1.0}\n]\n",
     "{\"text\":\"a\"}\n{\"text\":\"中文\",\"n\":1.0}\n"},
    {"no records", "", "[\n]\n", ""},
    {"an array over many lines", "",
     "[\n  {\n    \"text\": \"a b\",\n    \"tags\": [\n      1,\n      2\n    ]\n  },\n  {}\n]\n",
     "{\"text\":\"a b\",\"tags\":[1,2]}\n{}\n", FormatExample::Way::reads},
    {"documents one after another, as in JSON Lines", "",
     "{\"text\": \"a\"}\r\n\r\n{\"text\":\n\"b\"} {\"text\":\"ไทย\"}",
     "{\"text\": \"a\"}\n{\"text\":\"b\"}\n{\"text\":\"ไทย\"}\n", FormatExample::Way::reads},
    {"elements that are no objects, and one that is broken", "",
     "[\n  {\"text\": \"a\"},\n  1, \"b\", null, [{}],\n  {\"text\": \"c,\n  {\"text\": \"d\"}\n]\n",
     "{\"text\": \"a\"}\n{\"text\": \"d\"}\n", FormatExample::Way::reads, 5},
};

class JsonDecoder final : public Decoder {
 public:
  Result<Outcome> decode(const Frame& frame, std::string& line) override {
    if (std::memchr(frame.bytes.data(), '\n', frame.bytes.size()) == nullptr) line.assign(frame.bytes);
    else on_one_line(frame.bytes, line);
    return Outcome::record;
  }
  std::size_t origin_of(const Frame& frame, std::size_t at) const override {
    return origin_on_one_line(frame.bytes, at);
  }
};

class JsonReader final : public Reader {
 public:
  std::unique_ptr<Framer> framer() const override { return std::make_unique<JsonFramer>(); }
  std::unique_ptr<Decoder> decoder() const override { return std::make_unique<JsonDecoder>(); }
};

class JsonEncoder final : public Encoder {
 public:
  Status encode(std::string_view line, std::string& out) override {
    out += line;
    return {};
  }
};

class JsonWriter final : public Writer {
 public:
  std::unique_ptr<Encoder> encoder() const override { return std::make_unique<JsonEncoder>(); }
  Status begin(std::string& out) const override {
    out += "[\n";
    return {};
  }
  std::string_view between() const override { return ",\n"; }
  Status end(std::uint64_t records, std::string& out) const override {
    out += records > 0 ? "\n]\n" : "]\n";
    return {};
  }
};

Result<std::unique_ptr<Reader>> reader(const ParamValues&) { return std::make_unique<JsonReader>(); }
Result<std::unique_ptr<Writer>> writer(const ParamValues&) { return std::make_unique<JsonWriter>(); }

}  // namespace

extern const FormatSpec json_format;
const FormatSpec json_format{
    .name = "json",
    .summary = "JSON: one array of objects, or objects one after another",
    .details =
        R"(The records are the elements of the array, or the documents of the file: objects, on one line or on many. JSON Lines under
the name .json is documents one after another. An element that is no object is malformed, with file, line and column of
what is wrong with it, and the read goes on with the next one. A file is read as a stream: memory is bounded by its longest
record.

* An element on one line stays as it stands, byte for byte; of one that spans lines, the white space outside of strings goes.
* Commas between elements are passed over: one that is missing, or one too many, is not minded.
* A record whose string is not closed on its line, or whose brackets do not close before the next record's line begins, is
  malformed. The next record is looked for at the beginning of a line, in the column where the broken one began.
* An array that is not closed is damage: what came before is processed, malformed/ says where the file is cut short, and
  the exit code is 1. The last of several documents, cut short, is malformed.
* Where several records begin on one line, each after the first is counted one line on in `_dsprep` and in messages about
  steps: two records never have the same place.

Written is one array, an element a line, valid also where there are no records.)",
    .source = "RFC 8259",
    .extensions = {".json"},
    .examples = examples,
    .reader = reader,
    .writer = writer,
};

}  // namespace dsprep::formats
