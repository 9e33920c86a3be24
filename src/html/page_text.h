// PageText: HTML to text, in one call.
#pragma once

#include <string>
#include <string_view>

#include "html/main_text.h"
#include "html/page_facts.h"
#include "html/parse.h"
#include "html/visible_text.h"

namespace dsprep::html {

// Is there a tag, a comment or a doctype in it? A text without any is plain text.
bool looks_like_html(std::string_view text);

// Owned by one worker, used for document after document.
class PageText {
 public:
  // What follows is of this page, until the next. REQUIRES UTF-8. `main`: only its main text is wanted.
  void read(std::string_view html, bool main);

  void append_text(std::string& out) const;
  void append_left_out(std::string& out) const;             // what is visible, and not in the text
  const PageFacts& facts() const { return facts_; }         // valid until the next page
  double confidence() const { return main_.confidence(); }  // REQUIRES main
  double link_density() const;                              // share of the visible text that is in links

 private:
  bool kept(std::size_t block) const { return only_main_ ? main_.keeps(block) : !visible_.blocks[block].hidden; }

  Parser parser_;
  Tree tree_;
  VisibleText visible_;
  PageFacts facts_;
  MainText main_;
  bool only_main_ = false;
};

}  // namespace dsprep::html
