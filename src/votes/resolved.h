// What a resolving op writes into a record: the label, and where asked for its confidence and the probability of every
// label. The three ops write it alike, and one that is labelled already stays as it is.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "dsprep/op.h"
#include "dsprep/params.h"
#include "dsprep/value.h"

namespace dsprep::votes {

struct ResolvedParams {
  std::string into = "label";
  std::optional<std::string> confidence, probabilities;
  bool overwrite = false;
  void fields(ParamFields& f);
};

struct ResolvedFields {
  Field into, confidence, probabilities;
  std::string into_pointer, confidence_pointer, probabilities_pointer;
  bool overwrite = false;
  Counter labelled, unknown, already_labelled;

  static Result<ResolvedFields> bind(const ResolvedParams& params, Binder& binder);
};

// A label as JSON spells it, and how probable it is.
struct LabelProbability {
  std::string_view label;
  double probability = 0;
};

// One per worker.
class ResolvedWriter {
 public:
  explicit ResolvedWriter(const ResolvedFields& fields) : fields_(fields) {}

  // True where the record has a label that stays.
  bool stays(const Record& record, Context& context) const;
  // `label`: "" where nothing is known: then nothing is written. `probabilities` in the order they are to stand.
  Verdict write(Record& record, Context& context, std::string_view label, double confidence,
                std::span<const LabelProbability> probabilities);

 private:
  const ResolvedFields& fields_;
  ValueBuilder builder_;
};

}  // namespace dsprep::votes
