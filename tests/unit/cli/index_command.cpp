#include "cli/index_command.h"

#include "dedup/seen_index.h"
#include "registry/describe.h"
#include "support/catch.h"
#include "support/memory_files.h"

using namespace dsprep;
using namespace dsprep::cli;

namespace {

struct StringSink final : ByteSink {
  Status write(std::string_view more) override { return bytes.append(more), Status(); }
  std::string bytes;
};

struct Desk {
  test::MemoryFiles files;

  void put_index(const std::string& path, const std::string& settings, const std::string& sketches) {
    StringSink sink;
    dedup::SeenIndexWriter writer(sink, settings, sketches);
    REQUIRE(writer.finish().ok());
    files.put(path, sink.bytes);
  }
  Result<Request> ask(const std::string& action, const std::vector<std::string>& words) {
    return index_request(action, words, {files, registry::built_in(), {}});
  }
  // "dedup_exact(index="x.idx")"
  std::string step(const std::string& action, const std::vector<std::string>& words) {
    const auto request = ask(action, words);
    if (!request) return request.error().message;
    REQUIRE(request->spec.steps.size() == 1);
    const StepSpec& step = request->spec.steps[0];
    std::string out = step.op + "(";
    for (const ParamSetting& setting : step.params)
      out.append(out.back() == '(' ? "" : ",")
          .append(setting.name)
          .append("=")
          .append(registry::value_text(setting.value));
    return out + ")";
  }
};

}  // namespace

TEST_CASE("index build is one step with an index") {
  Desk desk;
  CHECK(desk.step("build", {"in.jsonl", "-o", "out/seen.idx"}) == "dedup_minhash(index=\"seen.idx\")");
  CHECK(desk.step("build", {"--dedup-exact=normalize=url,field=url", "in.jsonl", "-o", "seen.idx"}) ==
        "dedup_exact(normalize=\"url\",field=\"url\",index=\"seen.idx\")");
  CHECK(desk.ask("build", {"a", "b", "-o", "seen.idx"})->options.inputs == std::vector<std::string>{"a", "b"});
}

TEST_CASE("index add goes on with the settings of the old index") {
  Desk desk;
  desk.put_index("old.idx", "minhash variant=dsprep ngram=words:3 words=uax29 normalize=simplify bands=16 rows=7",
                 "shingles");
  CHECK(desk.step("add", {"old.idx", "in.jsonl", "-o", "new.idx"}) ==
        "dedup_minhash(variant=\"dsprep\",ngram=\"words:3\",words=\"uax29\",normalize=\"simplify\",bands=16,rows=7,"
        "index_holds=\"shingles\","
        "against=\"old.idx\",index=\"new.idx\")");
  CHECK(desk.ask("add", {"old.idx", "a", "b", "-o", "new.idx"})->options.inputs == std::vector<std::string>{"a", "b"});
  // What is written wins.
  CHECK(desk.step("add", {"--dedup-minhash=threshold=0.7,rows=8", "old.idx", "in.jsonl", "-o", "new.idx"}) ==
        "dedup_minhash(variant=\"dsprep\",ngram=\"words:3\",words=\"uax29\",normalize=\"simplify\",bands=16,rows=7,"
        "index_holds=\"shingles\","
        "threshold=0.7,rows=8,against=\"old.idx\",index=\"new.idx\")");
  const std::string other = desk.step("add", {"--dedup-exact", "old.idx", "in.jsonl", "-o", "new.idx"});
  CHECK(other.find("an index of dedup_minhash") != std::string::npos);

  desk.put_index("one.idx", "exact normalize=none field /a b", "");
  CHECK(desk.step("add", {"one.idx", "in.jsonl", "-o", "new.idx"}) ==
        "dedup_exact(normalize=\"none\",field=\"/a b\",against=\"one.idx\",index=\"new.idx\")");
  desk.put_index("each.idx", "exact normalize=none field each /messages/*/content", "");
  CHECK(desk.step("add", {"each.idx", "in.jsonl", "-o", "new.idx"}) ==
        "dedup_exact(normalize=\"none\",field=\"/messages/*/content\",against=\"each.idx\",index=\"new.idx\")");
  desk.put_index("many.idx", "exact normalize=url fields /url /a b /c", "");
  CHECK(desk.step("add", {"many.idx", "in.jsonl", "-o", "new.idx"}) ==
        "dedup_exact(normalize=\"url\",fields=[\"/url\", \"/a b\", \"/c\"],against=\"many.idx\",index=\"new.idx\")");
  desk.put_index("other.idx", "phash bits=64", "");
  CHECK(desk.step("add", {"other.idx", "in.jsonl", "-o", "new.idx"}).find("dedup_phash") != std::string::npos);
  desk.put_index("empty.idx", "", "");
  CHECK(desk.step("add", {"empty.idx", "in.jsonl", "-o", "new.idx"}).find("does not know") != std::string::npos);
}

TEST_CASE("an index is refused where it has no place, or two") {
  Desk desk;
  const auto refused = [&](const std::string& action, const std::vector<std::string>& words, const std::string& why) {
    const auto request = desk.ask(action, words);
    REQUIRE_FALSE(request.ok());
    CHECK(request.error().kind == Error::Kind::usage);
    INFO(request.error().message);
    CHECK(request.error().message.find(why) != std::string::npos);
  };
  refused("build", {"in.jsonl"}, "-o FILE");
  refused("build", {"in.jsonl", "-o", "-"}, "-o FILE");
  refused("build", {"in.jsonl", "-o", "out/"}, "not a directory");
  refused("build", {"--dedup-exact", "--dedup-minhash", "in.jsonl", "-o", "x.idx"}, "not both");
  refused("build", {"--dedup-exact=index=y", "in.jsonl", "-o", "x.idx"}, "leave out index");
  refused("build", {"--dedup-exact=against=y", "in.jsonl", "-o", "x.idx"}, "dsprep index add");
  refused("build", {"--length", "in.jsonl", "-o", "x.idx"}, "operator of clean");
  refused("build", {"--dropped", "none", "in.jsonl", "-o", "x.idx"}, "no option --dropped");
  refused("add", {"-o", "x.idx"}, "the old index");
  refused("add", {"missing.idx", "in.jsonl", "-o", "x.idx"}, "missing.idx");
}

TEST_CASE("the options of index are those that mean something without records") {
  std::string flags;
  for (const registry::OptionText& option : index_option_texts()) flags += option.flags + "\n";
  for (const char* there : {"-o, --output", "--memory", "--threads", "--max-errors", "--json", "--help"})
    CHECK(flags.find(std::string(there) + "\n") != std::string::npos);
  for (const char* absent :
       {"--preset", "--set", "--compress", "--shards", "--resume", "--task", "--dropped", "--audit", "--explain"})
    CHECK(flags.find(std::string(absent) + "\n") == std::string::npos);
}
