#include "labels/bound_labels.h"

namespace dsprep::labels {

Result<BoundLabels> BoundLabels::bind(const std::string& field, const std::optional<std::string>& into,
                                      Binder& binder) {
  BoundLabels bound;
  if (into) {
    DSPREP_TRY(bound.from.field, binder.read(field));
    DSPREP_TRY(bound.into, binder.write(*into));
  } else {
    DSPREP_TRY(bound.from.field, binder.write(field));
    bound.into = bound.from.field;
  }
  bound.from.pointer = binder.pointer(bound.from.field);
  bound.into_pointer = binder.pointer(bound.into);
  const bool many = bound.from.pointer.find('*') != std::string::npos;
  if (into && (many || bound.into_pointer.find('*') != std::string::npos))
    return usage_error(
        "into: with \"*\" a field names several places: name the array itself in field, and one in into");
  if (into && bound.into_pointer.starts_with(bound.from.pointer + "/"))
    return usage_error("into = \"" + *into + "\" lies in " + bound.from.pointer + ": name another field");
  return bound;
}

Status BoundLabels::check_field(const LabelList& list, const std::string& path) const {
  if (list.field.empty() || list.field == from.pointer) return {};
  return usage_error(path + " is of the field " + list.field + ", not " + from.pointer +
                     ": give the file of this field, or change \"field\" in it where they mean the same");
}

}  // namespace dsprep::labels
