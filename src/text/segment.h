// Segmentation: words and sentences. TextView keeps what these find.
#pragma once

#include <string_view>
#include <vector>

#include "dsprep/text_view.h"

namespace dsprep::text {

// Each replaces `spans`. REQUIRES valid UTF-8 of less than 4 GiB. Thread-safe (break iterators are kept per thread).

// Maximal runs of characters that are not white space as Python's str.split() sees it: White_Space, and U+001C–U+001F.
void split_whitespace(std::string_view text, std::vector<TextSpan>& spans);

// The segments of UAX-29 (default rules WB1–WB999, no dictionaries, not tailored; its character classes in ICU's
// version of Unicode) that hold an alphanumeric: a character that is Alphabetic (letters of all scripts, kana,
// ideographs, vowel signs, circled letters) or a number (Nd, Nl, No). An ideograph is a word of its own; so are a
// hiragana letter and a Thai consonant, while katakana, Hangul and other letters make runs.
void split_words_uax29(std::string_view text, std::vector<TextSpan>& spans);

// Every UAX-29 segment, white space and punctuation too: the spans tile the text.
void word_segments_uax29(std::string_view text, std::vector<TextSpan>& spans);

// The segments of ICU's word break iterator (root locale) that it calls numbers, letters, kana or ideographs, without
// those that hold no alphanumeric ("___"). Chinese, Japanese, Thai, Lao, Khmer and Burmese are cut by its dictionaries.
void split_words_unicode(std::string_view text, std::vector<TextSpan>& spans);

// The segments of ICU's sentence break iterator (root locale) without trailing White_Space; empty ones dropped. A break
// is forced where a paragraph without LF reaches 4 MiB.
void split_sentences(std::string_view text, std::vector<TextSpan>& spans);

}  // namespace dsprep::text
