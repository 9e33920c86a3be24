#include "split/record_class.h"

#include <algorithm>

#include "base/hash.h"
#include "base/spell.h"
#include "dsprep/need.h"

namespace dsprep::split {

Status ClassPlan::bind_parts(const std::vector<std::string>& names, const std::vector<std::string>& usual,
                             Binder& binder) {
  part_names = binder.part_names();
  std::vector<std::string> known(part_names.begin() + 1, part_names.end());
  if (!binder.parts_known()) {
    if (!names.empty())
      return usage_error(
          "parts: the records are in no parts here: leave it out, or put the step that makes them in "
          "front");
    return {};
  }
  const std::vector<std::string>& wanted = names.empty() ? usual : names;
  if (wanted.empty()) return {};
  parts.assign(part_names.size(), false);
  for (const std::string& name : wanted) {
    const auto at = std::find(known.begin(), known.end(), name);
    if (at != known.end()) {
      parts[static_cast<std::size_t>(at - known.begin()) + 1] = true;
      continue;
    }
    std::string all;
    for (const std::string& part : known) all.append(all.empty() ? "" : ", ").append(part);
    if (names.empty())
      return usage_error("the records are in the parts " + all + ", of which none is named " + name +
                         ": say in `parts` which to draw from");
    return usage_error("parts: there is no part \"" + name + "\"" + base::did_you_mean(name, known) +
                       "; the records are in " + all);
  }
  return {};
}

std::optional<Verdict> RecordClass::read(const Record& record) {
  const std::size_t part = record.part().index;
  drawn_ = plan_.parts.empty() || (part < plan_.parts.size() && plan_.parts[part]);
  if (!drawn_ && !plan_.marks_all) return std::nullopt;
  key_ = 0;
  if (plan_.by == ClassPlan::By::source) key_ = record.source().index;
  if (plan_.by == ClassPlan::By::labels) {
    if (plan_.one_label) {
      const KeyPlan::Stratify& by = plan_.labels.stratify.front();
      const FieldType type = record.type(by.field);
      if (type != FieldType::text && type != FieldType::number && type != FieldType::boolean)
        return Verdict::malformed(wrong_type(by.pointer, type, "text, number or boolean"));
    }
    if (auto verdict = labels_.read(record)) return verdict;
    key_ = labels_.joint_label();
  }
  if (plan_.by_part) key_ = base::mix(key_, part);
  if (plan_.text.bound() && drawn_) {
    if (auto verdict = need_text(record, plan_.text, plan_.text_pointer)) return verdict;
    size_ = record.text(plan_.text)->size();
  }
  return std::nullopt;
}

std::uint64_t RecordClass::place(const Record& record) const {
  const dsprep::RecordKey& content = record.key();
  return base::mix(base::mix(plan_.seed, content.high), content.low);
}

std::string RecordClass::name(const Record& record) const {
  std::string name;
  if (plan_.by == ClassPlan::By::source) name = plan_.sources[record.source().index];
  if (plan_.by == ClassPlan::By::labels) name = labels_.joint_name(record);
  if (!plan_.by_part) return name;
  const std::string& part = plan_.part_names[record.part().index];
  return name.empty() ? part : part + ": " + name;
}

}  // namespace dsprep::split
