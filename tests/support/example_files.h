// The files that examples of ops name, for runs in memory.
#pragma once

#include <map>
#include <string>

#include "registry/registry.h"

namespace dsprep::test {

inline std::map<std::string, std::string> files_of(const Example& example) {
  std::map<std::string, std::string> files;
  for (const ExampleFile& file : example.files) files.emplace(file.name, file.bytes);
  return files;
}

// Of all ops: a law holds that one name means one file.
inline std::map<std::string, std::string> files_of_examples(const registry::Registry& registry) {
  std::map<std::string, std::string> files;
  for (const OpSpec* op : registry.all())
    for (const Example& example : op->examples) files.merge(files_of(example));
  return files;
}

}  // namespace dsprep::test
