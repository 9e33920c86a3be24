// rewrite_record: makes a JSON object the whole of a record, for an op that decides about all members together: which
// there are, and in which order.
//
//   binder.write_all();                              // when the op is made
//   rewrite_record(record, "{\"text\":\"你好\"}");   // for each record; views of it are gone
#pragma once

#include <string_view>

#include "dsprep/record.h"

namespace dsprep {

// Every field begins anew from `object`. An object equal to the record byte for byte is no edit. REQUIRES write_all()
// and valid JSON, an object, that does not lie in the record.
void rewrite_record(Record& record, std::string_view object);

}  // namespace dsprep
