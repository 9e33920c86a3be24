#include "votes/resolved.h"

#include "dsprep/need.h"
#include "votes/answers.h"

namespace dsprep::votes {

void ResolvedParams::fields(ParamFields& f) {
  f("into", into, {.meaning = "the field to write the label to", .field = true, .result = true});
  f("confidence", confidence,
    {.meaning = "a field to write the label's probability to, 0 to 1", .field = true, .result = true});
  f("probabilities", probabilities,
    {.meaning = "a field to write the probability of every label to: {\"ham\":0.9,\"spam\":0.1}",
     .field = true,
     .result = true});
  f("overwrite", overwrite, {.meaning = "whether records that have a label already are labelled again"});
}

Result<ResolvedFields> ResolvedFields::bind(const ResolvedParams& params, Binder& binder) {
  ResolvedFields fields;
  const auto bind_one = [&](const std::string& name, Field& field, std::string& pointer) -> Status {
    DSPREP_TRY(field, binder.write(name));
    pointer = binder.pointer(field);
    if (pointer.find('*') != std::string::npos)
      return usage_error("\"" + name + "\" names several places: a label is written to one");
    return {};
  };
  DSPREP_CHECK(bind_one(params.into, fields.into, fields.into_pointer));
  if (params.confidence) DSPREP_CHECK(bind_one(*params.confidence, fields.confidence, fields.confidence_pointer));
  if (params.probabilities)
    DSPREP_CHECK(bind_one(*params.probabilities, fields.probabilities, fields.probabilities_pointer));
  if (fields.confidence_pointer == fields.into_pointer || fields.probabilities_pointer == fields.into_pointer ||
      (params.confidence && fields.confidence_pointer == fields.probabilities_pointer))
    return usage_error("into, confidence and probabilities name the same field: give each its own");
  fields.overwrite = params.overwrite;
  fields.labelled = binder.counter("labelled");
  fields.unknown = binder.counter("unknown");
  fields.already_labelled = binder.counter("already_labelled");
  return fields;
}

bool ResolvedWriter::stays(const Record& record, Context& context) const {
  if (fields_.overwrite) return false;
  const FieldType now = record.type(fields_.into);
  if (now == FieldType::missing || now == FieldType::null) return false;
  context.count(fields_.already_labelled);
  return true;
}

Verdict ResolvedWriter::write(Record& record, Context& context, std::string_view label, double confidence,
                              std::span<const LabelProbability> probabilities) {
  if (label.empty()) {
    context.count(fields_.unknown);
    return Verdict::keep();
  }
  if (!record.set_raw(fields_.into, label)) return Verdict::malformed(cannot_be_added(fields_.into_pointer));
  if (fields_.confidence.bound() && !record.set_number(fields_.confidence, confidence))
    return Verdict::malformed(cannot_be_added(fields_.confidence_pointer));
  if (fields_.probabilities.bound()) {
    builder_.clear();
    builder_.begin_object();
    for (const LabelProbability& entry : probabilities) builder_.key(label_name(entry.label)).number(entry.probability);
    builder_.end_object();
    if (!record.set_raw(fields_.probabilities, builder_.json()))
      return Verdict::malformed(cannot_be_added(fields_.probabilities_pointer));
  }
  context.count(fields_.labelled);
  return Verdict::keep();
}

}  // namespace dsprep::votes
