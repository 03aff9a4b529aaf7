using System.Net;
using Concord.Domain.Common;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Text = Concord.Domain.Common.Text;

namespace Concord.Tests.Features.Agenda;

/// <summary>What both sides are to speak about in a round.</summary>
public sealed class AgendaTests
{
    private const string Address = "/en/dialogue/a-coming-round/agenda";

    [Theory, Databases]
    public async Task A_side_proposes_an_item_and_the_other_agrees(Database database)
    {
        await using var app = await App.On(database);
        await app.Has(Some.Round());
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        Assert.Contains("Nobody has proposed an item yet", (await eu.Get(Address)).Text);

        await Propose(eu, "Visa facilitation", "parties", minutes: "90");

        var page = await china.Get("/zh/dialogue/a-coming-round/agenda");
        Assert.Contains("共1项，合计1小时30分钟", page.Text);
        var item = await app.Behind(db => db.AgendaItems.SingleAsync(one => !one.Fictitious));
        Assert.Equal((Consent.Agreed, Consent.Open), (item.StandOf("eu").Consent, item.StandOf("china").Consent));

        Assert.Contains("1 item of the agenda waits for the answer of China", (await china.Get("/en/desk")).Document.QuerySelector("a[href='/en/dialogue/a-coming-round/agenda']")!.TextContent);
        await Agree(china, page, item.Key);
        Assert.Null((await china.Get("/en/desk")).Document.QuerySelector(".desk a[href='/en/dialogue/a-coming-round/agenda']"));
        item = await app.Behind(db => db.AgendaItems.SingleAsync(one => !one.Fictitious));
        Assert.Equal(Consent.Agreed, item.Among(["eu", "china"]));
        Assert.Contains("Agenda: 1 item", (await eu.Get("/en/dialogue/a-coming-round")).Text);
        Assert.Contains("China: agreed", (await eu.Get($"/en/history/agendaitem/{item.Key}")).Text);
    }

    [Theory, Databases]
    public async Task A_reservation_says_why_and_a_change_makes_the_other_side_look_again(Database database)
    {
        await using var app = await App.On(database);
        await app.Has(Some.Round());
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        await Propose(eu, "Readmission", "parties");
        var item = await app.Behind(db => db.AgendaItems.SingleAsync(one => !one.Fictitious));

        var without = await china.Submit(await china.Get($"/en/agenda/{item.Key}"), new Dictionary<string, string?> { ["Why"] = " " });
        Assert.Contains("Say why your side reserves its position", without.Text);
        await china.Submit(await china.Get($"/en/agenda/{item.Key}"), new Dictionary<string, string?> { ["Why"] = "Under internal review" });
        Assert.Contains("reserved Under internal review", (await eu.Get(Address)).Text);

        await eu.Submit(await eu.Get($"/en/agenda/{item.Key}/edit"), new Dictionary<string, string?> { ["Input.Minutes"] = "30" });
        item = await app.Behind(db => db.AgendaItems.SingleAsync(one => !one.Fictitious));
        Assert.Equal((Consent.Agreed, Consent.Open), (item.StandOf("eu").Consent, item.StandOf("china").Consent));

        // However it is changed: a translation too. And nobody sets another side's answer back.
        await china.Submit(await china.Get(Address), new Dictionary<string, string?> { ["agrees"] = "true" }, $"[id='{item.Key}'] form[action$='/answer']");
        Assert.Equal(Consent.Agreed, (await app.Behind(db => db.AgendaItems.SingleAsync(one => !one.Fictitious))).Among(["eu", "china"]));
        Assert.DoesNotContain("Undo this change of “Where the sides stand”", (await eu.Get($"/en/history/agendaitem/{item.Key}")).Text);
        await eu.Submit(await eu.Get($"/en/history/agendaitem/{item.Key}"), new Dictionary<string, string?>(), "form[action*='undo']");
        item = await app.Behind(db => db.AgendaItems.SingleAsync(one => !one.Fictitious));
        Assert.Null(item.Minutes);
        Assert.Equal((Consent.Agreed, Consent.Open), (item.StandOf("eu").Consent, item.StandOf("china").Consent));

        var wrong = await eu.Submit(await eu.Get($"/en/agenda/{item.Key}/edit"), new Dictionary<string, string?> { ["Input.Minutes"] = "0" });
        Assert.NotNull(wrong.Document.QuerySelector(".field.wrong #Input_Minutes"));
    }

