// The frame of rewriters (dsprep/text_rewriter.h), by an op that uses all of it.
#include "dsprep/op_spec.h"
#include "dsprep/text_rewriter.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "support/test_ops.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

struct Params {
  std::vector<std::string> text_fields = {"text"};
  bool fast = true;
  void fields(ParamFields& f) {
    describe_text_fields(f, text_fields);
    f("fast", fast, {.meaning = "whether escaped texts are looked at"});
  }
};

// '.' becomes '!', and a TAB two spaces; of a record whose "lang" is "de" '.' becomes '?'; one whose "lang" is a number
// is malformed.
struct MarkRules {
  struct Scratch {
    explicit Scratch(const MarkRules& rules) : german(rules.german) {}
    std::string_view german, mark;
  };
  static constexpr std::string_view counts[] = {"dots", "tabs"};
  bool fast;
  Field lang;
  std::string german = "?";

  std::optional<Verdict> begin(const Record& record, Scratch& scratch) const {
    if (record.type(lang) == FieldType::number)
      return Verdict::malformed(wrong_type("/lang", FieldType::number, "text"));
    scratch.mark = record.text(lang) == "de" ? scratch.german : "!";
    return std::nullopt;
  }
  bool rewrite_escaped(std::string_view escaped, TextDraft& draft, Scratch& scratch) const {
    if (!fast || escaped.find('\\') != escaped.npos) return false;
    rewrite(escaped, draft, scratch);
    return true;
  }
  void rewrite(std::string_view text, TextDraft& draft, Scratch& scratch) const {
    for (std::size_t at; (at = text.find_first_of(".\t", draft.at())) != text.npos;) {
      const bool dot = text[at] == '.';
      draft.keep_to(at).replace(1, dot ? scratch.mark : "  ").count(dot ? 0 : 1);
    }
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  DSPREP_TRY(const Field lang, binder.read("lang"));
  return text_rewriter(MarkRules{params.fast, lang}, params.text_fields, binder);
}

const OpSpec test_marks{.name = "test_marks",
                        .family = Family::normalize,
                        .summary = "Rewrites dots and tabs",
                        .details = "",
                        .source = "for the tests",
                        .examples = {},
                        .params = describe_params<Params>,
                        .make = make,
                        .idempotent = true};

RunOp run(const std::string& toml, const std::string& input) {
  registry::Registry registry = with_test_ops();
  registry.add(&test_marks);
  RunHow how;
  how.registry = &registry;
  return run_toml(toml, input, how);
}

std::uint64_t counted(const RunOp& ran, std::size_t counter) { return ran.result.books.steps[0].counters.at(counter); }

}  // namespace

TEST_CASE("a rewriter: counts, other fields, the fast path, several fields") {
  for (const char* fast : {"true", "false"}) {
    INFO(fast);
    const std::string step = std::string("[[step]]\nop = \"test_marks\"\nfast = ") + fast + "\n";
    const RunOp ran = run(step,
                          "{\"text\":\"春. 眠.\"}\n"
                          "{\"text\":\"ja.\\u0009\", \"lang\":\"de\"}\n"
                          "{\"text\":\"nothing \\u4e2d here\"}\n"
                          "{\"text\":\".\", \"lang\":7}\n"
                          "{\"text\":7}\n");
    REQUIRE(ran.error == "");
    CHECK(ran.output ==
          "{\"text\":\"春! 眠!\"}\n"
          "{\"text\":\"ja?  \", \"lang\":\"de\"}\n"
          "{\"text\":\"nothing \\u4e2d here\"}\n");
    CHECK(ran.malformed.find("field /lang is number, not text") != std::string::npos);
    CHECK(ran.malformed.find("field /text is number, not text") != std::string::npos);
    CHECK(counted(ran, 0) == 3);
    CHECK(counted(ran, 1) == 1);
    CHECK(ran.result.books.steps[0].changed == 2);

    // A field that is named twice, in two ways, is one; elements that are null are passed over.
    const RunOp fields = run(step + "fields = [\"text\", \"/text\", \"/m/*/c\"]\n",
                             "{\"text\":\"a.\",\"m\":[{\"c\":null},{\"c\":\"b.\"},{},{\"c\":\"..\"}]}\n");
    REQUIRE(fields.error == "");
    CHECK(fields.output == "{\"text\":\"a!\",\"m\":[{\"c\":null},{\"c\":\"b!\"},{},{\"c\":\"!!\"}]}\n");
    CHECK(counted(fields, 0) == 4);
  }
  CHECK(run("[[step]]\nop = \"test_marks\"\nfields = []\n", "").error.find("fields is empty: name the texts") !=
        std::string::npos);
}

TEST_CASE("a rewriter moves labels, and counts what it does once") {
  const std::string input =
      "{\"text\":\"a.b \\u0009 Ann.\",\"spans\":[{\"start\":6,\"end\":9},{\"start\":1,\"end\":2}]}\n";
  for (const char* fast : {"true", "false"}) {
    const RunOp ran =
        run(std::string("[dataset]\nspans = \"/spans\"\n[[step]]\nop = \"test_marks\"\nfast = ") + fast + "\n", input);
    REQUIRE(ran.error == "");
    CHECK(ran.output == "{\"text\":\"a!b    Ann!\",\"spans\":[{\"start\":7,\"end\":10},{\"start\":1,\"end\":2}]}\n");
    CHECK(counted(ran, 0) == 2);
    CHECK(counted(ran, 1) == 1);
  }
}

TEST_CASE("a draft: what is replaced by itself is kept, a whole text is one change") {
  TextDraft draft;
  draft.start("深呼吸 now", true);
  draft.keep(3).replace(3, "呼");
  CHECK_FALSE(draft.changed());
  CHECK(draft.text() == "深呼吸 now");
  draft.start("深呼吸 now", true);
  draft.replace(0, "<").keep_to(9).replace(1, "").replace(3, "NOW");
  CHECK(draft.rest() == "");
  CHECK(draft.text() == "<深呼吸NOW");
  CHECK(draft.changes().size() == 3);
  draft.start("abc", false);
  draft.rewrite() = "xyz";
  CHECK(draft.changed());
  CHECK(draft.text() == "xyz");
  draft.start("abc", false);
  CHECK_FALSE(draft.changed());
  CHECK(draft.text() == "abc");
  draft.keep_to(2).replace(1, "");
  CHECK(draft.text() == "ab");
}
