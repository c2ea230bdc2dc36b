#pragma once

#include <filesystem>
#include <fstream>
#include <string>

namespace normgraph::test {

/// A folder of data files that lives as long as the object: a small valid set, to be spoiled.
class DataFolder {
 public:
  DataFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "normgraph-data-XXXXXX").string();
    path_ = mkdtemp(name.data());
    write("manifest.json",
          R"({"format": 1, "title": "test", "schema": "schema.json",
              "definitions": "definitions.json", "files": ["facts.jsonl"]})");
    write("VERSION", "1.0 2026-10-09\n");
    write("schema.json", schema);
    write("definitions.json",
          R"json({"chains": {"c": "(a)-->(b)"}, "rules": {"r": "rule.nql"}})json");
    write("rule.nql", "MATCH (n) RETURN n");
    write("facts.jsonl", facts);
  }
  ~DataFolder() { std::filesystem::remove_all(path_); }
  DataFolder(const DataFolder&) = delete;
  DataFolder& operator=(const DataFolder&) = delete;

  const std::string& path() const { return path_; }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(std::filesystem::path(path_) / name, std::ios::binary) << text;
  }
  /// facts.jsonl with the valid lines first and these behind.
  void add_facts(const std::string& lines) const { write("facts.jsonl", facts + lines); }
  void remove(const std::string& name) const {
    std::filesystem::remove(std::filesystem::path(path_) / name);
  }

  static constexpr std::uint32_t fact_lines = 7;
  inline static const std::string facts =
      R"({"label": "Source", "key": "S1", "set": {"title": "The act", "dated": "2024-07-12", "kind": "primary"}}
{"label": "Source", "key": "S2", "set": {"title": "A report", "dated": "2026-06", "kind": "secondary"}}
{"label": "Article", "key": "art:9", "set": {"number": 9, "title": "Risk management"}, "source": ["S1"]}
{"label": "Item", "key": "wi:1", "set": {"title": "Risk"}, "source": ["S2"], "confidence": "low"}
{"claim": "stage", "of": "wi:1", "value": "20.00", "from": "2024-04-09", "source": ["S2"]}
{"claim": "stage", "of": "wi:1", "value": "40.20", "from": "2026-05-07", "source": ["S2"]}
{"type": "SUPPORTS", "from": "wi:1", "to": "art:9", "set": {"extent": "all"}, "source": ["S2"]}
)";

  inline static const std::string schema = R"({
"format": 1,
"properties": {
  "title": {"type": "string"},
  "number": {"type": "integer or string"},
  "dated": {"type": "period"},
  "kind": {"type": "string"},
  "stage": {"type": "stage"},
  "stage_since": {"type": "period", "derived": {"claim": "stage", "take": "from"}},
  "since": {"type": "date"},
  "words": {"type": "list of string"},
  "share": {"type": "float"},
  "open": {"type": "boolean"},
  "length": {"type": "duration"},
  "extent": {"type": "string"}
},
"labels": {
  "Provision": {"singular": "provision", "plural": "provisions"},
  "Article": {"singular": "article", "plural": "articles", "number": "number",
              "columns": ["number", "title"], "implies": ["Provision"],
              "properties": ["number", "title", "since", "open"]},
  "Item": {"singular": "item", "plural": "items",
           "properties": ["title", "stage", "stage_since", "words", "share", "length"]},
  "Source": {"singular": "source", "plural": "sources", "properties": ["title", "dated", "kind"]}
},
"relationships": {
  "SUPPORTS": {"from": ["Item"], "to": ["Provision"], "properties": ["extent"]}
}
})";

 private:
  std::string path_;
};

}  // namespace normgraph::test
