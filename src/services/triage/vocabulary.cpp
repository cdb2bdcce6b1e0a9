#include "services/triage/vocabulary.h"

#include "base/limits.h"
#include "base/text.h"
#include "services/triage/decimal.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::triage {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 3> code_systems{{
    {"ICPC-2", "http://hl7.org/fhir/sid/icpc-2"},
    {"SNOMED", "http://snomed.info/sct"},
    {"LOINC", "http://loinc.org"},
}};

std::optional<Finding::Kind> kind_of(std::string_view word)
{
    if (word == "yes-no")
        return Finding::Kind::yes_no;
    if (word == "choice")
        return Finding::Kind::choice;
    if (word == "number")
        return Finding::Kind::number;
    return std::nullopt;
}

std::optional<Finding::Worrying> worrying_of(std::string_view word)
{
    if (word == "yes")
        return Finding::Worrying::yes;
    if (word == "no")
        return Finding::Worrying::no;
    if (word == "neither")
        return Finding::Worrying::neither;
    return std::nullopt;
}

}  // namespace

bool is_kebab_case(std::string_view name)
{
    const auto fits = [](char c) { return is_lower(c) || is_digit(c) || c == '-'; };
    return !name.empty() && is_lower(name.front()) && name.back() != '-' && std::ranges::all_of(name, fits)
        && name.find("--") == std::string_view::npos;
}

std::vector<Coding> read_codings(const Page& page, const YAML::Node& map)
{
    std::vector<Coding> codings;
    for (const auto& element : page.elements(map, "codes")) {
        const auto words = page.scalar(element, "codes");
        const auto space = words.find(' ');
        const auto found
            = std::ranges::find(code_systems, words.substr(0, space), [](auto& pair) { return pair.first; });
        if (space == std::string::npos || found == code_systems.end())
            page.problem(element,
                fmt::format("a code is written as \"ICPC-2 R21\", \"SNOMED 29857009\" or \"LOINC 8310-5\", "
                            "not as \"{}\"",
                    words));
        else
            codings.push_back({std::string(found->second), std::string(trim(words.substr(space + 1)))});
    }
    return codings;
}

void Vocabulary::read(const std::filesystem::path& folder)
{
    std::vector<std::string> names;
    std::error_code failure;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "findings", failure))
        if (entry.path().extension() == ".yaml")
            names.push_back("findings/" + entry.path().filename().string());
    std::ranges::sort(names);
    if (names.empty())
        m_problems.push_back({"findings", 0, "there is no file with findings"});
    for (const auto& name : names) {
        const auto& page = m_pages.emplace_back(folder, name, m_problems);
        page.only(page.root(), {"findings", "pictures"});
        if (const auto findings = page.member(page.root(), "findings"))
            for (const auto& [key, node] : page.pairs(*findings))
                read_finding(page, key, node);
        if (const auto pictures = page.member(page.root(), "pictures"))
            for (const auto& [key, node] : page.pairs(*pictures)) {
                if (!m_pictures.try_emplace(key.Scalar(), Written{&page, node}).second
                    || m_content.finding(key.Scalar()))
                    page.problem(key, fmt::format("\"{}\" is already the name of something else", key.Scalar()));
                m_unused_pictures.insert(key.Scalar());
            }
    }
    for (std::size_t finding = 0; finding < m_content.findings.size(); ++finding)
        read_gate(static_cast<FindingIndex>(finding));
}

void Vocabulary::read_finding(const Page& page, const YAML::Node& name, const YAML::Node& node)
{
    page.only(node,
        {"kind", "question", "help", "present", "absent", "statement", "choices", "unit", "unit-label", "min", "max",
            "decimals", "normal", "codes", "said", "red-flag", "worrying", "unknown", "ask", "applies-when", "note"});
    Finding finding;
    finding.id = page.scalar(name, "finding");
    finding.place = page.place(name);
    if (!is_kebab_case(finding.id))
        page.problem(name, fmt::format("\"{}\" must be lower-case words with hyphens", finding.id));
    const auto kind = kind_of(page.text_or(node, "kind", "yes-no"));
    if (!kind)
        page.problem(node, "\"kind\" must be yes-no, choice or number");
    finding.kind = kind.value_or(Finding::Kind::yes_no);
    const bool is_yes_no = finding.kind == Finding::Kind::yes_no;
    const auto worrying = worrying_of(page.text_or(node, "worrying", is_yes_no ? "yes" : "neither"));
    if (!worrying || (!is_yes_no && worrying != Finding::Worrying::neither))
        page.problem(node, "\"worrying\" must be yes, no or neither, and is for yes-no findings only");
    finding.worrying = worrying.value_or(Finding::Worrying::neither);
    finding.red_flag = page.flag(node, "red-flag");
    const auto unknown = page.text_or(node, "unknown", "counts");
    if (unknown != "counts" && unknown != "passes")
        page.problem(node, "\"unknown\" must be counts or passes");
    finding.unknown_passes = unknown == "passes";
    const auto ask = page.text_or(node, "ask", "in-turn");
    if (ask != "in-turn" && ask != "last")
        page.problem(node, "\"ask\" must be in-turn or last");
    finding.ask_last = ask == "last";
    finding.question = page.wording(node, "question");
    finding.help = page.wording_or_none(node, "help");
    finding.present = page.wording(node, is_yes_no ? "present" : "statement");
    if (is_yes_no)
        finding.absent = page.wording(node, "absent");
    finding.said = page.texts(node, "said");
    if (!finding.said.empty() && !is_yes_no)
        page.problem(node, "\"said\" is for yes-no findings only");
    finding.codings = read_codings(page, node);
    read_choices(page, node, finding);
    read_number(page, node, finding);
    const auto index = static_cast<FindingIndex>(m_content.findings.size());
    if (!m_content.finding_index.try_emplace(finding.id, index).second) {
        page.problem(name, fmt::format("the finding \"{}\" stands twice", finding.id));
        return;
    }
    m_content.findings.push_back(std::move(finding));
    m_written.push_back({&page, node});
}

