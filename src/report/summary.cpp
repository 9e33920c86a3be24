// The summary is read in a terminal, often in a log: plain text, numbers in columns, names last or of plain letters, so that
// it stays aligned whatever script a reason or a path is written in.
#include "report/summary.h"

#include <algorithm>

#include "base/human.h"
#include "report/ledger.h"
#include "report/utf8.h"
#include "text/utf8.h"

namespace dsprep::report {
namespace {

constexpr std::size_t most_rules = 5;     // of a step
constexpr std::size_t most_reasons = 5;
constexpr std::size_t most_metrics = 12;  // of a report step

// Code points: exact for the numbers and ASCII names that stand in columns.
std::size_t width_of(std::string_view text) { return static_cast<std::size_t>(text::count_chars(text)); }

std::string padding(std::string_view text, std::size_t width) { return std::string(width - std::min(width_of(text), width), ' '); }
std::string padded_left(const std::string& text, std::size_t width) { return padding(text, width) + text; }
std::string padded_right(const std::string& text, std::size_t width) { return text + padding(text, width); }

std::string counted(std::uint64_t n, std::string_view one, std::string_view many) {
  return base::format_count(n) + " " + std::string(n == 1 ? one : many);
}

// "16.2 %"; a share that is there but rounds to nothing is "<0.1 %".
std::string percent(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "";
  const double share = 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  if (part > 0 && share < 0.1) return "<0.1 %";
  if (part < whole && share > 99.9) return ">99.9 %";
  return base::format_fixed(share, 1) + " %";
}

// Rows of cells: the first column to the left, the others to the right, trailing white space cut off.
class Columns {
 public:
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }

  std::string text(std::string_view indent) const {
    std::vector<std::size_t> widths;
    for (const auto& row : rows_) {
      widths.resize(std::max(widths.size(), row.size()));
      for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
    }
    std::string out;
    for (const auto& row : rows_) {
      std::string line(indent);
      for (std::size_t i = 0; i < row.size(); ++i)
        line += i == 0 ? padded_right(row[i], widths[i]) : "  " + padded_left(row[i], widths[i]);
      line.erase(line.find_last_not_of(' ') + 1);
      out += line + "\n";
    }
    return out;
  }

