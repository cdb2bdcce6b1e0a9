#include "fhir/path/environment.h"

#include "fhir/path/memory.h"

#include <vector>

namespace helselos::fhir::path {

Environment::Environment(const Definitions& of)
    : definitions(of), m_types_are_lasting(&of == &Definitions::r4()), m_memory(std::make_unique<Memory>())
{}

Environment::~Environment() = default;

std::size_t Environment::bytes_used() const
{
    return m_memory->used();
}

void Environment::forget()
{
    m_memory->forget();
}

std::string to_text_of(const Location& location)
{
    std::vector<const Location*> way;
    for (const auto* place = &location; place != nullptr; place = place->parent)
        way.push_back(place);
    std::string text;
    for (auto place = way.rbegin(); place != way.rend(); ++place) {
        if (!text.empty())
            text += '.';
        text += (*place)->name;
        if ((*place)->index >= 0)
            text += "[" + std::to_string((*place)->index) + "]";
    }
    return text;
}

}  // namespace helselos::fhir::path
