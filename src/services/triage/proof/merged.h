// The findings of two contents as one list, so that one person can be judged by both.
#pragma once

#include "services/triage/content.h"

namespace helselos::triage::proof {

// Findings of the same name and kind are one; choices and ranges are those of both.
class Merged {
public:
    Merged(const Content& older, const Content& newer);

    const std::vector<Finding>& findings() const { return m_findings; }
    // With the findings numbered as here; of the rest only what rules need.
    Protocol older(const Protocol& protocol) const { return moved(protocol, m_older); }
    Protocol newer(const Protocol& protocol) const { return moved(protocol, m_newer); }
    Answers older(const Answers& answers) const { return moved(answers, m_older); }
    Answers newer(const Answers& answers) const { return moved(answers, m_newer); }

private:
    struct Moved {
        FindingIndex finding = 0;
        std::vector<std::size_t> choices;  // By the place in its own content.
    };

    void add(const Finding& finding, std::vector<Moved>& moves);
    Condition moved(Condition condition, const std::vector<Moved>& moves) const;
    Protocol moved(const Protocol& protocol, const std::vector<Moved>& moves) const;
    Answers moved(const Answers& answers, const std::vector<Moved>& moves) const;

    std::vector<Finding> m_findings;
    std::vector<Moved> m_older;
    std::vector<Moved> m_newer;
};

}  // namespace helselos::triage::proof
