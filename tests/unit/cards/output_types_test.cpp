#include "cards/output_types.h"

#include "compress/codec.h"
#include "support/catch.h"
#include "support/memory_files.h"

using namespace dsprep;
using Kind = pipeline::OutputFile::Kind;

namespace {

struct Output {
  test::MemoryFiles files;
  pipeline::RunResult result;

  void add(const std::string& name, const std::string& bytes, std::uint64_t records, Kind kind = Kind::data) {
    files.put("/out/" + name, bytes);
    result.outputs.push_back({name, bytes.size(), records, "", "", kind});
  }
  cards::OutputTypes types(std::uint64_t sample = cards::usual_sample) {
    return cards::output_types(files, "/out", result, sample);
  }
};

std::string lines(std::string_view line, std::uint64_t n) {
  std::string out;
  for (; n > 0; --n) out.append(line).append("\n");
  return out;
}

constexpr const char* text_only = R"({"text":{"dtype":"string","_type":"Value"}})";

}  // namespace

TEST_CASE("all records of a small output are looked at, and none that was dropped") {
  Output out;
  out.add("data/part-00000.jsonl", "{\"text\":\"你好\"}\n{\"text\":\"b\"}\n", 2);
  std::string zst;
  REQUIRE(compress::BlockCompressor(compress::Codec::zst, 3).compress("{\"text\":\"c\"}\n", zst).ok());
  out.add("data/part-00001.jsonl.zst", zst, 1);
  out.add("data/part-00002.jsonl", "", 0);
  out.add("dropped/length/part-00000.jsonl", "{\"text\":1}\n", 1, Kind::dropped);
  const cards::OutputTypes types = out.types();
  CHECK(types.features == text_only);
  CHECK(types.exact());
  CHECK(types.records == 3);
  CHECK(types.fields == 1);
}

TEST_CASE("of a large output some records of many files are looked at, and it is said") {
  Output out;
  for (int i = 0; i < 10; ++i)
    out.add("data/part-0000" + std::to_string(i) + ".jsonl", lines("{\"text\":\"some text\"}", 100'000), 100'000);
  out.add("data/part-00010.jsonl", lines("{\"text\":\"x\",\"late\":1}", 10'000), 10'000);
  const cards::OutputTypes types = out.types(1 << 20);
  CHECK(!types.exact());
  CHECK(types.of == 1'010'000);
  CHECK(types.records > 10'000);
  CHECK(types.records < 100'000);
  CHECK(types.features.find("\"late\"") != std::string::npos);  // the last file was opened, too
}

TEST_CASE("records in other formats") {
  Output csv;
  csv.add("data/part-00000.csv", "text,标签\n\"a\nb\",1\nc,2\n", 2);
  const cards::OutputTypes types = csv.types();
  CHECK(types.exact());
  CHECK(types.features.find("标签") != std::string::npos);
  Output json;
  json.add("data/part-00000.json", "[\n{\"text\":\"a\"},\n{\"text\":\"b\"}\n]\n", 2);
  CHECK(json.types().features == text_only);
}

TEST_CASE("what cannot be read tells nothing") {
  Output out;
  CHECK(!out.types().known());
  out.add("data/part-00000.jsonl", "{\"text\":\"a\"}\n", 1);
  REQUIRE(out.files.remove("/out/data/part-00000.jsonl").ok());
  CHECK(!out.types().known());
  CHECK(!out.types().exact());
  Output empty;
  empty.add("data/part-00000.jsonl", "", 0);
  CHECK(!empty.types().known());
}
