// http://hl7.org/fhirpath/N1/#current-date-and-time-functions
#include "fhir/path/evaluator.h"

#include <array>

namespace helselos::fhir::path {

namespace {

bool push_now(const Call& call, Temporal::Kind kind, Temporal::Precision precision)
{
    const auto& now = call.evaluator.environment().now;
    if (!now)
        return call.evaluator.fail(helselos::Kind::unsupported, "FHIRPath: no time is known to this evaluation");
    auto moment = date_time_of(*now);
    moment.kind = kind;
    moment.precision = precision;
    moment.has_offset = kind == Temporal::Kind::date_time;
    return call.evaluator.push_temporal(moment, call.output);
}

bool now(const Call& call)
{
    return push_now(call, Temporal::Kind::date_time, Temporal::Precision::fraction);
}
bool today(const Call& call)
{
    return push_now(call, Temporal::Kind::date, Temporal::Precision::day);
}
bool time_of_day(const Call& call)
{
    return push_now(call, Temporal::Kind::time, Temporal::Precision::fraction);
}

constexpr std::array functions{
    Function{"now", 0, 0, now},
    Function{"today", 0, 0, today},
    Function{"timeOfDay", 0, 0, time_of_day},
};

}  // namespace

std::span<const Function> moment_functions()
{
    return functions;
}

}  // namespace helselos::fhir::path
