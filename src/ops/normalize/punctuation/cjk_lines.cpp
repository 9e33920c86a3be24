#include "ops/normalize/punctuation/cjk_lines.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <vector>

#include "text/utf8.h"

namespace dsprep::ops::punctuation {
namespace {

constexpr std::size_t most_letters = 256, cjk_share = 4;  // one letter in four

text::CodePointTable make_letters() {
  std::vector<std::uint8_t> flat(text::code_points);
  for (char32_t c = 0; c < text::code_points; ++c) {
    const auto code = static_cast<UChar32>(c);
    if (!u_isalpha(code)) continue;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(code, &status);
    const bool cjk = script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
                     script == USCRIPT_BOPOMOFO || c == 0x30fc || c == 0xff70;  // ー, of both kana
    flat[c] = cjk ? cjk_letter : other_letter;
  }
  return text::CodePointTable(flat);
}

}  // namespace

const text::CodePointTable& letters() {
  static const text::CodePointTable table = make_letters();
  return table;
}

std::size_t CjkLines::line_end(std::size_t begin) const {
  if (!escaped_) {
    const std::size_t at = text_.find('\n', begin);
    return at == text_.npos ? text_.size() : at + 1;
  }
  for (std::size_t at = begin; (at = text_.find('\\', at)) != text_.npos; at += 2)
    if (text_[at + 1] == 'n') return at + 2;
  return text_.size();
}

void CjkLines::go_to(std::size_t at) {
  std::size_t begin = end_;
  while (true) {
    end_ = line_end(begin);
    if (at < end_ || end_ == text_.size()) break;
    begin = end_;
  }
  Judged judged = judge(begin, false);
  if (judged == Judged::none) {
    if (whole_ == Judged::not_asked) whole_ = judge(0, true);
    judged = whole_;
  }
  cjk_ = judged == Judged::cjk;
}

CjkLines::Judged CjkLines::judge(std::size_t begin, bool whole) const {
  static const text::CodePointTable& table = letters();
  const std::size_t end = whole ? text_.size() : end_;
  std::size_t all = 0, cjk = 0;
  for (std::size_t i = begin; i < end && all < most_letters;) {
    if (escaped_ && text_[i] == '\\') {
      i += 2;
      continue;
    }
    const std::uint8_t letter = table[text::decode(text_, i)];
    all += letter != no_letter;
    cjk += letter == cjk_letter;
  }
  return all == 0 ? Judged::none : cjk * cjk_share >= all ? Judged::cjk : Judged::other;
}

}  // namespace dsprep::ops::punctuation
