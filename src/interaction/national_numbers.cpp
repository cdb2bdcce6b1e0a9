#include "interaction/national_numbers.h"

#include "base/text.h"
#include "fhir/norway/number_in_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace helselos::interaction {

namespace {

namespace norway = fhir::norway;

// As FHIRPath names an element whose type is chosen.
std::string_view element_name(std::string_view key)
{
    return key == "valueIdentifier" || key == "valueReference" ? std::string_view("value") : key;
}

class Judge {
public:
    Judge(const Hall& hall) : m_rules(hall.numbers), m_now(hall.clock.now()) {}

    // Depth is bounded by the JSON reader.
    void look_at(json::Value value, const std::string& path)
    {
        if (value.is_array())
            for (std::size_t i = 0; i < value.size(); ++i)
                look_at(value.at(i), fmt::format("{}[{}]", path, i));
        if (!value.is_object())
            return;
        judge(value, path);
        for (const auto& member : value.members())
            if (member.value().is_object() || member.value().is_array())
                look_at(member.value(), fmt::format("{}.{}", path, element_name(member.key)));
    }

    Issues issues;

private:
    void judge(json::Value identifier, const std::string& path)
    {
        const auto value = identifier["value"];
        if (!value.is_string())
            return;
        const auto wrong = norway::check_identifier(identifier["system"].text(), value.text(), m_rules, m_now);
        if (wrong)
            issues.push_back({Severity::error, fmt::format("business-rule/{}", norway::code_of(*wrong)),
                path + ".value", std::string(norway::text_of(*wrong))});
    }

    const norway::NumberRules& m_rules;
    Instant m_now;
};

bool has_norwegian_system(std::string_view text)
{
    // Much quicker than std::string_view::find on texts as long as these.
    return memmem(text.data(), text.size(), norway::oid_of_all.data(), norway::oid_of_all.size()) != nullptr;
}

bool is_person(std::string_view type)
{
    constexpr std::array<std::string_view, 4> persons{"Patient", "Person", "Practitioner", "RelatedPerson"};
    return std::ranges::find(persons, type) != persons.end();
}

// "patient.identifier", "subject:identifier", "_has:Patient:link:identifier": what the parameter asks last.
bool asks_for_identifier(std::string_view name)
{
    const auto last = name.substr(name.find_last_of(".:") + 1);
    if (last == "identifier" || last == "_filter" || last == "_content" || last == "_text")
        return true;
    const auto base = name.substr(0, name.find(':'));
    return base == "identifier" || base.ends_with(".identifier");
}

Error in_address(std::string reason)
{
    Error error{Kind::invalid, std::move(reason)};
    error.issues.push_back({Severity::error, "business-rule/number-in-address", "", error.reason});
    return error;
}

}  // namespace

Issues judge_numbers(const Hall& hall, json::Value resource)
{
    Judge judge(hall);
    judge.look_at(resource, std::string(resource["resourceType"].text()));
    return std::move(judge.issues);
}

Result<void> refuse_wrong_numbers(const Hall& hall, const access::Key& key, json::Value resource, std::string_view text)
{
    Issues issues;
    if (has_norwegian_system(text))
        issues = judge_numbers(hall, resource);
    if (is_person(key.type) && norway::holds_number(key.id))
        issues.push_back({Severity::error, "business-rule/number-in-address", key.type + ".id",
            "the id of a person's resource stands in addresses, so it is no national identity number"});
    if (issues.empty())
        return {};
    return Error{Kind::unprocessable, "an identifier is refused", {}, std::move(issues)};
}

bool names_person(std::string_view name, std::string_view value)
{
    if (norway::names_person_by_system(value))
        return true;
    return asks_for_identifier(name) && norway::holds_number(value);
}

Result<void> refuse_number_in_address(std::string_view path, const QueryParameters& parameters)
{
    const auto segments = split(path, '/');
    for (std::size_t i = 1; i < segments.size(); ++i)
        if (is_person(segments[i - 1]) && norway::holds_number(segments[i]))
            return in_address("a national identity number is not an id and does not stand in an address: search by "
                              "identifier, with POST to [type]/_search");
    const auto named = std::ranges::any_of(
        parameters, [](const auto& parameter) { return names_person(parameter.first, parameter.second); });
    if (named)
        return in_address("a national identity number does not stand in an address: search with POST to "
                          "[type]/_search; a conditional act names it in the body of a batch or transaction");
    return {};
}

}  // namespace helselos::interaction
