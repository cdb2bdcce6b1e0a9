#include "store/sqlite/body.h"

#include "base/limits.h"

#include <gtest/gtest.h>
#include <zstd.h>

namespace helselos::store::sqlite {

TEST(PackedBody, comes_back_at_under_and_over_the_size_that_is_compressed)
{
    for (const auto size : {std::size_t{0}, std::size_t{1}, limits::store_body_raw_bytes_max - 1,
             limits::store_body_raw_bytes_max, limits::store_body_raw_bytes_max + 1, limits::store_body_bytes_max}) {
        const std::string text(size, 'b');
        const auto bytes = pack_body(text).value();
        EXPECT_EQ(unpack_body(bytes).value(), text);
        EXPECT_EQ(bytes.size() < text.size(), size >= limits::store_body_raw_bytes_max);
    }
}

TEST(PackedBody, over_the_limit_is_too_large)
{
    EXPECT_EQ(pack_body(std::string(limits::store_body_bytes_max + 1, 'b')).error().kind, Kind::too_large);
}

TEST(PackedBody, that_is_damaged_is_a_fault)
{
    const auto bytes = pack_body(std::string(5'000, 'b')).value();
    EXPECT_EQ(unpack_body("").error().kind, Kind::fault);
    EXPECT_EQ(unpack_body("\x07rest").error().kind, Kind::fault);
    EXPECT_EQ(unpack_body(bytes.substr(0, bytes.size() - 3)).error().kind, Kind::fault);
    EXPECT_EQ(unpack_body(bytes.substr(0, 3)).error().kind, Kind::fault);
}

// A few bytes that say they unfold to gigabytes are not believed.
TEST(PackedBody, that_says_it_is_larger_than_any_body_is_a_fault)
{
    const std::string text(limits::store_body_bytes_max + 1, 'b');
    std::string bytes(1 + ZSTD_compressBound(text.size()), '\0');
    bytes[0] = 1;
    bytes.resize(1 + ZSTD_compress(bytes.data() + 1, bytes.size() - 1, text.data(), text.size(), 1));
    EXPECT_EQ(unpack_body(bytes).error().kind, Kind::fault);
}

}  // namespace helselos::store::sqlite
