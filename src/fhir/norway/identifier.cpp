#include "fhir/norway/identifier.h"

#include "base/text.h"
#include "fhir/norway/register_number.h"

#include <algorithm>
#include <array>
#include <variant>

namespace helselos::fhir::norway {

namespace {

using Form = bool (*)(std::string_view);

struct System {
    std::string_view oid;
    std::variant<NumberKind, Form> holds;
};

const std::array systems{
    System{"2.16.578.1.12.4.1.4.1", NumberKind::fodselsnummer},
    System{"2.16.578.1.12.4.1.4.2", NumberKind::d_number},
    System{"2.16.578.1.12.4.1.4.3", NumberKind::fh_number},
    System{"2.16.578.1.12.4.1.4.4", &is_hpr_number},
    System{"2.16.578.1.12.4.1.4.5", &is_duf_number},
    System{"2.16.578.1.12.4.1.4.101", &is_organisation_number},
    System{"2.16.578.1.12.4.1.4.102", &is_resh_id},
    System{"2.16.578.1.12.4.1.2", &is_her_id},
};

// "urn" and "oid" have no case (RFC 8141).
std::string_view oid_of(std::string_view system)
{
    constexpr std::string_view prefix = "urn:oid:";
    return equals_ignoring_case(system.substr(0, prefix.size()), prefix) ? system.substr(prefix.size()) : system;
}

std::optional<Wrong> check_person(NumberKind kind, std::string_view value, const NumberRules& rules, Instant now)
{
    const auto number = read_national_number(value, pid2032_at(rules.pid2032, now));
    if (!number || number->kind != kind || !number->birth_date_plausible)
        return Wrong::malformed;
    if (kind == NumberKind::fh_number)
        return std::nullopt;
    if (number->is_synthetic && rules.environment == Environment::production)
        return Wrong::synthetic_in_production;
    if (!number->is_synthetic && rules.environment == Environment::test)
        return Wrong::real_in_test;
    return std::nullopt;
}

}  // namespace

std::optional<Environment> environment_named(std::string_view word)
{
    if (word == "production")
        return Environment::production;
    if (word == "test")
        return Environment::test;
    return std::nullopt;
}

std::string_view name_of(Environment environment)
{
    switch (environment) {
    case Environment::production: return "production";
    case Environment::test: return "test";
    }
    return "production";
}

std::string_view code_of(Wrong wrong)
{
    switch (wrong) {
    case Wrong::malformed: return "not-of-its-system";
    case Wrong::synthetic_in_production: return "synthetic-in-production";
    case Wrong::real_in_test: return "real-in-test";
    }
    return "not-of-its-system";
}

std::string_view text_of(Wrong wrong)
{
    switch (wrong) {
    case Wrong::malformed: return "not a number of the system it is said to be of";
    case Wrong::synthetic_in_production: return "a synthetic identity number is not taken in production";
    case Wrong::real_in_test:
        return "an identity number that may be a real person's is not taken in a test environment";
    }
    return {};
}

std::optional<Wrong> check_identifier(
    std::string_view system, std::string_view value, const NumberRules& rules, Instant now)
{
    const auto known = std::ranges::find(systems, oid_of(system), &System::oid);
    if (known == systems.end())
        return std::nullopt;
    if (const auto* kind = std::get_if<NumberKind>(&known->holds))
        return check_person(*kind, value, rules, now);
    return std::get<Form>(known->holds)(value) ? std::nullopt : std::optional(Wrong::malformed);
}

}  // namespace helselos::fhir::norway
