// LabelList: the labels there are, in order, and the file they are saved in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/hash.h"
#include "dsprep/binder.h"
#include "dsprep/result.h"

namespace dsprep::labels {

// Immutable once made, shared by all workers.
class LabelList {
 public:
  static constexpr std::size_t none = ~std::size_t{0};

  // What json() has written, a JSON array of labels, or a text with one label a line. An error names the file.
  static Result<LabelList> read(const ResourceFile& file);
  std::string json() const;

  bool add(std::string_view key, std::uint64_t count);  // false: it is there already
  std::size_t place(std::string_view key) const;        // from 0, or none
  const std::string& key(std::size_t place) const { return entries_[place].key; }
  void set_count(std::size_t place, std::uint64_t count) { entries_[place].count = count; }
  std::uint64_t count(std::size_t place) const { return entries_[place].count; }
  std::size_t size() const { return entries_.size(); }

  std::string field;           // "/label"; empty where the file does not say
  std::int64_t first_id = 0;   // the id of the first label
  bool says_first_id = false;  // the file does

 private:
  struct Entry {
    std::string key;
    std::uint64_t count;
  };
  std::vector<Entry> entries_;
  struct Hash {
    using is_transparent = void;  // asked with a string_view
    std::size_t operator()(std::string_view key) const { return base::hash64(key); }
  };
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> places_;
};

}  // namespace dsprep::labels
