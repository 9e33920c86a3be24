#include "ops/clean/chat/conversation.h"

#include <algorithm>
#include <utility>

#include "text/is_blank.h"

namespace dsprep::ops::chat {
namespace {

constexpr std::string_view role_names[] = {"system", "user", "assistant", "tool", "unknown"};

// Members that are read into role and content.
bool is_shape(std::string_view key) { return key == "role" || key == "from" || key == "content" || key == "value"; }

// Is it a list of something, null elements aside?
bool has_elements(const Value& array) {
  for (Value::Elements it = array.elements(); it.next();)
    if (is_present(it.value())) return true;
  return false;
}

bool has_members(const Value& object) {
  for (Value::Members it = object.members(); it.next();)
    if (is_present(it.value())) return true;
  return false;
}

}  // namespace

std::string_view name_of(ChatRole role) { return role_names[static_cast<std::size_t>(role)]; }

std::optional<ChatRole> chat_role(std::string_view name) {
  static constexpr std::pair<std::string_view, ChatRole> names[] = {
      {"system", ChatRole::system},     {"developer", ChatRole::system},        {"user", ChatRole::user},
      {"human", ChatRole::user},        {"assistant", ChatRole::assistant},     {"gpt", ChatRole::assistant},
      {"chatgpt", ChatRole::assistant}, {"bing", ChatRole::assistant},          {"bard", ChatRole::assistant},
      {"model", ChatRole::assistant},   {"function_call", ChatRole::assistant}, {"tool", ChatRole::tool},
      {"function", ChatRole::tool},     {"observation", ChatRole::tool},        {"function_response", ChatRole::tool},
      {"tool_response", ChatRole::tool}};
  for (const auto& [known, role] : names)
    if (name == known) return role;
  return std::nullopt;
}

void Conversation::start() {
  used_ = 0;
  turns_.clear();
  changed_ = false;
  reason_.clear();
}

bool Conversation::refuse(std::string_view why) {
  reason_ = what_;
  if (number_ > 0) reason_ += ": message " + std::to_string(number_);
  reason_ += why;
  return false;
}

bool Conversation::refuse_type(std::string what, const Value& value, std::string_view wanted) {
  what.append("is ").append(dsprep::name_of(value.type())).append(", not ").append(wanted);
  return refuse(": " + what);
}

Conversation::Message& Conversation::next() {
  if (used_ == messages_.size()) messages_.emplace_back();
  Message& message = messages_[used_++];
  message.value = message.content = message.tool_calls = message.tool_call_id = Value();
  message.has_text = message.converted_calls = message.calls_tools = message.empty = false;
  message.as_is = message.beside = message.joins = false;
  return message;
}

void Conversation::add(ChatRole role, const Value& content) {
  Message& message = next();
  message.role = role;
  message.name = name_of(role);
  message.content = content;
  message.empty = is_empty(content);
  changed_ = true;
}

void Conversation::add(ChatRole role, std::string_view content) {
  Message& message = next();
  message.role = role;
  message.name = name_of(role);
  message.text = content;
  message.has_text = true;
  message.empty = text::is_blank(content);
  changed_ = true;
}

void Conversation::add_system(const Value& content) {
  if (is_empty(content)) return;
  add(ChatRole::system, content);
  messages_[used_ - 1].beside = true;
}

// The members that mean something here, in one walk: contents are long. Of one name the last counts.
Conversation::Members Conversation::members_of(const Value& message) {
  Members members;
  const std::pair<std::string_view, Value&> known[] = {{"role", members.role},
                                                       {"from", members.from},
                                                       {"content", members.content},
                                                       {"value", members.value},
                                                       {"tool_calls", members.tool_calls},
                                                       {"function_call", members.function_call},
                                                       {"tool_call_id", members.tool_call_id}};
  for (Value::Members it = message.members(); it.next();) {
    const std::string_view key = it.key(key_);
    for (const auto& [name, member] : known)
      if (key == name) member = it.value();
  }
  return members;
}

bool Conversation::add_message(const Value& message, std::string_view what, std::size_t number) {
  what_ = what;
  number_ = number;
  if (message.type() == FieldType::null) {
    changed_ = true;
    return true;
  }
  if (message.type() != FieldType::object) return refuse_type("", message, "object");
  Message& to = next();
  to.value = message;
  const Members members = members_of(message);
  bool openai = false, calls = false;
  if (!read_role(members, to, openai)) return false;
  const bool function_call = to.role == ChatRole::assistant && to.name == "function_call";
  if (function_call) to.name = name_of(ChatRole::assistant);

  to.tool_calls = members.tool_calls;
  to.tool_call_id = members.tool_call_id;
  const bool in_value = !is_present(members.content) && is_present(members.value);
  const Value content = in_value ? members.value : members.content;
  const FieldType type = content.type();
  const bool readable = type == FieldType::text || type == FieldType::array || !is_present(content) ||
                        (function_call && type == FieldType::object);
  if (!readable) return refuse_type("content ", content, "text");
  to.content = content;
  if (!read_calls(members, to, calls)) return false;
  to.empty = !function_call && !calls && is_empty(content);
  to.as_is = openai && !in_value && !function_call;
  if (function_call) {
    if (!convert_calls(content, to)) return false;
  } else if (text_only_ && type != FieldType::text) {
    if (!join_parts(content, to)) return false;
    to.as_is = false;
  }
  changed_ |= !to.as_is;

  if (to.role == ChatRole::system) {
    const bool begins = used_ == 1 || (used_ == 2 && messages_[0].beside);
    if (begins && to.empty && !has_other_members(message)) {
      --used_;
      changed_ = true;
    } else if (used_ == 2 && messages_[0].beside) {  // they bring their own
      std::swap(messages_[0], messages_[1]);
      --used_;
    }
  }
  return true;
}

// `openai`: the role stands as it will be written.
bool Conversation::read_role(const Members& members, Message& to, bool& openai) {
  const bool has_role = is_present(members.role);
  const auto name = (has_role ? members.role : members.from).text(scratch_);
  if (!name) return refuse(": has no role (neither role nor from is text)");
  to.role = chat_role(*name).value_or(ChatRole::unknown);
  // The APIs' own names stay; ShareGPT's become those.
  const bool stays = to.role == ChatRole::unknown || *name == "function_call" ||
                     (has_role && (*name == "developer" || *name == "function"));
  openai = has_role && (stays || *name == name_of(to.role));
  to.name = stays ? *name : name_of(to.role);
  return true;
}

// `calls`: the message calls something, in tool_calls or in the function_call of the API before them.
bool Conversation::read_calls(const Members& members, Message& to, bool& calls) {
  const auto blank = [this](const Value& value) {
    const auto text = value.text(scratch_);
    return text && text::is_blank(*text);
  };
  const Value &tool_calls = members.tool_calls, &function_call = members.function_call;
  if (is_present(tool_calls) && !blank(tool_calls)) {
    if (tool_calls.type() != FieldType::array) return refuse_type("tool_calls ", tool_calls, "array");
    std::size_t n = 0;
    for (Value::Elements it = tool_calls.elements(); it.next();) {
      const FieldType type = it.value().type();
      ++n;
      if (type == FieldType::null) continue;
      if (type != FieldType::object)
        return refuse_type("tool_calls: call " + std::to_string(n) + " ", it.value(), "object");
      to.calls_tools = true;
    }
  }
  calls = to.calls_tools;
  if (!is_present(function_call) || blank(function_call)) return true;
  if (function_call.type() != FieldType::object && function_call.type() != FieldType::text)
    return refuse_type("function_call ", function_call, "object");
  calls |= function_call.type() == FieldType::text || has_members(function_call);
  return true;
}

// ShareGPT's "function_call": the name and the arguments of a call, or an array of such, mostly as JSON in a text.
bool Conversation::convert_calls(const Value& content, Message& to) {
  static constexpr std::string_view expected =
      ": function_call is not the JSON of a call, {\"name\": …, \"arguments\": …}";
  Value calls = content;
  if (const auto json = content.text(scratch_)) {
    if (validate_json(*json)) return refuse(expected);
    calls = Value(*json);
  }
  calls_out_.clear();
  calls_out_.begin_array();
  const auto convert = [&](const Value& one) {
    if (one["function"]["name"].type() == FieldType::text) {
      calls_out_.raw(one.raw());
      return true;
    }
    if (one["name"].type() != FieldType::text) return false;
    calls_out_.begin_object();
    if (is_present(one["id"])) calls_out_.key("id").raw(one["id"].raw());
    calls_out_.member("type", "function").key("function").begin_object().key("name").raw(one["name"].raw());
    const Value arguments = one["arguments"];
    calls_out_.key("arguments").raw(is_present(arguments) ? arguments.raw() : "{}").end_object().end_object();
    return true;
  };
  if (calls.type() == FieldType::array) {
    if (!has_elements(calls)) return refuse(expected);
    for (Value::Elements it = calls.elements(); it.next();)
      if (is_present(it.value()) && !convert(it.value())) return refuse(expected);
  } else if (!convert(calls)) {
    return refuse(expected);
  }
  // What the message calls beside that comes behind it.
  for (Value::Elements it = to.tool_calls.elements(); it.next();)
    if (is_present(it.value())) calls_out_.raw(it.value().raw());
  to.calls = calls_out_.end_array().json();
  to.converted_calls = to.calls_tools = true;
  to.content = Value();
  to.text.clear();
  to.has_text = true;
  return true;
}

// Parts of text become one text, nothing the empty one.
bool Conversation::join_parts(const Value& content, Message& to) {
  to.text.clear();
  to.has_text = true;
  bool first = true;
  for (Value::Elements it = content.elements(); it.next();) {
    const Value part = it.value(), type = part["type"];
    if (!is_present(part)) continue;
    const Value words = part.type() == FieldType::text ? part : is_present(part["text"]) ? part["text"] : part["value"];
    const auto kind = type.text(key_);
    const bool says_nothing = !is_present(words) && is_empty_part(part);
    if (!says_nothing && (words.type() != FieldType::text || (is_present(type) && kind != "text")))
      return refuse(": content has a part that is no text: " +
                    std::string(kind.value_or(dsprep::name_of(part.type()))));
    if (says_nothing) continue;
    if (!std::exchange(first, false)) to.text += '\n';
    to.text += *words.text(scratch_);
  }
  return true;
}

// A text of white space, no part that says something, nothing at all.
bool Conversation::is_empty(const Value& content) {
  if (const auto text = content.text(scratch_)) return text::is_blank(*text);
  for (Value::Elements it = content.elements(); it.next();)
    if (!is_empty_part(it.value())) return false;
  return true;
}

// Other than text (a picture, a refusal, …) says something, even where the thing itself stands elsewhere.
bool Conversation::is_empty_part(const Value& part) {
  if (const auto text = part.text(scratch_)) return text::is_blank(*text);
  if (part.type() != FieldType::object) return !is_present(part);
  if (is_present(part["type"]) && part["type"].text(scratch_) != "text") return false;
  const Value text = is_present(part["text"]) ? part["text"] : part["value"];
  if (const auto words = text.text(scratch_)) return text::is_blank(*words);
  for (Value::Members it = part.members(); it.next();)
    if (is_present(it.value()) && it.key(scratch_) != "type") return false;
  return true;
}

bool Conversation::has_other_members(const Value& message) {
  for (Value::Members it = message.members(); it.next();)
    if (is_present(it.value()) && !is_shape(it.key(key_)) && it.value().raw() != "[]") return true;
  return false;
}

// May the calls of `message` stand in `leader`? Not where something would be lost: a second content, a member that
// differs.
bool Conversation::joins(const Message& leader, const Message& message) {
  const auto calls = [](const Message& m) { return m.role == ChatRole::assistant && m.calls_tools; };
  if (!calls(leader) || !calls(message)) return false;
  const auto says = [this](const Message& m) { return m.has_text ? !text::is_blank(m.text) : !is_empty(m.content); };
  if (says(message)) return false;
  for (Value::Members it = message.value.members(); it.next();) {
    const std::string_view key = it.key(key_);
    if (!is_present(it.value()) || is_shape(key) || key == "tool_calls") continue;
    if (leader.value[key].raw() != it.value().raw()) return false;
  }
  return true;
}

void Conversation::finish() {
  turns_.clear();
  std::size_t leader = 0;
  bool any = false, collected = false;  // is there a message of the assistant? its ids?
  for (std::size_t i = 0; i < used_; ++i) {
    Message& message = messages_[i];
    if (i > 0 && (messages_[i - 1].joins || i - 1 == leader) && any && joins(messages_[leader], message)) {
      message.joins = changed_ = true;
      continue;
    }
    bool stray = false;
    if (message.role == ChatRole::assistant) {
      leader = i;
      any = true;
      collected = false;
    } else if (message.role == ChatRole::tool) {
      const Value& id = message.tool_call_id;
      const auto text = id.text(scratch_);
      if (is_present(id) && !(text && text::is_blank(*text))) {
        if (!collected) {
          ids_used_ = 0;
          if (any) collect_ids(leader);
          collected = true;
        }
        stray = !knows_id(id);
      }
    }
    turns_.push_back({message.role, message.empty, stray});
  }
}

// The ids of what a message and those that join it call, sorted. An id that is no text is compared as it is written.
void Conversation::collect_ids(std::size_t leader) {
  for (std::size_t i = leader; i < used_ && (i == leader || messages_[i].joins); ++i)
    for (Value::Elements it = calls_of(messages_[i]).elements(); it.next();) {
      const Value id = it.value()["id"];
      if (!is_present(id)) continue;
      if (ids_used_ == ids_.size()) ids_.emplace_back();
      ids_[ids_used_++] = id.text(scratch_).value_or(id.raw());
    }
  std::sort(ids_.begin(), ids_.begin() + static_cast<std::ptrdiff_t>(ids_used_));
}

bool Conversation::knows_id(const Value& id) {
  const std::string_view wanted = id.text(scratch_).value_or(id.raw());
  return std::binary_search(ids_.begin(), ids_.begin() + static_cast<std::ptrdiff_t>(ids_used_), wanted);
}

const std::string& Conversation::json() {
  out_.clear();
  out_.begin_array();
  for (std::size_t i = 0, end; i < used_; i = end) {
    for (end = i + 1; end < used_ && messages_[end].joins;) ++end;
    write(i, end);
  }
  return out_.end_array().json();
}

// One message, with the calls of those that join it.
void Conversation::write(std::size_t leader, std::size_t end) {
  const Message& message = messages_[leader];
  if (message.as_is && end == leader + 1) {
    out_.raw(message.value.raw());
    return;
  }
  const bool calls = message.converted_calls || end > leader + 1;
  out_.begin_object().member("role", message.name);
  if (message.has_text) out_.member("content", message.text);
  else if (message.content.exists()) out_.key("content").raw(message.content.raw());
  if (calls) {
    out_.key("tool_calls").begin_array();
    for (std::size_t i = leader; i < end; ++i)
      for (Value::Elements it = calls_of(messages_[i]).elements(); it.next();)
        if (is_present(it.value())) out_.raw(it.value().raw());
    out_.end_array();
  }
  const Members members = members_of(message.value);
  const bool has_role = is_present(members.role), has_content = is_present(members.content);
  for (Value::Members it = message.value.members(); it.next();) {
    const std::string_view key = it.key(scratch_);
    const bool read = key == (has_role ? "role" : "from") || key == "content" || (key == "value" && !has_content);
    if (read || (is_shape(key) && !is_present(it.value())) || (calls && key == "tool_calls")) continue;
    out_.key(key).raw(it.value().raw());
  }
  out_.end_object();
}

}  // namespace dsprep::ops::chat
