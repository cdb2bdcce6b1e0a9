#include "server/rest/route.h"

#include "base/text.h"
#include "base/url.h"

#include <algorithm>
#include <vector>

namespace helselos::rest {

namespace {

using http::Method;
using interaction::Level;
using Segments = std::vector<std::string>;

// One kind of address and what may be done there.
struct Place {
    struct Way {
        Method method;
        Act act;
    };
    std::vector<Way> ways;
};

const Place at_base{{{Method::get, Act::search}, {Method::post, Act::bundle}}};
const Place at_metadata{{{Method::get, Act::capabilities}}};
const Place at_open_api{{{Method::get, Act::open_api}}};
const Place at_history{{{Method::get, Act::history}}};
const Place at_search{{{Method::post, Act::search_by_post}}};
const Place at_compartment{{{Method::get, Act::search}}};
const Place at_operation{
    {{Method::get, Act::operation}, {Method::post, Act::operation}, {Method::delete_, Act::operation}}};
const Place at_type{{{Method::get, Act::search}, {Method::post, Act::create}, {Method::put, Act::conditional_update},
    {Method::patch, Act::conditional_patch}, {Method::delete_, Act::conditional_remove}}};
const Place at_instance{{{Method::get, Act::read}, {Method::put, Act::update}, {Method::patch, Act::patch},
    {Method::delete_, Act::remove}}};
const Place at_version{{{Method::get, Act::vread}}};

Result<Segments> decode(std::string_view path)
{
    Segments segments;
    for (const auto part : split(path, '/'))
        if (!part.empty())
            segments.push_back(TRY(percent_decode(part)));
    return segments;
}

bool is_operation(std::string_view segment)
{
    return segment.starts_with('$');
}

struct Located {
    const Place* place = nullptr;
    Route route;
};

Located at(const Place& place, Route route)
{
    return {&place, std::move(route)};
}

Route operation_at(Level level, interaction::Address address, const std::string& name)
{
    return {Act::operation, std::move(address), name, level};
}

Result<Located> locate_in_system(const Segments& segments)
{
    if (segments.empty())
        return at(at_base, {});
    if (segments[0] == "metadata")
        return at(at_metadata, {});
    if (segments[0] == "openapi.json")
        return at(at_open_api, {});
    if (segments[0] == "_history")
        return at(at_history, {});
    if (segments[0] == "_search")
        return at(at_search, {});
    return at(at_operation, operation_at(Level::system, {}, segments[0]));
}

// Patient/1/Observation, Patient/1/*, Patient/1/Observation/_search
Result<Located> locate_in_compartment(
    const Segments& segments, interaction::Address address, const fhir::Definitions& definitions)
{
    const auto& searched = segments[2];
    const bool is_type = searched == "*" || interaction::is_resource_type(searched, definitions);
    const bool is_search = segments.size() == 4 && segments[3] == "_search";
    if (!is_type || (segments.size() != 3 && !is_search))
        return Error{Kind::not_found, "no such address"};
    Route route{.act = Act::search, .address = std::move(address), .in_compartment = searched};
    return at(is_search ? at_search : at_compartment, std::move(route));
}

Result<Located> locate_in_type(const Segments& segments, const fhir::Definitions& definitions)
{
    interaction::Address address{segments[0], {}, {}, {}};
    if (segments.size() == 1)
        return at(at_type, {Act::read, address, {}});
    const auto& second = segments[1];
    if (segments.size() == 2 && second == "_search")
        return at(at_search, {Act::read, address, {}});
    if (segments.size() == 2 && second == "_history")
        return at(at_history, {Act::read, address, {}});
    if (segments.size() == 2 && is_operation(second))
        return at(at_operation, operation_at(Level::type, address, second));
    if (!interaction::is_id(second))
        return Error{Kind::invalid, "not an id: up to 64 letters, digits, dashes and points"};

    address.id = second;
    if (segments.size() == 2)
        return at(at_instance, {Act::read, address, {}});
    const auto& third = segments[2];
    if (segments.size() == 3 && third == "_history")
        return at(at_history, {Act::read, address, {}});
    if (segments.size() == 3 && is_operation(third))
        return at(at_operation, operation_at(Level::instance, address, third));
    const bool is_of_version = segments.size() == 5 && is_operation(segments[4]);
    if ((segments.size() == 4 || is_of_version) && third == "_history") {
        address.version = to_unsigned(segments[3]);
        // A version that is no number of ours was never given out.
        if (!address.version)
            return Error{Kind::not_found, "no such version"};
        if (is_of_version)
            return at(at_operation, operation_at(Level::instance, address, segments[4]));
        return at(at_version, {Act::read, address, {}});
    }
    return locate_in_compartment(segments, std::move(address), definitions);
}

Result<Located> locate(const Segments& segments, const fhir::Definitions& definitions)
{
    const bool in_system = segments.empty()
        || (segments.size() == 1
            && (segments[0] == "metadata" || segments[0] == "openapi.json" || segments[0] == "_history"
                || segments[0] == "_search" || is_operation(segments[0])));
    if (in_system)
        return locate_in_system(segments);
    if (!interaction::is_resource_type(segments[0], definitions))
        return Error{Kind::not_found, "no such resource type"};
    return locate_in_type(segments, definitions);
}

std::string allow(const Place& place)
{
    std::string methods;
    for (const auto& way : place.ways) {
        methods += methods.empty() ? "" : ", ";
        methods += http::to_text(way.method);
        if (way.method == Method::get)
            methods += ", HEAD";
    }
    return methods;
}

}  // namespace

Routed find_route(Method method, std::string_view path, const fhir::Definitions& definitions)
{
    auto segments = decode(path);
    if (!segments)
        return {std::move(segments).error(), {}};
    auto located = locate(*segments, definitions);
    if (!located)
        return {std::move(located).error(), {}};
    const auto wanted = method == Method::head ? Method::get : method;
    const auto way = std::ranges::find(located->place->ways, wanted, &Place::Way::method);
    if (way == located->place->ways.end())
        return {Error{Kind::unsupported, "the method does not fit the address"}, allow(*located->place)};
    located->route.act = way->act;
    return {std::move(located->route), {}};
}

}  // namespace helselos::rest
