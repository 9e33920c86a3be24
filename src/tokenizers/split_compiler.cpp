#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <optional>
#include <string>
#include <utility>

#include "text/properties.h"
#include "text/utf8.h"
#include "tokenizers/char_classes.h"
#include "tokenizers/split_program.h"

namespace dsprep::tokenizers {
namespace {

struct NamedCategory {
  std::string_view name;
  std::uint32_t mask;
};
constexpr NamedCategory category_names[] = {
    {"L", U_GC_L_MASK},   {"Lu", U_GC_LU_MASK}, {"Ll", U_GC_LL_MASK}, {"Lt", U_GC_LT_MASK}, {"Lm", U_GC_LM_MASK},
    {"Lo", U_GC_LO_MASK}, {"M", U_GC_M_MASK},   {"Mn", U_GC_MN_MASK}, {"Mc", U_GC_MC_MASK}, {"Me", U_GC_ME_MASK},
    {"N", U_GC_N_MASK},   {"Nd", U_GC_ND_MASK}, {"Nl", U_GC_NL_MASK}, {"No", U_GC_NO_MASK}, {"P", U_GC_P_MASK},
    {"Pc", U_GC_PC_MASK}, {"Pd", U_GC_PD_MASK}, {"Ps", U_GC_PS_MASK}, {"Pe", U_GC_PE_MASK}, {"Pi", U_GC_PI_MASK},
    {"Pf", U_GC_PF_MASK}, {"Po", U_GC_PO_MASK}, {"S", U_GC_S_MASK},   {"Sm", U_GC_SM_MASK}, {"Sc", U_GC_SC_MASK},
    {"Sk", U_GC_SK_MASK}, {"So", U_GC_SO_MASK}, {"Z", U_GC_Z_MASK},   {"Zs", U_GC_ZS_MASK}, {"Zl", U_GC_ZL_MASK},
    {"Zp", U_GC_ZP_MASK}, {"C", U_GC_C_MASK},   {"Cc", U_GC_CC_MASK}, {"Cf", U_GC_CF_MASK}, {"Cn", U_GC_CN_MASK},
    {"Co", U_GC_CO_MASK}};

constexpr std::pair<std::string_view, UScriptCode> script_names[] = {{"Han", USCRIPT_HAN},
                                                                     {"Hiragana", USCRIPT_HIRAGANA},
                                                                     {"Katakana", USCRIPT_KATAKANA},
                                                                     {"Hangul", USCRIPT_HANGUL},
                                                                     {"Thai", USCRIPT_THAI},
                                                                     {"Arabic", USCRIPT_ARABIC},
                                                                     {"Cyrillic", USCRIPT_CYRILLIC},
                                                                     {"Latin", USCRIPT_LATIN},
                                                                     {"Greek", USCRIPT_GREEK},
                                                                     {"Hebrew", USCRIPT_HEBREW},
                                                                     {"Devanagari", USCRIPT_DEVANAGARI}};

CharSet of_categories(std::uint32_t mask) {
  CharSet set;
  set.add_values(categories(), mask);
  return set;
}
CharSet of_property(UProperty property) {
  CharSet set;
  const std::vector<std::uint8_t> flat = text::binary_property(property);
  for (char32_t c = 0; c < text::code_points; ++c)
    if (flat[c]) set.add(c);
  return set;
}

// Recursive descent. A sequence is built from its end: each part is told the node that follows it.
class Compiler {
 public:
  Compiler(std::string_view expression, SplitPattern::Dialect dialect) : text_(expression), dialect_(dialect) {}

  Result<SplitProgram> compile() {
    program_.nodes.emplace_back();
    DSPREP_TRY(const Alternatives all, alternatives(false));
    if (at_ < text_.size()) return unknown("an unmatched \")\"");
    program_.start = emit(all, 0);
    return std::move(program_);
  }

