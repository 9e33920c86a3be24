#include <cstdlib>
#include <set>

#include "base/rng.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;
using test::RunHow;

namespace {

const std::string key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

RunHow with_key() {
  RunHow how;
  how.files["key"] = key + "\n";
  return how;
}

// The text that comes out.
std::string becomes(std::string_view params, std::string_view text, const RunHow& how = with_key()) {
  const test::RunOp run = run_op("pii", params, record(text), how);
  REQUIRE(run.error == "");
  return Value(run.output)["text"].text().value_or("(dropped or malformed)");
}

}  // namespace

TEST_CASE("pii: each mode") {
  const std::string text = "写信给 ann@corp.com。";
  CHECK(becomes("", text) == "写信给 <EMAIL>。");
  CHECK(becomes("mode = \"remove\"", text) == "写信给 。");
  CHECK(becomes("mode = \"keep\"\nip = \"mask\"", text) == text);
  CHECK(becomes("email = \"keep\"", text) == text);
  CHECK(becomes("kinds = [\"ip\"]", text) == text);
  CHECK(becomes("mode = \"annotate\"", text) == text);
  const std::string hash = becomes("mode = \"hash\"\nkey_file = \"key\"", text);
  CHECK(hash.starts_with("写信给 <EMAIL#"));
  CHECK(hash.size() == std::string("写信给 <EMAIL#0123456789abcdef>。").size());
  const std::string fake = becomes("mode = \"surrogate\"", text);
  CHECK(fake.starts_with("写信给 user-"));
  CHECK(fake.find("@example.") != fake.npos);
  const test::RunOp dropped = run_op("pii", "mode = \"drop\"", record(text) + record("无"));
  CHECK(dropped.output == record("无"));
  CHECK(dropped.dropped.find("\"failed\":[{\"rule\":\"spans\",\"value\":1,\"limit\":0,\"note\":\"email 1\"}]") !=
        std::string::npos);
}

TEST_CASE("pii: a pseudonym depends on the value alone, however it is written and wherever it stands") {
  const std::string hash = "mode = \"hash\"\nkey_file = \"key\"\n";
  CHECK(becomes(hash, "ann@corp.com") == becomes(hash, "Ann@CORP.com"));
  CHECK(becomes(hash, "ann@corp.com") != becomes(hash, "anne@corp.com"));
  CHECK(becomes(hash, "(415) 555-2671") == becomes(hash, "+1 415-555-2671"));
  CHECK(becomes(hash, "4111 1111 1111 1111") == becomes(hash, "4111111111111111"));
  CHECK(becomes(hash, "2001:db8:0:0:0:0:0:1") == becomes(hash, "2001:DB8::1"));
  CHECK(becomes(hash + "hash_chars = 64", "ann@corp.com").size() == std::string("<EMAIL#>").size() + 64);
  const test::RunOp one = run_op("pii", hash, record("a@b.org c@d.org") + record("c@d.org"), with_key());
  const test::RunOp other = run_op("pii", hash, record("c@d.org") + record("a@b.org c@d.org"), with_key());
  const std::size_t line = one.output.find('\n') + 1;
  CHECK(one.output.substr(line) + one.output.substr(0, line) == other.output);
}

// The manifest and everything else on disk: tests/e2e/pii_key.sh.
TEST_CASE("pii: nothing of the key is in the records") {
  RunHow how = with_key();
  how.explain = true;
  const std::string raw = key;
  const test::RunOp file = run_op("pii", "mode = \"encrypt\"\nkey_file = \"key\"\nip = \"drop\"",
                                  record("ann@corp.com") + record("10.0.0.1"), how);
  ::setenv("DSPREP_TEST_PII_KEY", key.c_str(), 1);
  const test::RunOp variable = run_op("pii", "mode = \"encrypt\"\nkey_env = \"DSPREP_TEST_PII_KEY\"\nip = \"drop\"",
                                      record("ann@corp.com") + record("10.0.0.1"), how);
  CHECK(file.output == variable.output);
  for (const test::RunOp* run : {&file, &variable}) {
    REQUIRE(run->error == "");
    for (const std::string& everything : {run->output, run->dropped, run->malformed})
      for (const std::string& secret : {raw, raw.substr(0, 16), raw.substr(48)})
        CHECK(everything.find(secret) == std::string::npos);
  }
  const test::RunOp bad = run_op("pii", "mode = \"hash\"\nkey_file = \"short\"", "", [] {
    RunHow h;
    h.files["short"] = "hunter2secret";
    return h;
  }());
  CHECK(bad.error.find("short: not a key") != std::string::npos);
  CHECK(bad.error.find("hunter2") == std::string::npos);
}

