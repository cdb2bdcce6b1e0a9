// One YAML file of the content, read with every complaint noted beside its line.
// Of concern to the readers of this folder only.
#pragma once

#include "services/triage/content.h"

#include <yaml-cpp/yaml.h>

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::triage {

using Problems = std::vector<Problem>;

class Page {
public:
    // `name` is what problems call the file: "protocols/sore-throat.yaml". A file that cannot
    // be read is a problem and an empty page.
    Page(const std::filesystem::path& folder, std::string name, Problems& problems);

    const YAML::Node& root() const { return m_root; }
    bool is_broken() const { return m_is_broken; }
    const std::string& name() const { return m_name; }

    void problem(const YAML::Node& at, std::string text) const;
    Place place(const YAML::Node& at) const { return {m_name, static_cast<unsigned>(at.Mark().line + 1)}; }

    // Reports keys other than these, and keys that stand twice.
    void only(const YAML::Node& map, std::span<const std::string_view> keys) const;
    void only(const YAML::Node& map, std::initializer_list<std::string_view> keys) const
    {
        only(map, std::span(keys.begin(), keys.size()));
    }

    std::optional<YAML::Node> member(const YAML::Node& map, std::string_view key) const;
    // The elements of a list; a problem when it is something else, none when it is not there.
    std::vector<YAML::Node> elements(const YAML::Node& map, std::string_view key) const;
    // The pairs of a map.
    std::vector<std::pair<YAML::Node, YAML::Node>> pairs(const YAML::Node& map) const;

    // A problem, and empty, when it is not there.
    std::string text(const YAML::Node& map, std::string_view key) const;
    Wording wording(const YAML::Node& map, std::string_view key) const;

    std::string text_or(const YAML::Node& map, std::string_view key, std::string_view otherwise) const;
    Wording wording_or_none(const YAML::Node& map, std::string_view key) const;
    bool flag(const YAML::Node& map, std::string_view key) const;
    std::vector<std::string> texts(const YAML::Node& map, std::string_view key) const;

    // Reports keys other than languages and these.
    void only_wording(const YAML::Node& map, std::initializer_list<std::string_view> others) const;
    // A wording that stands by itself, other keys beside it.
    Wording wording_of(const YAML::Node& node, std::string_view called) const;
    std::string scalar(const YAML::Node& node, std::string_view called) const;

private:
    std::string m_name;
    Problems& m_problems;
    YAML::Node m_root;
    bool m_is_broken = false;
};

}  // namespace helselos::triage
