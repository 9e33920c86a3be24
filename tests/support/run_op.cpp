#include "support/run_op.h"

#include "dsprep/value.h"
#include "support/run_files.h"

namespace dsprep::test {
namespace {

// "train\t" before each line.
std::string tagged(const std::string& part, const std::string& lines) {
  std::string out;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = lines.find('\n', at) + 1;
    out += part + "\t" + lines.substr(at, end - at);
    at = end;
  }
  return out;
}

}  // namespace

RunOp run_toml(std::string_view toml, std::string_view input, const RunHow& how) {
  FilesHow files;
  files.registry = how.registry;
  files.inputs["in/input.jsonl"] = input;
  files.others = how.files;
  files.options.threads = how.threads;
  files.options.chunk_size = how.chunk_size;
  files.options.explain = how.explain;
  files.seed = how.seed;
  files.text = how.text;
  files.id = how.id;
  files.memory_budget = how.memory_budget;
  RunFiles ran = run_files(toml, files);
  RunOp out;
  out.result = std::move(ran.result);
  out.error = std::move(ran.error);
  for (const std::string& part : ran.parts) {
    const std::string prefix = part.empty() ? "data/part-" : "data/" + part + "-";
    for (const auto& [path, bytes] : ran.files)
      if (path.starts_with(prefix)) out.output += part.empty() ? bytes : tagged(part, bytes);
  }
  for (const std::string& step : ran.steps)
    for (const auto& [path, bytes] : ran.files)
      if (path.starts_with("dropped/" + step + "/")) out.dropped += bytes;
  for (const auto& [path, bytes] : ran.files) {
    if (path.starts_with("malformed/")) out.malformed += bytes;
    if (path.find('/') == std::string::npos) out.artifacts[path] = bytes;
  }
  return out;
}

RunOp run_op(std::string_view op, std::string_view params, std::string_view input, const RunHow& how) {
  return run_toml("[[step]]\nop = \"" + std::string(op) + "\"\n" + std::string(params) + "\n", input, how);
}

std::string record(std::string_view text) {
  return ValueBuilder().begin_object().member("text", text).end_object().take() + "\n";
}

}  // namespace dsprep::test
