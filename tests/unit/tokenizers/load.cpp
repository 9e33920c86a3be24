// What files are taken for, what is refused, and ids of small vocabularies worked out by hand.
#include "tokenizers/load.h"

#include <cstring>

#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::tokenizers;

namespace {

using Ids = std::vector<std::uint32_t>;

std::string refused(std::string_view bytes, std::string_view path = "model", const LoadOptions& options = {}) {
  const auto loaded = load(path, bytes, options);
  return loaded.ok() ? "" : loaded.error().message;
}
bool has(const std::string& message, std::string_view what) { return message.find(what) != message.npos; }

Ids ids(std::string_view bytes, std::string_view text, std::string_view path = "model",
        const LoadOptions& options = {}) {
  const auto loaded = load(path, bytes, options);
  INFO((loaded.ok() ? "" : loaded.error().message));
  REQUIRE(loaded.ok());
  Ids found;
  REQUIRE((*loaded)->lane()->encode(text, found).ok());
  return found;
}

std::string json(std::string_view model, std::string_view rest = "") {
  return "{\"model\":" + std::string(model) + (rest.empty() ? "" : ",") + std::string(rest) + "}";
}
const std::string_view words = R"({"type":"WordLevel","unk_token":"?","vocab":{"?":0,"a":1,"b":2,"中":3}})";
const std::string_view bpe =
    R"({"type":"BPE","vocab":{"a":0,"b":1,"ab":2,"▁":3,"▁a":4,"<0xE4>":5,"<0xB8>":6,"<0xAD>":7,"?":8,"abab":9},
  "merges":["a b",["▁","a"],"ab ab"],"unk_token":"?","byte_fallback":true})";

// ---- a SentencePiece model, written by hand ----

std::string varint(std::uint64_t n) {
  std::string out;
  for (; n >= 0x80; n >>= 7) out += static_cast<char>(n | 0x80);
  return out + static_cast<char>(n);
}
std::string field(unsigned number, std::string_view bytes) {
  return varint(number << 3 | 2) + varint(bytes.size()) + std::string(bytes);
}
std::string field(unsigned number, std::uint64_t value) { return varint(number << 3) + varint(value); }
std::string piece(std::string_view text, float score, unsigned type = 1) {
  std::string bits(4, '\0');
  std::memcpy(bits.data(), &score, 4);
  return field(1, field(1, text) + varint(2 << 3 | 5) + bits + field(3, std::uint64_t{type}));
}
std::string sentencepiece(unsigned model_type) {
  return piece("<unk>", 0, 2) + piece("<s>", 0, 3) + piece("▁", -3) + piece("▁a", -1) + piece("b", -2) +
         piece("ab", -1.5f) + piece("▁ab", -4) + piece("<x>", 0, 4) + field(2, field(3, std::uint64_t{model_type})) +
         field(3, field(1, "identity"));
}

}  // namespace

TEST_CASE("load: files that are no tokenizer are named for what they are") {
  CHECK(refused("") == "model is empty");
  CHECK(has(refused("{\"model\":{"), "is broken or cut short"));
  CHECK(has(refused("{}"), "no tokenizer.json"));
  CHECK(has(refused("{\"a\":1}"), "vocab.json"));
  CHECK(has(refused("{\"tokenizer_class\":\"BertTokenizer\"}"), "tokenizer_config.json"));
  CHECK(has(refused("{\"architectures\":[]}"), "config.json of a model"));
  CHECK(has(refused(std::string("\x10\0\0\0\0\0\0\0{\"a\":1}", 15)), "safetensors"));
  CHECK(has(refused("GGUF\x03"), "GGUF"));
  CHECK(has(refused("\x1f\x8b\x08"), "compressed"));
  CHECK(has(refused("just\nsome\ntext\n"), "no line [UNK]"));
  CHECK(has(refused(std::string("\x0a\x05\0\xff", 4)), "no SentencePiece model"));
  CHECK(has(refused("IQ== 0\nIg== 1\n", "dir/cl100k_base.tiktoken"), "no token for every byte"));
  CHECK(has(refused("IQ== 0\nIg== 1\n", "dir/mine.tiktoken"), "set pattern"));
  CHECK(has(refused("IQ== 0\nIg==\n", "cl100k_base.tiktoken"), "line 2"));
}

