// An expression. It compiles the same each time or is refused with a reason; evaluated on a resource
// within a small budget it gives the same items each time, or fails for one of the stated reasons.
#include "targets.h"

#include "base/assert.h"
#include "fhir/path/path.h"
#include "json/read.h"

#include <string>

namespace helselos::fuzz {

namespace {

using namespace fhir;

constexpr std::string_view sample = R"({"resourceType":"Patient","id":"1","active":true,"birthDate":"1974-12-25",
  "name":[{"use":"official","family":"Berg","given":["Kari",null],"_given":[null,{"id":"g"}]},{"use":"usual"}],
  "contained":[{"resourceType":"Observation","id":"o","status":"final","valueQuantity":{"value":1.50,"code":"kg"}}],
  "extension":[{"url":"http://x","valueDecimal":0.010}],"generalPractitioner":[{"reference":"#o"}]})";

bool is_stated(Kind kind)
{
    return kind == Kind::invalid || kind == Kind::unprocessable || kind == Kind::too_large || kind == Kind::too_costly
        || kind == Kind::unsupported;
}

std::string answer(const path::Expression& expression, json::Value resource)
{
    path::Environment environment(Definitions::r4());
    environment.now = Instant();
    environment.budget = {20'000, 1U << 20};
    const auto items = path::evaluate(expression, path::Item::of_resource(resource, Definitions::r4()), environment);
    if (!items.ok()) {
        HL_ASSERT(is_stated(items.error().kind) && !items.error().reason.empty());
        return items.error().reason;
    }
    std::string text;
    for (const auto& item : *items)
        text += std::string(item.type_name()) + ":" + item.to_text() + ";";
    return text;
}

}  // namespace

void fhirpath_evaluate(std::string_view bytes)
{
    static const auto resource = json::read(sample).value();
    const auto expression = path::compile(bytes);
    if (!expression.ok()) {
        HL_ASSERT(is_stated(expression.error().kind) && !expression.error().reason.empty());
        return;
    }
    HL_ASSERT(expression->text() == bytes);
    const auto first = answer(*expression, resource.root());
    HL_ASSERT(first == answer(*expression, resource.root()));
    // White space around it changes nothing.
    const auto spaced = path::compile(" \n" + std::string(bytes) + "\n ");
    HL_ASSERT(spaced.ok() || spaced.error().kind == Kind::too_large);
    if (spaced.ok())
        HL_ASSERT(first == answer(*spaced, resource.root()));
}

}  // namespace helselos::fuzz
