#include "support/test_ops.h"

#include <cmath>
#include <map>
#include <mutex>
#include <set>

#include "base/hash.h"
#include "base/rng.h"
#include "spill/sorter.h"
#include "spill/wire.h"
#include "support/map_fn.h"

namespace dsprep::test {
namespace {

// ---- folds ----

struct FoldParams {
  std::int64_t k = 3;
  void fields(ParamFields& f) { f("k", k, {.meaning = "folds", .min = 2, .max = 20}); }
};

Result<AnyOp> make_folds(const ParamValues& values, Binder& binder) {
  const FoldParams params = bind_params<FoldParams>(values);
  DSPREP_TRY(const Field text, binder.read("text"));
  std::vector<std::vector<PartId>> routes(params.k);
  for (std::int64_t fold = 0; fold < params.k; ++fold) {
    const std::string name = "fold" + std::to_string(fold);
    DSPREP_TRY(const PartId train, binder.part(name + "_train"));
    DSPREP_TRY(const PartId validation, binder.part(name + "_validation"));
    for (std::int64_t home = 0; home < params.k; ++home) routes[home].push_back(home == fold ? validation : train);
  }
  return map_fn([text, routes = std::move(routes)](Record& record, Context&) {
    const std::uint64_t hash = base::hash64(record.text(text).value_or(""));
    return Verdict::keep(routes[hash % routes.size()]);
  });
}

// ---- batch ----

class NumberWords final : public BatchOp {
 public:
  NumberWords(Field text, Field into, bool outside) : text_(text), into_(into), outside_(outside) {}
  std::unique_ptr<BatchMapper> mapper() const override {
    struct Mapper final : BatchMapper {
      const NumberWords& op;
      explicit Mapper(const NumberWords& of) : op(of) {}
      Status map(std::span<Record> records, std::span<Context* const>, std::span<Verdict> verdicts) override {
        for (std::size_t i = 0; i < records.size(); ++i) {
          const auto words = static_cast<std::int64_t>(records[i].view(op.text_).words(WordModel::whitespace).size());
          if (op.outside_) {
            // An outside service answers something else each time it is asked about a record: how often it was.
            const std::uint64_t key = records[i].key().low;
            const std::scoped_lock lock(op.mutex_);
            records[i].set_integer(op.into_, ++op.times_[key]);
          } else {
            records[i].set_integer(op.into_, words);
          }
          if (words == 0) verdicts[i] = Verdict::drop();
        }
        return {};
      }
    };
    return std::make_unique<Mapper>(*this);
  }
  bool external() const override { return outside_; }

 private:
  Field text_, into_;
  bool outside_;
  mutable std::mutex mutex_;
  mutable std::map<std::uint64_t, std::int64_t> times_;
};

template <bool outside>
Result<AnyOp> make_batch(const ParamValues&, Binder& binder) {
  DSPREP_TRY(const Field text, binder.read("text"));
  DSPREP_TRY(const Field into, binder.write("n"));
  return AnyOp(std::unique_ptr<BatchOp>(new NumberWords(text, into, outside)));
}

// ---- shuffle ----

Result<AnyOp> make_shuffle(const ParamValues&, Binder& binder) {
  struct Shuffle final : OrderOp {
    std::uint64_t seed;
    explicit Shuffle(std::uint64_t s) : seed(s) {}
    void key(const Record& record, std::string& key) const override {
      const RecordKey& k = record.key();
      spill::append_be64(key, base::mix(base::mix(seed, k.high), k.low));
    }
  };
  return AnyOp(std::unique_ptr<OrderOp>(new Shuffle(binder.seed())));
}

// ---- against ----

// The set of text hashes seen: order does not show, so merging is easy.
class TextSet final : public Observer {
 public:
  explicit TextSet(Field text) : text_(text) {}
  Status observe(const Record& record) override {
    ++counts_[std::string(record.text(text_).value_or(""))];
    return {};
  }
  Status merge(Observer&& next) override {
    for (const auto& [text, n] : static_cast<TextSet&>(next).counts_) counts_[text] += n;
    return {};
  }
  Status save(ByteSink& sink) override {
    DSPREP_CHECK(spill::put_u64(sink, counts_.size()));
    for (const auto& [text, n] : counts_) {
      DSPREP_CHECK(spill::put_text(sink, text));
      DSPREP_CHECK(spill::put_u64(sink, n));
    }
    return {};
  }
  Status load(ByteSource& source) override {
    DSPREP_TRY(std::uint64_t size, spill::get_u64(source));
    for (; size > 0; --size) {
      DSPREP_TRY(const std::string text, spill::get_text(source));
      DSPREP_TRY(counts_[text], spill::get_u64(source));
    }
    return {};
  }
  const std::map<std::string, std::uint64_t>& counts() const { return counts_; }

