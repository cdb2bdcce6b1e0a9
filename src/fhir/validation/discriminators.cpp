#include "fhir/validation/discriminators.h"

#include "base/limits.h"
#include "base/text.h"
#include "fhir/validation/json_member.h"

#include <algorithm>

namespace helselos::fhir::validation {

namespace {

// Where the slice says something: an element of its own snapshot, or of that of a type it demands.
struct Definition {
    const SnapshotTree* tree = nullptr;
    const SnapshotNode* node = nullptr;  // Null for a part of a fixed value or a pattern.
    json::Value fixed = {};
    json::Value pattern = {};

    json::Value definition() const { return node == nullptr ? json::Value() : node->definition; }
};

using Definitions = std::vector<Definition>;

bool is_name_character(char c)
{
    return is_letter(c) || is_digit(c) || c == '_' || c == '$';
}

std::string_view take_name(std::string_view& rest)
{
    std::size_t length = 0;
    while (length < rest.size() && is_name_character(rest[length]))
        ++length;
    const auto name = rest.substr(0, length);
    rest.remove_prefix(length);
    return name;
}

// The text between parentheses, without quotes; `rest` begins with "(".
std::optional<std::string_view> take_argument(std::string_view& rest)
{
    const auto end = rest.find(')');
    if (end == std::string_view::npos)
        return std::nullopt;
    auto argument = trim(rest.substr(1, end - 1));
    rest.remove_prefix(end + 1);
    const bool is_quoted = argument.size() >= 2 && (argument.front() == '\'' || argument.front() == '"')
        && argument.back() == argument.front();
    return is_quoted ? argument.substr(1, argument.size() - 2) : argument;
}

std::optional<PathStep> step_of(std::string_view name, std::optional<std::string_view> argument)
{
    if (!argument)
        return PathStep{PathStep::Kind::child, name};
    if (name == "extension" && !argument->empty())
        return PathStep{PathStep::Kind::extension, *argument};
    if (name == "resolve" && argument->empty())
        return PathStep{PathStep::Kind::resolve, {}};
    if (name == "ofType" && !argument->empty())
        return PathStep{PathStep::Kind::of_type, argument->substr(argument->rfind('.') + 1)};
    return std::nullopt;
}

class Search {
public:
    Search(const SnapshotNode& slice, const Trees& trees, const SnapshotTree& tree)
        : m_trees(trees), m_slice{&tree, &slice, {}, {}}
    {}

    Definitions at(const std::vector<PathStep>& path) const
    {
        Definitions found{m_slice};
        add_of_types(found);
        for (const auto& step : path)
            found = after(found, step);
        return found;
    }

    Likeness likeness(const Definition& definition, std::size_t depth_left) const
    {
        Likeness likeness;
        if (definition.node == nullptr) {
            likeness.fixed = definition.fixed;
            likeness.pattern = definition.pattern;
            return likeness;
        }
        likeness.fixed = member_beginning(definition.node->definition, "fixed");
        likeness.pattern = member_beginning(definition.node->definition, "pattern");
        const auto binding = definition.node->definition["binding"];
        if (!likeness.fixed && !likeness.pattern && binding["strength"].text() == "required")
            likeness.value_set = binding["valueSet"].text();
        if (depth_left == 0)
            return likeness;
        for (const auto* child : definition.node->children)
            add_inside(likeness, {definition.tree, child, {}, {}}, depth_left);
        return likeness;
    }

private:
    // A slice that has to be there tells as much as an element that is fixed.
    void add_inside(Likeness& around, const Definition& child, std::size_t depth_left) const
    {
        const auto add = [&](const SnapshotNode* node) {
            auto inner = likeness({child.tree, node, {}, {}}, depth_left - 1);
            // Below the discriminated element only values tell; a binding would be asked of every code.
            inner.value_set = {};
            if (inner.tells_nothing())
                return;
            inner.step = {PathStep::Kind::child, node->name};
            around.inside.push_back(std::move(inner));
        };
        add(child.node);
        for (const auto* slice : child.node->slices)
            if (slice->definition["min"].text() != "0")
                add(slice);
    }

    Definitions after(const Definitions& from, const PathStep& step) const
    {
        Definitions found;
        for (const auto& one : from) {
            if (one.node == nullptr && step.kind != PathStep::Kind::child)
                continue;
            switch (step.kind) {
            case PathStep::Kind::child: add_child(one, step.text, found); break;
            case PathStep::Kind::extension: add_extension(one, step.text, found); break;
            case PathStep::Kind::resolve: add_targets(one, found); break;
            case PathStep::Kind::of_type: add_of_type(one, step.text, found); break;
            }
        }
        add_of_types(found);
        return found;
    }

