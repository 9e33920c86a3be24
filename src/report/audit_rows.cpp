#include "report/audit_rows.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string_view>

namespace dsprep::report {
namespace {}  // namespace

// A file on its way: the block it stands in, its columns of numbers.
struct AuditRows::Cursor {
  std::unique_ptr<io::AuditReader> reader;
  std::vector<std::size_t> steps;  // of the pipeline, by step of the file
  std::size_t block = 0, row = 0;
  bool loaded = false;
  io::AuditColumn line, derived;
  std::vector<io::AuditColumn> outcomes;  // by step
  std::vector<io::AuditColumn> rules;     // by rule, all steps in a row

  Result<bool> ready() {
    while (block < reader->blocks().size()) {
      if (!loaded) DSPREP_CHECK(load());
      if (row < reader->blocks()[block].rows) return true;
      ++block;
      row = 0;
      loaded = false;
    }
    return false;
  }
  Status load() {
    const io::AuditSchema& schema = reader->schema();
    DSPREP_CHECK(reader->read(block, io::AuditSchema::line, line));
    DSPREP_CHECK(reader->read(block, io::AuditSchema::derived, derived));
    outcomes.resize(schema.steps.size());
    std::size_t at = 0;
    for (std::size_t step = 0; step < schema.steps.size(); ++step) {
      DSPREP_CHECK(reader->read(block, schema.outcome(step), outcomes[step]));
      for (std::size_t rule = 0; rule < schema.steps[step].rules.size(); ++rule, ++at) {
        if (rules.size() <= at) rules.emplace_back();
        DSPREP_CHECK(reader->read(block, schema.rule(step, rule), rules[at]));
      }
    }
    loaded = true;
    return {};
  }
  std::pair<std::uint64_t, std::uint32_t> place() const {
    return {line.at<std::uint64_t>(row), derived.at<std::uint32_t>(row)};
  }
};

Result<AuditRows> AuditRows::open(port::Files& files, const std::string& directory,
                                  const std::vector<pipeline::OutputFile>& outputs,
                                  const pipeline::Pipeline& pipeline) {
  AuditRows rows;
  rows.files_ = &files;
  std::size_t rules = 0;
  for (const pipeline::Step& step : pipeline.steps) {
    rows.step_names_.push_back(step.name);
    rows.first_rule_.push_back(rules);
    rules += step.spec->rules.size();
  }
  rows.first_rule_.push_back(rules);
  rows.measured_.resize(pipeline.steps.size());
  std::map<std::uint32_t, std::map<std::uint64_t, std::string>> found;  // shard → pass → path
  for (const pipeline::OutputFile& output : outputs) {
    if (output.kind != pipeline::OutputFile::Kind::audit || !output.path.ends_with(".audit")) continue;
    const std::string path = port::join(directory, output.path);
    DSPREP_TRY(const std::unique_ptr<io::AuditReader> reader, rows.reader(path));
    const io::AuditSchema& schema = reader->schema();
    if (schema.steps.empty()) continue;
    found[schema.shard][schema.pass] = path;
    for (const io::AuditStep& step : schema.steps) {
      const auto name = std::find(rows.step_names_.begin(), rows.step_names_.end(), step.name);
      if (name == rows.step_names_.end())
        return failure(path + ": it measured a step \"" + step.name + "\" that the pipeline has not");
      const std::size_t i = static_cast<std::size_t>(name - rows.step_names_.begin());
      const auto& own = pipeline.steps[i].spec->rules;
      const bool same = std::equal(
          own.begin(), own.end(), step.rules.begin(), step.rules.end(),
          [](const RuleInfo& a, const io::AuditRule& b) { return a.name == b.name && a.compare == b.compare; });
      if (!same)
        return failure(path + ": the rules of " + step.name + " were others when it was measured; run the audit again");
      if (rows.measured_[i].name.empty()) rows.measured_[i] = step;
    }
  }
  for (auto& [shard, passes] : found) {
    Group group{shard, {}};
    for (auto& [pass, path] : passes) group.paths.push_back(std::move(path));
    rows.groups_.push_back(std::move(group));
  }
  return rows;
}

Result<std::unique_ptr<io::AuditReader>> AuditRows::reader(const std::string& path) const {
  return io::AuditReader::open(*files_, path);
}

const io::AuditStep* AuditRows::measured(std::size_t step) const {
  return measured_[step].name.empty() ? nullptr : &measured_[step];
}

Status AuditRows::each(const std::function<void(const AuditRecord&)>& visit) const {
  AuditRecord record;
  record.values.resize(rule_count());
  record.outcomes.resize(step_names_.size());
  record.places.resize(step_names_.size());
  for (std::uint32_t group = 0; group < groups_.size(); ++group) DSPREP_CHECK(each_of(group, visit, record));
  return {};
}

Status AuditRows::each_of(std::uint32_t number, const std::function<void(const AuditRecord&)>& visit,
                          AuditRecord& record) const {
  const Group& group = groups_[number];
  std::vector<Cursor> cursors(group.paths.size());
  for (std::size_t i = 0; i < cursors.size(); ++i) {
    DSPREP_TRY(cursors[i].reader, reader(group.paths[i]));
    for (const io::AuditStep& step : cursors[i].reader->schema().steps)
      cursors[i].steps.push_back(
          static_cast<std::size_t>(std::find(step_names_.begin(), step_names_.end(), step.name) - step_names_.begin()));
  }
  record.shard = group.shard;
  for (;;) {
    std::optional<std::pair<std::uint64_t, std::uint32_t>> next;
    for (Cursor& cursor : cursors) {
      DSPREP_TRY(const bool more, cursor.ready());
      if (more && (!next || cursor.place() < *next)) next = cursor.place();
    }
    if (!next) return {};
    record.line = next->first;
    record.derived = next->second;
    std::fill(record.values.begin(), record.values.end(), io::not_asked());
    std::fill(record.outcomes.begin(), record.outcomes.end(), std::uint8_t{0});
    for (std::size_t i = 0; i < cursors.size(); ++i) {
      Cursor& cursor = cursors[i];
      if (cursor.block >= cursor.reader->blocks().size() || cursor.place() != *next) continue;
      std::size_t at = 0;
      for (std::size_t k = 0; k < cursor.steps.size(); ++k) {
        const std::size_t step = cursor.steps[k];
        record.outcomes[step] = cursor.outcomes[k].at<std::uint8_t>(cursor.row);
        record.places[step] = {number, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(cursor.block),
                               static_cast<std::uint32_t>(cursor.row)};
        const std::size_t rules = first_rule_[step + 1] - first_rule_[step];
        for (std::size_t rule = 0; rule < rules; ++rule, ++at)
          record.values[first_rule_[step] + rule] = cursor.rules[at].at<double>(cursor.row);
      }
      ++cursor.row;
    }
    visit(record);
  }
}

Result<AuditRows::Texts> AuditRows::texts(const AuditPlace& place, std::size_t step) const {
  DSPREP_TRY(const std::unique_ptr<io::AuditReader> file, reader(groups_[place.group].paths[place.file]));
  const io::AuditSchema& schema = file->schema();
  const auto named = std::find_if(schema.steps.begin(), schema.steps.end(),
                                  [&](const io::AuditStep& s) { return s.name == step_names_[step]; });
  Texts texts;
  io::AuditColumn column;
  DSPREP_CHECK(file->read(place.block, io::AuditSchema::line, column));
  texts.line = column.at<std::uint64_t>(place.row);
  texts.file = schema.file;
  if (texts.line > 0 && texts.line <= schema.files.size()) {  // it counts the files
    texts.file = schema.files[texts.line - 1];
    texts.line = 1;
  }
  DSPREP_CHECK(file->read(place.block, io::AuditSchema::id, column));
  texts.id = column.text_at(place.row);
  DSPREP_CHECK(file->read(place.block, io::AuditSchema::text, column));
  texts.text = column.text_at(place.row);
  DSPREP_CHECK(file->read(place.block, schema.detail(static_cast<std::size_t>(named - schema.steps.begin())), column));
  texts.detail = column.text_at(place.row);
  return texts;
}

}  // namespace dsprep::report
