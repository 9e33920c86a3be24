#include "text/punctuation.h"

#include "support/catch.h"
#include "text/classes.h"
#include "text/code_point_table.h"

using namespace dsprep::text;

TEST_CASE("The lists of punctuation have as many characters as the originals") {
  int terminal = 0, all = 0;
  for (char32_t c = 0; c < code_points; ++c) {
    terminal += is_terminal_punctuation(c);
    all += is_datatrove_punctuation(c);
    if (is_datatrove_punctuation(c)) CHECK((classes_of(c) & letter) == 0);  // a word with a letter is no symbol
  }
  CHECK(terminal == 159);
  CHECK(all == 281);
  CHECK_FALSE(is_terminal_punctuation(0xffffffff));
}

TEST_CASE("Terminal punctuation: ends of sentences in many scripts, no quotes, no colons") {
  for (const char32_t c :
       {U'.', U'?', U'!', U'。', U'！', U'？', U'｡', U'؟', U'۔', U'।', U'։', U'។', U'‼', U'\u2e54', U'\U0001da88'})
    CHECK(is_terminal_punctuation(c));
  for (const char32_t c : {U'"', U'”', U'\'', U':', U';', U'…', U'、', U'，', U'a', U'\u2cf9', U'\ufe12'})
    CHECK_FALSE(is_terminal_punctuation(c));
}

TEST_CASE("datatrove's punctuation: marks and control characters, but neither TAB, LF nor space") {
  for (const char32_t c :
       {U'#', U'*', U'-', U'_', U'…', U'。', U'，', U'「', U'►', U'\uff11', U'\r', U'\0', U'\x7f', U'\u009f', U'~'})
    CHECK(is_datatrove_punctuation(c));
  for (const char32_t c : {U'\t', U'\n', U' ', U'a', U'1', U'•', U'·', U'\u00a0', U'中', U'😀'})
    CHECK_FALSE(is_datatrove_punctuation(c));
}
