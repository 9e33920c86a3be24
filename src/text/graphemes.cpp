#include "text/graphemes.h"

#include <unicode/uchar.h>

#include "text/break_iterator.h"
#include "text/classes.h"
#include "text/properties.h"
#include "text/utf8.h"

// Between two characters that join nothing by themselves there is always a boundary: each rule that forbids one speaks
// of a mark, a joiner, a flag, a jamo or a CR on one side of it. So most characters are clusters, and only the
// stretches around the others are ICU's. A stretch begins with the character before the first of them, and ends behind
// the character after the last.

namespace dsprep::text {
namespace {

CodePointTable make_joining() {
  std::vector<std::uint8_t> values = enumerated_property(UCHAR_GRAPHEME_CLUSTER_BREAK);
  for (std::uint8_t& value : values)
    value =
        value != U_GCB_OTHER && value != U_GCB_LV && value != U_GCB_LVT && value != U_GCB_CONTROL && value != U_GCB_LF;
  return CodePointTable(values);
}

const CodePointTable& joining_table() {
  static const CodePointTable table = make_joining();
  return table;
}

template <class Emit>
void each_grapheme(std::string_view text, Emit emit) {
  static const CodePointTable& joining = joining_table();
  thread_local BreakIterator iterator(&icu::BreakIterator::createCharacterInstance);
  const std::uint8_t* ascii = joining.ascii();
  std::size_t begin = 0;  // of the cluster at hand
  while (begin < text.size()) {
    std::size_t end = begin;
    bool joins = joining[decode(text, end)] != 0;
    if (!joins && end < text.size()) {
      const auto next = static_cast<unsigned char>(text[end]);
      std::size_t behind = end;
      joins = (next < 0x80 ? ascii[next] : joining[decode(text, behind)]) != 0;
    }
    if (!joins) {
      emit(begin, end);
      begin = end;
      continue;
    }
    // To the first character that joins nothing, nor does the one behind it.
    bool joined = true;
    for (end = begin; end < text.size();) {
      const bool joins_here = joining[decode(text, end)] != 0;
      const bool last = end == text.size();
      std::size_t behind = end;
      if (!joined && !joins_here && (last || joining[decode(text, behind)] == 0)) break;
      joined = joins_here;
    }
    iterator.run(text.substr(begin, end - begin),
                 [&](std::size_t from, std::size_t to, std::int32_t) { emit(begin + from, begin + to); });
    begin = end;
  }
}

TextSpan span_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace

void split_graphemes(std::string_view text, std::vector<TextSpan>& spans) {
  spans.clear();
  each_grapheme(text, [&](std::size_t begin, std::size_t end) { spans.push_back(span_of(begin, end)); });
}

void split_letters(std::string_view text, std::vector<TextSpan>& spans) {
  static const CodePointTable& kinds = char_kinds_table();
  spans.clear();
  if (is_ascii(text)) {
    const std::uint8_t* kind = kinds.ascii();
    for (std::size_t i = 0; i < text.size(); ++i)
      if (kind[static_cast<unsigned char>(text[i])] <= kind_other_letter) spans.push_back(span_of(i, i + 1));
    return;
  }
  each_grapheme(text, [&](std::size_t begin, std::size_t end) {
    std::size_t at = begin;
    if (kinds[decode(text, at)] <= kind_other_letter) spans.push_back(span_of(begin, end));
  });
}

bool joins(std::string_view text, std::size_t at) { return joining_table()[decode(text, at)] != 0; }

}  // namespace dsprep::text
