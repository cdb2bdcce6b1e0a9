// The invariants of one resource, evaluated: FHIRPath with what the judgement knows.
#pragma once

#include "fhir/path/path.h"
#include "fhir/validation/around.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::validation {

class Tables;

class Evaluation {
public:
    explicit Evaluation(const Tables& tables) : m_tables(tables) {}

    // For conformsTo() inside an expression. Empty: not known.
    std::function<std::optional<bool>(json::Value resource, std::string_view profile, const Around& around)> conforms;

    struct Outcome {
        bool holds = true;
        std::string undecided;  // Why it could not be evaluated; then `holds` says nothing.
    };
    // As in the reference validator, only "true" holds; the empty collection does not.
    Outcome evaluate(const Invariant& invariant, const Found& found, const Type* type, const Around& around);

    // What an expression selects from `found`; an error when it cannot be evaluated. Valid until the
    // next call.
    Result<path::Collection> select(
        const path::Expression& expression, const Found& found, const Type* type, const Around& around);

private:
    path::Environment& environment(const Around& around, const path::Item& focus);
    void fill(path::Environment& environment);
    path::Item resolved(std::string_view reference) const;

    const Tables& m_tables;
    const Around* m_around = nullptr;
    // One for each evaluation inside another: conformsTo() evaluates invariants while one is evaluated.
    std::vector<std::unique_ptr<path::Environment>> m_environments;
    std::size_t m_depth = 0;
};

}  // namespace helselos::fhir::validation