    [Theory, Databases]
    public async Task A_draft_is_its_own_sides_until_it_is_tabled(Database database)
    {
        await using var app = await App.On(database);
        await app.Has(Some.Round());
        using var eu = await app.As(Role.DialogueDesk, "eu");
        await Propose(eu, "Not yet for the others", "party:eu");
        var item = await app.Behind(db => db.AgendaItems.SingleAsync(one => !one.Fictitious));

        Assert.Contains("draft, not tabled", (await eu.Get(Address)).Text);
        foreach (var (role, party) in new (Role, string?)[] { (Role.DialogueDesk, "china"), (Role.ProgrammeManager, null), (Role.Donor, null) })
        {
            using var other = await app.As(role, party);
            Assert.DoesNotContain("Not yet for the others", (await other.Get(Address)).Source);
            Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/en/agenda/{item.Key}")).Status);
            Assert.DoesNotContain("1 item", (await other.Get("/en/dialogue/a-coming-round")).Text);
        }

        var page = await eu.Get(Address);
        var refused = await eu.Http.PostAsync(Address + "/answer", Posted(page, ("item", item.Key), ("agrees", "true")));
        Assert.Contains("has to be tabled first", await refused.Content.ReadAsStringAsync());

        await eu.Submit(await eu.Get($"/en/agenda/{item.Key}/edit"), new Dictionary<string, string?> { ["Input.Audience"] = "parties" });
        using var china = await app.As(Role.DialogueDesk, "china");
        Assert.Contains("Not yet for the others", (await china.Get(Address)).Text);
    }

    [Theory, Databases]
    public async Task Items_are_put_in_order_and_carried_over_from_the_round_before(Database database)
    {
        await using var app = await App.On(database);
        await app.Has(Some.Round());
        var coming = await app.Behind(db => db.Rounds.SingleAsync(one => one.Key == "a-coming-round"));
        var before = await app.Has(new Round(Some.Text("The round before"), coming.Track) { Start = PartialDate.Parse("2026-04"), Audience = Audience.Public });
        var left = new AgendaItem(before.Id, "china", Some.Text("Left over")) { Audience = Audience.Parties };
        left.Says(Some.Text("Left over"), null, null, 20);
        await app.Has(left);
        await app.Has(new AgendaItem(before.Id, "eu", Some.Text("Never tabled")) { Audience = Audience.Party("eu") });
        using var eu = await app.As(Role.DialogueDesk, "eu");
        await Propose(eu, "First", "parties");
        await Propose(eu, "Second", "parties");

        var page = await eu.Get(Address);
        Assert.DoesNotContain("Never tabled", page.Text);
        await eu.Submit(page, new Dictionary<string, string?>(), "form[action$='/carry']");
        page = await eu.Get(Address);
        Assert.Equal(["First", "Second", "Left over"], Names(page));
        Assert.Empty(page.Document.QuerySelectorAll("form[action$='/carry']"));
        var carried = await app.Behind(db => db.AgendaItems.SingleAsync(one => !one.Fictitious && one.CarriedFromId == left.Id));
        Assert.Equal(("eu", 20, Consent.Agreed, Consent.Open), (carried.Proposer, carried.Minutes, carried.StandOf("eu").Consent, carried.StandOf("china").Consent));
        Assert.Contains("The round before", (await eu.Get($"/en/agenda/{carried.Key}")).Text);

        await eu.Submit(page, new Dictionary<string, string?> { ["up"] = "true" }, $"[id='{carried.Key}'] form[action$='/move']");
        Assert.Equal(["First", "Left over", "Second"], Names(await eu.Get(Address)));
    }

