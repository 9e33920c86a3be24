#include <string>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

// The sentences, joined by '|'.
std::string split(std::string_view params, std::string_view text, const test::RunHow& how = {}) {
  const test::RunOp run = run_op("sentences", params, record(text), how);
  REQUIRE(run.error == "");
  REQUIRE(run.malformed == "");
  const std::string line = run.output.substr(0, run.output.find('\n'));
  CHECK(Value(line)["text"].text().value() == text);
  std::string joined;
  for (Value::Elements it = Value(line)["sentences"].elements(); it.next();)
    joined += (joined.empty() ? "" : "|") + it.value().text().value();
  return joined;
}
std::string in(std::string_view language, std::string_view text) {
  return split("language = \"" + std::string(language) + "\"", text);
}

}  // namespace

TEST_CASE("sentences: abbreviations, numbers, initials, in each language") {
  CHECK(in("en", "Mr. Smith met Dr. No. He left.") == "Mr. Smith met Dr. No.|He left.");
  CHECK(in("en", "See No. 5 and Fig. 3. Then p. 7, vol. 2. No. That is all.") ==
        "See No. 5 and Fig. 3.|Then p. 7, vol. 2.|No.|That is all.");
  CHECK(in("en", "The U.S. Army of Apple Inc. and others. It is in the U.S. The end.") ==
        "The U.S. Army of Apple Inc. and others.|It is in the U.S.|The end.");
  CHECK(in("en", "J. R. R. Tolkien wrote. (Cf. Lewis et al. 1950.) Taller than I. The end.") ==
        "J. R. R. Tolkien wrote.|(Cf. Lewis et al. 1950.)|Taller than I.|The end.");
  CHECK(in("en", "At 3.50 p.m. Bob left.\nMr.\nSmith") == "At 3.50 p.m. Bob left.|Mr.|Smith");
  CHECK(in("de", "Das gilt z. B. Hunden, d.h. Tieren, am 3. Oktober bzw. Montag. Es ist Nr. 5. Gut.") ==
        "Das gilt z. B. Hunden, d.h. Tieren, am 3. Oktober bzw. Montag.|Es ist Nr. 5.|Gut.");
  CHECK(in("de", "Prof. Dr. Müller kam. Im Jahr 1999. Danach nichts.") ==
        "Prof. Dr. Müller kam.|Im Jahr 1999.|Danach nichts.");
  CHECK(in("fr", "M. Dupont et Mme. Curie, p. ex. Marie. Voir p. 12. Elle part.") ==
        "M. Dupont et Mme. Curie, p. ex. Marie.|Voir p. 12.|Elle part.");
  CHECK(in("es", "El Sr. García vive en EE.UU. Él trabaja. Véase pág. 3.") ==
        "El Sr. García vive en EE.UU.|Él trabaja.|Véase pág. 3.");
  CHECK(in("it", "Il Sig. Rossi, il Dott. Bianchi. Vedi pag. 4.") == "Il Sig. Rossi, il Dott. Bianchi.|Vedi pag. 4.");
  CHECK(in("pt", "O Sr. Silva e a Dra. Costa. Ver pág. 4.") == "O Sr. Silva e a Dra. Costa.|Ver pág. 4.");
  CHECK(in("ru", "А. С. Пушкин родился в 1799 г. Киев. См. рис. 5, т. е. Рисунок. Он жил на ул. Ленина.") ==
        "А. С. Пушкин родился в 1799 г. Киев.|См. рис. 5, т. е. Рисунок.|Он жил на ул. Ленина.");
  CHECK(in("other", "Mr. Smith.") == "Mr.|Smith.");
}

TEST_CASE("sentences: every script, line breaks, nothing") {
  CHECK(split("", "今天天气很好。我们去公园吧！“好。”") == "今天天气很好。|我们去公园吧！|“好。”");
  CHECK(split("", "هل أنت بخير؟ نعم.") == "هل أنت بخير؟|نعم.");
  CHECK(split("", "यह एक वाक्य है। दूसरा।") == "यह एक वाक्य है।|दूसरा।");
  CHECK(split("", "  One.  Two!  \n\n Three ") == "One.|Two!|Three");
  CHECK(split("", "") == "");
  CHECK(split("", " \n ") == "");
  CHECK(split("", ".") == ".");
  CHECK(split("", "A. ") == "A.");
}

TEST_CASE("sentences: places are code points of the text, and exact") {
  const test::RunOp run = run_op("sentences", "offsets = true", record("é😀。Dr. 王 x. 好"));
  CHECK(run.output ==
        "{\"text\":\"é😀。Dr. 王 x. 好\",\"sentences\":[{\"start\":0,\"end\":3,\"text\":\"é😀。\"},"
        "{\"start\":3,\"end\":11,\"text\":\"Dr. 王 x.\"},{\"start\":12,\"end\":13,\"text\":\"好\"}]}\n");
}

TEST_CASE("sentences: own abbreviations, and the language of a field") {
  test::RunHow how;
  how.files["own.txt"] = "# ours\nKoll.\nX. Y\n";
  how.files["empty.txt"] = "#\n";
  CHECK(split("abbreviations = \"own.txt\"", "Koll. Meier. X. Y. Z.", how) == "Koll. Meier.|X. Y. Z.");
  CHECK(split("abbreviations = \"own.txt\"\nlanguage = \"other\"", "Koll. Meier. Ja.", how) == "Koll. Meier.|Ja.");
  const test::RunOp run =
      run_op("sentences", "language_field = \"l\"\ninto = \"s\"",
             "{\"text\":\"Vgl. Hunde.\",\"l\":\"deu_Latn\"}\n{\"text\":\"Vgl. Hunde.\",\"l\":\"sv\"}\n"
             "{\"text\":\"Vgl. Hunde.\"}\n");
  CHECK(run.output ==
        "{\"text\":\"Vgl. Hunde.\",\"l\":\"deu_Latn\",\"s\":[\"Vgl. Hunde.\"]}\n"
        "{\"text\":\"Vgl. Hunde.\",\"l\":\"sv\",\"s\":[\"Vgl.\",\"Hunde.\"]}\n"
        "{\"text\":\"Vgl. Hunde.\",\"s\":[\"Vgl.\",\"Hunde.\"]}\n");
  const auto error = [&](std::string_view params) { return run_op("sentences", params, "", how).error; };
  CHECK(error("abbreviations = \"empty.txt\"").find("has no abbreviation in it") != std::string::npos);
  CHECK(error("abbreviations = \"absent.txt\"").find("absent.txt") != std::string::npos);
  CHECK(error("into = \"text\"").find("is the text itself") != std::string::npos);
  CHECK(error("language = \"xx\"").find("is none of") != std::string::npos);
  CHECK(run_op("sentences", "", "{\"text\":null}\n").malformed.find("field /text is null, not text") !=
        std::string::npos);
}
