// Which columns of a table are dates, and what its rows say of them.

#include <algorithm>
#include <array>

#include "grammar/error.hpp"
#include "graph/value/period.hpp"
#include "repl/render/cell_text.hpp"
#include "repl/timeline/timeline.hpp"

namespace normgraph::repl {

namespace {

using Names = std::initializer_list<std::string_view>;
constexpr std::string_view moved_from_column = "moved_from";

bool is_dated(const Value& value) {
  return value.type() == Type::Date || value.type() == Type::Period ||
         value.type() == Type::DateTime || value.type() == Type::LocalDateTime;
}

Period period_in(const Value& value) {
  if (value.type() == Type::Period) return value.as_period();
  if (value.type() == Type::Date) return period_of_day(value.as_date());
  return parse_period(cell_text(value).substr(0, 10));  // the day of a time
}

std::optional<std::size_t> find_column(const Table& table, Names names) {
  for (const std::string_view name : names)
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      if (table.columns[i] == name) return i;
  return std::nullopt;
}

class TableReader {
 public:
  TableReader(const Table& table, std::vector<TimelineEntry>& entries)
      : table_(table), entries_(entries) {
    key_ = find_column(table, {"key"});
    kind_ = find_column(table, {"kind", "type"});
    group_ = find_column(table, {"group"});
    // TIMELINE … GROUP BY: what stands before the date.
    if (const auto date = find_column(table, {"date"});
        !group_ && kind_ && date && *date > 0 && find_column(table, {"what"}).value_or(0) > *date)
      group_ = 0;
    detail_ = find_column(table, {"provision", "detail"});
    note_ = find_column(table, {"note"});
    sources_ = find_column(table, {"sources"});
    moved_from_ = find_column(table, {moved_from_column});
    claims_ = find_column(table, {"claims"});
    status_ = find_column(table, {"status", "state"});
    find_dates();
    find_label();
  }

  void read() {
    for (const std::vector<Value>& row : table_.rows)
      if (from_ && to_)
        read_span(row);
      else
        for (const std::size_t column : dates_) read_date(row, column);
  }

 private:
  void find_dates() {
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      if (table_.columns[i] == moved_from_column) continue;
      const auto dated = [&](const std::vector<Value>& row) { return is_dated(row[i]); };
      if (std::any_of(table_.rows.begin(), table_.rows.end(), dated)) dates_.push_back(i);
    }
    if (dates_.empty() && !table_.rows.empty())
      throw Error(ErrorKind::Semantic, "NG2913", "SyntaxError", "NotDated",
                  "no column of the answer holds dates, so that it gives no timeline")
          .hint("return a date, as in RETURN d.title AS what, d.date AS date");
    if (dates_.size() != 2) return;
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> spans{
        {{"from", "to"},
         {"opened", "closed"},
         {"started", "ended"},
         {"start", "end"},
         {"since", "until"}}};
    for (const auto& [first, last] : spans) {
      if (table_.columns[dates_[0]] != first || table_.columns[dates_[1]] != last) continue;
      from_ = dates_[0];
      to_ = dates_[1];
    }
  }

  /// The first column with a usual name, else the first one of texts, else the first one.
  void find_label() {
    if (const auto named =
            find_column(table_, {"what", "title", "designation", "name", "deadline", "provision"}))
      label_ = *named;
    else
      for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        const auto text = [&](const std::vector<Value>& row) {
          return row[i].type() == Type::String;
        };
        if (std::none_of(table_.rows.begin(), table_.rows.end(), text)) continue;
        label_ = i;
        break;
      }
    if (detail_ == label_) detail_.reset();
  }

  std::string text(const std::vector<Value>& row, std::optional<std::size_t> column) const {
    return column && !row[*column].is_null() ? plain_text(row[*column]) : std::string();
  }

  TimelineEntry entry(const std::vector<Value>& row) const {
    TimelineEntry entry;
    entry.key = text(row, key_);
    entry.label = text(row, label_);
    entry.kind = text(row, kind_);
    entry.group = text(row, group_);
    entry.detail = text(row, detail_);
    entry.note = text(row, note_);
    if (sources_ && row[*sources_].type() == Type::List)
      for (const Value& source : row[*sources_].as_list())
        entry.sources.push_back(plain_text(source));
    if (moved_from_ && is_dated(row[*moved_from_])) entry.moved_from = period_in(row[*moved_from_]);
    if (claims_ && row[*claims_].type() == Type::Integer)
      entry.date_claims = row[*claims_].as_integer();
    const std::string status = text(row, status_);
    entry.dropped = status == "dropped" || status == "withdrawn" || status == "cancelled";
    return entry;
  }

  void read_date(const std::vector<Value>& row, std::size_t column) {
    if (!is_dated(row[column])) return;
    TimelineEntry read = entry(row);
    read.date = period_in(row[column]);
    if (dates_.size() > 1) {  // which of them it is
      read.label += ": " + table_.columns[column];
      if (!read.key.empty()) read.key += "/" + table_.columns[column];
    }
    entries_.push_back(std::move(read));
  }

  void read_span(const std::vector<Value>& row) {
    const bool starts = is_dated(row[*from_]), ends = is_dated(row[*to_]);
    if (!starts && !ends) return;
    TimelineEntry read = entry(row);
    if (starts && ends) {
      const Period from = period_in(row[*from_]), to = period_in(row[*to_]);
      read.date = from;
      read.date.form = Period::Form::Interval;
      read.date.last = std::max(to.last, from.first);
      read.date.last_unit = to.last_unit;
      read.date.last_approximate = to.last_approximate;
    } else {
      read.date = period_in(row[starts ? *from_ : *to_]);
    }
    entries_.push_back(std::move(read));
  }

  const Table& table_;
  std::vector<TimelineEntry>& entries_;
  std::vector<std::size_t> dates_;
  std::size_t label_ = 0;
  std::optional<std::size_t> key_, kind_, group_, detail_, note_, sources_, moved_from_, claims_,
      status_, from_, to_;
};

}  // namespace

void read_entries(const Table& table, std::vector<TimelineEntry>& entries) {
  if (!table.columns.empty()) TableReader(table, entries).read();
}

}  // namespace normgraph::repl
