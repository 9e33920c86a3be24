// Functions on the hot path, one core, in memory: bytes per second of text or JSON.
#include <benchmark/benchmark.h>

#include "base/hash.h"
#include "bench_corpus.h"
#include "json/escape.h"
#include "json/record_reader.h"
#include "json/record_writer.h"
#include "text/normalize.h"
#include "text/segment.h"
#include "text/utf8.h"

using namespace dsprep;

namespace {

const std::vector<std::string>& lines() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> out;
    bench::make_lines(8'000'000, {}, [&](const std::string& line) { out.push_back(line + std::string(64, ' ')); });
    return out;
  }();
  return all;
}
const std::string& english() {
  static const std::string text = [] {
    std::string out;
    for (std::uint64_t n = 0; out.size() < 1'000'000; ++n) out += bench::make_text(n, {0, 0, 1}) + "\n";
    return out;
  }();
  return text;
}
const std::string& chinese() {
  static const std::string text = [] {
    std::string out;
    for (std::uint64_t n = 0; out.size() < 1'000'000; ++n) out += bench::make_text(n, {1, 0, 1}) + "\n";
    return out;
  }();
  return text;
}
const std::string& text_of(int kind) { return kind == 0 ? english() : chinese(); }

void read_records(benchmark::State& state) {
  std::vector<json::FieldBinding> bindings;
  if (state.range(0) > 0) bindings.push_back({"/text", false});
  const json::FieldPlan plan = json::FieldPlan::make(bindings).value();
  json::RecordReader reader;
  RecordState record;
  std::size_t bytes = 0;
  for (auto _ : state) {
    for (const std::string& line : lines()) {
      const std::string_view json(line.data(), line.size() - 65);
      if (reader.read(json, plan, record)) std::abort();
      if (state.range(0) > 1) benchmark::DoNotOptimize(Record(record).text(Field{0}));
      bytes += json.size();
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
BENCHMARK(read_records)->ArgName("0:check 1:find 2:decode")->Arg(0)->Arg(1)->Arg(2);

void escape_text(benchmark::State& state) {
  std::string out;
  const std::string& text = text_of(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    out.clear();
    json::append_escaped(out, text);
    benchmark::DoNotOptimize(out.data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size() * state.iterations()));
}
BENCHMARK(escape_text)->ArgName("0:en 1:zh")->Arg(0)->Arg(1);

template <void (*split)(std::string_view, std::vector<TextSpan>&)>
void split_text(benchmark::State& state) {
  std::vector<TextSpan> spans;
  const std::string& text = text_of(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    split(text, spans);
    benchmark::DoNotOptimize(spans.data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size() * state.iterations()));
}
BENCHMARK(split_text<text::split_whitespace>)->Name("words_whitespace")->ArgName("0:en 1:zh")->Arg(0)->Arg(1);
BENCHMARK(split_text<text::split_words_uax29>)->Name("words_uax29")->ArgName("0:en 1:zh")->Arg(0)->Arg(1);
BENCHMARK(split_text<text::split_words_unicode>)->Name("words_unicode")->ArgName("0:en 1:zh")->Arg(0)->Arg(1);
BENCHMARK(split_text<text::split_sentences>)->Name("sentences")->ArgName("0:en 1:zh")->Arg(0)->Arg(1);

void count_chars(benchmark::State& state) {
  const std::string& text = text_of(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(text::count_chars(text));
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size() * state.iterations()));
}
BENCHMARK(count_chars)->ArgName("0:en 1:zh")->Arg(0)->Arg(1);

void char_classes(benchmark::State& state) {
  const std::string& text = text_of(static_cast<int>(state.range(0)));
  TextView view;
  for (auto _ : state) {
    view.reset(text);
    CharCounts counts = view.counts();
    benchmark::DoNotOptimize(counts);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size() * state.iterations()));
}
BENCHMARK(char_classes)->ArgName("0:en 1:zh")->Arg(0)->Arg(1);

void is_nfc(benchmark::State& state) {
  const std::string& text = text_of(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(text::is_normalized(text, text::Form::nfc));
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size() * state.iterations()));
}
BENCHMARK(is_nfc)->ArgName("0:en 1:zh")->Arg(0)->Arg(1);

void xxh3_128(benchmark::State& state) {
  const std::string& text = english();
  for (auto _ : state) benchmark::DoNotOptimize(base::hash128(text));
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size() * state.iterations()));
}
BENCHMARK(xxh3_128);

}  // namespace

BENCHMARK_MAIN();
