#include "fhir/search/grounds.h"

#include <algorithm>

#include <fmt/format.h>

namespace helselos::fhir::search {

namespace {

constexpr std::size_t shown_bytes_max = 64;

Result<void> take(std::size_t& left, std::size_t count, std::string_view what, std::size_t max)
{
    if (count > left)
        return Error{Kind::too_large, fmt::format("the search comes to more than {} {}", max, what)};
    left -= count;
    return {};
}

}  // namespace

Result<void> Spending::take_clauses(std::size_t count)
{
    return take(clauses_left, count, "conditions; a chain may name its type", limits::search_clauses_max);
}

Result<void> Spending::take_values(std::size_t count)
{
    return take(values_left, count, "values", limits::search_values_all_max);
}

std::string shown(std::string_view name)
{
    std::string clean(name.substr(0, shown_bytes_max));
    std::ranges::replace_if(
        clean,
        [](char c) {
            return static_cast<unsigned char>(c) <= ' ' || c == '\x7f' || static_cast<unsigned char>(c) >= 0x80;
        },
        '?');
    return clean;
}

Result<void> refuse_if_not_ready(const Asking& asking, const SearchParameter& parameter)
{
    if (asking.grounds.parameters->is_ready(parameter))
        return {};
    return being_indexed(asking.name);
}

Error being_indexed(std::string_view name)
{
    return {Kind::busy, fmt::format("search parameter {} is being indexed; ask again later", name)};
}

Error not_supported(std::string_view name, std::string_view why)
{
    return {Kind::unsupported, fmt::format("search parameter {}: {}", name, why)};
}

}  // namespace helselos::fhir::search
