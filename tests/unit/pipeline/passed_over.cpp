// What formats say is no record: counted by kind, saved with the books, and bounded however many kinds there are.
#include <cstdint>
#include <map>
#include <string>

#include "pipeline/books.h"
#include "support/catch.h"

using namespace dsprep::pipeline;

TEST_CASE("books: what was passed over adds up by kind, and comes back from a checkpoint") {
  Books books, more;
  books.pass_over("request");
  more.pass_over("request", 2);
  more.pass_over("画像/png");
  books.add(more);
  const auto back = books_from_json(to_json(books));
  REQUIRE(back.ok());
  CHECK(back->passed_over == std::map<std::string, std::uint64_t>{{"request", 3}, {"画像/png", 1}});
  CHECK(back->check().ok());
}

TEST_CASE("books: a thousand kinds of what was passed over are a hundred and the others") {
  Books books;
  for (int i = 0; i < 1000; ++i) books.pass_over("type/" + std::to_string(i));
  CHECK(books.passed_over.size() == 101);
  CHECK(books.passed_over.at("other") == 900);
  books.pass_over("type/5");
  CHECK(books.passed_over.at("type/5") == 2);
}
