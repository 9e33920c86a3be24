// The parts of the contract that the product's ops do not use yet, each by an op that does.
#include "io/format.h"
#include "support/catch.h"
#include "support/run_files.h"
#include "support/run_op.h"
#include "support/test_ops.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {
RunHow how_with(const registry::Registry& registry) {
  RunHow how;
  how.registry = &registry;
  return how;
}
std::size_t lines(const std::string& bytes) {
  return static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
}
}  // namespace

TEST_CASE("Parts: k-fold writes each record k times, once for validation") {
  const registry::Registry registry = with_test_ops();
  std::string input;
  for (int i = 0; i < 100; ++i) input += "{\"text\":\"t" + std::to_string(i) + "\"}\n";
  const RunOp ran = run_op("test_folds", "k = 4", input, how_with(registry));
  REQUIRE(ran.error == "");
  CHECK(lines(ran.output) == 400);
  CHECK(ran.result.books.kept == 100);
  CHECK(ran.result.books.copies == 300);
  CHECK(ran.result.books.written == 400);
}

TEST_CASE("BatchOp: verdicts and edits land on their records") {
  const registry::Registry registry = with_test_ops();
  const RunOp ran =
      run_op("test_batch", "", "{\"text\":\"a b\"}\n{\"text\":\" \"}\n{\"text\":\"c\",\"n\":7}\n", how_with(registry));
  REQUIRE(ran.error == "");
  CHECK(ran.output == "{\"text\":\"a b\",\"n\":2}\n{\"text\":\"c\",\"n\":1}\n");
  CHECK(ran.dropped.starts_with("{\"text\":\" \",\"_dsprep\":{\"op\":\"test_batch\""));
}

TEST_CASE("OrderOp: a permutation, the same for the same seed") {
  const registry::Registry registry = with_test_ops();
  std::string input;
  for (int i = 0; i < 50; ++i) input += "{\"text\":\"t" + std::to_string(i) + "\"}\n";
  RunHow how = how_with(registry);
  const RunOp first = run_op("test_shuffle", "", input, how), again = run_op("test_shuffle", "", input, how);
  how.seed = 1;
  const RunOp other = run_op("test_shuffle", "", input, how);
  REQUIRE(first.error == "");
  CHECK(first.output == again.output);
  CHECK(first.output != input);
  CHECK(first.output != other.output);
  const auto sorted = [](const std::string& bytes) {
    std::vector<std::string> all;
    for (std::size_t at = 0; at < bytes.size(); at = bytes.find('\n', at) + 1)
      all.push_back(bytes.substr(at, bytes.find('\n', at) - at));
    std::sort(all.begin(), all.end());
    return all;
  };
  CHECK(sorted(first.output) == sorted(input));
}

TEST_CASE("reference datasets: read by the ordinary readers, compared with") {
  const registry::Registry registry = with_test_ops();
  RunHow how = how_with(registry);
  how.files["held/eval.jsonl"] = "{\"text\":\"secret\"}\n";
  const RunOp ran = run_op("test_against", "dataset = \"held\"", "{\"text\":\"secret\"}\n{\"text\":\"free\"}\n", how);
  REQUIRE(ran.error == "");
  CHECK(ran.output == "{\"text\":\"free\"}\n");
  CHECK(ran.dropped.find("\"rule\":\"held_out\",\"value\":1,\"limit\":0") != std::string::npos);
  REQUIRE(ran.result.findings.size() == 1);
  CHECK(ran.result.findings[0].findings.metrics[0].value == 1);
  CHECK(run_op("test_against", "dataset = \"nowhere\"", "{\"text\":\"a\"}\n", how).error.find("nowhere") !=
        std::string::npos);
  how.files["bad/eval.jsonl"] = "{\"text\":\n";
  CHECK(run_op("test_against", "dataset = \"bad\"", "{\"text\":\"a\"}\n", how).error.find("eval.jsonl:1") !=
        std::string::npos);
}

TEST_CASE("artifacts: whole, in the manifest") {
  const registry::Registry registry = with_test_ops();
  const RunOp ran = run_op("test_vocabulary", "", "{\"text\":\"b a b\"}\n{\"text\":\"数据\"}\n", how_with(registry));
  REQUIRE(ran.error == "");
  CHECK(ran.artifacts.at("vocabulary.tsv") == "a\t1\nb\t2\n数据\t1\n# 9801\n");
  REQUIRE(ran.result.outputs.size() == 2);
  CHECK(ran.result.outputs[1].path == "vocabulary.tsv");
  CHECK(ran.result.outputs[1].kind == pipeline::OutputFile::Kind::artifact);
}

