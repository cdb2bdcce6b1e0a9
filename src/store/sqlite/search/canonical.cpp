#include "store/sqlite/search/canonical.h"

#include "store/sqlite/search/plan.h"

#include <algorithm>

namespace helselos::store::sqlite {

namespace {

constexpr std::string_view url_code = ".url";

std::string_view without_version(std::string_view address)
{
    return address.substr(0, address.rfind('|'));
}

// A versioned address is kept without its version too.
bool is_shadow(std::string_view address, const std::vector<std::string>& addresses)
{
    return std::ranges::any_of(addresses,
        [&](const std::string& other) { return other.size() > address.size() && without_version(other) == address; });
}

// The texts of a resource's rows of one kind and parameter.
Result<std::vector<std::string>> texts_of(Connection& connection, ResourceId resource, RowKind kind, NameId parameter)
{
    std::vector<std::string> texts;
    auto statement = TRY(connection.prepare("SELECT rows FROM kept WHERE resource=?"));
    statement.bind(resource);
    if (!TRY(statement.step()))
        return texts;
    KeptRows rows(statement.text(0));
    while (const auto row = rows.next(kind, parameter))
        texts.emplace_back(row->text);
    return texts;
}

Result<std::vector<std::string>> addresses_of(Connection& connection, ResourceId resource, NameId parameter)
{
    std::vector<std::string> addresses;
    auto kept = TRY(connection.prepare("SELECT rows FROM kept WHERE resource=?"));
    auto address = TRY(connection.prepare("SELECT logical_id FROM resource WHERE id=? AND type=0"));
    kept.bind(resource);
    if (!TRY(kept.step()))
        return addresses;
    KeptRows rows(kept.text(0));
    while (const auto row = rows.next(RowKind::reference, parameter)) {
        address.reset();
        address.bind(row->target);
        if (TRY(address.step()))
            addresses.emplace_back(address.text(0));
    }
    return addresses;
}

}  // namespace

Result<const std::map<std::string, NameId, std::less<>>*> Canonicals::url_parameters()
{
    if (m_url_parameters)
        return &*m_url_parameters;
    m_url_parameters.emplace();
    auto statement = TRY(m_inquiry.connection().prepare("SELECT min(parameter) FROM uri WHERE parameter>?"));
    for (std::int64_t last = 0;; statement.reset()) {
        statement.bind(last);
        TRY(statement.step());
        if (statement.is_null(0))
            return &*m_url_parameters;
        last = statement.integer(0);
        const auto name = TRY(m_inquiry.names().text(static_cast<NameId>(last)));
        if (name.ends_with(url_code))
            m_url_parameters->emplace(name.substr(0, name.size() - url_code.size()), static_cast<NameId>(last));
    }
}

Result<bool> Canonicals::has_version(ResourceId resource, std::string_view type, std::string_view version)
{
    const auto parameter = TRY(m_inquiry.moment().parameter(type, "version"));
    const auto versions = TRY(texts_of(m_inquiry.connection(), resource, RowKind::token, parameter));
    return std::ranges::find(versions, version) != versions.end();
}

Result<std::vector<ResourceId>> Canonicals::find(const std::vector<std::string>& addresses)
{
    std::vector<ResourceId> found;
    const auto& parameters = *TRY(url_parameters());
    auto statement = TRY(m_inquiry.connection().prepare("SELECT resource FROM uri WHERE parameter=? AND uri=?"));
    for (const std::string_view address : addresses) {
        if (is_shadow(address, addresses))
            continue;
        const auto url = without_version(address);
        for (const auto& [type, parameter] : parameters) {
            statement.reset();
            statement.bind(parameter, url);
            while (TRY(statement.step())) {
                const auto resource = statement.integer(0);
                if (url == address || TRY(has_version(resource, type, address.substr(url.size() + 1))))
                    found.push_back(resource);
            }
        }
    }
    return found;
}

// A reference to another version of the same url is not one to this.
Result<bool> Canonicals::means_version(
    ResourceId referring, NameId parameter, std::string_view url, const std::optional<std::string>& version)
{
    const auto addresses = TRY(addresses_of(m_inquiry.connection(), referring, parameter));
    if (!is_shadow(url, addresses))
        return true;
    return version && std::ranges::find(addresses, std::string(url) + "|" + *version) != addresses.end();
}

Result<std::vector<ResourceId>> Canonicals::find_referring(
    ResourceId resource, std::string_view type, const std::vector<NameId>& parameters)
{
    std::vector<ResourceId> found;
    const auto& known = *TRY(url_parameters());
    const auto url_parameter = known.find(type);
    if (url_parameter == known.end())
        return found;
    auto& connection = m_inquiry.connection();
    const auto versions
        = TRY(texts_of(connection, resource, RowKind::token, TRY(m_inquiry.moment().parameter(type, "version"))));
    const auto version = versions.empty() ? std::nullopt : std::optional(versions.front());
    auto statement = TRY(connection.prepare("SELECT resource FROM reference WHERE parameter=? AND target=?"));
    for (const auto& url : TRY(texts_of(connection, resource, RowKind::uri, url_parameter->second))) {
        const auto address = TRY(find_resource(m_inquiry.moment(), "", url));
        if (!address)
            continue;
        for (const auto parameter : parameters) {
            statement.reset();
            statement.bind(parameter, *address);
            while (TRY(statement.step()))
                if (TRY(means_version(statement.integer(0), parameter, url, version)))
                    found.push_back(statement.integer(0));
        }
    }
    return found;
}

}  // namespace helselos::store::sqlite
