#include "io/format.h"

namespace dsprep::io {

Formats::Formats() { add(jsonl()); }

void Formats::add(const Format& format) { formats_.push_back(std::make_unique<Format>(format)); }

const Format* Formats::named(std::string_view name) const {
  for (const auto& format : formats_)
    if (format->name == name) return format.get();
  return nullptr;
}

const Format* Formats::of_path(std::string_view path) const {
  path = port::base_name(path);
  path.remove_suffix(extension_of(codec_of_path(path)).size());
  for (const auto& format : formats_)
    for (const std::string_view extension : format->extensions)
      if (path.ends_with(extension) && path.size() > extension.size()) return format.get();
  return nullptr;
}

std::vector<std::string> Formats::names() const {
  std::vector<std::string> names;
  for (const auto& format : formats_) names.emplace_back(format->name);
  return names;
}

std::vector<std::string> Formats::extensions() const {
  std::vector<std::string> extensions;
  for (const auto& format : formats_)
    extensions.insert(extensions.end(), format->extensions.begin(), format->extensions.end());
  return extensions;
}

}  // namespace dsprep::io
