#include "ops/normalize/punctuation/cjk_lines.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <vector>

#include "text/utf8.h"

namespace dsprep::ops::punctuation {
namespace {

constexpr std::size_t most_words = 256, cjk_share = 4;  // one word in four

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
  if (whole_ == Judged::not_asked) whole_ = judge(0, text_.size(), most_words / cjk_share);
  const bool chinese = whole_ == Judged::cjk;  // then a single letter will do
  const Judged judged = judge(begin, end_, chinese ? 1 : most_words / cjk_share);
  cjk_ = judged == Judged::cjk || (chinese && judged != Judged::other);
}

CjkLines::Judged CjkLines::judge(std::size_t begin, std::size_t end, std::size_t enough) const {
  static const text::CodePointTable& table = letters();
  std::size_t all = 0, cjk = 0;
  bool in_word = false;
  for (std::size_t i = begin; i < end && all < most_words && cjk < enough;) {
    const auto lead = static_cast<unsigned char>(text_[i]);
    if (lead >= 0xe5 && lead <= 0xe8) {  // U+5000–U+8FFF: Han alone
      ++all, ++cjk;
      i += 3;
      in_word = false;
      continue;
    }
    if (escaped_ && lead == '\\') {
      i += 2;
      in_word = false;
      continue;
    }
    const std::uint8_t letter = lead < 0x80 ? (++i, table.ascii()[lead]) : table[text::decode(text_, i)];
    all += letter == cjk_letter || (letter == other_letter && !in_word);
    cjk += letter == cjk_letter;
    in_word = letter == other_letter;
  }
  if (all == 0) return Judged::none;
  if (cjk >= enough || cjk * cjk_share >= all) return Judged::cjk;
  return cjk == 0 ? Judged::other : Judged::few;
}

}  // namespace dsprep::ops::punctuation
