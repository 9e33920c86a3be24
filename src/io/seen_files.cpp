#include "io/seen_files.h"

#include <algorithm>

#include "base/hash.h"

namespace dsprep::io {

std::size_t SeenFiles::slot_of(const File& file) const {
  std::size_t slot = base::mix(file.device ^ file.source.index, file.inode);
  for (;; ++slot) {
    slot &= slots_.size() - 1;
    if (slots_[slot] == 0 || entries_[slots_[slot] - 1].file == file) return slot;
  }
}

// At most half of the slots are taken.
void SeenFiles::grow() {
  if (2 * (entries_.size() + 1) <= slots_.size()) return;
  slots_.assign(std::max<std::size_t>(16, 2 * slots_.size()), 0);
  for (std::size_t i = 0; i < entries_.size(); ++i)
    slots_[slot_of(entries_[i].file)] = static_cast<std::uint32_t>(i + 1);
}

std::string_view SeenFiles::first_path(const File& file, std::string_view path) {
  grow();
  const std::size_t slot = slot_of(file);
  if (slots_[slot] != 0) {
    const Entry& known = entries_[slots_[slot] - 1];
    return std::string_view(paths_).substr(known.path_at, known.path_size);
  }
  entries_.push_back({file, static_cast<std::uint32_t>(path.size()), paths_.size()});
  paths_ += path;
  slots_[slot] = static_cast<std::uint32_t>(entries_.size());
  return "";
}

}  // namespace dsprep::io
