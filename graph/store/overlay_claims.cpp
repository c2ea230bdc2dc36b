#include <algorithm>
#include <set>

#include "graph/claims/resolve.hpp"
#include "graph/store/claims_record.hpp"
#include "graph/store/overlay_view.hpp"

// Claims of a view: those of the file, corrected by the layers.

namespace normgraph::store {

std::optional<ElementClaims> OverlayView::claims(ElementId element) const {
  for (auto layer = overlay_.layers().rbegin(); layer != overlay_.layers().rend(); ++layer)
    if (const auto found = (*layer)->claims().find(element); found != (*layer)->claims().end())
      return found->second;
  const std::string key = claims_key(element);
  const auto record = snapshot_.transaction().get(key);
  if (!record) return std::nullopt;
  record_body(key, *record);
  return decode_claims(*record);
}

std::vector<ElementId> OverlayView::with_days(RecordKind list, std::int64_t first,
                                              std::int64_t last) const {
  std::vector<ElementId> found;
  find_days(snapshot_, list, first, last, found);
  // Elements whose claims a layer replaced are asked there.
  const auto replaced = [&](ElementId element) {
    return std::ranges::any_of(
        overlay_.layers(), [&](const auto& layer) { return layer->claims().contains(element); });
  };
  std::erase_if(found, replaced);
  for (const auto& layer : overlay_.layers())
    for (const auto& [element, unused] : layer->claims()) {
      const std::optional<ElementClaims> now = claims(element);
      if (!now) continue;
      const auto& days = list == RecordKind::KnownDay ? now->known_days : now->effective_days;
      const auto next = std::ranges::lower_bound(days, first);
      if (next != days.end() && *next <= last) found.push_back(element);
    }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::vector<ElementId> OverlayView::unsettled_claims(std::int64_t day) const {
  std::vector<ElementId> found;
  find_uncertain(snapshot_, day, found);
  std::set<ElementId> replaced;
  for (const auto& layer : overlay_.layers())
    for (const auto& [element, unused] : layer->claims()) replaced.insert(element);
  std::erase_if(found, [&](ElementId element) { return replaced.contains(element); });
  const auto unsettled = [&](const UncertainDays& days) {
    return days.first <= day && day < days.last;
  };
  for (const ElementId element : replaced)
    if (const auto now = claims(element);
        now && std::ranges::any_of(uncertain_days(now->claims), unsettled))
      found.push_back(element);
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::vector<ElementId> OverlayView::changing_claims(std::int64_t first, std::int64_t last) const {
  return with_days(RecordKind::ClaimDay, first, last);
}
std::vector<ElementId> OverlayView::known_claims(std::int64_t first, std::int64_t last) const {
  return with_days(RecordKind::KnownDay, first, last);
}

}  // namespace normgraph::store
