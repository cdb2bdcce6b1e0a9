// The snapshot of a profile as a tree: children below their element, slices beside the element they slice.
#pragma once

#include "base/issue.h"
#include "fhir/profile/profiles.h"
#include "json/value.h"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::validation {

struct SnapshotNode {
    json::Value definition;  // The ElementDefinition.
    std::string_view name;   // Of the last part of the path: "value" of "Observation.value[x]"; at the root the type.
    std::string_view slice;  // Its sliceName; empty when it is no slice.
    bool is_choice = false;  // "[x]"
    SnapshotNode* parent = nullptr;
    std::vector<SnapshotNode*> children;
    std::vector<SnapshotNode*> slices;  // In their order; slices of a slice stand in that slice.

    std::string_view id() const
    {
        return definition["id"].text().empty() ? definition["path"].text() : definition["id"].text();
    }
    SnapshotNode* child(std::string_view child_name) const;  // Or null.
};

// Views the profile, which has to outlive it.
class SnapshotTree {
public:
    explicit SnapshotTree(const profile::Profile& profile);
    SnapshotTree(const SnapshotTree&) = delete;
    SnapshotTree& operator=(const SnapshotTree&) = delete;

    const profile::Profile& profile() const { return m_profile; }
    const SnapshotNode* root() const { return m_nodes.empty() ? nullptr : &m_nodes.front(); }
    // What a contentReference names: "#Questionnaire.item". Null when there is no such element.
    const SnapshotNode* referred(std::string_view content_reference) const;
    // Elements that could not be placed.
    const Issues& defects() const { return m_defects; }

private:
    void add(json::Value element);
    SnapshotNode* parent_of(std::string_view path, std::size_t depth);
    void place(SnapshotNode& node);

    const profile::Profile& m_profile;
    std::deque<SnapshotNode> m_nodes;
    std::vector<SnapshotNode*> m_last;  // By depth, the element met last.
    Issues m_defects;
};

}  // namespace helselos::fhir::validation
