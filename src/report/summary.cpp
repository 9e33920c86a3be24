// The summary is read in a terminal, often in a log: plain text, numbers in columns, names last or of plain letters, so
// that it stays aligned whatever script a reason or a path is written in.
#include "report/summary.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "base/human.h"
#include "dsprep/value.h"
#include "io/text_facts.h"
#include "pipeline/books.h"
#include "report/ledger.h"
#include "report/metrics_card.h"
#include "report/numbers.h"
#include "report/text_table.h"
#include "report/utf8.h"
#include "report/warnings.h"

namespace dsprep::report {
namespace {

constexpr std::size_t most_rules = 5;  // of a step
constexpr std::size_t most_reasons = 5;
constexpr std::size_t most_metrics = 12;  // of a report step

std::string counted(std::uint64_t n, std::string_view one, std::string_view many) {
  return base::format_count(n) + " " + std::string(n == 1 ? one : many);
}

// Decimal megabytes of the input, uncompressed, a second of the clock.
std::string rate(const pipeline::RunResult& result) {
  if (result.books.bytes_in == 0 || result.seconds <= 0) return "";
  const double megabytes = static_cast<double>(result.books.bytes_in) / 1e6 / result.seconds;
  return ", " + base::format_fixed(megabytes, megabytes < 10 ? 1 : 0) + " MB/s";
}

std::string with_share(std::uint64_t n, std::uint64_t whole) {
  const std::string share = plain_percent(n, whole);
  return base::format_count(n) + (share.empty() ? "" : " (" + share + ")");
}

// The rules of a step that dropped the most, most first: ": min_words 150,400, max_words 2,111".
std::string top_rules(const pipeline::Step& step, const pipeline::StepBooks& books) {
  std::vector<Tally> rules = rule_tallies(step, books);
  rules.erase(std::remove_if(rules.begin(), rules.end(), [](const Tally& rule) { return rule.count == 0; }),
              rules.end());
  std::stable_sort(rules.begin(), rules.end(), [](const Tally& a, const Tally& b) { return a.count > b.count; });
  std::string out;
  for (std::size_t i = 0; i < std::min(rules.size(), most_rules); ++i)
    out += (i == 0 ? ": " : ", ") + std::string(rules[i].name) + " " + base::format_count(rules[i].count);
  if (rules.size() > most_rules) out += ", … and " + counted(rules.size() - most_rules, "more rule", "more rules");
  return out;
}

// Counts with what they count, in the order given: numbers in a column, words of any script behind them.
std::string counted_lines(const std::vector<std::pair<std::uint64_t, std::string>>& lines) {
  std::size_t width = 0;
  for (const auto& [count, what] : lines) width = std::max(width, base::format_count(count).size());
  std::string out;
  for (const auto& [count, what] : lines)
    out += "    " + padded_left(base::format_count(count), width) + "  " + what + "\n";
  return out;
}

// By which steps, in their order, and there by which rules.
std::string by_step(const pipeline::Pipeline& pipeline, const pipeline::Books& books,
                    std::uint64_t pipeline::StepBooks::*count) {
  std::vector<std::pair<std::uint64_t, std::string>> lines;
  for (std::size_t i = 0; i < pipeline.steps.size(); ++i) {
    const pipeline::StepBooks& step = books_of_step(books, i);
    if (step.*count > 0) lines.emplace_back(step.*count, pipeline.steps[i].name + top_rules(pipeline.steps[i], step));
  }
  return counted_lines(lines);
}

std::string by_reason(const pipeline::Books& books) {
  std::vector<std::pair<std::uint64_t, std::string>> lines;
  for (const auto& [reason, count] : books.malformed_reasons) lines.emplace_back(count, valid_utf8(reason));
  std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  const std::size_t more = lines.size() - std::min(lines.size(), most_reasons);
  lines.resize(lines.size() - more);
  std::string out = counted_lines(lines);
  if (more > 0) out += "    … and " + counted(more, "more reason", "more reasons") + "\n";
  return out;
}

// What is no record, as formats say: "passed over 93: request 88, image/png 5".
std::string passed_over(const pipeline::Books& books) {
  constexpr std::size_t most = 8;
  std::vector<std::pair<std::uint64_t, std::string>> kinds;
  std::uint64_t sum = 0;
  for (const auto& [what, count] : books.passed_over) {
    kinds.emplace_back(count, valid_utf8(what));
    sum += count;
  }
  if (kinds.empty()) return "";
  std::stable_sort(kinds.begin(), kinds.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string out = "  passed over " + base::format_count(sum);
  for (std::size_t i = 0; i < std::min(kinds.size(), most); ++i)
    out += (i == 0 ? ": " : ", ") + kinds[i].second + " " + base::format_count(kinds[i].first);
  if (kinds.size() > most) out += ", and " + counted(kinds.size() - most, "more kind", "more kinds");
  return out + "\n";
}

// What a person asks first: how much was there, what became of it, and why.
std::string totals(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result) {
  const pipeline::Books& books = result.books;
  std::string out = "read " + counted(books.read, "record", "records") + " (" + base::format_size(books.bytes_in) +
                    ") from " + counted(result.files_read(), "file", "files") + " in " +
                    base::format_duration(result.seconds) + rate(result);
  if (result.passes > 1) out += ", " + counted(result.passes, "pass", "passes");
  out += "\n  kept " + with_share(books.kept, books.read) + "\n";
  out += "  dropped " + with_share(books.dropped, books.read) + "\n";
  out += by_step(pipeline, books, &pipeline::StepBooks::dropped);
  if (const std::string would = by_step(pipeline, books, &pipeline::StepBooks::would_drop); !would.empty())
    out += "  would be dropped without --audit\n" + would;
  out += "  malformed " + with_share(books.malformed, books.read) + "\n" + by_reason(books);
  if (books.added + books.derived_dropped > 0) out += "  added " + base::format_count(books.added) + "\n";
  if (books.copies > 0) out += "  copies " + base::format_count(books.copies) + "\n";
  if (books.skipped > 0) out += "  skipped " + base::format_count(books.skipped) + "\n";
  if (books.undecodable > 0)
    out += "  undecodable " + counted(books.undecodable, "place", "places") + ", each now U+FFFD\n";
  out += passed_over(books);
  return out;
}

// What the steps did beside dropping, with those columns that hold something, and what they counted.
std::string steps(const pipeline::Pipeline& pipeline, const pipeline::Books& books) {
  struct Column {
    const char* title;
    std::uint64_t pipeline::StepBooks::*count;
    bool used;
  };
  Column kinds[] = {{"changed", &pipeline::StepBooks::changed, false}, {"added", &pipeline::StepBooks::added, false}};
  bool any = false;
  for (const pipeline::StepBooks& step : books.steps)
    for (Column& kind : kinds) any |= kind.used |= step.*kind.count > 0;
  TextTable columns;
  std::vector<std::string> head{"step", "in"};
  for (const Column& kind : kinds)
    if (kind.used) head.emplace_back(kind.title);
  columns.add(head);
  std::string counts_of_steps;
  for (std::size_t i = 0; i < pipeline.steps.size(); ++i) {
    const pipeline::StepBooks& counts = books_of_step(books, i);
    std::vector<std::string> row{pipeline.steps[i].name, base::format_count(counts.in)};
    for (const Column& kind : kinds)
      if (kind.used) row.push_back(counts.*kind.count > 0 ? base::format_count(counts.*kind.count) : std::string());
    columns.add(std::move(row));
    std::string counters;
    for (const Tally& counter : counter_tallies(pipeline.steps[i], counts))
      if (counter.count > 0)
        counters += (counters.empty() ? "" : ", ") + valid_utf8(counter.name) + " " + base::format_count(counter.count);
    if (!counters.empty()) counts_of_steps += "  " + pipeline.steps[i].name + ": " + counters + "\n";
  }
  return (any ? columns.text("  ") : "") + counts_of_steps;
}

std::string metrics(const pipeline::RunResult& result) {
  std::string out;
  for (const pipeline::StepFindings& report : result.findings) {
    const std::vector<Metric>& all = report.findings.metrics;
    if (all.empty()) continue;
    out += report.step + "\n";
    TextTable columns;
    for (std::size_t i = 0; i < std::min(all.size(), most_metrics); ++i)
      columns.add({valid_utf8(all[i].name), plain_metric(all[i])});
    out += columns.text("  ");
    if (all.size() > most_metrics)
      out += "  … and " + counted(all.size() - most_metrics, "more metric", "more metrics") + "\n";
  }
  return out;
}

std::string damage(const pipeline::RunResult& result) {
  std::string out;
  for (const pipeline::InputFile& file : result.inputs)
    if (file.damaged)
      out += "damaged: " + (file.files > 1 ? "" : valid_utf8(file.name) + " could not be read to its end: ") +
             file.damage + "\n";
  return out;
}

// Files in another encoding than UTF-8, and what was lost in them.
std::string encodings(const pipeline::RunResult& result) {
  constexpr std::size_t most_named = 3;
  std::string out;
  std::size_t found = 0;
  std::uint64_t undecodable = 0;
  for (const pipeline::InputFile& file : result.inputs) {
    if (file.text.encoding.empty()) continue;
    undecodable += file.text.undecodable;
    if (++found > most_named) continue;
    out += "encoding: " + valid_utf8(file.name) + " was read as " + file.text.encoding;
    if (file.text.told == "bytes")
      out += ", which its bytes look like (confidence " + base::format_number(file.text.confidence) + ")";
    if (file.text.undecodable > 0)
      out += "; " + counted(file.text.undecodable, "sequence of bytes is", "sequences of bytes are") +
             " no text in it and became U+FFFD";
    out += "\n";
  }
  if (found > most_named)
    out += "encoding: and so on for " + counted(found - most_named, "more file", "more files") +
           " (\"encoding\" in manifest.json); U+FFFD in all: " + base::format_count(undecodable) + "\n";
  return out;
}

// What formats found out by themselves, so that a wrong guess is seen: of the first files it is told by name.
std::string guesses(const pipeline::RunResult& result) {
  constexpr std::size_t most_named = 3;
  std::string out;
  std::size_t found = 0;
  for (const pipeline::InputFile& file : result.inputs) {
    if (file.guessed.empty()) continue;
    if (++found <= most_named) out += "guessed: " + valid_utf8(file.name) + " has " + file.guessed + "\n";
  }
  if (found > most_named)
    out += "guessed: and so on for " + counted(found - most_named, "more file", "more files") +
           " (\"guessed\" in manifest.json)\n";
  return out;
}

// "train 900,000, test 61,229", where there is more than one part.
std::string parts(const pipeline::Pipeline& pipeline, const pipeline::Books& books) {
  if (pipeline.parts.size() < 2) return "";
  std::string out;
  for (std::size_t i = 0; i < std::min(pipeline.parts.size(), books.written_by_part.size()); ++i) {
    if (i == 0 && books.written_by_part[0] == 0) continue;
    out += (out.empty() ? "" : ", ") + (i == 0 ? "without a part" : valid_utf8(pipeline.parts[i])) + " " +
           base::format_count(books.written_by_part[i]);
  }
  return out;
}

std::string destination(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result,
                        const std::string& output) {
  std::uint64_t data = 0, dropped = 0, malformed = 0;
  for (const pipeline::OutputFile& file : result.outputs) {
    data += file.kind == pipeline::OutputFile::Kind::data;
    dropped += file.kind == pipeline::OutputFile::Kind::dropped && !file.apart;
    malformed += file.kind == pipeline::OutputFile::Kind::malformed && !file.apart;
  }
  const pipeline::Books& books = result.books;
  const bool stream = output.empty() || output == "-";
  if (data == 0) return "";  // a report: no records went anywhere
  std::string out = "wrote " + counted(books.written, "record", "records") + " (" + base::format_size(books.bytes_out) +
                    ") to " + (stream ? std::string("standard output") : valid_utf8(output));
  if (data > 1) out += ", " + counted(data, "file", "files");
  if (const std::string of_parts = parts(pipeline, books); !of_parts.empty()) out += ": " + of_parts;
  if (dropped > 0) out += "; dropped records in dropped/";
  if (malformed > 0) out += std::string(dropped > 0 ? "," : ";") + " malformed lines in malformed/";
  return out + "\n";
}

}  // namespace

std::string summary(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result, const std::string& output) {
  return totals(pipeline, result) + damage(result) + encodings(result) + guesses(result) +
         destination(pipeline, result, output) + steps(pipeline, result.books) + metrics(result);
}

std::string summary_members(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result,
                            const std::string& output) {
  const pipeline::Books& books = result.books;
  ValueBuilder json;
  json.begin_object()
      .member("event", "summary")
      .member("output", output.empty() ? std::string("-") : valid_utf8(output));
  json.member("read", books.read).member("kept", books.kept).member("dropped", books.dropped);
  json.member("malformed", books.malformed).member("written", books.written).member("copies", books.copies);
  json.member("added", books.added).member("skipped", books.skipped).member("bytes_in", books.bytes_in);
  json.member("bytes_out", books.bytes_out).member("files", result.files_read());
  json.member("passes", result.passes).member("seconds", result.seconds);
  json.key("malformed_reasons");
  append_malformed_reasons(json, books);
  append_passed_over(json, books);
  json.key("parts").begin_object();
  for (std::size_t i = 1; i < std::min(pipeline.parts.size(), books.written_by_part.size()); ++i)
    json.member(valid_utf8(pipeline.parts[i]), books.written_by_part[i]);
  json.end_object().key("steps");
  append_steps(json, pipeline, books);
  json.key("damaged").begin_array();
  for (const pipeline::InputFile& file : result.inputs)
    if (file.damaged) json.text(valid_utf8(file.files > 1 ? file.damage : file.name));
  json.end_array().key("metrics").begin_object();
  for (const pipeline::StepFindings& report : result.findings) {
    append_metrics(json.key(report.step), report.findings.metrics);
  }
  json.end_object();
  append_warnings(json.key("warnings"), warnings(pipeline, result));
  json.end_object();
  const std::string object = json.take();
  return object.substr(1, object.size() - 2);
}

}  // namespace dsprep::report
