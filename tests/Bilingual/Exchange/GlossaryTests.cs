using Concord.Bilingual.Exchange;

namespace Concord.Tests.Bilingual.Exchange;

public sealed class GlossaryTests
{
    private static readonly GlossaryEntry readmission = new()
    {
        Terms =
        [
            new("zh", "遣返", TermStatus.Deprecated),
            new("zh", "再接纳", TermStatus.Admitted),
            new("zh", "重新接纳", TermStatus.Preferred),
            new("zh", "接返", TermStatus.Admitted) { Side = "china" },
            new("en", "readmission"),
        ],
        Source = "common usage [to verify]",
    };

    [Fact]
    public void The_term_to_use_is_the_preferred_one()
    {
        Assert.Equal("重新接纳", readmission.Preferred("zh")!.Text);
        Assert.Equal("重新接纳", readmission.Preferred("zh-CN", "eu")!.Text);
        Assert.Equal("readmission", readmission.Preferred("en")!.Text);
        Assert.Null(readmission.Preferred("fr"));
    }

    [Fact]
    public void A_side_has_its_own_term_and_nobody_else_gets_it()
    {
        Assert.Equal("接返", readmission.Preferred("zh", "china")!.Text);
        Assert.Equal("接返", Assert.Single(readmission.In("ZH"), term => term.Side is not null).Text);
        Assert.Null(new GlossaryEntry { Terms = [new("zh", "接返") { Side = "china" }] }.Preferred("zh"));
    }

    [Fact]
    public void A_term_that_must_not_be_used_is_never_offered() =>
        Assert.Null(new GlossaryEntry { Terms = [new("zh", "偷渡客", TermStatus.Deprecated), new("zh", "蛇头", TermStatus.Superseded)] }.Preferred("zh"));

    [Fact]
    public void What_is_to_be_verified_says_so()
    {
        Assert.True(readmission.ToVerify);
        Assert.False(new GlossaryEntry { Source = "leaflet" }.ToVerify);
        Assert.False(new GlossaryEntry().ToVerify);
    }

    [Fact]
    public void Entries_do_not_change_with_the_list_they_were_made_from()
    {
        var terms = new List<GlossaryTerm> { new("en", "visa") };
        var entries = new List<GlossaryEntry> { new() { Terms = terms } };
        var glossary = new Glossary(entries);
        terms.Clear();
        entries.Clear();

        Assert.Equal(new GlossaryEntry { Terms = [new("EN", "visa")] }, Assert.Single(glossary.Entries));
        Assert.Equal(["en"], glossary.Languages);
    }
}
