#include "spill/progress_check.h"

#include <string>
#include <utility>
#include <vector>

#include "support/catch.h"
#include "support/quiet_decider.h"

using namespace dsprep;
using namespace dsprep::spill;

namespace {

struct StoppedDecider final : test::QuietDecider {
  bool stop_requested() const override { return stopped; }
  void progress(std::string_view what, double fraction) override { told.emplace_back(what, fraction); }
  bool stopped = false;
  std::vector<std::pair<std::string, double>> told;
};

}  // namespace

TEST_CASE("ProgressCheck: says how far it is, and ends where the run is to stop") {
  constexpr std::uint64_t interval = ProgressCheck::default_interval;
  StoppedDecider decider;
  ProgressCheck progress(decider, "counting", 4 * interval);
  for (std::uint64_t i = 0; i < interval; ++i) REQUIRE(progress.step().ok());
  REQUIRE(decider.told.size() == 1);
  CHECK(decider.told[0] == std::pair<std::string, double>("counting", 0.25));
  decider.stopped = true;
  for (std::uint64_t i = 1; i < interval; ++i) REQUIRE(progress.step().ok());
  const Status status = progress.step();
  REQUIRE_FALSE(status.ok());
  CHECK(status.error().kind == Error::Kind::interrupted);
  CHECK(status.error().message == "interrupted while counting");

  StoppedDecider other;
  ProgressCheck long_one(other, "counting", 1), unknown(other, "reading");
  for (std::uint64_t i = 0; i < interval; ++i) REQUIRE((long_one.step().ok() && unknown.step().ok()));
  REQUIRE(other.told.size() == 2);
  CHECK(other.told[0].second == 1);
  CHECK(other.told[1].second == 0);

  ProgressCheck frequent(other, "comparing", 0, 3);
  for (int i = 0; i < 7; ++i) REQUIRE(frequent.step().ok());
  CHECK(other.told.size() == 4);
}
