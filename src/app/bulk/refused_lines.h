// What of one input of an import was refused: an OperationOutcome for each line, never with anything from the line.
#pragma once

#include "app/bulk/settled.h"
#include "app/import/unit.h"
#include "fhir/definitions/definitions.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

namespace helselos::app::bulk {

// Which line it was stands in an extension of this address, as a number.
constexpr const char* line_extension = "https://helselos.no/fhir/StructureDefinition/import-line";

// As one line of JSON. What speaks of an entry of the transaction the line came in, speaks of the resource:
// "Patient.name".
std::string outcome_of(const ImportFailure& failure, const fhir::Definitions& definitions);

// While the import runs, where a line begins stands before its outcome: after a kill, what is not settled is tried
// again and told then.
class RefusedLines {
public:
    // Drops what is not settled. Error fault.
    static Result<RefusedLines> open(std::filesystem::path file, const Settled& settled);

    // Errors fault. From limits::import_refusals_told_max on they are not kept.
    Result<void> add(const ImportFailure& failure, const fhir::Definitions& definitions);
    Result<void> make_durable();
    // Writes it as it is given out; of `refused` in all. Again after a kill: the same. Error fault.
    Result<void> finish(std::uint64_t refused);

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    explicit RefusedLines(std::filesystem::path file) : m_path(std::move(file)) {}
    std::filesystem::path begun_path() const;

    std::filesystem::path m_path;
    std::unique_ptr<std::FILE, Close> m_file;
    std::uint64_t m_told = 0;
};

}  // namespace helselos::app::bulk
