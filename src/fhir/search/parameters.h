// The search parameters in force: those of R4, and those that were added
// (http://hl7.org/fhir/R4/searchparameter.html).
//
// A snapshot: it never changes. What is added makes another one, which takes the place of this in the Extractor;
// who parses a query asks the Extractor for the one it reads resources by, so that both mean the same.
//
// The way of a new parameter: with() (it is read from everything written from then on, but a search by it is
// refused), then the rows of all that is stored are made anew, then with_ready().
#pragma once

#include "base/result.h"
#include "fhir/definitions/definitions.h"
#include "fhir/search/composite.h"
#include "fhir/search/rows_edition.h"
#include "fhir/search/zone.h"
#include "json/value.h"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::search {

struct AddedParameter;

class Parameters {
public:
    using Shared = std::shared_ptr<const Parameters>;  // By whoever reads or asks while the next one is made.

    // Those of the definitions, which must outlive all snapshots made from this one.
    static Shared of(const Definitions& definitions, Zone::Shared zone = Zone::utc());

    // With the SearchParameter `resource` added, or in place of an added one with the same url; not ready.
    // Errors, each naming the element: invalid (no url, code, base, type or expression, or not a plausible one; an
    // expression that is not FHIRPath), conflict (the code is taken on one of the bases), unsupported (a special
    // parameter, a composite of a form that cannot be answered), too_large (limits::search_parameters_added_max).
    Result<Shared> with(json::Value resource) const;
    Shared with_ready(std::string_view url) const;
    Shared without(std::string_view url) const;
    // For a store in which some rows are still of an earlier edition (rows_edition.h).
    Shared with_rows_of(int edition) const;

    const Definitions& definitions() const { return m_definitions; }

    // Of dates without an offset. Rows that were made in another zone do not fit questions in this one.
    const Zone& zone() const { return *m_zone; }

    // Of one type, those of Resource and DomainResource included; sorted by code.
    std::vector<const SearchParameter*> of_type(std::string_view type) const;
    const SearchParameter* find(std::string_view type, std::string_view code) const;  // Null when unknown.
    const SearchParameter* by_url(std::string_view url) const;

    // False while what was stored before the parameter was added is not read by it yet, or the store has rows of an
    // earlier edition that lack what it needs.
    bool is_ready(const SearchParameter& parameter) const;
    // The same of a kind of rows.
    bool has_rows(RowsKind kind) const { return are_present(kind, m_rows_edition); }
    int edition_of_rows() const { return m_rows_edition; }

    // Null when the composite has a form that cannot be answered.
    const CompositePlan* composite(std::string_view type, std::string_view code) const;

    std::vector<std::string> urls_being_indexed() const;

private:
    Parameters(const Definitions& definitions, Zone::Shared zone) : m_definitions(definitions), m_zone(std::move(zone))
    {}
    Parameters(const Parameters&) = default;

    Result<void> check_codes(const AddedParameter& added) const;
    bool has_rows_for(const SearchParameter& parameter) const;
    void index();
    void plan_composites(std::string_view type);

    const Definitions& m_definitions;
    Zone::Shared m_zone;
    int m_rows_edition = rows_edition;
    // Shared with the snapshots before and after: SearchParameter views into them.
    std::map<std::string, std::shared_ptr<const AddedParameter>, std::less<>> m_added;
    std::map<std::string, std::map<std::string, const SearchParameter*, std::less<>>, std::less<>> m_of_type;
    std::set<std::string, std::less<>> m_being_indexed;
    CompositePlans m_composites;
};

}  // namespace helselos::fhir::search
