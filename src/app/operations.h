// The table of all operations, and what they work with.
#pragma once

#include "app/administrator/signing_keys.h"
#include "base/result.h"
#include "fhir/terminology/terminology.h"
#include "interaction/operation.h"
#include "interaction/terminology/stored_source.h"
#include "server/auth/sessions.h"
#include "services/choices/desk.h"
#include "services/sharing/desk.h"
#include "services/triage/complaint_search.h"
#include "services/triage/findings_in_text.h"

#include <filesystem>

namespace helselos::app {

// What residents and personnel choose from by typing.
struct Codes {
    triage::PhraseIndex complaints;
    triage::TextReader findings;
    triage::Terms icpc2;
};

Result<Codes> load_codes(const std::filesystem::path& content, const triage::Content& triage_content);

// The CodeSystems and ValueSets of our own, beside those of R4, with all that the content adds to them.
Result<void> load_terminology(
    fhir::terminology::Terminology& terminology, const std::filesystem::path& folder, const triage::Content& content);

struct Desks {
    const triage::Content& triage;
    const Codes& codes;
    interaction::KeptResources& stored_terminology;
    const sharing::Desk& sharing;
    const choices::Desk& choices;
};

// Everything in `desks` must outlive the table.
void add_operations(interaction::Operations& operations, const Desks& desks);

// What is known once it is decided who may call. Everything in it must outlive the table.
struct AdministratorDesk {
    administrator::KeyShelf keys;
    auth::Sessions& sessions;
};

void add_operations_of_administrator(interaction::Operations& operations, const AdministratorDesk& desk);

}  // namespace helselos::app
