// How the timeline looks, in light and in dark. Colours are written out, not named by variables of
// CSS, which programs that show SVG outside a browser do not know.

#include <fmt/format.h>

#include "repl/timeline/timeline.hpp"

namespace normgraph::repl {

namespace {

constexpr std::string_view layout_rules =
    ".tl{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,"
    "sans-serif;display:block}\n"
    ".tl text{font-size:12px}.tl .tl-title{font-size:18px;font-weight:600}"
    ".tl .tl-label{font-size:13px}.tl .tl-group{font-size:14px;font-weight:600}"
    ".tl .tl-year,.tl .tl-now{font-weight:600}"
    ".tl .tl-date{font-variant-numeric:tabular-nums;paint-order:stroke;stroke-width:4px;"
    "stroke-linejoin:round}"
    ".tl .tl-dropped{text-decoration:line-through}\n"
    ".tl .tl-old{stroke-width:1.5}.tl .tl-move{stroke-width:1.5;stroke-dasharray:3 3}"
    ".tl .tl-vague{stroke-opacity:.5}.tl .tl-today{stroke-width:2}"
    ".tl .tl-cross{stroke-width:2;fill:none}\n";

struct Palette {
  const char *page, *ink, *faint, *mark, *rule, *grid, *now;
};
constexpr Palette light{"#fff", "#1b2230", "#566072", "#1f5fae", "#e6e9ef", "#d3d8e2", "#b3261e"};
constexpr Palette dark{"#12161d", "#e7eaf0", "#a7b0c0", "#8ab8f5", "#262d38", "#394251", "#ff8a80"};

std::string color_rules(const Palette& p) {
  return fmt::format(
      ".tl .tl-page{{fill:{page}}}.tl text{{fill:{ink}}}.tl .tl-small,.tl .tl-tick{{fill:{faint}}}"
      ".tl .tl-now{{fill:{now}}}.tl .tl-date{{stroke:{page}}}.tl .tl-mark,.tl "
      ".tl-span{{fill:{mark}}}"
      ".tl .tl-old{{fill:{page};stroke:{mark}}}.tl .tl-move,.tl .tl-vague{{stroke:{mark}}}"
      ".tl .tl-stop{{stop-color:{mark}}}.tl .tl-rule{{stroke:{rule}}}.tl .tl-grid{{stroke:{grid};"
      "stroke-dasharray:1 3}}.tl .tl-newyear{{stroke-dasharray:none}}"
      ".tl .tl-today,.tl .tl-cross{{stroke:{now}}}\n",
      fmt::arg("page", p.page), fmt::arg("ink", p.ink), fmt::arg("faint", p.faint),
      fmt::arg("mark", p.mark), fmt::arg("rule", p.rule), fmt::arg("grid", p.grid),
      fmt::arg("now", p.now));
}

}  // namespace

std::string_view timeline_style() {
  static const std::string style = std::string(layout_rules) + color_rules(light) +
                                   "@media screen and (prefers-color-scheme:dark){\n" +
                                   color_rules(dark) + "}\n";
  return style;
}

std::string timeline_gradients(const std::string& id) {
  constexpr const char* stops[][5] = {{"both", ".12", ".85", ".85", ".12"},
                                      {"left", ".05", ".5", ".85", ".85"},
                                      {"right", ".85", ".85", ".5", ".05"}};
  std::string out = "<defs>\n";
  for (const auto& [name, a, b, c, d] : stops)
    out += fmt::format(
        "<linearGradient id=\"{}-{}\"><stop class=\"tl-stop\" offset=\"0\" stop-opacity=\"{}\"/>"
        "<stop class=\"tl-stop\" offset=\".3\" stop-opacity=\"{}\"/><stop class=\"tl-stop\" "
        "offset=\".7\" stop-opacity=\"{}\"/><stop class=\"tl-stop\" offset=\"1\" "
        "stop-opacity=\"{}\"/></linearGradient>\n",
        id, name, a, b, c, d);
  return out + "</defs>\n";
}

}  // namespace normgraph::repl
