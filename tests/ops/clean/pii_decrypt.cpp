#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;
using test::RunHow;
using test::RunOp;

namespace {

RunHow with_key(std::string key) {
  RunHow how;
  how.files["key"] = std::move(key);
  return how;
}
const RunHow key = with_key("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n"),
             other_key = with_key(std::string(64, 'a'));

RunOp encrypt(const std::string& input) {
  RunOp run = run_op("pii", "mode = \"encrypt\"\nkey_file = \"key\"", input, key);
  REQUIRE(run.error == "");
  return run;
}
RunOp decrypt(std::string_view params, const std::string& input, const RunHow& how = key) {
  return run_op("pii_decrypt", "key_file = \"key\"\n" + std::string(params), input, how);
}

}  // namespace

TEST_CASE("pii_decrypt: it is the inverse of pii's encrypt") {
  const std::string input =
      record("Ann <Ann@Corp.com>, +49 30 901820, 10.0.0.1 and １０．０．０．１; <EMAIL:notatoken> <A:b>") +
      record("身份证 11010519491231002X，电话 13812345678。") + record("nothing") + record("");
  const RunOp hidden = encrypt(input);
  for (const char* value : {"Corp.com", "901820", "10.0.0.1", "19491231", "13812345678"})
    CHECK(hidden.output.find(value) == std::string::npos);
  CHECK(decrypt("", hidden.output).output == input);
}

TEST_CASE("pii_decrypt: with another key a record is malformed, or stays as it is") {
  const std::string hidden = encrypt(record("ann@corp.com") + record("nothing") + record("")).output;
  const RunOp closed = decrypt("", hidden, other_key);
  CHECK(closed.output == record("nothing") + record(""));
  CHECK(closed.malformed.find("does not open") != std::string::npos);
  CHECK(decrypt("mismatch = \"keep\"", hidden, other_key).output == hidden);
}

TEST_CASE("pii_decrypt: a token that was changed or given another kind does not open") {
  const std::string hidden = encrypt(record("写信给 ann@corp.com")).output;
  std::string renamed = hidden, changed = hidden;
  renamed.replace(renamed.find("<EMAIL:"), 7, "<PHONE:");
  char& last = changed[changed.find('>') - 2];
  last = last == 'A' ? 'B' : 'A';
  for (const std::string& input : {renamed, changed}) {
    const RunOp run = decrypt("", input);
    CHECK(run.output == "");
    CHECK(run.malformed.find("does not open") != std::string::npos);
  }
}

TEST_CASE("pii_decrypt: a token of dsprep 0.1 is refused by name, or stays") {
  const std::string old =
      record("写信给 <EMAIL:MERrNkODo09gd9Ge3gdOgwq0oWVXspuYU1vLDQ>。");  // made by 0.1 with this key
  const RunOp run = decrypt("", old + record("nothing"));
  CHECK(run.output == record("nothing"));
  CHECK(run.malformed.find("was made by dsprep 0.1") != std::string::npos);
  CHECK(run.malformed.find("decrypt it with dsprep 0.1") != std::string::npos);
  CHECK(decrypt("mismatch = \"keep\"", old).output == old);
  const std::string both = encrypt(record("ann@corp.com <EMAIL:MERrNkODo09gd9Ge3gdOgwq0oWVXspuYU1vLDQ>")).output;
  CHECK(decrypt("mismatch = \"keep\"", both).output ==
        record("ann@corp.com <EMAIL:MERrNkODo09gd9Ge3gdOgwq0oWVXspuYU1vLDQ>"));
}

TEST_CASE("pii_decrypt: what is no text, and what is asked wrongly") {
  for (const char* input : {"{\"body\":\"x\"}\n", "{\"text\":null}\n", "{\"text\":3}\n"})
    CHECK(decrypt("", input).output == "");
  CHECK(run_op("pii_decrypt", "", "").error.find("key_file or key_env") != std::string::npos);
  CHECK(decrypt("fields = []", "").error.find("fields is empty") != std::string::npos);
  // Many tokens, and what only looks like the beginning of one.
  std::string odd;
  for (int i = 0; i < 20'000; ++i) odd += "<EMAIL:";
  CHECK(decrypt("", record(odd)).output == record(odd));
  odd.clear();
  for (int i = 0; i < 20'000; ++i) odd += "<EMAIL:siv.";
  CHECK(decrypt("", record(odd)).output == record(odd));
}
