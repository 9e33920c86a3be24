// What cannot be looked at is not absent: an I/O error on any file of OUT/.dsprep/ ends a run, instead of making it go
// on as though the file had never been written.
#include "exec/checkpoint.h"
#include "exec/prepare_output.h"
#include "support/catch.h"
#include "support/memory_files.h"

using namespace dsprep;
using dsprep::test::MemoryFiles;

namespace {

class Seen final : public Observer {
 public:
  explicit Seen(std::string bytes = "") : what(std::move(bytes)) {}
  Status observe(const Record&) override { return {}; }
  Status merge(Observer&&) override { return {}; }
  Status save(ByteSink& sink) override { return sink.write(what); }
  Status load(ByteSource& source) override {
    what.resize(4);
    return source.read({what.data(), what.size()});
  }
  std::string what;
};

class SeenOp final : public GlobalOp {
 public:
  std::unique_ptr<Observer> observer() const override { return std::make_unique<Seen>(); }
  Result<AnyOp> decide(Observers, Decider&) const override { return failure("is not asked"); }
};

std::vector<std::unique_ptr<Observer>> one(std::string bytes) {
  std::vector<std::unique_ptr<Observer>> observers;
  observers.push_back(std::make_unique<Seen>(std::move(bytes)));
  return observers;
}

constexpr const char* unseen = "cannot read ";

}  // namespace

TEST_CASE("checkpoint: a file that cannot be looked at is no shard without survivors or observations") {
  MemoryFiles files;
  exec::Checkpoint checkpoint(files, "out/.dsprep");
  exec::FinishedShard finished;
  finished.alive.add(7);
  exec::UnsettledShard unsettled;
  REQUIRE(checkpoint.save(0, 3, finished, one("seen"), unsettled).ok());
  REQUIRE(exec::settle_together(files, unsettled.state).ok());
  REQUIRE(exec::settle_together(files, unsettled.mark).ok());
  REQUIRE(checkpoint.load(0, 3).value()->alive.has(7));
  CHECK_FALSE(checkpoint.load(0, 4).value());

  for (const std::string file : {".json", ".alive"}) {
    files.hide("out/.dsprep/pass-0/shard-3" + file);
    const auto loaded = checkpoint.load(0, 3);
    REQUIRE_FALSE(loaded.ok());
    CHECK(loaded.error().message.starts_with(unseen));
    CHECK(loaded.error().kind == Error::Kind::failure);
    files.clear_faults();
  }

  auto observers = one("");
  REQUIRE(checkpoint.load_observers(0, 3, observers).ok());
  CHECK(static_cast<Seen&>(*observers[0]).what == "seen");
  files.hide("out/.dsprep/pass-0/shard-3.observer-0");
  CHECK_FALSE(checkpoint.load_observers(0, 3, observers).ok());
}

TEST_CASE("checkpoint: nor is a merge whose files cannot be looked at") {
  MemoryFiles files;
  exec::Checkpoint checkpoint(files, "out/.dsprep");
  REQUIRE(files.make_directories("out/.dsprep/pass-1").ok());
  CHECK_FALSE(checkpoint.is_merged(1).value());
  REQUIRE(checkpoint.save_merged(1, one("both"), "task-0-of-2").ok());
  CHECK(checkpoint.is_merged(1).value());

  const SeenOp op;
  std::vector<std::unique_ptr<Observer>> observers(1);
  REQUIRE(checkpoint.load_merged(1, {&op}, 0, observers).ok());
  CHECK(static_cast<Seen&>(*observers[0]).what == "both");
  files.hide("out/.dsprep/pass-1/merged.observer-0");
  CHECK_FALSE(checkpoint.load_merged(1, {&op}, 0, observers).ok());
  files.hide("out/.dsprep/pass-1/merged");
  CHECK_FALSE(checkpoint.is_merged(1).ok());
}

TEST_CASE("output: a state or manifest that cannot be looked at or read is a failure, not another run's") {
  MemoryFiles files;
  const exec::Output output{exec::Output::Kind::directory, "out", {}};
  exec::Preparation how;
  how.state_key = "key";
  how.command = "{\"words\":[]}";
  REQUIRE(exec::prepare_output(files, output, {}, how).ok());
  how.resume = true;
  REQUIRE(exec::prepare_output(files, output, {}, how).ok());
  CHECK(exec::command_in(files, "out").value() == how.command);

  const auto fails = [&] {
    const auto status = exec::prepare_output(files, output, {}, how);
    REQUIRE_FALSE(status.ok());
    CHECK(status.error().kind == Error::Kind::failure);
    CHECK(status.error().message.starts_with("cannot "));
  };
  for (const std::string file : {"out", "out/manifest.json", "out/.dsprep/state.json"}) {
    INFO(file);
    files.hide(file);
    fails();
    files.clear_faults();
  }
  files.hide("out/.dsprep/state.json");
  CHECK_FALSE(exec::command_in(files, "out").ok());
  files.clear_faults();
  files.make_unreadable("out/.dsprep/state.json");
  fails();
  CHECK_FALSE(exec::command_in(files, "out").ok());
  files.clear_faults();

  // A finished one: its run.json says whose it is.
  files.put("out/manifest.json", "{\"dsprep\":\"0.1.0\",\"outputs\":[]}");
  files.put("out/run.json", "{\"state_key\":\"key\"}");
  REQUIRE(exec::prepare_output(files, output, {}, how)->finished);
  files.make_unreadable("out/run.json");
  fails();
  files.clear_faults();
  // --force removes what the manifest lists, so it must be read.
  how.resume = false;
  how.force = true;
  files.make_unreadable("out/manifest.json");
  fails();
  CHECK(files.get("out/manifest.json"));
}
