#include "exec/replay.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>

#include "base/mutex.h"
#include "exec/audit.h"
#include "io/audit_file.h"
#include "io/audit_format.h"

namespace dsprep::exec {
namespace {

// The audit's files, by step and the first file of their shard. Shared by all workers; a file is open while somebody
// reads it.
class Store {
 public:
  Store(port::Files& files, std::map<std::pair<std::string, std::uint32_t>, std::string> paths)
      : files_(files), paths_(std::move(paths)) {}

  // Null where the shard that the file belongs to has no measurements of the step.
  Result<std::shared_ptr<const io::AuditReader>> reader(const std::string& step, std::uint32_t file) const {
    auto path = paths_.upper_bound({step, file});
    if (path == paths_.begin() || (--path)->first.first != step) return std::shared_ptr<const io::AuditReader>();
    base::Lock lock(mutex_);
    auto& known = open_[path->second];
    if (auto reader = known.lock()) return reader;
    DSPREP_TRY(std::unique_ptr<io::AuditReader> opened, io::AuditReader::open(files_, path->second));
    std::shared_ptr<const io::AuditReader> reader = std::move(opened);
    known = reader;
    return reader;
  }

 private:
  port::Files& files_;
  const std::map<std::pair<std::string, std::uint32_t>, std::string> paths_;
  mutable base::Mutex mutex_;
  mutable std::map<std::string, std::weak_ptr<const io::AuditReader>> open_ DSPREP_GUARDED_BY(mutex_);
};

class ReplayMapper final : public Mapper {
 public:
  ReplayMapper(std::shared_ptr<const Store> store, const pipeline::Step& step)
      : store_(std::move(store)), step_(step) {}

  Verdict map(Record& record, Context& context) override {
    const auto found = find(record.id());
    if (!found) return context.fail(found.error());
    if (!*found) return Verdict::malformed("the audit holds no measurement of this record by " + step_.name);
    const std::uint8_t outcome = outcomes_.at<std::uint8_t>(row_);
    const std::string_view detail = details_.text_at(row_);
    const Value told = detail.empty() ? Value() : Value(detail);
    count(told["counted"], context);
    if (outcome & io::audit_outcome::malformed) return Verdict::malformed(told["malformed"].text().value_or(""));
    Judge& judge = context.judge();
    if (const Value checks = told["checks"]; checks.exists()) check_again(checks, judge);
    else check_columns(told["notes"], judge);
    const Value attached = told["attached"];
    for (Value::Members it = attached.members(); it.next();)
      judge.attach(it.key(scratch_), std::string(it.value().raw()));
    if (outcome & io::audit_outcome::own_verdict)
      return outcome & io::audit_outcome::dropped ? Verdict::drop() : Verdict::keep();
    return judge.verdict();
  }

 private:
  void count(const Value& counted, Context& context) const {
    for (Value::Members it = counted.members(); it.next();) {
      std::string name;
      const auto counter = std::find(step_.counters.begin(), step_.counters.end(), it.key(name));
      if (counter == step_.counters.end()) continue;
      context.count({static_cast<std::uint32_t>(counter - step_.counters.begin())},
                    static_cast<std::uint64_t>(it.value().integer().value_or(0)));
    }
  }

  void check_columns(const Value& notes, Judge& judge) {
    const auto rules = step_.spec->rules;
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const double value = rules_[i].at<double>(row_);
      if (!io::was_asked(value)) continue;
      std::string_view note;
      if (notes.exists()) note = notes[rules[i].name].text(scratch_).value_or("");
      judge.check(static_cast<Rule>(i), value, note);
    }
  }

  void check_again(const Value& checks, Judge& judge) {
    const auto rules = step_.spec->rules;
    for (Value::Elements it = checks.elements(); it.next();) {
      const auto name = it.value().at(0).text();
      const auto rule = std::find_if(rules.begin(), rules.end(), [&](const RuleInfo& r) { return r.name == name; });
      if (rule == rules.end()) continue;
      judge.check(static_cast<Rule>(rule - rules.begin()), audit_number(it.value().at(1)),
                  it.value().at(2).text(scratch_).value_or(""));
    }
  }

