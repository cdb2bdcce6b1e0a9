// For the tests of this room: an expression in, its items as one line of text out.
#pragma once

#include "fhir/path/path.h"
#include "json/read.h"
#include "json/write.h"

#include <string>
#include <string_view>

namespace helselos::fhir::path {

inline std::string shown(const Collection& items)
{
    std::string text;
    for (const auto& item : items) {
        const bool is_complex = item.is_element() && !item.is_primitive();
        text += (text.empty() ? "" : ", ") + std::string(item.type_name()) + " "
            + (is_complex ? json::to_text(item.json()) : item.to_text());
    }
    return text;
}

// "{}" for nothing, "refused: ..." for an error.
inline std::string evaluated(std::string_view text, const Item& focus, Environment& environment)
{
    const auto expression = compile(text);
    if (!expression.ok())
        return "refused: " + expression.error().reason;
    const auto items = evaluate(*expression, focus, environment);
    if (!items.ok())
        return "refused: " + items.error().reason;
    return items->empty() ? "{}" : shown(*items);
}

inline std::string evaluated(std::string_view text, std::string_view resource = "{}")
{
    const auto document = json::read(resource).value();
    Environment environment(Definitions::r4());
    environment.now = instant_from_text("2026-11-22T12:00:00.000Z").value();
    const bool is_resource = document.root()["resourceType"].exists();
    return evaluated(text, is_resource ? Item::of_resource(document.root(), Definitions::r4()) : Item(), environment);
}

}  // namespace helselos::fhir::path
