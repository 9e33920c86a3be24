#include "io/audit_file.h"

#include <cmath>
#include <limits>

#include "support/catch.h"
#include "support/memory_files.h"

using namespace dsprep;
using namespace dsprep::io;
using Compare = Judge::Limit::Compare;

namespace {

AuditSchema schema() {
  AuditSchema made;
  made.pass = 2;
  made.shard = 7;
  made.file = "部分 \"7\".jsonl";
  made.steps = {
      {"quality.v2",
       "quality",
       false,
       {{"min_words", "words", "min_words", Compare::at_least, 50.0}, {"ratio", "share", "", Compare::below, {}}}},
      {"dedup", "dedup", true, {}}};
  return made;
}

AuditBlock rows(const AuditSchema& of, std::uint64_t first, std::size_t n) {
  AuditBlock block;
  block.columns.resize(of.columns());
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint64_t line = first + i;
    auto column = block.columns.begin();
    (column++)->add(line);
    (column++)->add(std::uint32_t{0});
    (column++)->add_text("id-" + std::to_string(line));
    (column++)->add_text(line % 3 ? "文 😀 " + std::to_string(line) : "");
    (column++)->add(std::uint8_t{1});
    (column++)->add_text("");
    (column++)->add(static_cast<double>(line) / 7);
    (column++)->add(line % 2 ? not_asked() : -std::numeric_limits<double>::infinity());
    (column++)->add(std::uint8_t{3});
    (column++)->add_text("{\"attached\":{}}");
  }
  block.rows = n;
  return block;
}

std::string write(test::MemoryFiles& files, const std::vector<AuditBlock>& blocks) {
  AuditWriter writer(files, "out", "audit/x.audit", schema());
  for (const AuditBlock& block : blocks) REQUIRE(writer.append(block).ok());
  const auto written = writer.finish();
  REQUIRE(written.ok());
  CHECK(written->bytes == files.content("out/audit/x.audit").size());
  return files.content("out/audit/x.audit");
}

std::string opening(test::MemoryFiles& files, const std::string& bytes) {
  files.put("bad", bytes);
  const auto reader = AuditReader::open(files, "bad");
  if (!reader.ok()) return reader.error().message;
  const Status checked = (*reader)->check();
  return checked.ok() ? "" : checked.error().message;
}

}  // namespace

TEST_CASE("an audit file: what goes in comes out, block by block") {
  test::MemoryFiles files;
  write(files, {rows(schema(), 1, 10'000)});
  const auto reader = AuditReader::open(files, "out/audit/x.audit");
  REQUIRE(reader.ok());
  const AuditSchema& got = (*reader)->schema();
  CHECK(got.steps == schema().steps);
  CHECK(got.pass == 2);
  CHECK(got.shard == 7);
  CHECK(got.file == schema().file);
  CHECK(got.column_name(got.rule(0, 1)) == "quality.v2.ratio");
  CHECK(got.column_name(got.outcome(1)) == "dedup.outcome");
  CHECK((*reader)->rows() == 10'000);
  REQUIRE((*reader)->blocks().size() == 3);
  CHECK((*reader)->blocks()[1].first_line == 4097);
  CHECK((*reader)->blocks()[2].last_line == 10'000);
  AuditColumn column;
  REQUIRE((*reader)->read(2, AuditSchema::text, column).ok());
  CHECK(column.text_at(0) == "");
  CHECK(column.text_at(1) == "文 😀 8194");
  CHECK(column.text_at(10'000 - 8193) == "文 😀 10000");
  REQUIRE((*reader)->read(0, got.rule(0, 0), column).ok());
  CHECK(column.at<double>(13) == 2);
  REQUIRE((*reader)->read(0, got.rule(0, 1), column).ok());
  CHECK(!was_asked(column.at<double>(0)));
  CHECK(column.at<double>(1) == -std::numeric_limits<double>::infinity());
  CHECK((*reader)->check().ok());
}

TEST_CASE("an audit file does not show in which pieces the rows came") {
  test::MemoryFiles files;
  const std::string whole = write(files, {rows(schema(), 1, 9'000)});
  std::vector<AuditBlock> pieces;
  for (std::uint64_t at = 1; at <= 9'000;) {
    const std::size_t n = std::min<std::uint64_t>(1 + at % 701, 9'001 - at);
    pieces.push_back(rows(schema(), at, n));
    at += n;
  }
  CHECK(write(files, pieces) == whole);
}

TEST_CASE("an audit file without rows is one") {
  test::MemoryFiles files;
  write(files, {});
  const auto reader = AuditReader::open(files, "out/audit/x.audit");
  REQUIRE(reader.ok());
  CHECK((*reader)->rows() == 0);
  CHECK((*reader)->blocks().empty());
}

TEST_CASE("damage to an audit file is noticed, wherever it is, and never more than an error") {
  test::MemoryFiles files;
  const std::string whole = write(files, {rows(schema(), 1, 50)});
  CHECK(opening(files, whole) == "");
  for (std::size_t i = 0; i < whole.size(); i += 1) {
    std::string bytes = whole;
    bytes[i] = static_cast<char>(bytes[i] ^ 0x55);
    INFO("byte " << i);
    // The block's first and last line are told twice: a wrong one is found where it is used.
    const bool lines =
        bytes.find("BLK1") != std::string::npos && i >= bytes.find("BLK1") + 12 && i < bytes.find("BLK1") + 32;
    if (!lines) CHECK(opening(files, bytes) != "");
  }
  for (std::size_t n = 0; n < whole.size(); n += 7) CHECK(opening(files, whole.substr(0, n)) != "");
  CHECK(opening(files, whole + "x").find("behind its end") != std::string::npos);
  CHECK(opening(files, "").find("run the audit again") != std::string::npos);
}

TEST_CASE("keeps is what Judge::check says, for every comparison and odd number") {
  const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  for (const Compare compare :
       {Compare::none, Compare::at_least, Compare::at_most, Compare::above, Compare::below, Compare::equals})
    for (const double value : {-inf, -1.0, -0.0, 0.0, 1.0, 2.0, inf, nan})
      for (const double limit : {-inf, -1.0, 0.0, 1.0, inf}) {
        Judge judge;
        const Judge::Limit limits[] = {{compare, limit}};
        judge.start(limits, false);
        CHECK(keeps(compare, value, limit) == judge.check(0, value));
      }
}
