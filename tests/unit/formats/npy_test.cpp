// npy: what the file holds, and what it refuses.
#include <string>

#include "dsprep/format.h"
#include "support/catch.h"

using namespace dsprep;

namespace dsprep::formats {
extern const FormatSpec npy_format;
}

namespace {

struct Wrote {
  std::string file, error;
};

// The lines as one file, in two blocks where there are two lines; the survey in two parts, saved and loaded.
Wrote write(std::vector<std::string> lines, const ParamValues& params = {}) {
  auto writer = formats::npy_format.writer(params);
  if (!writer.ok()) return {"", writer.error().message};
  const auto survey = (*writer)->survey(), next = (*writer)->survey(), loaded = (*writer)->survey();
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (const Status status = (i % 2 ? next : survey)->observe(lines[i]); !status.ok())
      return {"", status.error().message};
  std::string saved;
  next->save(saved);
  REQUIRE(loaded->load(saved).ok());
  if (const Status status = survey->merge(*loaded); !status.ok()) return {"", status.error().message};
  if (const Status status = (*writer)->set_types(*survey, ""); !status.ok()) return {"", status.error().message};
  auto file = (*writer)->file_writer(1);
  REQUIRE(file.ok());
  Wrote wrote;
  for (const std::string& line : lines) {
    std::string block;
    REQUIRE((*writer)->block_encoder()->encode(line + "\n", block).ok());
    REQUIRE((*file)->add(block, wrote.file).ok());
  }
  if (const Status status = (*file)->end(wrote.file); !status.ok()) wrote.error = status.error().message;
  return wrote;
}

std::string header_of(const std::string& file) { return file.substr(10, file.find('\n') - 10); }
bool has(const std::string& text, std::string_view what) { return text.find(what) != text.npos; }

}  // namespace

TEST_CASE("npy: header, shape, type") {
  const Wrote wrote = write({R"({"input_ids":[1,2]})", R"({"x":"中","input_ids":[65535,0]})"});
  CHECK(wrote.error == "");
  CHECK(wrote.file.size() == 128 + 8);
  CHECK(wrote.file.substr(0, 8) == std::string("\x93NUMPY\x01\x00", 8));
  CHECK(has(header_of(wrote.file), "{'descr': '<u2', 'fortran_order': False, 'shape': (2, 2), }"));
  CHECK(wrote.file.substr(128) == std::string("\x01\0\x02\0\xff\xff\0\0", 8));
  CHECK(has(header_of(write({R"({"input_ids":[65536]})"}).file), "'<i4'"));
  CHECK(has(header_of(write({R"({"input_ids":[-1]})"}).file), "'<i4'"));
  CHECK(has(header_of(write({R"({"input_ids":[9007199254740993]})"}).file), "'<i8'"));
  CHECK(has(header_of(write({R"({"label":3})", R"({"label":4})"}, {{"field", "label"}}).file), "'shape': (2,), }"));
  CHECK(has(header_of(write({}).file), "'shape': (0, 0), }"));
  CHECK(has(header_of(write({R"({"input_ids":[1]})"}, {{"dtype", "uint32"}}).file), "'<u4'"));
}

TEST_CASE("npy: what does not make one array is refused") {
  CHECK(has(write({R"({"input_ids":[1]})", R"({"input_ids":[1,2]})"}).error,
            "has 1 numbers in one record and 2 in another"));
  CHECK(has(write({R"({"a":[1]})"}).error, "/input_ids is missing"));
  CHECK(has(write({R"({"input_ids":[1.5]})"}).error, "no whole number"));
  CHECK(has(write({R"({"input_ids":[1]})", R"({"input_ids":1})"}).error, "in some records"));
  CHECK(has(write({R"({"input_ids":[70000]})"}, {{"dtype", "uint16"}}).error, "does not hold"));
  CHECK(has(write({}, {{"field", "/a/*"}}).error, "several places"));
}
