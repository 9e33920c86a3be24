#include "base/rng.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "support/tiny_fasttext.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

const std::string english = "The weather is beautiful today, so let us go for a walk in the park.";
const std::string chinese = "今天天气很好，我们去公园散步吧，然后回家吃饭。";
const std::string german = "Das Wetter ist heute sehr schön, lasst uns im Park spazieren gehen.";

// The text that one record comes out with.
std::string rewritten(std::string_view params, std::string_view text) {
  const test::RunOp run = run_op("language", params, record(text));
  REQUIRE(run.error == "");
  return Value(run.output)["text"].text().value_or("(dropped)");
}

test::RunHow with_model(std::string bytes) {
  test::RunHow how;
  how.files["m.bin"] = std::move(bytes);
  return how;
}

}  // namespace

TEST_CASE("language: keep, by range") {
  const std::string traditional = record("這是一個繁體中文的句子，我們來看看結果如何。");
  const std::string input = record(english) + record(chinese) + record(german) + traditional;
  CHECK(run_op("language", "", input).output == input);
  CHECK(run_op("language", "keep = [\"en\"]", input).output == record(english));
  CHECK(run_op("language", "keep = [\"zh\"]", input).output == record(chinese) + traditional);
  CHECK(run_op("language", "keep = [\"zh-Hans\"]", input).output == record(chinese));
  CHECK(run_op("language", "keep = [\"zh-Hant\", \"de\"]", input).output == record(german) + traditional);
}

TEST_CASE("language: a dropped record says what it was taken for") {
  const test::RunOp run = run_op("language", "keep = [\"en\"]\nmin_score = 0.99", record(german));
  const Value failed = Value(run.dropped)["_dsprep"]["failed"];
  REQUIRE(failed.size() == 2);
  CHECK(failed.at(0)["rule"].text() == "language");
  CHECK(failed.at(0)["value"].number() == 0);
  CHECK(failed.at(0)["note"].text() == "de");
  CHECK(failed.at(1)["rule"].text() == "min_score");
  CHECK(failed.at(1)["limit"].number() == 0.99);
}

TEST_CASE("language: no language is a label too") {
  const std::string input = record("") + record("😀😀") + record("12 34");
  CHECK(run_op("language", "", input).output == input);
  CHECK(run_op("language", "keep = [\"en\"]", input).output == "");
  CHECK(run_op("language", "keep = [\"en\", \"und\"]", input).output == input);
  CHECK(run_op("language", "min_score = 0.1", input).output == "");
}

TEST_CASE("language: a field that is no text") {
  const test::RunOp run = run_op("language", "", "{}\n{\"text\":null}\n{\"text\":[1]}\n");
  CHECK(run.output == "");
  CHECK(run.malformed.find("field /text is null, not text") != std::string::npos);
}

TEST_CASE("language: into, and what is in its way") {
  const test::RunOp run =
      run_op("language", "into = \"/meta/lang\"", record(english) + "{\"text\":\"" + english + "\",\"meta\":1}\n");
  const Value lang = Value(run.output)["meta"]["lang"];
  CHECK(lang["label"].text() == "en");
  CHECK(lang["score"].number().value_or(0) > 0.9);
  CHECK(lang["reliable"].boolean() == true);
  CHECK(lang["runners_up"].type() == FieldType::array);
  CHECK(run.malformed.find("field /meta/lang cannot be added") != std::string::npos);
}

TEST_CASE("language: paragraphs and lines") {
  const std::string text = "\n" + chinese + "\n" + chinese + "\n\n\n" + english + "\n\n2024\n\n" + german + "\n";
  const test::RunOp run = run_op("language", "unit = \"paragraph\"\ninto = \"l\"", record(text));
  const Value lang = Value(run.output)["l"];
  CHECK(lang["label"].text() == "en");
  CHECK(lang["paragraphs"].raw() == "[\"zh\",\"en\",\"und\",\"de\"]");
  CHECK(lang["shares"].size() == 4);
  const test::RunOp lines = run_op("language", "unit = \"line\"\ninto = \"l\"", record(text));
  CHECK(Value(lines.output)["l"]["lines"].raw() == "[\"zh\",\"zh\",\"en\",\"und\",\"de\"]");
}

