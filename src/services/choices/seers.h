// Those who can see a record, gathered.
#pragma once

#include "access/consent_terms.h"
#include "services/choices/desk.h"
#include "json/draft.h"
#include "json/value.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::choices {

struct Seer {
    std::string name;
    std::string reference;  // Empty: a person who has no record of their own to point to.
    std::string_view kind;  // organization, practitioner, person.
    std::string_view basis;
    std::optional<Instant> until = {};
    std::string source = {};
};

// What is kept from whom, of all of the record.
struct Blocks {
    std::vector<std::string> actors;
    bool of_everybody = false;
    bool keeps_out(std::string_view reference) const;
};

Blocks blocks_of(const std::vector<json::Document>& consents);

// By sharing, and a youth by a parent's consent.
void add_by_consent(json::Value consent, const Blocks& blocks, Instant now, std::vector<Seer>& seers);
// In an emergency, which opens what an organisation is kept out of.
void add_by_emergency(json::Value task, const Blocks& blocks, Instant now, std::vector<Seer>& seers);

// Whom a plan, an appointment, a referral or a task gives something: owners as access/grants.h names them.
std::vector<std::string> owners_by(json::Value resource, const access::Key& key, Instant now);

json::Draft parameters_of(const std::vector<Seer>& seers);

}  // namespace helselos::choices
