#include "cli/progress_printer.h"

#include "dsprep/value.h"
#include "support/catch.h"

using namespace dsprep;
using cli::progress_bar;
using cli::progress_line;

namespace {

exec::Progress halfway_through_the_first_of_two() {
  exec::Progress progress;
  progress.passes = 2;
  progress.what = "dedup_exact";
  progress.bytes = 512ull << 20;
  progress.total_bytes = 1ull << 30;
  progress.records = 12345;
  progress.seconds = progress.run_seconds = 4;
  return progress;
}

}  // namespace

TEST_CASE("a line of progress") {
  const std::string line = progress_line(halfway_through_the_first_of_two(), 120);
  // A quarter of the run took 4 seconds.
  CHECK(line == "pass 1 of 2: dedup_exact  50 %  0:12 left  134 MB/s  12,345 records  512 MiB of 1 GiB");
}

TEST_CASE("the time left is that of the whole run") {
  exec::Progress progress = halfway_through_the_first_of_two();
  progress.pass = 2;
  progress.run_seconds = 12;
  progress.what = "writing";
  CHECK(progress_line(progress, 120).find("pass 2 of 2: writing  50 %  0:04 left") == 0);
  progress.deciding = 0.25;
  progress.pass = 1;
  progress.what = "dedup_exact: merging";
  CHECK(progress_line(progress, 120) == "pass 1 of 2: deciding dedup_exact: merging  25 %  0:12 left");
}

TEST_CASE("a stream has no total, and the start no rate") {
  exec::Progress progress;
  progress.bytes = 1000;
  CHECK(progress_line(progress, 120) == "pass 1  0 records  1000 B");
  CHECK(progress_bar(progress, 120) == progress_line(progress, 120));
}

TEST_CASE("a line is never longer than the terminal is wide") {
  exec::Progress progress = halfway_through_the_first_of_two();
  progress.what = std::string(500, 'x');
  progress.records = progress.passes = progress.pass = ~0ull;
  progress.bytes = progress.total_bytes = ~0ull;
  progress.seconds = progress.run_seconds = 1e9;
  for (std::size_t columns = 20; columns < 200; ++columns) {
    CHECK(progress_line(progress, columns).size() <= columns);
    CHECK(progress_bar(progress, columns).size() <= columns);
  }
}

TEST_CASE("a bar shows how much of the run is done") {
  CHECK(progress_bar(halfway_through_the_first_of_two(), 80)
            .find("[=====>              ] pass 1 of 2: dedup_exact  50 %") == 0);
}

TEST_CASE("progress as an event") {
  const std::string object = "{" + cli::progress_members(halfway_through_the_first_of_two()) + "}";
  REQUIRE_FALSE(validate_json(object));
  CHECK(Value(object)["event"].text() == "progress");
  CHECK(Value(object)["share"].number() == 0.25);
  CHECK(Value(object)["seconds_left"].number() == 12);
}
