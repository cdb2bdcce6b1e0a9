// Rows of resources. Shares the work: an expression of a forEach is evaluated once for all the columns below it, and
// nothing of a resource is copied.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "fhir/path/environment.h"
#include "fhir/view_definition/view.h"

#include <memory>
#include <optional>
#include <span>

namespace helselos::fhir::view_definition {

// The values of one column in one row: one or none, or those of a collection column.
// Each is a primitive that has a value, or an element of the column's type.
using Cell = std::span<const path::Item>;
using Row = std::span<const Cell>;  // In the order of View::columns().

enum class Wanted : std::uint8_t { more, enough };

class RowSink {
public:
    virtual ~RowSink() = default;
    // The row is valid during the call.
    virtual Result<Wanted> row(Row row) = 0;
};

// For one thread, and any number of resources.
class Evaluation {
public:
    // `now` is what now() and today() mean; without it they are refused (unsupported).
    Evaluation(const View& view, const Definitions& definitions, std::optional<Instant> now = {});
    ~Evaluation();
    Evaluation(const Evaluation&) = delete;
    Evaluation& operator=(const Evaluation&) = delete;

    // No rows of a resource of another type, or one that a `where` leaves out. Nothing is handed out before all rows
    // of the resource are there. Errors, with the element of the view that is at fault: unprocessable (several values
    // where one was said, a value of another type than was said, a condition that is no boolean), too_costly (more
    // rows, steps or depth than limits::view_... allow), and those of path::evaluate and of the sink.
    Result<Wanted> rows_of(json::Value resource, RowSink& sink);

private:
    class Walk;
    std::unique_ptr<Walk> m_walk;
};

}  // namespace helselos::fhir::view_definition
