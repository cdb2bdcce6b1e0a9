// What the server says of itself: made from what is there, so that what is said is what is done.
#pragma once

#include "interaction/hall.h"
#include "interaction/operation.h"

#include <array>
#include <cstdint>
#include <mutex>
#include <string>

namespace helselos::interaction {

enum class Statement : std::uint8_t {
    capabilities,  // CapabilityStatement (http://hl7.org/fhir/R4/capabilitystatement.html).
    terminology,   // TerminologyCapabilities (http://hl7.org/fhir/R4/terminologycapabilities.html).
    open_api,      // An OpenAPI description (https://spec.openapis.org/oas/v3.0.3), for tools that read no FHIR.
};

// The statements as JSON text, kept until other search parameters are in force: they are long, and everyone may ask.
// For any thread.
class KeptStatements {
public:
    std::string text(Statement statement, const Hall& hall, const Operations& operations, const std::string& base);

private:
    std::mutex m_mutex;
    fhir::search::Parameters::Shared m_parameters;  // Those of m_texts; shared with the Extractor.
    std::array<std::string, 3> m_texts;             // By Statement; empty: not made yet.
};

}  // namespace helselos::interaction
