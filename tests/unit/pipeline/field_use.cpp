#include "pipeline/field_use.h"

#include "pipeline/books.h"
#include "pipeline/pipeline.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::pipeline;

namespace {

// Three steps over the fields 0 /text, 1 /lable, 2 /meta.lang, 3 /made, 4 /made/inside. No record has any but the
// first.
struct Desk {
  Desk() {
    pipeline.steps.resize(3);
    for (std::size_t i = 0; i < 3; ++i) pipeline.steps[i].name = "step" + std::to_string(i);
    std::vector<json::FieldBinding> bindings;
    for (const char* pointer : {"/text", "/lable", "/meta.lang", "/made", "/made/inside"})
      bindings.push_back({pointer, false});
    pipeline.plans.push_back(*json::FieldPlan::make(bindings));
    books.parsed = 10;
    books.records_with = {10, 0, 0, 0, 0};
    books.sample_names = {"/label", "/meta", "/meta/lang", "/text"};
  }
  void use(std::size_t step, std::uint16_t slot, std::string by, bool given = true, bool written = false,
           bool result = false) {
    pipeline.uses.push_back({step, "asked", Field{slot}, written, std::move(by), given, result});
  }
  std::vector<std::string> lines() const { return absent_fields(pipeline, books); }

  Pipeline pipeline;
  Books books;
};

}  // namespace

TEST_CASE("absent_fields: who asked, what was meant, and what there is; one line a field") {
  Desk desk;
  desk.use(0, 0, "step0.field");
  desk.use(0, 1, "step0.by");
  desk.use(1, 1, "step1.field");
  desk.use(1, 2, "step1.other");
  const auto lines = desk.lines();
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] ==
        "step0.by, step1.field: no record has /lable (did you mean /label?); there are: /label, /meta, /meta/lang, "
        "/text");
  CHECK(lines[1] ==
        "step1.other: no record has /meta.lang, but /meta/lang; there are: /label, /meta, /meta/lang, /text");
}

TEST_CASE("absent_fields: nothing is said of defaults, of what a step makes, of nothing") {
  Desk desk;
  desk.use(0, 1, "step0.label", false);            // only looked for
  desk.use(0, 3, "step0.into", true, true, true);  // made here …
  desk.use(1, 3, "step1.field");                   // … used there
  desk.use(1, 4, "step1.inside");
  CHECK(desk.lines().empty());
  desk.books.malformed_reasons["step0: field /lable is missing"] = 10;  // a default that records were refused for
  CHECK(desk.lines().size() == 1);
  desk.books.parsed = 0;
  CHECK(desk.lines().empty());
}

TEST_CASE("absent_fields: a field that a later step makes is not there yet") {
  Desk desk;
  desk.use(0, 4, "step0.field");
  desk.use(1, 3, "step1.into", true, true, true);
  CHECK(desk.lines().size() == 1);
}

TEST_CASE("books: presence survives a checkpoint, and adds up") {
  Desk desk;
  auto again = books_from_json(to_json(desk.books));
  REQUIRE(again.ok());
  CHECK(again->records_with == desk.books.records_with);
  CHECK(again->sample_names == desk.books.sample_names);
  CHECK(again->parsed == 10);
  again->add(desk.books);
  CHECK(again->parsed == 20);
  CHECK(again->records_with[0] == 20);
  CHECK(again->sample_names.size() == 4);
}
