#include "html/pieces.h"

#include <string>

#include "html/page_text.h"
#include "support/catch.h"

using namespace dsprep::html;

namespace {

using Pieces = std::vector<std::string_view>;

std::string all_text(std::string_view html, std::size_t at_once) {
  PageText page(at_once);
  page.read(html, PageText::What::all);
  return page.text();
}

}  // namespace

TEST_CASE("pieces begin with the tag of a block") {
  CHECK(pieces_of("<p>one<p>two", 100) == Pieces{"<p>one<p>two"});
  CHECK(pieces_of("<p>one</p><p>two</p><p>3", 5) == Pieces{"<p>one</p>", "<p>two</p>", "<p>3"});
  CHECK(pieces_of("<p>one<b>two</b>", 5) == Pieces{"<p>one<b>two</b>"});
  CHECK(pieces_of("", 5) == Pieces{""});
  // Neither within a script nor within a comment or a value.
  CHECK(pieces_of("<script>'<p>','<p>','<p>'</script><p>x", 5) == Pieces{"<script>'<p>','<p>','<p>'</script>", "<p>x"});
  CHECK(pieces_of("<!-- <p> <p> <p> --><b title='<p>'>x</b><p>y", 5) ==
        Pieces{"<!-- <p> <p> <p> --><b title='<p>'>x</b>", "<p>y"});
}

TEST_CASE("a page in pieces has the text it has as a whole") {
  std::string html, rows;
  for (int i = 0; i < 300; ++i) {
    html += "<p>第" + std::to_string(i) + "段 <b>bold</b></p>";
    rows += "<tr><td>" + std::to_string(i) + "<td>x</tr>";
  }
  CHECK(all_text(html, 100) == all_text(html, most_at_once));
  // In a table a row that begins a piece is a row still.
  std::string text = all_text("<table>" + rows + "</table>", 100);
  CHECK(text.find("7 | x\n") != std::string::npos);
  CHECK(text.find("299 | x") != std::string::npos);
  std::erase(text, '\n');
  std::string whole = all_text("<table>" + rows + "</table>", most_at_once);
  std::erase(whole, '\n');
  CHECK(text == whole);
}
