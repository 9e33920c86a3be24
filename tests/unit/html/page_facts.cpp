#include "html/page_facts.h"

#include "html/parse.h"
#include "support/catch.h"

using namespace dsprep::html;

namespace {

struct Page {
  explicit Page(std::string_view html) {
    Parser().parse(html, tree);
    facts = page_facts_of(tree);
  }
  Tree tree;
  PageFacts facts;
};

}  // namespace

TEST_CASE("page facts: what the head says") {
  const Page page(
      "<html lang=zh-Hans><title> 标题 </title><meta property='og:title' content='真正的标题'><meta name=Author "
      "content='王小明'><meta property='article:published_time' content='2024-05-01T08:00:00Z'><h1>x</h1>");
  CHECK(page.facts.title == "真正的标题");
  CHECK(page.facts.author == "王小明");
  CHECK(page.facts.date == "2024-05-01T08:00:00Z");
  CHECK(page.facts.language == "zh-Hans");
}

TEST_CASE("page facts: JSON-LD, links and elements where the head says nothing") {
  const Page json(
      "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"datePublished\": \"2020-01-02\",\n\"author\": "
      "[{\"@type\":\"Person\",\"name\":\"Ana Ruiz\"}]}</script>");
  CHECK(json.facts.author == "Ana Ruiz");
  CHECK(json.facts.date == "2020-01-02");
  CHECK(json.facts.kinds == 1u << static_cast<unsigned>(PageKind::article));
  const Page body("<h1> <b>Heading</b></h1><a rel=author>Jo</a><time datetime=2019-03-04>March</time>");
  CHECK(body.facts.title == "Heading");
  CHECK(body.facts.author == "Jo");
  CHECK(body.facts.date == "2019-03-04");
  CHECK(body.facts.language == "");
}

TEST_CASE("page facts: odd and broken") {
  CHECK(Page("").facts.title == "");
  CHECK(Page("<title></title><meta><meta name=author>").facts.author == "");
  CHECK(Page("<script type='application/ld+json'>{\"datePublished\":</script>").facts.date == "");
  CHECK(Page("<script type='application/ld+json'>{\"datePublished\": \"a\\\"b\"}</script>").facts.date == "");
  CHECK(Page("<meta name=author content='https://example.org/me'>").facts.author == "");
}
