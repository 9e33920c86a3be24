// Arbitrary bytes as a WARC file; the limit to records and the size of pieces out of the first two. Whatever comes: the
// frames lie one behind another, pieces do not matter, nothing that has left is asked for again, and a record is valid
// JSON, passed over or malformed. A whole record behind it all is found.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/value.h"
#include "formats/format_table.h"
#include "fuzz/demand.h"

using namespace dsprep;
using fuzz::demand;

namespace {

const Reader& reader() {
  static const std::unique_ptr<Reader> made = [] {
    for (const FormatSpec* format : formats::format_table())
      if (format->name == "warc") return format->reader({}).value();
    return std::unique_ptr<Reader>();
  }();
  return *made;
}

// As the engine does it: where more than `longest` bytes are under way and may leave, what has been seen is gone.
std::vector<FrameBounds> framed(std::string_view file, std::size_t piece, std::uint64_t longest) {
  const std::unique_ptr<Framer> framer = reader().framer();
  framer->limit(longest);
  std::vector<FrameBounds> found;
  std::uint64_t gone = 0, open = 0;
  for (std::size_t at = 0; at < file.size(); at += piece) {
    const std::string bytes(file.substr(at, piece));
    const std::size_t before = found.size();
    const std::uint64_t next = framer->frame(bytes, at, found);
    for (std::size_t i = before; i < found.size(); ++i) {
      demand(found[i].end >= gone);
      if (i > before) demand(found[i].begin >= gone);
    }
    demand(next >= open && next <= at + bytes.size());
    open = next;
    const std::uint64_t seen = at + bytes.size();
    gone = seen - open > longest && framer->leaves() ? seen : open;
  }
  demand(framer->finish(file.size(), found).ok());
  std::uint64_t end = 0;
  for (const FrameBounds& bounds : found) {
    demand(bounds.begin >= end && bounds.end >= bounds.begin && bounds.end <= file.size());
    end = bounds.end;
  }
  return found;
}

bool same(const FrameBounds& a, const FrameBounds& b) { return a.begin == b.begin && a.end == b.end; }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2 || size > 1u << 16) return 0;
  constexpr std::string_view last =
      "\r\n\r\nWARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nlast\r\n\r\n";
  std::string file(reinterpret_cast<const char*>(data) + 2, size - 2);
  file += last;
  const std::uint64_t longest = data[0] % 4 == 0 ? 16 + data[0] * 4 : std::uint64_t{1} << 20;
  const std::vector<FrameBounds> whole = framed(file, file.size(), longest);
  const std::vector<FrameBounds> pieces = framed(file, 1 + data[1], longest);
  demand(std::equal(whole.begin(), whole.end(), pieces.begin(), pieces.end(), same));

  const std::unique_ptr<Decoder> decoder = reader().decoder();
  decoder->limit(longest);
  std::string line;
  for (const FrameBounds& bounds : whole) {
    const std::string bytes(file, bounds.begin, bounds.end - bounds.begin);
    if (bytes.size() > longest) continue;
    const auto outcome = decoder->decode({bytes, "", "x.warc", 1}, line);
    if (!outcome.ok()) demand(decoder->fault_at() <= bytes.size() && !outcome.error().message.empty());
    else if (*outcome == Decoder::Outcome::record) demand(!validate_json(line) && line.find('\n') == line.npos);
    else demand(!decoder->skipped_as().empty() || bytes.find(':') != bytes.npos);
  }
  return 0;
}
