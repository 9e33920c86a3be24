#include "ops/clean/gopher_repetition/repetition_measurer.h"

#include <algorithm>

#include "base/ratio.h"
#include "text/lines.h"
#include "text/trim.h"

namespace dsprep::ops::gopher_repetition {

using base::ratio;

Duplicates RepetitionMeasurer::lines(const TextView& view) {
  DuplicateFinder finder(view, numbers_, counts_);
  const std::string_view text = view.text();
  switch (plan_.variant) {
    case Variant::dclm:
      for (const TextSpan& line : view.trimmed_lines())
        if (line.size() > 0) finder.add(line.of(text));
      break;
    case Variant::dolma:  // as they are, and an empty one behind a final LF
      for (const TextSpan& line : view.lines()) finder.add(line.of(text));
      if (text.ends_with('\n')) finder.add({});
      break;
    case Variant::datatrove:  // parted by runs of LF, which leave an empty line at either end
      if (text.starts_with('\n')) finder.add({});
      for (const TextSpan& line : view.lines())
        if (line.size() > 0) finder.add(line.of(text));
      if (text.ends_with('\n')) finder.add({});
      break;
    case Variant::paper:
      for (const TextSpan& line : view.lines())
        if (line.size() > 0) finder.add(line.of(text));
      break;
  }
  return finder.found();
}

Duplicates RepetitionMeasurer::paragraphs(const TextView& view) {
  DuplicateFinder finder(view, numbers_, counts_);
  const std::string_view text = view.text();
  switch (plan_.variant) {
    case Variant::dclm:
      for (const TextSpan& paragraph : view.paragraphs())
        if (const std::string_view trimmed = text::trim(paragraph.of(text)); !trimmed.empty()) finder.add(trimmed);
      break;
    case Variant::datatrove: {
      const std::string_view trimmed = text::trim(text);
      text::split_paragraphs(trimmed, spans_);
      for (const TextSpan& paragraph : spans_) finder.add(paragraph.of(trimmed));
      if (spans_.empty()) finder.add({});
      break;
    }
    case Variant::paper:
    case Variant::dolma:
      for (const TextSpan& paragraph : view.paragraphs()) finder.add(paragraph.of(text));
      break;
  }
  return finder.found();
}

void RepetitionMeasurer::start_words(const TextView& view) {
  view_ = &view;
  text_ = view.text();
  words_ = view.words(plan_.model);
  facts_ = view.word_facts(plan_.model);
  if (plan_.alphanumeric_words) choose_words();
  word_chars_ = 0;
  for (const WordFacts& fact : facts_) word_chars_ += fact.chars;
  text_chars_ = view.chars();
  grouped_ = joined_started_ = false;
  heaviest_.reset();
  repeated_.reset();
}

double RepetitionMeasurer::share_of(std::size_t n) {
  if (plan_.variant == Variant::datatrove && text_chars_ == 0) return nothing;
  if (plan_.variant == Variant::datatrove && n >= first_dup)
    return ratio(joined().repeated_chars(n, facts_), text_chars_);
  if (words_.size() < n) return nothing;
  group_words(n);
  return n < first_dup ? top_share(n) : duplicate_share(n);
}

double RepetitionMeasurer::share_at_most(std::size_t n) {
  constexpr double unknown = std::numeric_limits<double>::infinity();
  if (text_.size() >= std::size_t{1} << 30) return unknown;
  const std::uint64_t whole = plan_.variant == Variant::datatrove ? text_chars_ : word_chars_;
  if (n >= first_dup) {
    if (joined().none()) return 0;
    if (plan_.variant == Variant::dolma) return unknown;  // counts what overlaps many times
    if (!repeated_) repeated_ = joined_.chars_at_most(last_dup, facts_);
    return ratio(*repeated_, whole);
  }
  if (!heaviest_) heaviest_ = pair_.weight(text_, words_, facts_);
  // A run comes no more often than any pair in it. Of three words, two pairs cover all characters and the spaces
  // between them; of four, the first and the last pair all but one space, for which a third pair is more than enough.
  const std::uint64_t pairs = n - 1;
  return ratio(pairs * *heaviest_, whole);
}

void RepetitionMeasurer::choose_words() {
  chosen_facts_.clear();
  chosen_words_.clear();
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (!facts_[i].starts_alphanumeric) continue;
    chosen_facts_.push_back(facts_[i]);
    chosen_words_.push_back(words_[i]);
  }
  words_ = chosen_words_;
  facts_ = chosen_facts_;
}

JoinedRepeats& RepetitionMeasurer::joined() {
  if (!joined_started_) joined_.start(text_, words_, first_dup);
  joined_started_ = true;
  return joined_;
}

void RepetitionMeasurer::group_words(std::size_t n) {
  if (!grouped_) {
    std::span<const std::uint32_t> ids = view_->word_ids(plan_.model);
    if (plan_.alphanumeric_words) {
      const std::span<const WordFacts> facts = view_->word_facts(plan_.model);
      chosen_ids_.clear();
      for (std::size_t i = 0; i < ids.size(); ++i)
        if (facts[i].starts_alphanumeric) chosen_ids_.push_back(ids[i]);
      ids = chosen_ids_;
    }
    groups_.start(ids, view_->distinct_words(plan_.model));
    grouped_ = true;
  }
  while (groups_.n() < n) groups_.next();
}

std::uint64_t RepetitionMeasurer::chars_at(std::size_t position, std::size_t n) const {
  std::uint64_t chars = 0;
  for (std::size_t k = position; k < position + n; ++k) chars += facts_[k].chars;
  return chars;
}

double RepetitionMeasurer::top_share(std::size_t n) const {
  using Group = NgramGroups::Group;
  Group top{1, 0};  // where none repeats, the first n-gram comes once, and first
  std::uint64_t longest = 0;
  const bool ties_to_longest = plan_.variant == Variant::paper || plan_.variant == Variant::dclm;
  for (const Group& group : groups_.groups()) {
    if (group.count < 2 || group.count < top.count) continue;
    const std::uint64_t chars = ties_to_longest ? chars_at(group.first, n) : 0;
    const bool better = group.count > top.count || (ties_to_longest ? chars > longest : group.first < top.first);
    if (!better) continue;
    top = group;
    longest = chars;
  }
  if (ties_to_longest) return top.count < 2 ? 0 : ratio(longest * top.count, word_chars_);
  const std::uint64_t chars = chars_at(top.first, n);
  if (plan_.variant == Variant::dolma) return ratio(chars * top.count, word_chars_);
  return ratio((chars + n - 1) * top.count, text_chars_);  // joined with spaces
}

double RepetitionMeasurer::duplicate_share(std::size_t n) const {
  std::uint64_t chars = 0, all = 0;
  if (plan_.variant == Variant::dolma) {  // every copy counts, and so do overlaps, above and below
    for (const std::uint32_t i : groups_.repeated()) chars += chars_at(i, n);
    std::uint64_t window = chars_at(0, n);
    for (std::size_t i = 0;; ++i) {
      all += window;
      if (i + n == words_.size()) break;
      window = window + facts_[i + n].chars - facts_[i].chars;
    }
    return ratio(chars, all);
  }
  std::size_t covered = 0;  // words before this one are counted
  for (const std::uint32_t i : groups_.repeated()) {
    for (std::size_t k = std::max<std::size_t>(i, covered); k < i + n; ++k) chars += facts_[k].chars;
    covered = i + n;
  }
  return ratio(chars, word_chars_);
}

}  // namespace dsprep::ops::gopher_repetition
