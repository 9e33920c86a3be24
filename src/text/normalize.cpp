#include "text/normalize.h"

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <vector>

#include "text/char_search.h"
#include "text/properties.h"
#include "text/utf8.h"

// ICU does the work, at 500 MB/s and more, with one weakness: it sorts the combining marks behind a letter by
// insertion, so that a run of n marks in bad order takes n² steps, and a record of one megabyte minutes. A long run is
// therefore cut out of the text with the letter it stands on; its marks are decomposed and sorted by us (stably, by
// combining class: a canonically equivalent text, whose normal forms are the same), and then given to ICU, which finds
// them in order. Long runs are found by samples: a run of 128 marks, of at least two bytes each, covers one byte of
// every 256.

namespace dsprep::text {
namespace {

constexpr std::size_t sample_distance = 256;
constexpr std::size_t longest_plain_run = 128;             // × 2 bytes is the sample distance
constexpr std::size_t piece_size = std::size_t{16} << 20;  // ICU's offsets are 32-bit, and its Edits are memory

const icu::Normalizer2* instance_of(Form form) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* instance = nullptr;
  switch (form) {
    case Form::nfc: instance = icu::Normalizer2::getNFCInstance(status); break;
    case Form::nfd: instance = icu::Normalizer2::getNFDInstance(status); break;
    case Form::nfkc: instance = icu::Normalizer2::getNFKCInstance(status); break;
    case Form::nfkd: instance = icu::Normalizer2::getNFKDInstance(status); break;
    case Form::nfkc_casefold: instance = icu::Normalizer2::getNFKCCasefoldInstance(status); break;
  }
  assert(U_SUCCESS(status));
  return instance;
}

icu::StringPiece piece_of(std::string_view text) { return {text.data(), static_cast<std::int32_t>(text.size())}; }

bool has_upper_ascii(std::string_view text) {
  bool any = false;
  for (const char c : text) any |= static_cast<unsigned char>(c - 'A') < 26;
  return any;
}

bool is_plain(std::string_view text, Form form) {
  return is_ascii(text) && (form != Form::nfkc_casefold || !has_upper_ascii(text));
}

CharSearch make_unsettled(UProperty quick_check) {
  std::vector<std::uint8_t> flat = enumerated_property(quick_check);
  const std::vector<std::uint8_t> order = enumerated_property(UCHAR_CANONICAL_COMBINING_CLASS);
  for (char32_t c = 0; c < code_points; ++c) flat[c] = flat[c] != UNORM_YES || order[c] != 0;
  return CharSearch(flat);
}

// The characters without which a text is surely in a form: what the form replaces or may compose, and what has a place
// in the order of marks. Most texts have none, which this finds out twice as fast as ICU.
const CharSearch& unsettled(Form form) {
  static const CharSearch nfc = make_unsettled(UCHAR_NFC_QUICK_CHECK);
  if (form == Form::nfc) return nfc;
  static const CharSearch nfd = make_unsettled(UCHAR_NFD_QUICK_CHECK);
  static const CharSearch nfkc = make_unsettled(UCHAR_NFKC_QUICK_CHECK);
  static const CharSearch nfkd = make_unsettled(UCHAR_NFKD_QUICK_CHECK);
  return form == Form::nfd ? nfd : form == Form::nfkc ? nfkc : nfkd;
}

std::size_t start_of(std::string_view text, std::size_t i) {
  while (i > 0 && is_continuation(text[i])) --i;
  return i;
}

char32_t char_at(std::string_view text, std::size_t i) { return decode(text, i); }

// One text and one form: cuts the text into stretches for ICU and long runs of marks.
class Cutter {
 public:
  Cutter(std::string_view text, const icu::Normalizer2& instance) : text_(text), instance_(instance) {}

  struct Stretch {
    std::size_t begin, end;
    std::size_t marks;  // where the long run begins that the stretch ends with; `end` where there is none
    bool empty() const { return begin == end; }
  };

  // The next stretch; empty at the end. Stretches tile the text, and each can be normalized alone.
  Stretch next() {
    const std::size_t begin = at_;
    if (!found_) find_run();
    std::size_t end = run_end_;
    std::size_t marks = run_begin_;
    if (run_begin_ > begin && run_begin_ < run_end_) {
      // First what stands before the letter that the run stands on.
      const std::size_t base = last_boundary(begin, run_begin_);
      if (base > begin) end = marks = base;
    }
    if (marks == end && end - begin > piece_size) end = marks = cut_piece(begin);
    at_ = end;
    if (at_ >= run_end_) found_ = false;
    return {begin, end, marks};
  }

  // Appends the stretch with its marks in canonical order.
  void append_sorted(const Stretch& stretch, std::string& out) {
    marks_.clear();
    for (std::size_t i = stretch.marks; i < stretch.end;) {
      const char32_t c = decode(text_, i);
      for_each_atom(c, [&](char32_t atom) { marks_.push_back({atom, combining_class(atom)}); });
    }
    std::stable_sort(marks_.begin(), marks_.end(), [](const Mark& a, const Mark& b) { return a.order < b.order; });
    out.append(text_, stretch.begin, stretch.marks - stretch.begin);
    for (const Mark& mark : marks_) append_utf8(out, mark.atom);
  }

 private:
  struct Mark {
    char32_t atom;
    std::uint8_t order;
  };

  std::uint8_t combining_class(char32_t c) const { return instance_.getCombiningClass(static_cast<UChar32>(c)); }
  bool has_boundary(std::size_t i) const {
    return instance_.hasBoundaryBefore(static_cast<UChar32>(char_at(text_, i)));
  }

