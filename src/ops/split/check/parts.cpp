#include "ops/split/check/parts.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/hash.h"
#include "dsprep/need.h"
#include "spill/wire.h"

namespace dsprep::ops::check {
namespace {

constexpr std::size_t longest_name = 200;

// Of the usual names, which come before others.
std::size_t usual_place(std::string_view name) {
  constexpr std::string_view usual[] = {"train", "training", "validation", "valid",      "val",
                                        "dev",   "test",     "testing",    "evaluation", "eval"};
  return static_cast<std::size_t>(std::find(std::begin(usual), std::end(usual), name) - std::begin(usual));
}

}  // namespace

std::optional<Verdict> PartOf::read(const Record& record) {
  if (!plan_.part.bound()) {
    key_ = record.part().index;
    if (key_ == 0) return Verdict::malformed("the record is in no part");
    name_ = plan_.part_names[key_];
    return std::nullopt;
  }
  const FieldType type = record.type(plan_.part);
  if (type != FieldType::text && type != FieldType::number && type != FieldType::boolean)
    return Verdict::malformed(wrong_type(plan_.part_pointer, type, "the name of a part"));
  name_ = type == FieldType::text ? *record.text(plan_.part) : record.raw(plan_.part);
  key_ = base::hash64(name_);
  return std::nullopt;
}

Part* PartCounts::add(PartKey key, std::string_view name) {
  const auto known = parts_.find(key);
  if (known != parts_.end()) return &known->second;
  if (parts_.size() == most) too_many_ = true;
  if (too_many_) return nullptr;
  return &parts_.emplace(key, Part{std::string(name.substr(0, longest_name)), 0, 0}).first->second;
}

void PartCounts::merge(PartCounts&& next) {
  too_many_ |= next.too_many_;
  for (const auto& [key, theirs] : next.parts_) {
    Part* const part = add(key, theirs.name);
    if (!part) return;
    part->records += theirs.records;
    part->labelled += theirs.labelled;
  }
}

Status PartCounts::save(ByteSink& sink) const {
  DSPREP_CHECK(spill::put_u64(sink, too_many_ ? 1 : 0));
  DSPREP_CHECK(spill::put_u64(sink, parts_.size()));
  for (const auto& [key, part] : parts_) {
    DSPREP_CHECK(spill::put_u64(sink, key));
    DSPREP_CHECK(spill::put_text(sink, part.name));
    DSPREP_CHECK(spill::put_u64(sink, part.records));
    DSPREP_CHECK(spill::put_u64(sink, part.labelled));
  }
  return {};
}

Status PartCounts::load(ByteSource& source) {
  DSPREP_TRY(const std::uint64_t too_many, spill::get_u64(source));
  too_many_ = too_many != 0;
  DSPREP_TRY(const std::uint64_t size, spill::get_u64(source));
  if (size > most) return failure("saved state is damaged: too many parts");
  for (std::uint64_t i = 0; i < size; ++i) {
    DSPREP_TRY(const std::uint64_t key, spill::get_u64(source));
    Part part;
    DSPREP_TRY(part.name, spill::get_text(source, longest_name));
    DSPREP_TRY(part.records, spill::get_u64(source));
    DSPREP_TRY(part.labelled, spill::get_u64(source));
    parts_.emplace(key, std::move(part));
  }
  return {};
}

PartList::PartList(const PartCounts& counts, const Plan& plan) {
  std::vector<std::pair<PartKey, Part>> all(counts.parts().begin(), counts.parts().end());
  if (!plan.part.bound())
    for (std::size_t i = 1; i < plan.part_names.size(); ++i)
      if (counts.parts().count(i) == 0) all.emplace_back(i, Part{plan.part_names[i], 0, 0});
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::pair(usual_place(a.second.name), std::string_view(a.second.name)) <
           std::pair(usual_place(b.second.name), std::string_view(b.second.name));
  });
  for (auto& [key, part] : all) {
    ranks[key] = parts.size();
    parts.push_back(std::move(part));
  }
}

}  // namespace dsprep::ops::check
