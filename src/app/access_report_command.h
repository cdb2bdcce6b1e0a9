// helselos report access
#pragma once

#include <filesystem>
#include <string>

namespace helselos::app {

struct AccessReportWishes {
    std::filesystem::path data;
    std::string from;                  // A date or an instant; empty: from the beginning.
    std::string to;                    // The last day, or the instant before which; empty: to the end.
    std::string zone = "Europe/Oslo";  // Of dates, and of what is day and night.
    std::string format = "text";       // "text", "csv" or "json".
};

// Prints the unusual accesses, the weightiest first: references, never names or content. 1 when the log cannot be read.
int report_access(const AccessReportWishes& wishes);

}  // namespace helselos::app
