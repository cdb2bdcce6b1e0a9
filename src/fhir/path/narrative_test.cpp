#include "fhir/path/narrative.h"

#include "base/limits.h"

#include <gtest/gtest.h>

#include <string>

namespace helselos::fhir::path {

namespace {

std::string in_div(const std::string& content)
{
    return "<div xmlns=\"http://www.w3.org/1999/xhtml\">" + content + "</div>";
}

bool is_safe(const std::string& text)
{
    return !narrative_fault(text);
}

class SafeNarrative : public testing::TestWithParam<const char*> {};
class UnsafeNarrative : public testing::TestWithParam<const char*> {};

}  // namespace

TEST_P(SafeNarrative, is_accepted)
{
    EXPECT_FALSE(narrative_fault(in_div(GetParam()))) << narrative_fault(in_div(GetParam()))->reason;
}

INSTANTIATE_TEST_SUITE_P(Narrative, SafeNarrative,
    testing::Values("text", "<p>one</p><p>two<br/>three</p>",
        "<table class='grid'><tr><td colspan=\"2\">a</td></tr></table>", "<a href=\"http://example.org\">x</a>",
        "<a href='#local'>x</a>", "<a href=\"Patient/1\">x</a>", "<a href=\"mailto:a@example.org\">x</a>",
        "<img src=\"#pic\" alt=\"p\"/>", "<img src=\"data:image/png;base64,aGVq\"/>",
        "a &lt; b &amp; c &#160; &#xA0; &quot;", "<!-- a comment -->text", "<b style=\"color: red\">x</b>",
        "<td style=\"background: white url(tbl_bck1.png)\">x</td>", "<p xml:lang='nb' lang='nb'>\xC3\xA5</p>",
        "<ul><li>1</li></ul >"));

TEST_P(UnsafeNarrative, is_refused)
{
    EXPECT_TRUE(narrative_fault(in_div(GetParam())));
}

INSTANTIATE_TEST_SUITE_P(Narrative, UnsafeNarrative,
    testing::Values("<script>x</script>", "<SCRIPT>x</SCRIPT>", "<p onclick=\"x\">x</p>",
        "<iframe src='http://a'>x</iframe>", "<form>x</form>", "<input/>", "<object>x</object>", "<svg>x</svg>",
        "<style>x</style>", "<link/>x", "<base/>x", "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\"JaVaScRiPt:alert(1)\">x</a>", "<a href=\"java&#10;script:alert(1)\">x</a>",
        "<a href=\" &#106;avascript:alert(1)\">x</a>", "<a href=\"&#x6A;avascript:alert(1)\">x</a>",
        "<a href=\"data:text/html,x\">x</a>", "<a href=\"vbscript:x\">x</a>", "<img src=\"data:image/svg+xml,x\"/>",
        "<img src=\"data:text/html,x\"/>", "<b style=\"width: expression(x)\">x</b>",
        "<b style=\"background: url(data:text/html,x)\">x</b>", "<b style=\"background: url('about:x')\">x</b>",
        "<b style=\"a: exp/**/ression(x)\">x</b>", "<b style=\"b\\65havior: x\">x</b>", "<p>x", "x</p>", "<p>x</b>",
        "<p class=a>x</p>", "<p class='a' class='b'>x</p>", "<p class>x</p>", "<p class='a'title='b'>x</p>",
        "<p class='<'>x</p>", "a & b", "&reg;", "&nbsp;", "&#0;", "&#xD800;", "&#x110000;", "&#;", "<![CDATA[x]]>",
        "<?pi?>x", "<!DOCTYPE a>x", "<!-- a -- b -->x", "<!-- a", "   ", "", "<p/>", "\x01x", "<a href=\"x", "<p"));

TEST(Narrative, is_one_div_in_its_name_space)
{
    EXPECT_TRUE(is_safe("  <div xmlns='http://www.w3.org/1999/xhtml'>x</div>\n"));
    EXPECT_FALSE(is_safe("<div>x</div>"));
    EXPECT_FALSE(is_safe("<div xmlns=\"http://www.w3.org/2000/svg\">x</div>"));
    EXPECT_FALSE(is_safe("<p xmlns=\"http://www.w3.org/1999/xhtml\">x</p>"));
    EXPECT_FALSE(is_safe("<divx xmlns=\"http://www.w3.org/1999/xhtml\">x</divx>"));
    EXPECT_FALSE(is_safe(in_div("x") + in_div("y")));
    EXPECT_FALSE(is_safe("text"));
    EXPECT_FALSE(is_safe(""));
    EXPECT_FALSE(is_safe("<div xmlns=\"http://www.w3.org/1999/xhtml\"/>"));
}

TEST(Narrative, every_prefix_of_a_narrative_is_refused)
{
    const auto whole = in_div("<p class=\"a\">x &amp; &#160;<!-- c --><br/></p>");
    ASSERT_TRUE(is_safe(whole));
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(is_safe(whole.substr(0, size))) << size;
}

TEST(Narrative, may_be_nested_to_its_limit)
{
    const auto nested = [](std::size_t depth) {
        std::string text = "x";
        for (std::size_t i = 1; i < depth; ++i)
            text = "<b>" + text + "</b>";
        return in_div(text);
    };
    EXPECT_TRUE(is_safe(nested(limits::xhtml_depth_max - 1)));
    EXPECT_TRUE(is_safe(nested(limits::xhtml_depth_max)));
    EXPECT_FALSE(is_safe(nested(limits::xhtml_depth_max + 1)));
}

TEST(Narrative, tells_what_is_wrong_and_where)
{
    const auto fault = narrative_fault(in_div("<p>x<script/></p>"));
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->rule, NarrativeRule::form);
    EXPECT_STREQ(fault->reason, "an element that the narrative may not hold (txt-1)");
    EXPECT_EQ(fault->position, in_div("<p>x<script").size() - std::string("</div>").size());
}

TEST(Narrative, without_content_has_the_right_form)
{
    EXPECT_TRUE(is_narrative_html(in_div("<p> </p>")));
    EXPECT_FALSE(has_html_content(in_div("<p> </p>")));
    EXPECT_FALSE(has_html_content("<div xmlns=\"http://www.w3.org/1999/xhtml\"/>"));
    EXPECT_TRUE(has_html_content(in_div("<img src='a.png' alt='a'/>")));
    EXPECT_FALSE(is_narrative_html(in_div("<p>a")));
    EXPECT_EQ(narrative_fault(in_div(" "))->rule, NarrativeRule::content);
}

}  // namespace helselos::fhir::path