TEST_CASE("load: options that the file has no use for") {
  CHECK(has(refused(json(words), "t.json", {.lower_case = true}), "lower_case is for a vocab.txt"));
  CHECK(has(refused("[UNK]\n", "vocab.txt", {.pattern = "gpt2"}), "pattern is for a .tiktoken file"));
}

TEST_CASE("tokenizer.json: what is not supported is refused by its name and place") {
  CHECK(has(refused(json(R"({"type":"BPE","dropout":0.1,"vocab":{"a":0},"merges":[]})")), "model.dropout"));
  CHECK(has(refused(json(R"({"type":"Neural","vocab":{}})")), "\"Neural\""));
  CHECK(has(refused(json(words, R"("normalizer":{"type":"Rot13"})")), "normalizer is of type \"Rot13\""));
  CHECK(has(refused(json(words, R"("normalizer":{"type":"Sequence","normalizers":[{"type":"NFC"},{"type":"Rot13"}]})")),
            "normalizers[1]"));
  CHECK(has(refused(json(words, R"("pre_tokenizer":{"type":"UnicodeScripts"})")), "\"UnicodeScripts\""));
  CHECK(has(
      refused(json(
          words,
          R"("pre_tokenizer":{"type":"Split","pattern":{"Regex":"(?<=a)b"},"behavior":"Isolated","invert":false})")),
      "(?<="));
  CHECK(has(refused(json(words, R"("post_processor":{"type":"Magic"})")), "\"Magic\""));
  CHECK(has(refused(json(words, R"("speed":"fast")")), "speed is not supported"));
  CHECK(has(refused(json(R"({"type":"WordPiece","vocab":{"a":0},"unk_token":"[UNK]"})")), "model.unk_token"));
  CHECK(has(refused(json(R"({"type":"BPE","vocab":{"a":0,"b":1},"merges":["a b"]})")), "needs the token \"ab\""));
  CHECK(has(refused(json(R"({"type":"BPE","vocab":{"a":-1},"merges":[]})")), "model.vocab"));
}

TEST_CASE("tokenizer.json: byte pairs, unknown characters, fallback to bytes") {
  const std::string metaspace = R"("pre_tokenizer":{"type":"Metaspace","replacement":"▁","prepend_scheme":"always"})";
  CHECK(ids(json(bpe), "abab") == Ids{9});
  CHECK(ids(json(bpe), "ba中x") == Ids{1, 0, 5, 6, 7, 8});
  CHECK(ids(json(bpe, metaspace), "ab a") == Ids{3, 2, 4});  // "a b" comes before "▁ a"
  CHECK(ids(json(bpe, metaspace), "").empty());
  std::string text, marked;
  for (int n = 0; n < 2000; ++n) text += "ab a ";
  const std::string whole = R"("normalizer":{"type":"Replace","pattern":{"String":" "},"content":"▁"})";
  Ids expected;
  for (int n = 0; n < 2000; ++n) expected.insert(expected.end(), {2u, 4u, n == 1999 ? 3u : 3u});
  const Ids found = ids(json(bpe, whole), text);  // one long word, cut where nothing is joined across
  expected.clear();
  for (int n = 0; n < 2000; ++n) {
    if (n == 0) expected.insert(expected.end(), {2u, 4u});
    else expected.insert(expected.end(), {3u, 2u, 4u});
  }
  expected.push_back(3);
  CHECK(found == expected);
}

