// dsprep.1: the manual page, in the man(7) macros.
#include <string>
#include <string_view>
#include <vector>

#include "registry/describe.h"
#include "registry/registry.h"
#include "registry/value_text.h"
#include "text/utf8.h"

namespace dsprep::registry {
namespace {

// "\[u2026]": at least four hexadecimal digits, no more than needed.
std::string named_character(char32_t c) {
  std::string digits;
  for (; c != 0 || digits.size() < 4; c >>= 4) digits.insert(digits.begin(), "0123456789ABCDEF"[c & 15]);
  return std::string("\\[u").append(digits).append("]");
}

// Text as troff reads it: a leading '.' or "'" would be a macro, a backslash an escape, a minus sign must stay one to
// be copied into a shell, and what is not ASCII is named, since troff's input is not UTF-8 everywhere. What stands
// between backticks is bold; so is what follows one that is never closed, since the next macro ends it.
class Roff {
 public:
  void write(std::string& out, std::string_view words) {
    bool line_start = true;
    for (std::size_t i = 0; i < words.size();) {
      const char32_t c = text::decode(words, i);
      if (c == '`') {
        bold_ = !bold_;
        out += bold_ ? "\\fB" : "\\fR";
        continue;  // a '.' behind \fB is at the start of no line
      }
      if (line_start && (c == '.' || c == '\'')) out += "\\&";
      if (c == '\\') out += "\\e";
      else if (c == '-') out += "\\-";
      else if (c < 0x80) out += static_cast<char>(c);
      else out += named_character(c);
      line_start = c == '\n';
    }
  }
  void end_paragraph(std::string& out) {
    if (bold_) out += "\\fR";
    bold_ = false;
  }

 private:
  bool bold_ = false;
};

std::string roff(std::string_view words) {
  std::string out;
  Roff roff;
  roff.write(out, words);
  roff.end_paragraph(out);
  return out;
}

// Markdown that stays lines: tables, and code that is indented.
bool is_verbatim(std::string_view line) { return line.starts_with("|") || line.starts_with("    "); }

// A paragraph in place of an empty line, which troff would show as vertical space of its own measure.
std::string roff_paragraphs(std::string_view text) {
  std::string out;
  Roff roff;
  bool empty = true, verbatim = false;
  const auto set_verbatim = [&](bool on) {
    if (on != verbatim) out += on ? ".nf\n" : ".fi\n";
    verbatim = on;
  };
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty()) {
      set_verbatim(false);
      roff.end_paragraph(out);
      if (!empty && !text.empty()) out += ".PP\n";
      empty = true;
      continue;
    }
    set_verbatim(is_verbatim(line));
    if (!verbatim && !empty && (line.starts_with("- ") || line.starts_with("* "))) out += ".br\n";
    roff.write(out, line);
    if (text.empty() || text.starts_with('\n')) roff.end_paragraph(out);
    out += '\n';
    empty = false;
  }
  set_verbatim(false);
  return out;
}

void write_entries(std::string& out, std::string_view title, const std::vector<EntryText>& entries) {
  if (entries.empty()) return;
  out.append(".SH ").append(title).append("\n");
  for (const EntryText& entry : entries)
    out.append(".TP\n\\fB").append(roff(entry.name)).append("\\fR\n").append(roff(entry.meaning)).append("\n");
}

void write_option(std::string& out, const OptionText& option) {
  out.append(".TP\n\\fB").append(roff(option.flags)).append("\\fR");
  if (!option.value.empty()) out.append(" \\fI").append(roff(option.value)).append("\\fR");
  out.append("\n").append(roff(option.meaning)).append("\n");
}

void write_op(std::string& out, const OpSpec& op) {
  const std::vector<ParamInfo> params = op.params();
  out.append(".SS ").append(roff(flag_of(op))).append("\n").append(roff(op.summary)).append(".\n");
  if (!op.details.empty()) out.append(".PP\n").append(roff_paragraphs(op.details));
  for (const ParamInfo& info : params) {
    out.append(".TP\n\\fB").append(roff(info.name)).append("\\fR (").append(name_of(info.type)).append(", ");
    if (info.hints.required) out += "required";
    else out.append("default ").append(roff(value_text(info.initial)));
    out.append(")\n").append(roff(info.hints.meaning));
    if (const std::string range = range_text(info.hints); !range.empty())
      out.append(" (").append(roff(range)).append(")");
    if (const std::string choices = choices_text(info.hints); !choices.empty())
      out.append("; one of ").append(roff(choices));
    out += '\n';
  }
  if (!op.source.empty()) out.append(".PP\nFollows ").append(roff(op.source)).append("\n");
}

}  // namespace

std::string man_page(const std::vector<CommandText>& commands, const Registry& registry, const std::string& version,
                     const ManualTexts& more) {
  std::string out;
  out.append(".TH DSPREP 1 \"\" \"dsprep ").append(roff(version)).append("\" \"User Commands\"\n");
  out += ".SH NAME\ndsprep \\- prepare datasets for training language models\n";
  out += ".SH SYNOPSIS\n";
  for (const CommandText& command : commands)
    out.append(&command == &commands.front() ? "" : ".br\n")
        .append(".B dsprep ")
        .append(roff(command.name))
        .append("\n")
        .append(roff(command.synopsis))
        .append("\n");
  out +=
      ".SH DESCRIPTION\nStreams JSON Lines through a pipeline of operators. Each operator belongs to one family; a "
      "subcommand\n"
      "takes the operators of its family as options, and their order on the command line is their order in the "
      "pipeline.\n";
  out += ".SH COMMANDS\n";
  for (const CommandText& command : commands)
    out.append(".TP\n\\fBdsprep ")
        .append(roff(command.name))
        .append("\\fR\n")
        .append(roff(command.summary))
        .append(".\n");
  // Options that a command shares with an earlier one are told once.
  out += ".SH OPTIONS\n";
  std::vector<std::string> told;
  for (const CommandText& command : commands)
    for (const OptionText& option : command.options) {
      bool known = false;
      for (const std::string& flags : told) known |= flags == option.flags;
      if (known) continue;
      told.push_back(option.flags);
      write_option(out, option);
    }
  out += ".SH OPERATORS\n";
  for (const Family family : all_families)
    for (const OpSpec* op : registry.of(family)) write_op(out, *op);
  write_entries(out, "EXIT STATUS", more.exit_codes);
  write_entries(out, "ENVIRONMENT", more.environment);
  write_entries(out, "FILES", more.files);
  if (!more.examples.empty()) out += ".SH EXAMPLES\n";
  for (const EntryText& example : more.examples)
    out.append(&example == &more.examples.front() ? "" : ".PP\n")
        .append(roff(example.meaning))
        .append(":\n.PP\n.nf\n")
        .append(roff("    " + example.name))
        .append("\n.fi\n");
  out += ".SH SEE ALSO\n.BR jq (1),\n.BR zstd (1)\n.PP\n";
  out += roff("`dsprep ops NAME` prints an operator's page, `dsprep COMMAND --help` a command's options.") + "\n";
  return out;
}

}  // namespace dsprep::registry
