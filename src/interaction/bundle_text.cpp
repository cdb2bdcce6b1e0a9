#include "interaction/bundle_text.h"

#include "interaction/address.h"
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

std::string_view method_of(access::Act act)
{
    switch (act) {
    case access::Act::create: return "POST";
    case access::Act::update:
    case access::Act::update_as_create: return "PUT";
    case access::Act::remove: return "DELETE";
    }
    return "";
}

std::string_view status_of(access::Act act)
{
    switch (act) {
    case access::Act::create:
    case access::Act::update_as_create: return "201";
    case access::Act::update: return "200";
    case access::Act::remove: return "204";
    }
    return "";
}

}  // namespace

BundleText::BundleText(std::string_view type) : m_text(fmt::format(R"({{"resourceType":"Bundle","type":"{}")", type)) {}

BundleText& BundleText::total(std::uint64_t total)
{
    m_text += fmt::format(R"(,"total":{})", total);
    return *this;
}

BundleText& BundleText::link(std::string_view relation, std::string_view url)
{
    m_text += m_has_links ? "," : R"(,"link":[)";
    m_has_links = true;
    m_text += fmt::format(R"({{"relation":"{}","url":{}}})", relation, quoted(url));
    return *this;
}

void BundleText::begin_entry()
{
    if (!m_has_entries)
        m_text += m_has_links ? R"(],"entry":[)" : R"(,"entry":[)";
    else
        m_text += ',';
    m_has_entries = true;
}

BundleText& BundleText::entry(std::string_view json_object)
{
    begin_entry();
    m_text += json_object;
    return *this;
}

BundleText& BundleText::found(const access::Version& version, std::string_view base, std::string_view mode)
{
    begin_entry();
    m_text += R"({"fullUrl":)";
    json::write_string(fmt::format("{}/{}/{}", base, version.key.type, version.key.id), m_text);
    m_text += R"(,"resource":)";
    m_text += version.body;
    m_text += R"(,"search":{"mode":")";
    m_text += mode;
    m_text += R"("}})";
    return *this;
}

void BundleText::reserve(std::span<const access::Version> matches, std::span<const access::Version> included)
{
    constexpr std::size_t around = 256;  // The address of a resource here, and the words beside it.
    std::size_t bytes = around;
    for (const auto& versions : {matches, included})
        for (const auto& version : versions)
            bytes += version.body.size() + version.key.id.size() + around;
    m_text.reserve(m_text.size() + bytes);
}

std::string BundleText::finish() &&
{
    if (m_has_links || m_has_entries)
        m_text += ']';
    m_text += '}';
    return std::move(m_text);
}

std::string search_entry(const access::Version& version, std::string_view base, std::string_view mode)
{
    return fmt::format(R"({{"fullUrl":{},"resource":{},"search":{{"mode":"{}"}}}})",
        quoted(fmt::format("{}/{}", base, reference_of(version.key))), version.body, mode);
}

std::string history_entry(const access::Version& version, std::string_view base)
{
    const auto url = version.act == access::Act::create ? version.key.type : reference_of(version.key);
    const auto resource = version.body.empty() ? std::string() : fmt::format(R"("resource":{},)", version.body);
    return fmt::format(
        R"({{"fullUrl":{},{}"request":{{"method":"{}","url":{}}},"response":{{"status":"{}","etag":{},"lastModified":"{}"}}}})",
        quoted(fmt::format("{}/{}", base, reference_of(version.key))), resource, method_of(version.act), quoted(url),
        status_of(version.act), quoted(etag(version)), to_text(version.at));
}

std::string etag(const access::Version& version)
{
    return fmt::format("W/\"{}\"", version.number);
}

}  // namespace helselos::interaction
