// A made-up proof is refused, by its signature at the latest; the same address is written in one way, however often.
#include "targets.h"

#include "base/assert.h"
#include "server/auth/token/proof.h"

namespace helselos::fuzz {

void proof(std::string_view bytes)
{
    const auth::ProofDemand demand{"GET", "https://example.org/fhir/Patient", "token", "thumbprint"};
    const auto checked = auth::check_proof(bytes, demand, Instant{std::chrono::milliseconds{1'795'305'600'000}});
    HL_ASSERT(!checked.ok() && checked.error().kind == Kind::unauthenticated);
    HL_ASSERT(checked.error().reason.size() < 200);
    const auto once = auth::normal_address(bytes);
    HL_ASSERT(auth::normal_address(once) == once);
}

}  // namespace helselos::fuzz
