// Real texts below $DSPREP_SHARED/data, for tests that compare on all of them.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "text/utf8.h"

namespace dsprep::test {

// Calls `use(path, text)` for each file of less than 1 MiB in these folders of data/ that is valid UTF-8, in the order
// of their paths. False, and a line that says so, where DSPREP_SHARED is not set; `what` is what is skipped then.
template <class Use>
bool for_shared_texts(const char* what, std::initializer_list<const char*> folders, Use use) {
  const char* shared = std::getenv("DSPREP_SHARED");
  if (shared == nullptr) {
    std::cout << "skipped: " << what << " (DSPREP_SHARED is not set)\n";
    return false;
  }
  std::vector<std::string> paths;
  for (const char* folder : folders) {
    const std::string root = std::string(shared) + "/data/" + folder;
    if (!std::filesystem::exists(root)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root))
      if (entry.is_regular_file() && entry.file_size() < (1u << 20)) paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  for (const std::string& path : paths) {
    std::ifstream in(path, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    if (text::valid_utf8(text)) use(path, text);
  }
  return true;
}

}  // namespace dsprep::test
