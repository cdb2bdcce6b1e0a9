// What is wrong with a resource, judged by the base definitions
// (http://hl7.org/fhir/R4/validation.html): structure, cardinality, values of primitives,
// bindings, invariants, references, narrative, contained resources, bundles.
//
// Profiles a resource claims in meta.profile are not judged here.
#pragma once

#include "base/issue.h"
#include "base/limits.h"
#include "fhir/definitions/definitions.h"
#include "json/value.h"

#include <cstddef>
#include <memory>

namespace helselos::fhir::validation {

class Rules;

struct Options {
    // What is milder is neither looked for nor told. A write needs errors only; $validate all.
    Severity least = Severity::information;
    std::size_t issues_max = limits::validation_issues_max;
};

// Made once for a set of definitions and shared by all threads.
class Validator {
public:
    // The definitions have to outlive the validator.
    explicit Validator(const Definitions& definitions);
    ~Validator();
    Validator(const Validator&) = delete;
    Validator& operator=(const Validator&) = delete;

    // For the embedded R4 core; made on first use.
    static const Validator& r4();

    // In the order of the resource. Empty when all is well. Each issue names a rule and a place,
    // never a value. When there are more than issues_max, an issue with code "too-costly" says
    // so; has_error() is right even then.
    Issues validate(json::Value resource, const Options& options = {}) const;

private:
    std::unique_ptr<const Rules> m_rules;
};

// With Validator::r4() when these are the definitions of the R4 core.
Issues validate(json::Value resource, const Definitions& definitions, const Options& options = {});

}  // namespace helselos::fhir::validation
