// file_stem: what a file or directory is called, without where it lies and what it is packed in.
#pragma once

#include <string>
#include <string_view>

namespace dsprep::base {

// "evals/gsm8k.test.jsonl.gz": "gsm8k"; "evals/mmlu/": "mmlu"; ".hidden": ".hidden".
inline std::string file_stem(std::string_view path) {
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  if (const std::size_t slash = path.rfind('/'); slash != std::string_view::npos) path.remove_prefix(slash + 1);
  if (const std::size_t dot = path.find('.', 1); dot != std::string_view::npos) path = path.substr(0, dot);
  return std::string(path);
}

}  // namespace dsprep::base
