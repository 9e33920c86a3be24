// Reads JSON Lines with a "text", writes a line each: the words of the MinHash signature of a variant, separated by
// spaces, or an empty line where there are no shingles. What tests/parity/minhash.py compares with the original.
//
//   minhash_signatures fineweb|fineweb2 < TEXTS > SIGNATURES
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "dedup/minhash.h"
#include "dedup/shingles.h"
#include "dsprep/value.h"
#include "text/simplify.h"

using namespace dsprep;

int main(int argc, char** argv) {
  if (argc != 2) return std::fprintf(stderr, "usage: minhash_signatures fineweb|fineweb2\n"), 2;
  const auto hash = std::string_view(argv[1]) == "fineweb" ? dedup::ShingleHash::sha1 : dedup::ShingleHash::xxhash64;
  dedup::Shingler shingler(dedup::ShingleKind{}, WordModel::whitespace, hash);
  const dedup::MinHash61 minhash(112);
  std::vector<std::uint64_t> shingles, signature(minhash.size());
  std::string simple;
  for (std::string line; std::getline(std::cin, line);) {
    text::simplify(*Value(line)["text"].text(), simple);
    shingler.run(simple, true, shingles);
    if (!shingles.empty()) {
      minhash.sign(shingles, signature);
      for (std::size_t i = 0; i < signature.size(); ++i)
        std::printf("%s%llu", i ? " " : "", static_cast<unsigned long long>(signature[i]));
    }
    std::printf("\n");
  }
}
