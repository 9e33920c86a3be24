// Copies: what augmenters share (dsprep/augmenter.h).
#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/hash128.h"
#include "dsprep/augmenter.h"
#include "dsprep/need.h"
#include "text/regex.h"
#include "text/segment.h"

namespace dsprep {
namespace {

class Patterns final : public ProtectedPatterns {
 public:
  explicit Patterns(std::vector<text::Regex> patterns) : patterns_(std::move(patterns)) {}
  void find(std::string_view text, std::vector<TextSpan>& found) const override {
    for (const text::Regex& pattern : patterns_) {
      std::size_t begin = 0, end = 0;
      for (std::size_t from = 0; from < text.size() && pattern.find(text, from, begin, end); from = end) {
        if (begin == end) break;  // refused by make(), but for what depends on the place
        found.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
      }
    }
  }

 private:
  std::vector<text::Regex> patterns_;
};

// Sorts spans [first, end of `spans`) and joins those that overlap.
void join_overlapping(std::vector<TextSpan>& spans, std::size_t first) {
  const auto begin = spans.begin() + static_cast<std::ptrdiff_t>(first);
  std::sort(begin, spans.end(), [](TextSpan a, TextSpan b) { return a.begin < b.begin; });
  auto last = begin;
  for (auto span = begin; span != spans.end(); ++span) {
    if (span == begin) continue;
    if (span->begin < last->end) last->end = std::max(last->end, span->end);
    else *++last = *span;
  }
  if (begin != spans.end()) spans.erase(last + 1, spans.end());
}

// Does the draft change something inside one of the spans? An insertion does where it stands within one.
bool touches(const TextDraft& draft, std::span<const TextSpan> spans) {
  auto span = spans.begin();
  std::size_t at = 0;
  for (const TextDraft::Change& change : draft.changes()) {
    const std::size_t begin = at + change.kept, end = begin + change.old_size;
    while (span != spans.end() && span->end <= begin) ++span;
    if (span == spans.end()) return false;
    if (begin == end ? span->begin < begin : span->begin < end) return true;
    at = end;
  }
  return false;
}

// Of a text that was set as a whole: does what was protected stand in it, in order?
bool holds_all(std::string_view now, std::string_view old, std::span<const TextSpan> spans) {
  std::size_t from = 0;
  for (const TextSpan& span : spans) {
    const std::size_t at = now.find(span.of(old), from);
    if (at == now.npos) return false;
    from = at + span.size();
  }
  return true;
}

}  // namespace

void CopyParams::fields(ParamFields& f) {
  f("copies", copies, {.meaning = "how many copies to make of each record", .min = 1, .max = 1000});
  f("protect", protect, {.meaning = "regular expressions (RE2) of what no copy may change"});
  f("protect_spans", protect_spans,
    {.meaning = "which of [dataset] spans are over text that no copy may change", .field = true});
}

Result<CopyPlan> CopyPlan::make(const CopyParams& params, std::span<const std::string> fields, Binder& binder) {
  CopyPlan plan;
  DSPREP_TRY(plan.texts, bind_texts(fields, binder));
  plan.copies = static_cast<std::uint64_t>(params.copies);
  plan.unchanged = binder.counter("unchanged");
  std::vector<text::Regex> patterns;
  for (const std::string& pattern : params.protect) {
    DSPREP_TRY(text::Regex regex, text::Regex::make(pattern));
    if (regex.found_in(""))
      return usage_error("protect: \"" + pattern + "\" matches nothing at all: it protects nothing");
    patterns.push_back(std::move(regex));
  }
  if (!patterns.empty()) plan.patterns = std::make_shared<Patterns>(std::move(patterns));
  for (const std::string& name : params.protect_spans) {
    DSPREP_TRY(const Field spans, binder.read(name));
    const std::size_t before = plan.protected_spans.size();
    for (const BoundText& text : plan.texts)
      for (const Field carried : binder.spans(text.field))
        if (carried.slot == spans.slot) plan.protected_spans.emplace_back(text.field, spans);
    if (plan.protected_spans.size() == before)
      return usage_error("protect_spans: " + binder.pointer(spans) + " is none of the [dataset] spans over " +
                         plan.texts.front().pointer + ": add it there, with its unit");
  }
  if (plan.protects()) plan.touched = binder.counter("would_touch_protected");
  return plan;
}

std::span<const TextSpan> CopyTexts::words(std::size_t i, WordModel model) {
  const Text& text = texts_[i];
  if (text.only) return record_->view(text.field).words(model);
  switch (model) {
    case WordModel::whitespace: text::split_whitespace(text.text, words_); break;
    case WordModel::uax29: text::split_words_uax29(text.text, words_); break;
    case WordModel::unicode: text::split_words_unicode(text.text, words_); break;
  }
  return words_;
}

bool CopyTexts::touchable(std::size_t i, TextSpan span) const {
  const std::span<const TextSpan> spans = protected_spans(i);
  const auto first = std::upper_bound(spans.begin(), spans.end(), span.begin,
                                      [](std::uint32_t at, const TextSpan& s) { return at < s.end; });
  return first == spans.end() || first->begin >= span.end;
}

struct Copies::Seen {
  std::vector<base::Hash128> texts;   // of the draft, one a text
  std::vector<base::Hash128> origin;  // of the record
  std::vector<base::Hash128> copies;  // the record, then the copies made

