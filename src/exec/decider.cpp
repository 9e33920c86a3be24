#include "exec/decider.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "base/mutex.h"
#include "exec/caught.h"
#include "io/byte_hash.h"

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
  const std::string& name = step_.artifacts[artifact.index];
  const std::string directory = output_.artifact_directory();
  if (directory.empty())
    return usage_error(step_.name + " writes " + name + ": it needs an output directory or file, -o DIR or -o FILE");
  if (mute_) {
    NoSink nowhere;
    return write(nowhere);
  }
  const std::string path = port::join(directory, name), temporary = port::temporary_name(path);
  DSPREP_CHECK(files_.make_directories(port::parent_of(path)));
  DSPREP_TRY(const std::unique_ptr<port::WriteFile> file, files_.create(temporary));
  HashingSink sink(*file);
  Status written = write(sink);
  if (written.ok()) written = file->sync();
  if (written.ok()) written = file->close();
  if (!written.ok()) {
    (void)files_.remove(temporary);
    return written;
  }
  DSPREP_CHECK(files_.rename(temporary, path));
  DSPREP_CHECK(files_.sync_directory(port::parent_of(path)));
  result_.outputs.push_back({name, sink.bytes, 0, sink.hash.digest(), "", pipeline::OutputFile::Kind::artifact});
  return {};
}

Result<Resource> RunDecider::read_artifact(Artifact artifact) {
  const std::string& name = step_.artifacts[artifact.index];
  DSPREP_TRY(std::string bytes, files_.read_all(port::join(output_.artifact_directory(), name)));
  return Resource(std::make_shared<const ResourceFile>(ResourceFile{name, std::move(bytes)}));
}

std::vector<OutputInfo> RunDecider::outputs() const {
  std::vector<OutputInfo> outputs;
  for (const pipeline::OutputFile& file : result_.outputs)
    outputs.push_back({file.path, file.part, file.records, file.bytes, file.hash});
  return outputs;
}

Status RunDecider::parallel_for(std::size_t n, const std::function<Status(std::size_t)>& task) {
  std::atomic<std::size_t> next{0};
  base::Mutex mutex;
  std::size_t failed_at = n;
  std::optional<Error> error;
  const auto work = [&] {
    for (std::size_t i; (i = next.fetch_add(1)) < n;) {
      Status status = options_.stop && options_.stop->load() != 0 ? interrupted() : caught([&] { return task(i); });
      if (status.ok()) continue;
      base::Lock lock(mutex);
      if (i < failed_at) {  // the first in order is the one told, whoever came first
        failed_at = i;
        error = std::move(status).error();
      }
      next.store(n);
    }
  };
  {
    std::vector<std::jthread> threads;
    // A thread that the system does not give is done without: the others do its work.
    (void)caught([&]() -> Status {
      for (std::size_t i = 1; i < std::min<std::size_t>(options_.threads, n); ++i) threads.emplace_back(work);
      return {};
    });
    work();
  }
  if (error) return *error;
  return {};
}

void RunDecider::progress(std::string_view what, double fraction) {
  if (!options_.progress) return;
  Progress progress;
  progress.what = step_.name + ": " + std::string(what);
  progress.deciding = fraction;
  options_.progress(progress);
}

void RunDecider::count(Counter counter, std::uint64_t n) {
  auto& counters = result_.books.steps[index_].counters;
  if (counters.size() < step_.counters.size()) counters.resize(step_.counters.size());
  counters[counter.index] += n;
}

void RunDecider::finish() {
  if (findings_.empty()) return;
  if (!step_.shows_texts)
    for (Sample& sample : findings_.samples) sample.before = sample.after = {};
  for (pipeline::StepFindings& known : result_.findings) {
    if (known.step != step_.name) continue;
    std::move(findings_.warnings.begin(), findings_.warnings.end(), std::back_inserter(known.findings.warnings));
    std::move(findings_.metrics.begin(), findings_.metrics.end(), std::back_inserter(known.findings.metrics));
    std::move(findings_.sections.begin(), findings_.sections.end(), std::back_inserter(known.findings.sections));
    std::move(findings_.samples.begin(), findings_.samples.end(), std::back_inserter(known.findings.samples));
    return;
  }
  result_.findings.push_back({step_.name, std::move(findings_)});
}

}  // namespace dsprep::exec
