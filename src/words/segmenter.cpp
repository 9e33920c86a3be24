#include "words/segmenter.h"

#include <cstdint>
#include <utility>

#include "text/classes.h"
#include "text/code_point_table.h"
#include "text/segment.h"
#include "text/utf8.h"
#include "text/word_form.h"
#include "text/word_model.h"

namespace dsprep::words {
namespace {

constexpr std::string_view installed_dictionary = "/usr/lib/python3/dist-packages/jieba/dict.txt";

void split_by(WordModel model, std::string_view text, std::vector<TextSpan>& spans) {
  switch (model) {
    case WordModel::whitespace: return text::split_whitespace(text, spans);
    case WordModel::unicode: return text::split_words_unicode(text, spans);
    case WordModel::uax29: text::split_words_uax29(text, spans); break;
  }
  for (TextSpan& span : spans)  // a mark that is a letter takes the space it stands on along: "  \u0345"
    for (std::size_t at = span.begin; at < span.end && is_space(text::decode(text, at));)
      span.begin = static_cast<std::uint32_t>(at);
}

// Cuts off what is no letter, mark or number at both ends of each.
void trim(std::string_view text, std::vector<TextSpan>& spans) {
  static const text::CodePointTable& others = text::not_in_words_table();
  std::size_t kept = 0;
  for (const TextSpan& span : spans) {
    const std::string_view word = text::trim_word(span.of(text), others);
    if (word.empty()) continue;
    const auto begin = static_cast<std::uint32_t>(word.data() - text.data());
    spans[kept++] = {begin, begin + static_cast<std::uint32_t>(word.size())};
  }
  spans.resize(kept);
}

// Adds what a stretch without words is made of, cut as UAX-29 cuts it.
void add_gap(std::string_view text, std::uint32_t begin, std::uint32_t end, std::vector<TextSpan>& segments,
             std::vector<TextSpan>& spans) {
  if (begin == end) return;
  std::size_t behind = begin;
  const char32_t first = text::decode(text, behind);
  if (behind == end) {  // one character: nearly always
    if (!is_space(first)) spans.push_back({begin, end});
    return;
  }
  text::word_segments_uax29(text.substr(begin, end - begin), segments);
  for (const TextSpan& segment : segments) {
    // A mark stands on the space in front of it; the space is none of it.
    for (std::size_t at = begin + segment.begin, from = at, next = at; at < begin + segment.end; at = next) {
      const bool space = is_space(text::decode(text, next));
      if (space) from = next;
      if (from < next && (next == begin + segment.end))
        spans.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(next)});
    }
  }
}

}  // namespace

void WordParams::fields(ParamFields& f) {
  f("words", words,
    {.meaning = "what a word is: one of ICU's words (with its dictionaries for Chinese, Japanese, Thai, Lao, Khmer, "
                "Burmese), a UAX-29 segment (every ideograph is one), a run between white space (where words alone "
                "matter, without the "
                "punctuation around it), or what jieba cuts by "
                "a dictionary, for Chinese; none: unicode, or dictionary where a file is given",
     .choices = {"unicode", "uax29", "whitespace", "dictionary"}});
  f("dictionary", dictionary,
    {.meaning = "a file of Chinese words, WORD FREQUENCY [TAG] a line as jieba's dict.txt; none: the one that Debian's "
                "python3-jieba installs",
     .path = true});
}

Result<Segmenter> Segmenter::make(const WordParams& params, Binder& binder) {
  const std::string_view named = params.words ? std::string_view(*params.words) : std::string_view();
  if (params.dictionary && !named.empty() && named != "dictionary")
    return usage_error("a dictionary is given, but words = \"" + std::string(named) +
                       "\" uses none: leave one of them out");
  if (!params.dictionary && named != "dictionary")
    return Segmenter(named.empty() ? WordModel::unicode : text::word_model(named));
  Segmenter segmenter(WordModel::unicode);
  auto file = binder.resource(params.dictionary ? std::string_view(*params.dictionary) : installed_dictionary);
  if (!file.ok() && !params.dictionary)
    return usage_error(std::move(file).error().message +
                       ": install Debian's package python3-jieba, or name a list with dictionary = \"FILE\"");
  if (!file.ok()) return std::move(file).error();
  DSPREP_TRY(Dictionary dictionary, Dictionary::read(**file));
  segmenter.dictionary_ = std::make_shared<const Dictionary>(std::move(dictionary));
  return segmenter;
}

void Segmenter::words(std::string_view text, Scratch& scratch, std::vector<TextSpan>& spans) const {
  if (!dictionary_) {
    split_by(model_, text, spans);
    if (model_ == WordModel::whitespace) trim(text, spans);
    return;
  }
  dictionary_->cut(text, scratch.dictionary, spans);
  std::erase_if(spans, [&](const TextSpan& span) { return !is_word(span.of(text)); });
}

void Segmenter::tokens(std::string_view text, Scratch& scratch, std::vector<TextSpan>& spans) const {
  if (dictionary_) return dictionary_->cut(text, scratch.dictionary, spans);
  if (model_ == WordModel::whitespace) return text::split_whitespace(text, spans);
  split_by(model_, text, scratch.words);
  spans.clear();
  std::uint32_t at = 0;
  for (const TextSpan& word : scratch.words) {
    add_gap(text, at, word.begin, scratch.gap, spans);
    spans.push_back(word);
    at = word.end;
  }
  add_gap(text, at, static_cast<std::uint32_t>(text.size()), scratch.gap, spans);
}

bool is_space(char32_t c) { return text::is_whitespace(c) || (c >= 0x1c && c <= 0x1f); }

bool is_word(std::string_view token) {
  static const text::CodePointTable& others = text::not_in_words_table();
  for (std::size_t i = 0; i < token.size();)
    if (others[text::decode(token, i)] == 0) return true;
  return false;
}

}  // namespace dsprep::words