    // A part of a fixed value or of a pattern is fixed as well.
    static void add_part(json::Value fixed, json::Value pattern, std::string_view name, Definitions& found)
    {
        const auto add = [&](json::Value whole, bool is_fixed) {
            const auto part = whole[name];
            if (part.is_array())
                for (const auto one : part.elements())
                    found.push_back(
                        is_fixed ? Definition{nullptr, nullptr, one, {}} : Definition{nullptr, nullptr, {}, one});
            else if (part.exists())
                found.push_back(
                    is_fixed ? Definition{nullptr, nullptr, part, {}} : Definition{nullptr, nullptr, {}, part});
        };
        add(fixed, true);
        add(pattern, false);
    }

    static void add_child(const Definition& from, std::string_view name, Definitions& found)
    {
        if (from.node == nullptr)
            return add_part(from.fixed, from.pattern, name, found);
        add_part(member_beginning(from.node->definition, "fixed"), member_beginning(from.node->definition, "pattern"),
            name, found);
        const auto* around = from.node;
        // A content reference has no children of its own.
        if (around->children.empty())
            if (const auto* other = from.tree->referred(around->definition["contentReference"].text()))
                around = other;
        const auto* child = around->child(name);
        if (child == nullptr)
            return;
        found.push_back({from.tree, child, {}, {}});
        for (const auto* slice : child->slices)
            if (slice->definition["min"].text() != "0")
                found.push_back({from.tree, slice, {}, {}});
    }

    void add_extension(const Definition& from, std::string_view url, Definitions& found) const
    {
        const auto* extensions = from.node->child("extension");
        if (extensions == nullptr)
            return;
        for (const auto* slice : extensions->slices) {
            const auto* fixed = slice->child("url");
            const bool is_it = fixed != nullptr && fixed->definition["fixedUri"].text() == url;
            if (is_it || demands_profile(*slice, url))
                found.push_back({from.tree, slice, {}, {}});
        }
    }

    static bool demands_profile(const SnapshotNode& node, std::string_view url)
    {
        for (const auto type : node.definition["type"].elements())
            for (const auto profile : type["profile"].elements())
                if (profile.text() == url)
                    return true;
        return false;
    }

    void add_targets(const Definition& from, Definitions& found) const
    {
        for (const auto type : from.node->definition["type"].elements())
            for (const auto target : type["targetProfile"].elements())
                add_root(target.text(), found);
    }

    static bool has_type(const SnapshotNode& node, std::string_view name)
    {
        for (const auto type : node.definition["type"].elements())
            if (type["code"].text() == name)
                return true;
        return false;
    }

    static void add_of_type(const Definition& from, std::string_view name, Definitions& found)
    {
        if (has_type(*from.node, name))
            found.push_back(from);
        for (const auto* slice : from.node->slices)
            if (has_type(*slice, name))
                found.push_back({from.tree, slice, {}, {}});
    }

    // The profiles of their types say something as well, where they are the only ones.
    void add_of_types(Definitions& found) const
    {
        const auto count = found.size();
        for (std::size_t i = 0; i < count; ++i) {
            if (found[i].node == nullptr)
                continue;
            const auto types = found[i].node->definition["type"];
            if (types.size() == 1 && types.at(0)["profile"].size() == 1)
                add_root(types.at(0)["profile"].at(0).text(), found);
        }
    }

    void add_root(std::string_view profile, Definitions& found) const
    {
        const auto* tree = m_trees.tree(profile);
        if (tree != nullptr && tree->root() != nullptr)
            found.push_back({tree, tree->root(), {}, {}});
    }

