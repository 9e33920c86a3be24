// text_rewriter: the frame of an op that rewrites texts.
//
// Such an op writes down what is the same for all workers and how one text is rewritten, and this file makes a MapOp of
// it: fields and their elements ("*", null ones passed over), records that lack their text, span labels that move
// along, counts of what was changed.
//
//   struct Rules {
//     struct Scratch {};                                   // what a worker needs to itself; may be empty
//     void rewrite(std::string_view text, TextDraft& draft, Scratch&) const {
//       for (std::size_t at; (at = text.find('\t', draft.at())) != text.npos;) draft.keep_to(at).replace(1, " ");
//     }
//   };
//   Result<AnyOp> make(const ParamValues& values, Binder& binder) { …; return text_rewriter(Rules{…}, params.fields,
//   binder); }
//
// What Rules may have beside rewrite():
//
//   static constexpr std::string_view counts[] = {"tabs"};
//     Kinds of changes, which draft.count(0) counts: the op's counters in the manifest. (How many records changed is
//     counted by the engine for every op.)
//   bool rewrite_escaped(std::string_view escaped, TextDraft& draft, Scratch&) const;
//     The fast path: the same on the text as JSON spells it, with none but the shortest escapes (record.md). False:
//     cannot tell, and nothing was replaced; rewrite() is asked. Most texts need no change: what finds that out here
//     saves decoding them. It must come to the same text as rewrite(), which is what is asked wherever labels move.
//   std::optional<Verdict> begin(const Record& record, Scratch&) const;
//     Before the texts of a record: what is to be known of its other fields (its language). A verdict ends it here.
//   A Scratch with a constructor Scratch(const Rules&) is made by that.
//
// rewrite() must not depend on draft.aligned(), but may be quicker where it is false (draft.rewrite()). An op whose
// second run changes nothing says OpSpec::idempotent, and the laws hold it to that.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "dsprep/need.h"
#include "dsprep/op.h"
#include "dsprep/params.h"
#include "dsprep/text_draft.h"

namespace dsprep {

// The parameter every rewriter has.
inline void describe_text_fields(ParamFields& f, std::vector<std::string>& fields) {
  f("fields", fields, {.meaning = "the texts to rewrite", .field = true});
}

// A field that holds texts, and its name in messages.
struct BoundText {
  Field field;
  std::string pointer;
};

// The fields an op writes texts in; one that is named twice is one.
inline Result<std::vector<BoundText>> bind_texts(std::span<const std::string> fields, Binder& binder) {
  if (fields.empty()) return usage_error("fields is empty: name the texts to rewrite");
  std::vector<BoundText> texts;
  for (const std::string& name : fields) {
    DSPREP_TRY(const Field field, binder.write(name));
    const bool known =
        std::any_of(texts.begin(), texts.end(), [&](const BoundText& text) { return text.field.slot == field.slot; });
    if (!known) texts.push_back({field, binder.pointer(field)});
  }
  return texts;
}

// What a worker needs to itself: made from the rules where it can be.
template <class Rules>
typename Rules::Scratch make_scratch(const Rules& rules) {
  if constexpr (std::is_constructible_v<typename Rules::Scratch, const Rules&>) return typename Rules::Scratch(rules);
  else return typename Rules::Scratch();
}

template <class Rules>
class TextRewriter final : public MapOp {
 public:
  TextRewriter(Rules rules, std::vector<BoundText> texts, std::vector<Counter> counters)
      : rules_(std::move(rules)), texts_(std::move(texts)), counters_(std::move(counters)) {}
  std::unique_ptr<Mapper> mapper() const override { return std::make_unique<RewritingMapper>(*this); }

 private:
  struct RewritingMapper final : Mapper {
    explicit RewritingMapper(const TextRewriter& rewriter) : op(rewriter), scratch(make_scratch(rewriter.rules_)) {}

    Verdict map(Record& record, Context& context) override {
      if constexpr (requires { op.rules_.begin(record, scratch); }) {
        if (std::optional<Verdict> verdict = op.rules_.begin(record, scratch)) return *std::move(verdict);
      }
      for (const BoundText& text : op.texts_) {
        if (auto verdict = need_text(record, text.field, text.pointer)) return *std::move(verdict);
        const bool aligned = record.carries_spans(text.field);
        for (const std::size_t i : text_elements(record, text.field)) {
          rewrite(record, text.field, i, aligned);
          if constexpr (requires { Rules::counts; }) {
            draft.take_counts([&](std::size_t kind, std::uint64_t n) { context.count(op.counters_[kind], n); });
          }
        }
      }
      return Verdict::keep();
    }

    void rewrite(Record& record, Field field, std::size_t i, bool aligned) {
      if constexpr (requires { op.rules_.rewrite_escaped(std::string_view(), draft, scratch); }) {
        if (const auto escaped = record.escaped_text(field, i)) {
          draft.start(*escaped, false);
          if (op.rules_.rewrite_escaped(*escaped, draft, scratch)) {
            if (!draft.changed()) return;
            if (!aligned) {
              record.set_escaped_text(field, draft.text(), i);
              return;
            }
            draft.forget_counts();  // it is all done again
          }
        }
      }
      const std::string_view text = *record.text(field, i);
      draft.start(text, aligned);
      op.rules_.rewrite(text, draft, scratch);
      draft.apply(record, field, i);
    }

    const TextRewriter& op;
    typename Rules::Scratch scratch;
    TextDraft draft;
  };

  Rules rules_;
  std::vector<BoundText> texts_;
  std::vector<Counter> counters_;  // of Rules::counts
};

// A MapOp that rewrites the texts of `fields` by `rules`. A record in which one of them is missing or no text is
// malformed.
template <class Rules>
Result<AnyOp> text_rewriter(Rules rules, std::span<const std::string> fields, Binder& binder) {
  DSPREP_TRY(std::vector<BoundText> texts, bind_texts(fields, binder));
  std::vector<Counter> counters;
  if constexpr (requires { Rules::counts; }) {
    static_assert(std::size(Rules::counts) <= TextDraft::most_kinds);
    for (const std::string_view name : Rules::counts) counters.push_back(binder.counter(name));
  }
  return AnyOp(std::make_unique<TextRewriter<Rules>>(std::move(rules), std::move(texts), std::move(counters)));
}

}  // namespace dsprep
