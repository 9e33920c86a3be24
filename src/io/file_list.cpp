#include "io/file_list.h"

namespace dsprep::io {

FileList::File FileList::operator[](std::size_t i) const {
  const Entry& entry = files_[i];
  const std::string_view names = names_;
  return {names.substr(entry.path_at, entry.path_size), names.substr(entry.name_at, entry.name_size), entry.size,
          entry.mtime_ns};
}

void FileList::add(const File& file) {
  Entry entry{names_.size(),
              names_.size(),
              static_cast<std::uint32_t>(file.path.size()),
              static_cast<std::uint32_t>(file.name.size()),
              file.size,
              file.mtime_ns};
  names_ += file.path;
  if (file.path.ends_with(file.name)) {
    entry.name_at += file.path.size() - file.name.size();
  } else {
    entry.name_at = names_.size();
    names_ += file.name;
  }
  files_.push_back(entry);
}

}  // namespace dsprep::io
