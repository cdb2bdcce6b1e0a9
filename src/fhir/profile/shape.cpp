#include "fhir/profile/shape.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace helselos::fhir::profile {

namespace {

enum class Shape : std::uint8_t { text, number, truth, object, texts, objects };

struct Rule {
    std::string_view key;
    Shape shape;
};

constexpr std::array element_rules{
    Rule{"alias", Shape::texts},
    Rule{"base", Shape::object},
    Rule{"binding", Shape::object},
    Rule{"code", Shape::objects},
    Rule{"comment", Shape::text},
    Rule{"condition", Shape::texts},
    Rule{"constraint", Shape::objects},
    Rule{"contentReference", Shape::text},
    Rule{"definition", Shape::text},
    Rule{"example", Shape::objects},
    Rule{"extension", Shape::objects},
    Rule{"id", Shape::text},
    Rule{"isModifier", Shape::truth},
    Rule{"isSummary", Shape::truth},
    Rule{"mapping", Shape::objects},
    Rule{"max", Shape::text},
    Rule{"maxLength", Shape::number},
    Rule{"min", Shape::number},
    Rule{"mustSupport", Shape::truth},
    Rule{"path", Shape::text},
    Rule{"representation", Shape::texts},
    Rule{"requirements", Shape::text},
    Rule{"short", Shape::text},
    Rule{"sliceName", Shape::text},
    Rule{"slicing", Shape::object},
    Rule{"type", Shape::objects},
};
constexpr std::array type_rules{
    Rule{"code", Shape::text},
    Rule{"profile", Shape::texts},
    Rule{"targetProfile", Shape::texts},
    Rule{"aggregation", Shape::texts},
    Rule{"versioning", Shape::text},
};
constexpr std::array constraint_rules{
    Rule{"key", Shape::text},
    Rule{"severity", Shape::text},
    Rule{"human", Shape::text},
    Rule{"expression", Shape::text},
    Rule{"source", Shape::text},
};
constexpr std::array slicing_rules{
    Rule{"discriminator", Shape::objects},
    Rule{"ordered", Shape::truth},
    Rule{"rules", Shape::text},
};
constexpr std::array binding_rules{Rule{"strength", Shape::text}, Rule{"valueSet", Shape::text}};

template <typename Is>
bool all_of(json::Value list, const Is& is)
{
    bool all = list.is_array();
    for (const auto one : list.elements())
        all = all && is(one);
    return all;
}

bool is(json::Value value, Shape shape)
{
    switch (shape) {
    case Shape::text: return value.is_string();
    case Shape::number: return value.is_number();
    case Shape::truth: return value.is_boolean();
    case Shape::object: return value.is_object();
    case Shape::texts: return all_of(value, [](json::Value one) { return one.is_string(); });
    case Shape::objects: return all_of(value, [](json::Value one) { return one.is_object(); });
    }
    return false;
}

template <typename Rules>
bool follows(json::Value object, const Rules& rules)
{
    for (const auto& member : object.members()) {
        const auto rule
            = std::find_if(std::begin(rules), std::end(rules), [&](const Rule& one) { return one.key == member.key; });
        if (rule != std::end(rules) && !is(member.value(), rule->shape))
            return false;
    }
    return true;
}

}  // namespace

bool has_shape(json::Value element)
{
    return element.is_object() && follows(element, element_rules) && follows(element["slicing"], slicing_rules)
        && follows(element["binding"], binding_rules)
        && (!element["type"].exists()
            || all_of(element["type"], [](json::Value one) { return follows(one, type_rules); }))
        && (!element["constraint"].exists()
            || all_of(element["constraint"], [](json::Value one) { return follows(one, constraint_rules); }));
}

}  // namespace helselos::fhir::profile
