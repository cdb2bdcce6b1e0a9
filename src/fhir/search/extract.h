// The search rows of a resource.
//
//     const auto extractor = TRY(Extractor::create(Definitions::r4()));
//     const auto rows = TRY(extractor.extract(resource));
//
// All search parameters of the resource's type, those of Resource and DomainResource included, but for
//   _id, _lastUpdated             which the store answers from the version itself;
//   _text, _content, _query       which have no expression;
//   composite and special ones    which have no rows (yet): parse_query refuses them.
// What is asked of the text of a coded value (:text) has no rows either.
#pragma once

#include "base/result.h"
#include "fhir/definitions/definitions.h"
#include "fhir/search/rows.h"
#include "json/value.h"

#include <memory>

namespace helselos::fhir::search {

class Extractor {
public:
    // `engine` evaluates every expression with FHIRPath: many times slower, the same rows. For tests.
    enum class Way : std::uint8_t { quick, engine };

    // Compiles the expressions of all resource types, in milliseconds. Error fault: an expression of the
    // definitions cannot be compiled.
    static Result<Extractor> create(const Definitions& definitions, Way way = Way::quick);

    Extractor(Extractor&&) noexcept;
    Extractor& operator=(Extractor&&) noexcept;
    ~Extractor();

    // The resource is taken to be valid. For any number of threads at once.
    // Errors: invalid (no known resourceType), too_large (limits::search_rows_max), too_costly and
    // unprocessable (an expression could not be evaluated; the reason names the parameter).
    Result<Rows> extract(json::Value resource) const;

private:
    struct Plans;
    explicit Extractor(std::unique_ptr<const Plans> plans);

    std::unique_ptr<const Plans> m_plans;
};

}  // namespace helselos::fhir::search
