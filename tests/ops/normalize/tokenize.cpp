#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

const std::string vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nhello\nworld\n##s\n中\n文\n!\n";

test::RunHow with_model(std::string bytes = vocabulary) {
  test::RunHow how;
  how.files["m"] = std::move(bytes);
  return how;
}

test::RunOp run(std::string params, std::string_view input, const test::RunHow& how = with_model()) {
  return run_op("tokenize", "model = \"m\"\n" + params, input, how);
}

// A member of the first record of the output, as it stands.
std::string member(const test::RunOp& ran, std::string_view pointer) {
  REQUIRE(ran.error == "");
  REQUIRE(ran.malformed == "");
  return std::string(Value(std::string_view(ran.output).substr(0, ran.output.find('\n'))).find(pointer).raw());
}
std::string ids(std::string params, std::string_view text) {
  return member(run(std::move(params), record(text)), "/input_ids");
}

bool has(const std::string& message, std::string_view what) { return message.find(what) != message.npos; }

}  // namespace

TEST_CASE("tokenize: texts, empty ones, special tokens in a text") {
  CHECK(ids("", "Hello worlds 中文!") == "[2,4,5,6,7,8,9,3]");
  CHECK(ids("", "") == "[2,3]");
  CHECK(ids("add_special_tokens = false", "") == "[]");
  CHECK(ids("", "[SEP] xyz") == "[2,3,1,3]");
  CHECK(member(run("into = \"/a/b\"", record("中")), "/a/b") == "[2,7,3]");
}

TEST_CASE("tokenize: truncation counts special tokens, on either side") {
  CHECK(ids("max_length = 4", "hello world 中") == "[2,4,5,3]");
  CHECK(ids("max_length = 5", "hello world 中") == "[2,4,5,7,3]");
  CHECK(ids("max_length = 4\ntruncation_side = \"left\"", "hello world 中") == "[2,5,7,3]");
  CHECK(run("max_length = 4", record("hello world 中")).result.books.steps[0].counters.at(0) == 1);
}

TEST_CASE("tokenize: padding to a length, to a multiple, on either side") {
  const std::string padded = "max_length = 5\npadding = \"max_length\"\nattention_mask = \"m\"\n";
  CHECK(ids(padded, "中") == "[2,7,3,0,0]");
  CHECK(ids(padded + "padding_side = \"left\"", "中") == "[0,0,2,7,3]");
  CHECK(member(run(padded + "padding_side = \"left\"", record("中")), "/m") == "[0,0,1,1,1]");
  CHECK(ids("pad_to_multiple = 4", "hello 中 文") == "[2,4,7,8,3,0,0,0]");
  CHECK(ids("pad_to_multiple = 4\npad_id = 9", "中 文") == "[2,7,8,3]");
  CHECK(member(run("pad_to_multiple = 8\ncount = \"n\"", record("中")), "/n") == "3");
}

TEST_CASE("tokenize: pairs, their segments, and the longer one gives first") {
  const std::string pair = "pair = \"b\"\ntoken_type_ids = \"/t\"\n";
  const std::string input = "{\"text\":\"hello world 中 文\",\"b\":\"!\"}\n";
  CHECK(member(run(pair, input), "/input_ids") == "[2,4,5,7,8,3,9,3]");
  CHECK(member(run(pair, input), "/t") == "[0,0,0,0,0,0,1,1]");
  CHECK(member(run(pair + "max_length = 6", input), "/input_ids") == "[2,4,5,3,9,3]");
  CHECK(member(run(pair + "max_length = 5", "{\"text\":\"hello world\",\"b\":\"中 文\"}\n"), "/input_ids") ==
        "[2,4,3,7,3]");
  CHECK(has(run(pair, "{\"text\":\"a\",\"b\":null}\n").malformed, "field /b is null, not text"));
}

