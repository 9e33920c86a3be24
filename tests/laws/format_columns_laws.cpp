// A format that must know the columns before it writes, and one that is dear to decode.
#include <atomic>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_files.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

// A head of all names, then a line a record: how many fields it has.
class HeadedEncoder final : public Encoder {
 public:
  Status encode(std::string_view line, std::string& out) override {
    std::size_t n = 0;
    for (Value::Members it = Value(line).members(); it.next();) ++n;
    out += std::to_string(n) + "\n";
    return {};
  }
};

// How often a writer was asked for an encoder before it had its columns.
std::atomic<int> too_early{0};

class HeadedWriter final : public Writer {
 public:
  std::unique_ptr<Encoder> encoder() const override {
    if (!known_) ++too_early;  // asked in the workers, where nothing may be checked
    return std::make_unique<HeadedEncoder>();
  }
  Status begin(std::string& out) const override {
    for (const std::string& name : names_) out += name + ",";
    out += "\n";
    return {};
  }
  bool needs_columns() const override { return true; }
  Status set_columns(std::span<const std::string> names) override {
    CHECK_FALSE(known_);
    known_ = true;
    names_.assign(names.begin(), names.end());
    return {};
  }

 private:
  std::vector<std::string> names_;
  bool known_ = false;
};

const FormatSpec headed{
    .name = "headed",
    .extensions = {".headed"},
    .writer = [](const ParamValues&) -> Result<std::unique_ptr<Writer>> { return std::make_unique<HeadedWriter>(); },
};

RunFiles write_headed(const char* toml, FilesHow how) {
  io::Formats formats;
  formats.add(&headed);
  how.options.format = formats.output({"headed"}).value();
  too_early = 0;
  RunFiles ran = run_files(toml, how);
  CHECK(too_early == 0);
  return ran;
}

// How often a decoder was asked.
std::atomic<int> decoded{0};
class CountingDecoder final : public Decoder {
 public:
  Result<Outcome> decode(const Frame& frame, std::string& line) override {
    ++decoded;
    line = frame.bytes;
    return Outcome::record;
  }
};
class CountingReader final : public Reader {
 public:
  std::unique_ptr<Decoder> decoder() const override { return std::make_unique<CountingDecoder>(); }
};
Result<std::unique_ptr<Reader>> counting(const ParamValues&) { return std::make_unique<CountingReader>(); }
const FormatSpec light{.name = "light", .extensions = {".light"}, .reader = counting};
const FormatSpec heavy{.name = "heavy", .extensions = {".heavy"}, .reader = counting, .cost = Cost::heavy};

}  // namespace

TEST_CASE("columns: all names of what is written, in the order in which they come, in every file") {
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{1} << 20})
    for (const unsigned threads : {1u, 3u})
      for (const auto spool : {exec::RunOptions::Spool::never, exec::RunOptions::Spool::always}) {
        FilesHow how;
        how.options.chunk_size = chunk;
        how.options.threads = threads;
        how.options.spool = spool;
        how.inputs["in/a.jsonl"] =
            "{\"text\":\"a b\",\"n\":1}\n{\"z\":1,\"text\":\"a\"}\n{\"text\":\"a b\",\"\\u006e\":2,\"中\":0}\n";
        how.inputs["in/b.jsonl"] = "{\"text\":\"c d\",\"late\":1}\n";
        const RunFiles ran =
            write_headed("[[step]]\nop = \"length\"\nmin_words = 2\n[[step]]\nop = \"dedup_exact\"\n", how);
        REQUIRE(ran.error == "");
        CHECK(ran.files.at("data/part-00000.headed") == "text,n,late,\n2\n");  // of those that are kept
        CHECK(ran.files.at("data/part-00001.headed") == "text,n,late,\n2\n");
        CHECK(ran.result.books.dropped == 2);
        CHECK(ran.result.books.read == 4);
      }
}

TEST_CASE("columns: what is added on the way out, nothing at all, and tasks") {
  FilesHow how;
  how.inputs["in/a.jsonl"] = "{\"text\":\"a\"}\n";
  how.options.explain = true;
  CHECK(write_headed("", how).files.at("data/part-00000.headed") == "text,_dsprep,\n2\n");
  how.options.explain = false;
  how.inputs["in/a.jsonl"] = "";
  CHECK(write_headed("", how).files.at("data/part-00000.headed") == "\n");
  how.options.tasks = 2;
  CHECK(write_headed("", how).error.find("name the columns in --to headed") != std::string::npos);
}

TEST_CASE("a heavy format is decoded once, and gives what a light one gives") {
  std::string first;
  for (const FormatSpec* format : {&light, &heavy}) {
    io::Formats formats;
    formats.add(format);
    FilesHow how;
    how.formats = &formats;
    how.inputs["in/a" + std::string(format->extensions.front())] =
        "{\"text\":\"a\"}\n{\"text\":\"a\"}\n{\"text\":\"b\"}\n";
    decoded = 0;
    const RunFiles ran = run_files("[[step]]\nop = \"dedup_exact\"\n", how);
    REQUIRE(ran.error == "");
    CHECK(decoded == (format == &heavy ? 3 : 6));
    CHECK(ran.files.at("data/part-00000.jsonl") == "{\"text\":\"a\"}\n{\"text\":\"b\"}\n");
  }
}
