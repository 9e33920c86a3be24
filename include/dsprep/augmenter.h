// augmenter: the frame of an op that adds copies of a record with something changed in its texts.
//
// Such an op writes down what is the same for all workers and how one copy is made, and this file makes a MapOp of it:
// fields and elements, how many copies, what may not be touched, no copy that says nothing new, randomness from the
// record's seed, provenance, span labels that move along.
//
//   struct Rules {
//     struct Scratch {};                                   // what a worker needs to itself; may be empty
//     // Once per record, before its copies. False: nothing can be made of these texts.
//     bool look(CopyTexts& texts, Scratch&) const;
//     // One copy: edits of the texts' drafts, and how it was made. All randomness comes from `seed`.
//     void copy(CopyTexts& texts, std::uint64_t seed, CopyDraft& draft, Scratch&) const;
//     static constexpr unsigned attempts = 3;              // may be left out: 1
//   };
//   Result<AnyOp> make(const ParamValues& values, Binder& binder) { …; return augmenter(Rules{…}, params.augment,
//   fields, binder); }
//
// An op of another kind (a BatchOp that asks a translator, the decision of a GlobalOp that mixes two records) uses
// CopyPlan and Copies by itself: begin(), then draft() and add() for each copy, not_added() for one that could not be
// made.
#pragma once

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/op.h"
#include "dsprep/params.h"
#include "dsprep/text_draft.h"
#include "dsprep/text_rewriter.h"

namespace dsprep {

// The parameters every augmenter has.
struct CopyParams {
  std::int64_t copies = 1;
  std::vector<std::string> protect, protect_spans;
  void fields(ParamFields& f);
};

// What is not to be touched, by regular expressions. Immutable; shared by all workers.
class ProtectedPatterns {
 public:
  virtual ~ProtectedPatterns() = default;
  virtual void find(std::string_view text, std::vector<TextSpan>& found) const = 0;  // appends
};

// What is the same for all copies: shared by all workers.
struct CopyPlan {
  std::vector<BoundText> texts;
  std::uint64_t copies = 1;
  std::vector<std::pair<Field, Field>> protected_spans;  // (text, spans)
  std::shared_ptr<const ProtectedPatterns> patterns;     // null: none
  Counter unchanged{};                                   // copies not made, because they would say nothing new
  Counter touched{};                                     // … because they change what is protected

  static Result<CopyPlan> make(const CopyParams& params, std::span<const std::string> fields, Binder& binder);
  bool protects() const { return patterns || !protected_spans.empty(); }
};

// floor(rate × n), but at least one where there is something to change: how many edits a text of n words (characters,
// sentences) gets. EDA's rule.
inline std::uint64_t edits_of(double rate, std::uint64_t n) {
  if (n == 0) return 0;
  return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(rate * static_cast<double>(n)));
}

// The texts of one record: the elements of its fields that are text, in order. Owned by one worker; valid until the
// next record.
class CopyTexts {
 public:
  const Record& record() const { return *record_; }
  std::size_t size() const { return texts_.size(); }
  std::string_view text(std::size_t i) const { return texts_[i].text; }
  std::span<const TextSpan> words(std::size_t i, WordModel model);
  // Ascending, none overlapping the next.
  std::span<const TextSpan> protected_spans(std::size_t i) const {
    return std::span(protected_).subspan(texts_[i].first_protected, texts_[i].protected_count);
  }
  bool touchable(std::size_t i, TextSpan span) const;

 private:
  friend class Copies;
  struct Text {
    Field field;
    std::size_t element;
    std::string_view text;
    bool only;  // of its field
    std::size_t first_protected = 0, protected_count = 0;
  };
  const Record* record_ = nullptr;
  std::vector<Text> texts_;
  std::vector<TextSpan> protected_, words_;
};

// One copy under way.
class CopyDraft {
 public:
  TextDraft& text(std::size_t i) { return texts_[i]; }  // of CopyTexts::text(i)
  std::string recipe;                // a JSON value that says how it was made: {"words":3}; "": nothing to say
  std::vector<std::string> origins;  // Record::name() of other records it has parts of

