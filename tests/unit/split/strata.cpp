#include "split/strata.h"

#include <map>
#include <string>

#include "base/rng.h"
#include "support/catch.h"
#include "support/memory_bytes.h"

using namespace dsprep;
using namespace dsprep::split;

namespace {

Status fill(Strata& strata, std::uint64_t from, std::uint64_t to) {
  for (std::uint64_t n = from; n < to; ++n) DSPREP_CHECK(strata.add(n, [] { return std::string("名"); }));
  return {};
}

}  // namespace

TEST_CASE("Strata: counted, merged and saved; the first name stays") {
  base::Rng rng(5);
  Strata all, more;
  std::map<std::uint64_t, std::uint64_t> records;
  std::map<std::uint64_t, std::string> names;
  for (int n = 0; n < 30'000; ++n) {
    const std::uint64_t key = rng.below(40);
    REQUIRE((n < 10'000 ? all : more).add(key, [&] { return "first at " + std::to_string(n); }).ok());
    names.try_emplace(key, "first at " + std::to_string(n));
    ++records[key];
  }
  const std::string saved = test::saved(more);
  test::MemorySource source(saved);
  Strata loaded;
  REQUIRE(loaded.load(source).ok());
  CHECK(source.at_end());
  REQUIRE(all.merge(std::move(loaded)).ok());
  REQUIRE(all.strata().size() == records.size());
  for (const auto& [key, stratum] : all.strata()) {
    CHECK(stratum.records == records[key]);
    CHECK(stratum.name == names[key]);
  }
}

TEST_CASE("Strata: too many, and damage, are errors") {
  Strata most, one;
  REQUIRE(fill(most, 0, Strata::most).ok());
  REQUIRE(fill(most, 0, Strata::most).ok());  // the same again are no more
  const std::string message =
      "stratify: the field has more than 65,536 different values: give one with few, such as a label, or "
      "for numbers bins = 10";
  CHECK(fill(most, Strata::most, Strata::most + 1).error().message == message);
  REQUIRE(fill(one, Strata::most, Strata::most + 1).ok());
  CHECK(most.merge(std::move(one)).error().message == message);

  Strata whole;
  REQUIRE(fill(whole, 0, 100).ok());
  const std::string saved = test::saved(whole);
  for (std::size_t size = 0; size < saved.size(); size += 7) {
    test::MemorySource source(std::string_view(saved).substr(0, size));
    CHECK_FALSE(Strata().load(source).ok());
  }
}
