#include "cli/run_command.h"

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "base/hash.h"
#include "base/hex.h"
#include "base/human.h"
#include "base/log.h"
#include "cards/card_facts.h"
#include "cards/croissant.h"
#include "cards/dataset_card.h"
#include "cards/output_types.h"
#include "cli/audit_output.h"
#include "cli/audit_plan.h"
#include "cli/augmented_parts.h"
#include "cli/checked_parts.h"
#include "cli/common_options.h"
#include "cli/exit_codes.h"
#include "cli/gate.h"
#include "cli/index_output.h"
#include "cli/merge_command.h"
#include "cli/output_target.h"
#include "cli/progress_printer.h"
#include "cli/report_output.h"
#include "cli/run_setup.h"
#include "cli/state_key.h"
#include "cli/tell_findings.h"
#include "cli/terminal.h"
#include "cli/what_is_read.h"
#include "columnar/parquet.h"
#include "compress/codec.h"
#include "exec/close_output.h"
#include "exec/output_lock.h"
#include "exec/overlap.h"
#include "exec/prepare_output.h"
#include "exec/replay.h"
#include "exec/run.h"
#include "io/format.h"
#include "io/shards.h"
#include "pipeline/audit_report.h"
#include "pipeline/books.h"
#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"
#include "port/files.h"
#include "port/open_files.h"
#include "port/system.h"
#include "registry/checks_parts.h"
#include "registry/registry.h"
#include "report/audit_report.h"
#include "report/audit_text.h"
#include "report/gates.h"
#include "report/manifest.h"
#include "report/manifest_changes.h"
#include "report/render.h"
#include "report/summary.h"
#include "report/warnings.h"
#include "spill/workspace.h"

namespace dsprep::cli {
namespace {

using Kind = exec::Output::Kind;

constexpr std::string_view version = DSPREP_VERSION;

bool has_report_step(const pipeline::Pipeline& pipeline) {
  return std::any_of(pipeline.steps.begin(), pipeline.steps.end(), [](const pipeline::Step& step) {
    return step.spec->family == Family::report || registry::checks_parts(*step.spec);
  });
}

// A split that counted who went where has a report, too; it is no warning where there is no place for it.
bool tells_of_split(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result) {
  return std::any_of(result.findings.begin(), result.findings.end(), [&](const pipeline::StepFindings& of) {
    if (of.findings.sections.empty()) return false;
    const auto step = std::find_if(pipeline.steps.begin(), pipeline.steps.end(),
                                   [&](const pipeline::Step& one) { return one.name == of.step; });
    return step != pipeline.steps.end() && step->spec->family == Family::split;
  });
}

report::ManifestOptions manifest_options(const CommonOptions& options, const exec::RunOptions& run,
                                         const io::Inputs& inputs) {
  report::ManifestOptions manifest;
  manifest.version = version;
  const compress::Codec codec = run.codec               ? *run.codec
                                : inputs.shards.empty() ? compress::Codec::none
                                                        : compress::codec_for_records_of(inputs.shards.front().path);
  manifest.codec_name = compress::name_of(codec);
  if (codec != compress::Codec::none) {
    manifest.codec = compress::codec_version(codec);
    manifest.level = options.level.value_or(compress::default_level(codec));
  }
  if (run.format && run.format->spec->table) manifest.codec = columnar::arrow_version();
  manifest.options = output_options(options);
  return manifest;
}

// One run of a pipeline by the command line: run() calls the steps in order, each a member function.
class RunCommand {
 public:
  RunCommand(const Request& request, const Surroundings& surroundings, const std::string& command_line)
      : request_(request),
        options_(request.options),
        around_(surroundings),
        files_(surroundings.files),
        command_line_(command_line) {}

