// CSV: RFC 4180, and what else goes by that name.
#include <span>
#include <string_view>

#include "formats/separated_values.h"

namespace dsprep::formats {
namespace {

constexpr FormatExample examples[] = {
    {"quotes, a line break in a cell, numbers that stay text", "",
     "id,text\n1,\"Hello, \"\"world\"\"\"\n2,\"two\nlines\"\n003,你好\n",
     "{\"id\":\"1\",\"text\":\"Hello, \\\"world\\\"\"}\n{\"id\":\"2\",\"text\":\"two\\nlines\"}\n"
     "{\"id\":\"003\",\"text\":\"你好\"}\n"},
    {"another delimiter is guessed", "", "id;text\r\n1;a, b\r\n2;\"c; d\"\r\n",
     "{\"id\":\"1\",\"text\":\"a, b\"}\n{\"id\":\"2\",\"text\":\"c; d\"}\n", FormatExample::Way::reads},
    {"numbers, booleans and null by their spelling", "types = \"guess\"",
     "id,score,label\n1,0.50,true\n\"2\",007,null\n",
     "{\"id\":1,\"score\":0.50,\"label\":true}\n{\"id\":\"2\",\"score\":\"007\",\"label\":null}\n",
     FormatExample::Way::reads},
    {"a short row, a long one, and a quote that is never closed", "", "a,b\n1\n2,3,4\n5,6\n7,\"8\n9,10\n",
     "{\"a\":\"1\",\"b\":\"\"}\n{\"a\":\"5\",\"b\":\"6\"}\n{\"a\":\"9\",\"b\":\"10\"}\n", FormatExample::Way::reads, 2},
    {"cells beyond the header are kept", "ragged = \"extra\"", "a,b\n1,2,3,4\n",
     "{\"a\":\"1\",\"b\":\"2\",\"_extra\":[\"3\",\"4\"]}\n", FormatExample::Way::reads},
    {"no header", "header = false", "1,x\n2,y\n", "{\"c1\":\"1\",\"c2\":\"x\"}\n{\"c1\":\"2\",\"c2\":\"y\"}\n",
     FormatExample::Way::reads},
    {"values that are no text, and fields that are missing", "",
     "id,tags,ok,note\n1,\"[\"\"a\"\",\"\"b\"\"]\",true,\n2,,false,\"x;y\"\n",
     "{\"id\":1,\"tags\":[\"a\",\"b\"],\"ok\":true}\n{\"id\":2,\"tags\":null,\"ok\":false,\"note\":\"x;y\"}\n",
     FormatExample::Way::writes},
};

}  // namespace

extern const FormatSpec csv_format;
const FormatSpec csv_format{
    .name = "csv",
    .summary = "comma-separated values: a row a record, named by the header",
    .details =
        R"(**Rows.** A row ends with LF, CR LF, or, in a file without LF, CR; the last one need not. A cell that begins with a quote
goes up to the quote that closes it and may hold delimiters, line ends and doubled quotes; a quote anywhere else is a
character like any other. Blank lines are no records, and neither is a byte order mark. White space belongs to the cell.

**Dialect.** Delimiter (comma, semicolon, tab, bar), quote (double quote, apostrophe) and escape (doubled, backslash) are
guessed from the first 64 KiB: the one under which most rows have the same number of cells; where several do, the first
in this order. Spaces behind the delimiter are passed over where every cell has them, or where rows agree only so. Give
`delimiter`, `quote`, `escape` to be sure. Under `backslash`, a backslash before a quote, delimiter, backslash or line
end stands for that character; before anything else (`\n`) both are kept.

**Names.** The first row that is not blank names the fields. An empty name becomes that of its number (`c3`); of equal
names the second becomes `name_2`, the third `name_3`. `columns` names them instead, whatever the header says.

**Values** are text, whatever they look like; an empty cell is the empty text. With `types = "guess"` a cell without
quotes that is spelled exactly as a JSON number (`1`, `-0.50`, `1e5`, not `007`, `+1` or `NaN`), `true`, `false` or
`null` becomes that, cell by cell.

**Ragged rows.** Missing cells are read as empty. A row with more cells than the header is malformed, unless all that are
too many are empty; `ragged = "extra"` keeps them as a list in `_extra`, `ragged = "malformed"` refuses short rows, too.

**Quotes that do not fit.** Where a closing quote is followed by something else than a delimiter or row end, the row is
read in the first of these ways that gives as many cells as the header has: the quote is part of the value, which ends on
its line (`"a "b" c"`); the quote that opened the cell is part of the value (`"5 inch`); the value goes on behind the
closing quote (`"a"b` is `ab`); the first way over several lines. If none does, the line is malformed. A quote that is
never closed, or not within `--max-record-size`, makes its line malformed, and reading goes on with the next one.

**Malformed** are: those, rows that are not UTF-8 (all of them, where the header is not), and rows longer than
`--max-record-size`.

**Writing.** Text is written as it is; numbers, booleans, arrays and objects as their JSON; null and missing fields as
empty cells. A cell is put in quotes where it holds a quote, a line end or anything that could be a delimiter, or begins
or ends with a space. Rows end with LF. Columns are those of `columns`, or else all fields of all records, in the order
in which they first come, for which everything is read once beforehand. A field that is not among `columns` ends the run
with an error unless `extra = "drop"`. Reading what was written gives equal cells; that a field was missing or null, or
what was no text, CSV cannot say.)",
    .source = "RFC 4180; departs from it where files do: dialects, ragged rows, quotes that do not fit, LF",
    .extensions = {".csv"},
    .examples = examples,
    .reader = separated_values::any::reader,
    .reader_params = separated_values::any::reader_params,
    .writer = separated_values::any::writer,
    .writer_params = separated_values::any::writer_params,
};

}  // namespace dsprep::formats