 private:
  // The parts of the expression, before they are given what follows them.
  struct Part;
  using Sequence = std::vector<Part>;
  using Alternatives = std::vector<Sequence>;
  struct Part {
    SplitNode node;
    Alternatives inner;     // of a group or a lookahead
    bool optional = false;  // (…)?
  };

  Error unknown(const std::string& what) const {
    return usage_error("the pattern of the tokenizer holds " + what + ", which is not supported, at byte " +
                       std::to_string(at_ + 1) + " of: " + std::string(text_));
  }
  bool more() const { return at_ < text_.size(); }
  bool take(std::string_view what) {
    if (text_.substr(at_, what.size()) != what) return false;
    at_ += what.size();
    return true;
  }

  Result<Alternatives> alternatives(bool any_case) {
    if (++depth_ > 50) return unknown("groups nested more than 50 deep");
    Alternatives all(1);
    while (more() && text_[at_] != ')') {
      if (take("|")) {
        all.emplace_back();
        continue;
      }
      DSPREP_TRY(Part one, part(any_case));
      DSPREP_CHECK(quantifier(one));
      all.back().push_back(std::move(one));
    }
    --depth_;
    return all;
  }

  Result<Part> part(bool any_case) {
    if (take("(?!")) return group(SplitNode::Kind::not_ahead, any_case);
    if (take("(?=")) return group(SplitNode::Kind::ahead, any_case);
    if (take("(?i:")) return group(SplitNode::Kind::branch, true);
    if (take("(?:")) return group(SplitNode::Kind::branch, any_case);
    if (text_.substr(at_, 2) == "(?") return unknown("\"" + std::string(text_.substr(at_, 4)) + "\"");
    if (take("(")) return group(SplitNode::Kind::branch, any_case);
    if (text_[at_] == '$' && dialect_ == SplitPattern::Dialect::rust) {
      ++at_;
      Part part;
      part.node.kind = SplitNode::Kind::end_of_text;
      return part;
    }
    CharSet set;
    if (take("[")) {
      DSPREP_TRY(set, bracket(any_case));
    } else if (take(".")) {
      set.add('\n');
      set.negate();
    } else if (text_[at_] == '\\') {
      DSPREP_TRY(const std::optional<char32_t> literal, escape(set));
      if (literal) add_char(set, *literal, any_case);
    } else if (std::string_view("$^*+?{").find(text_[at_]) != std::string_view::npos) {
      return unknown(std::string("\"") + text_[at_] + "\" here");
    } else {
      add_char(set, text::decode(text_, at_), any_case);
    }
    return of_set(std::move(set));
  }

  Part of_set(CharSet set) {
    program_.sets.push_back(std::move(set));
    Part part;
    part.node.kind = SplitNode::Kind::repeat;
    part.node.set = static_cast<std::uint32_t>(program_.sets.size() - 1);
    return part;
  }

  Result<Part> group(SplitNode::Kind kind, bool any_case) {
    Part part;
    part.node.kind = kind;
    DSPREP_TRY(part.inner, alternatives(any_case));
    if (!take(")")) return unknown("a group that is not closed");
    return part;
  }

  Status quantifier(Part& part) {
    if (!more()) return {};
    const char c = text_[at_];
    if (c != '*' && c != '+' && c != '?' && c != '{') return {};
    SplitNode& node = part.node;
    if (c == '{') {
      DSPREP_CHECK(bounds(node));
    } else {
      ++at_;
      node.least = c == '+';
      node.most = c == '?' ? 1 : UINT32_MAX;
    }
    if (more() && text_[at_] == '?') return unknown("a lazy quantifier");
    if (more() && text_[at_] == '+') {
      if (c == '{' && dialect_ == SplitPattern::Dialect::oniguruma) return unknown("\"+\" behind {…}");
      node.possessive = true;
      ++at_;
    }
    if (node.kind == SplitNode::Kind::repeat) return {};
    if (node.kind != SplitNode::Kind::branch || c != '?' || node.possessive) return unknown("a repeated group");
    part.optional = true;
    return {};
  }

