#include "base/random.h"

#include "base/assert.h"

#include <fmt/format.h>

#include <sys/random.h>

namespace helselos {

namespace {

class SecureRandom final : public Random {
public:
    std::uint64_t next() override
    {
        std::uint64_t number = 0;
        HL_ASSERT(getrandom(&number, sizeof number, 0) == static_cast<ssize_t>(sizeof number));
        return number;
    }
};

}  // namespace

Random& secure_random()
{
    static SecureRandom random;
    return random;
}

std::string make_uuid(Random& random)
{
    const std::uint64_t high = (random.next() & 0xffffffffffff0fffULL) | 0x4000ULL;
    const std::uint64_t low = (random.next() & 0x3fffffffffffffffULL) | 0x8000000000000000ULL;
    return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32, (high >> 16) & 0xffff, high & 0xffff,
        low >> 48, low & 0xffffffffffffULL);
}

std::string make_time_ordered_uuid(const Clock& clock, Random& random)
{
    const auto milliseconds = static_cast<std::uint64_t>(clock.now().time_since_epoch().count());
    const std::uint64_t high = random.next() & 0xfffULL;
    const std::uint64_t low = (random.next() & 0x3fffffffffffffffULL) | 0x8000000000000000ULL;
    return fmt::format("{:08x}-{:04x}-7{:03x}-{:04x}-{:012x}", milliseconds >> 16, milliseconds & 0xffff, high,
        low >> 48, low & 0xffffffffffffULL);
}

std::uint64_t below(Random& random, std::uint64_t bound)
{
    HL_ASSERT(bound > 0);
    const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
    for (;;) {
        const std::uint64_t number = random.next();
        if (number < limit)
            return number % bound;
    }
}

}  // namespace helselos
