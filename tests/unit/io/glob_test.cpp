#include "io/glob.h"

#include "support/catch.h"
#include "support/memory_files.h"

namespace dsprep::io {
namespace {

std::string expanded(port::Files& files, std::string_view pattern) {
  const auto matches = expand_glob(files, pattern);
  if (!matches.ok()) return matches.error().message;
  std::string text = matches->base + ":";
  for (const std::string& file : matches->files) text += " " + file;
  return text + (matches->directories ? " +directories" : "");
}

}  // namespace

TEST_CASE("components match as in a shell") {
  struct Case {
    const char *pattern, *name;
    bool matches;
  };
  for (const Case& c : {Case{"a", "a", true},
                        {"a", "b", false},
                        {"a", "ab", false},
                        {"", "", true},
                        {"*", "", true},
                        {"*", "abc", true},
                        {"a*", "abc", true},
                        {"*c", "abc", true},
                        {"*b", "abc", false},
                        {"a*c*e", "abcde", true},
                        {"a*c*e", "abcd", false},
                        {"**", "abc", true},
                        {"*.jsonl*", "x.jsonl.zst", true},
                        {"?", "a", true},
                        {"?", "", false},
                        {"?", "ab", false},
                        {"??", "ab", true},
                        {"?", "数", true},
                        {"数?.jsonl", "数据.jsonl", true},
                        {"?", "\xff", true},
                        {"\xff", "\xff", true},
                        {"*?", "", false},
                        {"[a-c]", "b", true},
                        {"[a-c]", "d", false},
                        {"[!a-c]", "d", true},
                        {"[^a-c]", "b", false},
                        {"[]]", "]", true},
                        {"[!]]", "a", true},
                        {"[a-]", "-", true},
                        {"[а-я]", "д", true},
                        {"[а-я]", "q", false},
                        {"[abc", "[abc", true},
                        {"[abc", "a", false},
                        {"[", "[", true},
                        {"\\*", "*", true},
                        {"\\*", "a", false},
                        {"\\", "\\", true},
                        {"[\\]]", "]", true},
                        {"*", ".hidden", false},
                        {"?hidden", ".hidden", false},
                        {"[.]hidden", ".hidden", false},
                        {".*", ".hidden", true},
                        {"\\.h*", ".hidden", true},
                        {"a*", "a.b", true},
                        {"part-*[0-9].jsonl", "part-00017.jsonl", true}}) {
    INFO(c.pattern << " ~ " << c.name);
    CHECK(component_matches(c.pattern, c.name) == c.matches);
  }
}

TEST_CASE("many stars cost no more than their number") {
  std::string pattern;
  for (int i = 0; i < 40; ++i) pattern += "*a";
  CHECK_FALSE(component_matches(pattern + "b", std::string(20'000, 'a')));
}

TEST_CASE("globs expand to files in natural order") {
  test::MemoryFiles files;
  for (const char* path :
       {"d/part-10.jsonl", "d/part-2.jsonl", "d/part-2.jsonl.tmp", "d/.hidden.jsonl", "d/x/part-1.jsonl",
        "d/x/y/part-3.jsonl", "d/.git/part-4.jsonl", "top.jsonl", "d/[1].jsonl", "e/x/part-1.jsonl"})
    files.put(path, "");
  CHECK(expanded(files, "d/part-*.jsonl") == "d: part-2.jsonl part-10.jsonl");
  CHECK(expanded(files, "d/*/part-?.jsonl") == "d: x/part-1.jsonl");
  CHECK(expanded(files, "./d/part-2.*") == "./d: part-2.jsonl part-2.jsonl.tmp");
  CHECK(expanded(files, "*.jsonl") == ": top.jsonl");
  CHECK(expanded(files, "/d/x/*") == "/d/x: part-1.jsonl +directories");
  CHECK(expanded(files, "?/x/*.jsonl") == ": d/x/part-1.jsonl e/x/part-1.jsonl");
  CHECK(expanded(files, "d/**/part-*.jsonl") == "d: part-2.jsonl part-10.jsonl x/part-1.jsonl x/y/part-3.jsonl");
  CHECK(expanded(files, "d/**") ==
        "d: [1].jsonl part-2.jsonl part-2.jsonl.tmp part-10.jsonl x/part-1.jsonl "
        "x/y/part-3.jsonl +directories");
  CHECK(expanded(files, "**/x/**/*.jsonl") == ": d/x/part-1.jsonl d/x/y/part-3.jsonl e/x/part-1.jsonl");
  CHECK(expanded(files, "**/**/**/part-1.jsonl") == ": d/x/part-1.jsonl e/x/part-1.jsonl");
  CHECK(expanded(files, "d/**.jsonl") == "d: [1].jsonl part-2.jsonl part-10.jsonl");
  CHECK(expanded(files, "d/\\[?].jsonl") == "d: [1].jsonl");
  CHECK(expanded(files, "d/.h*") == "d: .hidden.jsonl");
  CHECK(expanded(files, "none/*") == "none:");
  files.make_unreadable("d/x");
  CHECK(expanded(files, "d/**/part-*").starts_with("cannot list "));
}

}  // namespace dsprep::io
