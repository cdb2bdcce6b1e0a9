#include "fhir/profile/tree.h"

#include "base/limits.h"

#include <algorithm>

namespace helselos::fhir::profile {

namespace {

std::string_view last_part(std::string_view text, char separator)
{
    return text.substr(text.rfind(separator) + 1);
}

// Old snapshots tell the slice only by the id.
std::string_view slice_of(json::Value element)
{
    if (const auto name = element["sliceName"]; name.exists())
        return name.text();
    const auto last = last_part(element["id"].text(), '.');
    const auto colon = last.find(':');
    return colon == std::string_view::npos ? std::string_view() : last.substr(colon + 1);
}

std::size_t depth_of(std::string_view path)
{
    return static_cast<std::size_t>(std::count(path.begin(), path.end(), '.'));
}

Node node_of(json::Value element)
{
    return Node{std::string(last_part(element["path"].text(), '.')), std::string(slice_of(element)), element};
}

class Flattening {
public:
    Flattening(json::Document& document) : m_document(document), m_elements(document.make_array()) {}

    void add(const Node& node, const std::string& path, const std::string& id)
    {
        if (m_elements.size() > limits::profile_elements_max)
            return;
        const auto element = node.is_own ? node.element : m_document.copy(node.element);
        m_document.set(element, "id", id);
        m_document.set(element, "path", path);
        m_document.push(m_elements, element);
        for (const auto& child : node.children)
            add(child, path + "." + child.name,
                id + "." + child.name + (child.slice.empty() ? std::string() : ":" + child.slice));
    }

    json::Value elements() const { return m_elements; }

private:
    json::Document& m_document;
    json::Value m_elements;
};

}  // namespace

std::optional<std::size_t> Node::child(std::string_view child_name, std::string_view child_slice) const
{
    const auto found = std::find_if(children.begin(), children.end(),
        [&](const Node& one) { return one.name == child_name && one.slice == child_slice; });
    if (found == children.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - children.begin());
}

Result<Node> tree_of(const std::vector<json::Value>& elements)
{
    if (elements.empty())
        return Error{Kind::unprocessable, "a snapshot has no elements"};
    Node root = node_of(elements.front());
    std::vector<Node*> above{&root};
    for (auto element = elements.begin() + 1; element != elements.end(); ++element) {
        const auto depth = depth_of((*element)["path"].text());
        if (depth == 0 || depth > above.size() || depth > limits::profile_path_depth_max)
            return Error{Kind::unprocessable, "an element of a snapshot stands outside its parent",
                std::string((*element)["path"].text())};
        above.resize(depth);
        above.back()->children.push_back(node_of(*element));
        above.push_back(&above.back()->children.back());
    }
    return root;
}

std::size_t count(const Node& node)
{
    std::size_t nodes = 1;
    for (const auto& child : node.children)
        nodes += count(child);
    return nodes;
}

Node share(Node& node)
{
    node.is_own = false;
    Node other{node.name, node.slice, node.element};
    for (auto& child : node.children)
        other.children.push_back(share(child));
    return other;
}

Result<json::Value> flatten(const Node& root, json::Document& document)
{
    Flattening flattening(document);
    flattening.add(root, root.name, root.name);
    if (flattening.elements().size() > limits::profile_elements_max)
        return Error{Kind::unprocessable, "a snapshot has too many elements", root.name};
    return flattening.elements();
}

}  // namespace helselos::fhir::profile
