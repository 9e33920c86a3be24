// A fuzz target as an ordinary test: every seed, then 3,000 mutations of them, the same on every machine. It finds what
// broke since a fuzzer last looked; libFuzzer (-DDSPREP_FUZZ=ON) finds what is new.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/rng.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void run(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

// A few of: a byte changed, a stretch cut, a stretch said twice, a piece of another seed put in.
std::string mutated(std::string bytes, const std::vector<std::string>& seeds, dsprep::base::Rng& rng) {
  for (std::uint64_t n = 1 + rng.below(4); n > 0; --n) {
    const std::size_t at = rng.below(bytes.size() + 1),
                      length = rng.below(std::min<std::size_t>(bytes.size() - at, 64) + 1);
    switch (rng.below(4)) {
      case 0:
        if (at < bytes.size()) bytes[at] = static_cast<char>(rng.below(256));
        break;
      case 1: bytes.erase(at, length); break;
      case 2: bytes.insert(at, bytes.substr(at, length)); break;
      default: {
        const std::string& other = seeds[rng.below(seeds.size())];
        const std::size_t from = rng.below(other.size() + 1);
        bytes.insert(at, other.substr(from, rng.below(64)));
      }
    }
  }
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::filesystem::path> paths;
  for (int i = 1; i < argc; ++i)
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> seeds = {""};
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  if (paths.empty()) {
    std::fprintf(stderr, "no seeds: name their folder\n");
    return 1;
  }
  for (const std::string& seed : seeds) run(seed);
  dsprep::base::Rng rng(1);
  for (int i = 0; i < 3000; ++i) run(mutated(seeds[rng.below(seeds.size())], seeds, rng));
  std::printf("%zu seeds, 3000 mutations\n", seeds.size());
}
