#include "store/contract/contract.h"
#include "store/sqlite/open.h"

namespace helselos::store {

namespace {

std::shared_ptr<const fhir::search::WordReader> word_reader()
{
    using fhir::search::WordReader;
    static const auto reader = std::make_shared<const WordReader>(
        WordReader::create(fhir::search::Parameters::of(fhir::Definitions::r4())).value());
    return reader;
}

}  // namespace

std::vector<Implementation> implementations()
{
    return {{"sqlite", [](const std::filesystem::path& folder, const Clock& clock) {
                 return sqlite::open(folder, {.words = word_reader}, clock);
             }}};
}

}  // namespace helselos::store
