#include "services/triage/figures.h"

#include "services/triage/assess.h"
#include "services/triage/cases.h"
#include "services/triage/every_text.h"
#include "services/triage/plain_language.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>

namespace helselos::triage {

namespace {

class Counter {
public:
    Counter(const Content& content, const std::filesystem::path& folder) : m_content(content), m_folder(folder) {}

    Figures count()
    {
        m_figures.protocols = m_content.protocols.size();
        m_figures.findings = m_content.findings.size();
        count_rules();
        count_texts();
        for (const auto& protocol : m_content.protocols)
            count_cases(protocol);
        for (auto& screens : m_figures.screens)
            std::ranges::sort(screens);
        return std::move(m_figures);
    }

private:
    static std::size_t index(Level level) { return static_cast<std::size_t>(level); }

    void count_rules()
    {
        std::set<std::pair<std::string, unsigned>> places;
        for (const auto& protocol : m_content.protocols)
            for (const auto& rule : protocol.rules)
                if (places.insert({rule.place.file, rule.place.line}).second) {
                    ++m_figures.rules;
                    ++m_figures.rules_of_level[index(rule.outcome.level)];
                }
    }

    void count_texts()
    {
        std::array<Readability, languages_count> read;
        for_each_text(m_content, [&](const Wording& wording) {
            for (std::size_t i = 0; i < languages_count; ++i)
                for (const auto speaks : {Speaks::to_person, Speaks::about_child})
                    if (const auto text = wording.written(static_cast<Language>(i), speaks); !text.empty()) {
                        ++m_figures.texts[i];
                        read[i].add(text);
                    }
        });
        for (std::size_t i = 0; i < languages_count; ++i)
            m_figures.lix[i] = read[i].lix();
    }

    void count_cases(const Protocol& protocol)
    {
        const auto run = run_cases(m_content, m_folder, "protocols/" + protocol.id + ".cases.yaml");
        for (const auto& report : run.reports) {
            if (report.unlisted != Unlisted::no)
                continue;
            const auto& outcome = report.assessment.outcome;
            ++m_figures.cases_of_level[index(outcome.level)];
            m_figures.screens[index(outcome.level)].push_back(report.screens);
            const auto unsure = outcome_of(protocol, report.listed);
            m_figures.higher_when_unknown[index(outcome.level)] += unsure.level > outcome.level ? 1 : 0;
        }
    }

    const Content& m_content;
    std::filesystem::path m_folder;
    Figures m_figures;
};

std::size_t at_percent(const std::vector<std::size_t>& ordered, std::size_t percent)
{
    if (ordered.empty())
        return 0;
    return ordered[(ordered.size() - 1) * percent / 100];
}

}  // namespace

Figures figures_of(const Content& content, const std::filesystem::path& folder)
{
    return Counter(content, folder).count();
}

std::string to_text(const Figures& figures)
{
    const auto cases = std::accumulate(figures.cases_of_level.begin(), figures.cases_of_level.end(), std::size_t{0});
    auto text = fmt::format("{} complaints, {} findings, {} rules, {} cases\n\n", figures.protocols, figures.findings,
        figures.rules, cases);
    text += fmt::format("{:<10} {:>6} {:>6}   {:>14} {:>8}   {:>20}\n", "level", "rules", "cases", "screens, median",
        "longest", "higher when unknown");
    for (std::size_t i = levels_count; i-- > 0;)
        text += fmt::format("{:<10} {:>6} {:>6}   {:>15} {:>8}   {:>20}\n", code_of(static_cast<Level>(i)),
            figures.rules_of_level[i], figures.cases_of_level[i], at_percent(figures.screens[i], 50),
            at_percent(figures.screens[i], 100), figures.higher_when_unknown[i]);
    text += fmt::format("\n{:<10} {:>6} {:>6}\n", "language", "texts", "LIX");
    for (std::size_t i = 0; i < languages_count; ++i)
        text += fmt::format(
            "{:<10} {:>6} {:>6.1f}\n", code_of(static_cast<Language>(i)), figures.texts[i], figures.lix[i]);
    return text;
}

}  // namespace helselos::triage