  Status bounds(SplitNode& node) {
    ++at_;
    const auto number = [&]() -> std::optional<std::uint32_t> {
      std::uint32_t n = 0;
      const std::size_t begin = at_;
      for (; more() && text_[at_] >= '0' && text_[at_] <= '9' && n < 10000; ++at_)
        n = n * 10 + static_cast<std::uint32_t>(text_[at_] - '0');
      if (at_ == begin) return std::nullopt;
      return n;
    };
    const auto least = number();
    if (!least) return unknown("a \"{\" without a number");
    node.least = node.most = *least;
    if (take(",")) node.most = number().value_or(UINT32_MAX);
    if (!take("}") || node.most < node.least) return unknown("a malformed {…}");
    return {};
  }

  void add_char(CharSet& set, char32_t c, bool any_case) {
    set.add(c);
    if (!any_case) return;
    if (folded_.empty()) {
      folded_.resize(text::code_points);
      for (char32_t other = 0; other < text::code_points; ++other)
        folded_[other] = static_cast<char32_t>(u_foldCase(static_cast<UChar32>(other), U_FOLD_CASE_DEFAULT));
    }
    for (char32_t other = 0; other < text::code_points; ++other)
      if (folded_[other] == folded_[c]) set.add(other);
  }

  // What stands behind a backslash: a character, or a class, which is added to `set`.
  Result<std::optional<char32_t>> escape(CharSet& set) {
    ++at_;
    if (!more()) return unknown("a backslash at the end");
    const char c = text_[at_];
    const auto add = [&](CharSet other, bool negated) -> std::optional<char32_t> {
      ++at_;
      if (negated) other.negate();
      set.add(other);
      return std::nullopt;
    };
    switch (c) {
      case 's':
      case 'S': return add(of_property(UCHAR_WHITE_SPACE), c == 'S');
      case 'd':
      case 'D': return add(of_categories(U_GC_ND_MASK), c == 'D');
      case 'w':
      case 'W': {
        CharSet word = of_property(UCHAR_ALPHABETIC);
        word.add(of_categories(U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK));
        if (dialect_ == SplitPattern::Dialect::rust) word.add(of_property(UCHAR_JOIN_CONTROL));
        return add(std::move(word), c == 'W');
      }
      case 'p':
      case 'P': return property(set, c == 'P');
      case 'n': return ++at_, std::optional<char32_t>(U'\n');
      case 'r': return ++at_, std::optional<char32_t>(U'\r');
      case 't': return ++at_, std::optional<char32_t>(U'\t');
      case 'f': return ++at_, std::optional<char32_t>(U'\f');
      case 'v': return ++at_, std::optional<char32_t>(U'\v');
      case 'u': return ++at_, hex(4);
      case 'x': {
        ++at_;
        if (!take("{")) return hex(2);
        const std::size_t close = text_.find('}', at_);
        if (close == text_.npos) return unknown("\"\\x{\" without \"}\"");
        DSPREP_TRY(const std::optional<char32_t> value, hex(close - at_));
        ++at_;
        return value;
      }
      default: break;
    }
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
      return unknown(std::string("\"\\") + c + "\"");
    return std::optional<char32_t>(text::decode(text_, at_));
  }

  Result<std::optional<char32_t>> hex(std::size_t digits) {
    char32_t value = 0;
    for (std::size_t n = 0; n < digits; ++n, ++at_) {
      const char c = more() ? text_[at_] : ' ';
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0 || value >= text::code_points) return unknown("a malformed number of a character");
      value = value * 16 + static_cast<char32_t>(digit);
    }
    if (digits == 0 || value >= text::code_points) return unknown("a malformed number of a character");
    return std::optional<char32_t>(value);
  }

