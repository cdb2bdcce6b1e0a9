// Chance is handed in, so that one seed replays everything.
#pragma once

#include "base/clock.h"

#include <cstdint>
#include <random>
#include <string>

namespace helselos {

class Random {
public:
    virtual ~Random() = default;
    virtual std::uint64_t next() = 0;
};

// From the operating system; safe for tokens and codes; safe to call from many threads.
Random& secure_random();

// The same numbers for the same seed. Never for secrets.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : m_engine(seed) {}
    std::uint64_t next() override { return m_engine(); }

private:
    std::mt19937_64 m_engine;
};

// A version 4 UUID in lower case.
std::string make_uuid(Random& random);

// A version 7 UUID: those made later sort later, by the millisecond (RFC 9562).
std::string make_time_ordered_uuid(const Clock& clock, Random& random);

// A number in [0, bound), without bias.
std::uint64_t below(Random& random, std::uint64_t bound);

}  // namespace helselos
