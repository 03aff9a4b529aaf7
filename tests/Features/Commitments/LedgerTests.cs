using System.Net;
using System.Text.Json;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Languages;
using Concord.Tests.Support;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Features.Commitments;

/// <summary>The ledger filtered, as a picture, by round, and as documents and data: the same for all of them, and only what the reader may read.</summary>
public sealed class LedgerTests
{
    [Theory, Databases]
    public async Task It_is_filtered_by_round_and_by_responsible_organisation(Database database)
    {
        await using var app = await App.On(database);
        var round = await app.Behind(db => db.Commitments.Where(one => one.Audience == Audience.Public && one.RoundId != null).Select(one => one.Round!.Key).FirstAsync());
        var expected = await app.Behind(db => db.Commitments.CountAsync(one => one.Audience == Audience.Public && one.Round!.Key == round));
        using var visitor = app.AsVisitor();
        using var member = await app.As(Role.Donor);

        Assert.Equal(expected, (await visitor.Get("/en/commitments?round=" + round)).Document.QuerySelectorAll("table.ledger tbody tr").Length);
        Assert.Equal(["Draw up a joint list of occupations for the recognition of skills"], Names(await member.Get("/en/commitments?organisation=mohrss")));
        Assert.Empty((await visitor.Get("/en/commitments?organisation=mohrss")).Document.QuerySelectorAll("table.ledger tbody tr"));

        // A visitor is not offered an organisation of which he sees no commitment.
        Assert.Null((await visitor.Get("/en/commitments")).Document.QuerySelector("select[name=organisation] option[value=mohrss]"));
        Assert.NotNull((await member.Get("/en/commitments")).Document.QuerySelector("select[name=organisation] option[value=mohrss]"));
    }

    [Theory, Databases]
    public async Task What_each_side_says_stands_in_ledger_page_picture_and_files_until_they_meet(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment("What was promised", Audience.Parties));
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        await State(eu, commitment, "done", "2026-06");
        await State(china, commitment, "in-negotiation", "2026-07-01");

        foreach (var place in new[] { "/en/commitments?q=promised", "/en/commitments/" + commitment.Key })
        {
            var text = (await eu.Get(place)).Text;
            Assert.Contains("In negotiation China", text);
            Assert.Contains("Done EU", text);
            Assert.Contains("the sides differ", text);
        }

