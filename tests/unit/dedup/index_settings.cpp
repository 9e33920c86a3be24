#include "dedup/index_settings.h"

#include "support/catch.h"

using namespace dsprep::dedup;

TEST_CASE("index settings: parameters") {
  const IndexSettings parsed =
      parse_index_settings("minhash variant=dsprep ngram=words:3 normalize=simplify bands=16 rows=7 equal=written");
  CHECK(parsed.op == "dedup_minhash");
  using Params = std::vector<std::pair<std::string, std::string>>;
  CHECK(parsed.params == Params{{"variant", "dsprep"},
                                {"ngram", "words:3"},
                                {"normalize", "simplify"},
                                {"bands", "16"},
                                {"rows", "7"},
                                {"equal", "written"}});
  CHECK(parsed.fields.empty());
  CHECK_FALSE(parsed.together);
}

TEST_CASE("index settings: one field or several, whose names may hold spaces") {
  const auto fields = [](std::string_view settings) { return parse_index_settings(settings).fields; };
  using Fields = std::vector<std::string>;
  CHECK(fields("exact normalize=none field /a b") == Fields{"/a b"});
  CHECK(fields("exact normalize=none field /a /b") == Fields{"/a /b"});
  CHECK(fields("exact normalize=url fields /url /a b /c") == Fields{"/url", "/a b", "/c"});
  CHECK(fields("exact normalize=none field each /messages/*/content") == Fields{"/messages/*/content"});
  CHECK(fields("exact normalize=none fields /url each /题/* /b") == Fields{"/url", "/题/*", "/b"});
  CHECK(fields("exact normalize=none fields each /a/* each /b/*") == Fields{"/a/*", "/b/*"});
  CHECK(fields("exact normalize=none field each") == Fields{"each"});
  CHECK_FALSE(parse_index_settings("exact normalize=none field /a").together);
  CHECK(parse_index_settings("exact normalize=none fields /a").together);
}

TEST_CASE("index settings: any text is taken apart") {
  CHECK(parse_index_settings("").op == "dedup_");
  CHECK(parse_index_settings("exact").op == "dedup_exact");
  CHECK(parse_index_settings("exact fields").fields.empty());
  CHECK(parse_index_settings("exact  odd =").params.size() == 1);
}