 private:
  Field text_;
  std::map<std::string, std::uint64_t> counts_;
};

struct AgainstParams {
  std::string dataset, format;
  std::string logical = "text", pointer;  // of the field map; no pointer: there is none
  void fields(ParamFields& f) {
    f("dataset", dataset, {.meaning = "what to compare with", .required = true, .path = true});
    f("format", format, {.meaning = "its format"});
    f("logical", logical, {.meaning = "a field"});
    f("pointer", pointer, {.meaning = "where the dataset has that field"});
  }
};

constexpr RuleInfo against_rules[] = {
    {"held_out", Judge::Limit::Compare::at_most, "", "records of the dataset with this text", 0}};

class Against final : public GlobalOp {
 public:
  Against(Field text, Reference reference) : text_(text), reference_(reference) {}
  std::unique_ptr<Observer> observer() const override { return nullptr; }  // no pass over the main input
  std::unique_ptr<Observer> reference_observer(Reference) const override { return std::make_unique<TextSet>(text_); }
  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    auto held =
        std::static_pointer_cast<TextSet>(std::shared_ptr<Observer>(std::move(observers.references[reference_.index])));
    decider.findings().metrics.push_back({"held_out.texts", static_cast<double>(held->counts().size())});
    return map_fn([text = text_, held](Record& record, Context& context) {
      const auto found = held->counts().find(std::string(record.text(text).value_or("")));
      context.judge().check(0, found == held->counts().end() ? 0 : static_cast<double>(found->second));
      return context.judge().verdict();
    });
  }

 private:
  Field text_;
  Reference reference_;
};

Result<AnyOp> make_against(const ParamValues& values, Binder& binder) {
  const AgainstParams params = bind_params<AgainstParams>(values);
  DSPREP_TRY(const Field text, binder.read("text"));
  DatasetSource source{params.dataset, params.format};
  if (!params.pointer.empty()) source.fields.emplace(params.logical, params.pointer);
  DSPREP_TRY(const Reference reference, binder.dataset(source));
  return AnyOp(std::unique_ptr<GlobalOp>(new Against(text, reference)));
}

// ---- vocabulary ----

class Vocabulary final : public GlobalOp {
 public:
  Vocabulary(Field text, Artifact artifact) : text_(text), artifact_(artifact) {}
  std::unique_ptr<Observer> observer() const override { return std::make_unique<TextSet>(text_); }
  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    std::map<std::string, std::uint64_t> words;
    std::string out;
    for (const auto& [text, n] : static_cast<TextSet&>(*observers.main).counts()) {
      TextView view;
      view.reset(text);
      for (const TextSpan& word : view.words(WordModel::whitespace)) words[std::string(word.of(text))] += n;
    }
    for (const auto& [word, n] : words) out += word + "\t" + std::to_string(n) + "\n";
    std::vector<std::uint64_t> squares(100);
    DSPREP_CHECK(decider.parallel_for(100, [&](std::size_t i) -> Status {
      squares[i] = i * i;
      return {};
    }));
    out += "# " + std::to_string(squares[99]) + "\n";
    DSPREP_CHECK(decider.write_artifact(artifact_, out));
    return map_fn([](Record&, Context&) { return Verdict::keep(); });
  }

 private:
  Field text_;
  Artifact artifact_;
};

Result<AnyOp> make_vocabulary(const ParamValues&, Binder& binder) {
  DSPREP_TRY(const Field text, binder.read("text"));
  DSPREP_TRY(const Artifact artifact, binder.artifact("vocabulary.tsv"));
  return AnyOp(std::unique_ptr<GlobalOp>(new Vocabulary(text, artifact)));
}

