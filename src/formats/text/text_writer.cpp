#include "formats/text/text_writer.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "dsprep/value.h"
#include "formats/text/paragraphs.h"

namespace dsprep::formats::plain {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

bool is_blank(std::string_view text) { return text.find_first_not_of(white_space) == text.npos; }

// Takes the first line off `text`, without its end.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Why a text would not be read back as the one record that it is, with what to do; "" where it would. As a rule it is
// looked at once, for its line ends.
std::string_view unreadable(std::string_view text, bool by_line) {
  if (is_blank(text)) return "is empty, and a blank line is no record: drop such records first (--length=min_chars=1)";
  if (text.starts_with(byte_order_mark)) return "begins with a byte order mark, which would be taken away";
  if (text.ends_with('\r') || text.ends_with('\n')) return "ends with a line end, which would be lost";
  if (by_line)
    return text.find('\n') == text.npos ? "" : "has a line end, and the rest would be read as another record";
  for (std::string_view rest = text; !rest.empty();)
    if (is_blank(take_line(rest))) return "has a blank line, and the rest would be read as another record";
  return "";
}

class TextEncoder final : public Encoder {
 public:
  explicit TextEncoder(const WritingParams& params)
      : field_(params.field),
        by_line_(params.record == "line"),
        refuses_(params.breaks == "refuse"),
        folds_(params.breaks == "fold") {}

  Status encode(std::string_view line, std::string& out) override {
    const auto text = Value(line)[field_].text(scratch_);
    if (!text)
      return failure("a record has no text in the field \"" + field_ +
                     "\", and a text file is nothing else: name the field (--to text=field=NAME), or write --to jsonl");
    if (refuses_)
      if (const std::string_view why = unreadable(*text, by_line_); !why.empty())
        return failure("the text of a record " + std::string(why) +
                       (is_blank(*text) ? ""
                        : by_line_      ? ": breaks=fold makes a space of line ends"
                                        : ": breaks=fold takes blank lines out") +
                       (is_blank(*text) ? "" : ", breaks=keep writes it as it is, --to jsonl keeps records apart"));
    if (folds_) fold(*text, out);
    else out += *text;
    out += '\n';
    return {};
  }

 private:
  // Lines that are not blank, joined.
  void fold(std::string_view text, std::string& out) const {
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    bool first = true;
    while (!text.empty()) {
      const std::string_view line = take_line(text);
      if (is_blank(line)) continue;
      if (!std::exchange(first, false)) out += by_line_ ? ' ' : '\n';
      out += line;
    }
  }

  const std::string field_;
  const bool by_line_, refuses_, folds_;
  std::string scratch_;
};

}  // namespace

void WritingParams::fields(ParamFields& f) {
  f("record", record,
    {.meaning = "paragraph: a blank line stands between records; line: each is a line",
     .choices = {"paragraph", "line"}});
  f("breaks", breaks,
    {.meaning =
         "a text that would be read back as more than one record, or as none: refuse ends the run; fold takes "
         "blank lines out and, where a record is a line, makes a space of each line end; keep writes it as it is",
     .choices = {"refuse", "fold", "keep"}});
  f("field", field, {.meaning = "the top-level field that holds the text"});
}

std::unique_ptr<Encoder> TextWriter::encoder() const { return std::make_unique<TextEncoder>(params_); }

}  // namespace dsprep::formats::plain
