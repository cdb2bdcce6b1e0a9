#include "interaction/statements/open_api.h"

#include <map>
#include <set>

#include <fmt/format.h>

namespace helselos::interaction {

namespace {

using Methods = std::map<std::string, json::Draft>;
using Paths = std::map<std::string, Methods>;

constexpr const char* fhir_json = "application/fhir+json";

json::Draft of_form(const char* media, json::Draft schema)
{
    return json::object({{media, json::object({{"schema", std::move(schema)}})}});
}

json::Draft schema_of(std::string_view type)
{
    return json::object({{"$ref", fmt::format("#/components/schemas/{}", type)}});
}

json::Draft answer(const char* description, std::string_view type)
{
    return json::object({{"description", description}, {"content", of_form(fhir_json, schema_of(type))}});
}

json::Draft refused()
{
    return json::object({{"$ref", "#/components/responses/Refused"}});
}

json::Draft body_of(const char* media, std::string_view type)
{
    return json::object({{"required", true}, {"content", of_form(media, schema_of(type))}});
}

json::Draft parameter(std::string_view name)
{
    return json::object({{"$ref", fmt::format("#/components/parameters/{}", name)}});
}

// What one method at one address does.
struct Method {
    std::string name;      // "read"; with the tag, unique.
    std::string_view tag;  // A resource type, or "System".
    const char* summary;
    int status = 200;
    std::string_view answered = "Bundle";  // The type of the answer; empty: no body.
    json::Draft parameters = json::array();
    json::Draft body = {};
};

json::Draft draft_of(Method method)
{
    auto answers = json::object({});
    answers.set(std::to_string(method.status),
        method.answered.empty() ? json::object({{"description", "Done"}}) : answer("Done", method.answered));
    answers.set("default", refused());
    return json::object({
        {"operationId", fmt::format("{}_{}", method.name, method.tag)},
        {"tags", json::array({method.tag})},
        {"summary", method.summary},
        {"parameters", json::unless_empty(std::move(method.parameters))},
        {"requestBody", std::move(method.body)},
        {"responses", std::move(answers)},
    });
}

json::Draft with_id(std::initializer_list<std::string_view> more = {})
{
    auto list = json::array({parameter("id")});
    for (const auto name : more)
        list.push(parameter(name));
    return list;
}

// What the statement tells of one type, or of the system.
class Told {
public:
    explicit Told(json::Value part) : m_part(part) {}

