#include "app/reactions.h"

#include "app/protect_relatives.h"
#include "app/reindex/reindex.h"
#include "services/insight/carry_out.h"

namespace helselos::app {

std::vector<Reaction> reactions(Reindex* reindex)
{
    using event::Happened;
    const auto take_up = [reindex](access::Writing& writing, const interaction::Hall&, const event::Event& event) {
        return reindex == nullptr ? Result<void>() : reindex->take_up_stored(writing, {event.type, event.id});
    };
    // What happens when. Read top to bottom; there is no other place.
    return {
        {Happened::created, "RiskAssessment", "insight", insight::outcome_recorded},
        {Happened::created, "Patient", "addresses", protect_relatives},
        {Happened::updated, "Patient", "addresses", protect_relatives},
        {Happened::created, "RelatedPerson", "addresses", protect_relatives},
        {Happened::updated, "RelatedPerson", "addresses", protect_relatives},
        {Happened::created, "SearchParameter", "reindex", take_up},
        {Happened::updated, "SearchParameter", "reindex", take_up},
        {Happened::deleted, "SearchParameter", "reindex", take_up},
    };
}

}  // namespace helselos::app
