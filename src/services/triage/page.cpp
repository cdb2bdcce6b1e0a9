#include "services/triage/page.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace helselos::triage {

namespace {

std::optional<std::string> file_text(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return std::nullopt;
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
}

}  // namespace

Page::Page(const std::filesystem::path& folder, std::string name, Problems& problems)
    : m_name(std::move(name)), m_problems(problems)
{
    const auto text = file_text(folder / m_name);
    if (!text) {
        m_problems.push_back({m_name, 0, "the file cannot be read"});
        m_is_broken = true;
        return;
    }
    try {
        m_root = YAML::Load(*text);
    } catch (const YAML::Exception& mistake) {
        const auto line = static_cast<unsigned>(mistake.mark.line + 1);
        m_problems.push_back({m_name, line, "this is not YAML: " + mistake.msg});
        m_is_broken = true;
        return;
    }
    m_is_broken = !m_root.IsMap();
    if (m_is_broken)
        m_problems.push_back({m_name, 1, "the file must begin with a key, such as \"findings:\""});
}

void Page::problem(const YAML::Node& at, std::string text) const
{
    // One mistake in the form of a file is one problem, not also everything that was not found.
    if (m_is_broken)
        return;
    Problem problem{m_name, static_cast<unsigned>(at.Mark().line + 1), std::move(text)};
    if (std::ranges::find(m_problems, problem) == m_problems.end())
        m_problems.push_back(std::move(problem));
}

void Page::only(const YAML::Node& map, std::span<const std::string_view> keys) const
{
    std::set<std::string> seen;
    for (const auto& [key, value] : pairs(map)) {
        const auto name = key.IsScalar() ? key.Scalar() : std::string("?");
        if (std::ranges::find(keys, name) == keys.end())
            problem(key, fmt::format("\"{}\" is not known here; known are: {}", name, fmt::join(keys, ", ")));
        if (!seen.insert(name).second)
            problem(key, fmt::format("\"{}\" stands twice", name));
    }
}

void Page::only_wording(const YAML::Node& map, std::initializer_list<std::string_view> others) const
{
    std::vector<std::string_view> keys{"nb", "nn", "en", "se", "nb-child", "nn-child", "en-child", "se-child"};
    keys.insert(keys.end(), others);
    only(map, keys);
}

std::optional<YAML::Node> Page::member(const YAML::Node& map, std::string_view key) const
{
    for (const auto& [name, value] : pairs(map))
        if (name.IsScalar() && name.Scalar() == key)
            return value;
    return std::nullopt;
}

std::vector<YAML::Node> Page::elements(const YAML::Node& map, std::string_view key) const
{
    const auto list = member(map, key);
    if (!list)
        return {};
    if (!list->IsSequence()) {
        problem(*list, fmt::format("\"{}\" must be a list", key));
        return {};
    }
    return {list->begin(), list->end()};
}

std::vector<std::pair<YAML::Node, YAML::Node>> Page::pairs(const YAML::Node& map) const
{
    std::vector<std::pair<YAML::Node, YAML::Node>> pairs;
    if (map.IsMap())
        for (const auto& pair : map)
            pairs.emplace_back(pair.first, pair.second);
    return pairs;
}

std::string Page::scalar(const YAML::Node& node, std::string_view called) const
{
    if (!node.IsScalar() || trim(node.Scalar()).empty()) {
        problem(node, fmt::format("\"{}\" must be a text", called));
        return {};
    }
    return std::string(trim(node.Scalar()));
}

std::string Page::text(const YAML::Node& map, std::string_view key) const
{
    const auto node = member(map, key);
    if (!node) {
        problem(map, fmt::format("\"{}\" is missing", key));
        return {};
    }
    return scalar(*node, key);
}

std::string Page::text_or(const YAML::Node& map, std::string_view key, std::string_view otherwise) const
{
    const auto node = member(map, key);
    return node ? scalar(*node, key) : std::string(otherwise);
}

Wording Page::wording_of(const YAML::Node& node, std::string_view called) const
{
    if (!node.IsMap()) {
        problem(node, fmt::format("\"{}\" must have a text in nb and one in en", called));
        return {};
    }
    Wording wording;
    for (std::size_t i = 0; i < languages_count; ++i) {
        const auto language = static_cast<Language>(i);
        const auto key = std::string(code_of(language));
        wording.write(language, Speaks::to_person, text_or(node, key, ""));
        wording.write(language, Speaks::about_child, text_or(node, key + "-child", ""));
    }
    for (const auto language : whole_languages)
        if (wording.written(language).empty())
            problem(node, fmt::format("\"{}\" has no text in {}", called, code_of(language)));
    return wording;
}

Wording Page::wording(const YAML::Node& map, std::string_view key) const
{
    const auto node = member(map, key);
    if (!node) {
        problem(map, fmt::format("\"{}\" is missing", key));
        return {};
    }
    only_wording(*node, {});
    return wording_of(*node, key);
}

Wording Page::wording_or_none(const YAML::Node& map, std::string_view key) const
{
    return member(map, key) ? wording(map, key) : Wording{};
}

bool Page::flag(const YAML::Node& map, std::string_view key) const
{
    const auto value = text_or(map, key, "false");
    if (value != "true" && value != "false" && value != "yes" && value != "no")
        problem(map, fmt::format("\"{}\" must be true or false", key));
    return value == "true" || value == "yes";
}

std::vector<std::string> Page::texts(const YAML::Node& map, std::string_view key) const
{
    std::vector<std::string> texts;
    for (const auto& element : elements(map, key))
        texts.push_back(scalar(element, key));
    return texts;
}

}  // namespace helselos::triage
