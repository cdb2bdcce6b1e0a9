#include "interaction/view_request.h"

#include "base/limits.h"
#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::interaction {

namespace {

using fhir::view_definition::Format;
using fhir::view_definition::format_named;
using fhir::view_definition::Header;

// One parameter, of a body or of an address.
struct Given {
    std::string name;
    std::string text;  // Of value[x] that is a primitive, or of a Reference.
    json::Value resource = {};

    std::string element() const { return fmt::format("Parameters.parameter.where(name = '{}')", name); }
};

Given of_part(json::Value part)
{
    Given given{std::string(part["name"].text()), {}, part["resource"]};
    for (const auto& member : part.members()) {
        if (!member.key.starts_with("value"))
            continue;
        const auto value = member.value();
        given.text = value.is_object() ? value["reference"].text() : value.text();
    }
    return given;
}

class ViewRequestReader {
public:
    explicit ViewRequestReader(const OperationRequest& request) : m_request(request) {}

    Result<ViewRequest> read()
    {
        for (const auto& [name, text] : m_request.parameters)
            TRY(take({name, text}));
        if (m_request.body != nullptr)
            TRY(read_body(m_request.body->root()));
        choose_form();
        TRY(check_view());
        if (m_view.patients.size() > limits::view_patients_max)
            return Error{Kind::too_large, "too many patients are named"};
        return std::move(m_view);
    }

private:
    Result<void> read_body(json::Value body)
    {
        if (body["resourceType"].text() != "Parameters")
            return Error{Kind::invalid, "Parameters are needed", "resourceType"};
        for (const auto part : body["parameter"].elements())
            TRY(take(of_part(part)));
        return {};
    }

    Result<void> take(const Given& given)
    {
        const auto& name = given.name;
        if (name == "viewResource")
            return take_view(given);
        if (name == "resource")
            return take_resource(given);
        if (name == "_pretty")
            return {};
        if (given.text.empty())
            return Error{Kind::invalid, "a parameter has no value, or one of another type", given.element()};
        if (name == "viewReference")
            return take_once(m_view.reference, given);
        if (name == "viewCanonical")
            return take_once(m_view.canonical, given);
        if (name == "_format")
            return take_format(given);
        if (name == "header")
            return take_header(given);
        if (name == "patient")
            return take_reference(m_view.patients, "Patient", given);
        if (name == "group")
            return take_reference(m_view.groups, "Group", given);
        if (name == "_since")
            return take_since(given);
        if (name == "_limit")
            return take_limit(given);
        // A parameter that is not heeded would give another table than was asked for.
        return Error{Kind::unsupported, "this parameter is not offered", given.element()};
    }

    Result<void> take_view(const Given& given)
    {
        if (!given.resource.is_object() || m_view.view.exists())
            return Error{Kind::invalid, "one ViewDefinition is needed", given.element()};
        m_view.view = given.resource;
        return {};
    }

    Result<void> take_resource(const Given& given)
    {
        m_view.has_resources = true;
        if (!given.resource.is_object())
            return Error{Kind::invalid, "a resource is needed", given.element()};
        if (given.resource["resourceType"].text() != "Bundle")
            m_view.resources.push_back(given.resource);
        else
            for (const auto entry : given.resource["entry"].elements())
                m_view.resources.push_back(entry["resource"]);
        if (m_view.resources.size() > limits::view_resources_given_max)
            return Error{Kind::too_large, "too many resources were sent", given.element()};
        return {};
    }

    static Result<void> take_once(std::string& place, const Given& given)
    {
        if (!place.empty())
            return Error{Kind::invalid, "one ViewDefinition is needed", given.element()};
        place = given.text;
        return {};
    }

    // "Patient/1", its whole address here, or the id alone, as the operation once had it.
    Result<void> take_reference(std::vector<std::string>& references, std::string_view type, const Given& given)
    {
        auto id = std::string_view(own(given.text));
        if (id.starts_with(type) && id.substr(type.size()).starts_with('/'))
            id.remove_prefix(type.size() + 1);
        if (!is_id(id))
            return Error{Kind::invalid, fmt::format("a reference to a {} here is needed", type), given.element()};
        references.push_back(fmt::format("{}/{}", type, id));
        return {};
    }

    std::string_view own(std::string_view reference) const
    {
        const auto start = m_request.base + "/";
        return reference.starts_with(start) ? reference.substr(start.size()) : reference;
    }

    Result<void> take_format(const Given& given)
    {
        m_format = format_named(given.text);
        if (!m_format)
            m_view.not_offered = "the forms offered are json, ndjson and csv; Parquet is not";
        return {};
    }

    Result<void> take_header(const Given& given)
    {
        if (given.text != "true" && given.text != "false")
            return Error{Kind::invalid, "true or false is needed", given.element()};
        m_view.header = given.text == "true" ? Header::yes : Header::no;
        return {};
    }

    Result<void> take_since(const Given& given)
    {
        const auto instant = instant_from_text(given.text);
        if (!instant)
            return Error{Kind::invalid, "an instant is needed", given.element()};
        m_view.since = *instant;
        return {};
    }

    Result<void> take_limit(const Given& given)
    {
        m_view.limit = to_unsigned(given.text);
        if (!m_view.limit || *m_view.limit == 0)
            return Error{Kind::invalid, "a number of rows is needed, one at least", given.element()};
        return {};
    }

    // The first kind that Accept names and that can be given; whoever names none takes any.
    void choose_form()
    {
        bool is_any = trim(m_request.accept).empty();
        std::optional<Format> accepted;
        for (const auto part : split(m_request.accept, ',')) {
            const auto type = trim(part.substr(0, part.find(';')));
            is_any = is_any || type == "*/*" || type == "application/*" || type == "application/octet-stream";
            if (!accepted)
                accepted = format_named(type);
            m_view.wants_envelope = m_view.wants_envelope || (!accepted && !is_any && type == "application/fhir+json");
        }
        if (!is_any && !accepted && !m_view.wants_envelope && !m_format)
            m_view.not_offered = "the forms offered are application/json, application/x-ndjson and text/csv";
        m_view.format = m_format.value_or(accepted.value_or(Format::ndjson));
    }

    Result<void> check_view()
    {
        const auto& address = m_request.address;
        const int named = static_cast<int>(m_view.view.exists()) + static_cast<int>(!m_view.reference.empty())
            + static_cast<int>(!m_view.canonical.empty());
        if (!address.id.empty()) {
            if (named != 0)
                return Error{Kind::invalid, "the ViewDefinition is named by the address already"};
            m_view.reference = reference_of(address.key());
            return {};
        }
        if (named != 1)
            return Error{Kind::invalid, "one of viewResource, viewReference and viewCanonical is needed"};
        m_view.reference = std::string(own(m_view.reference));
        return {};
    }

    const OperationRequest& m_request;
    ViewRequest m_view;
    std::optional<Format> m_format;
};

}  // namespace

Result<ViewRequest> read_view_request(const OperationRequest& request)
{
    return ViewRequestReader(request).read();
}

}  // namespace helselos::interaction
