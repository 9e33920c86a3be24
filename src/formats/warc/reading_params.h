// The parameters with which WARC is read: which records become records.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/params.h"
#include "dsprep/result.h"

namespace dsprep::formats::warc {

struct ReadingParams {
  std::vector<std::string> content_types = {"text/html", "application/xhtml+xml", "text/plain"};
  std::vector<std::string> status = {"200"};
  void fields(ParamFields& f);
};

// The same, checked.
class ReadingRules {
 public:
  static Result<ReadingRules> make(const ParamValues& values);
  bool takes_status(std::int64_t status) const;
  bool takes_type(std::string_view media_type) const;  // lower case

 private:
  std::vector<std::string> content_types_, status_;
};

}  // namespace dsprep::formats::warc
