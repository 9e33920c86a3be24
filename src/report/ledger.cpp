#include "report/ledger.h"

#include <map>
#include <span>
#include <string>

#include "io/text_facts.h"
#include "report/utf8.h"

namespace dsprep::report {

void append_books(ValueBuilder& json, const pipeline::Books& books) {
  json.begin_object()
      .member("read", books.read)
      .member("kept", books.kept)
      .member("dropped", books.dropped)
      .member("malformed", books.malformed)
      .member("written", books.written)
      .member("copies", books.copies)
      .member("added", books.added)
      .member("derived_dropped", books.derived_dropped)
      .member("blank_lines", books.blank_lines)
      .member("skipped", books.skipped)
      .member("damaged_shards", books.damaged_shards)
      .member("undecodable", books.undecodable)
      .member("bytes_in", books.bytes_in)
      .member("bytes_out", books.bytes_out)
      .end_object();
}

void append_malformed_reasons(ValueBuilder& json, const pipeline::Books& books) {
  json.begin_object();
  for (const auto& [reason, count] : books.malformed_reasons) json.member(valid_utf8(reason), count);
  json.end_object();
}

void append_passed_over(ValueBuilder& json, const pipeline::Books& books) {
  if (books.passed_over.empty()) return;
  json.key("passed_over").begin_object();
  for (const auto& [what, count] : books.passed_over) json.member(valid_utf8(what), count);
  json.end_object();
}

void append_steps(ValueBuilder& json, const pipeline::Pipeline& pipeline, const pipeline::Books& books) {
  json.begin_array();
  for (std::size_t i = 0; i < pipeline.steps.size(); ++i) {
    const pipeline::Step& step = pipeline.steps[i];
    const pipeline::StepBooks& counts = books_of_step(books, i);
    json.begin_object().member("name", step.name);
    if (step.spec) json.member("op", step.spec->name);
    json.member("in", counts.in).member("changed", counts.changed).member("dropped", counts.dropped);
    json.key("dropped_by_rule").begin_object();
    for (const Tally& rule : rule_tallies(step, counts)) json.member(rule.name, rule.count);
    json.end_object();
    if (counts.would_drop > 0) json.member("would_drop", counts.would_drop);
    json.member("malformed", counts.malformed).member("added", counts.added);
    json.key("counters").begin_object();
    for (const Tally& counter : counter_tallies(step, counts)) json.member(counter.name, counter.count);
    json.end_object().end_object();
  }
  json.end_array();
}

void append_inputs(ValueBuilder& json, const pipeline::RunResult& result) {
  json.begin_array();
  for (const pipeline::InputFile& file : result.inputs) {
    json.begin_object()
        .member("name", valid_utf8(file.name))
        .member("bytes", file.bytes)
        .member("records", file.records)
        .member("hash", file.hash);
    if (file.files > 1) json.member("files", file.files).member("last", valid_utf8(file.last));
    if (!file.part.empty()) json.member("part", file.part);
    if (file.damaged) json.member("damaged", true);
    if (!file.guessed.empty()) json.member("guessed", file.guessed);
    if (!file.text.encoding.empty()) {
      json.key("encoding").begin_object().member("name", file.text.encoding).member("told_by", file.text.told);
      json.member("confidence", file.text.confidence).member("undecodable", file.text.undecodable).end_object();
    }
    json.end_object();
  }
  json.end_array();
}

void append_outputs(ValueBuilder& json, const pipeline::RunResult& result) {
  json.begin_array();
  for (const pipeline::OutputFile& file : result.outputs) {
    json.begin_object().member("path", valid_utf8(file.path)).member("kind", name_of(file.kind));
    if (file.apart) json.member("in", "--dropped");
    if (!file.part.empty()) json.member("part", file.part);
    json.member("bytes", file.bytes).member("records", file.records).member("hash", file.hash).end_object();
  }
  json.end_array();
}

std::string_view name_of(pipeline::OutputFile::Kind kind) {
  switch (kind) {
    case pipeline::OutputFile::Kind::data: return "data";
    case pipeline::OutputFile::Kind::dropped: return "dropped";
    case pipeline::OutputFile::Kind::malformed: return "malformed";
    case pipeline::OutputFile::Kind::audit: return "audit";
    case pipeline::OutputFile::Kind::card: return "card";
    case pipeline::OutputFile::Kind::artifact: break;
  }
  return "artifact";
}

const pipeline::StepBooks& books_of_step(const pipeline::Books& books, std::size_t step) {
  static const pipeline::StepBooks none;
  return step < books.steps.size() ? books.steps[step] : none;
}

std::vector<Tally> rule_tallies(const pipeline::Step& step, const pipeline::StepBooks& books) {
  std::vector<Tally> tallies;
  const std::size_t rules = step.spec ? step.spec->rules.size() : 0;
  for (std::size_t i = 0; i < rules; ++i) {
    const std::uint64_t failed = i < books.failed_rules.size() ? books.failed_rules[i] : 0;
    const bool on = i < step.limits.size() && step.limits[i].compare != Judge::Limit::Compare::none;
    if (on || failed > 0) tallies.push_back({step.spec->rules[i].name, failed});
  }
  return tallies;
}

std::vector<Tally> counter_tallies(const pipeline::Step& step, const pipeline::StepBooks& books) {
  std::vector<Tally> tallies;
  for (std::size_t i = 0; i < step.counters.size(); ++i)
    tallies.push_back({step.counters[i], i < books.counters.size() ? books.counters[i] : 0});
  return tallies;
}

}  // namespace dsprep::report