TEST_CASE("pii: spans are code points of the text as it comes out") {
  const test::RunOp run =
      run_op("pii", "into = \"/meta/pii\"\nip = \"annotate\"", "{\"text\":\"😀 a@b.org 在 10.0.0.1 😀\",\"meta\":{}}\n");
  CHECK(run.output ==
        "{\"text\":\"😀 <EMAIL> 在 10.0.0.1 "
        "😀\",\"meta\":{\"pii\":[{\"kind\":\"email\",\"start\":2,\"end\":9,\"rule\":\"address\",\"mode\":\"mask\"},"
        "{\"kind\":\"ip\",\"start\":12,\"end\":20,\"rule\":\"ipv4\",\"mode\":\"annotate\"}]}}\n");
  const test::RunOp many = run_op("pii", "fields = [\"/m/*\", \"t\"]\nmode = \"annotate\"\nkinds = [\"email\"]",
                                  "{\"m\":[\"x\",\"a@b.org\"],\"t\":\"c@d.org\"}\n");
  CHECK(many.output ==
        "{\"m\":[\"x\",\"a@b.org\"],\"t\":\"c@d.org\",\"pii\":["
        "{\"kind\":\"email\",\"start\":0,\"end\":7,\"rule\":\"address\",\"mode\":\"annotate\",\"field\":\"/m/"
        "*\",\"element\":1},"
        "{\"kind\":\"email\",\"start\":0,\"end\":7,\"rule\":\"address\",\"mode\":\"annotate\",\"field\":\"/t\"}]}\n");
}

TEST_CASE("pii: labels of the dataset move along") {
  const test::RunOp run = test::run_toml(
      "[dataset]\nspans = \"/spans\"\n[[step]]\nop = \"pii\"\n",
      "{\"text\":\"a@b.org wrote to 王芳\",\"spans\":[{\"start\":0,\"end\":7},{\"start\":17,\"end\":19}]}\n");
  CHECK(run.output ==
        "{\"text\":\"<EMAIL> wrote to 王芳\",\"spans\":[{\"start\":0,\"end\":7},{\"start\":17,\"end\":19}]}\n");
  const test::RunOp longer =
      test::run_toml("[dataset]\nspans = \"/spans\"\n[[step]]\nop = \"pii\"\n",
                     "{\"text\":\"ip 10.0.0.100 王芳\",\"spans\":[{\"start\":14,\"end\":16}]}\n");
  CHECK(longer.output == "{\"text\":\"ip <IP> 王芳\",\"spans\":[{\"start\":8,\"end\":10}]}\n");
}

TEST_CASE("pii: what overlaps: the checked one, then the longer") {
  CHECK(becomes("url = \"mask\"", "see https://bob:hunter22@host.org/x?m=ann@corp.com now") == "see <URL> now");
  CHECK(becomes("", "see https://bob:hunter22@host.org/x") == "see https://<URL_USERINFO>@host.org/x");
  CHECK(becomes("", "账号 6222020200112233446 号") == "账号 <CREDIT_CARD> 号");
}

TEST_CASE("pii: allow lists, own patterns and their files") {
  CHECK(becomes("allow = [\"*@corp.com\", \"10.0.0.1\"]", "a@corp.com b@Corp.com c@other.org 10.0.0.1 10.0.0.10") ==
        "a@corp.com b@Corp.com <EMAIL> 10.0.0.1 <IP>");
  const std::string own =
      "kinds = [\"ip\"]\npatterns = [{ name = \"badge\", pattern = 'B-\\d+', context = [\"Badge\", \"工号\"] }, { name "
      "= \"code\", pattern = 'C\\d', mode = \"remove\" }]";
  CHECK(becomes(own, "badge B-12, C1.") == "badge <BADGE>, .");
  CHECK(becomes(own, "工号：B-12") == "工号：<BADGE>");
  CHECK(becomes(own, "part B-12") == "part B-12");
  RunHow how;
  how.files["p.txt"] = "# staff\n\nbadge\tB-\\d+\tbadge, 工号\r\ncode\tC\\d\n";
  how.files["a.txt"] = "# ours\nC7\n";
  CHECK(becomes("kinds = [\"ip\"]\npattern_file = \"p.txt\"\nallow_file = \"a.txt\"", "badge B-1 C1 C7", how) ==
        "badge <BADGE> <CODE> C7");
}

