// The parameters of an operation, wherever they stand: in the query of a GET or in the Parameters of a POST.
#pragma once

#include "fhir/terminology/coded_value.h"
#include "interaction/operation.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::interaction {

class Asked {
public:
    // The request has to live as long as this: views point into it.
    explicit Asked(const OperationRequest& request) : m_request(request) {}

    // Of a simple type; the first, or empty.
    std::string_view text(std::string_view name) const;
    std::vector<std::string_view> texts(std::string_view name) const;
    Result<std::optional<bool>> truth(std::string_view name) const;
    // At most `most`; nothing when it was not given.
    Result<std::optional<std::size_t>> number(std::string_view name, std::size_t most) const;

    // Of a data type, a resource or a list of parts; only a POST has such.
    json::Value value(std::string_view name, const char* member) const;
    std::vector<json::Value> parts(std::string_view name) const;

    // What is asked about, by code and system, coding or codeableConcept. `system_name` is the parameter that names
    // the system of a bare code. Errors: invalid (none, or more than one of them), too_large.
    Result<std::vector<fhir::terminology::CodedValue>> values(
        const char* system_name, const char* version_name = "version") const;

    // Error unsupported: one of these was given, and would be passed over.
    Result<void> refuse(std::initializer_list<std::string_view> names) const;

private:
    const OperationRequest& m_request;
};

}  // namespace helselos::interaction
