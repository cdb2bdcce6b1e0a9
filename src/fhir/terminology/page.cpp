#include "fhir/terminology/page.h"

#include "base/text.h"
#include "fhir/terminology/match.h"

#include <algorithm>
#include <utility>

namespace helselos::fhir::terminology {

namespace {

// The systems of an expansion, each asked for once.
class Systems {
public:
    explicit Systems(const Source& source) : m_source(source) {}

    const CodeIndex* of(std::string_view url)
    {
        if (m_last.data() != url.data() || m_last != url) {
            m_last = url;
            m_index = url.empty() ? nullptr : m_source.code_system(url);
        }
        return m_index;
    }

private:
    const Source& m_source;
    std::string_view m_last;
    const CodeIndex* m_index = nullptr;
};

ExpandedCode shown(const Code& code, Systems& systems, std::string_view language)
{
    ExpandedCode result{code.system, code.code, std::string(code.display)};
    const auto* index = systems.of(code.system);
    const auto place = index == nullptr ? std::nullopt : index->find(code.code);
    if (!place)
        return result;
    result.index = index;
    result.place = *place;
    const auto known = index->display(*place);
    // What the value set calls it itself stands, in whatever language that is.
    if (code.display.empty() || code.display == known || !language.empty())
        if (auto display = display_in(*index, *place, language); !display.empty() && display != known)
            result.display = std::move(display);
    if (result.display.empty())
        result.display = known;
    return result;
}

bool is_wanted(const Code& code, Systems& systems, const ExpandRequest& request)
{
    if (std::ranges::find(request.excluded_systems, code.system) != request.excluded_systems.end())
        return false;
    if (!request.is_active_only)
        return true;
    const auto* index = systems.of(code.system);
    const auto place = index == nullptr ? std::nullopt : index->find(code.code);
    return !place || !index->is_inactive(*place);
}

std::vector<Code> chosen(const Expansion& expansion, Systems& systems, const ExpandRequest& request)
{
    if (!request.is_active_only && request.excluded_systems.empty())
        return expansion.codes;
    std::vector<Code> codes;
    for (const auto& code : expansion.codes)
        if (is_wanted(code, systems, request))
            codes.push_back(code);
    return codes;
}

// Those that pass, the best first.
std::vector<std::pair<Match, Code>> matching(
    const std::vector<Code>& codes, Systems& systems, std::string_view language, const std::string& wanted)
{
    std::vector<std::pair<Match, Code>> found;
    for (const auto& code : codes) {
        const auto one = shown(code, systems, language);
        const auto best = std::min(match(folded(one.display), wanted), match(folded(code.code), wanted));
        if (best != Match::none)
            found.emplace_back(best, code);
    }
    std::stable_sort(
        found.begin(), found.end(), [](const auto& left, const auto& right) { return left.first < right.first; });
    return found;
}

}  // namespace

bool is_language(std::string_view has, std::string_view wanted)
{
    const auto primary = [](std::string_view tag) { return tag.substr(0, tag.find('-')); };
    return has == wanted || primary(has) == primary(wanted);
}

std::string display_in(const CodeIndex& index, Place place, std::string_view language)
{
    if (!language.empty() && index.has_detail(place)) {
        const auto detail = index.detail(place);
        for (const auto designation : detail.root()["designation"].elements())
            if (is_language(designation["language"].text(), language))
                return std::string(designation["value"].text());
    }
    return std::string(index.display(place));
}

std::vector<std::string_view> wanted_words(std::string_view folded_filter)
{
    return words_of(folded_filter);
}

ExpandedPage page_of(const Expansion& expansion, const Source& source, const ExpandRequest& request)
{
    Systems systems(source);
    auto codes = chosen(expansion, systems, request);
    if (const auto wanted = folded(trim(request.filter)); !wanted.empty()) {
        const auto found = matching(codes, systems, request.language, wanted);
        codes.clear();
        for (const auto& [best, code] : found)
            codes.push_back(code);
    }
    ExpandedPage page{expansion.is_complete, expansion.gaps, codes.size(), {}};
    const auto first = std::min(request.offset, codes.size());
    const auto count = std::min(request.count, codes.size() - first);
    for (std::size_t i = first; i < first + count; ++i)
        page.codes.push_back(shown(codes[i], systems, request.language));
    return page;
}

ExpandedPage expanded_page(json::Value value_set, const Source& source, const ExpandRequest& request)
{
    Effort effort;
    const auto filter = folded(trim(request.filter));
    effort.words = wanted_words(filter);
    return page_of(expand(value_set, source, effort), source, request);
}

}  // namespace helselos::fhir::terminology
