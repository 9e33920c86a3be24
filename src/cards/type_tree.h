// TypeTree: which types the fields of records have, for cards: every name, and what its values were.
//
// Of the two other surveys, that of columnar needs Arrow and refuses what no column can be, and that of unify counts,
// spills and remembers where things were. This one is for a bounded number of records, and takes them as they are.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dsprep/value.h"

namespace dsprep::cards {

// Not thread-safe.
class TypeTree {
 public:
  TypeTree();
  ~TypeTree();
  void observe(std::string_view line);  // a valid JSON object
  std::uint64_t records() const { return records_; }
  std::uint64_t fields() const { return fields_; }  // nested ones counted

  // As Hugging Face `datasets` writes its Features: {"text":{"dtype":"string","_type":"Value"}}. A field of several
  // types is {"_type":"Json"}; so is an object with more names than `most_names`, which is data and no schema, and one
  // that comes when there are `most_fields` in all.
  // "" where the records themselves have more names than that.
  std::string features() const;

  static constexpr std::size_t most_names = 20'000, most_fields = 50'000;

 private:
  struct Node;
  void observe(Node& node, Value value, int depth);
  void observe_members(Node& node, Value value, int depth);
  Node* member(Node& node, std::string_view name);
  static void append(const Node& node, ValueBuilder& out);

  std::unique_ptr<Node> root_;
  std::uint64_t records_ = 0, fields_ = 0;
  std::string scratch_;
};

// Is it a text that Arrow's JSON reader, and with it `datasets`, takes for a time: 2026-12-01, 2026-12-01T09:30:00Z?
bool reads_as_time(std::string_view raw);

}  // namespace dsprep::cards
