#include "app/report/print.h"

#include "json/draft.h"

#include <fmt/format.h>

namespace helselos::app::report {

namespace {

std::string_view code_of(Reason reason)
{
    switch (reason) {
    case Reason::no_care_relation: return "no-care-relation";
    case Reason::own_record: return "own-record";
    case Reason::colleague: return "colleague";
    case Reason::same_address: return "same-address";
    case Reason::same_surname: return "same-surname";
    case Reason::many_patients: return "many-patients";
    case Reason::unusual_hours: return "unusual-hours";
    case Reason::refused: return "refused";
    }
    return "";
}

std::string whom(const Finding& finding)
{
    if (!finding.patient.empty())
        return finding.patient;
    const bool is_refused = finding.reasons == std::vector{Reason::refused};
    return fmt::format("{} patients{}", finding.patients, is_refused ? "" : " in an hour");
}

template <typename Name>
std::string joined(const std::vector<Reason>& reasons, std::string_view between, const Name& name)
{
    std::string text;
    for (const auto reason : reasons)
        text += std::string(text.empty() ? "" : between) + std::string(name(reason));
    return text;
}

// A spreadsheet takes what begins like a formula for one.
std::string field(const std::string& text)
{
    const bool is_formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
    std::string quoted = is_formula ? "\"'" : "\"";
    for (const char letter : text)
        quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
    return quoted + "\"";
}

}  // namespace

std::string to_lines(const std::vector<Finding>& findings)
{
    std::string text;
    for (const auto& finding : findings)
        text += fmt::format("{:>3}  {}{}{} -> {}, {} times, {} to {}: {}\n", finding.weight, finding.agent,
            finding.organization.empty() ? "" : " of ", finding.organization, whom(finding), finding.accesses,
            helselos::to_text(finding.first), helselos::to_text(finding.last),
            joined(finding.reasons, "; ", [](Reason reason) { return to_text(reason); }));
    return text + fmt::format("{} to look at; each may have a good explanation\n", findings.size());
}

std::string to_csv(const std::vector<Finding>& findings)
{
    std::string text = "weight,agent,organization,patient,patients,accesses,first,last,reasons\r\n";
    for (const auto& finding : findings)
        text += fmt::format("{},{},{},{},{},{},{},{},{}\r\n", finding.weight, field(finding.agent),
            field(finding.organization), field(finding.patient), finding.patients, finding.accesses,
            helselos::to_text(finding.first), helselos::to_text(finding.last), joined(finding.reasons, " ", code_of));
    return text;
}

std::string to_json(const std::vector<Finding>& findings)
{
    auto list = json::array();
    for (const auto& finding : findings) {
        auto reasons = json::array();
        for (const auto reason : finding.reasons)
            reasons.push(code_of(reason));
        list.push(json::object({
            {"weight", finding.weight},
            {"agent", finding.agent},
            {"organization", finding.organization.empty() ? json::absent : json::Draft(finding.organization)},
            {"patient", finding.patient.empty() ? json::absent : json::Draft(finding.patient)},
            {"patients", finding.patients == 0 ? json::absent : json::Draft(finding.patients)},
            {"accesses", finding.accesses},
            {"first", helselos::to_text(finding.first)},
            {"last", helselos::to_text(finding.last)},
            {"reasons", std::move(reasons)},
        }));
    }
    return json::to_text(list);
}

}  // namespace helselos::app::report
