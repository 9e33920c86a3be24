#include "text/fold_ascii.h"

#include "support/catch.h"

using dsprep::text::AsciiFold;

namespace {

// What `part` of the folded text stands for in the original.
std::string behind(std::string_view text, std::string_view part) {
  AsciiFold fold;
  const std::string_view folded = fold.fold(text);
  const std::size_t at = folded.find(part);
  if (at == folded.npos) return "not found in " + std::string(folded);
  const std::size_t begin = fold.original(at), end = fold.original(at + part.size(), true);
  return std::string(text.substr(begin, end - begin));
}

}  // namespace

TEST_CASE("Text without anything to fold is itself") {
  AsciiFold fold;
  for (const std::string_view text : {std::string_view("plain 123"), std::string_view("中文，没有数字。"),
                                      std::string_view("é 😀"), std::string_view("")}) {
    const std::string_view folded = fold.fold(text);
    if (text.find("，") == text.npos) CHECK(folded.data() == text.data());
    CHECK(fold.original(folded.size(), true) == text.size());
  }
}

TEST_CASE("Digits and marks of other scripts are the ASCII ones") {
  CHECK(behind("电话：１３８-1234-５６７８。", "138-1234-5678") == "１３８-1234-５６７８");
  CHECK(behind("رقم ٠١٢٣٤٥٦٧٨٩ هنا", "0123456789") == "٠١٢٣٤٥٦٧٨٩");
  CHECK(behind("۱۲۳", "123") == "۱۲۳");
  CHECK(behind("फ़ोन ९८७६५", "98765") == "९८७६५");
  CHECK(behind("a＠b．com", "a@b.com") == "a＠b．com");
  CHECK(behind("12‐34−56", "12-34-56") == "12‐34−56");
  CHECK(behind("😀12 34😀", "12 34") == "12 34");
}

TEST_CASE("What cannot be seen is left out, and belongs to what it stands in") {
  CHECK(behind("x 12\u200b34 y", "1234") == "12\u200b34");
  CHECK(behind("\u202a+1 415\u202c", "+1 415") == "+1 415");
  CHECK(behind("\ufeff1234", "1234") == "1234");
}
