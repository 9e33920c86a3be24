// FieldTree: what a stretch of the records looks like: every place a value was seen at, with its FieldStats.
//
// A place is a path from the record down: a name in an object, or "an element" of an array; all elements of an array
// are one place. Trees merge place by place; as entries of a Sorter, where the tree has grown too large, the same
// places of many trees stand together, each behind the one that holds it.
//
// A dataset may have more names than memory holds (objects used as maps: {"user 17": …}). An object place with more
// than `max_names` is closed: nothing is noted below it. Names only become more when trees are merged, so whether a
// place is closed in the end does not depend on where chunks end, however early a part of them found out.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/hash.h"
#include "dsprep/record.h"
#include "ops/clean/unify/field_stats.h"
#include "spill/sorter.h"

namespace dsprep::ops::unify {

// No Parquet reader goes deeper, and no schema has longer names.
inline constexpr std::size_t deepest = 64, longest_name = 4096;
inline constexpr std::string_view reserved = "_dsprep";  // dsprep's own: passed over

struct TreeLimits {
  std::size_t max_names;          // of one object place
  std::vector<std::string> json;  // JSON Pointers of places that are closed because the user said so
};

// `limits` must outlive it. Not thread-safe.
class FieldTree {
 public:
  explicit FieldTree(const TreeLimits& limits);
  FieldTree(FieldTree&&) = default;
  FieldTree& operator=(FieldTree&&) = default;

  void add(const Record& record);
  void merge(const FieldTree& next);
  std::size_t places() const { return nodes_.size(); }
  // Adds an entry for each place, and forgets all.
  Status move_to(spill::Sorter& entries);

 private:
  struct Node {
    FieldStats stats;
    std::string name;  // decoded; empty for elements
    std::uint32_t parent = 0, depth = 0;
    std::uint32_t position = 0;           // among its parent's children
    std::uint32_t element = 0;            // 0: none yet
    std::vector<std::uint32_t> children;  // in the order they came
    std::uint64_t object = 0;             // the last object that had this name, and its place among the found
    std::uint32_t found = 0;
  };
  struct Name {
    std::uint32_t parent;
    std::string_view name;
    bool operator==(const Name&) const = default;
  };
  struct HashName {
    std::size_t operator()(const Name& name) const {
      return base::hash64(name.name) + name.parent * 0x9e3779b97f4a7c15u;
    }
  };
  struct Found {
    std::uint32_t node;
    Value value;
  };

  void add_value(std::uint32_t node, Value value);
  void add_members(std::size_t base);  // those in found_, from `base`
  bool find(std::uint32_t node, std::string_view raw_key, Value value, std::size_t base, std::size_t& expected);
  std::uint32_t child(std::uint32_t parent, std::string_view name, std::size_t& expected);
  std::uint32_t element(std::uint32_t parent);
  std::uint32_t make(std::uint32_t parent, std::string_view name);
  bool is_element(std::uint32_t node) const { return node != 0 && nodes_[nodes_[node].parent].element == node; }
  bool is_asked_for(std::uint32_t node) const;

  const TreeLimits* limits_;
  std::deque<Node> nodes_;  // [0] is the record; parents come first; never moved
  std::unordered_map<Name, std::uint32_t, HashName> by_name_;
  std::vector<Found> found_;
  std::string quoted_, scratch_;
  RecordId record_;
  std::uint64_t objects_ = 0, member_ = 0;  // objects seen, of which the last is being looked at; members of the record
};

// ---- entries: the path, an end, the stats ----

// The parts of a path as bytes. A part is no beginning of another, and the end is less than any part, so that a place
// comes before what it holds.
void append_path_element(std::string& path);
void append_path_name(std::string& path, std::string_view name);
void append_path_end(std::string& path);
struct PathPart {
  bool element;
  std::string name;  // decoded
};
// "/meta/a~1b": a name as a part of a JSON Pointer, or "/*" for an element.
void append_pointer(std::string& pointer, const PathPart& part);
// Takes the path off the front of an entry, and leaves the stats.
std::vector<PathPart> take_path(std::string_view& entry);

}  // namespace dsprep::ops::unify
