#include "server/rest/fhir_base.h"

#include "base/base64.h"
#include "base/limits.h"
#include "base/text.h"
#include "interaction/batch.h"
#include "interaction/bundle_entry.h"
#include "interaction/create.h"
#include "interaction/history.h"
#include "interaction/meta.h"
#include "interaction/national_numbers.h"
#include "interaction/patch.h"
#include "interaction/read.h"
#include "interaction/remove.h"
#include "interaction/search_type.h"
#include "interaction/transaction.h"
#include "interaction/update.h"
#include "server/rest/answer.h"
#include "server/rest/route.h"
#include "json/read.h"

#include <algorithm>

namespace helselos::rest {

namespace {

using interaction::OperationAnswer;

// What is given out as it is: nothing that a browser could run.
bool is_picture(std::string_view media)
{
    return media == "image/jpeg" || media == "image/png";
}

// One request on its way; each act below is one way to answer it.
struct Visit {
    const http::Request& request;
    const Route& route;
    const QueryParameters& parameters;
    const Wishes& wishes;
    access::Session& session;
    const interaction::Hall& hall;
    const interaction::Operations& operations;
    const std::string& base;
    interaction::KeptStatements& statements;
};

Result<json::Document> read_body(const Visit& visit)
{
    auto document = TRY(json::read(visit.request.body));
    if (!document.root().is_object())
        return Error{Kind::invalid, "the body is not a resource"};
    return document;
}

// A resource of the type in the address, from somebody who may write such resources at all.
Result<json::Document> read_resource(const Visit& visit)
{
    const auto& address = visit.route.address;
    TRY(visit.session.may_write(address.type, address.id, visit.route.act == Act::create ? "create" : "update"));
    if (visit.request.body.size() > limits::resource_bytes_max)
        return Error{Kind::too_large, "the resource is too large"};
    auto document = TRY(read_body(visit));
    if (document.root()["resourceType"].text() != visit.route.address.type)
        return Error{Kind::invalid, "the resource is not of the type in the address", "resourceType"};
    return document;
}

Result<std::optional<std::uint64_t>> if_match(const Visit& visit)
{
    const auto header = visit.request.header("if-match");
    if (header.empty())
        return std::optional<std::uint64_t>();
    return std::optional<std::uint64_t>(TRY(interaction::parse_etag(header)));
}

Result<http::Response> create(const Visit& visit)
{
    const auto written = TRY(interaction::create(
        visit.session, visit.hall, TRY(read_resource(visit)), visit.request.header("if-none-exist")));
    return written_answer(written, visit.base, visit.wishes);
}

Result<http::Response> update(const Visit& visit)
{
    auto resource = TRY(read_resource(visit));
    const auto version = TRY(if_match(visit));
    const auto written = visit.route.act == Act::conditional_update
        ? interaction::conditional_update(visit.session, visit.hall, visit.request.query, std::move(resource), version)
        : interaction::update(visit.session, visit.hall, visit.route.address.key(), std::move(resource), version);
    return written_answer(TRY(written), visit.base, visit.wishes);
}

// A JSON Patch is a list, a FHIRPath Patch a resource; which it is the media type has said.
Result<json::Document> read_patch(const Visit& visit)
{
    TRY(visit.session.may_write(visit.route.address.type, visit.route.address.id, "update"));
    if (visit.request.body.size() > limits::resource_bytes_max)
        return Error{Kind::too_large, "the patch is too large"};
    auto document = TRY(json::read(visit.request.body));
    if (document.root().is_array() != is_json_patch(visit.request))
        return Error{Kind::invalid, "a patch is a list as application/json-patch+json, or Parameters as FHIR JSON"};
    return document;
}

Result<http::Response> patch(const Visit& visit)
{
    const auto& address = visit.route.address;
    const auto changes = TRY(read_patch(visit));
    const auto version = TRY(if_match(visit));
    const auto written = visit.route.act == Act::conditional_patch
        ? interaction::conditional_patch(
            visit.session, visit.hall, address.type, visit.request.query, changes.root(), version)
        : interaction::patch(visit.session, visit.hall, address.key(), changes.root(), version);
    return written_answer(TRY(written), visit.base, visit.wishes);
}

Result<http::Response> remove(const Visit& visit)
{
    if (visit.route.act == Act::conditional_remove) {
        const auto removed = TRY(
            interaction::conditional_remove(visit.session, visit.hall, visit.route.address.type, visit.request.query));
        return removed_answer(removed.size() == 1 ? std::optional(removed.front()) : std::nullopt);
    }
    return removed_answer(TRY(interaction::remove(visit.session, visit.route.address.key(), TRY(if_match(visit)))));
}

// The content of a Binary, in its own form (http://hl7.org/fhir/R4/binary.html#rest). Nothing when the caller wants the
// resource.
Result<std::optional<http::Response>> content_of(const Visit& visit, const access::Version& version)
{
    if (visit.route.address.type != "Binary")
        return std::optional<http::Response>();
    const auto document = TRY(json::read(version.body));
    const auto media = document.root()["contentType"].text();
    if (!is_picture(media) || !asks_for(visit.request, visit.parameters, media)) {
        const bool is_other = is_acceptable(visit.request, visit.parameters) == Acceptable::no;
        return is_other ? std::optional(not_acceptable()) : std::nullopt;
    }
    auto bytes = from_base64(document.root()["data"].text());
    if (!bytes)
        return Error{Kind::fault, "the content cannot be read"};
    return std::optional(file_answer(std::string(media), *std::move(bytes)));
}

Result<http::Response> read(const Visit& visit)
{
    const auto& address = visit.route.address;
    const auto shortening = TRY(interaction::shortening_of(visit.hall, address.type, visit.parameters));
    auto version
        = TRY(visit.route.act == Act::vread ? interaction::vread(visit.session, address.key(), *address.version)
                                            : interaction::read(visit.session, address.key()));
    if (auto content = TRY(content_of(visit, version)))
        return *std::move(content);
    if (shortening.changes_anything())
        version.body = TRY(interaction::shorten(version.body, shortening, visit.hall.definitions));
    return version_answer(version, visit.request, visit.wishes);
}

// Of one type, of the system, or of what is in the compartment of the instance in the address.
interaction::SearchRequest search_request(const Visit& visit, QueryParameters parameters)
{
    const auto& route = visit.route;
    interaction::SearchRequest request{
        route.address.type, std::move(parameters), visit.wishes.handling, visit.base, std::nullopt};
    if (route.in_compartment.empty())
        return request;
    request.compartment = fhir::search::Owner{route.address.type, route.address.id};
    request.type = route.in_compartment == "*" ? "" : route.in_compartment;
    return request;
}

Result<http::Response> search(const Visit& visit)
{
    auto parameters = visit.parameters;
    if (visit.route.act == Act::search_by_post) {
        const auto posted = TRY(parse_query_string(visit.request.body));
        parameters.insert(parameters.end(), posted.begin(), posted.end());
    }
    const auto request = search_request(visit, std::move(parameters));
    return resource_answer(200, TRY(interaction::search_type(visit.session, visit.hall, request)), visit.wishes);
}

Result<http::Response> history(const Visit& visit)
{
    return resource_answer(200,
        TRY(interaction::history(visit.session, visit.hall, visit.route.address, visit.parameters, visit.base)),
        visit.wishes);
}

Result<http::Response> bundle(const Visit& visit)
{
    const auto document = TRY(read_body(visit));
    if (document.root()["resourceType"].text() != "Bundle")
        return Error{Kind::invalid, "only a Bundle can be sent here", "resourceType"};
    const bool wants_all = visit.wishes.said_returned && visit.wishes.returned == Preference::representation;
    const interaction::BundleRequest request{
        document, visit.base, wants_all ? interaction::Return::representation : interaction::Return::minimal};
    const auto type = document.root()["type"].text();
    if (type == "transaction")
        return resource_answer(200, TRY(interaction::transaction(visit.session, visit.hall, request)), visit.wishes);
    if (type == "batch")
        return resource_answer(200, TRY(interaction::batch(visit.session, visit.hall, request)), visit.wishes);
    return Error{Kind::invalid, "only a transaction or a batch can be sent here", "Bundle.type"};
}

// The form the caller asks for among those the operation has beside FHIR's; empty: FHIR's.
std::string offered(const Visit& visit, const interaction::Operation& operation)
{
    for (const auto& media : operation.offers)
        if (asks_for(visit.request, visit.parameters, media))
            return media;
    return {};
}

// What may be sent to it; empty: what was sent fits.
std::string_view methods_but(const Visit& visit, const interaction::Operation& operation)
{
    const auto method = visit.request.method;
    if (method == http::Method::delete_ && !operation.deletes)
        return operation.changes ? "POST" : "GET, HEAD, POST";
    const bool is_get = method == http::Method::get || method == http::Method::head;
    return is_get && operation.changes ? "POST" : "";
}

// Sent as it lies on the disk. Error fault when it is not there: nothing would look like no data.
Result<http::Response> file_on_disk(const OperationAnswer& answer)
{
    auto file = MappedFile::open(answer.file);
    if (file == nullptr)
        return Error{Kind::fault, "the file cannot be read"};
    auto response = file_answer(answer.media, {});
    for (const auto& [name, value] : answer.headers)
        response.add(name, value);
    response.body = http::Body(std::move(file));
    return response;
}

Result<http::Response> operation_answer(
    const Visit& visit, const interaction::Operation& operation, OperationAnswer answer)
{
    if (!answer.file.empty())
        return file_on_disk(answer);
    auto headers = std::move(answer.headers);
    auto response = answer.media.empty() ? resource_answer(answer.status, std::move(answer.body), visit.wishes)
        : operation.chooses_form         ? other_answer(answer.status, std::move(answer.body), answer.media)
                                         : file_answer(std::move(answer.media), std::move(answer.body));
    for (auto& [name, value] : headers)
        response.add(name, value);
    return response;
}

bool takes(const interaction::Operation& operation, const http::Request& request)
{
    return std::ranges::find(operation.takes, sent_media(request)) != operation.takes.end();
}

// A body of another form than FHIR's, which the operation it is sent to takes.
bool is_taken(const interaction::Operations& operations, const Route& route, const http::Request& request)
{
    if (route.act != Act::operation || request.method != http::Method::post)
        return false;
    const auto* operation = operations.find(route.level, route.address.type, route.operation);
    return operation != nullptr && takes(*operation, request);
}

// As it was sent: a text, of which nothing is known.
json::Document body_as_text(const Visit& visit)
{
    json::Document body;
    body.set_root(body.make_string(visit.request.body));
    return body;
}

Result<http::Response> operation(const Visit& visit)
{
    const auto* found = visit.operations.find(visit.route.level, visit.route.address.type, visit.route.operation);
    const bool is_of_version = visit.route.address.version.has_value();
    if (found == nullptr || (is_of_version && !interaction::is_of_versions(found->name)))
        return Error{Kind::not_found, "no such operation"};
    const bool has_form = found->chooses_form || !offered(visit, *found).empty();
    if (!has_form && is_acceptable(visit.request, visit.parameters) == Acceptable::no)
        return not_acceptable();
    if (const auto allowed = methods_but(visit, *found); !allowed.empty())
        return method_not_allowed(std::string(allowed));
    std::optional<json::Document> body;
    if (visit.request.method == http::Method::post && !visit.request.body.empty())
        body = takes(*found, visit.request) ? body_as_text(visit) : TRY(read_body(visit));
    const interaction::OperationRequest request{visit.session, visit.hall, visit.route.address, visit.parameters,
        body ? &*body : nullptr, visit.base, std::string(visit.request.remote_address),
        std::string(visit.request.header("accept")), offered(visit, *found), visit.wishes.is_async,
        visit.request.method == http::Method::delete_};
    return operation_answer(visit, *found, TRY(found->carry_out(request)));
}

// How the table of operations names an act of REST that a part of the house answers itself; empty: none does.
std::string_view name_of_own(Act act)
{
    switch (act) {
    case Act::create: return "create";
    case Act::read: return "read";
    case Act::update: return "update";
    case Act::remove: return "delete";
    case Act::search:
    case Act::search_by_post: return "search";
    case Act::capabilities:
    case Act::open_api:
    case Act::vread:
    case Act::conditional_update:
    case Act::patch:
    case Act::conditional_patch:
    case Act::conditional_remove:
    case Act::history:
    case Act::bundle:
    case Act::operation: return {};
    }
    return {};
}

const interaction::Operation* find_own(const Visit& visit)
{
    const auto& route = visit.route;
    const auto name = name_of_own(route.act);
    if (name.empty() || route.address.type.empty() || !route.in_compartment.empty())
        return nullptr;
    const auto level = route.address.id.empty() ? interaction::Level::type : interaction::Level::instance;
    return visit.operations.find(level, route.address.type, name);
}

// Nothing: it is answered as for every other type.
Result<std::optional<http::Response>> own_answer(const Visit& visit)
{
    const auto* own = find_own(visit);
    if (own == nullptr)
        return std::optional<http::Response>();
    for (const auto* header : {"if-match", "if-none-exist"})
        if (!visit.request.header(header).empty())
            return Error{Kind::unsupported, std::string(header) + " is not understood for this type"};
    std::optional<json::Document> body;
    if (visit.route.act == Act::create || visit.route.act == Act::update) {
        if (visit.request.body.size() > limits::resource_bytes_max)
            return Error{Kind::too_large, "the resource is too large"};
        body = TRY(read_body(visit));
    }
    auto parameters = visit.parameters;
    if (visit.route.act == Act::search_by_post)
        for (auto& posted : TRY(parse_query_string(visit.request.body)))
            parameters.push_back(std::move(posted));
    const interaction::OperationRequest request{visit.session, visit.hall, visit.route.address, parameters,
        body ? &*body : nullptr, visit.base, std::string(visit.request.remote_address)};
    auto answered = TRY(own->carry_out(request));
    if (answered.status == 0)
        return std::optional<http::Response>();
    return std::optional(TRY(operation_answer(visit, *own, std::move(answered))));
}

// http://hl7.org/fhir/R4/http.html#capabilities: a CapabilityStatement is no answer to who asks for another statement.
Result<interaction::Statement> statement_asked(const QueryParameters& parameters)
{
    auto asked = interaction::Statement::capabilities;
    for (const auto& [name, value] : parameters)
        if (name == "mode" && value == "terminology")
            asked = interaction::Statement::terminology;
        else if (name == "mode" && value != "full" && value != "normative")
            return Error{Kind::unsupported, "mode is full, normative or terminology"};
    return asked;
}

Result<http::Response> tell(const Visit& visit, interaction::Statement statement)
{
    return resource_answer(
        200, visit.statements.text(statement, visit.hall, visit.operations, visit.base), visit.wishes);
}

Result<http::Response> answer(const Visit& visit)
{
    if (auto own = TRY(own_answer(visit)))
        return *std::move(own);
    switch (visit.route.act) {
    case Act::capabilities: return tell(visit, TRY(statement_asked(visit.parameters)));
    case Act::open_api:
        return other_answer(200,
            visit.statements.text(interaction::Statement::open_api, visit.hall, visit.operations, visit.base),
            "application/json");
    case Act::read:
    case Act::vread: return read(visit);
    case Act::update:
    case Act::conditional_update: return update(visit);
    case Act::patch:
    case Act::conditional_patch: return patch(visit);
    case Act::remove:
    case Act::conditional_remove: return remove(visit);
    case Act::create: return create(visit);
    case Act::search:
    case Act::search_by_post: return search(visit);
    case Act::history: return history(visit);
    case Act::bundle: return bundle(visit);
    case Act::operation: return operation(visit);
    }
    return Error{Kind::fault, "no such act"};
}

bool takes_patch(Act act)
{
    return act == Act::patch || act == Act::conditional_patch;
}

bool takes_resource(Act act)
{
    return act == Act::create || act == Act::update || act == Act::conditional_update || act == Act::bundle;
}

// An operation without parameters needs no body; a search is posted as a form.
bool is_wrong_media(const http::Request& request, Act act)
{
    if (takes_resource(act) || (act == Act::operation && !request.body.empty()))
        return !is_json(request);
    if (takes_patch(act))
        return !is_json_patch(request) && !is_json(request);
    const auto type = request.header("content-type");
    return act == Act::search_by_post && !request.body.empty()
        && !type.starts_with("application/x-www-form-urlencoded");
}

// What has other forms than FHIR's looks itself whether it has the one that is asked for.
bool has_other_forms(const Route& route)
{
    const bool reads = route.act == Act::read || route.act == Act::vread;
    return route.act == Act::operation || route.act == Act::open_api || (reads && route.address.type == "Binary");
}

Result<void> refuse_number_in(std::string_view path, const QueryParameters& parameters)
{
    return interaction::refuse_number_in_address(TRY(percent_decode(path)), parameters);
}

}  // namespace

FhirBase::FhirBase(const access::Records& records, const interaction::Hall& hall,
    const interaction::Operations& operations, std::string base)
    : m_records(records), m_hall(hall), m_operations(operations), m_base(std::move(base))
{}

http::Response FhirBase::handle(const http::Request& request, std::string_view path, access::Caller caller) const
{
    const auto routed = find_route(request.method, path, m_hall.definitions);
    if (!routed.allow.empty())
        return method_not_allowed(routed.allow);
    if (!routed.route)
        return error_answer(routed.route.error());
    const auto parameters = parse_query_string(request.query);
    if (!parameters)
        return error_answer(parameters.error());
    if (const auto right = refuse_number_in(path, *parameters); !right)
        return error_answer(right.error());
    if (is_acceptable(request, *parameters) == Acceptable::no && !has_other_forms(*routed.route))
        return not_acceptable();
    if (is_wrong_media(request, routed.route->act) && !is_taken(m_operations, *routed.route, request))
        return unsupported_media_type();

    const auto wishes = read_wishes(request, *parameters);
    auto session = m_records.open(std::move(caller));
    const Visit visit{request, *routed.route, *parameters, wishes, session, m_hall, m_operations, m_base, m_statements};
    auto answered = rest::answer(visit);
    return answered ? *std::move(answered) : error_answer(answered.error());
}

bool FhirBase::is_read(const http::Request& request, std::string_view path)
{
    const bool gets = request.method == http::Method::get || request.method == http::Method::head;
    return gets && std::ranges::count(path, '/') == 2 && path.find('$') == std::string_view::npos
        && path.find("/_") == std::string_view::npos;
}

}  // namespace helselos::rest
