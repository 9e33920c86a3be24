// external: asks a command of the user's about each record, and writes what it answers into a field.
//
// One JSON line a record goes to the command, one JSON line comes back, in the same order. What keeps the two in step,
// and the command running, is engines/line_engine.h.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "engines/line_engine.h"
#include "engines/line_lane.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::string command;
  std::vector<std::string> asked{"text"};
  std::string into = "label", take;
  bool ids = true, overwrite = false;
  std::string on_error = "fail", lifetime = "run";
  double timeout = 60;
  std::int64_t restarts = 2, batch = 1024, window = 64;
  std::string cache, version;
  void fields(ParamFields& f) {
    f("command", command,
      {.meaning = "what the shell runs; it stands in the manifest, so keys do not belong here", .required = true});
    f("fields", asked, {.meaning = "the fields the command gets", .field = true});
    f("into", into, {.meaning = "the field to write the answer to", .field = true, .result = true});
    f("take", take, {.meaning = "JSON Pointer to the part of the answer that is written; empty: all of it"});
    f("ids", ids, {.meaning = "whether the command gets each record's id, and an id in its answer is checked"});
    f("overwrite", overwrite, {.meaning = "whether records that have a value there already are asked about too"});
    f("on_error", on_error,
      {.meaning =
           "what becomes of a record without an answer: the run fails, or the record is malformed, or kept as it is",
       .choices = {"fail", "malformed", "keep"}});
    f("timeout", timeout, {.meaning = "seconds to wait for an answer", .min = 0.1, .max = 86400});
    f("restarts", restarts, {.meaning = "how often a record that gets no answer is tried again", .min = 0, .max = 100});
    f("lifetime", lifetime,
      {.meaning = "a process for the whole run (one for each worker), or one for each batch, whose input then ends",
       .choices = {"run", "batch"}});
    f("batch", batch, {.meaning = "most records of a batch", .min = 1, .max = 16384});
    f("window", window, {.meaning = "most records that are sent ahead of their answers", .min = 1, .max = 65536});
    f("cache", cache,
      {.meaning = "a directory where answers are kept, and looked for first; empty: none", .path = true});
    f("version", version, {.meaning = "of the command: the cache gives answers of the same version only"});
  }
};

struct Asked {
  Field field;
  std::string pointer, key;  // key: `"name":`
};

struct Plan {
  std::vector<Asked> asked;
  Field into;
  std::string into_pointer, take;
  bool ids, overwrite, fail, malformed;
  std::size_t batch;
  Counter answered, abstained, unanswered, already_labelled;
};

class ExternalMapper final : public BatchMapper {
 public:
  ExternalMapper(const Plan& plan, engines::LineEngine& engine) : plan_(plan), engine_(engine), lane_(engine.lane()) {}

  Status map(std::span<Record> records, std::span<Context* const> contexts, std::span<Verdict> verdicts) override {
    questions_.clear();
    of_.clear();
    for (std::size_t i = 0; i < records.size(); ++i)
      if (wants(records[i], *contexts[i], verdicts[i])) {
        questions_.push_back(question_about(records[i]));
        of_.push_back(i);
      }
    answers_.resize(questions_.size());
    DSPREP_CHECK(lane_->ask(questions_, answers_));
    for (std::size_t k = 0; k < of_.size(); ++k) {
      const std::size_t i = of_[k];
      verdicts[i] = write(records[i], *contexts[i], answers_[k]);
      if (plan_.fail && !answers_[k].fault.empty()) break;
    }
    return {};
  }

 private:
  bool wants(const Record& record, Context& context, Verdict& verdict) const {
    if (!plan_.overwrite && has(record, plan_.into)) {
      context.count(plan_.already_labelled);
      return false;
    }
    if (std::any_of(plan_.asked.begin(), plan_.asked.end(), [&](const Asked& a) { return has(record, a.field); }))
      return true;
    const Asked& first = plan_.asked.front();
    const bool missing = record.type(first.field) == FieldType::missing;
    verdict = Verdict::malformed(missing ? is_missing(first.pointer) : "field " + first.pointer + " is null");
    return false;
  }
  static bool has(const Record& record, Field field) {
    const FieldType type = record.type(field);
    return type != FieldType::missing && type != FieldType::null;
  }

