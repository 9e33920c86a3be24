// bench_warc FILE…: MB of decompressed WARC per CPU second, in turn: decompressing alone (the floor), finding the
// records, and making JSON lines of them.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include "compress/codec.h"
#include "formats/format_table.h"

using namespace dsprep;

namespace {

enum Depth { decompressed, framed, decoded };

struct Done {
  std::uint64_t bytes = 0, records = 0;
};

// As framed_chunks.cpp does it: 1 MiB at a time, what is under way carried over.
Done read(const std::string& path, const Reader& reader, Depth depth) {
  auto stream = compress::open_stream(compress::stream_of(port::disk_files().open(path).value())).value().stream;
  const std::unique_ptr<Framer> framer = reader.framer();
  const std::unique_ptr<Decoder> decoder = reader.decoder();
  std::vector<FrameBounds> found;
  std::string held, piece(1u << 20, '\0'), line;
  std::uint64_t held_at = 0;
  Done done;
  for (bool more = true; more;) {
    const std::size_t n = stream->read(piece).value();
    more = n > 0;
    const std::string_view bytes(piece.data(), n);
    std::uint64_t open = done.bytes + n;
    if (depth >= framed) {
      if (more) open = framer->frame(bytes, done.bytes, found);
      else (void)framer->finish(done.bytes, found);
    }
    if (depth == decoded) {
      held.append(bytes);
      for (const FrameBounds& bounds : found) {
        const std::string_view of(held.data() + (bounds.begin - held_at), bounds.end - bounds.begin);
        const auto outcome = decoder->decode({of, "", path, 1}, line);
        done.records += outcome.ok() && *outcome == Decoder::Outcome::record;
      }
      held.erase(0, open - held_at);
      held_at = open;
    } else {
      done.records += found.size();
    }
    found.clear();
    done.bytes += n;
  }
  return done;
}

}  // namespace

int main(int argc, char** argv) {
  const auto table = formats::format_table();
  const auto warc = std::find_if(table.begin(), table.end(), [](const auto* format) { return format->name == "warc"; });
  const std::unique_ptr<Reader> reader = (*warc)->reader({}).value();
  constexpr const char* names[] = {"decompressed", "records found", "JSON lines made"};
  for (int i = 1; i < argc; ++i) {
    std::vector<double> rates[3];
    Done done[3];
    for (int round = 0; round < 5; ++round)
      for (const Depth depth : {decompressed, framed, decoded}) {
        const std::clock_t begin = std::clock();
        done[depth] = read(argv[i], *reader, depth);
        const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
        rates[depth].push_back(static_cast<double>(done[depth].bytes) / 1e6 / seconds);
      }
    for (const Depth depth : {decompressed, framed, decoded}) {
      std::sort(rates[depth].begin(), rates[depth].end());
      std::printf("%s: %s: %.0f MB/s (%.0f - %.0f), %llu\n", argv[i], names[depth], rates[depth][2], rates[depth][0],
                  rates[depth][4], static_cast<unsigned long long>(done[depth].records));
    }
  }
}
