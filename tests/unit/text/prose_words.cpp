#include "text/prose_words.h"

#include <string>
#include <vector>

#include "support/catch.h"
#include "text/segment.h"

using namespace dsprep;

namespace {

std::vector<std::string> prose(std::string_view text) {
  std::vector<TextSpan> words, found;
  text::split_words_unicode(text, words);
  text::find_prose_words(text, words, found);
  std::vector<std::string> out;
  for (const TextSpan& span : found) out.emplace_back(span.of(text));
  return out;
}
using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("prose words: what is glued to an address, a number, code is none") {
  CHECK(prose("see https://example.org/film/dog now, (really) *bold* \"quoted\"; end.") ==
        Words{"see", "now", "really", "bold", "quoted", "end"});
  CHECK(
      prose(
          "mail a.b@example.org or #tag or @you or snake_case or --flag or 3rd or 50% or {name} or [MASK] or $HOME") ==
      Words{"mail", "or", "or", "or", "or", "or", "or", "or", "or", "or"});
  CHECK(prose("state-of-the-art and/or end.Next a - b") == Words{"a", "b"});
  CHECK(prose("größe https://example.org/größe/haus straße-alt") == Words{"größe"});
  CHECK(prose("don't") == Words{"don't"});
  CHECK(prose("").empty());
}

TEST_CASE("prose words: scripts without spaces stand for themselves") {
  CHECK(prose("我喜欢https://example.org/电影/吧，好吧 电影") == Words{"我", "喜欢", "好吧", "电影"});
  CHECK(prose("电影 http://例子.org/电影 电影") == Words{"电影", "电影"});
  CHECK(prose("价格100元") == Words{"价格", "元"});
  CHECK(prose("привет мир/свет كتاب") == Words{"привет", "كتاب"});
}
