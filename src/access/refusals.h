// Attempts that were refused, in the log: who asked for what, and which rule said no.
//
// The answer never waits for the row, and the row is written beside it: the one who asks learns neither from the
// answer nor from its time whether there was anything. So it is the writer who looks whether the record exists.
#pragma once

#include "access/caller.h"
#include "store/store.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace helselos::access {

struct Refusal {
    std::string action = {};             // As in the log: R, C, U, D, E.
    std::string interaction = {};        // "read", "search-type", "$emergency-access" ...
    std::string record = {};             // "Observation/1", or a type; an id that is none is left out.
    std::string rule = {};               // That refused.
    std::string patient = {};            // When it is known and no record is named; else those of the record are told.
    bool only_of_what_is_there = false;  // It was not found: no row when there is no such record.
};

// How many refused attempts of whom stand in the log one by one. Who makes more than limits::refusals_logged_max in
// limits::refusals_time has the rest counted, in one row when the time is over: nobody fills the disk.
class RefusalCount {
public:
    struct Rest {
        std::string agent;
        std::string organization;
        std::string role;
        std::uint64_t count = 0;
    };
    struct Verdict {
        bool is_told = false;       // It gets a row of its own.
        std::vector<Rest> ended{};  // What was only counted, of those whose time is over.
    };

    Verdict count(const store::AuditRow& row, Instant now);
    // All that was only counted.
    std::vector<Rest> take_rest();

private:
    struct Window {
        Instant since;
        std::uint64_t told = 0;
        Rest rest;
    };

    void sweep(Instant now, std::vector<Rest>& ended);

    std::unordered_map<std::string, Window> m_windows;
    Instant m_swept;
};

// Of one process. Safe to call from any thread but the writer's.
class Refusals {
public:
    // Returns at once. What cannot be written is an error in the server's own log.
    void note(store::Store& store, const Caller& caller, Refusal refusal) const;
    // What is counted and has no row yet; at the end.
    void finish(store::Store& store) const;

private:
    // Shared with jobs that wait in the writer.
    struct Kept {
        std::mutex mutex;
        RefusalCount count;
    };
    std::shared_ptr<Kept> m_kept = std::make_shared<Kept>();
};

}  // namespace helselos::access
