// What is wrong with a resource (http://hl7.org/fhir/R4/validation.html), judged by the base definition of
// its type and by profiles: structure, cardinality, values, slices, extensions, bindings, codes,
// invariants, references, narrative, contained resources, bundles.
//
//     const Validator validator(Definitions::r4(), profiles, terminology);
//     const auto issues = validator.validate(resource, {.profiles = {"http://hl7.org/fhir/StructureDefinition/bp"}});
//
// Profiles are those in meta.profile, of the resource and of each inside it, those asked for in the
// options, and those that profiles demand of types, references and extensions.
#pragma once

#include "base/issue.h"
#include "base/limits.h"
#include "fhir/definitions/definitions.h"
#include "json/value.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::profile {
class Profiles;
}

namespace helselos::fhir::questionnaire {
class Forms;
}

namespace helselos::fhir::terminology {
class Terminology;
}

namespace helselos::fhir::validation {

class Tables;

// What the resource is meant for (http://hl7.org/fhir/R4/valueset-resource-validation-mode.html). Only
// `update` demands something of the content: an id.
enum class Mode : std::uint8_t { none, create, update, remove, profile };

struct Options {
    // What is milder is neither looked for nor told. A write needs errors only; $validate all.
    Severity least = Severity::information;
    std::size_t issues_max = limits::validation_issues_max;
    // The resource has to satisfy these as well; one that is not known is an error. May carry "|version".
    std::vector<std::string> profiles = {};
    // Whether R4's own vital signs are judged by their profiles, claimed or not.
    bool with_implied_profiles = true;
    Mode mode = Mode::none;
    // How an extension is told that nobody here has a definition of. One that modifies is an error always.
    Severity unknown_extension = Severity::warning;
    // How it is told that the display of a code is not one of its code system.
    Severity wrong_display = Severity::warning;
    // How a code is told that its code system, known here as a whole, does not have.
    Severity unknown_code = Severity::error;
};

// What refuses a write: errors of the base definition and of the profiles the resource claims. Whether a
// code exists matters where a binding requires it; records of other systems are not turned away for less.
Options options_of_write();

// Made once for a set of definitions and shared by all threads. Profiles are compiled when they are
// first met, and kept.
class Validator {
public:
    // All have to outlive the validator, and to be filled before it is used.
    Validator(const Definitions& definitions, const profile::Profiles& profiles,
        const terminology::Terminology& terminology, const questionnaire::Forms* forms = nullptr);
    // With the profiles and value sets of the definitions only.
    explicit Validator(const Definitions& definitions);
    ~Validator();
    Validator(const Validator&) = delete;
    Validator& operator=(const Validator&) = delete;

    // For the embedded R4 core; made on first use.
    static const Validator& r4();

    // Per resource first what its base definition says, in the order of the resource, then what its
    // profiles say. Empty when all is well. Each issue names a rule and a place, never a value. When
    // there are more than issues_max, an issue with code "too-costly" says so; has_error() is right
    // even then.
    Issues validate(json::Value resource, const Options& options = {}) const;

    // The forms of packages, for whoever judges responses by them; null when there are none.
    const questionnaire::Forms* forms() const { return m_forms; }

    // Whether a resource claims one of these profiles in meta.profile; versions are compared where both have one.
    static bool claims_one_of(json::Value resource, const std::vector<std::string>& profiles);

private:
    struct Core;
    std::unique_ptr<const Core> m_core;  // What the second constructor makes; else null.
    std::unique_ptr<const Tables> m_tables;
    const questionnaire::Forms* m_forms = nullptr;
};

// With Validator::r4() when these are the definitions of the R4 core.
Issues validate(json::Value resource, const Definitions& definitions, const Options& options = {});

}  // namespace helselos::fhir::validation
