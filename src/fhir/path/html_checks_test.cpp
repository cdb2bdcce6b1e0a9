#include "fhir/path/html_checks.h"

#include <gtest/gtest.h>

#include <string>

namespace helselos::fhir::path {

namespace {

std::string div(const std::string& inner)
{
    return "<div xmlns=\"http://www.w3.org/1999/xhtml\">" + inner + "</div>";
}

TEST(HtmlChecks, basic_formatting_is_fine)
{
    for (const char* inner : {"text", "<p>a <b>b</b></p><br/>", "<table><tr><td colspan=\"2\">x</td></tr></table>",
             "<a href='http://x.org'>x</a>", "<img src=\"a.png\" alt=\"a\"/>", "a &amp; b &#160; &nbsp;",
             "<!-- note --><p/>", "<span style=\"color: red\" class='a'>x</span>"})
        EXPECT_TRUE(is_narrative_html(div(inner))) << inner;
}

TEST(HtmlChecks, active_or_broken_content_is_not)
{
    for (const char* inner :
        {"<script>x</script>", "<p onclick=\"x\">a</p>", "<a href=\"javascript:x\">a</a>", "<form/>", "<p>a", "</p>",
            "<b><i></b></i>", "<iframe/>", "<object/>", "a & b", "<p a>", "<p class=x/>", "<style>p{}</style>"})
        EXPECT_FALSE(is_narrative_html(div(inner))) << inner;
    EXPECT_FALSE(is_narrative_html("text"));
    EXPECT_FALSE(is_narrative_html("<p>x</p>"));
    EXPECT_FALSE(is_narrative_html(div("a") + div("b")));
    EXPECT_FALSE(is_narrative_html("<div xmlns=\"http://other\">x</div>"));
    std::string deep;
    for (int i = 0; i < 200; ++i)
        deep = "<b>" + deep + "</b>";
    EXPECT_FALSE(is_narrative_html(div(deep)));
}

TEST(HtmlChecks, an_empty_narrative_has_no_content)
{
    EXPECT_TRUE(has_html_content(div("x")));
    EXPECT_TRUE(has_html_content(div("<img src='a.png' alt='a'/>")));
    EXPECT_FALSE(has_html_content(div(" \n ")));
    EXPECT_FALSE(has_html_content(div("<p> </p>")));
}

}  // namespace

}  // namespace helselos::fhir::path
