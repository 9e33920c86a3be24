#include "cards/yaml.h"

#include "support/catch.h"

using namespace dsprep;

TEST_CASE("scalars that need no quotes, and others") {
  CHECK(cards::yaml_text("text") == "text");
  CHECK(cards::yaml_text("cc-by-4") == "cc-by-4");
  for (const char* word : {"y", "No", "TRUE", "null", "on"})
    CHECK(cards::yaml_text(word) == "\"" + std::string(word) + "\"");
  CHECK(cards::yaml_text("") == "\"\"");
  CHECK(cards::yaml_text("1") == "\"1\"");
  CHECK(cards::yaml_text("~") == "\"~\"");
  CHECK(cards::yaml_text("---") == "\"---\"");
  CHECK(cards::yaml_text("a: b # c") == "\"a: b # c\"");
  CHECK(cards::yaml_text("a\"b\\") == "\"a\\\"b\\\\\"");
  CHECK(cards::yaml_text("标签 😀") == "\"标签 😀\"");
}

TEST_CASE("what would break a line or may not stand in YAML is escaped") {
  CHECK(cards::yaml_text("a\nb\t") == "\"a\\u000ab\\u0009\"");
  CHECK(cards::yaml_text("\x7f\u0085\u00a0\u00a1") == "\"\\u007f\\u0085\\u00a0\u00a1\"");
  CHECK(cards::yaml_text("\u2027\u2028\u2029\ufeff\ufffd\uffff") == "\"\u2027\\u2028\\u2029\\ufeff\ufffd\\uffff\"");
}

TEST_CASE("features as `datasets` writes them") {
  std::string out;
  cards::append_features_yaml(out,
                              R"({"text":{"dtype":"string","_type":"Value"},"n":{"dtype":"null","_type":"Value"},)"
                              R"("mix":{"_type":"Json"},"_type":{"dtype":"bool","_type":"Value"},)"
                              R"("tags":{"feature":{"dtype":"string","_type":"Value"},"_type":"List"},)"
                              R"("any":{"feature":{"_type":"Json"},"_type":"List"},)"
                              R"("turns":{"feature":{"role":{"dtype":"string","_type":"Value"}},"_type":"List"},)"
                              R"("grid":{"feature":{"feature":{"dtype":"int64","_type":"Value"},"_type":"List"},)"
                              R"("_type":"LargeList"},"meta":{"a":{"b":{"dtype":"int64","_type":"Value"}}}})",
                              "  ");
  CHECK(out ==
        "  - name: text\n    dtype: string\n  - name: \"n\"\n    dtype: \"null\"\n  - name: mix\n    dtype: json\n"
        "  - name: \"_type\"\n    dtype: bool\n  - name: tags\n    list: string\n  - name: any\n    list: json\n"
        "  - name: turns\n    list:\n    - name: role\n      dtype: string\n"
        "  - name: grid\n    large_list:\n      list: int64\n"
        "  - name: meta\n    struct:\n    - name: a\n      struct:\n      - name: b\n        dtype: int64\n");
}
