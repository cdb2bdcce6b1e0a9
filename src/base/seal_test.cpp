#include "base/seal.h"

#include <gtest/gtest.h>

namespace helselos {

namespace {

TEST(Seal, opens_to_what_was_closed)
{
    const Seal seal("secret");
    for (const std::string& text : {std::string(), std::string("a"), std::string(1'000, 'x'), std::string("a\0b", 3)})
        EXPECT_EQ(seal.open(seal.close(text, "link"), "link"), text);
}

TEST(Seal, shows_nothing_of_what_it_holds)
{
    const auto sealed = Seal("secret").close("identifier=canary", "link");
    EXPECT_EQ(sealed.find("canary"), std::string::npos);
    EXPECT_EQ(sealed.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
        std::string::npos);
}

TEST(Seal, is_the_same_for_the_same_text)
{
    EXPECT_EQ(Seal("secret").close("a", "link"), Seal("secret").close("a", "link"));
    EXPECT_NE(Seal("secret").close("a", "link"), Seal("secret").close("b", "link"));
}

TEST(Seal, opens_only_in_its_context_and_with_its_secret)
{
    const auto sealed = Seal("secret").close("a", "link");
    EXPECT_FALSE(Seal("secret").open(sealed, "cursor"));
    EXPECT_FALSE(Seal("secret").open(sealed, ""));
    EXPECT_FALSE(Seal("other").open(sealed, "link"));
}

TEST(Seal, every_changed_letter_is_noticed)
{
    const Seal seal("secret");
    const auto sealed = seal.close("a place", "link");
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto changed = sealed;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(seal.open(changed, "link")) << i;
        EXPECT_FALSE(seal.open(sealed.substr(0, i), "link")) << i;
    }
    EXPECT_FALSE(seal.open(sealed + "A", "link"));
    EXPECT_FALSE(seal.open("%", "link"));
}

}  // namespace

}  // namespace helselos
