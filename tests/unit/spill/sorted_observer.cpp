#include "spill/sorted_observer.h"

#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "base/rng.h"
#include "spill/exact_sum.h"
#include "support/catch.h"
#include "support/memory_bytes.h"
#include "support/memory_files.h"
#include "support/plain_record.h"
#include "support/quiet_decider.h"

using namespace dsprep;
using namespace dsprep::spill;

namespace {

// Entries: the number and the text, `copies` of them; totals of every kind.
class NumberExtractor {
 public:
  struct Totals {
    std::uint64_t records = 0;
    ExactSum sum;
    Sorter texts;
    explicit Totals(Workspace& workspace) : texts(workspace) {}
    auto all() { return std::tie(records, sum, texts); }
  };

  explicit NumberExtractor(std::size_t copies) : copies_(copies) {}

  Status extract(const Record& record, Totals& totals, Sorter& entries) {
    const RecordState& state = record.state();
    ++totals.records;
    totals.sum.add(static_cast<double>(state.number) * 0.1);
    DSPREP_CHECK(totals.texts.add(state.text));
    entry_.clear();
    append_be64(entry_, state.number);
    entry_ += state.text;
    for (std::size_t i = 0; i < copies_; ++i) DSPREP_CHECK(entries.add(entry_));
    return {};
  }

 private:
  std::size_t copies_;
  std::string entry_;
};

using NumberObserver = SortedObserver<NumberExtractor>;

struct Place {
  explicit Place(std::uint64_t budget) : workspace(files, "tmp/run", budget) {}
  std::unique_ptr<NumberObserver> observer(std::size_t copies = 1) {
    return std::make_unique<NumberObserver>(workspace, copies);
  }
  test::MemoryFiles files;
  Workspace workspace;
  test::QuietDecider decider;
};

std::vector<RecordState> some_records(std::size_t n, std::uint64_t seed) {
  base::Rng rng(seed);
  std::vector<RecordState> records;
  for (std::uint64_t line = 1; line <= n; ++line)
    records.push_back(
        {{0, line, 0}, rng.below(500), std::string(rng.below(40), static_cast<char>(rng.below(256))) + "字"});
  return records;
}

void observe(NumberObserver& observer, RecordState& state) { REQUIRE(observer.observe(Record(state)).ok()); }

// All that is known, in one string.
std::string result(NumberObserver& observer, Decider& decider) {
  std::string all = std::to_string(observer.totals().records) + " " + std::to_string(observer.totals().sum.value());
  const auto append = [&](std::string_view entry) -> Status {
    all.append("\n").append(entry);
    return {};
  };
  REQUIRE(scan(observer.entries(), decider, "reading", append).ok());
  REQUIRE(scan(observer.totals().texts, decider, "reading", append).ok());
  return all;
}

std::unique_ptr<NumberObserver> saved_and_loaded(Place& place, NumberObserver& observer) {
  const std::string bytes = test::saved(observer);
  CHECK(test::saved(observer) == bytes);  // saving changes nothing
  auto loaded = place.observer();
  test::MemorySource source(bytes);
  REQUIRE(loaded->load(source).ok());
  CHECK(source.at_end());
  return loaded;
}

}  // namespace

