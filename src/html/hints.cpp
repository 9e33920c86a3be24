#include "html/hints.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "text/aho_corasick.h"

namespace dsprep::html {
namespace {

using C = ClassHint;
constexpr std::pair<C, std::string_view> class_words[] = {
    {C::navigation, "nav"}, {C::navigation, "menu"}, {C::navigation, "sitemap"}, {C::navigation, "topbar"},
    {C::footer, "foot"}, {C::footer, "bottom"}, {C::footer, "colophon"}, {C::footer, "fuss"},
    {C::header, "header"}, {C::header, "masthead"}, {C::header, "banner"}, {C::header, "toolbar"}, {C::header, "kopf"},
    {C::sidebar, "side"}, {C::sidebar, "aside"}, {C::sidebar, "rail"}, {C::sidebar, "secondary"},
    {C::sidebar, "complementary"}, {C::sidebar, "marginal"}, {C::sidebar, "right-col"}, {C::sidebar, "rightcol"},
    {C::comment, "comment"}, {C::comment, "kommentar"}, {C::comment, "respond"}, {C::comment, "discussion"},
    {C::comment, "guestbook"}, {C::comment, "comentario"}, {C::comment, "commentaire"},
    {C::related, "related"}, {C::related, "recommend"}, {C::related, "similar"}, {C::related, "also"},
    {C::related, "teaser"}, {C::related, "popular"}, {C::related, "trending"}, {C::related, "latest"},
    {C::related, "recent"}, {C::related, "weitere"}, {C::related, "more-"}, {C::related, "upsell"},
    {C::related, "most-read"}, {C::related, "readmore"}, {C::related, "read-more"}, {C::related, "suggest"},
    {C::related, "read-next"}, {C::related, "verwandt"},
    {C::share, "share"}, {C::share, "social"}, {C::share, "sharing"}, {C::share, "follow"}, {C::share, "teilen"},
    {C::advertisement, "advert"}, {C::advertisement, "sponsor"}, {C::advertisement, "promo"},
    {C::advertisement, " ad "}, {C::advertisement, " ad-"}, {C::advertisement, "-ad "}, {C::advertisement, "-ad-"},
    {C::advertisement, "_ad_"}, {C::advertisement, " ads"}, {C::advertisement, "-ads"}, {C::advertisement, "werbung"},
    {C::advertisement, "anzeige"}, {C::advertisement, "affiliate"}, {C::advertisement, "cta"},
    {C::consent, "cookie"}, {C::consent, "consent"}, {C::consent, "gdpr"}, {C::consent, "privacy"},
    {C::consent, "ccpa"}, {C::consent, "notice"},
    {C::newsletter, "newsletter"}, {C::newsletter, "subscri"}, {C::newsletter, "signup"}, {C::newsletter, "sign-up"},
    {C::newsletter, "optin"}, {C::newsletter, "mailing"}, {C::newsletter, "paywall"},
    {C::breadcrumb, "crumb"}, {C::breadcrumb, "brotkrume"}, {C::breadcrumb, "ariane"},
    {C::paging, "paginat"}, {C::paging, "pager"}, {C::paging, "prev"}, {C::paging, "next"}, {C::paging, "load-more"},
    {C::author, "author"}, {C::author, "byline"}, {C::author, "bio"}, {C::author, "autor"}, {C::author, "contributor"},
    {C::author, "vcard"}, {C::author, "writer"},
    {C::date, "date"}, {C::date, "time"}, {C::date, "posted"}, {C::date, "published"}, {C::date, "datum"},
    {C::caption, "caption"}, {C::caption, "credit"}, {C::caption, "legend"},
    {C::media, "image"}, {C::media, "photo"}, {C::media, "gallery"}, {C::media, "img"}, {C::media, "media"},
    {C::media, "video"}, {C::media, "player"}, {C::media, "thumb"}, {C::media, "figure"}, {C::media, "bild"},
    {C::content, "content"}, {C::content, "inhalt"}, {C::content, "body"}, {C::content, "main"}, {C::content, "text"},
    {C::content, "entry"}, {C::content, "story"}, {C::content, "prose"}, {C::content, "rte"}, {C::content, "wysiwyg"},
    {C::content, "markdown"}, {C::content, "rich"},
    {C::article, "article"}, {C::article, "artikel"}, {C::article, "post"}, {C::article, "blog"},
    {C::article, "beitrag"}, {C::article, "single"}, {C::article, "news"},
    {C::title, "title"}, {C::title, "headline"}, {C::title, "heading"}, {C::title, "titel"},
    {C::lead, "lead"}, {C::lead, "intro"}, {C::lead, "summary"}, {C::lead, "excerpt"}, {C::lead, "abstract"},
    {C::lead, "standfirst"}, {C::lead, "subtitle"}, {C::lead, "dek"},
    {C::product, "product"}, {C::product, "produkt"}, {C::product, "pdp"}, {C::product, "sku"},
    {C::product, "variant"}, {C::product, "swatch"},
    {C::price, "price"}, {C::price, "cost"}, {C::price, "preis"}, {C::price, "amount"}, {C::price, "money"},
    {C::description, "desc"}, {C::description, "detail"}, {C::description, "spec"}, {C::description, "feature"},
    {C::description, "attribute"}, {C::description, "overview"}, {C::description, "benefit"},
    {C::review, "review"}, {C::review, "rating"}, {C::review, "testimonial"}, {C::review, "feedback"},
    {C::review, "star"},
    {C::dialog, "modal"}, {C::dialog, "popup"}, {C::dialog, "overlay"}, {C::dialog, "dialog"}, {C::dialog, "drawer"},
    {C::dialog, "canvas"}, {C::dialog, "toast"}, {C::dialog, "tooltip"}, {C::dialog, "dropdown"},
    {C::dialog, "flyout"}, {C::dialog, "lightbox"},
    {C::login, "login"}, {C::login, "signin"}, {C::login, "account"}, {C::login, "register"}, {C::login, "user"},
    {C::login, "profile"}, {C::login, "member"}, {C::login, "avatar"},
    {C::topic, "tag"}, {C::topic, "categor"}, {C::topic, "topic"}, {C::topic, "keyword"}, {C::topic, "badge"},
    {C::topic, "label"}, {C::topic, "kicker"}, {C::topic, "eyebrow"},
    {C::filter, "filter"}, {C::filter, "facet"}, {C::filter, "sort"}, {C::filter, "select"}, {C::filter, "option"},
    {C::widget, "widget"}, {C::widget, "module"}, {C::widget, "plugin"},
    {C::search, "search"}, {C::search, "suche"}, {C::search, "query"},
    {C::cart, "cart"}, {C::cart, "basket"}, {C::cart, "checkout"}, {C::cart, "wishlist"}, {C::cart, "shipping"},
    {C::cart, "quantity"}, {C::cart, "stock"},
    {C::button, "button"}, {C::button, "btn"}, {C::button, "action"}, {C::button, "control"},
    {C::list, "list"}, {C::list, "grid"}, {C::list, "items"}, {C::list, "result"}, {C::list, "feed"},
    {C::list, "loop"}, {C::list, "archive"}, {C::list, "collection"},
    {C::card, "card"}, {C::card, "tile"}, {C::card, "item"},
    {C::forum, "message"}, {C::forum, "reply"}, {C::forum, "thread"}, {C::forum, "forum"}, {C::forum, "answer"},
    {C::forum, "question"}, {C::forum, "signature"}, {C::forum, "replies"},
    {C::contents, "toc"}, {C::contents, "contents"}, {C::contents, "outline"}, {C::contents, "anchor"},
    {C::contents, "jump"},
    {C::legal, "copyright"}, {C::legal, "legal"}, {C::legal, "disclaimer"}, {C::legal, "terms"}, {C::legal, "imprint"},
    {C::legal, "licen"}, {C::legal, "impressum"},
    {C::unseen, "hidden"}, {C::unseen, "sr-only"}, {C::unseen, "screen-reader"}, {C::unseen, "visually"},
    {C::unseen, "noprint"}, {C::unseen, "no-print"}, {C::unseen, "skip"}, {C::unseen, "d-none"}, {C::unseen, "hide"},
    {C::unseen, "collapsed"}, {C::unseen, "mobile"},
    {C::hero, "hero"}, {C::hero, "jumbotron"}, {C::hero, "slide"}, {C::hero, "carousel"}, {C::hero, "swiper"},
    {C::accordion, "faq"}, {C::accordion, "accordion"}, {C::accordion, "collaps"}, {C::accordion, "tabs"},
    {C::accordion, "tab-"}, {C::accordion, "toggle"}, {C::accordion, "panel"},
    {C::code, "code"}, {C::code, "highlight"}, {C::code, "syntax"},
    {C::tool, "tool"}, {C::tool, "util"}, {C::tool, "edit"}, {C::tool, "print"}, {C::tool, "permalink"},
    {C::metadata, "meta"}, {C::metadata, "info"}, {C::metadata, "stat"}, {C::metadata, "count"},
    {C::table, "table"}, {C::table, "row"},
    {C::quote, "quote"}, {C::quote, "pull"}};

using T = TextHint;
constexpr std::pair<T, std::string_view> text_words[] = {
    {T::copyright, "©"}, {T::copyright, "copyright"}, {T::copyright, "all rights reserved"}, {T::copyright, "(c) 20"},
    {T::copyright, "alle rechte"}, {T::copyright, "powered by"},
    {T::consent, "cookie"}, {T::consent, "consent"}, {T::consent, "gdpr"}, {T::consent, "datenschutz"},
    {T::consent, "javascript"}, {T::consent, "your browser"},
    {T::newsletter, "newsletter"}, {T::newsletter, "subscribe"}, {T::newsletter, "sign up"},
    {T::newsletter, "your inbox"}, {T::newsletter, "email address"}, {T::newsletter, "abonnieren"},
    {T::newsletter, "your email"}, {T::newsletter, "suscríbete"},
    {T::login, "log in"}, {T::login, "login"}, {T::login, "sign in"}, {T::login, "anmelden"}, {T::login, "register"},
    {T::login, "my account"}, {T::login, "password"}, {T::login, "registrieren"}, {T::login, "登录"},
    {T::share, "share"}, {T::share, "tweet"}, {T::share, "follow us"}, {T::share, "teilen"}, {T::share, "facebook"},
    {T::share, "twitter"}, {T::share, "whatsapp"}, {T::share, "linkedin"}, {T::share, "pinterest"},
    {T::share, "instagram"}, {T::share, "copy link"}, {T::share, "分享"}, {T::share, "compartir"},
    {T::more, "read more"}, {T::more, "learn more"}, {T::more, "view all"}, {T::more, "see all"}, {T::more, "see more"},
    {T::more, "show more"}, {T::more, "load more"}, {T::more, "weiterlesen"}, {T::more, "mehr "}, {T::more, "view more"},
    {T::more, "click here"}, {T::more, "lire la suite"}, {T::more, "leer más"}, {T::more, "continue reading"},
    {T::more, "find out more"}, {T::more, "discover"}, {T::more, "更多"}, {T::more, "もっと"},
    {T::related, "related"}, {T::related, "you may also"}, {T::related, "recommended"}, {T::related, "most popular"},
    {T::related, "most read"}, {T::related, "trending"}, {T::related, "recent posts"}, {T::related, "latest"},
    {T::related, "more from"}, {T::related, "also like"}, {T::related, "see also"}, {T::related, "similar"},
    {T::related, "das könnte"}, {T::related, "weitere "}, {T::related, "up next"}, {T::related, "more stories"},
    {T::related, "customers also"}, {T::related, "recently viewed"}, {T::related, "相关"}, {T::related, "関連"},
    {T::related, "ähnliche"}, {T::related, "next post"}, {T::related, "previous post"}, {T::related, "read next"},
    {T::comment, "comment"}, {T::comment, "reply"}, {T::comment, "kommentar"}, {T::comment, "antworten"},
    {T::comment, "评论"}, {T::comment, "コメント"}, {T::comment, "commentaire"}, {T::comment, "comentario"},
    {T::legal, "privacy"}, {T::legal, "terms"}, {T::legal, "disclaimer"}, {T::legal, "impressum"}, {T::legal, "agb"},
    {T::legal, "legal"}, {T::legal, "accessibility"}, {T::legal, "affiliate"}, {T::legal, "haftung"},
    {T::shop, "add to cart"}, {T::shop, "add to bag"}, {T::shop, "buy now"}, {T::shop, "checkout"},
    {T::shop, "free shipping"}, {T::shop, "wishlist"}, {T::shop, "in stock"}, {T::shop, "warenkorb"},
    {T::shop, "sold out"}, {T::shop, "quantity"}, {T::shop, "add to"}, {T::shop, "quick view"}, {T::shop, "your cart"},
    {T::navigation, "menu"}, {T::navigation, "skip to"}, {T::navigation, "home"}, {T::navigation, "back to"},
    {T::navigation, "next"}, {T::navigation, "previous"}, {T::navigation, "search"}, {T::navigation, "page "},
    {T::navigation, "startseite"}, {T::navigation, "sort by"}, {T::navigation, "filter"}, {T::navigation, "contact us"},
    {T::navigation, "about us"}, {T::navigation, "首页"}, {T::navigation, "kontakt"}, {T::navigation, "toggle"},
    {T::date, "jan"}, {T::date, "feb"}, {T::date, "mar"}, {T::date, "apr"}, {T::date, "may"}, {T::date, "jun"},
    {T::date, "jul"}, {T::date, "aug"}, {T::date, "sep"}, {T::date, "oct"}, {T::date, "nov"}, {T::date, "dec"},
    {T::date, "mär"}, {T::date, "mai"}, {T::date, "okt"}, {T::date, "dez"}, {T::date, " ago"}, {T::date, "年"},
    {T::date, "min read"}, {T::date, "updated"}, {T::date, "published"}, {T::date, "posted"}, {T::date, "202"},
    {T::date, "201"},
    {T::author, " by "}, {T::author, "by "}, {T::author, "author"}, {T::author, "von "}, {T::author, "written by"},
    {T::author, "作者"}, {T::author, "editor"},
    {T::price, "$"}, {T::price, "€"}, {T::price, "£"}, {T::price, "¥"}, {T::price, "₹"}, {T::price, "% off"},
    {T::contact, "@"}, {T::contact, "phone"}, {T::contact, "call us"}, {T::contact, "contact"}, {T::contact, "tel"},
    {T::contact, "street"}, {T::contact, "fax"}};

template <class Hint, std::size_t n>
class Words {
 public:
  explicit Words(const std::pair<Hint, std::string_view> (&words)[n]) {
    std::vector<std::string> patterns;
    for (const auto& [hint, word] : words) {
      patterns.emplace_back(word);
      bits_.push_back(std::uint64_t{1} << static_cast<unsigned>(hint));
    }
    search_ = *text::AhoCorasick::make(patterns, true);
  }
  std::uint64_t in(std::string_view text) const {
    std::uint64_t bits = 0;
    search_.find(text, [&](std::uint32_t word, std::size_t, std::size_t) {
      bits |= bits_[word];
      return false;
    });
    return bits;
  }

 private:
  text::AhoCorasick search_;
  std::vector<std::uint64_t> bits_;
};

}  // namespace

std::uint64_t hints_of_element(const Tree& tree, const Node& node) {
  static const Words words(class_words);
  std::uint64_t bits = 0;
  for (const Attribute& attribute : tree.attributes_of(node)) {
    const std::string_view name = attribute.name;
    if (name != "class" && name != "id" && name != "role" && name != "itemprop" && name != "aria-label") continue;
    char padded[258];  // a space at both ends, so that " ad " is found there too
    const std::size_t size = std::min<std::size_t>(attribute.value.size(), 256);
    padded[0] = padded[size + 1] = ' ';
    std::copy_n(attribute.value.begin(), size, padded + 1);
    bits |= words.in({padded, size + 2});
  }
  return bits;
}

std::uint64_t hints_of_text(std::string_view text) {
  static const Words words(text_words);
  return words.in(text);
}

}  // namespace dsprep::html
