// The parts of dedup_minhash by themselves, on an English text of about 2 KB and a Chinese one.
#include "dedup/minhash.h"

#include <benchmark/benchmark.h>

#include <algorithm>

#include "bench_corpus.h"
#include "dedup/shingles.h"
#include "text/simplify.h"

using namespace dsprep;

namespace {

const std::string& text_of(int language) {
  static const std::string english = bench::make_text(1, {.chinese = 0}), chinese = bench::make_text(1, {.chinese = 1});
  return language == 0 ? english : chinese;
}

void simplify(benchmark::State& state) {
  const std::string& text = text_of(static_cast<int>(state.range(0)));
  std::string out;
  for (auto _ : state) text::simplify(text, out), benchmark::DoNotOptimize(out.data());
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size() * state.iterations()));
}
BENCHMARK(simplify)->ArgName("0:en 1:zh")->Arg(0)->Arg(1);

// From the text to the signature.
template <class MinHash, class Word>
void sign(benchmark::State& state, dedup::ShingleHash hash, std::size_t permutations) {
  const std::string& text = text_of(static_cast<int>(state.range(0)));
  const MinHash minhash(permutations);
  dedup::Shingler shingler({}, WordModel::uax29, hash);
  std::string simple;
  std::vector<std::uint64_t> shingles;
  std::vector<Word> signature(permutations);
  for (auto _ : state) {
    text::simplify(text, simple);
    shingler.run(simple, true, shingles);
    minhash.sign(shingles, signature);
    benchmark::DoNotOptimize(signature.data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size() * state.iterations()));
}
void signature(benchmark::State& state) {
  sign<dedup::MinHash32, std::uint32_t>(state, dedup::ShingleHash::native, 112);
}
void signature_fineweb(benchmark::State& state) {
  sign<dedup::MinHash61, std::uint64_t>(state, dedup::ShingleHash::sha1, 112);
}
void signature_fineweb2(benchmark::State& state) {
  sign<dedup::MinHash61, std::uint64_t>(state, dedup::ShingleHash::xxhash64, 112);
}
BENCHMARK(signature)->ArgName("0:en 1:zh")->Arg(0)->Arg(1);
BENCHMARK(signature_fineweb)->ArgName("0:en 1:zh")->Arg(0)->Arg(1);
BENCHMARK(signature_fineweb2)->ArgName("0:en 1:zh")->Arg(0)->Arg(1);

}  // namespace
