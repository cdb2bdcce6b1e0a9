#include "store/sqlite/search/moment.h"

namespace helselos::store::sqlite {

Result<NameId> Moment::name(std::string_view text) const
{
    return TRY(names.find(text)).value_or(unheard_of);
}

Result<NameId> Moment::parameter(std::string_view type, std::string_view parameter) const
{
    return name(parameter_name(type, parameter));
}

Result<std::optional<ResourceId>> find_resource(const Moment& moment, std::string_view type, std::string_view id)
{
    const auto type_id = TRY(moment.names.find(type));
    if (!type_id)
        return std::optional<ResourceId>();
    auto statement = TRY(moment.connection.prepare("SELECT id FROM resource WHERE logical_id=? AND type=?"));
    statement.bind(id, *type_id);
    if (!TRY(statement.step()))
        return std::optional<ResourceId>();
    return std::optional<ResourceId>(statement.integer(0));
}

Result<std::optional<ResourceId>> find_resource(const Moment& moment, std::string_view reference)
{
    const auto slash = reference.find('/');
    if (slash == std::string_view::npos)
        return std::optional<ResourceId>();
    return find_resource(moment, reference.substr(0, slash), reference.substr(slash + 1));
}

Result<std::vector<ResourceId>> find_resources(const Moment& moment, const std::vector<std::string>& references)
{
    std::vector<ResourceId> resources;
    for (const auto& reference : references) {
        if (const auto found = TRY(find_resource(moment, reference)))
            resources.push_back(*found);
    }
    return resources;
}

Result<std::int64_t> first_sequence_from(Connection& connection, std::int64_t at_ms)
{
    std::int64_t first = 1;
    std::int64_t end = TRY(connection.integer("SELECT coalesce(max(sequence),0)+1 FROM version"));
    // Sequences have no gaps and never go back in time.
    auto statement = TRY(connection.prepare("SELECT at FROM version WHERE sequence=?"));
    while (first < end) {
        const auto middle = first + (end - first) / 2;
        statement.bind(middle);
        const bool is_before = TRY(statement.step()) && statement.integer(0) < at_ms;
        statement.reset();
        if (is_before)
            first = middle + 1;
        else
            end = middle;
    }
    return first;
}

}  // namespace helselos::store::sqlite