  // Makes row_ the record's row, its block the one in hand. False where there is none.
  Result<bool> find(const RecordId& id) {
    if (id.derived > 0) return false;
    if (!reader_ || !holds(id.shard)) {
      DSPREP_TRY(reader_, store_->reader(step_.name, id.shard));
      block_ = none;
      if (!reader_ || !holds(id.shard)) return false;
    }
    const io::AuditSchema& schema = reader_->schema();
    const std::uint64_t line = schema.files.empty() ? id.line : id.shard - schema.first_file + 1;
    const auto& blocks = reader_->blocks();
    // The row of the line itself stands before those of what was derived from it: in the first block that reaches so
    // far.
    const auto block =
        std::partition_point(blocks.begin(), blocks.end(), [&](const auto& b) { return b.last_line < line; });
    if (block == blocks.end()) return false;
    const std::size_t number = static_cast<std::size_t>(block - blocks.begin());
    if (number != block_) DSPREP_CHECK(load(number));
    if (row_ + 1 < block->rows && lines_.at<std::uint64_t>(row_ + 1) == line) ++row_;
    else if (row_ >= block->rows || lines_.at<std::uint64_t>(row_) != line) row_ = search(line, block->rows);
    while (row_ > 0 && lines_.at<std::uint64_t>(row_ - 1) == line) --row_;
    return row_ < block->rows && lines_.at<std::uint64_t>(row_) == line && derived_.at<std::uint32_t>(row_) == 0 &&
           outcomes_.at<std::uint8_t>(row_) != 0;
  }

  // Is the file one of those that reader_ is about?
  bool holds(std::uint32_t file) const {
    const io::AuditSchema& schema = reader_->schema();
    return file >= schema.first_file && file - schema.first_file < std::max<std::size_t>(schema.files.size(), 1);
  }

  std::size_t search(std::uint64_t line, std::size_t rows) const {
    std::size_t low = 0, high = rows;
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      if (lines_.at<std::uint64_t>(middle) < line) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  Status load(std::size_t number) {
    const io::AuditSchema& schema = reader_->schema();
    std::size_t step = 0;
    while (schema.steps[step].name != step_.name) ++step;
    block_ = none;
    row_ = 0;
    DSPREP_CHECK(reader_->read(number, io::AuditSchema::line, lines_));
    DSPREP_CHECK(reader_->read(number, io::AuditSchema::derived, derived_));
    DSPREP_CHECK(reader_->read(number, schema.outcome(step), outcomes_));
    DSPREP_CHECK(reader_->read(number, schema.detail(step), details_));
    rules_.resize(step_.spec->rules.size());
    for (std::size_t i = 0; i < rules_.size(); ++i)
      DSPREP_CHECK(reader_->read(number, schema.rule(step, i), rules_[i]));
    for (std::size_t row = 0; row < reader_->blocks()[number].rows; ++row)
      if (const auto text = details_.text_at(row); !text.empty() && validate_json(text))
        return failure("the audit's details of " + step_.name + " are no JSON: run the audit again");
    block_ = number;
    return {};
  }

  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  const std::shared_ptr<const Store> store_;
  const pipeline::Step& step_;
  std::shared_ptr<const io::AuditReader> reader_;
  std::size_t block_ = none, row_ = 0;
  io::AuditColumn lines_, derived_, outcomes_, details_;
  std::vector<io::AuditColumn> rules_;
  std::string scratch_;
};

class ReplayFilter final : public MapOp {
 public:
  ReplayFilter(std::shared_ptr<const Store> store, const pipeline::Step& step)
      : store_(std::move(store)), step_(step) {}
  std::unique_ptr<Mapper> mapper() const override { return std::make_unique<ReplayMapper>(store_, step_); }

 private:
  const std::shared_ptr<const Store> store_;
  const pipeline::Step& step_;
};

}  // namespace

std::vector<bool> answerable(const pipeline::Pipeline& pipeline) {
  std::vector<bool> able;
  bool beyond = false;
  for (const pipeline::Step& step : pipeline.steps) {
    const bool per_record = step.op.index() < 2, splits = step.spec->family == Family::split;
    able.push_back(!beyond && per_record && step.pure_filter() && !splits);
    beyond |= step.spec->derives ||
              (!per_record && step.spec->family != Family::report && (step.edits || splits || step.op.index() == 3));
  }
  return able;
}

Status replay_filters(port::Files& files, const std::string& directory,
                      const std::vector<pipeline::OutputFile>& outputs, pipeline::Pipeline& pipeline) {
  std::map<std::pair<std::string, std::uint32_t>, std::string> paths;
  for (const pipeline::OutputFile& output : outputs) {
    if (output.kind != pipeline::OutputFile::Kind::audit || !output.path.ends_with(".audit")) continue;
    const std::string path = port::join(directory, output.path);
    DSPREP_TRY(const std::unique_ptr<io::AuditReader> reader, io::AuditReader::open(files, path));
    for (const io::AuditStep& step : reader->schema().steps) paths[{step.name, reader->schema().first_file}] = path;
  }
  const auto store = std::make_shared<const Store>(files, std::move(paths));
  const std::vector<bool> able = answerable(pipeline);
  for (std::size_t i = 0; i < able.size(); ++i)
    if (able[i])
      pipeline.steps[i].op = std::unique_ptr<MapOp>(std::make_unique<ReplayFilter>(store, pipeline.steps[i]));
  return {};
}

}  // namespace dsprep::exec