TEST_CASE("decisions that are whole-dataset steps: one more pass each") {
  const registry::Registry registry = with_test_ops();
  std::string input;
  for (int i = 0; i < 80; ++i) input += "{\"text\":\"t" + std::to_string(i) + "\"}\n";
  const RunOp ran = run_op("test_rounds", "", input, how_with(registry));
  REQUIRE(ran.error == "");
  CHECK(ran.result.passes == 4);
  CHECK(ran.result.findings[0].findings.metrics.size() == 3);
  CHECK(ran.result.books.dropped > 0);
  CHECK(ran.result.books.kept + ran.result.books.dropped == 80);
}

TEST_CASE("Value cursors and builders: a chat is counted and rewritten") {
  const registry::Registry registry = with_test_ops();
  const RunOp ran = run_op("test_turns", "",
                           "{\"messages\":[{\"role\":\"user\",\"content\":\"你好\\n\"},{\"content\":\"\\ud83d\\ude00\","
                           "\"role\":\"bot\"}],\"k\":1}\n"
                           "{\"messages\":7}\n",
                           how_with(registry));
  REQUIRE(ran.error == "");
  CHECK(ran.output ==
        "{\"messages\":[{\"from\":\"user\",\"value\":\"你好\\n\"},{\"from\":\"bot\",\"value\":\"😀\"}],\"k\":1,"
        "\"turns\":2}\n{\"messages\":7}\n");
}

TEST_CASE("TextEdit: span labels follow the text, in code points") {
  const registry::Registry registry = with_test_ops();
  const RunOp ran =
      run_toml("[dataset]\nspans = \"/spans\"\n[[step]]\nop = \"test_redact\"\n",
               "{\"text\":\"电话 12345 给 Ann 99\",\"spans\":[{\"start\":11,\"end\":14,\"label\":\"NAME\"},"
               "{\"start\":3,\"end\":8,\"label\":\"PHONE\"},{\"start\":0,\"end\":2,\"label\":\"W\"}]}\n",
               how_with(registry));
  REQUIRE(ran.error == "");
  CHECK(ran.output ==
        "{\"text\":\"电话 # 给 Ann #\",\"spans\":[{\"start\":7,\"end\":10,\"label\":\"NAME\"},"
        "{\"start\":3,\"end\":4,\"label\":\"PHONE\"},{\"start\":0,\"end\":2,\"label\":\"W\"}]}\n");
}

