#include "graph/process/schedule.hpp"

#include <algorithm>

#include "graph/claims/resolve.hpp"
#include "graph/value/compare.hpp"
#include "graph/value/period.hpp"
#include "graph/value/stage.hpp"
#include "graph/value/temporal/arithmetic.hpp"

namespace normgraph {

namespace {

using Basis = Milestone::Basis;

std::optional<Period> period_of(const Value& value) {
  if (value.type() == Type::Period) return value.as_period();
  if (value.type() == Type::Date) return period_of_day(value.as_date());
  return std::nullopt;
}

void add_new(std::vector<std::string>& to, const std::vector<std::string>& more) {
  for (const std::string& text : more)
    if (std::find(to.begin(), to.end(), text) == to.end()) to.push_back(text);
}

Duration sum(const Duration& a, const Duration& b) {
  return {a.months + b.months, a.days + b.days, a.seconds + b.seconds, 0};
}

Duration negative(const Duration& d) { return {-d.months, -d.days, -d.seconds, -d.nanoseconds}; }

/// How long a step takes, and who says so.
struct Length {
  StepLength length;
  bool assumed = false;
  std::vector<std::string> sources;
};

/// From the earliest to the latest day on which something ends that begins in `start`.
Period after(const Period& start, const StepLength& length) {
  const DayBounds days = widened(start);
  Period end;
  end.form = Period::Form::Interval;
  end.unknown_start = start.unknown_start;
  end.unknown_end = start.unknown_end || !length.most;
  const auto moved = [](std::int64_t day, const std::optional<Duration>& by) {
    const bool open = day == Period::open_start || day == Period::open_end;
    return open || !by ? day : add(Date{day}, *by).days;
  };
  end.first = moved(days.first, length.least);
  end.last = end.unknown_end ? Period::open_end : moved(days.last, length.most);
  if (end.first == end.last) return period_of_day(Date{end.first});
  if (!end.unknown_start && !end.unknown_end && end.last != Period::open_end &&
      end.first != Period::open_start)
    end.form = Period::Form::OneOf;  // some day between
  return end;
}

class Scheduler {
 public:
  Scheduler(const ScheduleQuestion& question, const ProcessModel& model,
            const store::GraphView& view)
      : ask_(question), model_(model), view_(view) {}

  Schedule run() {
    Schedule schedule;
    template_ = find_template();
    if (!template_) return schedule;
    schedule.template_name = template_->name;
    read_state();
    for (const ProcessStep& step : template_->steps) schedule.milestones.push_back(named(step));
    std::size_t begun = 0;  // one behind the last that was reached
    for (std::size_t i = 0; i < schedule.milestones.size(); ++i)
      if (reach(schedule.milestones[i])) begun = i + 1;
    for (std::size_t i = 0; i < begun; ++i) schedule.milestones[i].basis = Basis::Reached;
    go_forward(schedule.milestones, begun);
    go_backward(schedule.milestones);
    return schedule;
  }

 private:
  const ProcessTemplate* find_template() const {
    for (const ProcessTemplate& each : model_.templates) {
      const bool fits = std::all_of(each.applies.begin(), each.applies.end(), [&](const auto& p) {
        const Value value = property(ask_.node, p.first);
        return std::any_of(p.second.begin(), p.second.end(),
                           [&](const Value& wanted) { return equivalent(value, wanted); });
      });
      if (fits) return &each;
    }
    return nullptr;
  }

  Value property(NodeId node, std::string_view name) const {
    const KeyId key = view_.find_key(name);
    return key == no_key ? Value() : view_.node_property(key, node);
  }

  void read_state() {
    if (const Value key = property(ask_.node, "key"); key.type() == Type::String)
      key_ = key.as_string();
    claims_ = view_.claims(ElementId::of(ask_.node)).value_or(ElementClaims{});
    const ClaimHistory history(claims_.claims, model_.stage_property, ask_.when);
    states_ = history.states();
    const Value stage = property(ask_.node, model_.stage_property);
    if (stage.type() == Type::Stage) stage_ = stage.as_stage();
    read_setbacks();
    if (ask_.delay) delay_ = ask_.delay;
    if (!ask_.what_if) return;
    for (const WhatIf::SupposedDelay& delay : ask_.what_if->delays)
      if (delay.key == key_) delay_ = delay_ ? sum(*delay_, delay.by) : delay.by;
  }

