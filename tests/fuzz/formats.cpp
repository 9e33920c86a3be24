// The framers and decoders of all formats: bytes in pieces of any size. What is found may not depend on the pieces, and
// lies within the bytes, in order.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/format_table.h"
#include "fuzz/demand.h"

using namespace dsprep;
using dsprep::fuzz::demand;

namespace {

struct Found {
  std::vector<FrameBounds> frames;
  bool whole = true;
};

Found frames_of(Framer& framer, std::string_view bytes, std::size_t piece) {
  Found found;
  std::uint64_t at = 0, open = 0;
  while (at < bytes.size()) {
    const std::string copy(bytes.substr(at, piece));  // of its own, so that a read beyond its end is seen
    const std::size_t before = found.frames.size();
    const std::uint64_t next = framer.frame(copy, at, found.frames);
    for (std::size_t i = before; i < found.frames.size(); ++i) demand(found.frames[i].end >= open);
    at += copy.size();
    demand(next >= open && next <= at);
    open = next;
  }
  found.whole = framer.finish(at, found.frames).ok();
  std::uint64_t end = 0;
  for (const FrameBounds& frame : found.frames) {
    demand(frame.begin >= end && frame.end >= frame.begin && frame.end <= bytes.size());
    end = frame.end;
  }
  return found;
}

void feed(const Reader& reader, std::string_view bytes, std::size_t piece) {
  const auto framer = reader.framer();
  const auto decoder = reader.decoder();
  Found found;
  if (framer) {
    found = frames_of(*framer, bytes, bytes.size());
    const Found pieces = frames_of(*reader.framer(), bytes, piece);
    demand(found.whole == pieces.whole && found.frames.size() == pieces.frames.size());
    for (std::size_t i = 0; i < found.frames.size(); ++i)
      demand(found.frames[i].begin == pieces.frames[i].begin && found.frames[i].end == pieces.frames[i].end);
  }
  if (!decoder) return;
  if (!framer) found.frames = {{0, bytes.size()}};  // a whole file, or a line
  std::string line, preamble;
  for (const FrameBounds& bounds : found.frames) {
    const std::string_view of = bytes.substr(bounds.begin, bounds.end - bounds.begin);
    if (bounds.kind == FrameBounds::Kind::preamble) {
      preamble = framer->preamble(of);
      continue;
    }
    const Frame frame{of, preamble, "fuzz", 1};
    const auto outcome = decoder->decode(frame, line);
    if (!outcome.ok()) demand(decoder->fault_at() <= of.size());
    else if (*outcome == Decoder::Outcome::record)
      for (std::size_t at = 0; at < line.size(); at += 7) demand(decoder->origin_of(frame, at) <= of.size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  for (const FormatSpec* format : formats::format_table())
    if (format->reader) {
      if (const auto reader = format->reader({}); reader.ok()) feed(**reader, bytes, 1 + data[0] % 32);
      if (format->name != "text") continue;
      if (const auto reader = format->reader({{"record", std::string("paragraph")}}); reader.ok())
        feed(**reader, bytes, 1 + data[0] % 32);
    }
  return 0;
}
