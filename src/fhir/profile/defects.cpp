#include "fhir/profile/defects.h"

#include "base/text.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <string>

namespace helselos::fhir::profile {

namespace {

using IsKnown = std::function<bool(std::string_view)>;

void tell(json::Value element, std::string code, std::string text, Issues& defects)
{
    defects.push_back({Severity::warning, std::move(code), std::string(element["id"].text()), std::move(text)});
}

// extension('http://...'): the address in every such call.
std::vector<std::string_view> extensions_in(std::string_view expression)
{
    constexpr std::string_view call = "extension('";
    std::vector<std::string_view> found;
    for (auto at = expression.find(call); at != std::string_view::npos; at = expression.find(call, at + 1)) {
        const auto address = expression.substr(at + call.size());
        found.push_back(address.substr(0, address.find('\'')));
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

void check_constraints(json::Value element, const IsKnown& is_known, Issues& defects)
{
    for (const auto one : element["constraint"].elements()) {
        const auto key = one["key"].text();
        if (key.empty())
            tell(element, "structure", "an invariant has no key", defects);
        if (one["expression"].text().empty())
            tell(element, "incomplete", fmt::format("the invariant {} has no expression", key), defects);
        // The extensions inside an extension are named by a word, not by an address.
        for (const auto address : extensions_in(one["expression"].text()))
            if (address.find(':') != std::string_view::npos && !is_known(address))
                tell(element, "not-found",
                    fmt::format("the invariant {} looks for the extension {}, which nobody defines", key, address),
                    defects);
    }
}

// The making of the snapshot may have met it already.
bool is_told(std::string_view id, std::string_view canonical, const Issues& defects)
{
    return std::any_of(defects.begin(), defects.end(),
        [&](const Issue& issue) { return issue.element == id && issue.text.find(canonical) != std::string::npos; });
}

void check_types(json::Value element, const IsKnown& is_known, Issues& defects)
{
    for (const auto type : element["type"].elements())
        for (const auto* key : {"profile", "targetProfile"})
            for (const auto canonical : type[key].elements())
                if (!is_known(canonical.text()) && !is_told(element["id"].text(), canonical.text(), defects))
                    tell(element, "not-found", fmt::format("the {} {} is not known", key, canonical.text()), defects);
}

struct Sliced {
    json::Value element;
    std::uint64_t max = 0;
    std::uint64_t demanded = 0;
};

// Ids of the sliced elements; a slice's id without its last ":name" is that of the element it divides.
class Slices {
public:
    void take(json::Value element)
    {
        const std::string id(element["id"].text());
        if (element["slicing"].exists())
            if (const auto max = to_unsigned(element["max"].text()))
                m_sliced[id] = {element, *max};
        const auto colon = id.rfind(':');
        if (colon == std::string::npos || id.find('.', colon) != std::string::npos
            || id.find('/', colon) != std::string::npos)
            return;
        const auto divided = m_sliced.find(id.substr(0, colon));
        if (divided != m_sliced.end())
            divided->second.demanded += to_unsigned(element["min"].text()).value_or(0);
    }

    void check(Issues& defects) const
    {
        for (const auto& [id, sliced] : m_sliced)
            if (sliced.demanded > sliced.max)
                tell(sliced.element, "structure", "its slices demand more than its max allows", defects);
    }

private:
    std::map<std::string, Sliced, std::less<>> m_sliced;
};

}  // namespace

void find_defects(const std::vector<json::Value>& elements, const IsKnown& is_known, Issues& defects)
{
    Slices slices;
    for (const auto element : elements) {
        check_constraints(element, is_known, defects);
        check_types(element, is_known, defects);
        slices.take(element);
    }
    slices.check(defects);
}

}  // namespace helselos::fhir::profile
