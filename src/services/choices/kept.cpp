#include "services/choices/kept.h"

#include "access/codes.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "interaction/criteria.h"
#include "json/read.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::choices {

namespace {

constexpr std::size_t digits_of_number = 11;

Result<json::Document> open(const std::optional<access::Version>& version)
{
    if (!version || version->act == access::Act::remove)
        return Error{Kind::not_found, "no such resource"};
    return json::read(version->body);
}

Result<void> read_into(std::vector<json::Document>& documents, const access::Found& found)
{
    for (const auto& match : found.matches)
        documents.push_back(TRY(json::read(match.body)));
    return {};
}

}  // namespace

Result<json::Document> current(access::Writing& writing, const access::Key& key)
{
    return open(TRY(writing.read(key)));
}

Result<json::Document> current(access::Session& session, std::string_view reference)
{
    return open(TRY(session.read(TRY(key_of(reference)))));
}

Result<access::Key> key_of(std::string_view reference)
{
    const auto slash = reference.find('/');
    if (slash == std::string_view::npos)
        return Error{Kind::not_found, "no such resource"};
    return access::Key{std::string(reference.substr(0, slash)), std::string(reference.substr(slash + 1))};
}

Result<std::vector<json::Document>> find_all(access::Session& session, const interaction::Hall& hall,
    std::string_view type, std::string_view criteria, std::size_t count_max)
{
    std::vector<json::Document> documents;
    auto query = TRY(interaction::parse_criteria(hall, type, criteria));
    query.count = limits::search_page_max;
    while (true) {
        const auto found = TRY(session.search(query));
        TRY(read_into(documents, found));
        if (documents.size() > count_max)
            return Error{Kind::too_costly, "there is too much of this to tell all of it"};
        if (found.next.empty())
            return documents;
        query.cursor = found.next;
    }
}

Result<std::vector<json::Document>> find_in(
    access::Writing& writing, const interaction::Hall& hall, std::string_view type, std::string_view criteria)
{
    std::vector<json::Document> documents;
    auto query = TRY(interaction::parse_criteria(hall, type, criteria));
    query.count = limits::search_page_max;
    const auto found = TRY(writing.search(query));
    if (!found.next.empty())
        return Error{Kind::too_costly, "there is too much of this to look through"};
    TRY(read_into(documents, found));
    return documents;
}

Result<std::optional<json::Document>> patient_with_number(
    access::Session& session, const interaction::Hall& hall, std::string_view number)
{
    // Digits and nothing else: a comma would ask for two persons.
    if (number.size() != digits_of_number || !std::ranges::all_of(number, is_digit))
        return std::optional<json::Document>();
    std::string tokens;
    for (const auto system : access::codes::national_numbers)
        tokens += (tokens.empty() ? "" : ",") + percent_encode(fmt::format("{}|{}", system, number));
    const auto query = TRY(interaction::parse_criteria(hall, "Patient", "identifier=" + tokens));
    const auto found = TRY(session.search(query));
    // Two with one number: whose record it is would be a guess.
    if (found.matches.size() != 1)
        return std::optional<json::Document>();
    return std::optional(TRY(json::read(found.matches.front().body)));
}

std::string name_of(json::Value resource)
{
    const auto name = resource["name"];
    if (name.is_string())
        return std::string(name.text());
    const auto human = name.is_array() ? name.at(0) : name;
    if (!human["text"].text().empty())
        return std::string(human["text"].text());
    std::string text;
    for (const auto given : human["given"].elements())
        text += std::string(given.text()) + " ";
    return std::string(trim(text + std::string(human["family"].text())));
}

json::Draft reference_to(const Named& named)
{
    return json::object(
        {{"reference", named.reference}, {"display", named.name.empty() ? json::Draft() : json::Draft(named.name)}});
}

}  // namespace helselos::choices