// ---- known ----

// What an earlier step made is read when this one decides: no pass of its own.
class Known final : public GlobalOp {
 public:
  Known(Field text, Field into, Artifact vocabulary) : text_(text), into_(into), vocabulary_(vocabulary) {}
  std::unique_ptr<Observer> observer() const override { return nullptr; }
  Result<AnyOp> decide(Observers, Decider& decider) const override {
    DSPREP_TRY(const Resource file, decider.read_artifact(vocabulary_));
    std::set<std::string, std::less<>> words;
    for (std::size_t at = 0; at < file->bytes.size();) {
      words.emplace(file->bytes.substr(at, file->bytes.find('\t', at) - at));
      at = file->bytes.find('\n', at) + 1;
    }
    return map_fn([text = text_, into = into_, words = std::move(words)](Record& record, Context&) {
      std::int64_t known = 0;
      const std::string_view all = record.text(text).value_or("");
      for (const TextSpan& word : record.view(text).words(WordModel::whitespace)) known += words.contains(word.of(all));
      record.set_integer(into, known);
      return Verdict::keep();
    });
  }

 private:
  Field text_, into_;
  Artifact vocabulary_;
};

Result<AnyOp> make_known(const ParamValues&, Binder& binder) {
  DSPREP_TRY(const Field text, binder.read("text"));
  DSPREP_TRY(const Field into, binder.write("known"));
  DSPREP_TRY(const Artifact vocabulary, binder.made_artifact("vocabulary.tsv"));
  return AnyOp(std::unique_ptr<GlobalOp>(new Known(text, into, vocabulary)));
}

// ---- outputs ----

// A report of the files that are there when it decides; the artifact it writes then comes after them all.
class Files final : public GlobalOp {
 public:
  explicit Files(Artifact artifact) : artifact_(artifact) {}
  std::unique_ptr<Observer> observer() const override { return nullptr; }
  Result<AnyOp> decide(Observers, Decider& decider) const override {
    std::string out;
    for (const OutputInfo& file : decider.outputs())
      out += file.path + " " + file.part + " " + std::to_string(file.records) + " " + std::to_string(file.bytes) + " " +
             file.hash + "\n";
    DSPREP_CHECK(decider.write_artifact(artifact_, out));
    return map_fn([](Record&, Context&) { return Verdict::keep(); });
  }

 private:
  Artifact artifact_;
};

Result<AnyOp> make_files(const ParamValues&, Binder& binder) {
  DSPREP_TRY(const Artifact artifact, binder.artifact("files.txt"));
  return AnyOp(std::unique_ptr<GlobalOp>(new Files(artifact)));
}

// ---- source ----

Result<AnyOp> make_source(const ParamValues&, Binder& binder) {
  std::vector<std::string> told;
  for (const SourceInfo& source : binder.sources())
    told.push_back(source.name + "|" + source.licence + "|" +
                   (std::isnan(source.weight) ? "none" : std::to_string(static_cast<int>(source.weight))));
  const bool before = binder.parts_known();
  DSPREP_TRY(const Field into, binder.write("source"));
  DSPREP_TRY(const PartId part, binder.part("own"));
  const std::string known = std::string(before ? "|parts" : "") + (binder.parts_known() == before ? "" : "|own parts");
  return map_fn([told, into, known, parts = std::vector<PartId>{part}](Record& record, Context&) {
    record.set_text(into, told[record.source().index] + known);
    return Verdict::keep();
  });
}

// ---- rounds ----

// Each round sees how many texts there are and keeps those whose hash has a zero bit at the round's place: a decision
// that is another whole-dataset step, `rounds` times.
class Rounds final : public GlobalOp {
 public:
  Rounds(Field text, std::int64_t left, std::uint64_t mask) : text_(text), left_(left), mask_(mask) {}
  std::unique_ptr<Observer> observer() const override { return std::make_unique<TextSet>(text_); }
  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    const auto& counts = static_cast<TextSet&>(*observers.main).counts();
    decider.findings().metrics.push_back({"round." + std::to_string(left_), static_cast<double>(counts.size())});
    const std::uint64_t mask = mask_ << 1 | 1;
    if (left_ > 1) return AnyOp(std::unique_ptr<GlobalOp>(new Rounds(text_, left_ - 1, mask)));
    return map_fn([text = text_, mask](Record& record, Context&) {
      return (base::hash64(record.text(text).value_or("")) & mask) == 0 ? Verdict::drop() : Verdict::keep();
    });
  }

 private:
  Field text_;
  std::int64_t left_;
  std::uint64_t mask_;
};

