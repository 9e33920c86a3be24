// run.json: the circumstances of a run, none of which can change its output. Everything that would make manifest.json
// differ between two equal runs stands here.
#include <cstdint>
#include <string>

#include "dsprep/value.h"
#include "pipeline/books.h"
#include "pipeline/run_result.h"
#include "port/system.h"
#include "report/manifest.h"
#include "report/utf8.h"

namespace dsprep::report {

std::string run_json(const pipeline::RunResult& result, const RunFacts& facts) {
  ValueBuilder json;
  json.begin_object()
      .member("dsprep", facts.version)
      .member("command_line", valid_utf8(facts.command_line))
      .member("started", facts.started)
      .member("finished", facts.finished)
      .member("seconds", result.seconds)
      .member("passes", result.passes)
      .member("threads", static_cast<std::uint64_t>(facts.threads))
      .member("memory_budget", facts.memory_budget)
      .member("peak_memory", facts.peak_memory);
  if (result.seconds > 0)
    json.member("records_per_second", static_cast<double>(result.books.read) / result.seconds)
        .member("bytes_per_second", static_cast<double>(result.books.bytes_in) / result.seconds);
  if (!facts.inputs.empty()) json.key("inputs").raw(facts.inputs);
  if (!facts.dropped.empty()) json.member("dropped", valid_utf8(facts.dropped));
  if (!facts.files.empty()) json.key("files").raw(facts.files);
  json.key("machine")
      .begin_object()
      .member("host", valid_utf8(port::host_name()))
      .member("cpu", valid_utf8(port::cpu_name()))
      .member("cores", static_cast<std::uint64_t>(port::core_count()))
      .member("memory", port::memory_size())
      .end_object();
  json.end_object();
  return indented(json.json()) + "\n";
}

}  // namespace dsprep::report
