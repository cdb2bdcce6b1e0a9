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

void make_own(fhir::search::ReferenceRow& row, std::string_view base)
{
    const auto path = below(row.url, base);
    const auto slash = path.find('/');
    if (slash == std::string_view::npos || path.find('/', slash + 1) != std::string_view::npos)
        return;
    row.type = path.substr(0, slash);
    row.id = path.substr(slash + 1);
    row.url.clear();
}

}  // namespace

void make_own(fhir::search::Rows& rows, std::string_view base)
{
    for (auto& row : rows.references)
        make_own(row, base);
    for (auto& composite : rows.composites)
        for (auto& part : composite.parts)
            if (auto* row = std::get_if<fhir::search::ReferenceRow>(&part))
                make_own(*row, base);
}

}  // namespace helselos::interaction