TEST_CASE("tokenize: labels of words") {
  const std::string labels = "field = \"w\"\nlabels = \"l\"\n";
  const std::string input = "{\"w\":[\"worlds\",\"\",\"中文\"],\"l\":[5,6,7]}\n";
  CHECK(member(run(labels, input), "/input_ids") == "[2,5,6,7,8,3]");
  CHECK(member(run(labels, input), "/labels") == "[-100,5,-100,7,-100,-100]");
  CHECK(member(run(labels + "align = \"all\"", input), "/labels") == "[-100,5,5,7,7,-100]");
  CHECK(member(run(labels + "max_length = 4\ntruncation_side = \"left\"", input), "/labels") == "[-100,7,-100,-100]");
  CHECK(has(run(labels, "{\"w\":[\"a\"],\"l\":[1,2]}\n").malformed, "another number of labels"));
  CHECK(has(run(labels, "{\"w\":[\"a\"],\"l\":[\"PER\"]}\n").malformed, "no whole number"));
  CHECK(has(run(labels, "{\"w\":[1],\"l\":[1]}\n").malformed, "holds what is no text: word 1"));
  CHECK(has(run(labels, "{\"w\":\"a\",\"l\":[1]}\n").malformed, "is text, not an array of words"));
  CHECK(has(run(labels, "{\"l\":[1]}\n").malformed, "field /w is missing"));
}

TEST_CASE("tokenize: what is no text is malformed") {
  CHECK(has(run("", "{\"text\":1}\n").malformed, "field /text is number, not text"));
  CHECK(has(run("", "{\"text\":null}\n").malformed, "field /text is null, not text"));
  CHECK(has(run("", "{\"a\":1}\n").malformed, "field /text is missing"));
  CHECK(has(run("into = \"/text/ids\"", record("a")).malformed, "cannot be added"));
}

TEST_CASE("tokenize: what a careless user sets is refused, with what to do") {
  const auto error = [](std::string params) { return run(std::move(params), "").error; };
  CHECK(has(error("into = \"text\""), "into is the field of the text"));
  CHECK(has(error("attention_mask = \"/input_ids\""), "attention_mask is the field of into"));
  CHECK(has(error("max_length = 2"), "leaves no room for a text beside 2 special tokens"));
  CHECK(has(error("max_length = 0"), "max_length"));
  CHECK(has(error("padding = \"max_length\""), "needs max_length"));
  CHECK(has(error("pad_id = 1"), "no use without padding"));
  CHECK(has(error("pad_to_multiple = 8\npad_id = 99"), "it has 10, from 0"));
  CHECK(has(error("max_length = 10\npadding = \"max_length\"\npad_to_multiple = 4"), "no multiple"));
  CHECK(has(error("field = \"/m/*/content\""), "names several places"));
  CHECK(has(error("into = \"/m/*/ids\""), "names several places"));
  CHECK(has(error("labels = \"l\"\npair = \"b\""), "pair is for texts"));
  CHECK(has(error("pattern = \"gpt2\""), "pattern is for a .tiktoken file"));
  CHECK(has(run_op("tokenize", "", "").error, "model"));
  CHECK(has(run_op("tokenize", "model = \"nowhere.json\"", "").error, "nowhere.json"));
  CHECK(has(run("", "", with_model("")).error, "m is empty"));
  CHECK(has(run("pad_to_multiple = 8", "", with_model("[UNK]\n")).error, "set pad_id"));
}

TEST_CASE("tokenize: what the file says of lengths counts unless a parameter does") {
  const std::string json =
      R"({"truncation":{"direction":"Right","max_length":3,"strategy":"LongestFirst","stride":0},"padding":{"strategy":{"Fixed":5},"direction":"Left",
      "pad_to_multiple_of":null,"pad_id":2,"pad_type_id":0,"pad_token":"p"},"pre_tokenizer":{"type":"Whitespace"},"model":{"type":"WordLevel","unk_token":"?",
      "vocab":{"?":0,"a":1,"p":2}}})";
  const auto of = [&](std::string params, std::string_view text) {
    return member(run(std::move(params), record(text), with_model(json)), "/input_ids");
  };
  CHECK(of("", "a b a a") == "[2,2,1,0,1]");
  CHECK(of("max_length = 4", "a b a a") == "[2,1,0,1,1]");
  CHECK(of("max_length = 6\npadding = \"max_length\"", "a") == "[1,2,2,2,2,2]");
}
