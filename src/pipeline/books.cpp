#include "pipeline/books.h"

#include <iterator>
#include <optional>
#include <span>

#include "dsprep/value.h"

namespace dsprep::pipeline {
namespace {

void add_each(std::vector<std::uint64_t>& to, const std::vector<std::uint64_t>& from) {
  if (to.size() < from.size()) to.resize(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) to[i] += from[i];
}

// Names every plain number of Books once, for the JSON both ways.
template <class B, class F>
void each_count(B& b, F visit) {
  visit("read", b.read);
  visit("kept", b.kept);
  visit("dropped", b.dropped);
  visit("malformed", b.malformed);
  visit("written", b.written);
  visit("copies", b.copies);
  visit("added", b.added);
  visit("derived_dropped", b.derived_dropped);
  visit("blank_lines", b.blank_lines);
  visit("skipped", b.skipped);
  visit("parsed", b.parsed);
  visit("damaged_shards", b.damaged_shards);
  visit("undecodable", b.undecodable);
  visit("bytes_in", b.bytes_in);
  visit("bytes_out", b.bytes_out);
}

template <class S, class F>
void each_step_count(S& s, F visit) {
  visit("in", s.in);
  visit("changed", s.changed);
  visit("dropped", s.dropped);
  visit("malformed", s.malformed);
  visit("added", s.added);
  visit("would_drop", s.would_drop);
}

void write_list(ValueBuilder& out, std::string_view name, const std::vector<std::uint64_t>& list) {
  out.key(name).begin_array();
  for (std::uint64_t n : list) out.unsigned_integer(n);
  out.end_array();
}

std::vector<std::uint64_t> read_list(Value list) {
  std::vector<std::uint64_t> out;
  for (Value::Elements it = list.elements(); it.next();)
    out.push_back(static_cast<std::uint64_t>(it.value().integer().value_or(0)));
  return out;
}

void write_counts(ValueBuilder& out, std::string_view name, const std::map<std::string, std::uint64_t>& counts) {
  out.key(name).begin_object();
  for (const auto& [what, n] : counts) out.member(what, n);
  out.end_object();
}

std::map<std::string, std::uint64_t> read_counts(Value object) {
  std::map<std::string, std::uint64_t> counts;
  std::string scratch;
  for (Value::Members it = object.members(); it.next();)
    counts[std::string(it.key(scratch))] = static_cast<std::uint64_t>(it.value().integer().value_or(0));
  return counts;
}

}  // namespace

void StepBooks::add(const StepBooks& other) {
  in += other.in;
  changed += other.changed;
  dropped += other.dropped;
  malformed += other.malformed;
  added += other.added;
  would_drop += other.would_drop;
  add_each(failed_rules, other.failed_rules);
  add_each(counters, other.counters);
  samples.add(other.samples);
}

void StepBooks::count_failed(const Judge& judge) {
  std::uint64_t seen = 0;
  for (const Measurement& m : judge.measurements()) {
    if (m.passed || (m.rule < 64 && (seen >> m.rule & 1))) continue;
    if (m.rule < 64) seen |= 1ull << m.rule;
    ++failed_rules[m.rule];
  }
}

void Books::add(const Books& other) {
  read += other.read;
  kept += other.kept;
  dropped += other.dropped;
  malformed += other.malformed;
  written += other.written;
  copies += other.copies;
  added += other.added;
  derived_dropped += other.derived_dropped;
  blank_lines += other.blank_lines;
  skipped += other.skipped;
  parsed += other.parsed;
  damaged_shards += other.damaged_shards;
  undecodable += other.undecodable;
  bytes_in += other.bytes_in;
  bytes_out += other.bytes_out;
  for (const auto& [reason, n] : other.malformed_reasons) malformed_reasons[reason] += n;
  for (const auto& [what, n] : other.passed_over) pass_over(what, n);
  add_each(written_by_part, other.written_by_part);
  shown_texts.insert(other.shown_texts.begin(), other.shown_texts.end());
  add_each(records_with, other.records_with);
  sample_names.insert(other.sample_names.begin(), other.sample_names.end());
  trim_sample(sample_names);
  if (steps.size() < other.steps.size()) steps.resize(other.steps.size());
  for (std::size_t i = 0; i < other.steps.size(); ++i) steps[i].add(other.steps[i]);
}

// Inputs may name as many kinds of things as they like: what comes late is counted together.
void Books::pass_over(std::string_view what, std::uint64_t n) {
  constexpr std::size_t most = 100;
  std::string key(what);
  if (passed_over.size() >= most && !passed_over.contains(key)) key = "other";
  passed_over[key] += n;
}

Status Books::check() const {
  if (read != kept + dropped + malformed)
    return failure("the books do not balance: read " + std::to_string(read) + ", but kept " + std::to_string(kept) +
                   " + dropped " + std::to_string(dropped) + " + malformed " + std::to_string(malformed) +
                   "; this is a defect of dsprep, and the output cannot be trusted");
  if (written != kept + copies + added)
    return failure("the books do not balance: written " + std::to_string(written) + ", but kept " +
                   std::to_string(kept) + " + copies " + std::to_string(copies) + " + added " + std::to_string(added) +
                   "; this is a defect of dsprep, and the output cannot be trusted");
  return {};
}

void trim_sample(std::set<std::string>& names) {
  constexpr std::size_t most = 300;
  while (names.size() > most) names.erase(std::prev(names.end()));
}

std::string to_json(const Books& books) {
  ValueBuilder out;
  out.begin_object();
  each_count(books, [&](std::string_view name, std::uint64_t n) { out.member(name, n); });
  write_counts(out, "malformed_reasons", books.malformed_reasons);
  write_counts(out, "passed_over", books.passed_over);
  write_list(out, "written_by_part", books.written_by_part);
  write_list(out, "records_with", books.records_with);
  out.key("sample_names").begin_array();
  for (const std::string& name : books.sample_names) out.text(name);
  out.end_array();
  out.key("shown_texts").begin_array();
  for (const auto& [id, text] : books.shown_texts)
    out.begin_object()
        .member("shard", std::uint64_t{id.shard})
        .member("line", id.line)
        .member("derived", std::uint64_t{id.derived})
        .member("text", text)
        .end_object();
  out.end_array();
  out.key("steps").begin_array();
  for (const StepBooks& step : books.steps) {
    out.begin_object();
    each_step_count(step, [&](std::string_view name, std::uint64_t n) { out.member(name, n); });
    write_list(out, "failed_rules", step.failed_rules);
    write_list(out, "counters", step.counters);
    step.samples.append_json(out.key("samples"));
    out.end_object();
  }
  out.end_array().end_object();
  return out.take();
}

Result<Books> books_from_json(std::string_view json) {
  if (auto fault = validate_json(json)) return failure("not JSON: " + fault->reason);
  const Value value(json);
  Books books;
  bool whole = true;
  const auto read_count = [&](const Value& from) {
    return [&whole, &from](std::string_view name, std::uint64_t& n) {
      const auto number = from[name].integer();
      whole &= number.has_value() && *number >= 0;
      n = static_cast<std::uint64_t>(number.value_or(0));
    };
  };
  each_count(books, read_count(value));
  books.malformed_reasons = read_counts(value["malformed_reasons"]);
  books.passed_over = read_counts(value["passed_over"]);
  books.written_by_part = read_list(value["written_by_part"]);
  books.records_with = read_list(value["records_with"]);
  const Value names = value["sample_names"];
  for (Value::Elements it = names.elements(); it.next();) books.sample_names.insert(it.value().text().value_or(""));
  const Value texts = value["shown_texts"];
  for (Value::Elements it = texts.elements(); it.next();) {
    const auto number = [&](std::string_view name) {
      return static_cast<std::uint64_t>(it.value()[name].integer().value_or(0));
    };
    const RecordId id{static_cast<std::uint32_t>(number("shard")), number("line"),
                      static_cast<std::uint32_t>(number("derived"))};
    books.shown_texts.emplace(id, it.value()["text"].text().value_or(""));
  }
  const Value steps = value["steps"];
  for (Value::Elements it = steps.elements(); it.next();) {
    StepBooks step;
    const Value from = it.value();
    each_step_count(step, read_count(from));
    step.failed_rules = read_list(from["failed_rules"]);
    step.counters = read_list(from["counters"]);
    step.samples.read_json(from["samples"]);
    books.steps.push_back(std::move(step));
  }
  if (!whole) return failure("the saved books are not complete");
  return books;
}

}  // namespace dsprep::pipeline