  /// The days on which the item was set back, and whether the last vote sent it back.
  void read_setbacks() {
    for (const LinkPath& path : model_.setbacks) {
      std::optional<std::int64_t> last, last_setback;
      for (const Dated& found : follow(path, ask_.node, view_)) {
        const std::optional<Period> date = found.date ? period_of(*found.date) : std::nullopt;
        if (!date || date->last > ask_.when.day) continue;
        last = std::max(last.value_or(date->last), date->last);
        if (!found.fits) continue;
        setback_ = std::max(setback_.value_or(date->last), date->last);
        last_setback = std::max(last_setback.value_or(date->last), date->last);
      }
      if (path.sends_back && last_setback && *last_setback == *last) sent_back_ = true;
    }
  }

  static Milestone named(const ProcessStep& step) {
    Milestone milestone;
    milestone.name = step.milestone;
    milestone.stage = step.stage;
    return milestone;
  }

  bool reach(Milestone& milestone) const {
    if (!milestone.stage) return reach_by_link(milestone);
    if (!stage_ || stage_->scheme != milestone.stage->scheme ||
        stage_->code < milestone.stage->code)
      return false;
    milestone.basis = Basis::Reached;
    for (auto state = states_.rbegin(); state != states_.rend(); ++state) {
      const Value& value = state->claim->value;
      if (value.type() != Type::Stage || !(value.as_stage() == *milestone.stage)) continue;
      milestone.when = state->claim->from;
      milestone.sources = state->claim->sources;
      break;
    }
    return true;
  }

  bool reach_by_link(Milestone& milestone) const {
    for (const auto& [name, path] : model_.reached) {
      if (name != milestone.name) continue;
      for (const Dated& found : follow(path, ask_.node, view_)) {
        const std::optional<Period> date = found.date ? period_of(*found.date) : std::nullopt;
        if (!found.fits || !date || date->first > ask_.when.day) continue;
        milestone.basis = Basis::Reached;
        milestone.when = date;
        return true;
      }
    }
    return false;
  }

  // ---- forwards ----

  void go_forward(std::vector<Milestone>& milestones, std::size_t begun) {
    std::optional<Period> at;
    bool assumed = false, delayed = false, known = true;
    std::vector<std::string> sources;
    if (begun > 0) {
      const Milestone& last = milestones[begun - 1];
      at = last.when;
      sources = last.sources;
      if (!at && !states_.empty()) at = states_.back().claim->from;
      // A graph without claims may say it beside the stage.
      if (!at) at = period_of(property(ask_.node, model_.stage_property + "_since"));
    }
    for (std::size_t i = begun; i < milestones.size(); ++i) {
      Milestone& next = milestones[i];
      if (take_supposed(next) || take_planned(next)) {
        assumed = next.basis == Basis::Supposed || (delay_ && ask_.what_if);
        delayed = known = true;
        sources = next.sources;
      } else if (i > 0) {
        expect(next, template_->steps[i], at, i == begun, known, assumed);
        if (delay_ && !delayed && next.when) {
          next.when = after(*next.when, {delay_, delay_});
          delayed = true;
          if (ask_.what_if) assumed = true;
        }
        add_new(sources, next.sources);
      }
      next.assumed = assumed;
      next.sources = sources;
      at = next.when;
    }
  }

  /// The milestone before it, and the duration of the step.
  void expect(Milestone& next, const ProcessStep& step, const std::optional<Period>& at, bool first,
              bool& known, bool& assumed) {
    const Length took = length_of(step, first && sent_back_);
    next.sources = took.sources;
    if (!took.length.is_known()) next.note = step.note;
    if (first && sent_back_) next.note = "the last vote did not approve it";
    if (!took.length.most) known = false;
    assumed = assumed || took.assumed;
    next.basis = known && at ? Basis::Expected : Basis::Unknown;
    if (at) next.when = after(*at, took.length);
  }

  Length length_of(const ProcessStep& step, bool sent_back) const {
    Length result;
    if (sent_back && step.has_setback) {
      if (ask_.assume) result = {step.after_setback, true, {}};
      return result;
    }
    if (!step.rule.empty()) result = length_by_rule(step.rule);
    const bool missing = !result.length.most;
    if (missing && ask_.assume && step.assumed.most) {
      result.length.most = step.assumed.most;
      if (!result.length.least) result.length.least = step.assumed.least;
      result.assumed = true;
    }
    return result;
  }

  /// A node says how long: `least` and `most`, or `duration`, which is both.
  Length length_by_rule(const std::string& rule) const {
    Length result;
    const KeyId key = view_.find_key("key");
    const auto nodes =
        key == no_key ? std::nullopt : view_.lookup(no_label, key, Value::string(rule));
    if (!nodes || nodes->empty()) return result;
    const NodeId node = nodes->front();
    const auto read = [&](const char* name) -> std::optional<Duration> {
      const Value value = property(node, name);
      if (value.type() != Type::Duration) return std::nullopt;
      return value.as_duration();
    };
    result.length = {read("least"), read("most")};
    if (!result.length.is_known()) {
      result.length.least = result.length.most = read("duration");
    }
    const Value sources = property(node, "sources");
    if (sources.type() == Type::List)
      for (const Value& source : sources.as_list())
        if (source.type() == Type::String) result.sources.push_back(source.as_string());
    return result;
  }

