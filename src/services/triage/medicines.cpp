#include "services/triage/medicines.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::triage {

namespace {

constexpr const char* file_name = "medicines.yaml";

Medicine read_medicine(const Page& page, const YAML::Node& node, RuleReader& rules)
{
    page.only(node, {"id", "when", "text", "complaints", "evidence", "note"});
    Medicine medicine{page.text(node, "id"), page.wording(node, "text"), rules.read_when(page, node, "when"),
        page.texts(node, "complaints"), rules.read_evidence(page, node), page.place(node)};
    if (!is_kebab_case(medicine.id))
        page.problem(node, fmt::format("\"{}\" must be lower-case words with hyphens", medicine.id));
    return medicine;
}

bool is_for(const Medicine& medicine, const Protocol& protocol)
{
    return medicine.complaints.empty()
        || std::ranges::find(medicine.complaints, protocol.id) != medicine.complaints.end();
}

Answers with_assumed(const Protocol& protocol, Answers answers)
{
    for (const auto finding : protocol.assumes)
        answers.set(finding, answered_yes);
    return answers;
}

}  // namespace

std::vector<Medicine> read_medicines(const std::filesystem::path& folder, RuleReader& rules, Problems& problems)
{
    std::vector<Medicine> medicines;
    if (!std::filesystem::exists(folder / file_name))
        return medicines;
    const Page page(folder, file_name, problems);
    page.only(page.root(), {"medicines"});
    for (const auto& node : page.elements(page.root(), "medicines")) {
        auto medicine = read_medicine(page, node, rules);
        if (std::ranges::find(medicines, medicine.id, &Medicine::id) != medicines.end())
            page.problem(node, fmt::format("the medicine \"{}\" stands twice", medicine.id));
        if (!medicine.when.empty())
            medicines.push_back(std::move(medicine));
    }
    return medicines;
}

std::vector<const Medicine*> medicines_to_avoid(
    const Content& content, const Protocol& protocol, const Answers& answers)
{
    const auto known = with_assumed(protocol, answers.closed());
    std::vector<const Medicine*> avoided;
    for (const auto& medicine : content.medicines)
        if (is_for(medicine, protocol) && evaluate(medicine.when, known) == can_be_true)
            avoided.push_back(&medicine);
    return avoided;
}

bool can_be_told(const Content& content, const Protocol& protocol, const Medicine& medicine)
{
    auto answers = content.no_answers().closed();
    for (const auto finding : protocol.findings)
        answers.set(finding, open_answer);
    return is_for(medicine, protocol)
        && (evaluate(medicine.when, with_assumed(protocol, std::move(answers))) & can_be_true) != 0;
}

}  // namespace helselos::triage
