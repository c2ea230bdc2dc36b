#include "repl/help.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "grammar/error.hpp"
#include "repl/text_width.hpp"

namespace normgraph::repl {

namespace {

struct Topic {
  std::string_view name, text;
};

constexpr std::array topics{
    Topic{"show",
          "SHOW selection            a list\n"
          "\n"
          "A selection is a plural (articles, items, deadlines), a range (articles 8..15), one\n"
          "thing (article 9, prEN 18286, M/593, WG4, @key), or a plural with a condition.\n"
          "\n"
          "  show deadlines\n"
          "  show articles 8..15\n"
          "  show work items where stage is null\n"},
    Topic{"describe",
          "DESCRIBE reference        one thing: its facts with their sources, and its links\n"
          "\n"
          "  describe prEN 18228\n"
          "  describe article 9\n"
          "  describe M/593\n"},
    Topic{"gaps",
          "GAPS [IN selection] [ALONG chain] [AT LEAST phase] [DUE date]\n"
          "\n"
          "Where the cover of a provision by standards is missing or late: a row for each thing\n"
          "with its position, the deliverables behind it, its deadlines, and why.\n"
          "\n"
          "  gaps\n"
          "  gaps in articles 8..15\n"
          "  gaps in items of M/593\n"},
    Topic{"timeline",
          "TIMELINE [OF selection] [FROM date] [TO date] [NEXT duration]\n"
          "\n"
          "Dated facts in order. Dates may be a year, a month, a quarter or a day.\n"
          "\n"
          "  timeline of deadlines from 2026 to 2029\n"
          "  timeline next 6 months\n"},
    Topic{"briefing",
          "BRIEFING [name] [OF selection] [SINCE date] [UNTIL date]\n"
          "\n"
          "A document: what changed, what is due, what is not known, every item with its colour,\n"
          "a timeline, sources. OF narrows all of it to the selection and what belongs to it.\n"
          "Without SINCE: changes since the last one of that name.\n"
          "\n"
          "  briefing since 2026-05-08 into 'briefing.html'\n"
          "  briefing weekly of articles 8..15\n"},
    Topic{"coverage",
          "COVERAGE [OF selection] [GROUP BY grouping]\n"
          "\n"
          "What GAPS says, counted: intended and actual cover, positions and outlooks with their\n"
          "shares, and remarks. Groupings: chapter, section, item, working group, colour, …\n"
          "\n"
          "  coverage\n"
          "  coverage of articles 8..15 group by item\n"},
    Topic{"trace",
          "TRACE reference TO reference [VIA types] [ALL]\n"
          "\n"
          "How two things hang together, as paths in words.\n"
          "\n"
          "  trace article 10 to prEN 18283\n"
          "  trace article 10 to prEN 18283 via addresses, answers\n"},
    Topic{"impact",
          "IMPACT OF reference       what depends on it, directly or by way of others\n"
          "\n"
          "  impact of prEN 18229-1\n"},
    Topic{"changes",
          "CHANGES [OF selection] SINCE date [UNTIL date]\n"
          "\n"
          "What began, ended or changed its value between two days, with its source.\n"
          "\n"
          "  changes since 2026-05\n"
          "  changes of prEN 18228 since 2026\n"},
    Topic{
        "search",
        "SEARCH 'words' [IN selection]\n"
        "\n"
        "The things in whose texts the words stand, best first; with IN, the selected things and\n"
        "their parts. \"a phrase\" and begin* are understood.\n"
        "\n"
        "  search 'risk management'\n"
        "  search '\"quality management\" syst*' in articles\n"},
    Topic{"check",
          "CHECK 'what must hold' { query }\n"
          "\n"
          "Holds when the query gives no row; else its rows are shown, and the exit status is 4.\n"
          "\n"
          "  check 'all have a type' { match (w:WorkItem) where w.type is null return w.key }\n"},
    Topic{"define",
          "DEFINE name($a, $b = default) AS statement · RUN name(…) · SHOW STATEMENTS\n"
          "DEFINE CHAIN name AS pattern\n"
          "\n"
          "Statements and chains that are kept in the graph.\n"
          "\n"
          "  run late_items\n"
          "  define open_items($n = 1) as match (i:RequestItem) where i.number >= $n return "
          "i.title\n"},
    Topic{"match",
          "MATCH pattern [WHERE condition] RETURN expressions [ORDER BY …] [SKIP n] [LIMIT n]\n"
          "\n"
          "Pattern queries follow openCypher 9. A pattern is drawn: (a:Label {key: value}) is a\n"
          "node, -[r:TYPE]-> a relationship.\n"
          "\n"
          "  match (a:Article) where a.number = 9 return a\n"
          "  match (r:RequestItem)<-[:ANSWERS]-(w:WorkItem)\n"
          "    return r.number, collect(w.designation) order by r.number;\n"},
    Topic{"create",
          "CREATE pattern · MERGE pattern · SET n.key = value · REMOVE n.key · [DETACH] DELETE n\n"
          "\n"
          "Each statement is a transaction of its own; BEGIN … COMMIT or ROLLBACK joins several.\n"
          "\n"
          "  create (n:Note {key: 'note-1', text: 'ask WG4'})\n"
          "  match (n:Note {key: 'note-1'}) set n.done = true\n"},
    Topic{"explain",
          "EXPLAIN statement         what a statement means, and how it will run\n"
          "PROFILE statement         the same with rows, time and memory, after running it\n"
          "\n"
          "  explain gaps in articles 8..15\n"},
    Topic{
        "load",
        "LOAD 'file'               loads a file or folder: all of it or, with a problem, nothing\n"
        "\n"
        "  load 'notes.jsonl'\n"},
    Topic{"format",
          "Any statement with rows can end with FORMAT name and INTO 'file'\n"
          "(table, json, jsonl, csv, markdown, html; timelines also svg, mermaid, ics; the file's\n"
          "ending tells it too).\n"
          "\n"
          "  show deadlines format csv\n"
          "  timeline of deadlines from 2026 into 'deadlines.svg'\n"
          "\n"
          ":format csv  sets it for the statements that follow.\n"},
    Topic{"shell",
          "A statement on one line runs with Enter; one of several lines ends with ;\n"
          "\n"
          "  help [topic]         this help\n"
          "  quit, exit, Ctrl-D   leave\n"
          "  Ctrl-C               drop the line, or end the running statement\n"
          "  Tab                  complete keywords, labels, relationship types, functions\n"
          "  Ctrl-R               search the history\n"
          "  :as-of 2025-05-08    read the graph as it stood then; :as-of alone: today again\n"
          "  :known-by DATE       read what was public by then; alone: all that is known\n"
          "  :assume on|off       let durations count that no source gives\n"
          "  :param x = value     set the parameter $x (JSON or plain text); :param lists them\n"
          "  :format name         table, json, jsonl, csv, markdown, html, svg, mermaid, ics\n"},
};

constexpr std::string_view overview =
    "Sentences of standards work:\n"
    "  gaps in articles 8..15                     where cover by standards is missing\n"
    "  timeline of deadlines from 2026 to 2029    what is due when\n"
    "  describe prEN 18228                        one thing with its facts and links\n"
    "  briefing into 'briefing.html'              the state of play as a page\n"
    "  show work items                            a list\n"
    "Pattern queries:\n"
    "  match (a:Article) where a.number = 9 return a\n"
    "\n";

}  // namespace

std::vector<std::string> help_topics() {
  std::vector<std::string> names;
  for (const Topic& topic : topics) names.emplace_back(topic.name);
  return names;
}

std::string help_text(std::string_view topic) {
  std::string wanted(topic);
  std::transform(wanted.begin(), wanted.end(), wanted.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (wanted.empty()) {
    std::string names = "help TOPIC tells more:";
    for (const Topic& known : topics)
      names += (known.name == topics.front().name ? " " : ", ") + std::string(known.name);
    std::string text(overview);
    for (const std::string& line : wrap(names, 80)) text += line + "\n";
    return text;
  }
  for (const Topic& known : topics)
    if (known.name == wanted) return std::string(known.text);
  const std::vector<std::string> near = nearest_names(wanted, help_topics(), 1);
  return "there is no help on '" + std::string(topic) + "'" +
         (near.empty() ? "" : "; did you mean " + near.front() + "?") + "\n";
}

}  // namespace normgraph::repl
