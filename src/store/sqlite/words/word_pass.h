// Brings the words of search parameters that were added later into an index that has everything else already.
//
// Goes through the resources of the type as they are now; what is written meanwhile is indexed with these words
// anyway. The index is only added to, so that going through it once more harms nothing.
#pragma once

#include "fhir/search/words.h"
#include "store/sqlite/names.h"
#include "store/sqlite/words/word_file.h"

namespace helselos::store::sqlite {

class WordPass {
public:
    // Some resources on, within a transaction of the file. False when there is nothing to go through.
    Result<bool> step(Connection& store, Names& names, WordFile& file, const fhir::search::WordReader& reader);

    // What is written while a parameter is away lacks its words: it begins anew when the parameter comes back.
    void forget_unless_added(const fhir::search::WordReader& reader);

private:
    Result<bool> choose(WordFile& file, const fhir::search::WordReader& reader);
    Result<void> finish(Connection& store, WordFile& file);

    std::string m_parameter;  // "Observation.my-code"; empty when none is under way.
    std::string m_edition;
    ResourceId m_after = 0;
};

}  // namespace helselos::store::sqlite
