// The preset configs/zh-web.toml, on Chinese records of the kinds that it is for.
#include <fstream>
#include <iterator>

#include "support/judged.h"
#include "support/source_dir.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

std::string preset() {
  std::ifstream file(test::source_dir() + "/configs/zh-web.toml");
  return {std::istreambuf_iterator<char>(file), {}};
}

const std::string article =
    "上个周末，我们一家人去了城外的老镇。那里的街道不宽，两边都是木头做的房子，很多已经有一百多年了。"
    "镇上的老人告诉我们，以前这里的人都靠河吃饭，每天早上都有船从上游下来，带来米、茶和布。"
    "现在河水浅了，船也没有了，但是镇子还在，人也还在。孩子们在桥边玩，我们就坐在茶馆里，听他们说从前的事情。";

std::string times(int n, const std::string& text) {
  std::string all;
  for (int i = 0; i < n; ++i) all += text;
  return all;
}

// The steps that dropped something, in the order of dropped/.
std::string dropped_by(const std::string& input) {
  const RunOp run = run_toml(preset(), input);
  REQUIRE(run.error == "");
  REQUIRE(run.malformed == "");
  std::string ops;
  for (std::string_view rest = run.dropped; !rest.empty(); rest.remove_prefix(rest.find('\n') + 1))
    ops += (ops.empty() ? "" : " ") + Value(rest.substr(0, rest.find('\n')))["_dsprep"]["op"].text().value();
  return ops;
}

}  // namespace

TEST_CASE("zh-web: an article is kept, once") {
  CHECK(dropped_by(record(article)) == "");
  CHECK(dropped_by(record(article) + record(article)) == "dedup_exact");
  CHECK(dropped_by(record(article) + record(article + "\u3000 \n")) == "dedup_exact");
}

TEST_CASE("zh-web: what it is there to drop") {
  CHECK(dropped_by(record("点击这里查看更多内容")) == "length");
  CHECK(dropped_by(record(times(10, "The weather is fine today and we go to the park. "))) == "char_ratio");
  CHECK(dropped_by(record("下载地址大全：" +
                          times(6, "迅雷下载高速通道 http://mirror.example.cn/pub/debian/dists/stable/main\n"))) != "");
  CHECK(dropped_by(record(times(40, "买一送一，快来买吧！"))) == "char_repetition");
  CHECK(dropped_by(record(times(4, "首页新闻中心产品展示联系方式在线留言公司简介\n") + article.substr(0, 150))) != "");
  CHECK(dropped_by(record("手机 电脑 相机 耳机 键盘 鼠标 音箱 硬盘 内存 主板 显卡 电源 机箱 风扇 屏幕 网卡 路由器 "
                          "打印机 扫描仪 投影仪 摄像头 充电器 数据线 平板 手表"
                          " 冰箱 洗衣机 空调 电视 微波炉 烤箱 吸尘器 电饭煲 热水器")) == "stop_word_ratio");
  CHECK(dropped_by(record(article + "色情小说，淫秽图片，王八蛋")) == "bad_words");
}
