#include "tokenizers/split_pattern.h"

#include <utility>

#include "text/utf8.h"
#include "tokenizers/split_program.h"

namespace dsprep::tokenizers {
namespace {

constexpr std::size_t none = ~std::size_t{0};

class Matcher {
 public:
  Matcher(const SplitProgram& program, std::string_view text) : program_(program), text_(text) {}

  // Where a match from `i` on ends, or none.
  std::size_t match(std::uint32_t at, std::size_t i) const {
    for (;;) {
      const SplitNode& node = program_.nodes[at];
      switch (node.kind) {
        case SplitNode::Kind::accept: return i;
        case SplitNode::Kind::end_of_text:
          if (i != text_.size()) return none;
          break;
        case SplitNode::Kind::ahead:
          if (match(node.alternatives[0], i) == none) return none;
          break;
        case SplitNode::Kind::not_ahead:
          if (match(node.alternatives[0], i) != none) return none;
          break;
        case SplitNode::Kind::branch:
          for (const std::uint32_t alternative : node.alternatives)
            if (const std::size_t end = match(alternative, i); end != none) return end;
          return none;
        case SplitNode::Kind::repeat: {
          const CharSet& set = program_.sets[node.set];
          std::uint32_t n = 0;
          std::size_t end = i;
          while (n < node.most && end < text_.size()) {
            std::size_t behind = end;
            if (!set.has(text::decode(text_, behind))) break;
            end = behind;
            ++n;
          }
          if (n < node.least) return none;
          if (!node.possessive) {
            for (; n > node.least; --n) {
              if (const std::size_t found = match(node.next, end); found != none) return found;
              do --end;
              while (text::is_continuation(text_[end]));
            }
          }
          i = end;
          break;
        }
      }
      at = node.next;
    }
  }

 private:
  const SplitProgram& program_;
  std::string_view text_;
};

}  // namespace

Result<SplitPattern> SplitPattern::make(std::string_view expression, Dialect dialect) {
  DSPREP_TRY(SplitProgram program, compile_split(expression, dialect));
  SplitPattern pattern;
  pattern.program_ = std::make_shared<const SplitProgram>(std::move(program));
  return pattern;
}

SplitPattern SplitPattern::literal(std::string_view text) {
  SplitProgram program;
  program.nodes.emplace_back();
  for (std::size_t i = 0; i < text.size();) {
    CharSet set;
    set.add(text::decode(text, i));
    program.sets.push_back(std::move(set));
    SplitNode node;
    node.kind = SplitNode::Kind::repeat;
    node.set = static_cast<std::uint32_t>(program.sets.size() - 1);
    node.possessive = true;
    node.next = i < text.size() ? static_cast<std::uint32_t>(program.nodes.size() + 1) : 0;
    program.nodes.push_back(std::move(node));
  }
  program.start = program.nodes.size() > 1 ? 1 : 0;
  SplitPattern pattern;
  pattern.program_ = std::make_shared<const SplitProgram>(std::move(program));
  return pattern;
}

bool SplitPattern::next(std::string_view text, std::size_t from, std::size_t& begin, std::size_t& end) const {
  const Matcher matcher(*program_, text);
  for (std::size_t i = from; i < text.size(); i += text::char_length(text[i])) {
    const std::size_t stop = matcher.match(program_->start, i);
    if (stop == none || stop == i) continue;
    begin = i;
    end = stop;
    return true;
  }
  return false;
}

}  // namespace dsprep::tokenizers
