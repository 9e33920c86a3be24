#include "cli/audit_output.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/hex.h"
#include "cli/exit_codes.h"
#include "cli/report_output.h"
#include "cli/terminal.h"
#include "pipeline/books.h"
#include "port/system.h"
#include "report/audit_report.h"
#include "report/audit_text.h"
#include "report/render.h"
#include "spill/workspace.h"

namespace dsprep::cli {

Status finish_audit(port::Files& files, const std::string& side, const pipeline::Pipeline& pipeline,
                    pipeline::RunResult& result) {
  const std::string plan = audit_plan_json(pipeline), path = port::join(side, audit_plan_path);
  DSPREP_CHECK(files.make_directories(port::parent_of(path)));
  DSPREP_CHECK(files.write_atomically(path, plan));
  pipeline::OutputFile listed;
  listed.path = audit_plan_path;
  listed.bytes = plan.size();
  listed.hash = base::hex(base::hash128(plan));
  listed.kind = pipeline::OutputFile::Kind::audit;
  result.outputs.push_back(std::move(listed));
  DSPREP_TRY(result.audit, report::audit_report(files, side, result.outputs, pipeline));
  return report::check_audit(*result.audit, result.books);
}

bool tells_only(const CommonOptions& options) {
  return !options.output || options.output->ends_with(".html") || options.output->ends_with(".json");
}

Status check_measured(const Replay& replay, const pipeline::AuditReport& report) {
  if (report.records == 0) return {};
  for (const pipeline::AuditStepReport& step : report.steps)
    if (!step.unknown.empty())
      return usage_error("--replay " + replay.directory + ": the audit holds no measurement of " + step.name + "." +
                         step.unknown.front() + ", which is on now and was off then: run it again without --replay");
  return {};
}

// The report alone reads the measurements and nothing else: no input is opened.
Result<int> replay_report(const Request& request, const Surroundings& around) {
  const Replay& replay = *request.replay;
  const CommonOptions& options = request.options;
  port::Files& files = around.files;
  if (options.resume || options.shards || options.shard_size || options.compress || options.dropped)
    return usage_error(
        "--replay without -o DIR writes no records: leave out --resume, --shards, --shard-size, --compress and "
        "--dropped");
  std::vector<std::string> parts;
  for (const pipeline::InputFile& input : replay.read)
    if (!input.part.empty() && std::find(parts.begin(), parts.end(), input.part) == parts.end())
      parts.push_back(input.part);
  spill::Workspace workspace(files, options.tmp.value_or("/tmp"), options.memory.value_or(port::memory_size() / 4));
  DSPREP_TRY(const pipeline::Pipeline pipeline,
             pipeline::compile(request.spec, around.registry, files, workspace,
                               {.input_parts = parts, .into = options.into, .any_part = options.any_part}));
  std::vector<std::string> changes;
  DSPREP_CHECK(check_replay(replay, pipeline, request.spec.steps, changes));
  DSPREP_TRY(pipeline::AuditReport report, report::audit_report(files, replay.directory, replay.outputs, pipeline));
  report.changes = std::move(changes);
  DSPREP_CHECK(check_measured(replay, report));
  DSPREP_CHECK(print(report::audit_text(report)));
  if (!options.output) return exit_done;
  DSPREP_CHECK(refuse_existing_report(files, *options.output, options.force));
  pipeline::RunResult told;
  told.inputs = replay.read;
  told.books.steps.resize(pipeline.steps.size());
  told.books.read = replay.read_records;
  told.books.malformed = replay.malformed_lines;
  told.books.kept = told.books.read - told.books.malformed;
  told.audit = std::move(report);
  const bool html = options.output->ends_with(".html");
  DSPREP_CHECK(files.make_directories(port::parent_of(*options.output)));
  DSPREP_CHECK(write_report_to(files, *options.output,
                               html ? report::report_html(pipeline, told, {}) : report::report_json(pipeline, told)));
  return exit_done;
}

}  // namespace dsprep::cli
