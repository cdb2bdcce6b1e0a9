#include "services/sharing/address_file.h"

#include "base/limits.h"
#include "base/text.h"
#include "fhir/view/coded.h"
#include "services/sharing/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace helselos::sharing {

namespace {

using fhir::view::concept_of;

using Field = std::string AddressEntry::*;
struct Column {
    std::string_view name;
    Field field;
};
constexpr std::array columns{Column{"her-id", &AddressEntry::her_id}, Column{"parent", &AddressEntry::parent},
    Column{"organization-number", &AddressEntry::organization_number}, Column{"name", &AddressEntry::name},
    Column{"kind", &AddressEntry::kind}, Column{"municipality", &AddressEntry::municipality},
    Column{"city", &AddressEntry::city}, Column{"phone", &AddressEntry::phone}};
constexpr std::string_view receives = "receives";

bool is_number(std::string_view text, std::size_t digits_max)
{
    return !text.empty() && text.size() <= digits_max && std::ranges::all_of(text, is_digit);
}

class AddressReader {
public:
    Result<std::vector<AddressEntry>> read(std::string_view text);

private:
    void problem(std::string text)
    {
        m_issues.push_back({Severity::error, "value", fmt::format("line {}", m_line), std::move(text)});
    }
    void read_header(const std::vector<std::string_view>& names);
    void read_entry(const std::vector<std::string_view>& values);
    void check(const AddressEntry& entry);

    std::vector<std::string> m_names;
    std::vector<AddressEntry> m_entries;
    std::set<std::string> m_seen;
    Issues m_issues;
    std::size_t m_line = 0;
};

void AddressReader::read_header(const std::vector<std::string_view>& names)
{
    for (const auto name : names)
        m_names.emplace_back(trim(name));
    for (const auto& column : columns)
        if (std::ranges::count(m_names, column.name) != 1)
            problem(fmt::format("the column {} is to stand here once", column.name));
    if (std::ranges::count(m_names, receives) != 1 || m_names.size() != columns.size() + 1)
        problem("these are not the columns that are read");
}

void AddressReader::check(const AddressEntry& entry)
{
    if (!is_number(entry.her_id, 9))
        problem("a HER-id has up to nine digits");
    if (!m_seen.insert(entry.her_id).second)
        problem("the HER-id stands here twice");
    if (entry.name.empty())
        problem("a name is needed");
    if (!entry.organization_number.empty() && !is_number(entry.organization_number, 9))
        problem("an organisation number has nine digits");
    if (!entry.municipality.empty() && (!is_number(entry.municipality, 4) || entry.municipality.size() != 4))
        problem("the number of a municipality has four digits");
}

void AddressReader::read_entry(const std::vector<std::string_view>& values)
{
    if (values.size() != m_names.size())
        return problem("there are not as many values as columns");
    AddressEntry entry;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto value = trim(values[i]);
        if (m_names[i] == receives && value != "yes" && value != "no")
            problem("receives is yes or no");
        if (m_names[i] == receives)
            entry.receives = value == "yes";
        const auto* column = std::ranges::find(columns, m_names[i], &Column::name);
        if (column != columns.end())
            entry.*(column->field) = std::string(value);
    }
    check(entry);
    m_entries.push_back(std::move(entry));
}

Result<std::vector<AddressEntry>> AddressReader::read(std::string_view text)
{
    for (const auto line : split(text, '\n')) {
        ++m_line;
        if (trim(line).empty() || line.starts_with('#'))
            continue;
        auto values = split(line, '\t');
        if (!values.empty() && values.back().ends_with('\r'))
            values.back().remove_suffix(1);
        if (m_names.empty())
            read_header(values);
        else
            read_entry(values);
        if (m_entries.size() > limits::address_entries_max)
            return Error{Kind::too_large, "the file has too many addresses"};
        if (m_issues.size() > limits::validation_issues_max)
            break;
    }
    for (const auto& entry : m_entries)
        if (!entry.parent.empty() && !m_seen.contains(entry.parent))
            problem(fmt::format("the organisation of the service {} is not in the file", entry.her_id));
    if (m_names.empty())
        problem("there is nothing in the file");
    if (!m_issues.empty())
        return Error{Kind::invalid,
            "the addresses have faults: " + m_issues.front().element + ": " + m_issues.front().text, "",
            std::move(m_issues)};
    return std::move(m_entries);
}

json::Draft identifiers_of(const AddressEntry& entry)
{
    auto identifiers = json::array({json::object({{"system", her_id_system}, {"value", entry.her_id}})});
    if (!entry.organization_number.empty() && entry.parent.empty())
        identifiers.push(json::object({{"system", organization_number_system}, {"value", entry.organization_number}}));
    return identifiers;
}

json::Draft types_of(const AddressEntry& entry)
{
    auto types = json::array();
    if (entry.receives)
        types.push(concept_of(organization_kind_system, receives_assessments));
    if (!entry.kind.empty())
        types.push(concept_of(organization_kind_system, entry.kind));
    return json::unless_empty(types);
}

json::Draft telecom_of(const AddressEntry& entry)
{
    if (entry.phone.empty())
        return {};
    return json::array({json::object({{"system", "phone"}, {"value", entry.phone}, {"use", "work"}})});
}

json::Draft address_of(const AddressEntry& entry)
{
    auto address = json::Draft::make(json::Type::object);
    if (!entry.municipality.empty())
        address.set("extension",
            json::array({json::object({{"url", "http://hl7.no/fhir/StructureDefinition/no-basis-municipalitycode"},
                {"valueCoding",
                    json::object({{"system", "urn:oid:2.16.578.1.12.4.1.1.3402"}, {"code", entry.municipality}})}})}));
    if (!entry.city.empty())
        address.set("city", entry.city);
    address.set("country", "NO");
    return json::array({address});
}

json::Draft started(json::Value before, std::string_view type)
{
    json::Draft draft = before.exists() ? json::Draft(before) : json::object({{"resourceType", type}});
    auto tags = json::array();
    for (const auto tag : before["meta"]["tag"].elements())
        if (tag["code"].text() != register_tag)
            tags.push(json::Draft(tag));
    tags.push(json::object({{"system", register_tag_system}, {"code", register_tag}}));
    draft.set("meta", json::object({{"tag", tags}}));
    draft.set("active", true);
    return draft;
}

}  // namespace

Result<std::vector<AddressEntry>> read_addresses(std::string_view text)
{
    if (text.size() > limits::address_file_bytes_max)
        return Error{Kind::too_large, "the file is too large"};
    return AddressReader().read(text);
}

json::Draft organization_of(const AddressEntry& entry, json::Value before)
{
    auto draft = started(before, "Organization");
    draft.set("identifier", identifiers_of(entry));
    draft.set("type",
        types_of(entry).exists() ? types_of(entry) : json::array({concept_of(organization_kind_system, "other")}));
    draft.set("name", entry.name);
    draft.set("telecom", telecom_of(entry));
    draft.set("address", address_of(entry));
    return draft;
}

json::Draft service_of(const AddressEntry& entry, const std::string& provided_by, json::Value before)
{
    auto draft = started(before, "HealthcareService");
    draft.set("identifier", identifiers_of(entry));
    draft.set("providedBy", fhir::view::reference_to(provided_by));
    draft.set("type",
        types_of(entry).exists() ? types_of(entry) : json::array({concept_of(organization_kind_system, "other")}));
    draft.set("name", entry.name);
    draft.set("telecom", telecom_of(entry));
    return draft;
}

}  // namespace helselos::sharing
