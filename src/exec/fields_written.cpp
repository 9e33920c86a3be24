#include "exec/fields_written.h"

#include <algorithm>
#include <string>
#include <vector>

#include "exec/columns.h"
#include "exec/planned_run.h"
#include "exec/survey_tap.h"
#include "io/format.h"

namespace dsprep::exec {
namespace {

constexpr const char* provenance = "_dsprep";

}  // namespace

const pipeline::Step& FieldsWritten::step() {
  static const OpSpec no_op{.name = "columns", .family = Family::report};
  static const pipeline::Step no_step = [] {
    pipeline::Step made;
    made.spec = &no_op;
    made.name = no_op.name;
    return made;
  }();
  return no_step;
}

std::unique_ptr<const GlobalOp> FieldsWritten::tap() const {
  if (needs_types(options_)) return std::make_unique<SurveyTap>(*options_.format->writer);
  return std::make_unique<ColumnsTap>();
}

Status FieldsWritten::tell(Observer& seen) const {
  if (needs_types(options_)) return tell_types(survey_of(seen));
  std::vector<std::string> columns = columns_of(seen);
  const auto add = [&](const std::string& name) {
    if (std::find(columns.begin(), columns.end(), name) == columns.end()) columns.push_back(name);
  };
  if (pipeline_.into.bound()) add(top_level_name(pipeline_.plans.front().pointer(pipeline_.into)));
  if (options_.explain || pipeline_.derives()) add(provenance);
  return options_.format->writer->set_columns(columns);
}

Status FieldsWritten::tell_types(Survey& survey) const {
  if (pipeline_.into.bound())
    DSPREP_CHECK(survey.observe(record_with_text(pipeline_.plans.front().pointer(pipeline_.into))));
  Status set = options_.format->writer->set_types(survey, options_.explain || pipeline_.derives() ? provenance : "");
  if (!set.ok()) return std::move(set).error().within(std::string(options_.format->spec->name) + " output");
  return {};
}

}  // namespace dsprep::exec
