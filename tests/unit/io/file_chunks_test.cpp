// Whole files as records: what becomes of empty, long and damaged ones.
#include "io/format.h"
#include "support/catch.h"

namespace dsprep::io {
namespace {

// A file whose bytes come in pieces of `step`; with `damage`, it breaks off behind them.
class Pieces final : public compress::ByteStream {
 public:
  Pieces(std::string bytes, std::size_t step, std::string damage, bool ours)
      : bytes_(std::move(bytes)), step_(step), damage_(std::move(damage)), ours_(ours) {}
  Result<std::size_t> read(std::span<char> into) override {
    const std::size_t n = bytes_.copy(into.data(), std::min(into.size(), step_), at_);
    at_ += n;
    if (n == 0 && !damage_.empty()) return failure(damage_);
    return n;
  }
  bool damaged() const override { return !ours_ && at_ == bytes_.size() && !damage_.empty(); }
  std::uint64_t compressed_position() const override { return at_; }

 private:
  const std::string bytes_;
  const std::size_t step_;
  const std::string damage_;
  const bool ours_;
  std::size_t at_ = 0;
};

struct Files final : FileSource {
  struct File {
    std::string bytes, damage = "";
    bool ours = false;
  };
  explicit Files(std::vector<File> of) : all(std::move(of)) {}
  std::size_t files() const override { return all.size(); }
  Result<std::unique_ptr<compress::ByteStream>> open(std::size_t file) override {
    return std::make_unique<Pieces>(all[file].bytes, step, all[file].damage, all[file].ours);
  }
  void done(std::string_view damage) override { told.emplace_back(damage); }
  std::vector<File> all;
  std::size_t step = 1000;
  std::vector<std::string> told;
};

// "1:a 3:b | long 4:5 | damage 5: why (partial) end", chunk by chunk.
std::string chunks(Files& files, ChunkOptions options) {
  const auto reader = file_chunks(files, options);
  std::string out;
  std::uint64_t records = 0, blank = 0;
  for (Chunk chunk;;) {
    const auto more = reader->next(chunk);
    if (!more.ok()) return out + "error " + more.error().message;
    if (!*more) break;
    CHECK(chunk.files);
    CHECK(chunk.first_record == records);
    records += chunk.lines;
    blank += chunk.blank_files;
    if (!out.empty()) out += "| ";
    for (const FramedRecord& frame : chunk.frames) {
      CHECK(frame.line == 1);
      const std::string_view bytes = chunk.bytes().substr(frame.begin, frame.end - frame.begin);
      out += std::to_string(frame.place) + ":" + (bytes.size() < 20 ? std::string(bytes) : "…") + " ";
    }
    if (chunk.kind == Chunk::Kind::oversize)
      out += "long " + std::to_string(chunk.place) + ":" + std::to_string(chunk.size) +
             (chunk.first_piece ? " first" : "") + (chunk.last_piece ? " last " : " ");
    if (chunk.kind == Chunk::Kind::damage)
      out += "damage " + std::to_string(chunk.place) + ": " + std::string(chunk.bytes()) + " (" + chunk.partial + ") ";
    if (chunk.end_of_shard) out += "end";
  }
  CHECK(files.told.size() == files.all.size());
  return out + (blank > 0 ? " blank " + std::to_string(blank) : "");
}

}  // namespace

TEST_CASE("each file is a record; one that holds nothing is none") {
  for (const std::size_t step : {1, 2, 1000}) {
    Files files({{"a"}, {""}, {"\xef\xbb\xbf \r\n\t"}, {"好"}, {"\n"}});
    files.step = step;
    CHECK(chunks(files, {100, 100}) == "1:a 4:好 end blank 3");
    Files small({{"ab"}, {"c"}, {"d"}});
    small.step = step;
    CHECK(chunks(small, {2, 100}) == "1:ab | 2:c 3:d end");
    Files none({{""}});
    CHECK(chunks(none, {1, 100}) == "end blank 1");
  }
}

TEST_CASE("a damaged file is told, and the others are read") {
  Files files({{"a"}, {"broken", "it is cut short"}, {"b"}, {"", "it is none"}});
  CHECK(chunks(files, {100, 100}) == "1:a | damage 2: it is cut short (broken) | 3:b | damage 4: it is none () end");
  CHECK(files.told == std::vector<std::string>{"", "it is cut short", "", "it is none"});
}

TEST_CASE("blank files are counted, whatever comes behind them") {
  Files damaged({{""}, {"broken", "it is cut short"}});
  CHECK(chunks(damaged, {100, 100}) == "damage 2: it is cut short (broken) end blank 1");
  Files large({{""}, {std::string(200'000, 'x')}});
  CHECK(chunks(large, {100, 100'000}) == "long 2:200000 first last end blank 1");
}

TEST_CASE("an error that is not the file's ends the read") {
  Files files({{"a"}, {"b", "the disk fails", true}, {"c"}});
  CHECK(chunks(files, {100, 100}) == "error the disk fails");
}

TEST_CASE("a file that is longer than a record may be leaves in pieces, and is never held") {
  const std::string large(4'000'000, 'x');
  Files files({{"a"}, {large}, {"b"}});
  CHECK(chunks(files, {1000, 100'000}) == "1:a | long 2:1572864 first | long 2:1572864 | long 2:854272 last | 3:b end");
  Files alone({{large, "it is cut short"}});
  CHECK(chunks(alone, {1000, 100'000}) ==
        "long 1:1572864 first | long 1:1572864 | long 1:854272 last | damage 1: it is cut short () end");
}

}  // namespace dsprep::io
