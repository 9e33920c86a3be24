#include "sample_run.h"

#include <cmath>
#include <limits>

namespace dsprep::test {
namespace {

constexpr RuleInfo quality_rules[] = {
    {"min_words", Judge::Limit::Compare::at_least, "min_words", "words"},
    {"max_words", Judge::Limit::Compare::at_most, "max_words", "words"},
    {"max_symbol_ratio", Judge::Limit::Compare::at_most, "max_symbol_ratio", "symbols a word"},
    {"min_stop_words", Judge::Limit::Compare::at_least, "min_stop_words", "words"},
};

const OpSpec whitespace{.name = "whitespace", .family = Family::normalize};
const OpSpec quality{.name = "gopher_quality", .family = Family::clean, .rules = quality_rules};
const OpSpec dedup{.name = "dedup_minhash", .family = Family::clean};
const OpSpec profile{.name = "profile", .family = Family::report};

pipeline::Step step(const OpSpec& spec, const char* name) {
  pipeline::Step made;
  made.spec = &spec;
  made.name = name;
  made.limits.resize(spec.rules.size());
  return made;
}

Finding lengths() {
  Finding f{.id = "text_length",
            .title = "Length of the text",
            .note = "Code points of /text, in buckets that grow by a quarter."};
  f.chart = Finding::Chart::histogram;
  f.columns = {"characters, up to", "records", "share"};
  double edge = 8, total = 0;
  std::vector<std::pair<double, double>> rows;
  for (int i = 0; i < 44; ++i, edge *= 1.25) {
    const double z = (i - 24) / 6.5;
    rows.emplace_back(std::floor(edge), std::floor(61'000 * std::exp(-z * z / 2) * (i % 7 == 3 ? 1.12 : 1)));
    total += rows.back().second;
  }
  for (const auto& [upper, n] : rows)
    f.rows.push_back({static_cast<std::int64_t>(upper), static_cast<std::int64_t>(n), n / total});
  return f;
}

Finding languages() {
  Finding f{.id = "language", .title = "Languages", .note = "By /meta/lang. Labels are the dataset's own."};
  f.chart = Finding::Chart::bars;
  f.columns = {"language", "records"};
  const std::pair<const char*, std::int64_t> rows[] = {
      {"English", 512'381}, {"中文（简体）", 198'442}, {"日本語", 91'006}, {"العربية", 66'120}, {"עברית", 31'877},
      {"हिन्दी", 20'119},    {"한국어", 18'002},        {"Deutsch", 9'410}, {"ไทย", 1'207},      {"unknown 🤷", 311}};
  for (const auto& [name, n] : rows) f.rows.push_back({name, n});
  return f;
}

Finding domains() {
  Finding f{.id = "domains", .title = "Hosts", .note = ""};
  f.chart = Finding::Chart::bars;
  f.columns = {"host", "records", "share"};
  for (int i = 0; i < 320; ++i)
    f.rows.push_back({i == 2 ? std::string("<script>alert('x')</script>.example&\"q\"")
                             : "host-" + std::to_string(i) + ".example.org",
                      static_cast<std::int64_t>(90'000 / (i + 2)), 0.045 / (i + 2)});
  return f;
}

Finding growth() {
  Finding f{.id = "vocabulary", .title = "Vocabulary growth", .note = "Distinct words after so many words (Heaps)."};
  f.chart = Finding::Chart::line;
  f.columns = {"words read", "distinct words"};
  for (int i = 1; i <= 24; ++i) f.rows.push_back({i * 25e6, std::floor(44 * std::pow(i * 25e6, 0.52))});
  return f;
}

Finding drift() {
  Finding f{
      .id = "drift", .title = "Change against yesterday", .note = "Percentage points; negative: fewer than before."};
  f.chart = Finding::Chart::bars;
  f.columns = {"language", "value"};
  f.rows = {
      {"en", 1.25}, {"zh", -0.75}, {"ja", -0.2}, {"ar", 0.05}, {"unknown", std::numeric_limits<double>::quiet_NaN()}};
  return f;
}

Finding samples() {
  Finding f{.id = "samples", .title = "A look at the data"};
  f.columns = {"record", "language", "score", "text"};
  f.rows = {{"8f1c…#1", "ar", 0.91, "السلام عليكم ورحمة الله (hello) 123"},
            {"02ab…", "zh", 0.5, "敏捷的棕色狐狸跳过了懒狗。" + std::string(500, 'x')},
            {"77de…", "en", -1e-7, std::string("tab\tand bell \a and \xff and <b>bold</b>\nsecond line")},
            {"9c04…", "he", 12345.678, "שלום עולם 🌍"}};
  return f;
}

}  // namespace

SampleRun sample_run() {
  SampleRun run;
  pipeline::Pipeline& pipeline = run.pipeline;
  pipeline.steps.push_back(step(whitespace, "whitespace"));
  pipeline.steps.push_back(step(quality, "gopher_quality"));
  pipeline.steps.push_back(step(dedup, "near_duplicates"));
  pipeline.steps.push_back(step(profile, "profile"));
  pipeline.steps[1].counters = {"lines_removed"};
  for (std::size_t i = 0; i < 3; ++i) pipeline.steps[1].limits[i] = {quality_rules[i].compare, 50};
  pipeline.sources = {SourceInfo{.name = "web"}};
  pipeline.parts = {"", "train", "test"};
  pipeline.spec.seed = 7;
  pipeline.resources = {{"lists/stop.txt", "0123456789abcdef0123456789abcdef", 321}};

  pipeline::Books& books = run.result.books;
  books = {.read = 1'234'567,
           .kept = 948'875,
           .dropped = 283'992,
           .malformed = 1'700,
           .written = 961'229,
           .copies = 0,
           .added = 12'354,
           .derived_dropped = 12,
           .blank_lines = 44,
           .skipped = 0,
           .damaged_shards = 1,
           .bytes_in = 4'512'345'678,
           .bytes_out = 3'203'000'111,
           .written_by_part = {0, 900'000, 61'229}};
  books.malformed_reasons = {{"invalid UTF-8", 1'201}, {"not a JSON object", 480}, {"/text: missing", 19}};
  books.steps = {{.in = 1'232'886, .changed = 301'204, .malformed = 19},
                 {.in = 1'232'867,
                  .changed = 512,
                  .dropped = 209'990,
                  .failed_rules = {150'400, 2'111, 91'020, 0},
                  .counters = {88'123}},
                 {.in = 1'022'877, .dropped = 74'002, .added = 12'366},
                 {.in = 961'241}};

  run.result.inputs = {
      {"web/part-00000.jsonl.zst", 812'345'678, 617'000, "11111111111111111111111111111111", "", false},
      {"web/データ-00001.jsonl.zst", 799'999'999, 617'567, "22222222222222222222222222222222", "", true,
       "zstd: invalid checksum (frame at byte 0)"}};
  run.result.outputs = {
      {"data/train-00000-of-00002.jsonl.zst", 612'345'678, 900'000, "33333333333333333333333333333333", "train",
       pipeline::OutputFile::Kind::data},
      {"data/test-00000-of-00002.jsonl.zst", 61'000'000, 61'229, "44444444444444444444444444444444", "test",
       pipeline::OutputFile::Kind::data},
      {"dropped/gopher_quality/part-00000.jsonl.zst", 80'000'000, 209'990, "55555555555555555555555555555555", "",
       pipeline::OutputFile::Kind::dropped},
      {"malformed/part-00000.jsonl", 1'000'000, 1'700, "66666666666666666666666666666666", "",
       pipeline::OutputFile::Kind::malformed},
      {"vocabulary.txt", 12'345, 0, "77777777777777777777777777777777", "", pipeline::OutputFile::Kind::artifact}};
  run.result.parent_manifests = {"88888888888888888888888888888888"};
  run.result.passes = 2;
  run.result.seconds = 12.5;

  Findings findings;
  findings.title = "Web corpus, cleaned & counted";
  findings.metrics = {{"records", 961'241},
                      {"words", 512'004'881},
                      {"words per record (median)", 311},
                      {"languages", 10},
                      {"duplicate share", 0.07234567},
                      {"characters per word", 5.83391},
                      {"bytes per character", 1.4402},
                      {"empty texts", 0}};
  findings.sections = {lengths(), languages(), drift(), growth(), domains(), samples()};
  run.result.findings.push_back({"profile", std::move(findings)});
  return run;
}

}  // namespace dsprep::test
