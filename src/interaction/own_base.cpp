#include "interaction/own_base.h"

namespace helselos::interaction {

namespace {

// The part after "base/", or empty.
std::string_view below(std::string_view url, std::string_view base)
{
    if (base.empty() || !url.starts_with(base) || url.size() <= base.size() || url[base.size()] != '/')
        return {};
    return url.substr(base.size() + 1);
}

}  // namespace

void make_own(fhir::search::Rows& rows, std::string_view base)
{
    for (auto& row : rows.references) {
        const auto path = below(row.url, base);
        const auto slash = path.find('/');
        if (slash == std::string_view::npos || path.find('/', slash + 1) != std::string_view::npos)
            continue;
        row.type = path.substr(0, slash);
        row.id = path.substr(slash + 1);
        row.url.clear();
    }
}

void make_own(QueryParameters& parameters, std::string_view base)
{
    for (auto& [name, value] : parameters)
        if (const auto path = below(value, base); !path.empty())
            value = std::string(path);
}

}  // namespace helselos::interaction