  Result<int> run() {
    started_ = port::utc_time();
    port::catch_stop_signals();
    port::raise_open_file_limit();
    if (request_.replay && tells_only(options_)) return replay_report(request_, around_);
    DSPREP_TRY(target_, choose_output(*request_.command, options_, formats_, port::is_terminal(STDOUT_FILENO),
                                      only_checks(request_, around_.registry)));
    DSPREP_CHECK(write_into_devices(files_, options_, target_));
    DSPREP_TRY(const bool usual, exec::is_usual_dropped(files_, target_.output));
    if (usual) target_.output.dropped.reset();
    // A config is refused before any input is looked for.
    for (const StepSpec& step : request_.spec.steps) {
      auto checked = pipeline::check_params(*around_.registry.find(step.op), step);
      if (!checked) return std::move(checked).error();
    }
    DSPREP_TRY(found_, find_inputs(request_, files_, formats_));
    DSPREP_CHECK(find_parts(request_, around_.registry, found_));
    DSPREP_CHECK(find_training_part(request_, around_.registry, found_));
    if (request_.replay) DSPREP_CHECK(check_same_inputs(*request_.replay, files_found()));
    own_ = own_name(options_);
    const std::uint64_t memory = options_.memory.value_or(port::memory_size() / 4);
    // The pipeline lives in it: declared first, it dies last.
    spill::Workspace workspace(files_, scratch_directory(options_, target_.output, own_), memory);
    DSPREP_TRY(pipeline::Pipeline pipeline, pipeline::compile(request_.spec, around_.registry, files_, workspace,
                                                              {.input_parts = found_.parts,
                                                               .into = options_.into,
                                                               .audit = options_.audit,
                                                               .any_part = options_.any_part}));
    if (request_.replay) DSPREP_CHECK(begin_replay(pipeline));
    DSPREP_CHECK(check_fit(pipeline, target_, options_, found_.inputs));
    DSPREP_CHECK(check_gates(options_.gates, pipeline));
    DSPREP_CHECK(check_references(pipeline, files_, formats_));
    say_one_dataset(pipeline);
    exec::RunOptions run = run_options(options_, target_);
    if (options_.dry_run) {
      DSPREP_CHECK(print(plan(pipeline, memory, run.threads)));
      if (target_.output.kind == Kind::artifacts)
        DSPREP_CHECK(print("no records are written: the last pass is left out\n"));
      return exit_done;
    }
    say_lines(base::LogLevel::debug, plan(pipeline, memory, run.threads));
    bool finished = false;
    state_key_ = state_key(pipeline, options_, found_.inputs);
    DSPREP_CHECK(prepare(pipeline, workspace, finished));
    if (finished) {
      say(base::LogLevel::info, target_.text() + " is finished already: nothing to do");
      return exit_done;
    }
    if (request_.replay)
      DSPREP_CHECK(exec::replay_filters(files_, request_.replay->directory, request_.replay->outputs, pipeline));
    DSPREP_TRY(pipeline::RunResult result, execute(pipeline, run, workspace));
    if (request_.replay) DSPREP_CHECK(check_same_inputs(*request_.replay, result.inputs));
    if (!result.complete()) return tell_next(result);
    if (target_.output.kind == Kind::artifacts) count_unread(result);
    if (result.complete()) DSPREP_CHECK(report::add_manifest_changes(files_, options_.inputs, pipeline, result));
    result.gates = report::judge_gates(options_.gates, result.findings);
    DSPREP_CHECK(write_records_of_run(pipeline, result, run, memory));
    return judge(pipeline, result);
  }

 private:
  // Who gives a report two names may want them compared.
  void say_one_dataset(const pipeline::Pipeline& pipeline) const {
    const std::vector<std::string>& inputs = options_.inputs;
    if (request_.command->family != Family::report || inputs.size() != 2 || inputs[0] == inputs[1]) return;
    for (const pipeline::Step& step : pipeline.steps)
      if (!step.references.empty()) return;
    say(base::LogLevel::info, inputs[0] + " and " + inputs[1] +
                                  " are read as one dataset; to compare them: dsprep report " + inputs[1] +
                                  " --compare=against=" + inputs[0]);
  }

