// The frame of augmenters (dsprep/augmenter.h), by an op that uses all of it, and by a BatchOp.
#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/rng.h"
#include "dsprep/augmenter.h"
#include "dsprep/map_with.h"
#include "dsprep/op_spec.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "support/test_ops.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

struct Params {
  std::vector<std::string> text_fields = {"text"};
  CopyParams copies;
  double rate = 0.5;
  bool whole = false;
  void fields(ParamFields& f) {
    describe_text_fields(f, text_fields);
    copies.fields(f);
    f("rate", rate, {.meaning = "edits per word", .min = 0, .max = 1});
    f("whole", whole, {.meaning = "whether the texts are set as a whole"});
  }
};

// Words become "word" or "WORD", protected or not: the frame has to see to that.
struct WordRules {
  struct Scratch {};
  static constexpr unsigned attempts = 4;
  double rate;
  bool whole;

  bool look(CopyTexts& texts, Scratch&) const {
    for (std::size_t i = 0; i < texts.size(); ++i)
      if (!texts.words(i, WordModel::whitespace).empty()) return true;
    return false;
  }
  void copy(CopyTexts& texts, std::uint64_t seed, CopyDraft& draft, Scratch&) const {
    base::Rng rng(seed);
    std::uint64_t edits = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto words = texts.words(i, WordModel::whitespace);
      if (words.empty()) continue;
      const TextSpan word = words[rng.below(words.size())];
      const std::string_view with = rng.below(2) == 0 ? "word" : "WORD";
      edits += edits_of(rate, words.size());
      if (!whole) draft.text(i).keep_to(word.begin).replace(word.size(), with);
      else
        draft.text(i)
            .rewrite()
            .append(texts.text(i).substr(0, word.begin))
            .append(with)
            .append(texts.text(i).substr(word.end));
    }
    draft.recipe = "{\"words\":" + std::to_string(edits) + "}";
    draft.origins.push_back("other");
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  return augmenter(WordRules{params.rate, params.whole}, params.copies, params.text_fields, binder);
}

const OpSpec test_words{.name = "test_words",
                        .family = Family::augment,
                        .summary = "Replaces words",
                        .details = "",
                        .source = "for the tests",
                        .examples = {},
                        .params = describe_params<Params>,
                        .make = make,
                        .derives = true};

// As a translator would: all texts of a chunk first, then the copies of each record.
class Shout final : public BatchOp {
 public:
  Shout(CopyPlan plan, Field how) : plan_(std::move(plan)), how_(how) {}
  std::unique_ptr<BatchMapper> mapper() const override {
    struct M final : BatchMapper {
      M(const CopyPlan& plan, Field how) : copies(plan), how_(how) {}
      Status map(std::span<Record> records, std::span<Context* const> contexts, std::span<Verdict> verdicts) override {
        for (std::size_t i = 0; i < records.size(); ++i) {
          if (auto verdict = copies.begin(records[i])) {
            verdicts[i] = *std::move(verdict);
            continue;
          }
          CopyDraft& draft = copies.draft();
          for (std::size_t t = 0; t < copies.texts().size(); ++t) {
            std::string& now = draft.text(t).rewrite();
            for (const char c : copies.texts().text(t)) now += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
          }
          draft.recipe = "\"shout\"";
          const Copies::Outcome outcome = copies.add(*contexts[i]);
          if (outcome == Copies::Outcome::added) copies.added().set_text(how_, "loud");
          else copies.not_added(outcome, *contexts[i]);
        }
        return {};
      }
      Copies copies;
      Field how_;
    };
    return std::make_unique<M>(plan_, how_);
  }

 private:
  CopyPlan plan_;
  Field how_;
};

Result<AnyOp> make_shout(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  DSPREP_TRY(CopyPlan plan, CopyPlan::make(params.copies, params.text_fields, binder));
  DSPREP_TRY(const Field how, binder.write("how"));
  return AnyOp(std::unique_ptr<BatchOp>(new Shout(std::move(plan), how)));
}

const OpSpec test_shout{.name = "test_shout",
                        .family = Family::augment,
                        .summary = "Shouts",
                        .details = "",
                        .source = "for the tests",
                        .examples = {},
                        .params = describe_params<Params>,
                        .make = make_shout,
                        .derives = true};