TEST_CASE("SortedObserver: chunk borders, the order of merges, saves and spills do not show") {
  std::vector<RecordState> records = some_records(4'000, 7);
  std::string expected;
  {
    Place place(64u << 20);
    const auto whole = place.observer();
    for (RecordState& record : records) observe(*whole, record);
    expected = result(*whole, place.decider);
  }
  base::Rng rng(11);
  for (const std::uint64_t budget : {std::uint64_t{64} << 20, std::uint64_t{128} << 10}) {
    for (int round = 0; round < 8; ++round) {
      Place place(budget);
      std::vector<std::unique_ptr<NumberObserver>> chunks;
      bool spilled = false;
      for (std::size_t at = 0; at < records.size();) {
        const std::size_t end = std::min(records.size(), at + rng.below(round == 0 ? 3 : 900));
        chunks.push_back(place.observer());  // some see nothing
        for (; at < end; ++at) observe(*chunks.back(), records[at]);
      }
      // Neighbours merge, any pair first; now and then one is saved and loaded again.
      while (chunks.size() > 1) {
        const std::size_t i = rng.below(chunks.size() - 1);
        if (rng.below(8) == 0) chunks[i] = saved_and_loaded(place, *chunks[i]);
        if (rng.below(8) == 0) chunks[i + 1] = saved_and_loaded(place, *chunks[i + 1]);
        REQUIRE(chunks[i]->merge(std::move(*chunks[i + 1])).ok());
        chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        spilled |= chunks[i]->entries().runs() > 0;
      }
      CAPTURE(budget, round);
      CHECK(spilled == (budget < (1u << 20)));
      CHECK((result(*saved_and_loaded(place, *chunks[0]), place.decider) == expected));
      CHECK((result(*chunks[0], place.decider) == expected));
    }
  }
}

TEST_CASE("SortedObserver: nothing observed is saved, loaded and merged, too") {
  Place place(1u << 20);
  const auto one = place.observer(), other = place.observer();
  REQUIRE(one->merge(std::move(*saved_and_loaded(place, *other))).ok());
  CHECK(one->totals().records == 0);
  CHECK(one->entries().records() == 0);
}

TEST_CASE("SortedObserver: arguments go to the extractor, the observer of the main input is found") {
  Place place(1u << 20);
  Observers observers;
  observers.main = place.observer(3);
  RecordState record{{0, 1, 0}, 5, "五"};
  REQUIRE(observers.main->observe(Record(record)).ok());
  NumberObserver& observed = NumberObserver::main_of(observers);
  CHECK(observed.totals().records == 1);
  CHECK(observed.entries().records() == 3);
}

TEST_CASE("SortedObserver: what is cut short is no saved state, wherever it ends") {
  Place place(1u << 20);
  std::vector<RecordState> records = some_records(50, 3);
  const auto observer = place.observer();
  for (RecordState& record : records) observe(*observer, record);
  const std::string bytes = test::saved(*observer);
  for (std::size_t size = 0; size < bytes.size(); size += 5) {
    test::MemorySource source(std::string_view(bytes).substr(0, size));
    CHECK_FALSE(place.observer()->load(source).ok());
  }
}

TEST_CASE("SortedObserver: a full disk is told by observe or by merge") {
  Place place(64u << 10);
  place.files.set_space(0);
  const auto observer = place.observer(50);
  RecordState record{{0, 1, 0}, 5, std::string(1000, 'x')};
  bool failed = false;
  for (int i = 0; i < 1000 && !failed; ++i) failed = !observer->observe(Record(record)).ok();
  CHECK(failed);
}

TEST_CASE("scan_groups: each group is closed once, behind its last entry") {
  Place place(1u << 20);
  Sorter entries(place.workspace);
  for (const char* entry : {"b2", "a1", "c", "b1", "a1"}) REQUIRE(entries.add(entry).ok());
  std::string told;
  const auto visit = [&](std::string_view payload) -> Status {
    told.append(payload).append(",");
    return {};
  };
  const auto close = [&](std::string_view key) -> Status {
    told.append(key).append(" ");
    return {};
  };
  REQUIRE(scan_groups(entries, 1, place.decider, "reading", visit, close).ok());
  CHECK(told == "1,1,a 1,2,b ,c ");
  CHECK(entries.records() == 0);
  told.clear();
  REQUIRE(scan_groups(entries, 1, place.decider, "reading", visit, close).ok());
  CHECK(told == "");

  REQUIRE((entries.add("a").ok() && entries.add("b").ok()));
  const Status status =
      scan(entries, place.decider, "reading", [](std::string_view) -> Status { return failure("no more"); });
  CHECK(status.error().message == "no more");
}
