// Rules and what belongs to them while content is being read. Of concern to the readers of this
// folder only.
#pragma once

#include "services/triage/vocabulary.h"

namespace helselos::triage {

class RuleReader {
public:
    RuleReader(Content& content, Vocabulary& words) : m_content(content), m_words(words) {}

    // What a rule of this level counts when it is unknown and does not say itself.
    void set_if_unknown(Level level, Outcome outcome) { m_if_unknown[static_cast<std::size_t>(level)] = outcome; }

    Rule read_rule(const Page& page, const YAML::Node& node);
    // The part of a rule that `otherwise` of a protocol has too.
    void read_consequence(const Page& page, const YAML::Node& node, Rule& rule);
    void read_rules(const Page& page, const YAML::Node& map, std::vector<Rule>& rules);
    Condition read_when(const Page& page, const YAML::Node& map, std::string_view key);
    std::optional<Outcome> read_outcome(const Page& page, const YAML::Node& map, std::string_view key);
    std::vector<std::string> read_evidence(const Page& page, const YAML::Node& map);
    // By kind. `has_headline`: a headline of their own may stand beside them.
    std::vector<Advice> read_advice(const Page& page, const YAML::Node& kinds, bool has_headline = false);
    Group read_group(const Page& page, const YAML::Node& node);
    std::vector<FindingIndex> read_findings(const Page& page, const YAML::Node& map, std::string_view key);

private:
    Content& m_content;
    Vocabulary& m_words;
    std::array<Outcome, levels_count> m_if_unknown;
};

}  // namespace helselos::triage
