#include "io/gather.h"

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "compress/codec.h"
#include "io/file_list.h"
#include "io/format.h"

namespace dsprep::io {
namespace {

// Within a source: a format is read with the same parameters there.
using Kind = std::tuple<const FormatSpec*, std::string_view, std::string>;

class Gatherer {
 public:
  explicit Gatherer(std::vector<Shard>& shards) : shards_(shards) {}

  void run() {
    for (std::size_t i = 0; i < shards_.size(); ++i) {
      Shard shard = std::move(shards_[i]);  // what was gathered stands before it
      const std::pair scope(shard.source, shard.walk);
      if (scope != scope_) open_.clear();
      scope_ = scope;
      const bool fits = shard.path != "-" && !shard.once && shard.format->reader->record_per_file();
      if (fits) place(std::move(shard));
      else alone(std::move(shard));
    }
    shards_.resize(end_);
    if (end_ < shards_.capacity() / 2) shards_.shrink_to_fit();
  }

 private:
  struct Open {
    std::size_t shard;
    std::shared_ptr<FileList> files;  // null: one
  };

  std::size_t alone(Shard&& shard) {
    if (shard.walk == 0) open_.clear();  // files that were named stay in their order
    shards_[end_] = std::move(shard);
    return end_++;
  }

  void place(Shard&& shard) {
    Kind kind(shard.format->spec, compress::compressed_extension(shard.path), shard.part);
    const auto known = open_.find(kind);
    if (known == open_.end() || !has_room(known->second, shard)) {
      const std::size_t at = alone(std::move(shard));
      open_.insert_or_assign(std::move(kind), Open{at, nullptr});
      return;
    }
    Open& open = known->second;
    Shard& into = shards_[open.shard];
    if (!open.files) {
      open.files = std::make_shared<FileList>();
      open.files->add({into.path, into.name, into.size, into.mtime_ns});
      into.files = open.files;
    }
    open.files->add({shard.path, shard.name, shard.size, shard.mtime_ns});
    into.size += shard.size;
  }

  bool has_room(const Open& open, const Shard& shard) const {
    const std::size_t files = open.files ? open.files->size() : 1;
    return files < most_gathered_files && shards_[open.shard].size + shard.size <= most_gathered_bytes;
  }

  std::vector<Shard>& shards_;
  std::size_t end_ = 0;  // of what was gathered
  std::pair<SourceId, std::uint32_t> scope_;
  std::map<Kind, Open> open_;
};

}  // namespace

void gather(Inputs& inputs) { Gatherer(inputs.shards).run(); }

}  // namespace dsprep::io
