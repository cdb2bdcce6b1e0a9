// The reader of words in force, for all threads; another takes its place when search parameters come and go.
#pragma once

#include "fhir/search/words.h"

#include <memory>
#include <mutex>

namespace helselos::app {

class WordReaders {
public:
    // Shared by those who read with it while another takes its place.
    using Shared = std::shared_ptr<const fhir::search::WordReader>;

    static Result<std::unique_ptr<WordReaders>> create(const fhir::search::Parameters::Shared& parameters);

    Shared current() const;
    // An error, as of WordReader::create, changes nothing.
    Result<void> change_to(const fhir::search::Parameters::Shared& parameters);

private:
    explicit WordReaders(Shared first) : m_current(std::move(first)) {}

    mutable std::mutex m_mutex;
    Shared m_current;
};

}  // namespace helselos::app
