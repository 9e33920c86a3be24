#include "models/word_vectors.h"

#include <cstring>
#include <string>

#include "support/catch.h"
#include "support/memory_files.h"

using namespace dsprep;
using models::WordVectors;

namespace {

std::string floats(std::initializer_list<float> values) {
  std::string bytes;
  for (const float value : values) {
    char four[4];
    std::memcpy(four, &value, 4);
    bytes.append(four, 4);
  }
  return bytes;
}

Result<std::shared_ptr<const WordVectors>> opened(const std::string& bytes) {
  static test::MemoryFiles files;
  REQUIRE(files.write_atomically("v", bytes).ok());
  return WordVectors::open(files, "v");
}
std::string fault(const std::string& bytes) {
  const auto vectors = opened(bytes);
  return vectors.ok() ? "" : vectors.error().message;
}
std::string vector_of(const WordVectors& vectors, models::WordVectorReader& reader, std::string_view word) {
  const std::uint32_t number = vectors.number(word);
  if (number == WordVectors::none) return "none";
  const auto vector = reader.vector(number);
  REQUIRE(vector.ok());
  std::string text = std::to_string(number) + ":";
  for (const float value : *vector) text += " " + std::to_string(value).substr(0, 6);
  return text;
}
std::string looked_up(const std::string& bytes, std::string_view word) {
  const auto vectors = opened(bytes);
  INFO((vectors.ok() ? "" : vectors.error().message));
  REQUIRE(vectors.ok());
  models::WordVectorReader reader(**vectors);
  return vector_of(**vectors, reader, word);
}

}  // namespace

TEST_CASE("word vectors: text with and without a first line, binary with and without line feeds") {
  const std::string glove = "the 0.5 -1e-2 3\n我们 1 2 3\n. . . 7 8 9\nthe 0 0 0",
                    vec = "2 2\r\n我们 1 2 \r\nb\t3\t4\n\n";
  CHECK(looked_up(glove, "the") == "0: 0.5000 -0.010 3.0000");
  CHECK(looked_up(glove, "我们") == "1: 1.0000 2.0000 3.0000");
  CHECK(looked_up(glove, ". . .") == "2: 7.0000 8.0000 9.0000");
  CHECK(looked_up(glove, "The") == "none");
  CHECK(looked_up(vec, "我们") == "0: 1.0000 2.0000");
  CHECK(looked_up(vec, "b") == "1: 3.0000 4.0000");
  const std::string gensim = "2 2\n我们 " + floats({1, 2}) + "b " + floats({3, -4});
  const std::string word2vec = "2 2\n我们 " + floats({1, 2}) + "\nb " + floats({3, -4}) + "\n";
  for (const std::string& bytes : {gensim, word2vec}) {
    CHECK(looked_up(bytes, "我们") == "0: 1.0000 2.0000");
    CHECK(looked_up(bytes, "b") == "1: 3.0000 -4.000");
    CHECK(looked_up(bytes, "c") == "none");
  }
  CHECK(looked_up("1 1\na " + floats({2.5}) + "\n", "a") == "0: 2.5000");
}

TEST_CASE("word vectors: many, asked for in any order") {
  std::string text = "30000 40\n", binary = text;
  for (int i = 0; i < 30000; ++i) {
    const std::string word = "w" + std::to_string(i);
    text += word;
    binary += word + " ";
    for (int d = 0; d < 40; ++d) {
      text += " " + std::to_string(i + d);
      binary += floats({static_cast<float>(i + d)});
    }
    text += "\n";
  }
  for (const std::string& bytes : {text, binary}) {
    const auto vectors = opened(bytes);
    REQUIRE(vectors.ok());
    CHECK((*vectors)->size() == 30000);
    CHECK((*vectors)->dimensions() == 40);
    models::WordVectorReader reader(**vectors);
    std::uint32_t at = 7;
    for (int n = 0; n < 20000; ++n) {
      at = (at * 5 + 3) % 30000;
      const auto vector = reader.vector((*vectors)->number("w" + std::to_string(at)));
      REQUIRE(vector.ok());
      if ((*vector)[0] != static_cast<float>(at) || (*vector)[39] != static_cast<float>(at + 39)) FAIL("word " << at);
    }
  }
}

TEST_CASE("word vectors: what is wrong is said with its line or word") {
  std::string many;
  for (int i = 1; i < 70000; ++i) many += "w" + std::to_string(i) + " 1 2\n";
  CHECK(fault(many + "odd 1 2 3\n").find("v:70000: the vector of \"odd\" has 3 numbers, the others have 2") == 0);
  CHECK(fault(many + "odd 1\n").find("v:70000: the vector of \"odd\" has 1 numbers, the others have 2") == 0);
  CHECK(fault("2 2\na 1 2\nb 1\n").find("v:3: ") == 0);
  CHECK(fault("3 2\na 1 2\nb 1 2\n").find("v has 2 vectors, and its first line says 3") == 0);
  CHECK(fault("a 1 2\nb 1 x\n").find("v:2: number 2 of the vector of \"b\", \"x\", is none") == 0);
  CHECK(fault("a 1 2\nb nan 2\n").find("v:2: number 1 of the vector of \"b\"") == 0);
  CHECK(fault("a 1 2\nb 1 1e99\n").find("v:2: number 2 of the vector of \"b\"") == 0);
  CHECK(fault("a 1 2\nb 1 1e-99\n") == "");
  CHECK(fault("a 1 2\n\xff 1 2\n").find("v:2: its word is not UTF-8") == 0);
  CHECK(fault("a\n").find("v:1: \"a\" has no vector") == 0);
  CHECK(fault("").find("v is empty") == 0);
  CHECK(fault("\n\n").find("v has no vector in it") == 0);
  CHECK(fault("5 300\n").find("v ends behind its first line") == 0);
  CHECK(fault("0 300\nx").find("v begins with \"0 300\"") == 0);
  CHECK(fault("5 99999999999\nx").find("v begins with") == 0);
  CHECK(fault("2 2\na " + floats({1, 2}) + "b " + floats({3})).find("v: word 2 of 2 \"b\" has no whole vector") == 0);
  CHECK(fault("2 2\na " + floats({1, 2})).find("v: word 2 of 2 is missing") == 0);
  CHECK(fault("1 2\na " + floats({1, 2}) + "b ").find("v goes on behind its 1 vectors") == 0);
  CHECK(fault("1 2\na " + floats({1, HUGE_VALF})).find("v: word 1 of 1 \"a\" has a number that is none") == 0);
  CHECK(fault(std::string("\xba\x16\x4f\x2f\x0c\0\0\0", 8)).find("v is a fastText model, not a list of vectors") == 0);
  CHECK(fault("{\"text\":\"a\"}\n{\"text\":\"b\"}\n") != "");
  CHECK(fault("\x1f\x8b\x08zz").find("v is compressed: unpack it, and give vectors") == 0);
  CHECK(fault(std::string("a 1 2\nb\0 1 2\n", 14)).find("v is no list of vectors: give vectors") == 0);
  CHECK(fault(std::string(20 << 20, 'x')) != "");
  test::MemoryFiles files;
  CHECK(WordVectors::open(files, "absent").error().message.find("absent") != std::string::npos);
}