    std::string_view type() const { return m_part["type"].text(); }
    bool does(std::string_view interaction) const
    {
        for (const auto each : m_part["interaction"].elements())
            if (each["code"].text() == interaction)
                return true;
        return false;
    }
    bool says(const char* element) const { return m_part[element].truth(); }
    bool says(const char* element, std::string_view value) const { return m_part[element].text() == value; }
    json::Value search_parameters() const { return m_part["searchParam"]; }

private:
    json::Value m_part;
};

// "subject" of Observation: parameters of one type have its name before them, those of every type none.
std::string component_name(std::string_view type, std::string_view code)
{
    return code.starts_with('_') ? std::string(code) : fmt::format("{}.{}", type, code);
}

json::Draft search_drafts(const Told& told, std::string_view type)
{
    auto list = json::array();
    for (const auto each : told.search_parameters().elements())
        list.push(parameter(component_name(type, each["name"].text())));
    for (const std::string_view name :
        {"_count", "_sort", "_total", "_summary", "_elements", "_include", "_revinclude"})
        list.push(parameter(name));
    return list;
}

void add_instance(const Told& told, Paths& paths)
{
    const auto type = told.type();
    auto& methods = paths[fmt::format("/{}/{{id}}", type)];
    if (told.does("read"))
        methods["get"] = draft_of({"read", type, "Read the current version", 200, type,
            with_id({"_summary", "_elements", "If-None-Match", "If-Modified-Since"})});
    if (told.does("update"))
        methods["put"] = draft_of({"update", type, "Update, or create with this id", 200, type,
            with_id({"If-Match", "Prefer"}), body_of(fhir_json, type)});
    if (told.does("patch"))
        methods["patch"]
            = draft_of({"patch", type, "Change a part of it by a JSON Patch; a FHIRPath Patch is Parameters", 200, type,
                with_id({"If-Match", "Prefer"}), body_of("application/json-patch+json", "JsonPatch")});
    if (told.does("delete"))
        methods["delete"] = draft_of({"delete", type, "Delete; former versions stay", 204, {}, with_id({"If-Match"})});
}

void add_versions(const Told& told, Paths& paths)
{
    const auto type = told.type();
    if (told.does("vread"))
        paths[fmt::format("/{}/{{id}}/_history/{{version}}", type)]["get"]
            = draft_of({"vread", type, "Read one version", 200, type, with_id({"version"})});
    if (told.does("history-instance"))
        paths[fmt::format("/{}/{{id}}/_history", type)]["get"] = draft_of(
            {"history_instance", type, "All versions of one resource", 200, "Bundle", with_id({"_count", "_since"})});
    if (told.does("history-type"))
        paths[fmt::format("/{}/_history", type)]["get"] = draft_of({"history_type", type, "All versions of this type",
            200, "Bundle", json::array({parameter("_count"), parameter("_since")})});
}

void add_of_type(const Told& told, Paths& paths)
{
    const auto type = told.type();
    auto& methods = paths[fmt::format("/{}", type)];
    if (told.does("search-type")) {
        methods["get"] = draft_of({"search", type, "Search", 200, "Bundle", search_drafts(told, type)});
        paths[fmt::format("/{}/_search", type)]["post"]
            = draft_of({"search_by_post", type, "Search with the parameters in the body, out of addresses and logs",
                200, "Bundle", json::array(), body_of("application/x-www-form-urlencoded", "SearchForm")});
    }
    if (told.does("create"))
        methods["post"] = draft_of({"create", type, "Create; the server gives the id", 201, type,
            json::array({parameter("If-None-Exist"), parameter("Prefer")}), body_of(fhir_json, type)});
    if (told.says("conditionalUpdate"))
        methods["put"] = draft_of({"conditional_update", type, "Update the one that the criteria find, or create", 200,
            type, search_drafts(told, type), body_of(fhir_json, type)});
    if (told.says("conditionalUpdate") && told.does("patch"))
        methods["patch"] = draft_of({"conditional_patch", type, "Patch the one that the criteria find", 200, type,
            search_drafts(told, type), body_of("application/json-patch+json", "JsonPatch")});
    if (told.says("conditionalDelete", "multiple") || told.says("conditionalDelete", "single"))
        methods["delete"] = draft_of(
            {"conditional_delete", type, "Delete what the criteria find", 204, {}, search_drafts(told, type)});
    if (methods.empty())
        paths.erase(fmt::format("/{}", type));
}

void add_system(const Told& told, Paths& paths)
{
    paths["/metadata"]["get"] = draft_of({"capabilities", "System",
        "What this server does; mode=terminology for "
        "TerminologyCapabilities",
        200, "CapabilityStatement", json::array({parameter("mode")})});
    if (told.does("transaction") || told.does("batch"))
        paths["/"]["post"]
            = draft_of({"bundle", "System", "A transaction (all or nothing) or a batch (each for itself)", 200,
                "Bundle", json::array({parameter("Prefer")}), body_of(fhir_json, "Bundle")});
    if (told.does("search-system")) {
        paths["/"]["get"] = draft_of(
            {"search", "System", "Search all types, or those of _type", 200, "Bundle", search_drafts(told, {})});
        paths["/_search"]["post"] = draft_of({"search_by_post", "System", "The same with the parameters in the body",
            200, "Bundle", json::array(), body_of("application/x-www-form-urlencoded", "SearchForm")});
    }
    if (told.does("history-system"))
        paths["/_history"]["get"] = draft_of({"history", "System", "All versions of everything", 200, "Bundle",
            json::array({parameter("_count"), parameter("_since")})});
}

// Of the types and levels it is offered at: "/Patient/{id}/$everything".
void add_operation(const Operation& operation, const std::set<std::string_view>& types, Paths& paths)
{
    const auto add_at = [&](const std::string& path, std::string_view tag, const json::Draft& parameters) {
        const auto name = operation.name.substr(1) + (operation.level == Level::instance ? "_instance" : "");
        const auto method = [&](const char* how, json::Draft body) {
            return draft_of({fmt::format("{}_{}", name, how), tag, operation.name.c_str(), 200, "Resource", parameters,
                std::move(body)});
        };
        auto& methods = paths[path];
        methods["post"] = method("post", json::object({{"content", of_form(fhir_json, schema_of("Resource"))}}));
        if (!operation.changes)
            methods["get"] = method("get", {});
        if (operation.deletes)
            methods["delete"] = method("delete", {});
    };
    if (operation.level == Level::system)
        return add_at(fmt::format("/{}", operation.name), "System", json::array());
    for (const auto type : types) {
        if (!operation.type.empty() && operation.type != type)
            continue;
        if (operation.level == Level::type)
            add_at(fmt::format("/{}/{}", type, operation.name), type, json::array());
        else
            add_at(fmt::format("/{}/{{id}}/{}", type, operation.name), type, with_id());
    }
}

json::Draft parameter_draft(const char* where, std::string_view name, std::string_view description)
{
    const bool is_in_path = std::string_view(where) == "path";
    return json::object({
        {"in", where},
        {"name", name},
        {"description", description},
        {"required", is_in_path ? json::Draft(true) : json::Draft()},
        {"schema", json::object({{"type", "string"}})},
    });
}

struct SharedParameter {
    const char* where;
    const char* name;
    const char* description;
};

constexpr SharedParameter shared_parameters[] = {
    {"path", "id", "The id of the resource"},
    {"path", "version", "The number of the version"},
    {"query", "mode", "full, normative or terminology"},
    {"query", "_count", "How many on a page"},
    {"query", "_sort", "Search parameters to sort by; a - before one turns its order"},
    {"query", "_total", "none, estimate or accurate"},
    {"query", "_summary", "true, text, data, count or false"},
    {"query", "_elements", "Elements to give, separated by commas"},
    {"query", "_include", "What comes along: Type:parameter or Type:parameter:target"},
    {"query", "_revinclude", "What refers to the matches and comes along"},
    {"query", "_since", "An instant; versions from then on"},
    {"header", "If-Match", "W/\"version\": only if this is still the current version"},
    {"header", "If-None-Match", "W/\"version\": 304 when the caller has it already"},
    {"header", "If-Modified-Since", "304 when nothing is newer"},
    {"header", "If-None-Exist", "Criteria: created only when they find nothing"},
    {"header", "Prefer", "return=minimal, representation or OperationOutcome; respond-async; handling=lenient"},
};

void add_search_parameters(const Told& told, json::Draft& drafts, std::set<std::string>& named)
{
    for (const auto each : told.search_parameters().elements()) {
        const auto name = component_name(told.type(), each["name"].text());
        if (named.insert(name).second)
            drafts.set(name, parameter_draft("query", each["name"].text(), each["type"].text()));
    }
}

json::Draft parameter_drafts(json::Value rest)
{
    auto drafts = json::object({});
    std::set<std::string> named;
    for (const auto& [where, name, description] : shared_parameters) {
        drafts.set(name, parameter_draft(where, name, description));
        named.insert(name);
    }
    add_search_parameters(Told(rest), drafts, named);
    for (const auto type : rest["resource"].elements())
        add_search_parameters(Told(type), drafts, named);
    return drafts;
}

json::Draft schema_drafts(const std::set<std::string_view>& types)
{
    const auto text = json::object({{"type", "string"}});
    const auto resource = json::object({{"type", "object"}, {"required", json::array({"resourceType"})},
        {"properties", json::object({{"resourceType", text}, {"id", text}})}});
    auto drafts = json::object({{"Resource", resource},
        {"JsonPatch", json::object({{"type", "array"}, {"items", json::object({{"type", "object"}})}})},
        {"SearchForm", json::object({{"type", "object"}, {"additionalProperties", text}})}});
    auto named = types;
    named.insert({"CapabilityStatement", "OperationOutcome", "Bundle"});
    for (const auto type : named)
        drafts.set(std::string(type),
            json::object({{"allOf", json::array({schema_of("Resource")})},
                {"externalDocs", json::object({{"url", fmt::format("http://hl7.org/fhir/R4/{}.html", type)}})}}));
    return drafts;
}

json::Draft path_drafts(Paths paths)
{
    auto drafts = json::object({});
    for (auto& [path, methods] : paths) {
        auto at_path = json::object({});
        for (auto& [method, draft] : methods)
            at_path.set(method, std::move(draft));
        drafts.set(path, std::move(at_path));
    }
    return drafts;
}

// Tokens are had from the issuers that the server names in /.well-known/smart-configuration.
json::Draft security_scheme()
{
    return json::object({{"token",
        json::object({{"type", "http"}, {"scheme", "bearer"},
            {"description", "An access token; bound to a key by DPoP where the issuer says so"}})}});
}

}  // namespace

json::Draft open_api(json::Value capability_statement, const Operations& operations, const std::string& base)
{
    const auto rest = capability_statement["rest"].at(0);
    Paths paths;
    std::set<std::string_view> types;
    add_system(Told(rest), paths);
    for (const auto part : rest["resource"].elements()) {
        const Told told(part);
        types.insert(told.type());
        add_of_type(told, paths);
        add_instance(told, paths);
        add_versions(told, paths);
    }
    for (const auto& operation : operations.all())
        if (operation.name.starts_with('$'))
            add_operation(operation, types, paths);
    const bool takes_tokens = rest["security"].exists();
    return json::object({
        {"openapi", "3.0.3"},
        {"info",
            json::object({{"title", "Helselos"}, {"version", capability_statement["fhirVersion"].text()},
                {"description",
                    "HL7 FHIR R4. What can be searched for, with which modifiers, and what profiles are "
                    "known is told more fully by the CapabilityStatement at /metadata."}})},
        {"servers", json::array({json::object({{"url", base}})})},
        {"security", takes_tokens ? json::array({json::object({{"token", json::array()}})}) : json::Draft()},
        {"paths", path_drafts(std::move(paths))},
        {"components",
            json::object({
                {"parameters", parameter_drafts(rest)},
                {"responses", json::object({{"Refused", answer("Why not", "OperationOutcome")}})},
                {"schemas", schema_drafts(types)},
                {"securitySchemes", takes_tokens ? security_scheme() : json::Draft()},
            })},
    });
}

}  // namespace helselos::interaction