Result<AnyOp> make_rounds(const ParamValues&, Binder& binder) {
  DSPREP_TRY(const Field text, binder.read("text"));
  return AnyOp(std::unique_ptr<GlobalOp>(new Rounds(text, 3, 0)));
}

// ---- turns ----

Result<AnyOp> make_turns(const ParamValues&, Binder& binder) {
  DSPREP_TRY(const Field messages, binder.write("messages"));
  DSPREP_TRY(const Field turns, binder.write("turns"));
  return map_fn([messages, turns](Record& record, Context&) {
    const Value list = record.value(messages);
    if (list.type() != FieldType::array) return Verdict::keep();
    ValueBuilder out;
    out.begin_array();
    std::int64_t n = 0;
    std::string role, content;
    for (Value::Elements it = list.elements(); it.next(); ++n) {
      out.begin_object().member("from", it.value()["role"].text(role).value_or("?"));
      out.member("value", it.value()["content"].text(content).value_or("")).end_object();
    }
    out.end_array();
    record.set_raw(messages, out.json());
    record.set_integer(turns, n);
    return Verdict::keep();
  });
}

// ---- redact ----

Result<AnyOp> make_redact(const ParamValues&, Binder& binder) {
  DSPREP_TRY(const Field text, binder.write("text"));
  return map_fn([text](Record& record, Context&) {
    for (std::size_t i = 0; i < record.count(text); ++i) {
      if (record.type(text, i) != FieldType::text) continue;
      TextEdit edit = record.edit(text, i);
      while (!edit.rest().empty()) {
        const std::string_view rest = edit.rest();
        std::size_t n = 0;
        const auto digit = [&](std::size_t k) { return rest[k] >= '0' && rest[k] <= '9'; };
        while (n < rest.size() && digit(n)) ++n;
        if (n > 0) {
          edit.replace(n, "#");
          continue;
        }
        while (n < rest.size() && !digit(n)) ++n;
        edit.keep(n);
      }
      edit.finish();
    }
    return Verdict::keep();
  });
}

// ---- derive ----

struct DeriveParams {
  std::int64_t n = 2;
  std::string mark = "+";
  void fields(ParamFields& f) {
    f("n", n, {.meaning = "children", .min = 0, .max = 100});
    f("mark", mark, {.meaning = "what each child's text gets at its end"});
  }
};

Result<AnyOp> make_derive(const ParamValues& values, Binder& binder) {
  const DeriveParams params = bind_params<DeriveParams>(values);
  DSPREP_TRY(const Field text, binder.write("text"));
  return map_fn([text, params](Record& record, Context& context) {
    for (std::int64_t i = 0; i < params.n; ++i) {
      Record child = context.derive(record);
      const base::Rng rng(context.rng_seed(record, static_cast<std::uint64_t>(i)));
      base::Rng draw = rng;
      child.set_text(text,
                     std::string(record.text(text).value_or("")) + params.mark + std::to_string(draw.below(1000)));
    }
    return Verdict::keep();
  });
}

Result<AnyOp> make_heavy(const ParamValues&, Binder& binder) {
  DSPREP_TRY(const Field text, binder.write("text"));
  return map_fn([text](Record& record, Context&) {
    record.set_text(text, std::string(record.text(text).value_or("")) + "!");
    return Verdict::keep();
  });
}

constexpr auto source = "for the tests";

}  // namespace

const OpSpec test_folds{.name = "test_folds",
                        .family = Family::split,
                        .summary = "Routes to folds",
                        .details = "",
                        .source = source,
                        .examples = {},
                        .params = describe_params<FoldParams>,
                        .make = make_folds};
