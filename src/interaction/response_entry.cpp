#include "interaction/response_entry.h"

#include "interaction/address.h"
#include "interaction/bundle_text.h"
#include "interaction/outcome.h"
#include "json/write.h"

#include <fmt/format.h>

namespace helselos::interaction {

namespace {

std::string quoted(std::string_view text)
{
    std::string out;
    json::write_string(text, out);
    return out;
}

}  // namespace

std::string location(const access::Version& version, std::string_view base)
{
    return fmt::format("{}/{}/_history/{}", base, reference_of(version.key), version.number);
}

std::string response_entry(const Written& written, std::string_view base, Return returned)
{
    const auto& version = written.version;
    const auto resource
        = returned == Return::representation ? fmt::format(R"("resource":{},)", version.body) : std::string();
    return fmt::format(R"({{{}"response":{{"status":"{}","location":{},"etag":{},"lastModified":"{}"}}}})", resource,
        written.is_new ? "201 Created" : "200 OK", quoted(location(version, base)), quoted(etag(version)),
        to_text(version.at));
}

std::string removal_entry(const std::optional<access::Version>& removed)
{
    if (!removed)
        return R"({"response":{"status":"204 No Content"}})";
    return fmt::format(R"({{"response":{{"status":"204 No Content","etag":{},"lastModified":"{}"}}}})",
        quoted(etag(*removed)), to_text(removed->at));
}

std::string response_with_resource(std::string_view status, std::string_view resource)
{
    return fmt::format(R"({{"resource":{},"response":{{"status":"{}"}}}})", resource, status);
}

std::string error_entry(const Error& error)
{
    return fmt::format(R"({{"response":{{"status":"{}","outcome":{}}}}})", status_of(error.kind), outcome_text(error));
}

}  // namespace helselos::interaction