  std::string plan(const pipeline::Pipeline& pipeline, std::uint64_t memory, unsigned threads) const {
    std::uint64_t bytes = 0;
    for (const io::Shard& shard : found_.inputs.shards) bytes += shard.size;
    std::size_t files = 0;
    for (const io::Shard& shard : found_.inputs.shards) files += shard.file_count();
    const std::size_t n = found_.inputs.shards.size();
    std::string configs;
    for (const std::string& path : request_.configs) configs.append("config: ").append(path).append("\n");
    return configs + "input: " + (files > n ? base::format_counted(files, "file") + " in " : "") +
           base::format_counted(n, "shard") + ", " + base::format_size(bytes) + "\noutput: " + target_.text() + "\n" +
           pipeline::explain_plan(pipeline, memory, threads);
  }

  // The inputs as far as they are known before they are read.
  std::vector<pipeline::InputFile> files_found() const {
    std::vector<pipeline::InputFile> files;
    for (const io::Shard& shard : found_.inputs.shards) {
      pipeline::InputFile& file = files.emplace_back();
      file.name = shard.name;
      file.bytes = shard.size;
      file.part = shard.part;
      file.files = shard.file_count();
    }
    return files;
  }

  // What the audit can answer, and what it says under the limits of now.
  Status begin_replay(const pipeline::Pipeline& pipeline) const {
    std::vector<std::string> changes;
    DSPREP_CHECK(check_replay(*request_.replay, pipeline, request_.spec.steps, changes));
    if (options_.dry_run) return {};
    DSPREP_TRY(pipeline::AuditReport report,
               report::audit_report(files_, request_.replay->directory, request_.replay->outputs, pipeline));
    report.changes = std::move(changes);
    DSPREP_CHECK(check_measured(*request_.replay, report));
    // Standard output may be where the records go.
    if (target_.output.kind == Kind::stream) say_lines(base::LogLevel::info, report::audit_text(report));
    else DSPREP_CHECK(print(report::audit_text(report)));
    return {};
  }

  // From here on something may change on disk.
  Status prepare(const pipeline::Pipeline& pipeline, const spill::Workspace& workspace, bool& finished) {
    if (target_.output.kind == Kind::none)
      DSPREP_CHECK(prepare_report(files_, target_, options_.force, found_.inputs, read_beside(pipeline, request_)));
    if (target_.output.kind == Kind::artifacts)
      DSPREP_CHECK(prepare_index(files_, target_.index_path, options_.force, found_.inputs));
    exec::Preparation how{.force = options_.force, .resume = options_.resume, .state_key = state_key_};
    if (options_.tasks > 1) {
      how.shared = true;
      how.own = own_;
      how.command = command_json(files_, request_.words);
      how.role = options_.merge ? exec::merge_role : own_;
      how.doing = options_.merge
                      ? "merging"
                      : "doing task " + std::to_string(options_.task) + "/" + std::to_string(options_.tasks) + " of";
    }
    how.scratch = workspace.directory();
    how.reads = read_beside(pipeline, request_);
    how.artifacts = pipeline.made_artifacts();
    DSPREP_TRY(exec::Prepared prepared, exec::prepare_output(files_, target_.output, found_.inputs, how));
    finished = prepared.finished;
    lock_ = std::move(prepared.lock);
    if (target_.output.kind == Kind::artifacts)  // whoever had the lock before may have written it
      DSPREP_CHECK(prepare_index(files_, target_.index_path, options_.force, found_.inputs));
    if (!lock_->works())
      say(base::LogLevel::warn,
          target_.text() + " lies on a file system without locks: nothing keeps a second dsprep from writing there");
    return {};
  }

