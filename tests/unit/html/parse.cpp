// Parser: the tree it fills, and pages that would take a tree builder minutes.
#include "html/parse.h"

#include <algorithm>
#include <string>

#include "html/page_text.h"
#include "support/catch.h"

using namespace dsprep::html;

namespace {

std::string all_text(std::string_view html) {
  static PageText page;
  page.read(html, PageText::What::all);
  return page.text();
}

std::string times(std::size_t n, std::string_view piece) {
  std::string all;
  for (std::size_t i = 0; i < n; ++i) all += piece;
  return all;
}

// Parent before child, a subtree in one stretch, siblings in order.
void check_tree(const Tree& tree) {
  for (std::uint32_t i = 0; i < tree.nodes.size(); ++i) {
    const Node& node = tree.nodes[i];
    CHECK((i == 0 ? node.parent == no_node : node.parent < i));
    if (i > 0) CHECK(node.end <= tree.nodes[node.parent].end);
    std::uint32_t at = i + 1;
    for (std::uint32_t child = node.first_child; child != no_node; child = tree.nodes[child].next_sibling) {
      CHECK(child == at);
      CHECK(tree.nodes[child].parent == i);
      at = tree.nodes[child].end;
    }
    CHECK(at == node.end);
  }
}

}  // namespace

TEST_CASE("parse: a tree in document order") {
  Parser parser;
  Tree tree;
  parser.parse("<p class=a ID='x'>one <b>two</b><ul><li>三<li>四</ul>", tree);
  check_tree(tree);
  REQUIRE(tree.nodes.size() == 12);
  CHECK(tree.nodes[0].tag == Tag::html);
  const Node& p = tree.nodes[3];
  CHECK(p.tag == Tag::p);
  CHECK(tree.attribute(p, "class") == "a");
  CHECK(tree.attribute(p, "id") == "x");
  CHECK(tree.attribute(p, "none") == "");
  CHECK(tree.nodes[4].text == "one ");
  CHECK(tree.nodes[9].text == "三");
  parser.parse("", tree);  // nothing is left of the page before
  check_tree(tree);
  CHECK(tree.attributes.empty());
}

TEST_CASE("parse: broken markup as browsers read it") {
  CHECK(all_text("<table><tr><td>a</td>before</tr></table>") == "before\n\na");  // foster parenting
  CHECK(all_text("<b><p>one</b> two</p>") == "one two");
  CHECK(all_text("a &copy 2020 &#150; &eacute;&#x1F600;") == "a © 2020 – é😀");
  CHECK(all_text("<p>a<!--> b --></p>c") == "a b -->\n\nc");
  CHECK(all_text("a</html></body>b") == "ab");
  CHECK(all_text("<search>x</search>y") == "x\n\ny");
  CHECK(all_text("<p") == "");
  CHECK(all_text("<p>x<") == "x<");
  CHECK(all_text(std::string("<p>a\0b", 6)) == "ab");
  CHECK(all_text("<p>&#xD800;&#0;&#x110000;</p>") == "\uFFFD\uFFFD\uFFFD");
}

TEST_CASE("parse: 100,000 nested elements, closed and not, lose no text and take no time") {
  const std::string deep = times(100'000, "<div>");
  CHECK(all_text(deep + "deep" + times(100'000, "</div>") + "after") == "deep\nafter");
  CHECK(all_text(deep + "deep") == "deep");
  CHECK(all_text(times(100'000, "<b><i>") + "x<p>y") == "x\n\ny");
  CHECK(all_text(times(50'000, "<ul><li>") + "x").find('x') != std::string::npos);
  CHECK(all_text(times(50'000, "<table><tr><td>") + "x").find('x') != std::string::npos);
  CHECK(all_text(times(100'000, "<x-y>") + "x" + times(100'000, "</x-y>") + "y") == "xy");
  CHECK(all_text(times(100'000, "</div>") + "x") == "x");
  // Words on both sides of a tag that was cut do not run together.
  CHECK(all_text(deep + "a<p>b</p>c") == "a b c");
}

TEST_CASE("parse: where the cut-out tags were, what stands around them stays as nested as it was") {
  // 600 divs, of which 512 at most may nest: the end tags of those cut out do not close the others.
  const std::string html = "<article id=a>" + times(600, "<div>") + "in" + times(600, "</div>") + "<p>out</article>end";
  Parser parser;
  Tree tree;
  parser.parse(html, tree);
  check_tree(tree);
  std::uint32_t article = 0;
  while (tree.nodes[article].tag != Tag::article) ++article;
  std::string inside;
  for (std::uint32_t i = article; i < tree.nodes[article].end; ++i) inside += tree.nodes[i].text;
  std::erase(inside, '\n');
  CHECK(inside == "inout");
}

TEST_CASE("parse: paragraphs and items without end tags do not nest, however many") {
  CHECK(all_text(times(2000, "<p>x")) == times(1999, "x\n\n") + "x");
  CHECK(all_text("<ul>" + times(2000, "<li>x")) == times(1999, "x\n") + "x");
  CHECK(all_text("<table>" + times(2000, "<tr><td>x<td>y")) == times(1999, "x | y\n") + "x | y");
}

TEST_CASE("parse: 40,000 attributes of a tag; those beyond 256 are ignored") {
  std::string html = "<p ";
  for (int i = 0; i < 40'000; ++i) html += "a" + std::to_string(i) + "=\"<b>\" ";
  CHECK(all_text(html + ">text</p>end") == "text\n\nend");
  Parser parser;
  Tree tree;
  parser.parse(html + ">", tree);
  CHECK(tree.attributes.size() == 255);
}

TEST_CASE("parse: formatting elements that are never closed are not opened again in each paragraph") {
  std::string html, text;
  for (int i = 0; i < 20'000; ++i) {
    html += "<p><font color=" + std::to_string(i) + ">x";
    text += i == 0 ? "x" : "\n\nx";
  }
  CHECK(all_text(html) == text);
  html.clear();
  for (int i = 0; i < 20'000; ++i) html += "<body a" + std::to_string(i) + "=1>";
  CHECK(all_text(html + "x") == "x");
}

TEST_CASE("parse: markup within scripts, comments and values is no markup") {
  const std::string open = times(1000, "<div>");
  CHECK(all_text("<script>'" + open + "'</script>a<p>b") == "a\n\nb");
  CHECK(all_text("<!-- " + open + " -->a") == "a");
  CHECK(all_text("<p title='" + open + "'>a</p>") == "a");
  CHECK(all_text("<textarea>" + open + "</textarea>a") == "a");
}

TEST_CASE("parse: what old pages leave open is not cut") {
  Parser parser;
  Tree tree;
  const auto count = [&](const std::string& html, Tag tag) {
    parser.parse(html, tree);
    return std::count_if(tree.nodes.begin(), tree.nodes.end(), [&](const Node& node) { return node.tag == tag; });
  };
  CHECK(count(times(1000, "<a name=x>x<p>y"), Tag::a) >= 1000);
  CHECK(count("<table>" + times(1000, "<tr><td><font size=1>x"), Tag::font) == 1000);
  CHECK(count(times(1000, "<ul><li><a href=x>y</a><li>z</ul>"), Tag::a) == 1000);
}
