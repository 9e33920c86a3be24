// RecordKey: what decides where a record goes: the hash of its key, that of its group, and its labels.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/record.h"
#include "dsprep/verdict.h"
#include "split/strata.h"

namespace dsprep::split {

struct KeyPlan {
  Field key, group;
  std::string pointer, group_pointer;
  Field near_text;  // whose near-duplicates stay together; unbound: they may be parted
  std::string near_pointer;
  // There are several sources, whose keys or groups may clash.
  bool key_sources = false, group_sources = false;
  bool sources() const { return key_sources || group_sources; }
  struct Stratify {
    Field field;
    std::string pointer;
  };
  std::vector<Stratify> stratify;  // at most most_stratify
  static constexpr std::size_t most_stratify = 8;
  bool only_text = true;  // the key is the text, not a field that somebody chose
  bool bins = false;      // the one stratify field is a number, whose label is its place in the order of numbers
  std::uint64_t seed = 0;

  std::string stratify_pointers() const;  // "/label × /lang"
};

// Owned by one worker or observer.
//
// Labels: the values of the fields that hold one value are one label together; the elements of an array are a label
// each. So a record has one label, unless a field holds an array.
class RecordKey {
 public:
  explicit RecordKey(const KeyPlan& plan) : plan_(plan) {}

  // Nothing where the record has all that is needed: then hash(), group() and labels() are of it. Else why not.
  std::optional<Verdict> read(const Record& record);
  std::uint64_t hash() const { return hash_; }
  std::uint64_t group() const { return group_; }  // 0 where there are none
  // Keys of strata, each once; of a record that has none, and where nothing is stratified: of all others
  // `none_of_them`.
  const std::vector<std::uint64_t>& labels() const { return labels_; }
  // All of them as one: a stratum of records with the same labels. And its name for people, at most 1,000 bytes.
  std::uint64_t joint_label() const;
  std::string joint_name(const Record& record) const;
  // Counts the record in each of its strata, with their names for people.
  Status count(const Record& record, Strata& strata) const;
  bool has_stratify(std::size_t field) const { return present_ >> field & 1; }  // it is there, be it null

  static constexpr std::uint64_t none_of_them = 0;

 private:
  std::optional<Verdict> read_key(const Record& record);
  std::optional<Verdict> read_group(const Record& record);
  std::optional<Verdict> read_labels(const Record& record);
  std::optional<Verdict> read_elements(const Record& record, std::size_t field);
  std::optional<Verdict> read_number(const Record& record);
  std::string name_of_label(const Record& record, std::uint64_t label) const;

  const KeyPlan& plan_;
  std::uint64_t hash_ = 0, group_ = 0;
  std::uint32_t present_ = 0;  // a bit for each field
  std::vector<std::uint64_t> labels_;
  std::uint64_t joint_ = 0;  // the label that all single values make
  std::string folded_, reduced_, scratch_;
};

// Labels as 8 bytes each.
void append_labels(std::string& out, const std::vector<std::uint64_t>& labels);

}  // namespace dsprep::split