  template <class Visit>
  void for_each_atom(char32_t c, Visit visit) {
    if (!instance_.getDecomposition(static_cast<UChar32>(c), decomposition_)) return visit(c);
    for (std::int32_t k = 0; k < decomposition_.length(); k = decomposition_.moveIndex32(k, 1)) {
      visit(static_cast<char32_t>(decomposition_.char32At(k)));
    }
  }

  // A character all of whose parts may be moved by the canonical ordering, or that goes away (of nfkc_casefold).
  bool is_mark(std::size_t i) {
    if (has_boundary(i)) return false;
    bool all = true;
    for_each_atom(char_at(text_, i), [&](char32_t atom) { all &= combining_class(atom) != 0; });
    return all;
  }

  // Finds the first long run at or behind at_, and sets it to the text's end where there is none.
  void find_run() {
    found_ = true;
    run_begin_ = run_end_ = text_.size();
    for (std::size_t sample = at_; sample < text_.size(); sample += sample_distance) {
      if (static_cast<signed char>(text_[sample]) >= 0) continue;
      std::size_t begin = start_of(text_, sample), end = begin, chars = 0;
      if (!is_mark(begin)) continue;
      for (; end < text_.size() && is_mark(end); ++chars) decode(text_, end);
      while (begin > at_ && is_mark(start_of(text_, begin - 1))) begin = start_of(text_, begin - 1), ++chars;
      if (chars > longest_plain_run) {
        run_begin_ = begin;
        run_end_ = end;
        return;
      }
    }
  }

  // The last place in [begin, end) where a stretch may begin: before a character that does not compose with what stands
  // before it. `begin` where there is none; a piece's size before `end` where there is none for so long.
  std::size_t last_boundary(std::size_t begin, std::size_t end) const {
    if (end - begin > piece_size) begin = start_of(text_, end - piece_size);
    while (end > begin) {
      end = start_of(text_, end - 1);
      if (has_boundary(end)) break;
    }
    return end;
  }

  std::size_t cut_piece(std::size_t begin) const {
    const std::size_t limit = start_of(text_, begin + piece_size);
    if (has_boundary(limit)) return limit;
    const std::size_t boundary = last_boundary(begin, limit);
    return boundary > begin ? boundary : limit;
  }

  std::string_view text_;
  const icu::Normalizer2& instance_;
  std::size_t at_ = 0;
  bool found_ = false;  // whether run_begin_ and run_end_ tell of a run behind at_
  std::size_t run_begin_ = 0, run_end_ = 0;
  icu::UnicodeString decomposition_;
  std::vector<Mark> marks_;
};

}  // namespace

bool is_normalized(std::string_view text, Form form) {
  if (is_plain(text, form)) return true;
  if (form != Form::nfkc_casefold && unsettled(form).find(text, 0) == text.size()) return true;
  const icu::Normalizer2* instance = instance_of(form);
  if (instance == nullptr) return false;
  Cutter cutter(text, *instance);
  for (auto stretch = cutter.next(); !stretch.empty(); stretch = cutter.next()) {
    UErrorCode status = U_ZERO_ERROR;
    const std::string_view piece = text.substr(stretch.begin, stretch.end - stretch.begin);
    if (stretch.marks < stretch.end || !instance->isNormalizedUTF8(piece_of(piece), status)) return false;
  }
  return true;
}

void normalize(std::string_view text, Form form, std::string& out) {
  const icu::Normalizer2* instance = instance_of(form);
  if (is_plain(text, form) || instance == nullptr) {
    out.assign(text);
    return;
  }
  out.clear();
  icu::StringByteSink<std::string> sink(&out);
  std::string sorted;
  Cutter cutter(text, *instance);
  for (auto stretch = cutter.next(); !stretch.empty(); stretch = cutter.next()) {
    UErrorCode status = U_ZERO_ERROR;
    std::string_view piece = text.substr(stretch.begin, stretch.end - stretch.begin);
    if (stretch.marks < stretch.end) {
      sorted.clear();
      cutter.append_sorted(stretch, sorted);
      piece = sorted;
    }
    instance->normalizeUTF8(0, piece_of(piece), sink, nullptr, status);
  }
}

void normalize_pieces(std::string_view text, Form form, const std::function<void(std::size_t)>& keep,
                      const std::function<void(std::size_t, std::string_view)>& replace) {
  const icu::Normalizer2* instance = instance_of(form);
  if (is_plain(text, form) || instance == nullptr) {
    if (!text.empty()) keep(text.size());
    return;
  }
  std::string changed, sorted;
  icu::Edits edits;
  Cutter cutter(text, *instance);
  for (auto stretch = cutter.next(); !stretch.empty(); stretch = cutter.next()) {
    UErrorCode status = U_ZERO_ERROR;
    const std::string_view piece = text.substr(stretch.begin, stretch.end - stretch.begin);
    changed.clear();
    icu::StringByteSink<std::string> sink(&changed);
    if (stretch.marks < stretch.end) {
      sorted.clear();
      cutter.append_sorted(stretch, sorted);
      instance->normalizeUTF8(0, piece_of(sorted), sink, nullptr, status);
      if (changed == piece) {
        keep(piece.size());
      } else {
        replace(piece.size(), changed);
      }
      continue;
    }
    instance->normalizeUTF8(U_OMIT_UNCHANGED_TEXT, piece_of(piece), sink, &edits, status);
    icu::Edits::Iterator edit = edits.getFineIterator();
    while (edit.next(status)) {
      if (!edit.hasChange()) {
        keep(static_cast<std::size_t>(edit.oldLength()));
      } else {
        replace(static_cast<std::size_t>(edit.oldLength()),
                std::string_view(changed).substr(static_cast<std::size_t>(edit.replacementIndex()),
                                                 static_cast<std::size_t>(edit.newLength())));
      }
    }
  }
}

}  // namespace dsprep::text
