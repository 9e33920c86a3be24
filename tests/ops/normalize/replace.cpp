#include "ops/normalize/rewritten.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {
std::string replaced(std::string_view kinds, std::string_view text, const std::string& more = "") {
  return rewritten("replace", "kinds = [" + std::string(kinds) + "]\n" + more, text);
}
const std::string name = "with = \"name\"", nothing = "with = \"nothing\"";
}  // namespace

TEST_CASE("replace: addresses") {
  CHECK(replaced("\"url\"", "See https://example.com/a?b=1#c, ftp://x.example. www.example.org/d; wwww.x.y") ==
        "See <url>, <url>. <url>; wwww.x.y");
  CHECK(replaced("\"url\"", "（http://例え.jp/パス）和www.example.com。") == "（<url>パス）和<url>。");
  CHECK(replaced("\"email\"", "write to jane.doe+x@example.co.uk or <a@b.org>") == "write to <email> or <<email>>");
  CHECK(replaced("\"phone\"", "call +49 30 1234567 now") == "call <phone> now");
  CHECK(replaced("\"url\"", "https://www.example.com:80/x www.a.example/y", name) == "www.example.com www.a.example");
}

TEST_CASE("replace: emoji are whole sequences") {
  const auto emoji = [](std::string_view text) { return replaced("\"emoji\"", text); };
  for (const std::string_view one :
       {"😀", "👍🏽", "👩‍👩‍👧", "👩🏽‍💻", "🇨🇳", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣",
        "#️⃣", "❤️", "❤", "☺️", "©️", "🏳️‍🌈", "🏻"})
    CHECK(emoji("a " + std::string(one) + " b") == "a <emoji> b");
  CHECK(emoji("😀😀") == "<emoji><emoji>");
  CHECK(emoji("🇨🇳🇩🇪🇫") == "<emoji><emoji>🇫");
  for (const std::string_view none : {"© ™ ↔ ‼", "❤︎", "1 # *", "中文", "\u200d", "\ufe0f", "→ ✓"})
    CHECK(emoji(none) == none);
  CHECK(replaced("\"emoji\"", "👩‍💻 🇨🇳 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿", name) ==
        ":woman_personal_computer: :flag_cn: :keycap_1: :flag_gbeng:");
}

TEST_CASE("replace: mentions, hashtags, numbers, in scripts with and without spaces") {
  CHECK(replaced("\"mention\"", "@jane_doe, @a.b. x@y (@小明) @user@host.example @") ==
        "<mention>, <mention>. x@y (<mention>) <mention> @");
  CHECK(replaced("\"hashtag\"", "#tag #1 #话题# a#b &#39; #日本語タグ #हिन्दी ##x") ==
        "<hashtag> #1 <hashtag> a#b &#39; <hashtag> <hashtag> ##x");
  CHECK(replaced("\"number\"", "3.14 1,299.50 -5 v2 3rd 10kg 共12个 ١٢٣ 2026-01-02 50%") ==
        "<number> <number> -<number> v2 3rd 10kg 共<number>个 <number> <number>-<number>-<number> <number>%");
  CHECK(replaced("\"mention\", \"hashtag\"", "@jane #tag #话题#", name) == "jane tag 话题");
}

TEST_CASE("replace: placeholders, names, nothing") {
  CHECK(replaced("\"number\"", "a 1 b", "placeholder = \"__{KIND}__\"") == "a __NUMBER__ b");
  CHECK(replaced("\"number\"", "a 1 b", "placeholder = \"\"") == "a  b");
  CHECK(replaced("\"number\", \"emoji\"", "1 😀", name) == "<number> :grinning_face:");
  CHECK(replaced("\"emoji\"", "太好了😀😀谢谢 good😀bye 😀end😀", nothing) == "太好了谢谢 good bye end");
  CHECK(run_op("replace", "kinds = [\"number\"]\nplaceholder = \"0\"", "").error.find("placeholder") !=
        std::string::npos);
  CHECK(run_op("replace", "kinds = [\"mention\"]\nplaceholder = \"@user\"", "").error.find("@user") !=
        std::string::npos);
  CHECK(run_op("replace", "kinds = [\"url\"]\nplaceholder = \"0\"", "").error == "");
  CHECK(run_op("replace", "kinds = []", "").error.find("kinds is empty") != std::string::npos);
  CHECK(run_op("replace", "regions = [\"Mars\"]", "").error.find("Mars") != std::string::npos);
}

TEST_CASE("replace: what a placeholder uncovers is replaced in the same run") {
  const std::string all = "\"url\", \"email\", \"mention\", \"hashtag\", \"number\", \"emoji\"";
  CHECK(replaced(all, "12@bob") == "<number><mention>");
  CHECK(replaced(all, "@日本語jane@example.org") == "<mention><email>");
}

TEST_CASE("replace: labels, counters, untouched bytes, what is no text") {
  const std::string line = "{ \"text\" : \"no such \\/ thing \\u0041\"}\n";
  CHECK(run_op("replace", "", line).output == line);
  const RunOp run = run_toml(
      "[dataset]\nspans = \"/spans\"\n[[step]]\nop = \"replace\"\nkinds = [\"emoji\", \"number\"]\nwith = "
      "\"nothing\"\n",
      "{\"text\":\"a 😀 b 12\",\"spans\":[{\"start\":0,\"end\":1},{\"start\":2,\"end\":3},{\"start\":4,\"end\":5}]}\n");
  CHECK(run.output == "{\"text\":\"a  b \",\"spans\":[{\"start\":0,\"end\":1},{\"start\":3,\"end\":4}]}\n");
  CHECK(run.result.books.steps[0].counters[3] == 1);
  CHECK(run_op("replace", "", "{\"text\":{}}\n").malformed != "");
}
