#include "services/sharing/picture.h"

#include "base/limits.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace helselos::sharing {

namespace {

std::string seed(const std::string& name)
{
    std::ifstream in(std::string(HL_SOURCE_DIR) + "/tests/fuzz/corpus/picture/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Picture, where_it_was_taken_and_what_was_said_is_left_out)
{
    const auto jpeg = clean_picture(seed("with_place.jpg"));
    ASSERT_TRUE(jpeg.ok()) << jpeg.error().reason;
    EXPECT_EQ(jpeg->media, "image/jpeg");
    const auto png = clean_picture(seed("with_words.png"));
    ASSERT_TRUE(png.ok()) << png.error().reason;
    EXPECT_EQ(png->media, "image/png");
    for (const auto& bytes : {jpeg->bytes, png->bytes})
        for (const char* word : {"Exif", "GPS", "eXIf", "tEXt", "script", "html"})
            EXPECT_EQ(bytes.find(word), std::string::npos) << word;
}

TEST(Picture, what_draws_it_stays_and_nothing_stands_behind_its_end)
{
    EXPECT_EQ(clean_picture(seed("with_words.png"))->bytes, seed("plain.png"));
    EXPECT_EQ(clean_picture(seed("with_place.jpg"))->bytes, clean_picture(seed("plain.jpg"))->bytes);
    EXPECT_TRUE(clean_picture(seed("plain.jpg"))->bytes.ends_with("\xff\xd9"));
    EXPECT_TRUE(clean_picture(seed("two_scans.jpg")).ok());
}

TEST(Picture, what_is_no_whole_picture_is_refused)
{
    for (const char* name :
        {"wrong_crc.png", "unknown_critical.png", "huge.png", "cut.jpg", "arithmetic.jpg", "page.jpg"}) {
        const auto cleaned = clean_picture(seed(name));
        ASSERT_FALSE(cleaned.ok()) << name;
        EXPECT_EQ(cleaned.error().kind, Kind::unprocessable) << name;
    }
    for (const char* bytes : {"", "GIF89a", "<svg xmlns='http://www.w3.org/2000/svg'/>", "%PDF-1.4", "\xff\xd8\xff"})
        EXPECT_FALSE(clean_picture(bytes).ok()) << bytes;
}

TEST(Picture, a_page_that_hides_where_the_colours_should_be_is_refused)
{
    EXPECT_FALSE(clean_picture(seed("script_in_data.png")).ok());
}

TEST(Picture, the_largest_is_looked_at_and_one_byte_more_is_not)
{
    auto padded = seed("plain.png");
    padded.resize(limits::share_picture_bytes_max - 1);
    EXPECT_TRUE(clean_picture(padded).ok());
    padded.resize(limits::share_picture_bytes_max);
    EXPECT_TRUE(clean_picture(padded).ok());
    padded.resize(limits::share_picture_bytes_max + 1);
    EXPECT_EQ(clean_picture(padded).error().kind, Kind::too_large);
}

}  // namespace

}  // namespace helselos::sharing
