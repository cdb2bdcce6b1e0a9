#include "store/sqlite/kept.h"

#include "base/limits.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace helselos::store::sqlite {

namespace {

std::string date_bytes(std::int64_t low)
{
    return encode({.kind = RowKind::date, .parameter = 1, .low = low, .high = low});
}
std::string number_bytes(double low)
{
    return encode({.kind = RowKind::number, .parameter = 1, .low_number = low, .high_number = low});
}

}  // namespace

TEST(KeptRows, each_kind_comes_back_as_it_was)
{
    const std::vector<KeptRow> rows{
        {.kind = RowKind::token, .parameter = 7, .text = "a\xff|b", .system = 0xfffffffe},
        {.kind = RowKind::string, .parameter = 8, .text = "kari", .exact = "Kari"},
        {.kind = RowKind::date, .parameter = 9, .low = INT64_MIN, .high = INT64_MAX},
        {.kind = RowKind::number, .parameter = 10, .low_number = -1.5, .high_number = INFINITY},
        {.kind = RowKind::quantity, .parameter = 11, .system = 3, .unit = 4, .low_number = 0.1, .high_number = 0.2},
        {.kind = RowKind::reference, .parameter = 12, .target = 1'234'567'890'123},
        {.kind = RowKind::uri, .parameter = 13, .text = "http://a"},
        {.kind = RowKind::member, .parameter = 14, .target = 5, .owner = 6},
    };
    EncodedRows encoded;
    std::ranges::transform(rows, std::back_inserter(encoded), encode);
    const auto blob = join(encoded);

    KeptRows kept(blob);
    for (const auto& row : rows) {
        const auto back = kept.next();
        ASSERT_TRUE(back.has_value());
        EXPECT_EQ(encode(*back), encode(row));
        EXPECT_EQ(back->text, row.text);
        EXPECT_EQ(back->exact, row.exact);
        EXPECT_EQ(back->low, row.low);
        EXPECT_EQ(back->high_number, row.high_number);
        EXPECT_EQ(back->target, row.target);
        EXPECT_EQ(back->owner, row.owner);
        EXPECT_EQ(back->unit, row.unit);
    }
    EXPECT_FALSE(kept.next().has_value());
}

