#include "cli/progress_printer.h"

#include "support/catch.h"

using namespace dsprep;
using cli::progress_line;

TEST_CASE("a line of progress") {
  exec::Progress progress;
  progress.what = "pass 1 of 2: dedup_exact";
  progress.bytes = 512ull << 20;
  progress.total_bytes = 1ull << 30;
  progress.records = 12345;
  progress.seconds = 4;
  const std::string line = progress_line(progress);
  CHECK(line.find("pass 1 of 2: dedup_exact  50 %") == 0);
  CHECK(line.find("12,345 records") != std::string::npos);
  CHECK(line.find("0:04 left") != std::string::npos);
}

TEST_CASE("a stream has no total, and the start no rate") {
  exec::Progress progress;
  progress.what = "pass 1";
  progress.bytes = 1000;
  const std::string line = progress_line(progress);
  CHECK(line.find('%') == std::string::npos);
  CHECK(line.find("left") == std::string::npos);
  CHECK(line.find("/s") == std::string::npos);
}

TEST_CASE("a long name does not make a long line") {
  exec::Progress progress;
  progress.what = std::string(500, 'x');
  progress.bytes = progress.total_bytes = ~0ull;
  progress.records = ~0ull;
  progress.seconds = 1e9;
  CHECK(progress_line(progress).size() < 140);
}
