// Names that tell shards apart. A shard is called as its INPUT sees it; two INPUTs may see files of one name.
#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "io/shards.h"
#include "port/files.h"
#include "text/replace_invalid.h"

namespace dsprep::io {
namespace {

// How much of two directories, in whole components, is the same: "/a/b" and "/a/bc" have "/a".
std::size_t common(std::string_view a, std::string_view b) {
  std::size_t n = 0, end = 0;
  while (n < a.size() && n < b.size() && a[n] == b[n]) {
    if (a[n] == '/') end = n;
    ++n;
  }
  const bool whole = (n == a.size() || a[n] == '/') && (n == b.size() || b[n] == '/');
  return whole ? n : end;
}

class Namer {
 public:
  Namer(port::Files& files, std::vector<Shard>& shards) : files_(files), shards_(shards) {}

  Status run() {
    // A new name may be that of a shard that was alone until then; each round takes in more of the paths.
    for (bool again = true; again;) {
      again = false;
      std::vector<Shard*> called;
      for (Shard& shard : shards_)
        if (shard.path != "-") called.push_back(&shard);
      std::stable_sort(called.begin(), called.end(), [](const Shard* a, const Shard* b) { return a->name < b->name; });
      std::vector<std::vector<Shard*>> groups;
      for (std::size_t begin = 0, end = 0; begin < called.size(); begin = end) {
        while (end < called.size() && called[end]->name == called[begin]->name) ++end;
        if (end - begin > 1)
          groups.emplace_back(called.begin() + static_cast<std::ptrdiff_t>(begin),
                              called.begin() + static_cast<std::ptrdiff_t>(end));
      }
      for (const std::vector<Shard*>& group : groups) {
        DSPREP_TRY(const bool changed, rename(group));
        again |= changed;
      }
    }
    return {};
  }

 private:
  // To what stands behind the directory they have in common.
  Result<bool> rename(const std::vector<Shard*>& group) {
    std::vector<const std::string*> directories;
    for (const Shard* shard : group) {
      DSPREP_TRY(const std::string* directory, directory_of(shard->path));
      directories.push_back(directory);
    }
    std::size_t shared = directories.front()->size();
    for (const std::string* directory : directories)
      shared = std::min(shared, common(std::string_view(*directories.front()).substr(0, shared), *directory));
    bool changed = false;
    for (std::size_t i = 0; i < group.size(); ++i) {
      std::string_view below = std::string_view(*directories[i]).substr(shared);
      if (below.starts_with('/')) below.remove_prefix(1);
      std::string name = text::replace_invalid(port::join(below, port::base_name(group[i]->path)));
      if (name.size() <= group[i]->name.size()) continue;  // the one that lies highest; or one file, of two sources
      group[i]->name = std::move(name);
      changed = true;
    }
    return changed;
  }

  Result<const std::string*> directory_of(const std::string& path) {
    const std::string parent = port::parent_of(path);
    const auto known = directories_.find(parent);
    if (known != directories_.end()) return &known->second;
    DSPREP_TRY(std::string canonical, files_.canonical(parent));
    return &directories_.emplace(parent, std::move(canonical)).first->second;
  }

  port::Files& files_;
  std::vector<Shard>& shards_;
  std::map<std::string, std::string> directories_;
};

}  // namespace

Status tell_apart(port::Files& files, Inputs& inputs) { return Namer(files, inputs.shards).run(); }

}  // namespace dsprep::io
