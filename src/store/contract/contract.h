// The promise of store.h as tests. They run on every implementation that
// implementations() names; nothing in them knows which one it is.
#pragma once

#include "base/clock.h"
#include "base/limits.h"
#include "store/store.h"

#include <filesystem>
#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace helselos::store {

struct Implementation {
    std::string name;
    // Opens what lies in the folder, or makes it.
    std::function<Result<std::unique_ptr<Store>>(const std::filesystem::path& folder, const Clock& clock)> open;
};

// For the names of tests.
inline void PrintTo(const Implementation& implementation, std::ostream* out)
{
    *out << implementation.name;
}

std::vector<Implementation> implementations();

using fhir::SearchType;
using fhir::search::AllOf;
using fhir::search::AnyOf;
using fhir::search::Chain;
using fhir::search::Clause;
using fhir::search::Criterion;
using fhir::search::InCompartment;
using fhir::search::Modifier;
using fhir::search::NoneOf;
using fhir::search::Prefix;
using fhir::search::Query;
using fhir::search::ReverseChain;
using fhir::search::Rows;

inline const Scope everyone{.everything = true};

// Rows, as the extraction would give them.
Rows with_token(std::string parameter, std::string system, std::string code, Rows rows = {});
Rows with_string(std::string parameter, std::string text, Rows rows = {});  // Folded by lower case only.
Rows with_date(std::string parameter, std::int64_t low, std::int64_t high, Rows rows = {});
Rows with_number(std::string parameter, double low, double high, Rows rows = {});
Rows with_quantity(
    std::string parameter, double low, double high, std::string system, std::string code, Rows rows = {});
Rows with_reference(std::string parameter, std::string type, std::string id, Rows rows = {});
Rows with_uri(std::string parameter, std::string uri, Rows rows = {});
Rows with_composite(std::string parameter, std::vector<fhir::search::SimpleRow> parts, Rows rows = {});

// Criteria, as the parser would give them.
Criterion token(std::string parameter, std::optional<std::string> system, std::optional<std::string> code,
    Modifier modifier = Modifier::none);
Criterion string(std::string parameter, std::string text, Modifier modifier = Modifier::none);
Criterion date(std::string parameter, Prefix prefix, std::int64_t low, std::int64_t high);
Criterion number(std::string parameter, Prefix prefix, double value, double low, double high);
Criterion quantity(std::string parameter, Prefix prefix, double value, double low, double high,
    std::optional<std::string> system, std::optional<std::string> code);
Criterion reference(std::string parameter, std::string type, std::string id);
Criterion uri(std::string parameter, std::string text, Modifier modifier = Modifier::none);
Criterion composite(std::string parameter, std::vector<fhir::search::SimpleValue> parts);
Criterion missing(std::string parameter, SearchType type, bool is_missing);
Query query(std::string type, std::vector<Clause> all_of = {});

class Contract : public testing::TestWithParam<Implementation> {
protected:
    Contract();
    ~Contract() override;

    void reopen();
    Store& store() { return *m_store; }
    SetClock& clock() { return m_clock; }
    const std::filesystem::path& folder() const { return m_folder; }

    // Acts that must succeed.
    Version create(
        const std::string& type, const std::string& id, Rows rows = {}, std::vector<std::string> owners = {});
    Version update(
        const std::string& type, const std::string& id, Rows rows = {}, std::vector<std::string> owners = {});
    Version remove(const std::string& type, const std::string& id);
    // The change of an act, with a body that names it; each owner has the resource itself as member.
    static Change change(Act act, const std::string& type, const std::string& id, Rows rows = {},
        const std::vector<std::string>& owners = {});
    Result<Version> put(const Change& change);

    std::unique_ptr<Reader> reader();
    Found find(const Query& query, const Scope& scope = everyone);
    // The ids of the matches of the first page, in order.
    std::vector<std::string> ids(const Query& query, const Scope& scope = everyone);
    std::vector<std::string> ids(const std::string& type, std::vector<Clause> all_of);
    // The ids over all pages.
    std::vector<std::string> ids_of_all_pages(Query query, const Scope& scope = everyone);

private:
    std::filesystem::path m_folder;
    SetClock m_clock;
    std::unique_ptr<Store> m_store;
};

using Ids = std::vector<std::string>;

}  // namespace helselos::store
