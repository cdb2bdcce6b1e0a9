// What a name means on a type, remembered at the step that asks: a look into the definitions takes
// longer than all the rest of a step. Of concern to this room only.
#pragma once

#include "fhir/definitions/definitions.h"

#include <atomic>
#include <cstdint>
#include <memory>

namespace helselos::fhir::path {

enum class Meaning : std::uint8_t {
    nothing,     // The type has no such element.
    itself,      // The name is that of the type: `Patient` on a patient.
    element,     // One element under this name in JSON.
    choice,      // An element that has the name of its type in JSON: "valueQuantity".
    of_a_value,  // `value` of a primitive.
};

struct Binding {
    const Type* type = nullptr;
    Meaning meaning = Meaning::nothing;
    NamedElement named;  // Of an element; of a choice without its type.
    std::unique_ptr<const Binding> next;
};

// Grows while expressions are evaluated, on any threads at once, without a lock; never shrinks.
// Only for types that live as long as the program does: those of Definitions::r4().
class Bindings {
public:
    Bindings() = default;
    Bindings(Bindings&& other) noexcept : m_first(other.m_first.exchange(nullptr)) {}
    Bindings& operator=(Bindings&& other) noexcept;
    ~Bindings();

    // Null when there is none yet.
    const Binding* find(const Type* type) const
    {
        const auto* binding = m_first.load(std::memory_order_acquire);
        while (binding != nullptr && binding->type != type)
            binding = binding->next.get();
        return binding;
    }
    // Keeps it, while there are few; else null.
    const Binding* add(Binding binding) const;

private:
    mutable std::atomic<const Binding*> m_first = nullptr;
    mutable std::atomic<std::uint32_t> m_count = 0;
};

}  // namespace helselos::fhir::path
