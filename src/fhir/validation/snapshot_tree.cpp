#include "fhir/validation/snapshot_tree.h"

#include "base/limits.h"

#include <algorithm>

namespace helselos::fhir::validation {

namespace {

std::size_t depth_of(std::string_view path)
{
    return static_cast<std::size_t>(std::count(path.begin(), path.end(), '.'));
}

std::string_view last_part(std::string_view path)
{
    return path.substr(path.rfind('.') + 1);
}

// The slice of `nodes` that `name` is a slice of: "a" for "a/b".
SnapshotNode* sliced_slice(const std::vector<SnapshotNode*>& slices, std::string_view name)
{
    for (auto* slice : slices)
        if (name.size() > slice->slice.size() && name.starts_with(slice->slice) && name[slice->slice.size()] == '/')
            return slice;
    return nullptr;
}

}  // namespace

SnapshotNode* SnapshotNode::child(std::string_view child_name) const
{
    for (auto* one : children)
        if (one->name == child_name)
            return one;
    return nullptr;
}

SnapshotTree::SnapshotTree(const profile::Profile& profile) : m_profile(profile)
{
    for (const auto element : profile.elements)
        add(element);
}

void SnapshotTree::add(json::Value element)
{
    const auto path = element["path"].text();
    const auto depth = depth_of(path);
    const bool is_root = m_nodes.empty();
    auto* parent = is_root ? nullptr : parent_of(path, depth);
    const bool is_placed = is_root ? depth == 0 && !path.empty() : parent != nullptr;
    if (!is_placed || depth >= limits::json_depth_max) {
        m_defects.push_back({Severity::information, "structure", std::string(path),
            "left out: this element stands in no element of the snapshot"});
        return;
    }
    auto& node = m_nodes.emplace_back();
    node.definition = element;
    node.name = last_part(path);
    node.is_choice = node.name.ends_with("[x]");
    if (node.is_choice)
        node.name.remove_suffix(3);
    node.slice = element["sliceName"].text();
    node.parent = parent;
    m_last.resize(depth);
    m_last.push_back(&node);
    if (!is_root)
        place(node);
}

SnapshotNode* SnapshotTree::parent_of(std::string_view path, std::size_t depth)
{
    if (depth == 0 || depth > m_last.size())
        return nullptr;
    auto* parent = m_last[depth - 1];
    const auto parent_path = parent->definition["path"].text();
    return path.substr(0, path.rfind('.')) == parent_path ? parent : nullptr;
}

void SnapshotTree::place(SnapshotNode& node)
{
    auto* sliced = node.parent->child(node.name);
    if (node.slice.empty() || sliced == nullptr) {
        node.parent->children.push_back(&node);
        return;
    }
    while (auto* inner = sliced_slice(sliced->slices, node.slice))
        sliced = inner;
    sliced->slices.push_back(&node);
}

const SnapshotNode* SnapshotTree::referred(std::string_view content_reference) const
{
    const auto hash = content_reference.find('#');
    // An address before the hash names the base definition, which is judged without profile.
    if (hash != 0)
        return nullptr;
    const auto wanted = content_reference.substr(1);
    for (const auto& node : m_nodes)
        if (node.id() == wanted || (node.slice.empty() && node.definition["path"].text() == wanted))
            return &node;
    return nullptr;
}

}  // namespace helselos::fhir::validation
