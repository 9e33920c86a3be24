#include "cards/croissant.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "base/human.h"
#include "cards/feature.h"
#include "cards/file_format.h"
#include "dsprep/value.h"
#include "report/utf8.h"

namespace dsprep::cards {
namespace {

constexpr std::size_t most_fields = 1'000;  // the reference implementation takes minutes for more

// As the specification prints it, with the terms of 1.1.
constexpr std::string_view context =
    R"({"@language":"en","@vocab":"https://schema.org/","arrayShape":"cr:arrayShape","citeAs":"cr:citeAs",)"
    R"("column":"cr:column","conformsTo":"dct:conformsTo","containedIn":"cr:containedIn",)"
    R"("cr":"http://mlcommons.org/croissant/","rai":"http://mlcommons.org/croissant/RAI/",)"
    R"("data":{"@id":"cr:data","@type":"@json"},"dataType":{"@id":"cr:dataType","@type":"@vocab"},)"
    R"("dct":"http://purl.org/dc/terms/","description":{"@container":"@language"},)"
    R"("equivalentProperty":"cr:equivalentProperty","examples":{"@id":"cr:examples","@type":"@json"},)"
    R"("extract":"cr:extract","field":"cr:field","fileProperty":"cr:fileProperty","fileObject":"cr:fileObject",)"
    R"("fileSet":"cr:fileSet","format":"cr:format","includes":"cr:includes","isArray":"cr:isArray",)"
    R"("isLiveDataset":"cr:isLiveDataset","jsonPath":"cr:jsonPath","key":"cr:key","md5":"cr:md5",)"
    R"("name":{"@container":"@language"},"parentField":"cr:parentField","path":"cr:path",)"
    R"("recordSet":"cr:recordSet","references":"cr:references","regex":"cr:regex","repeated":"cr:repeated",)"
    R"("replace":"cr:replace","samplingRate":"cr:samplingRate","sc":"https://schema.org/",)"
    R"("separator":"cr:separator","source":"cr:source","subField":"cr:subField","transform":"cr:transform"})";

// A name as part of an IRI: two names never become one.
std::string iri_part(std::string_view name) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : name) {
    const bool stays =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    if (stays) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

// A step of a JSONPath.
std::string path_step(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string_view type_of(const Feature& feature) {
  if (feature.kind() != Feature::Kind::value) return "sc:Text";
  const std::string dtype = feature.dtype();
  if (dtype == "bool") return "sc:Boolean";
  if (dtype.starts_with("int") || dtype.starts_with("uint")) return "sc:Integer";
  if (dtype.starts_with("float") || dtype.starts_with("decimal")) return "sc:Float";
  if (dtype.starts_with("date")) return "sc:Date";
  if (dtype.starts_with("timestamp")) return "sc:DateTime";
  if (dtype.starts_with("time")) return "sc:Time";
  return "sc:Text";
}

class Fields {
 public:
  Fields(ValueBuilder& out, const FileFormat& format) : out_(out), format_(format) {}

  // False where there was no more room.
  bool append(std::string_view name, const Feature& feature) {
    if (count_ == most_fields) return false;
    append(name, feature, "default", name, "");
    return true;
  }

 private:
  void source(std::string_view column, std::string_view path) {
    out_.key("source").begin_object().key("fileSet").begin_object().member("@id", "files").end_object();
    out_.key("extract").begin_object();
    if (format_.columns) out_.member("column", column);
    else out_.member("jsonPath", "$[*]." + path_step(column));
    out_.end_object();
    if (!path.empty()) out_.key("transform").begin_object().member("jsonPath", path).end_object();
    out_.end_object();
  }

  void append(std::string_view name, const Feature& of, const std::string& parent, std::string_view column,
              const std::string& path) {
    ++count_;
    const std::string id = parent + "/" + iri_part(name);
    out_.begin_object().member("@type", "cr:Field").member("@id", id).member("name", name);
    Feature feature = of;
    std::string shape;
    for (; feature.kind() == Feature::Kind::list; feature = feature.element()) shape += shape.empty() ? "-1" : ",-1";
    if (feature.kind() == Feature::Kind::json) out_.member("description", "Values of several types, as JSON");
    if (feature.kind() != Feature::Kind::object) out_.member("dataType", type_of(feature));
    if (!shape.empty()) {
      out_.member("isArray", true).member("arrayShape", shape);
      if (shape == "-1") out_.member("repeated", true);  // what readers of 1.0 know
    }
    if (feature.kind() != Feature::Kind::object) {
      source(column, path);
    } else {
      out_.key("subField").begin_array();
      std::string scratch;
      for (Value::Members it = feature.members(); it.next() && count_ < most_fields;) {
        const std::string_view inner = it.key(scratch);
        append(inner, Feature(it.value()), id, column, path + (path.empty() ? "" : ".") + path_step(inner));
      }
      out_.end_array();
    }
    out_.end_object();
  }

  ValueBuilder& out_;
  const FileFormat& format_;
  std::size_t count_ = 0;
};

void append_files(ValueBuilder& out, const CardFacts& facts, const FileFormat& format) {
  out.begin_object().member("@type", "cr:FileSet").member("@id", "files").member("name", "files");
  out.member("description", "The files of the records; manifest.json has the XXH3-128 of each");
  out.key("encodingFormat").begin_array().text(format.mime.empty() ? "application/octet-stream" : format.mime);
  if (!format.codec.empty()) out.text(format.codec);
  out.end_array().key("includes").begin_array();
  for (const Split& split : facts.splits)
    if (split.records > 0) out.text(split.pattern());
  out.end_array().end_object();
}

bool in_parts(const CardFacts& facts) {
  return std::any_of(facts.splits.begin(), facts.splits.end(), [](const Split& split) { return !split.part.empty(); });
}

std::string_view usual_split(std::string_view part) {
  if (part == "train" || part == "training") return "cr:TrainingSplit";
  if (part == "validation" || part == "valid" || part == "val" || part == "dev") return "cr:ValidationSplit";
  return part == "test" ? "cr:TestSplit" : "";
}

void append_split_set(ValueBuilder& out, const CardFacts& facts) {
  const bool usual = std::any_of(facts.splits.begin(), facts.splits.end(), [](const Split& split) {
    return split.records > 0 && !split.part.empty() && !usual_split(split.part).empty();
  });
  out.begin_object().member("@type", "cr:RecordSet").member("@id", "splits").member("name", "splits");
  out.member("dataType", "cr:Split").key("key").begin_object().member("@id", "splits/name").end_object();
  out.key("field").begin_array();
  out.begin_object().member("@type", "cr:Field").member("@id", "splits/name").member("name", "name");
  out.member("dataType", "sc:Text").end_object();
  if (usual) {
    out.begin_object().member("@type", "cr:Field").member("@id", "splits/url").member("name", "url");
    out.member("dataType", "sc:URL").end_object();
  }
  out.end_array().key("data").begin_array();
  for (const Split& split : facts.splits) {
    if (split.records == 0 || split.part.empty()) continue;
    out.begin_object().member("splits/name", split.part);
    if (usual) {
      const std::string_view url = usual_split(split.part);
      if (url.empty()) out.key("splits/url").null();
      else out.member("splits/url", url);
    }
    out.end_object();
  }
  out.end_array().end_object();
}

void append_split_field(ValueBuilder& out, const CardFacts& facts) {
  std::string names;
  for (const Split& split : facts.splits)
    if (split.records > 0 && !split.part.empty()) names.append(names.empty() ? "" : "|").append(split.part);
  out.begin_object().member("@type", "cr:Field").member("@id", "part").member("name", "part");
  out.member("description", "The part a record is in, from the name of its file").member("dataType", "sc:Text");
  out.key("source").begin_object().key("fileSet").begin_object().member("@id", "files").end_object();
  out.key("extract").begin_object().member("fileProperty", "fullpath").end_object();
  out.key("transform")
      .begin_object()
      .member("regex", "^(?:.*/)?(" + names + ")(?:-[0-9]+-of-[0-9]+[.].*)?$")
      .end_object();
  out.end_object().key("references").begin_object().key("field").begin_object().member("@id", "splits/name");
  out.end_object().end_object().end_object();
}

void append_records(ValueBuilder& out, const CardFacts& facts, const FileFormat& format) {
  out.begin_object().member("@type", "cr:RecordSet").member("@id", "default").member("name", "default");
  const OutputTypes& types = facts.types;
  std::string description = base::format_count(facts.records()) + " records.";
  if (!types.exact())
    description += " Types as seen in " + base::format_count(types.records) + " of them: others may differ.";
  ValueBuilder fields;
  fields.begin_array();
  if (in_parts(facts)) append_split_field(fields, facts);
  Fields append(fields, format);
  std::string scratch;
  bool nameless = false;
  for (Value::Members it = Value(types.features).members(); it.next();) {
    nameless |= it.raw_key().empty();
    if (it.raw_key().empty() || append.append(it.key(scratch), Feature(it.value()))) continue;
    description += " The first " + base::format_count(most_fields) + " fields are named here; there are more.";
    break;
  }
  fields.end_array();
  if (nameless) description += " A field whose name is empty cannot be named here.";
  out.member("description", description).key("field").raw(fields.json()).end_object();
}

}  // namespace

std::string croissant(const pipeline::RunResult& result, const CardFacts& facts) {
  const FileFormat format = file_format_of(facts.first_file);
  ValueBuilder out;
  out.begin_object().key("@context").raw(context).member("@type", "sc:Dataset").member("name", "dataset");
  out.member("description", base::format_count(facts.records()) + " records, written by dsprep " + facts.version +
                                " from " + base::format_count(result.books.read) +
                                " that were read; README.md and manifest.json tell how");
  out.member("conformsTo", "http://mlcommons.org/croissant/1.1");
  if (facts.all_licensed && !facts.licences.empty()) {
    out.key("license").begin_array();
    for (const std::string& licence : facts.licences) out.text(report::valid_utf8(licence));
    out.end_array();
  }
  if (!facts.languages.empty()) {
    out.key("inLanguage").begin_array();
    for (const std::string& language : facts.languages) out.text(report::valid_utf8(language));
    out.end_array();
  }
  out.key("distribution").begin_array();
  if (!facts.first_file.empty()) append_files(out, facts, format);
  out.end_array().key("recordSet").begin_array();
  if (!facts.first_file.empty() && facts.types.known()) {
    if (in_parts(facts)) append_split_set(out, facts);
    append_records(out, facts, format);
  }
  out.end_array().end_object();
  return indented(out.json()) + "\n";
}

}  // namespace dsprep::cards