  // One hash for all texts. Of a single one it is its own.
  static base::Hash128 of(const std::vector<base::Hash128>& texts) {
    if (texts.size() == 1) return texts[0];
    return base::hash128({reinterpret_cast<const char*>(texts.data()), texts.size() * sizeof(base::Hash128)});
  }
};

Copies::Copies(const CopyPlan& plan) : plan_(plan), seen_(std::make_unique<Seen>()) {}
Copies::~Copies() = default;

std::optional<Verdict> Copies::begin(const Record& record) {
  texts_.record_ = &record;
  texts_.texts_.clear();
  texts_.protected_.clear();
  seen_->origin.clear();
  seen_->copies.clear();
  for (const BoundText& bound : plan_.texts) {
    if (auto verdict = need_text(record, bound.field, bound.pointer)) return verdict;
    const bool only = record.count(bound.field) == 1;
    for (const std::size_t element : text_elements(record, bound.field)) {
      CopyTexts::Text text{bound.field, element, *record.text(bound.field, element), only};
      text.first_protected = texts_.protected_.size();
      if (plan_.patterns) plan_.patterns->find(text.text, texts_.protected_);
      for (const auto& [over, spans] : plan_.protected_spans)
        if (over.slot == bound.field.slot) record.covered_by(over, spans, element, texts_.protected_);
      join_overlapping(texts_.protected_, text.first_protected);
      text.protected_count = texts_.protected_.size() - text.first_protected;
      texts_.texts_.push_back(text);
    }
  }
  return std::nullopt;
}

CopyDraft& Copies::draft() {
  if (draft_.texts_.size() < texts_.size()) draft_.texts_.resize(texts_.size());
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    const CopyTexts::Text& text = texts_.texts_[i];
    draft_.texts_[i].start(text.text, text.protected_count != 0 || texts_.record_->carries_spans(text.field));
  }
  draft_.recipe.clear();
  draft_.origins.clear();
  return draft_;
}

bool Copies::keeps_protected() {
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    TextDraft& draft = draft_.texts_[i];
    const auto spans = texts_.protected_spans(i);
    if (spans.empty() || !draft.changed()) continue;
    if (draft.whole() ? !holds_all(draft.text(), texts_.text(i), spans) : touches(draft, spans)) return false;
  }
  return true;
}

Copies::Outcome Copies::add(Context& context) {
  if (!keeps_protected()) return Outcome::touched;
  if (seen_->origin.empty()) {
    for (const CopyTexts::Text& text : texts_.texts_) seen_->origin.push_back(base::hash128(text.text));
    seen_->copies.push_back(Seen::of(seen_->origin));
  }
  seen_->texts = seen_->origin;
  for (std::size_t i = 0; i < texts_.size(); ++i)
    if (draft_.texts_[i].changed()) seen_->texts[i] = base::hash128(draft_.texts_[i].text());
  const base::Hash128 hash = Seen::of(seen_->texts);
  if (std::find(seen_->copies.begin(), seen_->copies.end(), hash) != seen_->copies.end()) return Outcome::nothing_new;
  seen_->copies.push_back(hash);
  added_ = context.derive(*texts_.record_, {draft_.recipe, draft_.origins});
  for (std::size_t i = 0; i < texts_.size(); ++i)
    draft_.texts_[i].apply(*added_, texts_.texts_[i].field, texts_.texts_[i].element);
  return Outcome::added;
}

}  // namespace dsprep
