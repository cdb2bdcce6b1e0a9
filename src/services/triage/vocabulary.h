// The findings while content is being read: names to findings, pictures (named combinations)
// and conditions written in words. Of concern to the readers of this folder only.
#pragma once

#include "services/triage/page.h"

#include <deque>
#include <map>
#include <set>
#include <string>

namespace helselos::triage {

class Vocabulary {
public:
    Vocabulary(Content& content, Problems& problems) : m_content(content), m_problems(problems) {}

    // Reads every file in findings/.
    void read(const std::filesystem::path& folder);

    // A condition in words; see the guide for editors. Empty after a problem.
    Condition condition(const Page& page, const YAML::Node& node, std::size_t nesting_left);

    // The finding of this name; a problem when there is none.
    std::optional<FindingIndex> finding(const Page& page, const YAML::Node& node);

    void report_unused_pictures() const;
    // Where a finding is written, for problems about it.
    const Page& page_of(FindingIndex finding) const { return *m_written[finding].page; }
    const YAML::Node& node_of(FindingIndex finding) const { return m_written[finding].node; }

private:
    struct Written {
        const Page* page = nullptr;
        YAML::Node node;
        bool being_read = false;
        bool was_read = false;
        Condition condition = {};
    };

    void read_finding(const Page& page, const YAML::Node& name, const YAML::Node& node);
    void read_choices(const Page& page, const YAML::Node& node, Finding& finding);
    void read_number(const Page& page, const YAML::Node& node, Finding& finding);
    void read_normal(const Page& page, const YAML::Node& node, Finding& finding);
    void read_codes(const Page& page, const YAML::Node& node, Finding& finding);
    void read_gate(FindingIndex finding);
    // Reads a picture or a gate once; a ring of them is a problem.
    const Condition& resolve(Written& written, std::string_view key, std::size_t nesting_left);

    Condition of_words(const Page& page, const YAML::Node& node, std::string_view text, std::size_t nesting_left);
    Condition of_list(const Page& page, const YAML::Node& node, std::size_t nesting_left);
    Condition of_picture(const std::string& name, std::size_t nesting_left);
    Condition with_gate(FindingIndex finding, Step step, Step::Unknown unknown, std::size_t nesting_left);
    // What "don't know" is in a condition that does not say itself.
    Step::Unknown when_unknown(FindingIndex finding) const;
    std::optional<Step> choice_step(
        const Page& page, const YAML::Node& node, FindingIndex finding, std::string_view words);
    std::optional<Step> number_step(
        const Page& page, const YAML::Node& node, FindingIndex finding, std::string_view sign, std::string_view words);

    Content& m_content;
    Problems& m_problems;
    std::deque<Page> m_pages;
    std::vector<Written> m_written;  // By finding: its `applies-when`.
    std::map<std::string, Written, std::less<>> m_pictures;
    std::set<std::string> m_unused_pictures;
};

// "ICPC-2 R21" or "SNOMED 162397003"; a problem when the system is not known.
std::vector<Coding> read_codings(const Page& page, const YAML::Node& map);

// Lower-case letters, digits and single hyphens between them.
bool is_kebab_case(std::string_view name);

}  // namespace helselos::triage
