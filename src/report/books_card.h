// The books on the page: what became of every record, as the two equations that hold at the end of every run.
#pragma once

#include <string>

#include "pipeline/books.h"

namespace dsprep::report {

void append_books_card(std::string& out, const pipeline::Books& books);
// Reasons why lines were no records, most frequent first. Appends nothing where there are none.
void append_reasons_card(std::string& out, const pipeline::Books& books);

}  // namespace dsprep::report
