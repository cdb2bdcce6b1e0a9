#include "app/word_readers.h"

namespace helselos::app {

namespace {

Result<WordReaders::Shared> read_by(const fhir::search::Parameters::Shared& parameters)
{
    auto reader = TRY(fhir::search::WordReader::create(parameters));
    return WordReaders::Shared(std::make_shared<const fhir::search::WordReader>(std::move(reader)));
}

}  // namespace

Result<std::unique_ptr<WordReaders>> WordReaders::create(const fhir::search::Parameters::Shared& parameters)
{
    return std::unique_ptr<WordReaders>(new WordReaders(TRY(read_by(parameters))));
}

WordReaders::Shared WordReaders::current() const
{
    const std::lock_guard lock(m_mutex);
    return m_current;
}

Result<void> WordReaders::change_to(const fhir::search::Parameters::Shared& parameters)
{
    auto next = TRY(read_by(parameters));
    const std::lock_guard lock(m_mutex);
    m_current = std::move(next);
    return {};
}

}  // namespace helselos::app