  engines::Question question_about(const Record& record) {
    engines::Question question;
    std::string& key = question.key;
    for (const Asked& asked : plan_.asked) {
      if (!key.empty()) key += ',';
      key += asked.key;
      append_value(key, record, asked.field);
    }
    // Between the values of JSON a line may end; not in what is a line itself. Inside of strings there are none.
    std::replace_if(
        key.begin(), key.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    question.line = "{";
    if (plan_.ids) {
      question.id = record.name();
      id_.clear();
      question.line.append("\"id\":").append(id_.text(question.id).json()).append(",");
    }
    question.line.append(key).append("}");
    return question;
  }
  static void append_value(std::string& out, const Record& record, Field field) {
    if (!record.many(field)) {
      const std::string_view raw = record.raw(field);
      out.append(raw.empty() ? "null" : raw);
      return;
    }
    out += '[';
    bool first = true;
    for (std::size_t i = 0; i < record.count(field); ++i) {
      const Value value = record.value(field, i);
      if (!value.exists() || value.type() == FieldType::null) continue;  // as good as absent
      if (!std::exchange(first, false)) out += ',';
      out.append(value.raw());
    }
    out += ']';
  }

  Verdict write(Record& record, Context& context, const engines::Answer& answer) {
    if (!answer.fault.empty()) return without_answer(record, context, answer.fault);
    const Value value = Value(answer.json).find(plan_.take);
    if (!value.exists()) return without_answer(record, context, "its answer has no " + plan_.take);
    if (value.type() == FieldType::null) {
      context.count(plan_.abstained);
      return Verdict::keep();
    }
    record.set_raw(plan_.into, value.raw());
    if (record.type(plan_.into) == FieldType::missing) return Verdict::malformed(cannot_be_added(plan_.into_pointer));
    context.count(plan_.answered);
    return Verdict::keep();
  }

  Verdict without_answer(const Record& record, Context& context, const std::string& fault) {
    context.count(plan_.unanswered);
    if (plan_.malformed) return Verdict::malformed("the command gives no answer: " + fault);
    if (!plan_.fail) return Verdict::keep();
    const Error error = engine_.error("no answer about record " + record.name() + ": " + fault);
    engine_.give_up(error);
    return context.fail(error);
  }

  const Plan& plan_;
  engines::LineEngine& engine_;
  std::unique_ptr<engines::LineLane> lane_;
  std::vector<engines::Question> questions_;
  std::vector<engines::Answer> answers_;
  std::vector<std::size_t> of_;  // by question: the record
  ValueBuilder id_;
};

class External final : public BatchOp {
 public:
  External(Plan plan, engines::LineEngineOptions options) : plan_(std::move(plan)), engine_(std::move(options)) {}
  std::unique_ptr<BatchMapper> mapper() const override { return std::make_unique<ExternalMapper>(plan_, engine_); }
  bool external() const override { return true; }
  std::size_t most_records() const override { return plan_.batch; }

 private:
  const Plan plan_;
  mutable engines::LineEngine engine_;  // thread-safe
};

// "text" for "text", "meta/lang" for "/meta/lang".
std::string_view name_of_field(std::string_view field) {
  if (field.starts_with('/')) field.remove_prefix(1);
  return field;
}

Status add_fields(const Params& params, Plan& plan, Binder& binder) {
  if (params.asked.empty()) return usage_error("fields is empty: name at least one that the command gets");
  std::vector<std::string_view> names;
  for (const std::string& field : params.asked) {
    const std::string_view name = name_of_field(field);
    if (params.ids && name == "id")
      return usage_error("fields has \"" + field + "\", which is the name of the record's id: say ids = false too");
    if (std::find(names.begin(), names.end(), name) != names.end())
      return usage_error("fields has \"" + field + "\" twice");
    names.push_back(name);
    Asked asked;
    DSPREP_TRY(asked.field, binder.read(field));
    asked.pointer = binder.pointer(asked.field);
    asked.key = ValueBuilder().text(name).take() + ":";
    plan.asked.push_back(std::move(asked));
  }
  return {};
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  if (params.command.find_first_not_of(" \t\n") == std::string::npos)
    return usage_error("command is empty: give the command line that answers");
  if (params.command.find('\0') != std::string::npos) return usage_error("command holds a NUL character");
  if (!params.take.empty() && params.take.front() != '/')
    return usage_error("take = \"" + params.take + "\" is no JSON Pointer: write \"/" + params.take + "\"");
  Plan plan;
  DSPREP_CHECK(add_fields(params, plan, binder));
  DSPREP_TRY(plan.into, binder.write(params.into));
  plan.into_pointer = binder.pointer(plan.into);
  if ((plan.into_pointer + "/").find("/*/") != std::string::npos)
    return usage_error("into = \"" + params.into + "\" names many places: an answer is written to one");
  plan.take = params.take;
  plan.ids = params.ids;
  plan.overwrite = params.overwrite;
  plan.fail = params.on_error == "fail";
  plan.malformed = params.on_error == "malformed";
  plan.batch = static_cast<std::size_t>(params.batch);
  plan.answered = binder.counter("answered");
  plan.abstained = binder.counter("abstained");
  plan.unanswered = binder.counter("unanswered");
  plan.already_labelled = binder.counter("already_labelled");
  engines::LineEngineOptions options;
  options.command = params.command;
  options.timeout = params.timeout;
  options.restarts = static_cast<std::size_t>(params.restarts);
  options.end_at_fault = plan.fail;
  options.process_per_batch = params.lifetime == "batch";
  options.window = static_cast<std::size_t>(params.window);
  options.cache = params.cache;
  options.version = params.version;
  return AnyOp(std::unique_ptr<BatchOp>(new External(std::move(plan), std::move(options))));
}

constexpr Example examples[] = {
    {"A line of sed that answers with a label, or with null where it has none",
     "command = '''sed -u 's/.*\\(football\\|足球\\).*/\"sport\"/; t; s/.*/null/' '''",
     "{\"text\":\"Football? We play football.\"}\n"
     "{\"text\":\"我们下午踢足球吧。\"}\n"
     "{\"text\":\"Nothing of the kind.\"}\n"
     "{\"text\":\"football\",\"label\":\"by hand\"}\n",
     "{\"text\":\"Football? We play football.\",\"label\":\"sport\"}\n"
     "{\"text\":\"我们下午踢足球吧。\",\"label\":\"sport\"}\n"
     "{\"text\":\"Nothing of the kind.\"}\n"
     "{\"text\":\"football\",\"label\":\"by hand\"}\n"},
    {"A command that answers at the end of its input gets one input a batch; the answer is an object, or a part of it",
     "command = '''awk '{ print \"{\\\"label\\\":\\\"\" (length($0) > 40 ? \"long\" : \"short\") "
     "\"\\\",\\\"confidence\\\":0.75}\" }' '''\n"
     "lifetime = \"batch\"\nids = false\nfields = [\"title\", \"text\"]\ninto = \"/meta/size\"\ntake = \"/label\"",
     "{\"title\":\"早安\",\"text\":\"a\"}\n"
     "{\"text\":\"A text without a title, and longer than the other one\",\"meta\":{}}\n",
     "{\"title\":\"早安\",\"text\":\"a\",\"meta\":{\"size\":\"short\"}}\n"
     "{\"text\":\"A text without a title, and longer than the other one\",\"meta\":{\"size\":\"long\"}}\n"},
};

}  // namespace

