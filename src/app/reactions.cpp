#include "app/reactions.h"

#include "services/insight/carry_out.h"

namespace helselos::app {

namespace {

using event::Happened;

// What happens when. Read top to bottom; there is no other place.
constexpr Reaction table[] = {
    {Happened::created, "RiskAssessment", "insight", insight::outcome_recorded},
};

}  // namespace

std::span<const Reaction> reactions()
{
    return table;
}

}  // namespace helselos::app
