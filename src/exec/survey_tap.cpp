#include "exec/survey_tap.h"

#include <algorithm>

#include "dsprep/value.h"
#include "io/format.h"
#include "json/pointer.h"
#include "json/record_writer.h"
#include "spill/wire.h"

namespace dsprep::exec {
namespace {

class SurveyObserver final : public Observer {
 public:
  explicit SurveyObserver(std::unique_ptr<Survey> own) : survey(std::move(own)) {}
  Status observe(const Record& record) override {
    line_.clear();
    json::write_record(record, line_);
    return survey->observe(line_);
  }
  Status merge(Observer&& next) override { return survey->merge(survey_of(next)); }
  Status save(ByteSink& sink) override {
    std::string saved;
    survey->save(saved);
    return spill::put_text(sink, saved);
  }
  Status load(ByteSource& source) override {
    DSPREP_TRY(const std::string saved, spill::get_text(source));
    return survey->load(saved);
  }

  const std::unique_ptr<Survey> survey;

 private:
  std::string line_;
};

}  // namespace

std::unique_ptr<Observer> SurveyTap::observer() const { return std::make_unique<SurveyObserver>(writer_.survey()); }
Result<AnyOp> SurveyTap::decide(Observers, Decider&) const { return failure("a survey decides nothing"); }

Survey& survey_of(Observer& observer) { return *static_cast<SurveyObserver&>(observer).survey; }

std::string record_with_text(std::string_view pointer) {
  ValueBuilder record;
  std::string name;
  std::size_t depth = 0;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    json::decode_token(pointer.substr(0, end), name);  // a bound field's pointer is well formed
    record.begin_object().key(name);
    ++depth;
    pointer.remove_prefix(end);
  }
  record.text("");
  for (; depth > 0; --depth) record.end_object();
  return record.take();
}

Status declare_types(const pipeline::Pipeline& pipeline, const std::vector<io::Shard>& shards,
                     const RunOptions& options, port::Files& files) {
  if (!options.format || !options.format->spec->table) return {};
  bool all = !shards.empty() && !options.explain && !pipeline.derives() && !pipeline.into.bound();
  for (const pipeline::Step& step : pipeline.steps) all &= !step.edits;
  std::vector<std::string> schemas;
  for (const io::Shard& shard : shards) {
    const bool same = shard.format->spec == options.format->spec && shard.path != "-";
    DSPREP_TRY(const port::FileInfo info, same ? files.stat(shard.path) : port::FileInfo{});
    if (!same || info.kind != port::FileInfo::Kind::file) {
      all = false;
      continue;
    }
    DSPREP_TRY(std::unique_ptr<port::ReadFile> file, files.open(shard.path));
    auto schema = io::table_schema(std::move(file), *shard.format->reader);
    if (!schema.ok()) continue;  // the pass that reads it says why
    if (std::find(schemas.begin(), schemas.end(), *schema) == schemas.end()) schemas.push_back(*std::move(schema));
  }
  options.format->writer->set_schemas(schemas, all && !schemas.empty());
  return {};
}

}  // namespace dsprep::exec
