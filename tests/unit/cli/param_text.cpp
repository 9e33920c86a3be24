#include "cli/param_text.h"

#include "registry/describe.h"
#include "support/catch.h"
#include "unit/registry/fake_ops.h"

using namespace dsprep;
using namespace dsprep::cli;

namespace {

// "min_words=30;keep=[\"en\"]", or "! message".
std::string shown(std::string_view text) {
  const auto settings = parse_settings(test::everything, text, {"--every-thing"});
  if (!settings) return "! " + settings.error().message;
  std::string out;
  for (const ParamSetting& setting : *settings)
    out.append(out.empty() ? "" : ";").append(setting.name).append("=").append(registry::value_text(setting.value));
  return out;
}

bool refused(std::string_view text, const std::string& why) {
  const std::string message = shown(text);
  INFO(message);
  return message.starts_with("! --every-thing: ") && message.find(why) != std::string::npos;
}

}  // namespace

TEST_CASE("values by the parameter's type") {
  CHECK(shown("min_words=30") == "min_words=30");
  CHECK(shown("min-words=1_000") == "min_words=1000");
  CHECK(shown("min_words=none") == "min_words=\"none\"");
  CHECK(shown("min_words=x") == "min_words=\"x\"");
  CHECK(shown("share=0.25,strict=true,min_words=-3") == "share=0.25;strict=true;min_words=-3");
  CHECK(shown("share=.5") == "share=0.5");
  CHECK(shown("share=1") == "share=1");
  CHECK(shown("share=1e-3") == "share=0.001");
  CHECK(shown("mode=fast") == "mode=\"fast\"");
  CHECK(shown("mode=30") == "mode=\"30\"");
  CHECK(shown("field=/a=b") == "field=\"/a=b\"");
  CHECK(shown("mode=") == "mode=\"\"");
  CHECK(shown("min_words=1,min_words=2") == "min_words=1;min_words=2");
}

TEST_CASE("a piece that names no parameter continues a list") {
  CHECK(shown("keep=en") == "keep=[\"en\"]");
  CHECK(shown("keep=en,de,fr,min_words=3") == "keep=[\"en\", \"de\", \"fr\"];min_words=3");
  CHECK(shown("keep=en,x=y") == "keep=[\"en\", \"x=y\"]");
  CHECK(shown("keep=a b,c") == "keep=[\"a b\", \"c\"]");
  CHECK(shown("keep=") == "keep=[]");
  CHECK(shown("keep=,") == "keep=[\"\", \"\"]");
  CHECK(shown("keep=en, min_words=3") == "keep=[\"en\"];min_words=3");
}

TEST_CASE("quoted values are TOML") {
  CHECK(shown("mode=\"a,b\"") == "mode=\"a,b\"");
  CHECK(shown("mode='a,min_words=3',min_words=4") == "mode=\"a,min_words=3\";min_words=4");
  CHECK(shown("mode=\"a\\\",b\"") == "mode=\"a\\\",b\"");
  CHECK(shown("keep=[\"a,b\", 'c']") == "keep=[\"a,b\", \"c\"]");
  CHECK(shown("keep='a,b',c") == "keep=[\"a,b\", \"c\"]");
  CHECK(shown("ratios={z=1,a=2},min_words=3") == "ratios={ z = 1, a = 2 };min_words=3");
  CHECK(shown("rows=[{key='a,b',weight=1},{key='c'}]") == "rows=[{ key = \"a,b\", weight = 1 }, { key = \"c\" }]");
  CHECK(shown("rows={key='a'},{key='b'}") == "rows=[{ key = \"a\" }, { key = \"b\" }]");
}

TEST_CASE("tables as name=number") {
  CHECK(shown("ratios=train=0.8,test=0.2") == "ratios={ train = 0.8, test = 0.2 }");
  CHECK(shown("ratios=train") == "ratios=\"train\"");
}

TEST_CASE("what looks like TOML and is not stays a word") {
  CHECK(shown("mode=don't") == "mode=\"don't\"");
  CHECK(shown("mode='tis") == "mode=\"'tis\"");
  CHECK(shown("keep=[a,b") == "keep=[\"[a\", \"b\"]");
  CHECK(shown("mode=[a,b]+") == "mode=\"[a,b]+\"");
}

TEST_CASE("mistakes are told, near ones with what was meant") {
  CHECK(refused("min_word=3", "every_thing has no parameter \"min_word\" (did you mean \"min_words\"?)"));
  CHECK(refused("zzz=3", "has no parameter \"zzz\"; `dsprep ops every_thing`"));
  CHECK(refused("30", "\"30\" is no PARAM=VALUE, like strict="));
  CHECK(refused("", "is no PARAM=VALUE"));
  CHECK(refused("keep=en,min_word=3", "did you mean \"min_words\"?"));
  CHECK(refused("mode=a,b", "mode takes one value"));
  CHECK(refused("min_words=3,4", "min_words takes one value"));
  const auto none = parse_settings(test::plain, "x=1", {"--plain"});
  CHECK(none.error().message.find("plain has no parameter \"x\"") != std::string::npos);
}

TEST_CASE("pieces take linear time") {
  std::string text = "keep=";
  for (int i = 0; i < 200'000; ++i) text += "[,";
  CHECK(shown(text).starts_with("keep=[\"[\", \"[\""));
}

TEST_CASE("a whole text as one value") {
  const std::vector<ParamInfo> infos = describe_params<test::Everything>();
  const auto named = [&](std::string_view name) {
    for (const ParamInfo& info : infos)
      if (info.name == name) return info;
    return infos.front();
  };
  CHECK(registry::value_text(parse_param(named("mode"), "a,b")) == "\"a,b\"");
  CHECK(registry::value_text(parse_param(named("keep"), "a,b")) == "[\"a\", \"b\"]");
  CHECK(registry::value_text(parse_param(named("keep"), "['a,b']")) == "[\"a,b\"]");
  CHECK(registry::value_text(parse_param(named("min_words"), "7")) == "7");
}

TEST_CASE("a list given twice would lose its first values") {
  CHECK(refused("keep=en,keep=de", "keep is given twice: list its values, like keep=A,B"));
  CHECK(refused("keep=en,min_words=3,keep=de", "given twice"));
  CHECK(refused("ratios=train=0.8,ratios=test=0.2", "given twice"));
  CHECK(shown("keep=en,de,min_words=3") == "keep=[\"en\", \"de\"];min_words=3");
}
