#include "naive_json.h"
#include "record_fixture.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::json;
using namespace dsprep::json::test;

namespace {

std::string marked(std::string_view line, bool as_read = true, std::string_view provenance = R"({"op":"x"})") {
  Fixture f(line, {"/a", "/_dsprep/op"});
  REQUIRE_FALSE(f.fault);
  f.record().set_integer(field(0), 2);
  std::string out = "before ";
  write_with_provenance(f.record(), as_read, provenance, out);
  REQUIRE_FALSE(validate_json(out.substr(7)));
  return out.substr(7);
}

}  // namespace

TEST_CASE("provenance is the last member") {
  CHECK(marked(R"({"a":1})") == R"({"a":1,"_dsprep":{"op":"x"}})");
  CHECK(marked(R"({"a":1})", false) == R"({"a":2,"_dsprep":{"op":"x"}})");
  CHECK(marked(R"( { "a" : 1 } )") == R"({ "a" : 1,"_dsprep":{"op":"x"}})");
  CHECK(marked("{}") == R"({"_dsprep":{"op":"x"}})");
  CHECK(marked("{ }") == R"({"_dsprep":{"op":"x"}})");
  CHECK(marked("{}", true, " { } ") == R"({"_dsprep":{}})");
}

TEST_CASE("what was there moves to previous") {
  CHECK(marked(R"({"_dsprep":{"op":"y"},"a":1})") == R"({"a":1,"_dsprep":{"op":"x","previous":{"op":"y"}}})");
  CHECK(marked(R"({"a":1, "_dsprep" : 5 , "b":2})") == R"({"a":1 , "b":2,"_dsprep":{"op":"x","previous":5}})");
  CHECK(marked(R"({"a":1,"_dsprep":null})", true, "{}") == R"({"a":1,"_dsprep":{"previous":null}})");
  CHECK(marked(R"({"_dsprep":1,"\u005fdsprep":2})") == R"({"_dsprep":{"op":"x","previous":2}})");
  CHECK(marked(R"({"_dsprep":1,"a":0,"_dsprep":2,"b":{"_dsprep":3}})") ==
        R"({"a":0,"b":{"_dsprep":3},"_dsprep":{"op":"x","previous":2}})");
}

TEST_CASE("provenance that a step has added or edited is previous, too") {
  Fixture f(R"({"a":1})", {"/a", "/_dsprep/op"});
  f.record().set_text(field(1), "mine");
  std::string out;
  write_with_provenance(f.record(), false, "{}", out);
  CHECK(out == R"({"a":1,"_dsprep":{"previous":{"op":"mine"}}})");
  out.clear();
  write_with_provenance(f.record(), true, "{}", out);
  CHECK(out == R"({"a":1,"_dsprep":{}})");
}