  Result<pipeline::RunResult> execute(const pipeline::Pipeline& pipeline, exec::RunOptions& run,
                                      spill::Workspace& workspace) {
    ProgressPrinter printer(options_.progress, port::is_terminal(STDERR_FILENO));
    if (printer.wanted()) run.progress = [&](const exec::Progress& progress) { printer.show(progress); };
    run.stop = &port::stop_signal();
    run.lock = lock_.get();
    return exec::run(pipeline, found_.inputs, formats_, target_.output, run, files_, workspace);
  }

  // A page is named after the dataset that was written, or where none was after what was read.
  report::PageFacts page_facts() const {
    report::PageFacts facts;
    std::string name = target_.output.path;
    if (name.empty() && !options_.inputs.empty()) name = options_.inputs.front();
    while (name.size() > 1 && name.back() == '/') name.pop_back();
    facts.name = name == "-" ? "" : std::string(port::base_name(name));
    // 2026-11-30T17:25:58Z
    if (started_.size() >= 16) facts.date = started_.substr(0, 10) + " " + started_.substr(11, 5) + " UTC";
    facts.command = command_line_;
    return facts;
  }

  // Findings, then what was done, and last of all the manifest, which says that it was.
  Status write_records_of_run(const pipeline::Pipeline& pipeline, pipeline::RunResult& result,
                              const exec::RunOptions& run, std::uint64_t memory) {
    if (options_.audit) DSPREP_CHECK(finish_audit(files_, target_.output.side_directory(), pipeline, result));
    DSPREP_CHECK(write_report(files_, target_, pipeline, result, page_facts()));
    exec::Closing closing;
    closing.version = version;
    closing.state_key = state_key_;
    if (target_.output.side_directory().empty()) {
      if (target_.report == OutputTarget::Report::none && has_report_step(pipeline))
        say(base::LogLevel::warn,
            "a stream has no place for report.html and report.json: give -o DIR to keep the report");
      return exec::close_output(files_, target_.output, result, closing);
    }
    if (has_report_step(pipeline) || options_.audit || tells_of_split(pipeline, result))
      closing.files = report_files(pipeline, result, page_facts());
    if (target_.output.kind == Kind::directory) add_cards(pipeline, result, closing);
    report::RunFacts facts;
    facts.version = version;
    facts.command_line = command_line_;
    facts.started = started_;
    facts.finished = port::utc_time();
    facts.threads = run.threads;
    facts.memory_budget = memory;
    facts.peak_memory = port::peak_memory();
    facts.inputs = inputs_json(absolute_inputs(files_, request_.spec, options_.inputs));
    facts.files = exec::listing(closing.files);
    if (const std::string dropped = target_.output.dropped_directory(); !dropped.empty()) {
      DSPREP_TRY(facts.dropped, files_.canonical(dropped));
    }
    closing.run_json = with_state_key(report::run_json(result, facts), state_key_);
    closing.manifest_json = report::manifest_json(pipeline, result, manifest_options(options_, run, found_.inputs));
    return exec::close_output(files_, target_.output, result, closing);
  }

  // Beside the data, so that dataset libraries read data/ and nothing else, and know what it is.
  void add_cards(const pipeline::Pipeline& pipeline, pipeline::RunResult& result, exec::Closing& closing) const {
    const cards::CardFacts facts =
        cards::card_facts(pipeline, result, cards::output_types(files_, target_.output.path, result),
                          cards::inherited(files_, options_.inputs), std::string(version));
    const auto add = [&](const char* name, std::string text) {
      result.outputs.push_back(
          {name, text.size(), 0, base::hex(base::hash128(text)), "", pipeline::OutputFile::Kind::card});
      closing.files.push_back({name, std::move(text)});
    };
    add("README.md", cards::dataset_card(pipeline, result, facts));
    add("croissant.json", cards::croissant(result, facts));
  }

  // A part of the whole is done: its numbers are judged with the whole. What the user had better know now is told now.
  Result<int> tell_next(const pipeline::RunResult& result) const {
    for (const pipeline::InputFile& input : result.inputs)
      if (input.damaged && !options_.merge)
        say(base::LogLevel::warn, "damaged input: " + input.name + " (" + input.damage +
                                      "): what could be read was processed; the run will end "
                                      "with exit code 1");
    say(base::LogLevel::info, result.next);
    return exit_done;
  }

