#include "loaders/csv/csv_reader.hpp"

#include <cstring>

#include "grammar/error.hpp"

namespace normgraph::loaders {

namespace {

Error malformed(std::uint32_t line, const std::string& message) {
  return Error(ErrorKind::Data, "NG7300", "DataError", "MalformedCsv",
               "line " + std::to_string(line) + ": " + message);
}

}  // namespace

CsvReader::CsvReader(std::string_view text, char delimiter, std::uint32_t line)
    : text_(text), delimiter_(delimiter), line_(line), record_line_(line) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
}

bool CsvReader::next() {
  while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) {
    if (text_[at_] == '\n') ++line_;
    ++at_;
  }
  if (at_ >= text_.size()) return false;
  fields_.clear();
  quoted_.clear();
  unquoted_used_ = 0;
  record_line_ = line_;
  for (;;) {
    if (at_ < text_.size() && text_[at_] == '"')
      read_quoted();
    else
      read_field();
    if (at_ < text_.size() && text_[at_] == delimiter_) {
      ++at_;
      continue;
    }
    return true;  // at a line's end or the text's; the next call passes over it
  }
}

void CsvReader::read_field() {
  const std::size_t begin = at_;
  while (at_ < text_.size() && text_[at_] != delimiter_ && text_[at_] != '\n' && text_[at_] != '\r')
    ++at_;
  fields_.push_back(text_.substr(begin, at_ - begin));
  quoted_.push_back(0);
}

void CsvReader::read_quoted() {
  const std::uint32_t opened = line_;
  const std::size_t begin = ++at_;
  std::string* copy = nullptr;  // only a field with doubled quotes is copied
  std::size_t piece = begin;
  for (;;) {
    const void* found =
        at_ < text_.size() ? std::memchr(text_.data() + at_, '"', text_.size() - at_) : nullptr;
    if (!found) throw malformed(opened, "a quote is opened here and never closed");
    const auto quote = static_cast<std::size_t>(static_cast<const char*>(found) - text_.data());
    for (std::size_t i = at_; i < quote; ++i) line_ += text_[i] == '\n';
    at_ = quote + 1;
    if (at_ >= text_.size() || text_[at_] != '"') {
      std::string_view field = text_.substr(piece, quote - piece);
      if (copy) field = copy->append(field);
      fields_.push_back(field);
      quoted_.push_back(1);
      break;
    }
    if (!copy) {
      // Enough room is kept that earlier views of this record never move.
      if (unquoted_.capacity() < max_quoted_fields) unquoted_.reserve(max_quoted_fields);
      if (unquoted_used_ == max_quoted_fields)
        throw malformed(opened, "too many fields with quotes inside");
      if (unquoted_used_ == unquoted_.size()) unquoted_.emplace_back();
      copy = &unquoted_[unquoted_used_++];
      copy->clear();
    }
    copy->append(text_.substr(piece, at_ - piece));  // with one of the two quotes
    piece = ++at_;
  }
  if (at_ < text_.size() && text_[at_] != delimiter_ && text_[at_] != '\n' && text_[at_] != '\r')
    throw malformed(
        line_, "a closing quote is followed by other signs; a quote inside a field is doubled");
}

}  // namespace normgraph::loaders