  // \p{L}, \p{^L}, \P{L}, \pL
  Result<std::optional<char32_t>> property(CharSet& set, bool negated) {
    ++at_;
    std::string_view name;
    if (take("{")) {
      if (take("^")) negated = !negated;
      const std::size_t close = text_.find('}', at_);
      if (close == text_.npos) return unknown("\"\\p{\" without \"}\"");
      name = text_.substr(at_, close - at_);
      at_ = close + 1;
    } else if (more()) {
      name = text_.substr(at_++, 1);
    }
    CharSet named;
    bool known = false;
    for (const NamedCategory& category : category_names)
      if (category.name == name) named = of_categories(category.mask), known = true;
    for (const auto& [script, code] : script_names) {
      if (known || script != name) continue;
      known = true;
      for (char32_t c = 0; c < text::code_points; ++c) {
        UErrorCode status = U_ZERO_ERROR;
        if (uscript_getScript(static_cast<UChar32>(c), &status) == code) named.add(c);
      }
    }
    if (!known) return unknown("\"\\p{" + std::string(name) + "}\"");
    if (negated) named.negate();
    set.add(named);
    return std::optional<char32_t>();
  }

  Result<CharSet> bracket(bool any_case) {
    CharSet set;
    const bool negated = take("^");
    for (bool first = true;; first = false) {
      if (!more()) return unknown("a \"[\" that is not closed");
      if (text_[at_] == ']' && !first) break;
      if (text_.substr(at_, 2) == "&&" || text_[at_] == '[') return unknown("a class within a class");
      DSPREP_TRY(const std::optional<char32_t> low, member(set));
      if (!low) continue;
      if (more() && text_[at_] == '-' && at_ + 1 < text_.size() && text_[at_ + 1] != ']') {
        ++at_;
        DSPREP_TRY(const std::optional<char32_t> high, member(set));
        if (!high || *high < *low) return unknown("a malformed range");
        if (any_case && *high > 'z') return unknown("a range where case is ignored");
        for (char32_t c = *low; c <= *high; ++c) add_char(set, c, any_case);
      } else {
        add_char(set, *low, any_case);
      }
    }
    ++at_;
    if (negated) set.negate();
    return set;
  }
  Result<std::optional<char32_t>> member(CharSet& set) {
    if (text_[at_] == '\\') return escape(set);
    return std::optional<char32_t>(text::decode(text_, at_));
  }

  std::uint32_t add_node(SplitNode node) {
    program_.nodes.push_back(std::move(node));
    return static_cast<std::uint32_t>(program_.nodes.size() - 1);
  }
  std::uint32_t emit(const Alternatives& all, std::uint32_t next) {
    SplitNode branch;
    branch.kind = SplitNode::Kind::branch;
    for (const Sequence& sequence : all) branch.alternatives.push_back(emit(sequence, next));
    return branch.alternatives.size() == 1 ? branch.alternatives[0] : add_node(std::move(branch));
  }
  std::uint32_t emit(const Sequence& sequence, std::uint32_t next) {
    for (auto part = sequence.rbegin(); part != sequence.rend(); ++part) {
      SplitNode node = part->node;
      if (node.kind == SplitNode::Kind::branch) {
        const std::uint32_t inner = emit(part->inner, next);
        if (part->optional) {
          node.alternatives = {inner, next};
          next = add_node(std::move(node));
        } else {
          next = inner;
        }
        continue;
      }
      if (node.kind == SplitNode::Kind::ahead || node.kind == SplitNode::Kind::not_ahead)
        node.alternatives = {emit(part->inner, 0)};
      node.next = next;
      next = add_node(std::move(node));
    }
    return next;
  }

  std::string_view text_;
  SplitPattern::Dialect dialect_;
  std::size_t at_ = 0;
  int depth_ = 0;
  SplitProgram program_;
  std::vector<char32_t> folded_;
};

}  // namespace

Result<SplitProgram> compile_split(std::string_view expression, SplitPattern::Dialect dialect) {
  if (!text::valid_utf8(expression)) return usage_error("the pattern of the tokenizer is no UTF-8");
  return Compiler(expression, dialect).compile();
}

}  // namespace dsprep::tokenizers
