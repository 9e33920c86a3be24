// A file of columns that anybody may have written: it is read to its end or said to be damaged, within bounded memory,
// and each row is one line of JSON, but for text that is no UTF-8 (the engine relies on that: exec/worker.cpp).
// The seeds are files of eight rows: tests/fuzz/make_columnar_seeds.py.
#include <sys/resource.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "columnar/parquet.h"
#include "dsprep/value.h"
#include "fuzz/demand.h"
#include "text/utf8.h"

using namespace dsprep;
using dsprep::fuzz::demand;

namespace {

class Bytes final : public FileBytes {
 public:
  explicit Bytes(std::string bytes) : bytes_(std::move(bytes)) {}
  std::uint64_t size() const override { return bytes_.size(); }
  Result<std::size_t> read(std::uint64_t offset, std::span<char> into) const override {
    if (offset >= bytes_.size()) return std::size_t{0};
    const std::size_t n = std::min<std::size_t>(into.size(), bytes_.size() - offset);
    std::memcpy(into.data(), bytes_.data() + offset, n);
    return n;
  }

 private:
  const std::string bytes_;
};

void check_lines(const Rows& rows) {
  std::string lines;
  rows.append_lines(lines);
  std::uint64_t count = 0;
  for (std::size_t at = 0; at < lines.size(); ++count) {
    const std::size_t end = lines.find('\n', at);
    demand(end != lines.npos);
    const std::string line = lines.substr(at, end - at);
    demand(!validate_json(line) || !text::valid_utf8(line));
    at = end + 1;
  }
  demand(count == rows.count());
}

void check_memory() {
  constexpr long most = 3L << 20;  // KiB: Arrow makes room for a page that says it is of 2 GiB
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  demand(used.ru_maxrss < most);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto reader = columnar::parquet_reader();
  auto bytes = std::make_shared<Bytes>(std::string(reinterpret_cast<const char*>(data), size));
  for (const std::size_t rows_size : {64, 1 << 20}) {
    const auto table = reader->open_table(bytes, rows_size);
    if (!table.ok()) continue;
    // A few bytes may say that there are a great many rows.
    for (int n = 0; n < 20; ++n) {
      const auto rows = (*table)->next();
      if (!rows.ok() || !*rows) break;
      check_lines(**rows);
    }
  }
  check_memory();
  return 0;
}
