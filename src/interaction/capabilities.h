// http://hl7.org/fhir/R4/http.html#capabilities
#pragma once

#include "interaction/hall.h"
#include "interaction/operation.h"

#include <mutex>
#include <string>

namespace helselos::interaction {

// The CapabilityStatement as JSON text: what is said here is what is done.
std::string capabilities(const Hall& hall, const Operations& operations, const std::string& base);

// The same, kept until other search parameters are in force: it is long, and everyone may ask. For any thread.
class KeptCapabilities {
public:
    std::string text(const Hall& hall, const Operations& operations, const std::string& base);

private:
    std::mutex m_mutex;
    fhir::search::Parameters::Shared m_parameters;  // Those of m_text; shared with the Extractor.
    std::string m_text;
};

}  // namespace helselos::interaction
