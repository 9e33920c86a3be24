#include "exec/keep_streams.h"

#include <string>
#include <string_view>

namespace dsprep::exec {

Status keep_streams(std::vector<io::Shard>& shards, bool tasks, port::Files& files, spill::Workspace& workspace) {
  for (io::Shard& shard : shards) {
    bool once = shard.path == "-";
    if (!once) {
      DSPREP_TRY(const port::FileInfo info, files.stat(shard.path));
      once = info.kind == port::FileInfo::Kind::other;
    }
    if (!once) continue;
    if (tasks) return usage_error(shard.path + " can be read once, and tasks read shards in every pass: name files");
    std::unique_ptr<port::InputStream> input;
    if (shard.path == "-") {
      input = port::standard_input();
    } else {
      DSPREP_TRY(input, files.open_stream(shard.path));
    }
    DSPREP_TRY(const std::string path, workspace.new_path("stdin"));
    DSPREP_TRY(std::unique_ptr<port::WriteFile> file, workspace.files().create(path));
    std::string buffer(1u << 20, '\0');
    for (;;) {
      DSPREP_TRY(const std::size_t n, input->read({buffer.data(), buffer.size()}));
      if (n == 0) break;
      DSPREP_CHECK(file->append(std::string_view(buffer).substr(0, n)));
      shard.size += n;
    }
    DSPREP_CHECK(file->close());
    shard.path = path;
  }
  return {};
}

}  // namespace dsprep::exec