    const Trees& m_trees;
    Definition m_slice;
};

void by_value(const Search& search, const Definitions& found, Criterion& criterion)
{
    for (const auto& one : found) {
        auto likeness = search.likeness(one, limits::validation_likeness_depth_max);
        if (!likeness.tells_nothing())
            criterion.likenesses.push_back(std::move(likeness));
    }
    // A value says more than the set it is from.
    const bool has_value = std::any_of(criterion.likenesses.begin(), criterion.likenesses.end(),
        [](const Likeness& one) { return one.value_set.empty(); });
    if (has_value)
        std::erase_if(criterion.likenesses, [](const Likeness& one) { return !one.value_set.empty(); });
}

void by_type(const Definitions& found, Criterion& criterion)
{
    for (const auto& one : found) {
        if (one.node == nullptr)
            continue;
        const auto types = one.node->definition["type"];
        for (const auto type : types.elements())
            criterion.types.push_back(type["code"].text());
        // The root of a profile has no types: it is of its own.
        if (!types.exists() && one.node->parent == nullptr)
            criterion.types.push_back(one.tree->profile().type);
    }
}

void by_profile(const Definitions& found, const std::vector<PathStep>& path, Criterion& criterion)
{
    for (const auto& one : found)
        for (const auto type : one.definition()["type"].elements())
            for (const auto profile : type["profile"].elements())
                criterion.profiles.push_back(profile.text());
    const bool is_resolved = !path.empty() && path.back().kind == PathStep::Kind::resolve;
    for (const auto& one : found)
        if (is_resolved && one.node != nullptr && one.node->parent == nullptr)
            criterion.profiles.push_back(one.tree->profile().url);
}

bool by_existence(const Definitions& found, Criterion& criterion)
{
    for (const auto& one : found) {
        const bool is_forbidden = one.definition()["max"].text() == "0";
        const auto min = one.definition()["min"].text();
        if (one.node == nullptr || one.node->parent == nullptr || (!is_forbidden && (min.empty() || min == "0")))
            continue;
        criterion.is_there = !is_forbidden;
        return true;
    }
    return false;
}

// Where the definition of an extension is not at hand, its address is known from the type that names it.
void by_demanded_url(const SnapshotNode& slice, Criterion& criterion)
{
    const bool is_url = criterion.path.size() == 1 && criterion.path.front().text == "url";
    const auto types = slice.definition["type"];
    if (!is_url || !criterion.likenesses.empty() || types.size() != 1 || types.at(0)["profile"].size() != 1)
        return;
    const auto url = types.at(0)["profile"].at(0);
    if (url.text().find('|') != std::string_view::npos)
        return;
    Likeness likeness;
    likeness.fixed = url;
    criterion.likenesses.push_back(std::move(likeness));
}

std::optional<Criterion> criterion_of(const Search& search, const SnapshotNode& slice, json::Value discriminator)
{
    const auto path = path_steps(discriminator["path"].text());
    if (!path)
        return std::nullopt;
    Criterion criterion;
    criterion.path = *path;
    const auto found = search.at(*path);
    const auto kind = discriminator["type"].text();
    if (kind == "exists") {
        criterion.kind = Criterion::Kind::exists;
        return by_existence(found, criterion) ? std::optional(std::move(criterion)) : std::nullopt;
    }
    if (kind == "type") {
        criterion.kind = Criterion::Kind::type;
        by_type(found, criterion);
        return criterion.types.empty() ? std::nullopt : std::optional(std::move(criterion));
    }
    if (kind == "profile") {
        criterion.kind = Criterion::Kind::profile;
        by_profile(found, *path, criterion);
        return criterion.profiles.empty() ? std::nullopt : std::optional(std::move(criterion));
    }
    by_value(search, found, criterion);
    by_demanded_url(slice, criterion);
    return criterion.likenesses.empty() ? std::nullopt : std::optional(std::move(criterion));
}

Criterion implied(Criterion::Kind kind)
{
    Criterion criterion;
    criterion.kind = kind;
    return criterion;
}

// Where the profile names no discriminator: extensions are told by their url, choices by their type.
std::vector<Criterion> implied_criteria(const SnapshotNode& sliced, const SnapshotNode& slice, const Search& search)
{
    if (sliced.is_choice) {
        auto criterion = implied(Criterion::Kind::type);
        by_type(search.at({}), criterion);
        return criterion.types.empty() ? std::vector<Criterion>() : std::vector{std::move(criterion)};
    }
    if (sliced.name != "extension" && sliced.name != "modifierExtension")
        return {};
    auto criterion = implied(Criterion::Kind::value);
    criterion.path = {{PathStep::Kind::child, "url"}};
    by_value(search, search.at(criterion.path), criterion);
    by_demanded_url(slice, criterion);
    return criterion.likenesses.empty() ? std::vector<Criterion>() : std::vector{std::move(criterion)};
}

}  // namespace

std::optional<std::vector<PathStep>> path_steps(std::string_view path)
{
    std::vector<PathStep> steps;
    auto rest = trim(path);
    while (!rest.empty()) {
        const auto name = take_name(rest);
        if (name.empty())
            return std::nullopt;
        std::optional<std::string_view> argument;
        if (rest.starts_with('(') && !(argument = take_argument(rest)))
            return std::nullopt;
        if (name != "$this" || argument) {
            const auto step = step_of(name, argument);
            if (!step)
                return std::nullopt;
            steps.push_back(*step);
        }
        if (rest.empty())
            break;
        if (!rest.starts_with('.') || rest.size() == 1)
            return std::nullopt;
        rest.remove_prefix(1);
    }
    return steps;
}

std::vector<Criterion> criteria_of(
    const SnapshotTree& tree, const SnapshotNode& sliced, const SnapshotNode& slice, const Trees& trees)
{
    const Search search(slice, trees, tree);
    auto discriminators = sliced.definition["slicing"]["discriminator"];
    // A slice that is sliced again without a word of its own is sliced as the element is.
    if (discriminators.size() == 0 && !sliced.slice.empty() && sliced.parent != nullptr)
        if (const auto* element = sliced.parent->child(sliced.name))
            discriminators = element->definition["slicing"]["discriminator"];
    if (discriminators.size() == 0)
        return implied_criteria(sliced, slice, search);
    std::vector<Criterion> criteria;
    for (const auto discriminator : discriminators.elements())
        if (auto criterion = criterion_of(search, slice, discriminator))
            criteria.push_back(std::move(*criterion));
    return criteria;
}

}  // namespace helselos::fhir::validation
