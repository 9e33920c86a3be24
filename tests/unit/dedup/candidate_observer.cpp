#include "dedup/candidate_observer.h"

#include <memory>
#include <string>
#include <vector>

#include "spill/record_rows.h"
#include "support/catch.h"
#include "support/memory_bytes.h"
#include "support/memory_files.h"
#include "support/plain_record.h"
#include "support/quiet_decider.h"

using namespace dsprep;
using namespace dsprep::spill;
using namespace dsprep::dedup;

namespace {

struct TextContent {
  bool append(const Record& record, std::string& entry) const {
    entry += record.state().text;
    return record.state().text != "nothing to compare";
  }
};

using TextObserver = CandidateObserver<TextContent>;

}  // namespace

TEST_CASE("CandidateObserver: records with a place, in its order, however merged and saved") {
  test::MemoryFiles files;
  Workspace workspace(files, "tmp", 1u << 20);
  RecordRows places(workspace);
  REQUIRE(places.add({0, 1, 0}, "c").ok());
  REQUIRE(places.add({0, 3, 0}, "a").ok());
  REQUIRE(places.add({0, 4, 0}, "d").ok());
  REQUIRE(places.add({2, 9, 1}, "b").ok());
  const auto table = places.table();
  REQUIRE(table.ok());
  TextObserver one(workspace, *table), other(workspace, *table);
  const auto observe = [](TextObserver& observer, const RecordId& id, std::string text) {
    RecordState state{id, 0, std::move(text)};
    REQUIRE(observer.observe(Record(state)).ok());
  };
  observe(one, {0, 1, 0}, "first");
  observe(one, {0, 2, 0}, "nobody");
  observe(one, {0, 3, 0}, "");
  observe(one, {0, 4, 0}, "nothing to compare");
  observe(other, {2, 9, 0}, "a sibling");
  observe(other, {2, 9, 1}, std::string("\0\n", 2));
  REQUIRE(one.merge(std::move(other)).ok());
  const std::string saved = test::saved(one);
  test::MemorySource source(saved);
  TextObserver back(workspace, *table);
  REQUIRE(back.load(source).ok());
  std::vector<std::string> all;
  test::QuietDecider decider;
  const auto gather = [&](std::string_view entry) -> Status {
    all.emplace_back(entry);
    return {};
  };
  REQUIRE(scan(back.entries(), decider, "reading", gather).ok());
  CHECK(all == std::vector<std::string>{"a", std::string("b\0\n", 3), "cfirst"});
}
