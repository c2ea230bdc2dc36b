#include "grammar/briefing_template.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

namespace normgraph {

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

constexpr std::array<std::pair<std::string_view, BlockForm>, 5> forms{
    {{"table", BlockForm::Table},
     {"lines", BlockForm::Lines},
     {"figures", BlockForm::Figures},
     {"timeline", BlockForm::Timeline},
     {"sources", BlockForm::Sources}}};

class TemplateReader {
 public:
  explicit TemplateReader(std::string_view text) : text_(text) {}

  BriefingTemplate read() {
    read_head();
    while (next_line()) read_line();
    end_paragraph();
    if (read_.title.empty())
      throw problem("a briefing begins with a title: a line such as '# State of the standards'", 0);
    return std::move(read_);
  }

 private:
  [[nodiscard]] Error problem(const std::string& message, std::size_t offset) const {
    return Error(ErrorKind::Data, "NG7040", "DataError", "InvalidBriefing", message)
        .at({static_cast<std::uint32_t>(offset), 1});
  }

  /// False at the end.
  bool next_line() {
    if (next_ >= text_.size()) return false;
    begin_ = next_;
    const std::size_t end = std::min(text_.find('\n', begin_), text_.size());
    line_ = trimmed(text_.substr(begin_, end - begin_));
    next_ = end + 1;
    return true;
  }

  /// Between two lines of `---`: `since: 90 days`.
  void read_head() {
    if (!text_.starts_with("---\n") && !text_.starts_with("---\r\n")) return;
    next_line();
    while (next_line()) {
      if (line_ == "---") return;
      const std::size_t colon = line_.find(':');
      const std::string_view key = line_.substr(0, colon);
      const std::string_view value =
          colon == line_.npos ? std::string_view() : trimmed(line_.substr(colon + 1));
      if (key == "name")
        read_.name = value;
      else if (key == "about")
        read_.about = value;
      else if (key == "since")
        read_.days_back = days_of(value);
      else if (!line_.empty())
        throw problem("the head of a briefing knows only since, not '" + std::string(key) + "'",
                      begin_);
    }
    throw problem("the head of the briefing, between two lines of ---, has no end", 0);
  }

  int days_of(std::string_view value) const {
    int days = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), days);
    const std::string_view rest =
        trimmed(value.substr(static_cast<std::size_t>(end - value.data())));
    if (error != std::errc() || rest != "days" || days < 1 || days > 36500)
      throw problem("since: takes a number of days, such as 90 days", begin_);
    return days;
  }

  void read_line() {
    if (line_.starts_with("```")) {
      end_paragraph();
      return read_block();
    }
    if (line_.starts_with("<!--")) return skip_comment();
    const std::size_t hashes = std::min(line_.find_first_not_of('#'), line_.size());
    if (hashes > 0 && hashes <= 4 && hashes < line_.size() && line_[hashes] == ' ')
      return add_heading(static_cast<int>(hashes), trimmed(line_.substr(hashes)));
    if (line_.starts_with("- ")) return add_item(trimmed(line_.substr(2)));
    if (line_.empty()) return end_paragraph();
    // A line below an item, set in, goes on with it.
    if (in_list_ && text_[begin_] == ' ') {
      read_.blocks.back().items.back() += " " + std::string(line_);
      return;
    }
    in_list_ = false;
    paragraph_ += (paragraph_.empty() ? "" : " ") + std::string(line_);
  }

  void skip_comment() {
    end_paragraph();
    const std::size_t end = text_.find("-->", begin_);
    if (end == text_.npos) throw problem("the comment <!-- has no end -->", begin_);
    next_ = std::min(text_.find('\n', end), text_.size() - 1) + 1;
  }

  void add_heading(int level, std::string_view words) {
    end_paragraph();
    if (level == 1 && read_.title.empty()) {
      read_.title = words;
      return;
    }
    BriefingBlock block;
    block.kind = BriefingBlock::Kind::Heading;
    block.level = level;
    block.text = words;
    read_.blocks.push_back(std::move(block));
  }

  void add_item(std::string_view item) {
    if (!in_list_) {
      end_paragraph();
      BriefingBlock block;
      block.kind = BriefingBlock::Kind::List;
      read_.blocks.push_back(std::move(block));
      in_list_ = true;
    }
    read_.blocks.back().items.emplace_back(item);
  }

  void end_paragraph() {
    in_list_ = false;
    if (paragraph_.empty()) return;
    BriefingBlock block;
    block.text = std::move(paragraph_);
    paragraph_.clear();
    read_.blocks.push_back(std::move(block));
  }

  BlockForm form_of(std::string_view info) const {
    if (!info.starts_with("nql"))
      throw problem("a block of a briefing begins with ```nql and how to show its rows", begin_);
    const std::string_view name = trimmed(info.substr(3));
    if (name.empty()) return BlockForm::Table;
    for (const auto& [word, form] : forms)
      if (word == name) return form;
    throw problem("'" + std::string(name) +
                      "' is no way to show rows: table, lines, figures, timeline or sources",
                  begin_);
  }

  void read_block() {
    const std::size_t opened = begin_;
    BriefingBlock block;
    block.kind = BriefingBlock::Kind::Statements;
    block.form = form_of(trimmed(line_.substr(3)));
    const std::size_t first = next_;
    bool head = true;
    for (;;) {
      if (!next_line()) throw problem("the block ``` has no end", opened);
      if (line_ == "```") break;
      head = head && read_option(block);
    }
    block.place = {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(begin_ - first)};
    block.statements = text_.substr(first, begin_ - first);
    if (block.text.empty()) throw problem("the block has no '// caption: …' line", opened);
    if (!captions_.insert(block.text).second)
      throw problem("two blocks have the caption '" + block.text + "'", opened);
    read_.blocks.push_back(std::move(block));
  }

  /// `// caption: words` and its like, which open a block; false for the first other line.
  bool read_option(BriefingBlock& block) const {
    if (!line_.starts_with("//")) return false;
    const std::string_view option = trimmed(line_.substr(2));
    const auto value = [&](std::string_view key) -> std::optional<std::string_view> {
      if (!option.starts_with(key)) return std::nullopt;
      return trimmed(option.substr(key.size()));
    };
    if (const auto caption = value("caption:")) block.text = *caption;
    if (const auto empty = value("empty:")) block.empty = *empty;
    if (const auto columns = value("columns:")) {
      for (std::string_view rest = *columns; !rest.empty();) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        block.columns.emplace_back(trimmed(rest.substr(0, comma)));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
      }
    }
    return true;
  }

  std::string_view text_, line_;
  std::size_t begin_ = 0, next_ = 0;
  BriefingTemplate read_;
  std::string paragraph_;
  bool in_list_ = false;
  std::set<std::string> captions_;
};

}  // namespace

std::string recorded_name(const std::string& name, const std::string& about) {
  return about.empty() ? name : name + " of " + about;
}

BriefingTemplate parse_briefing_template(std::string_view text) {
  return TemplateReader(text).read();
}

}  // namespace normgraph
