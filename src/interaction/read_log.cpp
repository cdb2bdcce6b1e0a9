#include "interaction/read_log.h"

#include "base/limits.h"
#include "base/text.h"
#include "fhir/search/date_range.h"
#include "interaction/address.h"
#include "interaction/audit_event.h"
#include "interaction/bundle_text.h"
#include "json/read.h"

#include <algorithm>
#include <array>
#include <map>

namespace helselos::interaction {

namespace {

constexpr std::array<std::string_view, 4> parameters{"patient", "date", "agent", "action"};

Error not_answered(std::string_view what)
{
    return {Kind::unsupported, std::string(what) + ": the log is searched by patient, date, agent and action"};
}

// "Patient/1", "1" or the whole address; of another type only where the parameter allows it.
std::string reference_of(std::string_view value, std::string_view base, std::string_view default_type)
{
    if (value.starts_with(base) && value.size() > base.size() && value[base.size()] == '/')
        value.remove_prefix(base.size() + 1);
    return value.find('/') == std::string_view::npos && !default_type.empty()
        ? std::string(default_type) + "/" + std::string(value)
        : std::string(value);
}

// http://hl7.org/fhir/R4/search.html#date with the prefixes that make one span of time.
Result<void> add_date(access::LogQuery& query, std::string_view value, const Hall& hall)
{
    const bool has_prefix = value.size() > 2 && is_letter(value[0]);
    const auto prefix = has_prefix ? value.substr(0, 2) : std::string_view("eq");
    const auto range
        = fhir::search::date_range(has_prefix ? value.substr(2) : value, hall.extractor.parameters()->zone());
    if (!range)
        return Error{Kind::invalid, "date is not a date"};
    const Instant start{std::chrono::milliseconds(range->low)}, end{std::chrono::milliseconds(range->high)};
    const auto from = [&](Instant at) { query.from = query.from ? std::max(*query.from, at) : at; };
    const auto before = [&](Instant at) { query.before = query.before ? std::min(*query.before, at) : at; };
    if (prefix == "eq" || prefix == "ge")
        from(start);
    else if (prefix == "gt" || prefix == "sa")
        from(end);
    if (prefix == "eq" || prefix == "le")
        before(end);
    else if (prefix == "lt" || prefix == "eb")
        before(start);
    constexpr std::array<std::string_view, 7> known{"eq", "ge", "gt", "sa", "le", "lt", "eb"};
    return std::ranges::find(known, prefix) == known.end() ? Result<void>(not_answered("this prefix of date"))
                                                           : Result<void>();
}

Result<void> set_once(std::string& member, std::string value)
{
    if (!member.empty())
        return not_answered("a parameter named twice");
    member = std::move(value);
    return {};
}

Result<void> add_parameter(
    access::LogQuery& query, const std::string& name, const std::string& value, const Hall& hall, std::string_view base)
{
    if (name == "_format" || name == "_pretty")
        return {};
    if (name == "_cursor") {
        query.cursor = value;
        return {};
    }
    if (name == "_count") {
        const auto count = to_unsigned(value);
        if (!count || *count == 0)
            return Error{Kind::invalid, "_count is not a number from 1 on"};
        query.count = std::min<std::size_t>(*count, limits::log_page_max);
        return {};
    }
    if (value.empty())
        return Error{Kind::invalid, "a parameter of the search has no value"};
    if (name == "date")
        return add_date(query, value, hall);
    if (name == "agent")
        return set_once(query.agent, reference_of(value, base, ""));
    if (name == "action")
        return set_once(query.action, value.substr(value.find('|') == std::string::npos ? 0 : value.find('|') + 1));
    if (name != "patient")
        return not_answered("a parameter of the search");
    if (!query.patients.empty())
        return not_answered("a parameter named twice");
    for (const auto patient : split(value, ','))
        query.patients.push_back(reference_of(patient, base, "Patient"));
    return {};
}

Result<access::LogQuery> query_of(const SearchRequest& request, const Hall& hall)
{
    access::LogQuery query;
    query.count = limits::log_page_default;
    if (request.compartment) {
        if (request.compartment->type != "Patient")
            return not_answered("this compartment");
        query.patients = {"Patient/" + request.compartment->id};
    }
    for (const auto& [name, value] : request.parameters)
        TRY(add_parameter(query, name, value, hall, request.base));
    return query;
}

std::string link_of(const SearchRequest& request, const std::string& cursor)
{
    auto url = request.base;
    if (request.compartment)
        url += "/" + request.compartment->type + "/" + request.compartment->id;
    url += "/AuditEvent";
    char separator = '?';
    const auto add = [&](std::string_view name, const std::string& value) {
        url.append(1, separator).append(name).append("=").append(percent_encode(value));
        separator = '&';
    };
    for (const auto& [name, value] : request.parameters)
        if (name != "_cursor")
            add(name, value);
    if (!cursor.empty())
        add("_cursor", cursor);
    return url;
}

std::string name_in(json::Value resource)
{
    const auto name = resource["name"];
    if (name.is_string())
        return std::string(name.text());
    const auto human = name.at(0);
    if (!human["text"].text().empty())
        return std::string(human["text"].text());
    std::string text;
    for (const auto given : human["given"].elements())
        text += std::string(given.text()) + " ";
    return text + std::string(human["family"].text());
}

// Names of those who work here and of organisations, which everyone who is signed in may know; looked up once.
class Names {
public:
    explicit Names(access::Session& session) : m_session(session) {}