void Vocabulary::read_choices(const Page& page, const YAML::Node& node, Finding& finding)
{
    const auto choices = page.member(node, "choices");
    if (choices.has_value() != (finding.kind == Finding::Kind::choice))
        page.problem(node, "\"choices\" belong to the kind choice, and only there");
    if (!choices)
        return;
    for (const auto& [key, wording] : page.pairs(*choices)) {
        const auto id = page.scalar(key, "choices");
        if (!is_kebab_case(id) || id == "unknown" || id == "yes" || id == "no")
            page.problem(key, fmt::format("a choice cannot be called \"{}\"", id));
        if (std::ranges::find(finding.choices, id, &Choice::id) != finding.choices.end())
            page.problem(key, fmt::format("the choice \"{}\" stands twice", id));
        page.only_wording(wording, {});
        finding.choices.push_back({id, page.wording_of(wording, id)});
    }
    if (finding.choices.size() < 2 || finding.choices.size() > limits::triage_choices_max)
        page.problem(*choices, fmt::format("there must be 2 to {} choices", limits::triage_choices_max));
}

void Vocabulary::read_number(const Page& page, const YAML::Node& node, Finding& finding)
{
    if (finding.kind != Finding::Kind::number) {
        for (const auto* key : {"min", "max", "normal", "decimals", "unit", "unit-label"})
            if (page.member(node, key))
                page.problem(node, fmt::format("\"{}\" is for numbers only", key));
        return;
    }
    const auto min = to_millionths(page.text(node, "min"));
    const auto max = to_millionths(page.text(node, "max"));
    const auto decimals = to_unsigned(page.text_or(node, "decimals", "0"));
    if (!min || !max || *min >= *max)
        page.problem(node, "\"min\" and \"max\" must be numbers, the smaller one first");
    if (!decimals || *decimals > 6)
        page.problem(node, "\"decimals\" must be a number from 0 to 6");
    finding.min = min.value_or(0);
    finding.max = max.value_or(0);
    finding.decimals = static_cast<unsigned>(decimals.value_or(0));
    read_normal(page, node, finding);
    finding.unit = page.text_or(node, "unit", "");
    finding.unit_label = page.wording_or_none(node, "unit-label");
    if (finding.unit.empty() != finding.unit_label.empty())
        page.problem(node, "\"unit\" (its UCUM code) and \"unit-label\" (for people) belong together");
}

// "normal: 36.1 to 38.0".
void Vocabulary::read_normal(const Page& page, const YAML::Node& node, Finding& finding)
{
    const auto text = page.text_or(node, "normal", "");
    if (text.empty())
        return;
    const auto words = split(text, ' ');
    const auto low = to_millionths(words.front());
    const auto high = to_millionths(words.back());
    if (words.size() != 3 || words[1] != "to" || !low || !high || *low > *high || *low < finding.min
        || *high > finding.max)
        return page.problem(
            node, "\"normal\" is written as \"36.1 to 38.0\", the smaller number first, between \"min\" and \"max\"");
    finding.normal = NormalRange{*low, *high};
}

void Vocabulary::read_gate(FindingIndex finding)
{
    if (page_of(finding).member(m_written[finding].node, "applies-when"))
        m_content.findings[finding].applies_when
            = resolve(m_written[finding], "applies-when", limits::triage_nesting_max);
}

const Condition& Vocabulary::resolve(Written& written, std::string_view key, std::size_t nesting_left)
{
    if (written.being_read) {
        written.page->problem(written.node, "this leads back to itself");
        return written.condition;
    }
    if (!written.was_read) {
        written.being_read = true;
        const auto node = key.empty() ? written.node : written.page->member(written.node, key).value_or(written.node);
        written.condition = condition(*written.page, node, nesting_left);
        written.being_read = false;
        written.was_read = true;
    }
    return written.condition;
}

void Vocabulary::report_unused_pictures() const
{
    for (const auto& name : m_unused_pictures) {
        const auto& written = m_pictures.find(name)->second;
        written.page->problem(written.node, fmt::format("no condition uses the picture \"{}\"", name));
    }
}

std::optional<FindingIndex> Vocabulary::finding(const Page& page, const YAML::Node& node)
{
    const auto name = page.scalar(node, "finding");
    const auto found = m_content.finding(name);
    if (!found && !name.empty())
        page.problem(node, fmt::format("there is no finding \"{}\"", name));
    return found;
}

}  // namespace helselos::triage