// What a child's line() is: a copy of each record, with the line of the copy in a field.
Result<AnyOp> make_lines(const ParamValues&, Binder& binder) {
  struct M final : Mapper {
    explicit M(const std::pair<Field, Field>& fields) : text(fields.first), into(fields.second) {}
    Verdict map(Record& record, Context& context) override {
      record.set_text(text, "edited");
      Record child = context.derive(record);
      child.set_text(text, "copy");
      child.set_text(into, child.line());
      record.set_text(text, "edited again");
      return Verdict::keep();
    }
    Field text, into;
  };
  DSPREP_TRY(const Field text, binder.write("text"));
  DSPREP_TRY(const Field into, binder.write("line"));
  return map_with<M>(std::pair(text, into));
}

const OpSpec test_lines{.name = "test_lines",
                        .family = Family::augment,
                        .summary = "Tells lines",
                        .details = "",
                        .source = "for the tests",
                        .examples = {},
                        .params = describe_params<NoParams>,
                        .make = make_lines,
                        .derives = true};

RunOp run(const std::string& toml, const std::string& input, RunHow how = {}) {
  registry::Registry registry = with_test_ops();
  for (const OpSpec* op : {&test_words, &test_shout, &test_lines}) registry.add(op);
  how.registry = &registry;
  return run_toml(toml, input, how);
}

std::string words(const std::string& params, const std::string& dataset = {}) {
  return dataset + "[[step]]\nop = \"test_words\"\n" + params;
}

std::vector<Value> lines_of(const std::string& output) {
  std::vector<Value> lines;
  for (std::size_t at = 0, end; at < output.size(); at = end + 1) {
    end = output.find('\n', at);
    lines.emplace_back(std::string_view(output).substr(at, end - at));
  }
  return lines;
}

std::uint64_t counted(const RunOp& ran, std::size_t counter) { return ran.result.books.steps[0].counters.at(counter); }

}  // namespace

TEST_CASE("an augmenter: copies that say something new, with how they were made") {
  const RunOp ran = run(words("copies = 3\n"), "{\"text\":\"one two three\"}\n{\"text\":\"  \"}\n");
  REQUIRE(ran.error == "");
  const std::vector<Value> lines = lines_of(ran.output);
  REQUIRE(lines.size() == 5);
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < 4; ++i) {
    texts.push_back(*lines[i]["text"].text());
    if (i == 0) continue;
    CHECK(lines[i]["_dsprep"]["op"].text() == "test_words");
    CHECK(lines[i]["_dsprep"]["recipe"].raw() == "{\"words\":1}");
    CHECK(lines[i]["_dsprep"]["origins"].raw() == "[\"other\"]");
    CHECK(lines[i]["_dsprep"]["copy"].integer() == static_cast<std::int64_t>(i));
  }
  std::sort(texts.begin(), texts.end());
  CHECK(std::unique(texts.begin(), texts.end()) == texts.end());
  CHECK(counted(ran, 0) == 3);  // of the text without words
}

TEST_CASE("an augmenter gives up where there is nothing new to say") {
  // "word" may become "WORD" and nothing else; of fifty copies one is new.
  const RunOp ran = run(words("copies = 50\n"), "{\"text\":\"word\"}\n");
  REQUIRE(ran.error == "");
  const std::vector<Value> lines = lines_of(ran.output);
  REQUIRE(lines.size() == 2);
  CHECK(lines[1]["text"].text() == "WORD");
  CHECK(counted(ran, 0) == 49);
}

TEST_CASE("an augmenter tries again where a copy would touch what is protected") {
  for (const char* whole : {"whole = false\n", "whole = true\n"}) {
    INFO(whole);
    const RunOp ran = run(words(std::string("copies = 2\nprotect = [\"h[^ ]*x\"]\n") + whole),
                          "{\"text\":\"hxx hyx hzx free\"}\n{\"text\":\"hxx hyx\"}\n");
    REQUIRE(ran.error == "");
    for (const Value& line : lines_of(ran.output)) {
      const std::string text = *line["text"].text();
      CHECK((text.starts_with("hxx hyx") && (text.size() < 8 || text.starts_with("hxx hyx hzx "))));
    }
    CHECK(counted(ran, 1) >= 2);  // both copies of the second
    CHECK(counted(ran, 0) + counted(ran, 1) + ran.result.books.added == 4);
  }
  CHECK(run(words("protect = [\"a*\"]\n"), "").error.find("protect: \"a*\" matches nothing at all") !=
        std::string::npos);
  CHECK(run(words("protect = [\"(\"]\n"), "").error != "");
}