 private:
  friend class Copies;
  std::vector<TextDraft> texts_;  // at least as many as there are texts
};

// Makes the copies of record after record. One per worker.
class Copies {
 public:
  explicit Copies(const CopyPlan& plan);
  ~Copies();
  Copies(const Copies&) = delete;
  Copies& operator=(const Copies&) = delete;

  // Takes up a record; a verdict where it lacks a text. The record may not be edited before its copies are made.
  std::optional<Verdict> begin(const Record& record);
  CopyTexts& texts() { return texts_; }
  CopyDraft& draft();  // of the next copy: nothing changed yet
  // Derives the record that the draft describes; not where its texts would be those of the record or of a copy before,
  // or something protected is changed. Who does not try again tells not_added().
  enum class Outcome : std::uint8_t { added, nothing_new, touched };
  Outcome add(Context& context);
  Record& added() { return *added_; }  // the last one, to be edited further; valid until the next call of add()
  void not_added(Outcome why, Context& context, std::uint64_t copies = 1) const {
    context.count(why == Outcome::touched ? plan_.touched : plan_.unchanged, copies);
  }

 private:
  struct Seen;
  bool keeps_protected();

  const CopyPlan& plan_;
  CopyTexts texts_;
  CopyDraft draft_;
  std::unique_ptr<Seen> seen_;  // what the record and its copies say
  std::optional<Record> added_;
};

template <class Rules>
class Augmenter final : public MapOp {
 public:
  Augmenter(Rules rules, CopyPlan plan) : rules_(std::move(rules)), plan_(std::move(plan)) {}
  std::unique_ptr<Mapper> mapper() const override { return std::make_unique<AugmentingMapper>(*this); }

 private:
  static constexpr unsigned attempts() {
    if constexpr (requires { Rules::attempts; }) return Rules::attempts;
    else return 1;
  }

  struct AugmentingMapper final : Mapper {
    explicit AugmentingMapper(const Augmenter& augmenter)
        : op(augmenter), scratch(make_scratch(augmenter.rules_)), copies(augmenter.plan_) {}

    Verdict map(Record& record, Context& context) override {
      if (std::optional<Verdict> verdict = copies.begin(record)) return *std::move(verdict);
      if (!op.rules_.look(copies.texts(), scratch)) {
        copies.not_added(Copies::Outcome::nothing_new, context, op.plan_.copies);
        return Verdict::keep();
      }
      for (std::uint64_t copy = 0; copy < op.plan_.copies; ++copy) make(record, copy, context);
      return Verdict::keep();
    }

    // Tries again, with other random choices, where a copy says nothing new or touches what is protected.
    void make(const Record& record, std::uint64_t copy, Context& context) {
      Copies::Outcome outcome{};
      for (std::uint64_t attempt = 0; attempt < attempts(); ++attempt) {
        CopyDraft& draft = copies.draft();
        op.rules_.copy(copies.texts(), context.rng_seed(record, copy | attempt << 32), draft, scratch);
        outcome = copies.add(context);
        if (outcome == Copies::Outcome::added) return;
      }
      copies.not_added(outcome, context);
    }

    const Augmenter& op;
    typename Rules::Scratch scratch;
    Copies copies;
  };

  Rules rules_;
  CopyPlan plan_;
};

// A MapOp that adds copies of each record, made of the texts of `fields` by `rules`. A record in which one of them is
// missing or no text is malformed. Its OpSpec says `.derives`.
template <class Rules>
Result<AnyOp> augmenter(Rules rules, const CopyParams& params, std::span<const std::string> fields, Binder& binder) {
  DSPREP_TRY(CopyPlan plan, CopyPlan::make(params, fields, binder));
  return AnyOp(std::make_unique<Augmenter<Rules>>(std::move(rules), std::move(plan)));
}

}  // namespace dsprep
