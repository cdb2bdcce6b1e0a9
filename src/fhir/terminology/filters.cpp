#include "fhir/terminology/filters.h"

#include "base/limits.h"
#include "base/text.h"

#include <re2/re2.h>

#include <algorithm>

namespace helselos::fhir::terminology {

namespace {

constexpr std::int64_t pattern_memory_max = 1 << 20;

re2::RE2::Options quiet()
{
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(pattern_memory_max);
    return options;
}

}  // namespace

struct Filter::Pattern {
    explicit Pattern(std::string_view text) : expression(re2::StringPiece(text.data(), text.size()), quiet()) {}
    re2::RE2 expression;
};

namespace {

Marks inverted(Marks marks)
{
    marks.flip();
    return marks;
}

void mark_ancestors(const CodeIndex& system, Place from, Marks& marks)
{
    std::vector<Place> waiting{from};
    while (!waiting.empty()) {
        const auto at = waiting.back();
        waiting.pop_back();
        if (at >= marks.size() || marks[at])
            continue;
        marks[at] = true;
        const auto above = system.parents(at);
        waiting.insert(waiting.end(), above.begin(), above.end());
    }
}

}  // namespace

Filter::Filter(json::Value filter)
    : m_property(filter["property"].text()), m_op(filter["op"].text()), m_value(filter["value"].text())
{
    if (m_property == "concept" || m_property == "code")
        m_on = On::code;
    else if (m_property == "display")
        m_on = On::display;
    else if (m_property == "parent")
        m_on = On::parent;
    else if (m_property == "child")
        m_on = On::child;
    if (m_op == "in" || m_op == "not-in" || (m_op == "=" && m_on == On::code))
        for (const auto one : split(m_value, ','))
            m_list.push_back(trim(one));
    if (m_op == "=" && m_on != On::code)
        m_list.push_back(m_value);
    if (m_op == "regex" && m_value.size() <= limits::filter_regex_bytes_max) {
        auto pattern = std::make_unique<Pattern>(m_value);
        if (pattern->expression.ok())
            m_pattern = std::move(pattern);
    }
}

Filter::~Filter() = default;
Filter::Filter(Filter&&) noexcept = default;
Filter& Filter::operator=(Filter&&) noexcept = default;

std::string Filter::text() const
{
    return std::string(m_property) + " " + std::string(m_op);
}

bool Filter::is_hierarchical() const
{
    return m_op == "is-a" || m_op == "descendent-of" || m_op == "is-not-a" || m_op == "generalizes";
}

bool Filter::is_positive() const
{
    return m_op != "is-not-a" && !(m_op == "exists" && m_value == "false")
        && !(m_op == "not-in" && m_on != On::code && m_on != On::display);
}

bool Filter::is_decidable(const CodeIndex& system) const
{
    if (is_hierarchical())
        return m_on == On::code && !system.has_circle();
    if (m_op == "regex")
        return m_pattern != nullptr && (m_on != On::property || system.knows_property(m_property)) && m_on != On::parent
            && m_on != On::child;
    if (m_op == "exists")
        return (m_value == "true" || m_value == "false") && (m_on != On::property || system.knows_property(m_property));
    if (m_op == "=" || m_op == "in" || m_op == "not-in")
        return m_on != On::property || system.knows_property(m_property);
    return false;
}

bool Filter::has_value(std::string_view text) const
{
    return std::ranges::find(m_list, text) != m_list.end();
}

bool Filter::passes_value(std::string_view value) const
{
    if (m_pattern != nullptr)
        return re2::RE2::FullMatch(re2::StringPiece(value.data(), value.size()), m_pattern->expression);
    if (m_op == "exists")
        return !value.empty() == (m_value == "true");
    return has_value(value) != (m_op == "not-in");
}

// Values that are named are looked up; only for a pattern, or for any value at all, each is looked at.
void Filter::for_each_value(
    const CodeIndex& system, const std::function<void(std::string_view, std::span<const Place>)>& take) const
{
    if (m_op == "exists" || m_pattern != nullptr)
        return system.for_each_value(m_property, take);
    for (const auto value : m_list)
        take(value, system.with_property(m_property, value));
}

std::optional<bool> Filter::passes_by_code(const CodeIndex& system, Place place) const
{
    if (!is_hierarchical())
        return passes_value(m_on == On::display ? system.display(place) : system.code(place));
    const auto named = system.find(m_value);
    if (!named)
        return m_op == "is-not-a";
    if (m_op == "generalizes")
        return system.is_within(*named, place);
    const bool is_within = system.is_within(place, *named);
    if (m_op == "is-not-a")
        return !is_within;
    return is_within && (m_op == "is-a" || place != *named);
}

std::optional<bool> Filter::passes(const CodeIndex& system, Place place) const
{
    if (!is_decidable(system))
        return std::nullopt;
    if (m_on == On::code || m_on == On::display)
        return passes_by_code(system, place);
    bool has_any = false;
    bool has_fitting = false;
    const auto look_at = [&](std::string_view value) {
        has_any = true;
        has_fitting = has_fitting || (m_pattern != nullptr ? passes_value(value) : has_value(value));
    };
    if (m_on == On::property) {
        for_each_value(system, [&](std::string_view value, std::span<const Place> places) {
            if (std::ranges::binary_search(places, place))
                look_at(value);
        });
    } else {
        for (const auto other : m_on == On::parent ? system.parents(place) : system.children(place))
            look_at(system.code(other));
    }
    if (m_op == "exists")
        return has_any == (m_value == "true");
    return has_fitting != (m_op == "not-in");
}

std::optional<Marks> Filter::by_property(const CodeIndex& system) const
{
    Marks marks(system.size());
    for_each_value(system, [&](std::string_view value, std::span<const Place> places) {
        if (m_op != "exists" && !(m_pattern != nullptr ? passes_value(value) : has_value(value)))
            return;
        for (const auto place : places)
            if (place < marks.size())
                marks[place] = true;
    });
    return m_op == "not-in" || (m_op == "exists" && m_value == "false") ? inverted(std::move(marks)) : marks;
}

std::optional<Marks> Filter::by_relatives(const CodeIndex& system) const
{
    Marks marks(system.size());
    for (Place place = 0; place < marks.size(); ++place)
        marks[place] = passes(system, place).value_or(false);
    return marks;
}

std::optional<Marks> Filter::passing(const CodeIndex& system) const
{
    if (!is_decidable(system))
        return std::nullopt;
    if (m_on == On::property)
        return by_property(system);
    if (!is_hierarchical())
        return by_relatives(system);
    Marks marks(system.size());
    const auto named = system.find(m_value);
    if (!named)
        return m_op == "is-not-a" ? inverted(std::move(marks)) : marks;
    if (m_op == "generalizes")
        mark_ancestors(system, *named, marks);
    else
        system.for_each_within(*named, [&](Place place) {
            if (place < marks.size())
                marks[place] = true;
        });
    if (m_op == "descendent-of")
        marks[*named] = false;
    return m_op == "is-not-a" ? inverted(std::move(marks)) : marks;
}

}  // namespace helselos::fhir::terminology
