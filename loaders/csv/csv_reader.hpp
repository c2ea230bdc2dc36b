#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace normgraph::loaders {

/// Reads CSV (RFC 4180: quotes, doubled quotes, line breaks inside quotes; LF, CRLF; a byte order
/// mark) record by record from text that outlives it. Fields are views into the text, or into the
/// reader for those with quotes; they are valid until the next call.
class CsvReader {
 public:
  /// `line`: of the file, where the text is a part of one.
  explicit CsvReader(std::string_view text, char delimiter = ',', std::uint32_t line = 1);

  /// The next record; false at the end. Empty lines are passed over. Throws Error{Data} with the
  /// line for a quote that is not closed, or signs behind a closing quote.
  bool next();
  const std::vector<std::string_view>& fields() const { return fields_; }
  /// True when the field stood in quotes: an empty one is then a text, not a missing value.
  bool quoted(std::size_t field) const { return quoted_[field] != 0; }
  /// 1-based line on which the record began.
  std::uint32_t line() const { return record_line_; }
  /// Bytes read so far, for progress.
  std::size_t position() const { return at_; }

 private:
  static constexpr std::size_t max_quoted_fields = 4096;

  void read_field();
  void read_quoted();

  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
  std::uint32_t line_, record_line_;
  std::vector<std::string_view> fields_;
  std::vector<std::uint8_t> quoted_;
  std::vector<std::string> unquoted_;
  std::size_t unquoted_used_ = 0;
};

}  // namespace normgraph::loaders