        Assert.Contains("China: In negotiation and EU: Done", await eu.Http.GetStringAsync("/en/commitments?q=promised&handler=csv"));
        var picture = (await eu.Get("/en/commitments/timeline?q=promised")).Document.QuerySelector("svg.line[role=group]")!;
        Assert.Equal(["Done, June 2026, EU", "In negotiation, 1 July 2026, China"], picture.QuerySelectorAll("g > title").Select(title => title.TextContent));
        var heights = picture.QuerySelectorAll("g > circle:not(.dot)").Select(point => double.Parse(point.GetAttribute("cy")!, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.True(heights[0] < heights[1]);

        await State(china, commitment, "done", "2026-07-20");
        var met = (await eu.Get("/en/commitments/" + commitment.Key)).Text;
        Assert.DoesNotContain("the sides differ", met);
    }

    [Theory, Databases]
    public async Task The_picture_stands_beside_a_table_of_the_same_and_the_first_side_follows_the_language(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        var page = await visitor.Get("/zh/commitments/timeline?pillar=1");
        var rows = page.Document.QuerySelectorAll("svg a.promise").Length;
        Assert.True(rows > 2);
        Assert.Equal(rows, page.Document.QuerySelectorAll("table.stacks tbody tr").Length);
        Assert.Contains("线上方为中方的说明", page.Text);
        Assert.Contains("Above a line: stated by EU", (await visitor.Get("/en/commitments/timeline?pillar=1")).Text);
    }

    [Theory, Databases]
    public async Task What_came_of_a_round_tells_its_commitments_and_what_was_done_under_each(Database database)
    {
        await using var app = await App.On(database);
        var round = await app.Behind(db => db.Rounds.FirstAsync(one => one.Audience == Audience.Public && db.Commitments.Any(commitment => commitment.RoundId == one.Id && commitment.Audience == Audience.Public)));
        var mine = Some.Commitment("Made in this round");
        mine.RoundId = round.Id;
        await app.Has(mine);
        var hidden = Some.Commitment("SECRET of this round", Audience.Party("eu"));
        hidden.RoundId = round.Id;
        await app.Has(hidden);
        var activity = Some.Activity("What was done for it");
        activity.Serves(mine.Id);
        await app.Has(activity);
        using var visitor = app.AsVisitor();

        var page = await visitor.Get($"/en/dialogue/{round.Key}/outcome");
        Assert.Contains("What was done for it", page.Document.QuerySelector($"[id='{mine.Key}']")!.TextContent);
        Assert.DoesNotContain("SECRET", page.Source);
        var count = await app.Behind(db => db.Commitments.CountAsync(one => one.RoundId == round.Id && one.Audience == Audience.Public));
        Assert.Contains(count == 1 ? "1 commitment was made" : $"{count} commitments were made", page.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/en/dialogue/never-existed/outcome")).Status);
    }

    [Theory, Databases]
    public async Task Matters_arising_are_a_word_document_in_both_languages_for_its_reader(Database database)
    {
        await using var app = await App.On(database);
        await app.Has(Some.Commitment("Open between the sides", Audience.Parties));
        await app.Has(Some.Commitment("For the EU alone", Audience.Party("eu")));
        using var china = await app.As(Role.DialogueDesk, "china");
        using var visitor = app.AsVisitor();

        using var ours = await Open(china, "/zh/commitments?handler=docx");
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Microsoft365).Validate(ours).Select(error => $"{error.Description} {error.Path?.XPath}"));
        var text = ours.MainDocumentPart!.Document!.InnerText;
        Assert.Contains("Open between the sides", text);
        Assert.Contains("跟进事项", text);
        Assert.Contains("Matters arising", text);
        Assert.DoesNotContain("For the EU alone", text);
        Assert.Contains(ours.MainDocumentPart.Document.Descendants<Run>(), run => run.InnerText.Contains("目前状态", StringComparison.Ordinal) && run.RunProperties!.Languages!.EastAsia == "zh-CN");

        using var theirs = await Open(visitor, "/en/commitments?handler=docx&pillar=2");
        var seen = theirs.MainDocumentPart!.Document!.InnerText;
        Assert.DoesNotContain("Open between the sides", seen);
        Assert.Contains("For: Everyone", seen);

        // What is done does not arise any more.
        var programme = app.Services.GetRequiredService<CurrentProgramme>().Now;
        var over = await app.Behind(async db => (await db.Commitments.Include(one => one.Trail).Where(one => one.Audience == Audience.Public && one.Pillar == "2").ToListAsync()).Where(one => one.IsOver(programme)).Select(one => one.Key).ToList());
        Assert.NotEmpty(over);
        Assert.All(over, key => Assert.DoesNotContain(key, seen, StringComparison.Ordinal));
    }

    [Theory, Databases]
    public async Task The_ledger_as_data_holds_what_its_reader_reads(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment("What was promised"));
        using var eu = await app.As(Role.FocalPoint, "eu");
        await State(eu, commitment, "done", "2026-06");
        using var visitor = app.AsVisitor();

        using var open = JsonDocument.Parse(await visitor.Http.GetStringAsync("/en/commitments?handler=json&q=promised"));
        var one = open.RootElement.GetProperty("commitments").EnumerateArray().Single(each => each.GetProperty("number").GetString() == commitment.Key);
        Assert.Equal("测试", one.GetProperty("text").GetProperty("zh").GetProperty("words").GetString());
        Assert.Equal(0, one.GetProperty("trail").GetArrayLength());
        Assert.False(one.TryGetProperty("audience", out _));

        using var whole = JsonDocument.Parse(await eu.Http.GetStringAsync("/en/commitments?handler=json&q=promised"));
        var same = whole.RootElement.GetProperty("commitments").EnumerateArray().Single(each => each.GetProperty("number").GetString() == commitment.Key);
        var said = same.GetProperty("trail").EnumerateArray().Single();
        Assert.Equal(("done", "2026-06", "eu", "parties"), (said.GetProperty("status").GetString(), said.GetProperty("on").GetString(), said.GetProperty("statedBy").GetString(), said.GetProperty("audience").GetString()));
    }

    private static async Task<Page> State(Browser browser, Commitment commitment, string status, string on) =>
        await browser.Submit(await browser.Get($"/en/commitments/{commitment.Key}/status"), new Dictionary<string, string?> { ["Input.Status"] = status, ["Input.On"] = on });

    private static List<string> Names(Page page) => [.. page.Document.QuerySelectorAll("table.ledger tbody th a").Select(link => link.TextContent)];

    private static async Task<WordprocessingDocument> Open(Browser browser, string address) =>
        WordprocessingDocument.Open(new MemoryStream(await browser.Http.GetByteArrayAsync(address)), false);
}