extern const OpSpec label_external;
const OpSpec label_external = {
    .name = "external",
    .family = Family::label,
    .summary = "Ask a command about each record and write its answer into a field",
    .details =
        R"(The command is run by `/bin/sh -c`, with the environment and the working directory of dsprep. For each
record it gets one line of JSON on its standard input, `{"id": …, "text": …}`: the record's id as text (without `--id` a
hash of its line) and the `fields`, each under the name it has in `fields` without a leading `/`; a field that is
missing is null, one with `*` a list without nulls. Strings hold no line ends but as JSON escapes them. For each
line it must write one line of JSON to its standard output, in the same order, and **flush it** (`python3 -u`,
`sed -u`, `jq --unbuffered`, `fflush()`), or be run with `lifetime = "batch"`, where its input ends behind each
batch.

- **The answer** is any JSON value and is written to `into` as it stands, or the part of it that `take` points to.
  null abstains: nothing is written. An object may repeat the `id`: then it is checked, and left out. Without ids,
  answers are known by their place alone, and a command that writes a line too many or too few is found less surely.
- A record whose `into` holds anything but null is not asked about unless `overwrite` is on.
- **Processes.** One for each worker (`-j`), started with its first record; none by `--dry-run`. What a command
  started itself ends with it. Lines of its standard error are shown with the log.
- **What goes wrong.** A process that dies, answers no line within `timeout`, or answers what is no JSON (in UTF-8,
  up to 16 MiB a line) is ended and started again, and what it has not answered is asked again, one record at a
  time. A record that gets no answer alone, `restarts` times more, is what `on_error` says. The run fails where the
  command is not found, writes lines that answer nothing, repeats the id of another record, or leaves 16 records in
  a row without an answer.
- **cache** keeps answers in a directory, readable by its owner alone: the same command line, `version` and values
  of `fields` (not the id) get the same answer without being asked again, in this run and later ones. Answers are
  only ever added; delete the directory to forget them. Change `version` when the command answers otherwise than it
  did.
- **What is promised.** Answers stand at their records, whatever threads and chunks. What they say is the command's:
  two runs are the same where it answers the same, for instance from the cache. Within a run each record is asked
  about once, and what was answered is kept for later passes.
- The command line stands in the manifest: **keys go into the environment**, which the command sees and the manifest
  does not.

Counters: `answered`, `abstained`, `unanswered`, `already_labelled`. A record is malformed where none of `fields` is
there, or `into` has no place because something on its way is not an object.)",
    .source = "dsprep's own; a coprocess that speaks JSON Lines",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .cost = Cost::heavy,
};

}  // namespace dsprep::ops
