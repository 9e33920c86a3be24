// The two readings of a text that RedPajama-V2's quality signals are computed on: its raw words, and its normalised
// lines and words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/text_view.h"

namespace dsprep::ops::signals {

// NLTK's WordPunct tokens: maximal runs of word characters (Python's \w), and maximal runs of what is neither that nor
// white space. Replaces `words`. REQUIRES valid UTF-8 of less than 4 GiB.
void split_wordpunct(std::string_view text, std::vector<TextSpan>& words);

// Replaces `out` with `text` without ASCII punctuation, lower-cased, without white space at its ends and with one space
// for each run of it within, in NFD. `scratch` is overwritten. REQUIRES valid UTF-8.
void normalize_redpajama(std::string_view text, std::string& out, std::string& scratch);

// Matches of \b[^.!?]+[.!?]* : sentences as RedPajama-V2 counts them. REQUIRES valid UTF-8.
std::uint64_t count_redpajama_sentences(std::string_view text);

// Python's str.isupper(): cased characters, and none that is not a capital. REQUIRES valid UTF-8.
bool is_upper(std::string_view word);

// One of the ten marks that begin an item of a list: • ‣ ▶ ◀ ◦ ■ □ ▪ ▫ –. REQUIRES valid UTF-8.
bool starts_with_bullet(std::string_view line);

// How often `word` stands between spaces or ends in a normalised text.
std::uint64_t count_word(std::string_view normalized, std::string_view word);

}  // namespace dsprep::ops::signals
