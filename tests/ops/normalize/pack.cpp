#include <vector>

#include "base/rng.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::run_op;

namespace {

std::string ids_of(const std::string& output) {  // the blocks, without what says where copies come from
  std::string ids;
  for (std::size_t at = 0; at < output.size();) {
    const std::size_t open = output.find('[', at), close = output.find(']', open);
    ids += output.substr(open, close - open + 1);
    at = output.find('\n', close) + 1;
  }
  return ids;
}

std::string line(const std::vector<int>& ids) {
  std::string out = "{\"input_ids\":[";
  for (std::size_t i = 0; i < ids.size(); ++i) out += (i > 0 ? "," : "") + std::to_string(ids[i]);
  return out + "]}\n";
}

}  // namespace

TEST_CASE("pack: blocks of any texts are those of the whole stream, whatever threads, chunks and memory") {
  base::Rng rng(9);
  std::string input;
  std::vector<int> stream;
  for (int record = 0; record < 400; ++record) {
    std::vector<int> ids;
    for (std::uint64_t k = rng.below(record % 50 == 0 ? 300 : 12); k > 0; --k)
      ids.push_back(static_cast<int>(rng.below(100000)));
    input += line(ids);
    stream.insert(stream.end(), ids.begin(), ids.end());
    stream.push_back(7);
  }
  const std::size_t length = 16;
  std::string expected, rest = "[";
  for (std::size_t at = 0; at < stream.size(); ++at) {
    if (at < stream.size() / length * length) {
      expected += (at % length == 0 ? "[" : ",") + std::to_string(stream[at]) + (at % length == length - 1 ? "]" : "");
    } else {
      rest += (rest.size() > 1 ? "," : "") + std::to_string(stream[at]);
    }
  }
  REQUIRE(stream.size() % length != 0);
  for (const unsigned threads : {1u, 3u})
    for (const std::size_t chunk : {std::size_t{100}, std::size_t{1} << 20}) {
      test::RunHow how;
      how.threads = threads;
      how.chunk_size = chunk;
      how.memory_budget = chunk == 100 ? 8u << 10 : 64u << 20;
      const auto run = run_op("pack", "length = 16\nseparator = 7", input, how);
      REQUIRE(run.error == "");
      CHECK(ids_of(run.output) == expected);
      CHECK(ids_of(run_op("pack", "length = 16\nseparator = 7\nremainder = \"keep\"", input, how).output) ==
            expected + rest + "]");
    }
}

TEST_CASE("pack: what is left is dropped, padded or kept") {
  const std::string input = line({1, 2, 3}) + line({4, 5}) + line({});
  const auto blocks = [&](std::string_view params) { return ids_of(run_op("pack", params, input).output); };
  CHECK(blocks("length = 4") == "[1,2,3,4]");
  CHECK(blocks("length = 4\nremainder = \"keep\"") == "[1,2,3,4][5]");
  CHECK(blocks("length = 4\nremainder = \"pad\"\npad_id = 0") == "[1,2,3,4][5,0,0,0]");
  CHECK(blocks("length = 5\nremainder = \"keep\"") == "[1,2,3,4,5]");
  CHECK(blocks("length = 9") == "");
  CHECK(run_op("pack", "length = 4", "").error == "");
}

TEST_CASE("pack: what holds no ids is malformed and not in the stream") {
  const auto run = run_op(
      "pack", "length = 2",
      line({1}) + "{\"input_ids\":\"x\"}\n{\"a\":1}\n{\"input_ids\":[1,-2]}\n{\"input_ids\":[1.5]}\n" + line({2}));
  CHECK(ids_of(run.output) == "[1,2]");
  CHECK(run.result.books.malformed == 4);
  CHECK(run.malformed.find("is text, not an array of ids") != std::string::npos);
  CHECK(run.malformed.find("holds what is no id: -2") != std::string::npos);
}

TEST_CASE("pack: settings that do not fit together") {
  CHECK(run_op("pack", "", "").error.find("length") != std::string::npos);
  CHECK(run_op("pack", "length = 0", "").error.find("length") != std::string::npos);
  CHECK(run_op("pack", "length = 4\nremainder = \"pad\"", "").error.find("needs pad_id") != std::string::npos);
  CHECK(run_op("pack", "length = 4\npad_id = 1", "").error.find("no use") != std::string::npos);
  CHECK(run_op("pack", "length = 4\nfield = \"/a/*/b\"", "").error.find("several places") != std::string::npos);
}