const OpSpec test_batch{.name = "test_batch",
                        .family = Family::label,
                        .summary = "Counts words",
                        .details = "",
                        .source = source,
                        .examples = {},
                        .params = describe_params<NoParams>,
                        .make = make_batch<false>};
const OpSpec test_external{.name = "test_external",
                           .family = Family::label,
                           .summary = "Asks outside",
                           .details = "",
                           .source = source,
                           .examples = {},
                           .params = describe_params<NoParams>,
                           .make = make_batch<true>};
const OpSpec test_shuffle{.name = "test_shuffle",
                          .family = Family::split,
                          .summary = "Shuffles",
                          .details = "",
                          .source = source,
                          .examples = {},
                          .params = describe_params<NoParams>,
                          .make = make_shuffle};
const OpSpec test_against{.name = "test_against",
                          .family = Family::clean,
                          .summary = "Drops what is held out",
                          .details = "",
                          .source = source,
                          .examples = {},
                          .params = describe_params<AgainstParams>,
                          .make = make_against,
                          .rules = against_rules};
const OpSpec test_vocabulary{.name = "test_vocabulary",
                             .family = Family::normalize,
                             .summary = "Writes the words",
                             .details = "",
                             .source = source,
                             .examples = {},
                             .params = describe_params<NoParams>,
                             .make = make_vocabulary};
const OpSpec test_known{.name = "test_known",
                        .family = Family::normalize,
                        .summary = "Counts the words of the vocabulary",
                        .details = "",
                        .source = source,
                        .examples = {},
                        .params = describe_params<NoParams>,
                        .make = make_known};
const OpSpec test_files{.name = "test_files",
                        .family = Family::report,
                        .summary = "Lists the outputs",
                        .details = "",
                        .source = source,
                        .examples = {},
                        .params = describe_params<NoParams>,
                        .make = make_files};
const OpSpec test_source{.name = "test_source",
                         .family = Family::label,
                         .summary = "Names the source",
                         .details = "",
                         .source = source,
                         .examples = {},
                         .params = describe_params<NoParams>,
                         .make = make_source};
const OpSpec test_late{.name = "test_late",
                       .family = Family::report,
                       .summary = "Writes the words as a report",
                       .details = "",
                       .source = source,
                       .examples = {},
                       .params = describe_params<NoParams>,
                       .make = make_vocabulary};
const OpSpec test_rounds{.name = "test_rounds",
                         .family = Family::clean,
                         .summary = "Halves in rounds",
                         .details = "",
                         .source = source,
                         .examples = {},
                         .params = describe_params<NoParams>,
                         .make = make_rounds};
const OpSpec test_turns{.name = "test_turns",
                        .family = Family::normalize,
                        .summary = "Rewrites messages",
                        .details = "",
                        .source = source,
                        .examples = {},
                        .params = describe_params<NoParams>,
                        .make = make_turns};
const OpSpec test_redact{.name = "test_redact",
                         .family = Family::normalize,
                         .summary = "Hides digits",
                         .details = "",
                         .source = source,
                         .examples = {},
                         .params = describe_params<NoParams>,
                         .make = make_redact};
const OpSpec test_derive{.name = "test_derive",
                         .family = Family::augment,
                         .summary = "Derives children",
                         .details = "",
                         .source = source,
                         .examples = {},
                         .params = describe_params<DeriveParams>,
                         .make = make_derive,
                         .derives = true};
const OpSpec test_heavy{.name = "test_heavy",
                        .family = Family::normalize,
                        .summary = "Costs much",
                        .details = "",
                        .source = source,
                        .examples = {},
                        .params = describe_params<NoParams>,
                        .make = make_heavy,
                        .cost = Cost::heavy};

registry::Registry with_test_ops() {
  registry::Registry registry = registry::built_in();
  for (const OpSpec* spec :
       {&test_folds, &test_batch, &test_external, &test_shuffle, &test_against, &test_vocabulary, &test_known,
        &test_files, &test_source, &test_late, &test_rounds, &test_turns, &test_redact, &test_derive, &test_heavy})
    registry.add(spec);
  return registry;
}

}  // namespace dsprep::test
