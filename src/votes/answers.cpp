#include "votes/answers.h"

#include "dsprep/need.h"
#include "dsprep/value.h"

namespace dsprep::votes {

void AnswerParams::fields(ParamFields& f) {
  f("answers", answers,
    {.meaning = "the field with a list of {\"annotator\": …, \"label\": …}: who said what", .field = true});
  f("votes", votes, {.meaning = "the field with a list of one label or null per rule", .field = true});
  f("task", task,
    {.meaning = "where each record is one answer: the field whose value names what was asked about", .field = true});
  f("annotator", annotator, {.meaning = "with task: the field that names who answered", .field = true});
  f("answer", answer, {.meaning = "with task: the field with the answer", .field = true});
  f("abstain", abstain, {.meaning = "a label that stands for no answer, beside null: -1"});
}

Result<AnswerFields> AnswerFields::bind(const AnswerParams& params, const ParamValues& given, Binder& binder) {
  const int shapes = params.answers.has_value() + params.votes.has_value() + params.task.has_value();
  if (shapes == 0)
    return usage_error(
        "say where the answers are: answers = FIELD (a list of {annotator, label}), votes = FIELD (a list of one label "
        "or null per rule) or task = FIELD (each record is one answer)");
  if (shapes > 1) return usage_error("answers, votes and task are three ways to hold answers: give one of them");
  AnswerFields fields;
  if (params.task) {
    fields.shape = Shape::tasks;
    DSPREP_TRY(fields.task, binder.read(*params.task));
    DSPREP_TRY(fields.annotator, binder.read(params.annotator));
    DSPREP_TRY(fields.label, binder.read(params.answer));
    fields.task_pointer = binder.pointer(fields.task);
    fields.annotator_pointer = binder.pointer(fields.annotator);
    fields.label_pointer = binder.pointer(fields.label);
  } else {
    for (const auto& [name, value] : given)
      if ((name == "annotator" || name == "answer") && value.set())
        return usage_error(name + " is for task = FIELD, where each record is one answer");
    fields.shape = params.answers ? Shape::answers : Shape::votes;
    DSPREP_TRY(fields.list, binder.read(params.answers ? *params.answers : *params.votes));
    fields.list_pointer = binder.pointer(fields.list);
  }
  for (const std::string* pointer : {&fields.list_pointer, &fields.task_pointer, &fields.label_pointer})
    if (pointer->find('*') != std::string::npos)
      return usage_error("\"" + *pointer + "\" names several places: give the list itself");
  if (!params.abstain.empty()) fields.abstain = label_of_param(params.abstain);
  return fields;
}

std::optional<std::string_view> canonical_label(Value value, std::string& scratch) {
  switch (value.type()) {
    case FieldType::text: {
      if (value.raw().find('\\') == std::string_view::npos) return value.raw();
      ValueBuilder builder;
      builder.text(*value.text());
      scratch = builder.take();
      return scratch;
    }
    case FieldType::number:
    case FieldType::boolean: return value.raw();
    default: return std::nullopt;
  }
}

std::string label_name(std::string_view canonical) { return Value(canonical).text().value_or(std::string(canonical)); }

std::string label_of_param(std::string_view given) {
  if (!validate_json(given)) {
    std::string scratch;
    if (const auto label = canonical_label(Value(given), scratch)) return std::string(*label);
  }
  return ValueBuilder().text(given).take();
}

std::optional<std::string> AnswerReader::read(const Record& record) {
  answers_.clear();
  scratch_used_ = 0;
  places_ = 0;
  return fields_.shape == Shape::tasks ? read_task(record) : read_list(record);
}

std::optional<std::string> AnswerReader::add(std::string_view annotator, Value label, std::string_view where) {
  if (label.type() == FieldType::null) return std::nullopt;
  if (scratch_used_ == scratch_.size()) scratch_.emplace_back();
  std::string& scratch = scratch_[scratch_used_];
  const auto canonical = canonical_label(label, scratch);
  if (!canonical)
    return "a label in " + std::string(where) + " is " + std::string(name_of(label.type())) +
           ", not text, number or boolean";
  if (canonical->data() == scratch.data()) ++scratch_used_;
  if (*canonical == fields_.abstain) return std::nullopt;
  answers_.push_back({annotator, *canonical, places_});
  return std::nullopt;
}

std::optional<std::string> AnswerReader::read_list(const Record& record) {
  const FieldType type = record.type(fields_.list);
  if (type != FieldType::array) return wrong_type(fields_.list_pointer, type, "array");
  const Value list = record.value(fields_.list);
  for (Value::Elements it = list.elements(); it.next(); ++places_) {
    if (fields_.shape == Shape::votes) {
      if (numbers_.size() == places_) numbers_.push_back(std::to_string(places_));
      if (auto reason = add(numbers_[places_], it.value(), fields_.list_pointer)) return reason;
      continue;
    }
    if (it.value().type() != FieldType::object)
      return "an element of " + fields_.list_pointer + " is " + std::string(name_of(it.value().type())) +
             ", not an object with annotator and label";
    const Value annotator = it.value()["annotator"], label = it.value()["label"];
    if (!label.exists()) return "an answer in " + fields_.list_pointer + " has no label";
    if (scratch_used_ == scratch_.size()) scratch_.emplace_back();
    std::string& scratch = scratch_[scratch_used_];
    std::string_view name;
    if (const auto text = annotator.text(scratch)) name = *text;
    else if (annotator.type() == FieldType::number) name = annotator.raw();
    else
      return "an answer in " + fields_.list_pointer +
             " has no annotator: " + wrong_type("annotator", annotator.type(), "text or number");
    if (name.data() == scratch.data()) ++scratch_used_;
    if (auto reason = add(name, label, fields_.list_pointer)) return reason;
  }
  return std::nullopt;
}

std::optional<std::string> AnswerReader::read_task(const Record& record) {
  if (const FieldType type = record.type(fields_.task); type == FieldType::missing || type == FieldType::null)
    return is_missing(fields_.task_pointer);
  const FieldType type = record.type(fields_.label);
  if (type == FieldType::missing) return is_missing(fields_.label_pointer);
  std::string_view name;
  if (const auto text = record.text(fields_.annotator)) name = *text;
  else if (record.type(fields_.annotator) == FieldType::number) name = record.raw(fields_.annotator);
  else return wrong_type(fields_.annotator_pointer, record.type(fields_.annotator), "text or number");
  return add(name, record.value(fields_.label), fields_.label_pointer);
}

}  // namespace dsprep::votes