    [Theory, Databases]
    public async Task Times_are_the_venues_and_beside_them_the_readers_and_an_overrun_is_said(Database database)
    {
        await using var app = await App.On(database);
        await app.Has(Some.Round());
        using var eu = await app.As(Role.DialogueDesk, "eu");
        await Propose(eu, "First", "parties", minutes: "90");
        await Propose(eu, "Second", "parties", minutes: "60");
        var rows = await eu.Submit(await eu.Get("/en/dialogue/a-coming-round/edit"), new Dictionary<string, string?> { ["Rows"] = "more Sittings" });
        var wrong = await eu.Submit(rows, new Dictionary<string, string?> { ["Rows"] = null, ["Input.Sittings[0].Day"] = "2027-04-13", ["Input.Sittings[0].From"] = "09:30", ["Input.Sittings[0].Until"] = "" });
        Assert.Contains("A sitting needs a day, a beginning and an end", wrong.Text);
        Assert.Contains("value=\"09:30\"", wrong.Source);
        await eu.Submit(wrong, new Dictionary<string, string?> { ["Rows"] = null, ["Input.Sittings[0].Until"] = "11:30" });

        var page = await eu.Get(Address);
        Assert.Contains("Times are those of the venue (Brussels, UTC+02:00)", page.Text);
        Assert.Contains("13 April 2027 09:30–11:00", page.Text);
        Assert.Contains("11:00–12:00 30 minutes over", page.Text);
        Assert.DoesNotContain("your time", page.Text);

        using var china = await app.As(Role.DialogueDesk, "china");
        var account = await app.AccountOf(Role.DialogueDesk, "china");
        await app.Behind(async db =>
        {
            db.MailPreferences.Add(Concord.Platform.Mail.MailPreference.Usual(account.Id, "Asia/Shanghai"));
            return await db.SaveChangesAsync();
        });
        Assert.Contains("2027年4月13日 09:30—11:00 · 您所在时区15:30—17:00", (await china.Get("/zh/dialogue/a-coming-round/agenda")).Text);
        Assert.Contains("13 April 2027, 09:30–11:30", (await eu.Get("/en/history/round/a-coming-round")).Text);
    }

    [Theory, Databases]
    public async Task Matters_arising_are_the_commitments_of_which_something_is_still_expected(Database database)
    {
        await using var app = await App.On(database);
        await app.Has(Some.Round());
        using var china = await app.As(Role.DialogueDesk, "china");

        var page = await china.Get("/zh/dialogue/a-coming-round/agenda");

        var trails = await app.Behind(async db => (await db.Commitments.Include(one => one.Trail).ToListAsync()).ToDictionary(one => one.Key, one => one.Trail.Select(entry => entry.Status).ToList()));
        var listed = page.Document.QuerySelectorAll("ul.list a[href^='/zh/commitments/']").Select(link => link.GetAttribute("href")!.Split('/')[^1]).ToList();
        Assert.NotEmpty(listed);
        Assert.All(listed, key => Assert.DoesNotContain("done", trails[key]));
        Assert.Contains(trails, one => one.Value.Contains("done") || one.Value.Contains("superseded"));
        Assert.Contains(trails.Keys, key => !listed.Contains(key));
        using var visitor = app.AsVisitor();
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get(Address)).Status);
    }

    private static async Task Propose(Browser desk, string name, string audience, string? minutes = null)
    {
        var page = await desk.Submit(await desk.Get("/en/agenda/new/edit?round=a-coming-round"), new Dictionary<string, string?>
        {
            ["Input.Name.Words[en]"] = name,
            ["Input.Audience"] = audience,
            ["Input.Minutes"] = minutes ?? "",
        });
        Assert.StartsWith("/en/agenda/", page.Address, StringComparison.Ordinal);
        Assert.DoesNotContain("/new", page.Address, StringComparison.Ordinal);
    }

    private static Task<Page> Agree(Browser desk, Page page, string item) =>
        desk.Submit(page, new Dictionary<string, string?> { ["agrees"] = "true" }, $"[id='{item}'] form[action$='/answer']");

    private static FormUrlEncodedContent Posted(Page page, params (string Name, string Value)[] fields)
    {
        var hidden = page.Document.QuerySelectorAll("form input[type=hidden]").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value")!)).Where(pair => fields.All(field => field.Name != pair.Key));
        return new(hidden.Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))).DistinctBy(pair => pair.Key));
    }

    private static IEnumerable<string> Names(Page page) => page.Document.QuerySelectorAll("ol.agenda h2").Select(one => one.TextContent.Trim());
}
