#pragma once

#include <string_view>

namespace normgraph {

/// The zone whose rules serve `name`: itself, or the one it is merged with.
///
/// The time zone database merges zones whose clocks have agreed since 1970; what their clocks
/// showed before is kept apart ("backzone"), and some systems install it while others don't. To
/// give the same answers everywhere, the merged rules are used, as zone.tab and zone1970.tab
/// describe them: Europe/Stockholm has the clocks of Europe/Berlin, also before 1970.
std::string_view merged_zone_name(std::string_view name);

}  // namespace normgraph