TEST_CASE("language: drop_others removes what is in another language, and nothing else") {
  const std::string zh = "keep = [\"zh\"]\nunit = \"paragraph\"\ndrop_others = true",
                    line = "keep = [\"zh\"]\nunit = \"line\"\ndrop_others = true";
  CHECK(rewritten(zh, chinese + "\n\n" + english + "\n\n" + chinese) == chinese + "\n\n" + chinese);
  CHECK(rewritten(zh, english + "\n\n\n" + chinese + "\n") == chinese + "\n");
  CHECK(rewritten(zh, chinese + "\n\n" + english) == chinese);
  CHECK(rewritten(zh, chinese + "\n\n" + english + "\n\n" + german + "\n") == chinese + "\n");
  CHECK(rewritten(zh, "\n\n" + english + "\n\n" + chinese + "\n\n2024") == "\n\n" + chinese + "\n\n2024");
  CHECK(rewritten(zh, chinese) == chinese);
  CHECK(rewritten(zh, english + "\n\n" + german) == "(dropped)");
  CHECK(rewritten(line, chinese + "\n" + english + "\n" + chinese + "\n") == chinese + "\n" + chinese + "\n");
}

TEST_CASE("language: removed paragraphs are counted; elements are rewritten one by one") {
  const std::string input =
      "{\"m\":[{\"c\":\"" + chinese + "\\n" + english + "\"},{\"c\":\"" + english + "\\n" + chinese + "\"}]}\n";
  const test::RunOp run =
      run_op("language", "field = \"/m/*/c\"\nkeep = [\"zh\"]\nunit = \"line\"\ndrop_others = true", input);
  REQUIRE(run.error == "");
  CHECK(run.output == "{\"m\":[{\"c\":\"" + chinese + "\"},{\"c\":\"" + chinese + "\"}]}\n");
}

TEST_CASE("language: the full tables are what is asked, the small ones where they are named") {
  const std::string latin = "Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae, aliam Aquitani.";
  CHECK(run_op("language", "keep = [\"la\"]", record(latin)).output == record(latin));
  CHECK(run_op("language", "keep = [\"la\"]\ntables = \"full\"", record(latin)).output == record(latin));
  CHECK(run_op("language", "keep = [\"la\"]\ntables = \"small\"", record(latin)).output == "");
  const test::RunHow how = with_model(test::tiny_english_or_chinese().bytes());
  CHECK(
      run_op("language", "tables = \"small\"\nmodel = \"m.bin\"", record(latin), how).error.find("tables are CLD2's") !=
      std::string::npos);
}

TEST_CASE("language: a fastText model") {
  const test::RunHow how = with_model(test::tiny_english_or_chinese().bytes());
  const std::string input = record("hello world") + record("你好 世界") + record("hello 你好");
  const test::RunOp run = run_op("language", "model = \"m.bin\"\nkeep = [\"zh\"]\nabove_score = 0.6", input, how);
  REQUIRE(run.error == "");
  CHECK(run.output == record("你好 世界"));
  CHECK(run_op("language", "model = \"m.bin\"\nvariant = \"fineweb\"", input, how).output ==
        record("hello world") + record("你好 世界"));
  CHECK(run_op("language", "model = \"m.bin\"\nvariant = \"fineweb\"\nabove_score = 0.1", input, how).output == input);
}

TEST_CASE("language: a file that is no model is refused before anything is read") {
  const test::RunOp run = run_op("language", "model = \"m.bin\"", record(english), with_model("no model at all"));
  CHECK(run.error.find("m.bin is no fastText classifier") != std::string::npos);
  CHECK(run.output == "");
  CHECK(run_op("language", "model = \"other.bin\"", "").error.find("other.bin") != std::string::npos);
}

TEST_CASE("language: refusals") {
  const auto error = [](std::string_view params) { return run_op("language", params, "").error; };
  CHECK(error("keep = [\"english\"]").find("\"english\" is no language the model knows") != std::string::npos);
  CHECK(error("drop_others = true").find("drop_others needs unit") != std::string::npos);
  CHECK(error("drop_others = true\nunit = \"line\"").find("drop_others needs keep") != std::string::npos);
  CHECK(error("into = \"text\"").find("is the text itself") != std::string::npos);
  CHECK(error("sample = 1") != "");
}

TEST_CASE("language: a sample is enough for a long text, and a text of 8 MB costs no more than its sample") {
  std::string text;
  while (text.size() < (8u << 20)) text += english + " ";
  CHECK(run_op("language", "keep = [\"en\"]\nsample = 512", record(text)).output == record(text));
  CHECK(run_op("language", "keep = [\"en\"]", record(text)).output == record(text));
}

TEST_CASE("language: the same on any number of threads") {
  base::Rng rng(2);
  std::string input;
  for (int n = 0; n < 400; ++n) {
    std::string text;
    for (std::uint64_t i = 1 + rng.below(4); i > 0; --i)
      text += (rng.below(2) ? chinese : rng.below(2) ? english : german) + "\n\n";
    input += record(text);
  }
  test::RunHow one, three;
  three.threads = 3;
  three.chunk_size = 2000;
  const std::string params = "into = \"l\"\nunit = \"paragraph\"\nkeep = [\"zh\", \"de\"]\ndrop_others = true";
  CHECK(run_op("language", params, input, one).output == run_op("language", params, input, three).output);
}
