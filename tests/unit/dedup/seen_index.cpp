#include "dedup/seen_index.h"

#include <string>

#include "base/rng.h"
#include "support/catch.h"
#include "support/memory_bytes.h"
#include "support/memory_files.h"

using namespace dsprep;
using namespace dsprep::spill;
using namespace dsprep::dedup;

namespace {

constexpr std::uint64_t records = 3000;

std::string index_bytes() {
  test::MemorySink sink;
  SeenIndexWriter writer(sink, "kind a=b", "signatures");
  std::string row;
  base::Rng rng(1);
  for (std::uint64_t n = 0; n < records; ++n) {
    const std::string file = "part-" + std::to_string(n % 3), name = "record " + std::to_string(n);
    row.clear();
    SeenIndexWriter::append_entry(row, {{rng.next(), n}, n + 1, file, name});
    REQUIRE(writer.add(SeenIndex::entries_table, row).ok());
  }
  for (const SeenIndex::Table table : {SeenIndex::contents_table, SeenIndex::bands_table, SeenIndex::sketches_table})
    for (std::uint64_t n = 0; n < records; ++n) {
      row.assign(21, static_cast<char>(rng.next()));
      REQUIRE(writer.add(table, row).ok());
    }
  REQUIRE(writer.finish().ok());
  return std::move(sink.bytes);
}

// Is the file whole? Where it is not, why.
Status whole(const std::string& bytes) {
  test::MemoryFiles files;
  files.put("x.idx", bytes);
  DSPREP_TRY(const auto index, SeenIndex::open(files, "x.idx"));
  return index->check();
}

}  // namespace

TEST_CASE("an index is read back as it was written") {
  const std::string bytes = index_bytes();
  test::MemoryFiles files;
  files.put("x.idx", bytes);
  const auto index = SeenIndex::open(files, "x.idx");
  REQUIRE(index.ok());
  CHECK((*index)->settings() == "kind a=b");
  CHECK((*index)->sketches() == "signatures");
  CHECK((*index)->size() == records);
  CHECK((*index)->bytes() == bytes.size());
  CHECK((*index)->check().ok());
  SeenIndex::Cursor cursor(**index);
  for (const std::uint64_t n : {0u, 1u, 1500u, 2999u, 7u}) {
    const auto entry = cursor.entry(n);
    REQUIRE(entry.ok());
    CHECK(entry->name == "record " + std::to_string(n));
    CHECK(entry->file == "part-" + std::to_string(n % 3));
    CHECK(entry->line == n + 1);
  }
  CHECK_FALSE(cursor.entry(records).ok());
}

TEST_CASE("no flipped bit and no cut goes unnoticed") {
  const std::string bytes = index_bytes();
  CHECK(whole(bytes).ok());
  base::Rng rng(2);
  for (int round = 0; round < 600; ++round) {
    std::string bad = bytes;
    // Each byte of both ends, and some between.
    const auto near = static_cast<std::size_t>(round % 100);
    const std::size_t at = round < 100 ? near : round < 200 ? bytes.size() - 1 - near : rng.below(bytes.size());
    bad[at] = static_cast<char>(bad[at] ^ (1 << rng.below(8)));
    INFO("byte " << at << " of " << bytes.size());
    CHECK_FALSE(whole(bad).ok());
  }
  for (int round = 0; round < 100; ++round) {
    const std::size_t size = round < 40 ? static_cast<std::size_t>(round) : rng.below(bytes.size());
    INFO("cut at " << size);
    CHECK_FALSE(whole(bytes.substr(0, size)).ok());
  }
}

TEST_CASE("what begins like an index is one, of whatever version") {
  test::MemoryFiles files;
  std::string bytes = index_bytes();
  files.put("good", bytes);
  bytes[13] = '9';
  files.put("later", bytes);
  files.put("short", "dsprep");
  files.put("other", "{\"text\":\"not an index at all\"}\n");
  const auto is = [&](const std::string& path) {
    const auto answer = SeenIndex::is_index(files, path);
    REQUIRE(answer.ok());
    return *answer;
  };
  CHECK(is("good"));
  CHECK(is("later"));
  CHECK_FALSE(is("short"));
  CHECK_FALSE(is("other"));
  const auto later = SeenIndex::open(files, "later");
  REQUIRE_FALSE(later.ok());
  CHECK(later.error().kind == Error::Kind::usage);
}
