// Files of rows whose cells a byte separates: what the formats csv and tsv are made of. `any`: the delimiter is a
// parameter; `tab`: it is a tab.
#pragma once

#include <memory>
#include <vector>

#include "dsprep/format.h"
#include "dsprep/params.h"

namespace dsprep::formats::separated_values {

namespace any {
std::vector<ParamInfo> reader_params();
Result<std::unique_ptr<Reader>> reader(const ParamValues& values);
std::vector<ParamInfo> writer_params();
Result<std::unique_ptr<Writer>> writer(const ParamValues& values);
}  // namespace any

namespace tab {
std::vector<ParamInfo> reader_params();
Result<std::unique_ptr<Reader>> reader(const ParamValues& values);
std::vector<ParamInfo> writer_params();
Result<std::unique_ptr<Writer>> writer(const ParamValues& values);
}  // namespace tab

}  // namespace dsprep::formats::separated_values
