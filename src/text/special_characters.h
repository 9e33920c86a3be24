// The special characters of BigScience's data pipeline (ROOTS), which Data-Juicer carries on: what its ratio of special
// characters counts, and what it strips from both ends of a word.
#pragma once

#include "text/code_point_table.h"

namespace dsprep::text {

// 1 where special, else 0: ASCII punctuation, digits and white space, some 190 marks and letters (among them four
// kana, three ideographs and a few vowel signs, as published), and every emoji of one code point. Frozen: the list of
// Data-Juicer 1.4.3 with emoji 2.2.0. Thread-safe: built on first use.
const CodePointTable& special_characters_table();

}  // namespace dsprep::text
