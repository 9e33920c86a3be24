#include "cli/manual.h"

#include <vector>

#include "cli/exit_codes.h"

namespace dsprep::cli {

registry::ManualTexts manual_texts() {
  registry::ManualTexts texts;
  texts.exit_codes = exit_code_texts();
  texts.environment = {
      {"DSPREP_CONFIGS", "folders of presets, separated by ':'; looked through before those that came with dsprep"},
      {"TMPDIR",
       "where whole-dataset steps spill when the output is a stream and there is no --tmp; /tmp where it is not set"},
      {"NO_COLOR", "set to anything: log lines have no colours"},
  };
  texts.files = {
      {"OUT/data/", "the records of a dataset directory, in shards"},
      {"OUT/dropped/STEP/",
       "each dropped record as it was read, with `_dsprep`: the step, its source, and every rule that failed"},
      {"OUT/malformed/", "each line that is no usable record, with file, line, offset and reason"},
      {"OUT/manifest.json", "what was run on what, and what came out; `dsprep verify OUT` checks the files against it"},
      {"OUT/run.json", "when, where and how: times, options, the machine"},
      {"OUT/report.html, OUT/report.json",
       "the report, where a step of the report family ran, or a split that counted"},
      {"OUT/README.md, OUT/croissant.json",
       "the dataset described for Hugging Face `datasets` and the hub, and for what reads Croissant"},
      {"OUT/.dsprep/", "the state of an unfinished run, for --resume"},
      {"FILE.dsprep/", "the same beside an output that is one file"},
      {"PREFIX/share/dsprep/configs/",
       "the presets; also found in ../share/dsprep/configs and ../configs beside the program"},
  };
  texts.examples = {
      {"dsprep clean --language=keep=en --gopher-quality=min_words=30 --dedup-minhash data/*.jsonl.zst -o cleaned",
       "English of some quality, without near-duplicates"},
      {"zcat raw.jsonl.gz | dsprep normalize --unicode=form=nfkc --whitespace > normal.jsonl", "As a filter"},
      {"dsprep clean --preset fineweb --set gopher_quality.min_words=30 crawl/ -o cleaned",
       "A preset with one limit changed"},
      {"dsprep split --train 0.8 --validation 0.1 --test 0.1 --stratify /label cleaned -o splits",
       "Parts of the same mixture of labels"},
      {"dsprep report splits -o report.html", "What is in it"},
      {"dsprep run pipeline.toml raw/ -o final --dry-run", "Check a pipeline and print its plan"},
  };
  return texts;
}

}  // namespace dsprep::cli
