// Which records were seen, of whom, and by which tie: what the log is told of a look.
#pragma once

#include "access/decide.h"
#include "base/result.h"
#include "fhir/search/extract.h"
#include "store/store.h"

#include <span>
#include <string>
#include <vector>

namespace helselos::access {

// A record as it was shown.
struct Seen {
    store::Key key;
    std::vector<std::string> patients;
};

// Of newest versions: the patients are those of their memberships.
Result<std::vector<Seen>> seen_now(store::Reader& reader, std::span<const store::Version> versions);

// Whom a version tells of, which for an old one need not be those of the newest. Of a removal those it had last.
Result<std::vector<std::string>> patients_in(
    store::Reader& reader, const fhir::search::Extractor& extractor, const store::Version& version);

// Takes out what is about somebody else than the record is now: an old version is shown to who sees the newest by the
// compartment of a patient whom the old one names, too; and to who sees it otherwise, when it names nobody who is not
// in the newest (docs/decisions/0029-old-versions.md). What stays comes back as seen.
Result<std::vector<Seen>> keep_visible(store::Reader& reader, const fhir::search::Extractor& extractor,
    const store::Scope& scope, std::vector<store::Version>& versions);

// A row of the log: a patient, and the rules by which this look saw something of theirs. One of nobody, by all rules,
// when nothing was shown.
struct Look {
    std::string patient;
    std::string basis;
};
Result<std::vector<Look>> looks_of(store::Reader& reader, const Decision& decision, std::span<const Seen> seen);

// The rules by which the caller would see the record if nothing were kept from them; empty when there is none.
Result<std::string> rules_but_for_exceptions(store::Reader& reader, const Decision& decision, const store::Key& key);

}  // namespace helselos::access
