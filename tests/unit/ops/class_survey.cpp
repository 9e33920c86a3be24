#include "ops/clean/k_anonymity/class_survey.h"

#include <bit>
#include <map>

#include "base/hash.h"
#include "base/rng.h"
#include "support/catch.h"
#include "support/memory_files.h"
#include "support/quiet_decider.h"

using namespace dsprep;
using namespace dsprep::spill;
using namespace dsprep::ops::k_anonymity;

namespace {

std::string row_of(std::initializer_list<std::string_view> values) {
  std::string row;
  for (const std::string_view value : values) append_piece(row, value);
  return row;
}

}  // namespace

TEST_CASE("class_survey: no two rows of values are one string") {
  CHECK(row_of({"a", "bc"}) != row_of({"ab", "c"}));
  CHECK(row_of({"", "a"}) != row_of({"a", ""}));
  const std::string row = row_of({"上海", ""});
  std::string_view rest = row;
  CHECK(next_piece(rest) == "上海");
  CHECK(next_piece(rest) == "");
  CHECK(rest.empty());
}

TEST_CASE("ClassSurvey: sizes and diversity of classes, as a map counts them") {
  test::MemoryFiles files;
  Workspace workspace(files, "tmp", 1u << 20);
  test::QuietDecider decider;
  for (const bool entropy : {false, true}) {
    base::Rng rng(9);
    Sorter entries(workspace);
    std::map<std::string, std::map<std::string, std::uint64_t>> classes;  // records by sensitive value
    for (int n = 0; n < 5'000; ++n) {
      const std::string city(1, static_cast<char>('a' + rng.below(6))), age = std::to_string(rng.below(30));
      const std::string exact = row_of({city, age}), general = row_of({city, std::to_string(age.size())});
      const std::string value = std::to_string(rng.below(city == "a" ? 1 : 4));
      std::string hash;
      append_hash_key(hash, base::hash128(value));
      ++classes[general][value];
      REQUIRE(entries.add(class_entry(general, hash, 1, exact)).ok());
    }
    ClassSurvey survey(workspace, {.k = 400, .l = 2, .entropy = entropy}, 2);
    for (int round = 0; round < 2; ++round) {  // the second of what the first wrote
      ClassSurvey again(workspace, {.k = 400, .l = 2, .entropy = entropy}, 2);
      REQUIRE(again.read(round == 0 ? entries : survey.entries, decider).ok());
      CHECK(again.records == 5'000);
      CHECK(again.class_count == classes.size());
      CHECK(again.distinct[0].estimate() == 6);
      CHECK(again.distinct[1].estimate() == 2);
      std::map<std::string, std::pair<std::uint64_t, double>> expected;  // by hash
      std::uint64_t in_small = 0, smallest = UINT64_MAX;
      for (const auto& [general, values] : classes) {
        std::uint64_t size = 0;
        for (const auto& [value, count] : values) size += count;
        double sum = 0;
        for (const auto& [value, count] : values) {
          const double share = static_cast<double>(count) / static_cast<double>(size);
          sum -= share * std::log(share);
        }
        const double diversity = entropy ? std::exp(sum) : static_cast<double>(values.size());
        if (size < 400 || diversity < 1.9999) in_small += size;
        smallest = std::min(smallest, size);
        std::string hash;
        append_hash_key(hash, base::hash128(general));
        expected[hash] = {size, diversity};
      }
      CHECK(again.in_small == in_small);
      CHECK(again.smallest == smallest);
      const auto rows = again.classes.sorted();
      REQUIRE(rows.ok());
      for (const auto& [hash, what] : expected) {
        std::string_view row;
        REQUIRE(*(*rows)->next(row));
        CHECK(row.substr(0, hash_key_size) == hash);
        CHECK(read_be64(row.substr(16)) == what.first);
        CHECK(std::bit_cast<double>(read_be64(row.substr(24))) == Approx(what.second).epsilon(1e-8));
      }
      survey = std::move(again);
    }
  }
}
