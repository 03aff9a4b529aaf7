using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Live;
using Concord.Tests.Support;
using NodaTime;
using Text = Concord.Domain.Common.Text;

namespace Concord.Tests.Platform.Live;

/// <summary>Who is editing a record is known to those who could run into the same form, and to nobody else.</summary>
public sealed class PresenceTests
{
    [Theory, Databases]
    public async Task An_editor_is_seen_until_he_leaves(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment());
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        await using var listener = await Listener.To(china);
        var since = app.Clock.GetCurrentInstant();

        await Come(eu, commitment);
        app.Clock.AdvanceSeconds(30);
        await Come(eu, commitment);

        Assert.Equal("attendance", (await listener.First(news => news.Address == $"/commitments/{commitment.Key}" && news.Sort == "attendance")).Sort);
        var present = Assert.Single(await Ask(china, commitment));
        Assert.Equal(since.ToUnixTimeMilliseconds(), present.GetProperty("since").GetInt64());
        Assert.Equal((await app.AccountOf(Role.DialogueDesk, "eu")).Name["zh"]!.Text, present.GetProperty("who").GetProperty("zh").GetString());
        Assert.Empty(await Ask(eu, commitment));

        await Come(eu, commitment, leaves: true);
        Assert.Empty(await Ask(china, commitment));
    }

    [Theory, Databases]
    public async Task Whoever_goes_without_a_word_is_forgotten(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment());
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        await Come(eu, commitment);

        app.Clock.Advance(Attendance.Fresh + Duration.FromSeconds(1));
        Assert.Empty(await Ask(china, commitment));

        var back = app.Clock.GetCurrentInstant();
        await Come(eu, commitment);
        Assert.Equal(back.ToUnixTimeMilliseconds(), Assert.Single(await Ask(china, commitment)).GetProperty("since").GetInt64());
    }

    [Theory, Databases]
    public async Task Each_reader_sees_the_editors_of_his_circle(Database database)
    {
        await using var app = await App.On(database);
        foreach (var (audience, editor, circle) in new (Audience, Reader, string[])[]
        {
            (Audience.Public, new(Role.DialogueDesk, "eu"), ["eu", "china", "team"]),
            (Audience.Parties, new(Role.DialogueDesk, "china"), ["eu", "china", "team"]),
            (Audience.Party("eu"), new(Role.DialogueDesk, "eu"), ["eu"]),
            (Audience.Team, new(Role.ProgrammeManager, null), ["team"]),
        })
        {
            var commitment = await app.Has(new Commitment(Text.In("en", "Somebody edits this"), audience));
            using (var browser = await editor.In(app)) await Come(browser, commitment);
            foreach (var reader in Site.Readers.Where(reader => reader != editor))
            {
                using var browser = await reader.In(app);
                using var answer = await browser.Http.GetAsync($"/live/presence/commitment/{commitment.Key}");
                var side = reader.Role switch
                {
                    Role.ProgrammeManager or Role.ProgrammeOfficer or Role.ProtectionAdviser => "team",
                    Role.DialogueDesk or Role.FocalPoint or Role.Signatory => reader.Party!,
                    _ => "",
                };
                var seen = answer.StatusCode == HttpStatusCode.OK ? (await answer.Content.ReadFromJsonAsync<JsonElement[]>())!.Length : 0;
                Assert.True(seen == (circle.Contains(side) ? 1 : 0), $"{reader} sees {seen} editors of a record for {audience}");
            }
        }
    }

    [Theory, Databases]
    public async Task What_only_the_team_edits_only_the_team_knows(Database database)
    {
        await using var app = await App.On(database);
        var activity = await app.Has(Some.Activity("Edited", Audience.Public));
        using var officer = await app.As(Role.ProgrammeOfficer);
        using var manager = await app.As(Role.ProgrammeManager);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        await Come(officer, activity);

        Assert.Single(await Ask(manager, activity));
        Assert.Empty(await Ask(eu, activity));
    }

    [Fact]
    public async Task Nobody_says_that_he_edits_what_he_may_not_or_without_a_token()
    {
        await using var app = await App.On(Database.Sqlite);
        var commitment = await app.Has(Some.Commitment());
        using var donor = await app.As(Role.Donor);
        using var eu = await app.As(Role.DialogueDesk, "eu");

        Assert.Equal(HttpStatusCode.NotFound, (await Post(donor, commitment, await TokenOf(donor))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(eu, commitment, "")).StatusCode);
        Assert.Empty(await app.Behind(db => Task.FromResult(db.Presences.ToList())));
    }

    private static async Task Come(Browser browser, Entity record, bool leaves = false) =>
        Assert.Equal(HttpStatusCode.NoContent, (await Post(browser, record, await TokenOf(browser), leaves)).StatusCode);

    private static async Task<JsonElement[]> Ask(Browser browser, Entity record) =>
        (await browser.Http.GetFromJsonAsync<JsonElement[]>(AddressOf(record)))!;

    private static string AddressOf(Entity record) => $"/live/presence/{record.GetType().Name.ToLowerInvariant()}/{record.Key}";

    private static async Task<string> TokenOf(Browser browser) =>
        (await browser.Get("/en/me")).Document.QuerySelector($"input[name={AccountsSetup.FormToken}]")!.GetAttribute("value")!;

    private static Task<HttpResponseMessage> Post(Browser browser, Entity record, string token, bool leaves = false)
    {
        Dictionary<string, string> fields = new() { [AccountsSetup.FormToken] = token };
        if (leaves) fields["leaves"] = "yes";
        return browser.Http.PostAsync(AddressOf(record), new FormUrlEncodedContent(fields));
    }
}