TEST(KeptRows, a_row_of_any_length_finds_its_end)
{
    for (const std::size_t size : {0U, 1U, 121U, 122U, 123U, 124U, 20'000U}) {
        const std::string text(size, 'x');
        const auto blob = join({encode({.kind = RowKind::uri, .parameter = 1, .text = text}),
            encode({.kind = RowKind::uri, .parameter = 2, .text = "end"})});
        KeptRows kept(blob);
        EXPECT_EQ(kept.next()->text, text);
        EXPECT_EQ(kept.next()->text, "end");
        EXPECT_FALSE(kept.next().has_value());
    }
}

TEST(KeptRows, the_bytes_sort_as_the_values_do)
{
    const std::vector<std::int64_t> dates{INT64_MIN, -5, -1, 0, 1, 255, 256, INT64_MAX};
    EXPECT_TRUE(std::ranges::is_sorted(dates, std::less{}, date_bytes));
    const std::vector<double> numbers{-INFINITY, -2.5, -2.4, -1e-300, 0.0, 1e-300, 2.4, 2.5, 1e300, INFINITY};
    EXPECT_TRUE(std::ranges::is_sorted(numbers, std::less{}, number_bytes));
}

TEST(WidthClass, is_the_first_that_holds_the_width)
{
    EXPECT_EQ(width_class_of_date(0, 1000), 0);
    EXPECT_EQ(width_class_of_date(0, 1001), 1);
    EXPECT_EQ(width_class_of_date(0, 86'400'000), 1);
    EXPECT_EQ(width_class_of_date(0, 86'400'001), 2);
    EXPECT_EQ(width_class_of_date(INT64_MIN, INT64_MAX), 5);
    EXPECT_EQ(width_class_of_number(5, 5), 0);
    EXPECT_EQ(width_class_of_number(0, 1000), 5);
    EXPECT_EQ(width_class_of_number(0, 1001), 6);
    EXPECT_EQ(width_class_of_number(-INFINITY, INFINITY), 6);
}

TEST(Key, is_the_text_itself_up_to_the_limit)
{
    const std::string at(limits::store_key_bytes_max, 'x');
    EXPECT_EQ(to_key(at.substr(1)), at.substr(1));
    EXPECT_EQ(to_key(at), at);
    EXPECT_NE(to_key(at + "x"), at + "x");
    EXPECT_EQ(to_key(at + "x").size(), limits::store_key_bytes_max);
    EXPECT_NE(to_key(at + "x"), to_key(at + "y"));
}

TEST(Key, a_folded_text_is_cut_at_a_whole_character)
{
    const std::string at(limits::store_folded_bytes_max, 'x');
    EXPECT_EQ(cut_folded(at), at);
    EXPECT_EQ(cut_folded(at + "x"), at);
    const auto split = at.substr(1) + "ø";
    EXPECT_EQ(cut_folded(split), at.substr(1));
}

TEST(Kept, a_composite_keeps_its_parts)
{
    const std::vector<KeptRow> parts{{.kind = RowKind::token, .text = "8480-6", .system = 7},
        {.kind = RowKind::quantity, .system = 8, .unit = 9, .low_number = -1.5, .high_number = 120},
        {.kind = RowKind::date, .low = -5, .high = 86'400'000}, {.kind = RowKind::string, .text = "anne"},
        {.kind = RowKind::number, .low_number = 3, .high_number = 3}, {.kind = RowKind::reference, .target = 77},
        {.kind = RowKind::uri, .text = "http://a"}};
    std::string bytes;
    for (const auto& part : parts)
        bytes += encode_part(part);
    const auto row = encode({.kind = RowKind::composite, .parameter = 3, .text = bytes});
    auto rest = decode(row).text;
    for (const auto& part : parts)
        EXPECT_EQ(encode_part(next_part(rest).value()), encode_part(part));
    EXPECT_FALSE(next_part(rest).has_value());
}

TEST(Kept, parts_of_one_class_of_width_lie_in_the_order_of_their_lows)
{
    const std::vector<double> values{-1e9, -2, -0.5, 0, 0.25, 3, 1e12};
    for (std::size_t i = 1; i < values.size(); ++i) {
        const KeptRow left{.kind = RowKind::number, .low_number = values[i - 1], .high_number = values[i - 1]};
        const KeptRow right{.kind = RowKind::number, .low_number = values[i], .high_number = values[i]};
        EXPECT_LT(encode_part(left), encode_part(right));
        EXPECT_TRUE(encode_part(right).starts_with(part_start(RowKind::number, 0, values[i])));
    }
}

TEST(Kept, the_rows_of_one_parameter_are_found_among_the_others)
{
    EncodedRows rows;
    for (const NameId parameter : {1U, 2U, 3U}) {
        rows.push_back(encode({.kind = RowKind::date, .parameter = parameter, .low = 1, .high = 2}));
        rows.push_back(encode({.kind = RowKind::date, .parameter = parameter, .low = 3, .high = 4}));
    }
    const auto blob = join(rows);
    KeptRows kept(blob);
    EXPECT_EQ(kept.next(RowKind::date, 2)->low, 1);
    EXPECT_EQ(kept.next(RowKind::date, 2)->low, 3);
    EXPECT_FALSE(kept.next(RowKind::date, 2).has_value());
    EXPECT_FALSE(kept.next(RowKind::date, 3).has_value()) << "the walk has ended";
    EXPECT_FALSE(KeptRows(blob).next(RowKind::token, 2).has_value());
}

}  // namespace helselos::store::sqlite