  std::string report_written() const {
    if (target_.report == OutputTarget::Report::none || target_.report_path.empty()) return "";
    return "wrote the report to " + target_.text() + "\n";
  }

  bool keeps_malformed() const {
    return !target_.output.side_directory().empty() && options_.on_error == exec::OnError::quarantine;
  }

  // What the numbers do not say: which files are no JSON Lines at all, and what is lost for want of a place.
  void say_complaints(const pipeline::RunResult& result) const {
    const pipeline::Complaints& complaints = result.complaints;
    for (const std::string& file : complaints.files) say(base::LogLevel::warn, file);
    if (complaints.unlike_files > complaints.files.size())
      say(base::LogLevel::warn, "and " + base::format_count(complaints.unlike_files - complaints.files.size()) +
                                    " more files whose first line is no record");
    const bool stream = target_.output.kind == Kind::stream;
    if (!complaints.lines.empty() && !keeps_malformed()) {
      for (const std::string& line : complaints.lines) say(base::LogLevel::warn, "malformed: " + line);
      say(base::LogLevel::warn, stream ? "malformed lines were counted and not kept: -o DIR or -o FILE keeps them"
                                       : "malformed lines were counted and not kept");
    }
    if (stream && !options_.dropped && result.books.dropped + result.books.derived_dropped > 0)
      say(base::LogLevel::info, "dropped records were counted and not kept: --dropped DIR keeps them");
  }

  // The summary, and what the numbers mean for the exit code.
  Result<int> judge(const pipeline::Pipeline& pipeline, pipeline::RunResult& result) const {
    const std::vector<report::RunWarning> warnings = report::warnings(pipeline, result);
    if (target_.report == OutputTarget::Report::text) result.findings.clear();  // they were the answer
    if (target_.output.kind == Kind::artifacts) {
      DSPREP_TRY(const std::string summary, index_summary(files_, target_.index_path, result));
      say_lines(base::LogLevel::info, summary);
    } else {
      say_event(
          base::LogLevel::info, [&] { return report::summary(pipeline, result, target_.text()) + report_written(); },
          [&] { return report::summary_members(pipeline, result, target_.text()); });
    }
    say_complaints(result);
    say_warnings(warnings);
    int code = say_gates(result.gates) ? exit_gate_broken : exit_done;
    const pipeline::Books& books = result.books;
    if (options_.max_errors.exceeded(books.malformed, books.read)) {
      say(base::LogLevel::error, base::format_count(books.malformed) + " of " + base::format_count(books.read) +
                                     " records are malformed, more than --max-errors " + options_.max_errors.text() +
                                     " allows: " + (keeps_malformed() ? "look at malformed/, " : "") +
                                     "repair the input or raise the limit");
      code = exit_malformed;
    }
    if (result.damaged()) {
      std::string names;
      for (const pipeline::InputFile& input : result.inputs)
        if (input.damaged) names.append(names.empty() ? "" : ", ").append(input.name + " (" + input.damage + ")");
      say(base::LogLevel::error,
          "damaged input: " + names + ": what could be read was processed; replace the file and run again");
      code = exit_failed;
    }
    return code;
  }

  const Request& request_;
  const CommonOptions& options_;
  const Surroundings& around_;
  port::Files& files_;
  const std::string& command_line_;
  const io::Formats formats_;
  std::string started_, state_key_, own_;
  OutputTarget target_;
  FoundInputs found_;
  std::unique_ptr<exec::OutputLock> lock_;  // of what is written, until all of it is
};

}  // namespace

Result<int> run_command(const Request& request, const Surroundings& surroundings, const std::string& command_line) {
  return RunCommand(request, surroundings, command_line).run();
}

}  // namespace dsprep::cli
