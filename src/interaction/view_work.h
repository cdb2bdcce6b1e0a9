// The rows of many resources, made side by side and handed out in the order the resources came in.
//
// What comes out is what one thread would have made, row for row and error for error: a block that cannot be taken as a
// whole (an error in it, the end of a _limit in it, too long to be kept) is made again when its turn has come.
#pragma once

#include "fhir/view_definition/evaluation.h"
#include "fhir/view_definition/row_text.h"
#include "interaction/view_crew.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::interaction {

// Where the rows go to: one by one, or the text of several.
class TableSink : public fhir::view_definition::RowSink {
public:
    struct Rows {
        std::string text;  // With what stands between them, not before the first.
        std::uint64_t count = 0;
    };

    // Whether add() would take them all and want no less; else they come one by one.
    virtual bool takes(const Rows& rows) const = 0;
    virtual Result<fhir::view_definition::Wanted> add(const Rows& rows) = 0;
};

// For one thread, that of whoever asked. All that is referred to must outlive it.
class ViewWork {
public:
    struct Setting {
        const fhir::view_definition::View& view;
        const fhir::view_definition::RowText& text;
        const fhir::Definitions& definitions;
        Instant now;
    };

    ViewWork(ViewCrew& crew, const Setting& setting, TableSink& sink);
    ~ViewWork();
    ViewWork(const ViewWork&) = delete;
    ViewWork& operator=(const ViewWork&) = delete;

    // Lines of a file come now: errors name it and the line, and Bundles are opened.
    Result<fhir::view_definition::Wanted> begin_file(std::string name);
    // A resource as JSON text. Its rows, and its errors, may come later, with those of another call. Enough: no row is
    // wanted any more.
    Result<fhir::view_definition::Wanted> add(std::string text);
    // Hands out the rows of all that was added. After an error nothing more is handed out.
    Result<fhir::view_definition::Wanted> finish();

private:
    struct Source {
        std::string file;  // Empty for the store.
        std::size_t lines = 0;
    };
    class Block;

    using Evaluation = fhir::view_definition::Evaluation;
    using Wanted = fhir::view_definition::Wanted;

    std::unique_ptr<Evaluation> borrow();
    void give_back(std::unique_ptr<Evaluation> evaluation);
    Result<Wanted> close_block();
    Result<void> hand_out_first();
    bool help();

    ViewCrew& m_crew;
    const Setting m_setting;
    TableSink& m_sink;
    Wanted m_wanted = Wanted::more;
    Source m_source;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Evaluation>> m_idle;
    std::unique_ptr<Block> m_open;                // That which is being filled.
    std::deque<std::unique_ptr<Block>> m_blocks;  // Full ones, in their order.
};

}  // namespace helselos::interaction
