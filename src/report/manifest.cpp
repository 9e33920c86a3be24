#include "report/manifest.h"

#include "dsprep/value.h"
#include "io/manifest_schema.h"
#include "report/ledger.h"
#include "report/utf8.h"
#include "text/normalize.h"

namespace dsprep::report {
namespace {

void append_options(ValueBuilder& json, const ManifestOptions& options) {
  json.begin_object();
  for (const auto& [name, value] : options.options) json.member(valid_utf8(name), valid_utf8(value));
  json.end_object();
}

// What the bytes depend on beside our own version (cli.md § Promises, 3).
void append_libraries(ValueBuilder& json, const ManifestOptions& options) {
  json.begin_object().member("icu", text::icu_version()).member("unicode", text::unicode_version());
  if (!options.codec.empty()) json.member("codec", options.codec);
  json.end_object();
}

void append_sources(ValueBuilder& json, const pipeline::Pipeline& pipeline) {
  json.begin_array();
  for (std::size_t i = 0; i < pipeline.sources.size(); ++i) {
    json.begin_object().member("name", valid_utf8(pipeline.sources[i].name));
    if (i < pipeline.spec.sources.size()) {
      const SourceSpec& spec = pipeline.spec.sources[i];
      if (!spec.format.empty()) json.member("format", valid_utf8(spec.format));
      if (!spec.licence.empty()) json.member("licence", valid_utf8(spec.licence));
      if (spec.weight) json.member("weight", *spec.weight);
    }
    json.end_object();
  }
  json.end_array();
}

void append_resources(ValueBuilder& json, const pipeline::Pipeline& pipeline) {
  json.begin_array();
  for (const pipeline::ResourceUse& resource : pipeline.resources)
    json.begin_object()
        .member("path", valid_utf8(resource.path))
        .member("bytes", resource.bytes)
        .member("hash", resource.hash)
        .end_object();
  json.end_array();
}

}  // namespace

std::string manifest_json(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result,
                          const ManifestOptions& options) {
  ValueBuilder json;
  json.begin_object().member("dsprep", options.version).member("schema", io::manifest_schema);
  json.key("config").raw(resolved_config(pipeline));
  json.member("config_hash", config_hash(pipeline)).member("seed", pipeline.spec.seed);
  append_options(json.key("options"), options);
  if (!options.codec_name.empty())
    json.key("compression")
        .begin_object()
        .member("codec", options.codec_name)
        .member("level", static_cast<std::int64_t>(options.level))
        .end_object();
  append_libraries(json.key("libraries"), options);
  append_resources(json.key("resources"), pipeline);
  json.key("parent_manifests").begin_array();
  for (const std::string& hash : result.parent_manifests) json.text(hash);
  json.end_array();
  append_sources(json.key("sources"), pipeline);
  append_inputs(json.key("inputs"), result);
  append_outputs(json.key("outputs"), result);
  append_steps(json.key("steps"), pipeline, result.books);
  append_books(json.key("books"), result.books);
  append_malformed_reasons(json.key("malformed_reasons"), result.books);
  append_passed_over(json, result.books);
  json.end_object();
  return indented(json.json()) + "\n";
}

}  // namespace dsprep::report
