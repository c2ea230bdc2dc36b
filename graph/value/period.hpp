#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "graph/value/compare.hpp"
#include "graph/value/temporal.hpp"

// Periods: the days in which something is or was said to happen (language.md §2).

namespace normgraph {

/// Reads the notation of ISO 8601-2 (EDTF): `2026-08-02`, `2026-08`, `2026`, `2025-35` and
/// `2025-Q3`, `2025-41` and `2025-H2`, `[2025-10..2026-03]`, `2025-10/2026-03`, `../2026-08`,
/// `2026-08/..`, `/2026-08`, `2026-08/`, each date with `~` (approximate), `?` (uncertain) or `%`
/// (both) behind it; `2026-XX` is `2026`, `202X` is `[2020..2029]`. Throws Error (NG3110).
Period parse_period(std::string_view text);
/// The same notation, with Q and H for quarters and halves.
std::string to_text(const Period& period);

Period period_of_day(Date day);

/// The days that count in comparisons: the bounds as written, each moved outwards by one unit of
/// its precision where it is approximate or uncertain.
struct DayBounds {
  std::int64_t first = Period::open_start, last = Period::open_end;
};
DayBounds widened(const Period& period);

/// Whether every day of `a` is before every day of `b`; unknown when it depends on the days.
Truth is_before(const Period& a, const Period& b);
/// Whether some day lies in both, by the bounds as written; unknown when an unknown end decides.
Truth overlaps(const Period& a, const Period& b);

/// The total order: first day, last day, flags. Zero is `=`.
int compare_periods(const Period& a, const Period& b);
/// Agrees with compare_periods; a period of one day has the hash of that date.
std::size_t hash_period(const Period& period);

/// Both bounds moved. A period that is no whole unit any more (a quarter plus one month) becomes
/// "some day between". Throws Error (NG3112) outside the calendar.
Period add(const Period& period, const Duration& duration);

}  // namespace normgraph
