// The floor: the least that any tool must do to JSON Lines. Reads each byte once (pread), finds the lines, parses each
// with simdjson's DOM, writes them. No rules, no books, no order to keep (every line goes where it came from).
//
//   bench_floor THREADS INPUT OUTPUT
#include <fcntl.h>
#include <simdjson.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr std::size_t block = 1u << 20, longest = 1u << 20;

void die(const char* what) {
  std::perror(what);
  std::exit(1);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return std::fprintf(stderr, "usage: bench_floor THREADS INPUT OUTPUT\n"), 2;
  const int threads = std::atoi(argv[1]);
  const int in = open(argv[2], O_RDONLY), out = open(argv[3], O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (in < 0 || out < 0) die("open");
  const off_t size = lseek(in, 0, SEEK_END);
  std::atomic<off_t> next{0};
  std::atomic<std::uint64_t> lines{0};
  const auto work = [&] {
    simdjson::dom::parser parser;
    std::vector<char> bytes(1 + block + longest + simdjson::SIMDJSON_PADDING);
    for (off_t at; (at = next.fetch_add(block)) < size;) {
      // A block's lines are those that begin in it; the last runs on into the next.
      const off_t from = at == 0 ? 0 : at - 1;
      const std::size_t want = std::min<off_t>(size - from, static_cast<off_t>(block + longest));
      std::size_t got = 0, need = std::min<off_t>(size - from, block + (at == 0 ? 0 : 1));
      while (got < need) {
        const ssize_t n = pread(in, bytes.data() + got, need - got, from + static_cast<off_t>(got));
        if (n <= 0) die("pread");
        got += static_cast<std::size_t>(n);
      }
      std::size_t begin = 0;
      if (at > 0) {
        const char* lf = static_cast<const char*>(std::memchr(bytes.data(), '\n', got));
        if (!lf) continue;
        begin = static_cast<std::size_t>(lf - bytes.data()) + 1;
      }
      // Reads on, a little at a time, to the end of the line that begins last in the block.
      std::size_t scanned = need > 0 ? need - 1 : 0;
      const char* end = nullptr;
      while (!(end = static_cast<const char*>(std::memchr(bytes.data() + scanned, '\n', got - scanned))) &&
             got < want) {
        scanned = got;
        const ssize_t n =
            pread(in, bytes.data() + got, std::min<std::size_t>(4096, want - got), from + static_cast<off_t>(got));
        if (n <= 0) break;
        got += static_cast<std::size_t>(n);
      }
      const std::size_t stop = end ? static_cast<std::size_t>(end - bytes.data()) + 1 : got;
      if (begin >= stop) continue;
      std::uint64_t count = 0;
      for (std::size_t i = begin; i < stop;) {
        const char* lf = static_cast<const char*>(std::memchr(bytes.data() + i, '\n', stop - i));
        const std::size_t line_end = lf ? static_cast<std::size_t>(lf - bytes.data()) : stop;
        simdjson::dom::element document;
        if (parser.parse(bytes.data() + i, line_end - i, false).get(document)) die("not JSON");
        ++count;
        i = line_end + 1;
      }
      lines += count;
      for (std::size_t i = begin; i < stop;) {
        const ssize_t n = pwrite(out, bytes.data() + i, stop - i, from + static_cast<off_t>(i));
        if (n <= 0) die("pwrite");
        i += static_cast<std::size_t>(n);
      }
    }
  };
  std::vector<std::thread> others;
  for (int i = 1; i < threads; ++i) others.emplace_back(work);
  work();
  for (std::thread& thread : others) thread.join();
  if (close(out) != 0) die("close");
  std::fprintf(stderr, "%llu lines\n", static_cast<unsigned long long>(lines.load()));
}
