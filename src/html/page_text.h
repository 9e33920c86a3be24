// PageText: HTML to text, in one call.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "html/main_text.h"
#include "html/page_facts.h"
#include "html/parse.h"
#include "html/pieces.h"
#include "html/tree.h"
#include "html/visible_text.h"

namespace dsprep::html {

// Is there a tag, a comment or a doctype in it? A text without any is plain text.
bool looks_like_html(std::string_view text);

// Is it a piece of a page, as comments and answers are stored: without <html>, <head>, <body> or a doctype in its first
// 4 KiB?
bool is_fragment(std::string_view html);

// Owned by one worker, used for document after document. A page of more than `at_once` bytes is read in pieces
// (pieces.h), so that its tree does not take all memory; each piece is judged by itself.
class PageText {
 public:
  explicit PageText(std::size_t at_once = most_at_once) : at_once_(at_once) {}

  enum class What : std::uint8_t {
    all,             // the visible text
    main,            // the main text
    main_and_others  // and the rest of the visible text beside it
  };
  // What follows is of this page, until the next. REQUIRES UTF-8.
  void read(std::string_view html, What what);

  const std::string& text() const { return text_; }
  const std::string& left_out() const { return left_out_; }  // visible, and not in the text. REQUIRES main_and_others
  struct Facts {
    std::string title, author, date, language;
  };
  const Facts& facts() const { return facts_; }  // "": the page does not say
  // How sure the choice of the main text is, 0 to 1. REQUIRES main.
  double confidence() const;
  double link_density() const;  // share of the visible text that is in links, 0 to 1

 private:
  void read_piece(std::string_view html, What what, bool first, bool fragment);
  template <class Kept>
  void append(Kept kept, std::string& out) const;

  std::size_t at_once_;
  Parser parser_;
  Tree tree_;
  VisibleText visible_;
  MainText main_;
  std::string text_, left_out_, wrapped_;
  Facts facts_;
  double confidence_ = 0, confidence_bytes_ = 0, link_bytes_ = 0, bytes_ = 0;
};

}  // namespace dsprep::html