TEST_CASE("an augmenter leaves text under labels alone, in their unit, and moves the labels") {
  const std::string dataset = "[dataset]\ntext = \"/m/*/c\"\n[[dataset.spans]]\nspans = \"/m/*/s\"\nunit = \"utf16\"\n";
  const std::string input =
      "{\"m\":[{\"c\":\"😀 Ann 春 眠\",\"s\":[{\"start\":3,\"end\":6}]},{\"c\":\"a "
      "北京\",\"s\":[{\"start\":2,\"end\":4}]}]}\n";
  const RunOp ran = run(words("copies = 30\nprotect_spans = [\"/m/*/s\"]\n", dataset), input);
  REQUIRE(ran.error == "");
  CHECK(ran.result.books.added > 5);
  for (const Value& line : lines_of(ran.output)) {
    const std::string first = *line["m"].at(0)["c"].text(), second = *line["m"].at(1)["c"].text();
    const std::int64_t start = *line["m"].at(0)["s"].at(0)["start"].integer();
    const std::size_t emoji = first.starts_with("😀") ? 2 : 4;
    CHECK(start == static_cast<std::int64_t>(emoji + 1));
    CHECK(first.find(" Ann ") != first.npos);
    CHECK(second.ends_with(" 北京"));
    CHECK(line["m"].at(1)["s"].at(0)["start"].integer() == (second.starts_with("a ") ? 2 : 5));
  }
  CHECK(run(words("protect_spans = [\"/s\"]\n", dataset), "")
            .error.find("protect_spans: /s is none of the [dataset] spans over") != std::string::npos);
}

TEST_CASE("an augmenter: the same bytes on any threads and chunks, other ones for other seeds") {
  std::string input;
  for (int i = 0; i < 200; ++i) input += record("a text of several words 文 " + std::to_string(i));
  RunHow how;
  const std::string toml = words("copies = 2\n");
  const std::string once = run(toml, input, how).output;
  how.threads = 4;
  how.chunk_size = 700;
  CHECK(run(toml, input, how).output == once);
  how.seed = 9;
  CHECK(run(toml, input, how).output != once);
}

TEST_CASE("copies made by a BatchOp") {
  const RunOp ran = run("[[step]]\nop = \"test_shout\"\n", "{\"text\":\"hey 你好\"}\n{\"text\":\"你好\"}\n{}\n");
  REQUIRE(ran.error == "");
  const std::vector<Value> lines = lines_of(ran.output);
  REQUIRE(lines.size() == 3);
  CHECK(lines[1]["text"].text() == "HEY 你好");
  CHECK(lines[1]["how"].text() == "loud");
  CHECK(lines[1]["_dsprep"]["recipe"].raw() == "\"shout\"");
  CHECK_FALSE(lines[1]["_dsprep"]["origins"].exists());
  CHECK(counted(ran, 0) == 1);
  CHECK(ran.malformed.find("field /text is missing") != std::string::npos);
}

TEST_CASE("a derived record's line is its parent as it was, also where it has an id of its own") {
  for (const char* id : {"", "/id"}) {
    RunHow how;
    how.id = id;
    const RunOp ran = run("[[step]]\nop = \"test_lines\"\n", "{\"text\":\"as read\", \"id\":\"春\"}\n", how);
    REQUIRE(ran.error == "");
    const std::vector<Value> lines = lines_of(ran.output);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0]["text"].text() == "edited again");
    CHECK(lines[1]["text"].text() == "copy");
    CHECK(lines[1]["line"].text() == "{\"text\":\"edited\", \"id\":\"春\"}");
    CHECK(lines[1]["id"].text() == (*id != 0 ? "春#1" : "春"));
  }
}