TEST_CASE("pii: mistakes are refused and say where") {
  RunHow how = with_key();
  how.files["bad.txt"] = "code\tC\\d\n\nno tab here\n";
  how.files["regex.txt"] = "code\t(open\n";
  how.files["name.txt"] = "Code\tx\n";
  how.files["star.txt"] = "a\n*\n";
  how.files["bytes.txt"] = "a\n\xff\n";
  const auto error = [&](const std::string& params) { return run_op("pii", params, "", how).error; };
  CHECK(error("pattern_file = \"bad.txt\"").find("bad.txt:3: no TAB") != std::string::npos);
  CHECK(error("pattern_file = \"regex.txt\"").find("regex.txt:1: ") != std::string::npos);
  CHECK(error("pattern_file = \"name.txt\"").find("name.txt:1: \"Code\"") != std::string::npos);
  CHECK(error("allow_file = \"star.txt\"").find("star.txt:2: ") != std::string::npos);
  CHECK(error("allow_file = \"bytes.txt\"").find("bytes.txt:2: ") != std::string::npos);
  CHECK(error("mode = \"hash\"").find("needs a key") != std::string::npos);
  CHECK(error("mode = \"hash\"\nkey_file = \"missing\"").find("missing") != std::string::npos);
  CHECK(error("mode = \"hash\"\nkey_env = \"DSPREP_NOT_SET\"").find("DSPREP_NOT_SET is not set") != std::string::npos);
  CHECK(error("key_file = \"key\"\nkey_env = \"X\"").find("one place") != std::string::npos);
  CHECK(error("regions = [\"Germany\"]").find("Germany") != std::string::npos);
  CHECK(error("mode = \"keep\"").find("nothing to look for") != std::string::npos);
  CHECK(error("fields = []").find("fields is empty") != std::string::npos);
  CHECK(error("kinds = [\"emial\"]").find("email") != std::string::npos);
  CHECK(error("patterns = [{ name = \"email\", pattern = \"x\" }]").find("name of a kind") != std::string::npos);
  CHECK(error("patterns = [{ name = \"e\", pattern = \"x*\" }]").find("everywhere") != std::string::npos);
}

TEST_CASE("pii: digits and words of other scripts") {
  CHECK(becomes("", "电话：０１０－６２７８－１２３４") == "电话：<PHONE>");
  CHECK(becomes("", "بطاقة ٤١١١١١١١١١١١١١١١ هنا") == "بطاقة <CREDIT_CARD> هنا");
  CHECK(becomes("", "微信/手机 138 1234 5678😀") == "微信/手机 <CN_MOBILE>😀");
  CHECK(becomes("", "生日：1990年5月6日，护照 E12345678") == "生日：<DATE_OF_BIRTH>，护照 <PASSPORT>");
  CHECK(becomes("", "😀4111111111111111😀") == "😀<CREDIT_CARD>😀");
}

TEST_CASE("pii: a record that already has _dsprep, missing fields, other types") {
  const std::string line = "{\"text\":\"a@b.org\",\"_dsprep\":{\"op\":\"x\"}}\n";
  CHECK(run_op("pii", "", line).output == "{\"text\":\"<EMAIL>\",\"_dsprep\":{\"op\":\"x\"}}\n");
  CHECK(run_op("pii", "mode = \"drop\"", line).dropped.find("\"previous\":{\"op\":\"x\"}") != std::string::npos);
  CHECK(run_op("pii", "", "{\"text\":null}\n").malformed.find("field /text is null, not text") != std::string::npos);
  CHECK(run_op("pii", "", "{}\n").malformed.find("field /text is missing") != std::string::npos);
}

TEST_CASE("pii: the same bytes for any threads and chunks") {
  base::Rng rng(5);
  const std::vector<std::string> pieces = {"ann@corp.com",
                                           "(415) 555-2671",
                                           "10.0.0.1",
                                           "word",
                                           "电话",
                                           "4111 1111 1111 1111",
                                           "，",
                                           " ",
                                           ": ",
                                           "\n",
                                           "-",
                                           "DOB 1/2/1990",
                                           "😀"};
  std::string input;
  for (int i = 0; i < 300; ++i) {
    std::string text;
    for (std::uint64_t n = rng.below(12); n > 0; --n) text += pieces[rng.below(pieces.size())] + " ";
    input += record(text);
  }
  for (const char* mode : {"mask", "encrypt", "hash", "surrogate", "drop", "annotate"}) {
    const std::string params = std::string("mode = \"") + mode + "\"\nkey_file = \"key\"";
    RunHow how = with_key();
    const test::RunOp one = run_op("pii", params, input, how);
    REQUIRE(one.error == "");
    how.threads = 3;
    how.chunk_size = 200;
    const test::RunOp three = run_op("pii", params, input, how);
    CHECK(one.output == three.output);
    CHECK(one.dropped == three.dropped);
  }
}

TEST_CASE("pii: nothing is quadratic") {
  constexpr std::size_t size = 2'000'000;  // a quadratic step would take hours
  for (const char* unit : {"1", "@", ":", "a@", "1:", "f:", ".", "-", "1-", "1 ", "1.", "(1", "+1", "://", "a1",
                           "-----BEGIN PRIVATE KEY-----", "１", "<", "x@b."}) {
    std::string text;
    while (text.size() < size) text += unit;
    const test::RunOp run = run_op("pii", "url = \"mask\"", record(text));
    CHECK(run.error == "");
    CHECK(run.malformed == "");
  }
}