TEST_CASE("derived records: numbered, named after their parent, told from where they came") {
  const registry::Registry registry = with_test_ops();
  RunHow how = how_with(registry);
  how.id = "/id";
  const RunOp ran = run_op("test_derive", "n = 2\nmark = \"*\"", "{\"id\":\"a\",\"text\":\"x\"}\n", how);
  REQUIRE(ran.error == "");
  REQUIRE(lines(ran.output) == 3);
  CHECK(ran.output.starts_with("{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"a#1\",\"text\":\"x*"));
  CHECK(ran.output.find("\"_dsprep\":{\"parent\":\"a\",\"op\":\"test_derive\",\"copy\":1}}\n{\"id\":\"a#2\"") !=
        std::string::npos);
  CHECK(ran.result.books.kept == 1);
  CHECK(ran.result.books.added == 2);
}

TEST_CASE("--explain: kept records carry the measurement of every rule that has a limit") {
  RunHow how;
  how.explain = true;
  const RunOp ran =
      run_op("length", "min_chars = 1\nmax_words = 3", "{\"text\":\"a b\",\"_dsprep\":{\"old\":1}}\n", how);
  REQUIRE(ran.error == "");
  CHECK(ran.output ==
        "{\"text\":\"a "
        "b\",\"_dsprep\":{\"trail\":[{\"op\":\"length\",\"measured\":[{\"rule\":\"min_chars\",\"value\":3,\"limit\":1,"
        "\"passed\":true},"
        "{\"rule\":\"max_words\",\"value\":2,\"limit\":3,\"passed\":true}]}],\"previous\":{\"old\":1}}}\n");
}

// ---- a format of its own: "<length>:<bytes>," (netstrings), each the text of a record ----

namespace {

class NetstringFramer final : public Framer {
 public:
  std::uint64_t frame(std::string_view bytes, std::uint64_t at, std::vector<FrameBounds>& found) override {
    for (const char c : bytes) {
      ++at;
      if (left_ == 0 && c != ':') {
        if (begin_ == none) begin_ = at - 1;
        length_ = length_ * 10 + static_cast<std::uint64_t>(c - '0');
      } else if (left_ == 0) {
        begin_ = at;
        left_ = std::exchange(length_, 0) + 1;
      } else if (--left_ == 0) {
        found.push_back({begin_, at - 1});
        begin_ = none;
      }
    }
    return begin_ == none ? at : begin_;
  }
  Status finish(std::uint64_t, std::vector<FrameBounds>&) override {
    if (begin_ != none) return failure("cut netstring");
    return {};
  }

 private:
  static constexpr std::uint64_t none = ~0ull;
  std::uint64_t begin_ = none, length_ = 0, left_ = 0;  // left_: bytes of the string and its comma still to come
};

class NetstringDecoder final : public Decoder {
 public:
  Result<Outcome> decode(const Frame& frame, std::string& line) override {
    if (frame.bytes.starts_with('!')) return failure("refused by the decoder");
    if (frame.bytes.starts_with('#')) return Outcome::skip;
    ValueBuilder out;
    out.begin_object().member("text", frame.bytes).end_object();
    line = out.json();
    return Outcome::record;
  }
};

class NetstringReader final : public Reader {
 public:
  std::unique_ptr<Framer> framer() const override { return std::make_unique<NetstringFramer>(); }
  std::unique_ptr<Decoder> decoder() const override { return std::make_unique<NetstringDecoder>(); }
};

class NetstringEncoder final : public Encoder {
 public:
  Status encode(std::string_view line, std::string& out) override {
    const std::string text = Value(line)["text"].text().value_or("");
    if (text == "unspeakable") return failure("no netstring can say that");
    out += std::to_string(text.size()) + ":" + text + ",";
    return {};
  }
};

class NetstringWriter final : public Writer {
 public:
  std::unique_ptr<Encoder> encoder() const override { return std::make_unique<NetstringEncoder>(); }
};

const FormatSpec netstrings{
    .name = "netstrings",
    .extensions = {".ns"},
    .reader = [](const ParamValues&) -> Result<std::unique_ptr<Reader>> { return std::make_unique<NetstringReader>(); },
    .writer = [](const ParamValues&) -> Result<std::unique_ptr<Writer>> { return std::make_unique<NetstringWriter>(); },
};

}  // namespace

TEST_CASE("Framer and Decoder: another format is such a pair and nothing else") {
  const registry::Registry registry = with_test_ops();
  io::Formats formats;
  formats.add(&netstrings);
  for (const std::size_t chunk : {std::size_t{4}, std::size_t{1} << 20})
    for (const char* toml : {"", "[[step]]\nop = \"test_batch\"\n", "[[step]]\nop = \"dedup_exact\"\n"}) {
      FilesHow how;
      how.registry = &registry;
      how.formats = &formats;
      how.options.chunk_size = chunk;
      how.inputs["in/a.ns"] = "3:a b,4:!bad,6:中文,5:#note,3:a b,";
      how.inputs["in/b.jsonl"] = "{\"text\":\"plain\"}\n";
      const RunFiles ran = run_files(toml, how);
      REQUIRE(ran.error == "");
      CHECK(ran.result.books.read == 5);
      CHECK(ran.result.books.malformed == 1);
      CHECK(ran.files.at("malformed/part-00000.jsonl").find("refused by the decoder") != std::string::npos);
      const std::string& out = ran.files.at("data/part-00000.jsonl");
      if (*toml == '\0') CHECK(out == "{\"text\":\"a b\"}\n{\"text\":\"中文\"}\n{\"text\":\"a b\"}\n");
      CHECK(ran.files.at("data/part-00001.jsonl").starts_with("{\"text\":\"plain\""));
    }
}

TEST_CASE("Encoder: the data in another format, drops and bad lines as JSON Lines") {
  FilesHow how;
  how.inputs["in/a.jsonl"] = "{\"text\":\"a b\"}\n{\n{\"text\":\"中文\"}\n{\"text\":\"a b\"}\n";
  io::Formats formats;
  formats.add(&netstrings);
  how.options.format = formats.output({"netstrings"}).value();
  RunFiles ran = run_files("[[step]]\nop = \"dedup_exact\"\n", how);
  REQUIRE(ran.error == "");
  CHECK(ran.files.at("data/part-00000.ns") == "3:a b,6:中文,");
  CHECK(ran.files.at("dropped/dedup_exact/part-00000.jsonl").starts_with("{\"text\":\"a b\",\"_dsprep\":"));
  CHECK(ran.files.count("malformed/part-00000.jsonl") == 1);
  how.inputs["in/a.jsonl"] = "{\"text\":\"unspeakable\"}\n";
  CHECK(run_files("", how).error == "netstrings output: no netstring can say that");
}
