#include "exec/decider.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "exec/parallel_for.h"
#include "io/byte_hash.h"
#include "pipeline/books.h"

namespace dsprep::exec {
namespace {

struct HashingSink final : ByteSink {
  explicit HashingSink(port::WriteFile& f) : file(f) {}
  Status write(std::string_view more) override {
    hash.add(more);
    bytes += more.size();
    return file.append(more);
  }
  port::WriteFile& file;
  io::ByteHash hash;
  std::uint64_t bytes = 0;
};

// What a decision may learn from writing, it learns here too.
struct NoSink final : ByteSink {
  Status write(std::string_view) override { return {}; }
};

}  // namespace

Status RunDecider::write_artifact(Artifact artifact, std::string_view bytes) {
  return write_artifact(artifact, [&](ByteSink& sink) { return sink.write(bytes); });
}

Status RunDecider::write_artifact(Artifact artifact, const std::function<Status(ByteSink&)>& write) {
  const pipeline::ArtifactUse& use = step_.artifacts[artifact.index];
  if (!use.made) return failure(step_.name + ": " + use.name + " is an artifact of an earlier step, to be read only");
  const bool nowhere_to_go = use.optional && world_.output.artifact_directory().empty();
  if (!mute_ && !nowhere_to_go) return write_public(use.name, write);
  if (world_.pipeline.reads_artifact(use.name)) return write_private(use.name, write);
  NoSink nowhere;
  return write(nowhere);
}

Status RunDecider::write_public(const std::string& name, const std::function<Status(ByteSink&)>& write) {
  port::Files& files = world_.files;
  const std::string path = port::join(world_.output.artifact_directory(), name), temporary = port::temporary_name(path);
  DSPREP_CHECK(files.make_directories(port::parent_of(path)));
  DSPREP_TRY(const std::unique_ptr<port::WriteFile> file, files.create(temporary));
  HashingSink sink(*file);
  Status written = write(sink);
  if (written.ok()) written = file->sync();
  if (written.ok()) written = file->close();
  if (!written.ok()) {
    (void)files.remove(temporary);
    return written;
  }
  DSPREP_CHECK(files.rename(temporary, path));
  DSPREP_CHECK(files.sync_directory(port::parent_of(path)));
  world_.result.outputs.push_back({name, sink.bytes, 0, sink.hash.digest(), "", pipeline::OutputFile::Kind::artifact});
  world_.artifacts[name] = path;
  return {};
}

Status RunDecider::write_private(const std::string& name, const std::function<Status(ByteSink&)>& write) {
  DSPREP_TRY(const std::string path, world_.workspace.new_path("artifact"));
  DSPREP_TRY(const std::unique_ptr<port::WriteFile> file, world_.workspace.files().create(path));
  HashingSink sink(*file);
  DSPREP_CHECK(write(sink));
  DSPREP_CHECK(file->close());
  world_.artifacts[name] = path;
  return {};
}

Result<Resource> RunDecider::read_artifact(Artifact artifact) {
  const std::string& name = step_.artifacts[artifact.index].name;
  const auto known = world_.artifacts.find(name);
  if (known == world_.artifacts.end())
    return failure("the artifact \"" + name + "\" is not there: the step that makes it did not write it");
  DSPREP_TRY(std::string bytes, world_.files.read_all(known->second));
  return Resource(std::make_shared<const ResourceFile>(ResourceFile{name, std::move(bytes)}));
}

std::vector<OutputInfo> RunDecider::outputs() const {
  std::vector<OutputInfo> outputs;
  for (const pipeline::OutputFile& file : world_.result.outputs)
    if (!file.apart) outputs.push_back({file.path, file.part, file.records, file.bytes, file.hash});
  std::sort(outputs.begin(), outputs.end(), [](const OutputInfo& a, const OutputInfo& b) { return a.path < b.path; });
  return outputs;
}

Status RunDecider::parallel_for(std::size_t n, const std::function<Status(std::size_t)>& task) {
  return exec::parallel_for(world_.options, n, task);
}

void RunDecider::progress(std::string_view what, double fraction) {
  if (!world_.options.progress) return;
  Progress progress;
  progress.what = step_.name + ": " + std::string(what);
  progress.deciding = fraction;
  world_.options.progress(progress);
}

void RunDecider::count(Counter counter, std::uint64_t n) {
  auto& counters = world_.result.books.steps[index_].counters;
  if (counters.size() < step_.counters.size()) counters.resize(step_.counters.size());
  counters[counter.index] += n;
}

void RunDecider::finish() {
  if (findings_.empty()) return;
  if (!step_.shows_texts)
    for (Sample& sample : findings_.samples) sample.before = sample.after = {};
  for (pipeline::StepFindings& known : world_.result.findings) {
    if (known.step != step_.name) continue;
    std::move(findings_.warnings.begin(), findings_.warnings.end(), std::back_inserter(known.findings.warnings));
    std::move(findings_.metrics.begin(), findings_.metrics.end(), std::back_inserter(known.findings.metrics));
    std::move(findings_.sections.begin(), findings_.sections.end(), std::back_inserter(known.findings.sections));
    std::move(findings_.samples.begin(), findings_.samples.end(), std::back_inserter(known.findings.samples));
    return;
  }
  world_.result.findings.push_back({step_.name, std::move(findings_)});
}

}  // namespace dsprep::exec
