#include "models/pii/scanner.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>

#include "base/ascii.h"
#include "models/pii/kinds.h"
#include "models/pii/overlap.h"
#include "text/utf8.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace dsprep::models::pii {
namespace {

// '-', '.', '/', '0' to '9' and ':' lie side by side. Of '_', only "f_" stirs: hf_ begins tokens of letters alone.
bool stirs(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i] - '-') <= ':' - '-' || text[i] == '@' ||
         (text[i] == '_' && i > 0 && text[i - 1] == 'f');
}

// The next place that stirs at or after i, else the end.
std::size_t next_stirring(std::string_view text, std::size_t i) {
#if defined(__SSE2__)
  const __m128i first = _mm_set1_epi8('-'), range = _mm_set1_epi8(':' - '-'), at_sign = _mm_set1_epi8('@'),
                underscore = _mm_set1_epi8('_'), f = _mm_set1_epi8('f');
  if (i == 0 && !text.empty() && !stirs(text, i)) ++i;
  for (; i > 0 && i + 16 <= text.size(); i += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + i));
    const __m128i off = _mm_sub_epi8(bytes, first);
    const __m128i before = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + i - 1));
    const __m128i f_underscore = _mm_and_si128(_mm_cmpeq_epi8(bytes, underscore), _mm_cmpeq_epi8(before, f));
    const __m128i apart = _mm_or_si128(_mm_cmpeq_epi8(bytes, at_sign), f_underscore);
    const __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(off, range), off), apart);
    if (const int mask = _mm_movemask_epi8(hit))
      return i + static_cast<std::size_t>(__builtin_ctz(static_cast<unsigned>(mask)));
  }
#endif
  while (i < text.size() && !stirs(text, i)) ++i;
  return i;
}

}  // namespace

void AllowList::add(std::string_view entry) {
  std::string low = base::ascii_lowered(entry);
  if (low.size() > 1 && low.front() == '*') return ends_.push_back(low.substr(1));
  if (low.size() > 1 && low.back() == '*') return starts_.push_back(low.substr(0, low.size() - 1));
  whole_.insert(std::lower_bound(whole_.begin(), whole_.end(), low), std::move(low));
}

bool AllowList::allows(std::string_view value) const {
  if (empty()) return false;
  const std::string low = base::ascii_lowered(value);
  if (std::binary_search(whole_.begin(), whole_.end(), low)) return true;
  return std::any_of(starts_.begin(), starts_.end(), [&](const std::string& s) { return low.starts_with(s); }) ||
         std::any_of(ends_.begin(), ends_.end(), [&](const std::string& s) { return low.ends_with(s); });
}

Scanner::Scanner(const Search& search) : search_(search) {
  for (const Detector& detector : all_detectors()) {
    if (!search.settings.wanted[index_of(detector.kind)]) continue;
    if (detector.number) numbers_.push_back(&detector);
    if (detector.token) tokens_.push_back(&detector);
    if (detector.at_sign) at_signs_.push_back(&detector);
    if (detector.colon) colons_.push_back(&detector);
    if (detector.mark) marks_.push_back(&detector);
    if (detector.underscore) underscores_.push_back(&detector);
    if (detector.whole) whole_.push_back(&detector);
  }
  if (!search.own.empty()) {
    std::vector<std::string> patterns;
    for (const OwnPattern& own : search.own) patterns.emplace_back(own.regex.pattern());
    if (auto set = text::RegexSet::make(patterns); set.ok())
      own_set_ = std::move(set).value();  // each has been compiled alone
  }
}

const std::vector<Found>& Scanner::scan(std::string_view original) {
  found_.clear();
  const std::string_view text = fold_.fold(original);
  Scan scan(text, search_.settings, found_);
  for (const Detector* d : whole_) d->whole(scan);
  for (std::size_t i = next_stirring(text, 0); i < text.size(); i = next_stirring(text, i)) {
    if (text[i] == '@') {
      for (const Detector* d : at_signs_) d->at_sign(scan, i);
      ++i;
    } else if (text[i] == ':') {
      for (const Detector* d : colons_) d->colon(scan, i);
      ++i;
    } else if (text[i] == '-' || text[i] == '.') {
      if (is_word(scan.at(i + 1)) || (text[i] == '.' && scan.at(i + 1) == '-'))
        for (const Detector* d : marks_) d->mark(scan, i);
      ++i;
    } else if (text[i] == '_') {
      for (const Detector* d : underscores_) d->underscore(scan, i);
      ++i;
    } else if (text[i] == '/') {
      ++i;
    } else {
      Token token{i, i};
      bool digits = true;
      while (token.begin > 0 && is_word(text[token.begin - 1])) {
        --token.begin;
        digits = false;  // a digit would have been met first
      }
      for (; token.end < text.size() && is_word(text[token.end]); ++token.end) digits &= is_digit(text[token.end]);
      if (digits) {
        const NumberRun run = scan.run_at(i);
        if (run.group_count > 0)
          for (const Detector* d : numbers_) d->number(scan, run);
      } else {
        for (const Detector* d : tokens_) d->token(scan, token);
      }
      i = token.end;
    }
  }
  if (own_set_) find_own(text);
  resolve_overlaps(found_);
  for (Found& f : found_) {
    f.begin = static_cast<std::uint32_t>(fold_.original(f.begin));
    f.end = static_cast<std::uint32_t>(fold_.original(f.end, true));
  }
  if (!search_.allowed.empty())
    std::erase_if(found_,
                  [&](const Found& f) { return search_.allowed.allows(original.substr(f.begin, f.end - f.begin)); });
  return found_;
}

void Scanner::find_own(std::string_view text) {
  if (!own_set_->matches(text, matching_)) return;
  Scan scan(text, search_.settings, found_);
  for (const int i : matching_) {
    const OwnPattern& own = search_.own[static_cast<std::size_t>(i)];
    const std::vector<std::string_view> words(own.context.begin(), own.context.end());
    std::size_t begin = 0, end = 0;
    for (std::size_t from = 0; own.regex.find(text, from, begin, end);) {
      if (begin < end && (words.empty() || !search_.settings.need_context || scan.really_near(begin, end, words)))
        found_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), Kind::own, false,
                          "pattern", static_cast<std::uint16_t>(i)});
      from = end;
      if (begin == end) {
        if (from >= text.size()) break;
        text::decode(text, from);
      }
    }
  }
}

}  // namespace dsprep::models::pii
