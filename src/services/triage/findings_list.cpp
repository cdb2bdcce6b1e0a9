#include "services/triage/findings_list.h"

#include "services/triage/condition_text.h"
#include "services/triage/decimal.h"

namespace helselos::triage {

namespace {

using json::Draft;

constexpr std::array<const char*, 3> kinds{"yes-no", "choice", "number"};
constexpr std::array<const char*, 3> worrying{"yes", "no", "neither"};

Draft text_of(const Wording& wording)
{
    auto text = json::object({});
    for (std::size_t i = 0; i < languages_count; ++i) {
        const auto language = static_cast<Language>(i);
        const std::string code(code_of(language));
        if (const auto written = wording.written(language); !written.empty())
            text.set(code, written);
        if (const auto child = wording.written(language, Speaks::about_child); !child.empty())
            text.set(code + "-child", child);
    }
    return json::unless_empty(std::move(text));
}

Draft codes_of(const std::vector<Coding>& codings)
{
    auto codes = json::array();
    for (const auto& coding : codings)
        codes.push(json::object({{"system", coding.system}, {"code", coding.code}}));
    return json::unless_empty(std::move(codes));
}

Draft asked_by(const Content& content, FindingIndex finding)
{
    auto protocols = json::array();
    for (const auto& protocol : content.protocols)
        if (protocol.asks(finding))
            protocols.push(protocol.id);
    return protocols;
}

void add_values(const Finding& finding, Draft& draft)
{
    if (finding.kind == Finding::Kind::yes_no)
        draft.set("values", json::array({"yes", "no", "unknown"}));
    if (finding.kind == Finding::Kind::choice) {
        auto choices = json::array();
        for (const auto& choice : finding.choices)
            choices.push(json::object({{"id", choice.id}, {"text", text_of(choice.text)}}));
        draft.set("choices", std::move(choices));
    }
    if (finding.kind != Finding::Kind::number)
        return;
    draft.set("min", Draft::number(from_millionths(finding.min)));
    draft.set("max", Draft::number(from_millionths(finding.max)));
    draft.set("decimals", finding.decimals);
    if (!finding.unit.empty())
        draft.set("unit", finding.unit);
    draft.set("unitLabel", text_of(finding.unit_label));
    if (finding.normal)
        draft.set("normal",
            json::array({Draft::number(from_millionths(finding.normal->low)),
                Draft::number(from_millionths(finding.normal->high))}));
}

Draft written(const Content& content, FindingIndex index)
{
    const auto& finding = content.findings[index];
    auto draft = json::object({{"id", finding.id}, {"kind", kinds[static_cast<std::size_t>(finding.kind)]}});
    add_values(finding, draft);
    draft.set("worrying", worrying[static_cast<std::size_t>(finding.worrying)]);
    draft.set("redFlag", finding.red_flag);
    draft.set("unknown", finding.unknown_passes ? "passes" : "counts");
    if (!finding.applies_when.empty())
        draft.set("appliesWhen", to_text(content.findings, finding.applies_when));
    draft.set("codes", codes_of(finding.codings));
    draft.set("question", text_of(finding.question));
    draft.set("help", text_of(finding.help));
    draft.set(finding.kind == Finding::Kind::yes_no ? "present" : "statement", text_of(finding.present));
    draft.set("absent", text_of(finding.absent));
    draft.set("protocols", asked_by(content, index));
    return draft;
}

Draft names_of(const Content& content, const std::vector<FindingIndex>& findings)
{
    auto names = json::array();
    for (const auto finding : findings)
        names.push(content.findings[finding].id);
    return names;
}

Draft written(const Content& content, const Protocol& protocol)
{
    auto synonyms = json::object({});
    for (const auto language : whole_languages) {
        auto words = json::array();
        for (const auto& word : protocol.synonyms[static_cast<std::size_t>(language)])
            words.push(word);
        synonyms.set(std::string(code_of(language)), json::unless_empty(std::move(words)));
    }
    return json::object({{"complaint", protocol.id}, {"version", protocol.version}, {"date", protocol.date},
        {"review", protocol.review}, {"title", text_of(protocol.title)}, {"codes", codes_of(protocol.codings)},
        {"synonyms", json::unless_empty(std::move(synonyms))}, {"assumes", names_of(content, protocol.assumes)},
        {"findings", names_of(content, protocol.findings)}});
}

}  // namespace

Draft findings_list(const Content& content)
{
    auto findings = json::array();
    for (std::size_t i = 0; i < content.findings.size(); ++i)
        findings.push(written(content, static_cast<FindingIndex>(i)));
    auto protocols = json::array();
    for (const auto& protocol : content.protocols)
        protocols.push(written(content, protocol));
    return json::object(
        {{"fingerprint", content.fingerprint}, {"findings", std::move(findings)}, {"protocols", std::move(protocols)}});
}

}  // namespace helselos::triage
