#include "report/warnings.h"

#include <algorithm>
#include <cstdint>
#include <map>

#include "base/human.h"
#include "io/text_facts.h"
#include "json/field_plan.h"
#include "pipeline/books.h"
#include "pipeline/field_use.h"
#include "report/html.h"
#include "report/utf8.h"

namespace dsprep::report {
namespace {

using Warnings = std::vector<RunWarning>;

void add_missing_ids(const pipeline::Pipeline& pipeline, const pipeline::Books& books, Warnings& out) {
  if (books.records_with.empty()) return;  // nothing was read
  const Field id = pipeline.plans.front().options().id;
  if (!id.bound() || id.slot >= books.records_with.size()) return;
  const std::uint64_t with = books.records_with[id.slot];
  if (with == 0 || with >= books.parsed) return;  // none at all is an absent field
  out.push_back(
      {"missing_id", Warning("--id: " + base::format_count(books.parsed - with) + " of " +
                             base::format_count(books.parsed) + " records have no " +
                             pipeline.plans.front().pointer(id) + ": the id of those is a hash of their line")});
}

// A part that was asked for and that nothing went to.
void add_empty_parts(const pipeline::Pipeline& pipeline, const pipeline::Books& books, Warnings& out) {
  if (books.written == 0) return;
  std::vector<PartId> seen;
  for (const pipeline::Step& step : pipeline.steps)
    for (const PartId part : step.parts) {
      const bool empty = part.index >= books.written_by_part.size() || books.written_by_part[part.index] == 0;
      const bool known = std::any_of(seen.begin(), seen.end(), [&](PartId other) { return other.index == part.index; });
      if (!empty || known) continue;
      seen.push_back(part);
      out.push_back({"empty_part",
                     Warning(step.name + ": no record went to the part " + pipeline.parts[part.index] + ": " +
                             base::format_count(books.written) + (books.written == 1 ? " record is" : " records are") +
                             " too few for its share, or all belong to other parts")});
    }
}

// What is lost of texts in other encodings, and records that were lost for not being in UTF-8.
void add_encodings(const pipeline::RunResult& result, Warnings& out) {
  std::uint64_t undecodable = 0, files = 0, malformed = 0;
  for (const pipeline::InputFile& file : result.inputs) {
    undecodable += file.text.undecodable;
    files += file.text.undecodable > 0;
  }
  for (const auto& [reason, count] : result.books.malformed_reasons)
    if (reason.find("valid UTF-8") != reason.npos) malformed += count;  // "invalid UTF-8", "is not valid UTF-8"
  if (undecodable > 0)
    out.push_back(
        {"undecodable",
         Warning(base::format_count(undecodable) + (undecodable == 1 ? " sequence" : " sequences") + " of bytes in " +
                     base::format_count(files) + (files == 1 ? " file" : " files") +
                     " could not be decoded and became U+FFFD (\"undecodable\" in manifest.json)",
                 Warning::Severity::warning, "if the encoding is not what it was taken for, name it with --encoding")});
  if (malformed > 0)
    out.push_back({"invalid_utf8",
                   Warning(base::format_count(malformed) + (malformed == 1 ? " record is" : " records are") +
                               " malformed for not being UTF-8",
                           Warning::Severity::note, "if a file is in another encoding, name it with --encoding")});
}

// Members that a log event and report.json have in common.
void append_members(ValueBuilder& json, const RunWarning& warning, std::string_view text_key) {
  json.member("kind", valid_utf8(warning.kind))
      .member("severity", name_of(warning.warning.severity))
      .member(text_key, valid_utf8(warning.warning.text));
  if (!warning.warning.remedy.empty()) json.member("remedy", valid_utf8(warning.warning.remedy));
}

}  // namespace

std::vector<RunWarning> warnings(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result) {
  Warnings out;
  for (std::string& line : pipeline::absent_fields(pipeline, result.books))
    out.push_back({"absent_field", Warning(std::move(line))});
  add_missing_ids(pipeline, result.books, out);
  for (const pipeline::StepFindings& findings : result.findings)
    for (const Warning& found : findings.findings.warnings) {
      out.push_back({findings.step, found});
      out.back().warning.text = findings.step + ": " + found.text;
    }
  add_empty_parts(pipeline, result.books, out);
  add_encodings(result, out);
  std::stable_sort(out.begin(), out.end(),
                   [](const RunWarning& a, const RunWarning& b) { return a.warning.severity > b.warning.severity; });
  return out;
}

std::string_view name_of(Warning::Severity severity) {
  switch (severity) {
    case Warning::Severity::note: return "note";
    case Warning::Severity::warning: return "warning";
    case Warning::Severity::serious: break;
  }
  return "serious";
}

std::string warning_line(const RunWarning& warning) {
  std::string line = warning.warning.severity == Warning::Severity::serious ? "serious: " : "";
  line += warning.warning.text;
  if (!warning.warning.remedy.empty()) line.append(": ").append(warning.warning.remedy);
  return line;
}

std::string warning_members(const RunWarning& warning) {
  ValueBuilder json;
  json.begin_object().member("event", "warning");
  append_members(json, warning, "message");
  json.end_object();
  const std::string object = json.take();
  return object.substr(1, object.size() - 2);
}

void append_warnings(ValueBuilder& json, const std::vector<RunWarning>& warnings) {
  json.begin_array();
  for (const RunWarning& warning : warnings) {
    json.begin_object();
    append_members(json, warning, "text");
    json.end_object();
  }
  json.end_array();
}

void append_warnings_card(std::string& out, const std::vector<RunWarning>& warnings) {
  if (warnings.empty()) return;
  constexpr std::size_t most_letters = 1'000;
  out += "<section class=\"card warnings\" id=\"warnings\" aria-label=\"Warnings\"><ul>";
  for (const RunWarning& warning : warnings) {
    const std::string severity(name_of(warning.warning.severity));
    out += "<li class=\"" + severity + "\"><b>" + severity + "</b><div><p dir=\"auto\">" +
           html(shortened(warning.warning.text, most_letters)) + "</p>";
    if (!warning.warning.remedy.empty())
      out += "<p class=\"hint\" dir=\"auto\">" + html(shortened(warning.warning.remedy, most_letters)) + "</p>";
    out += "</div></li>";
  }
  out += "</ul></section>\n";
}

}  // namespace dsprep::report
