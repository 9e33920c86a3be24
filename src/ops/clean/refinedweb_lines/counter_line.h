// Counter lines of social pages ("3 likes", "1.2K views"), as DCLM's RefinedWeb rules know them.
#pragma once

#include <string_view>

namespace dsprep::ops::refinedweb_lines {

// True where `line`, lower-cased, is: characters that are not of a word, a number (a digit, then digits, commas and
// periods), k, m or b or nothing, white space, one of likes, shares, comments, retweets, reposts, quotes, bookmarks,
// upvotes, downvotes, downloads, views, followers, and again characters that are not of a word. REQUIRES valid UTF-8.
bool is_counter_line(std::string_view line);

}  // namespace dsprep::ops::refinedweb_lines
