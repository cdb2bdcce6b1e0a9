#include "fhir/validation/code_sets.h"

#include <mutex>
#include <utility>

namespace helselos::fhir::validation {

namespace {

Membership told(terminology::Membership is)
{
    switch (is) {
    case terminology::Membership::inside: return Membership::inside;
    case terminology::Membership::outside: return Membership::outside;
    case terminology::Membership::unknown: return Membership::undecided;
    }
    return Membership::undecided;
}

Membership of_coding(const CodeSet& set, json::Value coding)
{
    const auto code = coding["code"].text();
    return code.empty() ? Membership::no_code : set.of(coding["system"].text(), code);
}

Membership of_concept(const CodeSet& set, json::Value codings)
{
    auto best = Membership::no_code;
    for (const auto coding : codings.elements()) {
        const auto one = of_coding(set, coding);
        if (one == Membership::inside)
            return one;
        if (one == Membership::undecided || best == Membership::no_code)
            best = one;
    }
    return best;
}

}  // namespace

Membership CodeSet::of(std::string_view system, std::string_view code) const
{
    if (asked != nullptr)
        return told(asked->contains(url, system, code));
    if (codes.contains({system, code}))
        return Membership::inside;
    return is_complete ? Membership::outside : Membership::undecided;
}

Membership CodeSet::of(std::string_view code) const
{
    if (asked != nullptr)
        return told(asked->contains(url, {}, code));
    if (bare.contains(code))
        return Membership::inside;
    return is_complete ? Membership::outside : Membership::undecided;
}

Membership membership(const CodeSet* set, json::Value value)
{
    if (value.is_object() && value["coding"].size() == 0 && value["code"].text().empty())
        return Membership::no_code;
    if (set == nullptr)
        return Membership::undecided;
    if (value.is_string())
        return set->of(value.text());
    if (!value.is_object())
        return Membership::inside;
    return value["coding"].exists() ? of_concept(*set, value["coding"]) : of_coding(*set, value);
}

const CodeSet* CodeSets::set(std::string_view url) const
{
    url = url.substr(0, url.find('|'));
    {
        const std::shared_lock lock(m_mutex);
        const auto known = m_sets.find(url);
        if (known != m_sets.end())
            return known->second.get();
    }
    terminology::Effort effort;
    auto expansion = m_terminology.value_set(url, effort);
    // What is not known is asked again: addresses come from outside, and would pile up here.
    if (!expansion)
        return nullptr;
    auto made = std::make_unique<CodeSet>();
    made->is_complete = expansion->is_complete;
    if (expansion->codes.size() > limits::validation_set_codes_max) {
        made->asked = &m_terminology;
        made->url = url;
        expansion->codes.clear();
    }
    for (const auto& code : expansion->codes) {
        made->codes.emplace(code.system, code.code);
        made->bare.insert(code.code);
    }
    const std::unique_lock lock(m_mutex);
    return m_sets.try_emplace(std::string(url), std::move(made)).first->second.get();
}

bool CodeSets::is_display(std::string_view system, std::string_view code, std::string_view text) const
{
    return m_terminology.is_designation(system, code, text);
}

}  // namespace helselos::fhir::validation
