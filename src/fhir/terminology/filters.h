// The filters of a value set's compose (http://hl7.org/fhir/R4/valueset-filter-operator.html).
#pragma once

#include "fhir/terminology/code_index.h"
#include "json/value.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::terminology {

using Marks = std::vector<bool>;  // By place.

class Filter {
public:
    // Views into the filter, which has to live as long as this.
    explicit Filter(json::Value filter);
    ~Filter();
    Filter(Filter&&) noexcept;
    Filter& operator=(Filter&&) noexcept;

    // Those that pass; nothing when it cannot be decided here. Of a system that is here in part only, what does not
    // pass may do so elsewhere.
    std::optional<Marks> passing(const CodeIndex& system) const;
    // The same for one.
    std::optional<bool> passes(const CodeIndex& system, Place place) const;
    // Whether what passes in a part of a system passes in the whole: true of "is below", not of "is not below".
    bool is_positive() const;

    std::string text() const;  // "concept is-a", for who has to know that it could not be decided.

private:
    struct Pattern;
    enum class On : std::uint8_t { code, display, parent, child, property };
    bool is_hierarchical() const;
    bool has_value(std::string_view text) const;
    std::optional<Marks> by_property(const CodeIndex& system) const;
    std::optional<Marks> by_relatives(const CodeIndex& system) const;
    bool passes_value(std::string_view value) const;
    void for_each_value(
        const CodeIndex& system, const std::function<void(std::string_view, std::span<const Place>)>& take) const;
    std::optional<bool> passes_by_code(const CodeIndex& system, Place place) const;
    bool is_decidable(const CodeIndex& system) const;

    On m_on = On::property;
    std::string_view m_property;
    std::string_view m_op;
    std::string_view m_value;
    std::vector<std::string_view> m_list;      // Of in, not-in and "=".
    std::unique_ptr<const Pattern> m_pattern;  // Of regex; null when it is no pattern.
};

}  // namespace helselos::fhir::terminology