TEST_CASE("tokenizer.json: added tokens, single words, white space beside them") {
  const auto added = [](std::string_view flags) {
    return R"("pre_tokenizer":{"type":"WhitespaceSplit"},"added_tokens":[{"id":9,"content":"a","special":false)" +
           std::string(flags) + "}]";
  };
  CHECK(ids(json(words, added("")), "b ba") == Ids{2, 2, 1});  // "a" is in the vocabulary: that id counts
  const auto other = [](std::string_view flags) {
    return R"("pre_tokenizer":{"type":"Metaspace","replacement":"b","prepend_scheme":"never","split":true},"added_tokens":[{"id":9,"content":"<m>")" +
           std::string(flags) + "}]";
  };
  CHECK(ids(json(words, other("")), "a <m> a") == Ids{1, 2, 4, 0});
  CHECK(ids(json(words, other(R"(,"lstrip":true,"rstrip":true)")), "a <m> a") == Ids{1, 4, 1});
  CHECK(ids(json(words, other(R"(,"single_word":true)")), "a<m>") == Ids{0});
}

TEST_CASE("tokenizer.json: unigram takes the likeliest cut, unknown characters in a row are one") {
  const std::string_view unigram =
      R"({"type":"Unigram","unk_id":0,"vocab":[["?",0],["a",-3],["b",-3],["ab",-5],["ba",-7],["abc",-100]]})";
  CHECK(ids(json(unigram), "aba") == Ids{3, 1});
  CHECK(ids(json(unigram), "a中文b") == Ids{1, 0, 2});
}

TEST_CASE("vocab.txt: ids are line numbers, whatever ends the lines") {
  const std::string vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\ncafe\n##s\n中\n,\n";
  CHECK(ids(vocabulary, "Cafés,中 [SEP]") == Ids{4, 5, 7, 6, 3});
  std::string dos = "\xef\xbb\xbf";
  for (const char c : vocabulary) dos += c == '\n' ? "\r\n" : std::string(1, c);
  CHECK(ids(dos, "Cafés,中 [SEP]") == Ids{4, 5, 7, 6, 3});
  CHECK(ids(vocabulary + "cafe\n", "cafe") == Ids{8});    // of equal lines the last
  CHECK(ids(vocabulary + "B\n", "Cafe B") == Ids{1, 8});  // capitals in it: capitals stay
  CHECK(ids(vocabulary + "B\n", "Cafe B", "vocab.txt", {.lower_case = true}) == Ids{4, 1});
  CHECK(ids(vocabulary, std::string(101, 'a')) == Ids{1});
}

TEST_CASE("sentencepiece: unigram and byte pairs") {
  CHECK(ids(sentencepiece(1), "ab") == Ids{3, 4});  // ▁a b: -3, before ▁ab: -4 and ▁ ab: -4.5
  CHECK(ids(sentencepiece(2), "ab") == Ids{6});     // ▁a first, then ▁a b
  CHECK(ids(sentencepiece(1), "  ab   zz<x>b ") == Ids{3, 4, 2, 0, 7, 4});
  CHECK(ids(sentencepiece(2), "  ab   zz<x>b ") == Ids{6, 2, 0, 7, 4});
  CHECK(ids(sentencepiece(1), " ").empty());
  for (std::size_t size = 1; size + 1 < sentencepiece(1).size(); size += 3)
    (void)load("m", sentencepiece(1).substr(0, size), {});
  CHECK(has(refused(sentencepiece(3)), "words or characters"));
}

TEST_CASE("tiktoken: ranks are ids, and say which pair is first") {
  std::string file;
  constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (unsigned byte = 0; byte < 256; ++byte) {
    const char four[] = {digits[byte >> 2], digits[(byte & 3) << 4], '=', '='};
    file += std::string(four, 4) + " " + std::to_string(byte) + "\n";
  }
  file += "YWI= 256\nYmM= 257\nYWJj 258\n";  // ab, bc, abc
  CHECK(ids(file, "abc bc", "x/cl100k_base.tiktoken") == Ids{258, ' ', 257});
  CHECK(ids(file, "xabcx", "x/cl100k_base.tiktoken") == Ids{'x', 258, 'x'});
  CHECK(ids(file, "a1", "mine", {.pattern = "\\w"}) == Ids{'a', '1'});
}
