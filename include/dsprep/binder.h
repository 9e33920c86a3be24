// Binder: what an op asks for when it is made. Fields, side files, parts, counters, references.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/record.h"
#include "dsprep/result.h"

namespace dsprep {

namespace spill {
class Workspace;  // src/spill/workspace.h: disk and memory budget of whole-dataset steps
}

// A named count an op keeps; handed out by Binder::counter, shown in the manifest.
struct Counter {
  std::uint32_t index;
};

// A side dataset an op compares with: evaluation sets, gold labels, yesterday's corpus. Binder::dataset.
struct Reference {
  std::uint32_t index;
};
// A side file an op writes: a model, a vocabulary, an index. Binder::artifact.
struct Artifact {
  std::uint32_t index;
};

// A file an op depends on (word list, model, rules): read once, shared, its hash in the manifest. Lives as long as
// the op holds it.
struct ResourceFile {
  std::string path, bytes;
};
using Resource = std::shared_ptr<const ResourceFile>;

// Where the records of a reference come from.
struct DatasetSource {
  std::string path;                                // a file, a glob, a directory
  std::string format = {};                         // "": by the extension
  std::map<std::string, std::string> fields = {};  // logical name → pointer, where not as in the first source
};

// One [[source]], or the inputs of the command line.
struct SourceInfo {
  std::string name, licence;  // "": not given
  double weight = 1;
};

// Handed to OpSpec::make: binding is declaration. What an op asks for here is what it can touch, and what the
// engine knows about it.
class Binder {
 public:
  virtual ~Binder() = default;
  // A field by logical name ("text", "id", or one mapped per [[source]]) or JSON Pointer ("/meta/lang"); a bare
  // other name means "/name". write() implies read().
  virtual Result<Field> read(std::string_view field) = 0;
  virtual Result<Field> write(std::string_view field) = 0;
  virtual std::vector<Field> spans(Field text) const = 0;   // the [dataset] spans that are labels over that text
  virtual void read_all() = 0;                              // the op walks over every field
  virtual void write_all() = 0;                             // and may erase or rename members
  virtual Result<PartId> part(std::string_view name) = 0;   // [A-Za-z0-9_-]+, as it will stand in file names
  virtual std::vector<std::string> part_names() const = 0;  // by PartId::index; [0] is ""
  virtual bool parts_known() const = 0;                     // do the inputs or an earlier step put records into parts?
  virtual Counter counter(std::string_view name) = 0;
  virtual Result<Resource> resource(std::string_view path) = 0;
  // The bytes of a file, or where `path` is empty of an environment variable, that nobody may learn: neither they nor a
  // hash of them reach the manifest, the log or any file. Keys come from here and never from a parameter's value.
  virtual Result<std::string> secret(std::string_view path, std::string_view variable) = 0;
  // A file the op reads by itself, piece by piece, because memory may not hold it: its hash goes into the manifest.
  virtual Status depend_on(std::string_view path) = 0;
  virtual Result<Artifact> artifact(std::string_view name) = 0;  // a file name in the output directory
  // An artifact that an earlier step of the pipeline makes, to be read by decide() (Decider::read_artifact). An error
  // where no earlier step makes one of that name, or where that step is a report, which decides last.
  virtual Result<Artifact> made_artifact(std::string_view name) = 0;
  virtual Result<Reference> dataset(const DatasetSource& source) = 0;
  Result<Reference> dataset(std::string_view path) { return dataset(DatasetSource{.path = std::string(path)}); }
  virtual std::span<const SourceInfo> sources() const = 0;  // by SourceId::index; at least one
  virtual spill::Workspace& workspace() = 0;                // lives as long as the run
  virtual std::uint64_t seed() const = 0;                   // of (run seed, op name, occurrence)
  virtual std::string pointer(Field field) const = 0;       // "/text", for messages
};

}  // namespace dsprep