  bool take_supposed(Milestone& milestone) const {
    if (!ask_.what_if) return false;
    for (const WhatIf::SupposedDate& date : ask_.what_if->dates) {
      if (date.key != key_) continue;
      Schedule alone;
      alone.milestones.push_back(milestone);
      if (!alone.find(date.milestone)) continue;
      milestone.basis = Basis::Supposed;
      milestone.when = ask_.delay ? after(date.when, {ask_.delay, ask_.delay}) : date.when;
      return true;
    }
    return false;
  }

  bool take_planned(Milestone& milestone) const {
    if (!milestone.stage) return false;
    const ClaimHistory history(claims_.claims, model_.stage_property, ask_.when);
    const Claim* claim = history.planned(Value::stage(*milestone.stage));
    if (!claim || !claim->from) return false;
    milestone.planned = claim->from;
    milestone.planned_sources = claim->sources;
    if (setback_ && claim->known_day < *setback_) {
      milestone.note = "planned for " + to_text(*claim->from) + ", overtaken by what happened on " +
                       to_text(period_of_day(Date{*setback_}));
      return false;
    }
    milestone.basis = Basis::Planned;
    milestone.when = claim->from;
    milestone.sources = claim->sources;
    milestone.note = claim->note;
    if (claim->from->last < ask_.when.day)
      milestone.note = "planned for " + to_text(*claim->from) + ", outcome not known";
    if (delay_) milestone.when = after(*claim->from, {delay_, delay_});
    return true;
  }

  // ---- backwards ----

  void go_backward(std::vector<Milestone>& milestones) {
    std::optional<std::int64_t> latest = ask_.deadline;
    if (!latest) latest = deadline_of(ask_.node, model_, view_);
    if (!latest || milestones.empty()) return;
    std::optional<std::int64_t> safe = latest;
    for (std::size_t i = milestones.size(); i-- > 0;) {
      milestones[i].latest = latest;
      milestones[i].safe = safe;
      if (i == 0) break;
      const StepLength length = length_of(template_->steps[i], false).length;
      if (length.least) latest = add(Date{*latest}, negative(*length.least)).days;
      if (safe && length.most)
        safe = add(Date{*safe}, negative(*length.most)).days;
      else
        safe.reset();
    }
  }

  const ScheduleQuestion& ask_;
  const ProcessModel& model_;
  const store::GraphView& view_;
  const ProcessTemplate* template_ = nullptr;
  std::string key_;
  ElementClaims claims_;
  std::vector<ClaimState> states_;
  std::optional<Stage> stage_;
  std::optional<std::int64_t> setback_;
  bool sent_back_ = false;
  std::optional<Duration> delay_;
};

}  // namespace

const Milestone* Schedule::find(std::string_view name) const {
  for (const Milestone& milestone : milestones)
    if (milestone.name == name) return &milestone;
  const bool in = name.starts_with("in ");
  for (const Milestone& milestone : milestones)
    if (milestone.stage && stage_phase(*milestone.stage) == (in ? name.substr(3) : name))
      return &milestone;
  return nullptr;
}

Schedule schedule_of(const ScheduleQuestion& question, const ProcessModel& model,
                     const store::GraphView& view) {
  return Scheduler(question, model, view).run();
}

std::optional<std::int64_t> deadline_of(NodeId node, const ProcessModel& model,
                                        const store::GraphView& view) {
  std::optional<std::int64_t> earliest;
  if (!model.deadlines) return earliest;
  for (const Dated& found : follow(*model.deadlines, node, view)) {
    const std::optional<Period> date = found.date ? period_of(*found.date) : std::nullopt;
    if (!found.fits || !date || date->first == Period::open_start) continue;
    earliest = std::min(earliest.value_or(date->first), date->first);
  }
  return earliest;
}

std::optional<Period> forecast_of(const Milestone& milestone, std::int64_t today) {
  if (!milestone.when || milestone.basis == Basis::Reached) return milestone.when;
  const Period& when = *milestone.when;
  if (when.unknown_end) return when.first > today ? milestone.when : std::nullopt;
  const DayBounds days = widened(when);
  if (days.last < today) return std::nullopt;
  if (days.first >= today) return when;
  Period rest;  // it was not reported, so it is still to come
  rest.first = today;
  rest.last = days.last;
  if (rest.first != rest.last) rest.form = Period::Form::OneOf;
  return rest;
}

}  // namespace normgraph