 private:
  std::vector<std::vector<std::string>> rows_;
};

std::string totals(const pipeline::RunResult& result) {
  const pipeline::Books& books = result.books;
  std::string out = "read " + counted(books.read, "record", "records") + " from " +
                    counted(result.inputs.size(), "file", "files") + " (" + base::format_size(books.bytes_in) + ")";
  if (result.passes > 1) out += " in " + counted(result.passes, "pass", "passes");
  out += "\n";
  Columns columns;
  columns.add({"kept", base::format_count(books.kept), percent(books.kept, books.read)});
  columns.add({"dropped", base::format_count(books.dropped), percent(books.dropped, books.read)});
  columns.add({"malformed", base::format_count(books.malformed), percent(books.malformed, books.read)});
  if (books.added + books.derived_dropped > 0) columns.add({"added", base::format_count(books.added), ""});
  if (books.copies > 0) columns.add({"copies", base::format_count(books.copies), ""});
  if (books.skipped > 0) columns.add({"skipped", base::format_count(books.skipped), ""});
  return out + columns.text("  ");
}

// The rules of a step that dropped the most, most first.
std::vector<Tally> top_rules(const pipeline::Step& step, const pipeline::StepBooks& books) {
  std::vector<Tally> rules = rule_tallies(step, books);
  rules.erase(std::remove_if(rules.begin(), rules.end(), [](const Tally& rule) { return rule.count == 0; }), rules.end());
  std::stable_sort(rules.begin(), rules.end(), [](const Tally& a, const Tally& b) { return a.count > b.count; });
  return rules;
}

// A table of the steps, with those columns that hold something.
std::string steps(const pipeline::Pipeline& pipeline, const pipeline::Books& books) {
  struct Column { const char* title; std::uint64_t pipeline::StepBooks::*count; bool used; };
  Column kinds[] = {{"changed", &pipeline::StepBooks::changed, false},
                    {"dropped", &pipeline::StepBooks::dropped, false},
                    {"would drop", &pipeline::StepBooks::would_drop, false},
                    {"malformed", &pipeline::StepBooks::malformed, false},
                    {"added", &pipeline::StepBooks::added, false}};
  bool any = false;
  for (const pipeline::StepBooks& step : books.steps)
    for (Column& kind : kinds) any |= kind.used |= step.*kind.count > 0;
  if (!any) return "";

  const auto count_or_blank = [](std::uint64_t n) { return n > 0 ? base::format_count(n) : std::string(); };
  const bool drops = kinds[1].used, audit = kinds[2].used;
  Columns columns;
  std::vector<std::string> head{"step", "in"};
  for (const Column& kind : kinds)
    if (kind.used) head.emplace_back(kind.title);
  if (drops) head.emplace_back("drop rate");
  columns.add(head);
  for (std::size_t i = 0; i < pipeline.steps.size(); ++i) {
    const pipeline::StepBooks& counts = books_of_step(books, i);
    std::vector<std::string> row{pipeline.steps[i].name, base::format_count(counts.in)};
    for (const Column& kind : kinds)
      if (kind.used) row.push_back(count_or_blank(counts.*kind.count));
    if (drops && counts.dropped > 0) row.push_back(percent(counts.dropped, counts.in));
    columns.add(std::move(row));
    const std::vector<Tally> rules = top_rules(pipeline.steps[i], counts);
    for (std::size_t r = 0; r < std::min(rules.size(), most_rules); ++r) {
      std::vector<std::string> line{"  " + std::string(rules[r].name), ""};
      for (const Column& kind : kinds)
        if (kind.used) line.push_back(kind.count == (audit ? &pipeline::StepBooks::would_drop : &pipeline::StepBooks::dropped) ? base::format_count(rules[r].count) : "");
      columns.add(std::move(line));
    }
    if (rules.size() > most_rules)
      columns.add({"  … and " + counted(rules.size() - most_rules, "more rule", "more rules")});
  }
  return columns.text("  ");
}

std::string reasons(const pipeline::Books& books) {
  std::vector<std::pair<std::string, std::uint64_t>> sorted(books.malformed_reasons.begin(), books.malformed_reasons.end());
  if (sorted.empty()) return "";
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  const std::size_t width = width_of(base::format_count(sorted.front().second));
  std::string out = "malformed because of\n";
  for (std::size_t i = 0; i < std::min(sorted.size(), most_reasons); ++i)
    out += "  " + padded_left(base::format_count(sorted[i].second), width) + "  " + valid_utf8(sorted[i].first) + "\n";
  if (sorted.size() > most_reasons)
    out += "  … and " + counted(sorted.size() - most_reasons, "more reason", "more reasons") + "\n";
  return out;
}

std::string metrics(const pipeline::RunResult& result) {
  std::string out;
  for (const pipeline::StepFindings& report : result.findings) {
    const std::vector<Metric>& all = report.findings.metrics;
    if (all.empty()) continue;
    out += report.step + "\n";
    Columns columns;
    for (std::size_t i = 0; i < std::min(all.size(), most_metrics); ++i)
      columns.add({valid_utf8(all[i].name), base::format_number(all[i].value)});
    out += columns.text("  ");
    if (all.size() > most_metrics)
      out += "  … and " + counted(all.size() - most_metrics, "more metric", "more metrics") + "\n";
  }
  return out;
}

std::string damage(const pipeline::RunResult& result) {
  std::string out;
  for (const pipeline::InputFile& file : result.inputs)
    if (file.damaged) out += "damaged: " + valid_utf8(file.name) + " could not be read to its end (see malformed)\n";
  return out;
}

std::string destination(const pipeline::RunResult& result, const std::string& output) {
  std::uint64_t data = 0, dropped = 0, malformed = 0;
  for (const pipeline::OutputFile& file : result.outputs) {
    data += file.kind == pipeline::OutputFile::Kind::data;
    dropped += file.kind == pipeline::OutputFile::Kind::dropped;
    malformed += file.kind == pipeline::OutputFile::Kind::malformed;
  }
  const pipeline::Books& books = result.books;
  const bool stream = output.empty() || output == "-";
  if (data == 0) return "";            // a report: no records went anywhere
  std::string out = "wrote " + counted(books.written, "record", "records") + " (" + base::format_size(books.bytes_out) +
                    ") to " + (stream ? std::string("standard output") : valid_utf8(output));
  if (data > 1) out += ", " + counted(data, "file", "files");
  if (dropped > 0) out += "; dropped records in dropped/";
  if (malformed > 0) out += std::string(dropped > 0 ? "," : ";") + " malformed lines in malformed/";
  return out + "\n";
}

}  // namespace

std::string summary(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result, const std::string& output) {
  return metrics(result) + totals(result) + steps(pipeline, result.books) + reasons(result.books) + damage(result) +
         destination(result, output);
}

}  // namespace dsprep::report
