// Every function of src/text on arbitrary bytes: as they are for those that judge UTF-8, made valid for the others.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "demand.h"
#include "dsprep/text_view.h"
#include "made_valid.h"
#include "text/classes.h"
#include "text/normalize.h"
#include "text/regex.h"
#include "text/segment.h"
#include "text/utf8.h"

using namespace dsprep;
using namespace dsprep::text;
using namespace dsprep::fuzz;

namespace {

bool is_boundary(std::string_view text, std::size_t i) { return i == text.size() || !is_continuation(text[i]); }

// In order, not empty, at code points, within the text.
void check_spans(std::string_view text, std::span<const TextSpan> spans, bool empties) {
  std::uint32_t last = 0;
  for (const TextSpan& span : spans) {
    demand(span.begin >= last && span.end <= text.size() && (empties ? span.end >= span.begin : span.end > span.begin));
    demand(is_boundary(text, span.begin) && is_boundary(text, span.end));
    last = span.end;
  }
}

void check_utf8(std::string_view text) {
  std::uint64_t chars = 0;
  std::string again;
  for (std::size_t i = 0; i < text.size(); ++chars) {
    demand(byte_offset(text, chars) == i || chars > 64);  // quadratic: the first ones will do
    const char32_t c = decode(text, i);
    demand(c < 0x110000 && classes_of(c) != 0);
    append_utf8(again, c);
  }
  demand(again == text && count_chars(text) == chars && byte_offset(text, chars) == text.size());
  demand(is_ascii(text) == (chars == text.size()));
}

void check_normal_forms(std::string_view text) {
  for (const Form form : {Form::nfc, Form::nfd, Form::nfkc, Form::nfkd, Form::nfkc_casefold}) {
    std::string once, twice, pieces;
    std::size_t at = 0;
    normalize(text, form, once);
    normalize_pieces(
        text, form, [&](std::size_t n) { pieces.append(text.substr(at, n)), at += n; },
        [&](std::size_t n, std::string_view with) { pieces.append(with), at += n; });
    demand(valid_utf8(once) && pieces == once && at == text.size());
    demand(!is_normalized(text, form) || once == text);
    normalize(once, form, twice);
    demand(twice == once);
  }
  std::string out;
  fold_case(text, out);
  demand(valid_utf8(out));
  to_lower(text, out);
  demand(valid_utf8(out));
}

void check_view(TextView& view, std::string_view text) {
  view.reset(text);
  const CharCounts& n = view.counts();
  demand(n.total == count_chars(text) && view.chars() == n.total && view.ascii() == is_ascii(text));
  const std::uint64_t classified =
      n.letters + n.marks + n.digits + n.other_numbers + n.punctuation + n.symbols + n.whitespace + n.other;
  demand(classified == n.total);
  demand(n.uppercase + n.lowercase + n.ideographs <= n.letters);
  for (const WordModel model : {WordModel::whitespace, WordModel::uax29, WordModel::unicode}) {
    const auto words = view.words(model);
    check_spans(text, words, false);
    demand(view.word_hashes(model).size() == words.size());
    demand(view.ngram_hashes(model, 3).size() == (words.size() < 3 ? 0 : words.size() - 2));
  }
  check_spans(text, view.lines(), true);
  check_spans(text, view.paragraphs(), false);
  check_spans(text, view.sentences(), false);
  std::vector<TextSpan> segments;
  word_segments_uax29(text, segments);
  check_spans(text, segments, false);
  std::size_t covered = 0;
  for (const TextSpan& span : segments) covered += span.size();
  demand(covered == text.size());
}

// The first line is the pattern, the rest the text.
void check_regex(std::string_view text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos || end > 40) return;
  const std::string pattern(text.substr(0, end));
  const std::string_view subject = text.substr(end + 1);
  const auto regex = Regex::make(pattern);
  const auto set = RegexSet::make({pattern, "x"});
  demand(regex.ok() == set.ok());
  if (!regex.ok()) return;
  std::size_t begin = 0, behind = 0;
  std::vector<int> matches;
  const bool found = regex->found_in(subject);
  demand(found == regex->find(subject, 0, begin, behind) && found == (regex->count(subject) > 0));
  demand(begin <= behind && behind <= subject.size());
  set->matches(subject, matches);
  demand(found == (!matches.empty() && matches.front() == 0));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static TextView view;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string text = made_valid(bytes);
  demand(valid_utf8(text));
  demand(!valid_utf8(bytes) || text == bytes);
  check_utf8(text);
  check_normal_forms(text);
  check_view(view, text);
  check_regex(text);
  return 0;
}
