// The search rows of a resource.
//
//     const auto extractor = TRY(Extractor::create(Definitions::r4()));
//     const auto rows = TRY(extractor.extract(resource));
//
// All search parameters of the resource's type, those of Resource and DomainResource included, but for
//   _id, _lastUpdated      which the store answers from the version itself;
//   _text, _content        which ask words of the text, not values;
//   composites of the whole resource, which are asked as their components are (composite.h);
//   special ones           which parse_query refuses.
// An Identifier with a coded type has a second row, under "identifier:of-type".
//
// Whoever changes what comes out for a resource raises rows_edition (rows_edition.h): what is stored is then read anew.
#pragma once

#include "base/result.h"
#include "fhir/definitions/definitions.h"
#include "fhir/search/parameters.h"
#include "fhir/search/rows.h"
#include "json/value.h"

#include <memory>

namespace helselos::fhir::search {

class Extractor {
public:
    // `engine` evaluates every expression with FHIRPath: many times slower, the same rows. For tests.
    enum class Way : std::uint8_t { quick, engine };

    // Compiles the expressions of all resource types, in milliseconds. Error fault: an expression cannot be compiled.
    static Result<Extractor> create(const Definitions& definitions, Way way = Way::quick);
    static Result<Extractor> create(Parameters::Shared parameters, Way way = Way::quick);

    // What is extracted by now; whoever asks the store must ask by the same.
    Parameters::Shared parameters() const;

    // Whatever extract() is called on from now on is read by these; what is under way ends by those before.
    // An error, as of create, changes nothing.
    Result<void> change_to(Parameters::Shared parameters);

    Extractor(Extractor&&) noexcept;
    Extractor& operator=(Extractor&&) noexcept;
    ~Extractor();

    // The resource is taken to be valid. For any number of threads at once.
    // Errors: invalid (no known resourceType), too_large (limits::search_rows_max), too_costly and
    // unprocessable (an expression could not be evaluated; the reason names the parameter).
    Result<Rows> extract(json::Value resource) const;

private:
    struct Plans;
    struct Current;
    explicit Extractor(std::unique_ptr<Current> current);

    std::unique_ptr<Current> m_current;
};

}  // namespace helselos::fhir::search