    AuditNames of(const access::AuditRow& row)
    {
        const auto agent = row.agent.substr(0, row.agent.find(' '));
        if (agent == m_session.caller().subject && !agent.empty())
            return {"Du", find(row.organization)};
        return {find(agent), find(row.organization)};
    }

private:
    const std::string& find(const std::string& reference)
    {
        const auto [place, is_new] = m_found.try_emplace(reference);
        if (is_new)
            place->second = look_up(reference);
        return place->second;
    }

    // Without a name the log is still told.
    std::string look_up(const std::string& reference)
    {
        const auto slash = reference.find('/');
        const auto type = reference.substr(0, slash);
        if (slash == std::string::npos || (type != "Practitioner" && type != "Organization"))
            return {};
        const auto version = m_session.read({type, reference.substr(slash + 1)});
        if (!version || !*version || (*version)->act == access::Act::remove)
            return {};
        const auto document = json::read((*version)->body);
        return document ? name_in(document->root()) : std::string();
    }

    access::Session& m_session;
    std::map<std::string, std::string> m_found;
};

access::Version as_version(const access::LoggedRow& logged, Names& names)
{
    return {{std::string(audit_event_type), logged.id}, 1, logged.row.at, access::Act::create,
        json::to_text(audit_event(logged, names.of(logged.row)))};
}

}  // namespace

std::span<const std::string_view> log_parameters()
{
    return parameters;
}

Result<std::string> search_log(access::Session& session, const Hall& hall, const SearchRequest& request)
{
    const auto log = TRY(session.log(TRY(query_of(request, hall))));
    Names names(session);
    BundleText bundle("searchset");
    const auto cursor = std::ranges::find(request.parameters, "_cursor", &QueryParameters::value_type::first);
    bundle.link("self", link_of(request, cursor == request.parameters.end() ? "" : cursor->second));
    if (!log.next.empty())
        bundle.link("next", link_of(request, log.next));
    for (const auto& logged : log.rows)
        bundle.entry(search_entry(as_version(logged, names), request.base, "match"));
    return std::move(bundle).finish();
}

Result<access::Version> read_logged(access::Session& session, std::string_view id)
{
    const auto logged = TRY(session.logged(id));
    if (!logged)
        return Error{Kind::not_found, "no such resource"};
    Names names(session);
    return as_version(*logged, names);
}

Result<void> refuse_written_log(std::string_view type)
{
    if (type != audit_event_type)
        return {};
    return Error{Kind::unsupported, "AuditEvents are told from the log, which writes itself", "AuditEvent"};
}

}  // namespace helselos::interaction
