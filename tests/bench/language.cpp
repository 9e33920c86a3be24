// CLD2's answer by its own function and by models/cld2_detect.h, on English and Chinese texts of about 2 KB.
#include <benchmark/benchmark.h>

#include <vector>

#include "bench_corpus.h"
#include "port/allocator.h"
#include "support/cld2_public.h"

using namespace dsprep;

namespace {

const std::vector<std::string>& texts_of(bool chinese) {
  static const auto some = [](double share) {
    std::vector<std::string> texts;
    for (std::uint64_t n = 0; n < 500; ++n) texts.push_back(bench::make_text(n, {.chinese = share, .duplicates = 0}));
    return texts;
  };
  static const std::vector<std::string> english = some(0), all_chinese = some(1);
  return chinese ? all_chinese : english;
}

template <class Detect>
void detect_all(benchmark::State& state, Detect detect) {
  port::keep_freed_memory();
  std::size_t bytes = 0;
  for (auto _ : state) {
    for (const std::string& text : texts_of(state.range(0) != 0)) {
      benchmark::DoNotOptimize(detect(text));
      bytes += text.size();
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

void language_by_cld2(benchmark::State& state) { detect_all(state, test::cld2_public); }
void language_by_dsprep(benchmark::State& state) {
  models::Cld2Detect detect(test::tables_of_cld2_public());
  detect_all(state, [&](const std::string& text) { return detect(text); });
}
BENCHMARK(language_by_cld2)->ArgName("0:en 1:zh")->Arg(0)->Arg(1);
BENCHMARK(language_by_dsprep)->ArgName("0:en 1:zh")->Arg(0)->Arg(1);

}  // namespace
