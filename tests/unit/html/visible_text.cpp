// What is visible of a page, and how its blocks become lines.
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

}  // namespace

TEST_CASE("visible text: blocks are lines, paragraphs have an empty one between them") {
  CHECK(all_text("<h1>T</h1><p>one\n two</p><div>a</div><div>b</div>x") == "T\n\none two\n\na\nb\nx");
  CHECK(all_text("<ul><li>一<li>二</ul>") == "一\n二");
  CHECK(all_text("a<br>b<br><br>c") == "a\nb\n\nc");
  CHECK(all_text("<dl><dt>k<dd>v</dl>") == "k\nv");
  CHECK(all_text("<span>a</span><span>b</span> <i>c</i>") == "ab c");
  CHECK(all_text("  <p>  </p> <p>&nbsp;x&nbsp; y</p> ") == "x y");
  CHECK(all_text("<p>Donau&shy;dampf</p>") == "Donaudampf");
  CHECK(all_text("<p>مرحبا <b>بالعالم</b></p><p>👩‍🚀 ok</p>") ==
        "مرحبا بالعالم\n\n👩‍🚀 ok");
}

TEST_CASE("visible text: listings keep their lines") {
  CHECK(all_text("<pre>\nif x:\n    y\n\n  z\n</pre>end") == "if x:\n    y\n\n  z\n\nend");
  CHECK(all_text("<pre><code><span>a</span>\n<span>  b</span></code></pre>") == "a\n  b");
  CHECK(all_text("<pre><div>a</div><div> b</div></pre>c") == "a\n b\n\nc");
  CHECK(all_text("<pre>a<br>b</pre>") == "a\nb");
}

TEST_CASE("visible text: tables") {
  CHECK(all_text("<table><tr><th>a<th>b<tr><td>1<td>2</table>") == "a | b\n1 | 2");
  CHECK(all_text("<table><tr><td>a<td><td>c</table>") == "a | c");
  // A cell with blocks of its own lays out a page.
  CHECK(all_text("<table><tr><td><p>a<p>b<td>c</table>") == "a\n\nb\n\nc");
  CHECK(all_text("<table><tr><td>a<td><table><tr><td>x<td>y</table></table>") == "a\n\nx | y");
}

TEST_CASE("visible text: what is not shown") {
  CHECK(all_text("<style>p{}</style><script>1</script><p></p><noscript>no</noscript><svg><title>t</title></svg>a") ==
        "a");
  CHECK(all_text("<div hidden>no</div><p style='color:red; DISPLAY : none'>no</p>a<span hidden>no</span>") == "a");
  CHECK(all_text("<p style='visibility:hidden'>no<p>a") == "a");
  CHECK(all_text("<dialog>no</dialog><dialog open>yes</dialog>") == "yes");
  CHECK(all_text("<div hidden><p>no<p>no</div><p>a") == "a");
  CHECK(all_text("<a href=x>go<span class='x sr-only'>(new window)</span></a>") == "go");
  CHECK(all_text("<template><p>no</template><textarea>no</textarea><input value=no><iframe>no</iframe>a") == "a");
  CHECK(all_text("<title>no</title>a") == "a");
}

TEST_CASE("visible text: formulas keep their source") {
  CHECK(all_text("<p>so <math><semantics><mi>x</mi><annotation encoding='application/x-tex'>x^2"
                 "</annotation></semantics></math> is</p>") == "so x^2 is");
  CHECK(all_text("<math alttext='a+b'><mi>a</mi><mo>+</mo><mi>b</mi></math>") == "a+b");
  CHECK(all_text("<math><mi>a</mi><mo>+</mo><mi>b</mi></math>") == "a+b");
  CHECK(all_text("<p>x <script type='math/tex; mode=display'>\\frac{1}{2}</script>") == "x \\frac{1}{2}");
  CHECK(all_text("<p>x <img class=tex alt='E=mc^2'> y <img alt='a photo'>") == "x E=mc^2 y");
  CHECK(all_text("<p><span class=katex><span class=katex-mathml><math><semantics><mi>y</mi><annotation "
                 "encoding='application/x-tex'>y</annotation></semantics></math></span><span class=katex-html "
                 "aria-hidden=true>y</span></span></p>") == "y");
}

TEST_CASE("html or plain text") {
  for (const char* html : {"<p>x", "a <br/> b", "</div>", "<!DOCTYPE html>", "<!-- x -->", "x <B>y</B>"})
    CHECK(looks_like_html(html));
  for (const char* plain :
       {"", "a < b > c", "<3", "if (a<b && c>d)", "<unknown>", "x <y", "mail <a@b.c>", "#include <vector>"})
    CHECK(!looks_like_html(plain));
}
