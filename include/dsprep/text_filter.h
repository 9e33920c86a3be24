// text_filter: the frame of a filter that judges each text by itself.
//
// Most filters are a few numbers measured of one text. Such an op writes down what is the same for all workers and how
// a text is judged, and this file makes a MapOp of it:
//
//   struct Rules {
//     struct Scratch {};                                             // what a worker needs to itself; may be empty
//     void judge(const TextView& text, Scratch&, Judge& judge) const {
//       check_between(judge, min_ratio, max_ratio, [&] { return …; });
//     }
//   };
//   Result<AnyOp> make(const ParamValues& values, Binder& binder) { …; return text_filter(Rules{…}, params.field,
//   binder); }
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "dsprep/need.h"
#include "dsprep/op.h"

namespace dsprep {

// Checks whichever of the two rules is wanted against one value, measured only where one of them is.
template <class Measure>
void check_between(Judge& judge, Rule min, Rule max, Measure measure) {
  const bool wants_min = judge.wants(min), wants_max = judge.wants(max);
  if (!wants_min && !wants_max) return;
  const double value = measure();
  if (wants_min) judge.check(min, value);
  if (wants_max) judge.check(max, value);
}

// n of `of`, or NaN (nothing to measure) where there is none.
inline double share(std::uint64_t n, std::uint64_t of) { return static_cast<double>(n) / static_cast<double>(of); }

template <class Rules>
class TextFilter final : public MapOp {
 public:
  TextFilter(Rules rules, Field field, std::string pointer)
      : rules_(std::move(rules)), field_(field), pointer_(std::move(pointer)) {}
  std::unique_ptr<Mapper> mapper() const override { return std::make_unique<TextMapper>(*this); }

 private:
  struct TextMapper final : Mapper {
    explicit TextMapper(const TextFilter& op) : filter(op), scratch() {}
    Verdict map(Record& record, Context& context) override {
      if (auto verdict = need_text(record, filter.field_, filter.pointer_)) return *std::move(verdict);
      filter.rules_.judge(record.view(filter.field_), scratch, context.judge());
      return context.judge().verdict();
    }
    const TextFilter& filter;
    typename Rules::Scratch scratch;
  };

  Rules rules_;
  Field field_;
  std::string pointer_;
};

// A MapOp that gives the text of `field` to rules.judge(). A record whose field is missing or no text is malformed.
template <class Rules>
Result<AnyOp> text_filter(Rules rules, std::string_view field, Binder& binder) {
  DSPREP_TRY(const Field bound, binder.read(field));
  return AnyOp(std::make_unique<TextFilter<Rules>>(std::move(rules), bound, binder.pointer(bound)));
}

}  // namespace dsprep
