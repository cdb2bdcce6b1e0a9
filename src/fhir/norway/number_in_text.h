// National identity numbers in texts that are not records: addresses, reasons, links. Both types of control digits
// count, and no date has to be plausible: what may be a person's number is treated as one.
#pragma once

#include <string>
#include <string_view>

namespace helselos::fhir::norway {

// Eleven digits by themselves, with no letter or digit around them, that are a well-formed number.
bool holds_number(std::string_view text);

// The same, with eleven stars in the place of each.
std::string without_numbers(std::string_view text);

// A token of a search, decoded: "urn:oid:2.16.578.1.12.4.1.4.1|" with anything after it, of fødselsnummer, D-number and
// felles hjelpenummer; or a number of any kind named by type (Volven 8327), as in :of-type. Also inside a _filter.
bool names_person_by_system(std::string_view text);

}  // namespace helselos::fhir::norway
