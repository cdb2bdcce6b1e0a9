// The expressions of one form over one response: one budget, one set of variables.
#pragma once

#include "base/result.h"
#include "fhir/path/path.h"
#include "fhir/questionnaire/extension.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace helselos::fhir::questionnaire {

// Not for two threads at once. Results live as long as this.
class Evaluation {
public:
    // %resource is the response, %questionnaire the form; either may be absent. Without `now` an expression that asks
    // for the time fails.
    Evaluation(const Definitions& definitions, std::optional<Instant> now, json::Value response, json::Value form);

    // Errors: those of path::compile and path::evaluate; too_costly when the form's expressions together cost more than
    // limits::form_path_steps_max or form_path_bytes_max.
    Result<path::Collection> evaluate(std::string_view text, const path::Item& focus);
    Result<path::Truth> truth(std::string_view text, const path::Item& focus);
    // `comparison` is one of FHIRPath: "<=". Nothing when it cannot be decided.
    std::optional<bool> compare(const path::Item& left, std::string_view comparison, const path::Item& right);

    // %name from here on, until release() of a mark made before. The later of two with one name stands.
    void bind(std::string_view name, path::Collection items);
    bool is_bound(std::string_view name) const;
    std::size_t mark() const { return m_environment.variables.size(); }
    void release(std::size_t mark);

    // Whether something could not be evaluated because all was spent.
    bool is_spent() const { return m_is_spent; }

    path::Item response() const { return m_environment.resource; }
    path::Item element(json::Value json, std::string_view type) const;
    const Definitions& definitions() const { return m_environment.definitions; }
    path::Environment& environment() { return m_environment; }

private:
    Result<void> prepare(const path::Item& focus);

    path::Environment m_environment;
    bool m_is_spent = false;
};

}  // namespace helselos::fhir::questionnaire
