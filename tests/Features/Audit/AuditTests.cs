using System.Net;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Tests.Support;

namespace Concord.Tests.Features.Audit;

public sealed class AuditTests
{
    [Theory, Databases]
    public async Task It_filters_by_record_action_period_and_words(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment("First wording"));
        using var desk = await app.As(Role.DialogueDesk, "eu");
        await desk.Submit(await desk.Get($"/en/commitments/{commitment.Key}/edit"), new Dictionary<string, string?> { ["Input.Name.Words[en]"] = "Wording with Zanzibar", ["Reason"] = "Better so" });

        Assert.Contains("1 entry", (await desk.Get("/en/audit?q=zanzibar")).Text);
        Assert.Contains("Better so", (await desk.Get($"/en/audit?record={commitment.Key}&change=changed&kind=Commitment&from=2026-11-23&to=2026")).Text);
        Assert.Contains("0 entries", (await desk.Get($"/en/audit?record={commitment.Key}&to=2025")).Text);
        Assert.Contains("1条记录", (await desk.Get($"/zh/audit?record={commitment.Key}&who=program")).Text);
    }

    [Theory, Databases]
    public async Task It_turns_its_pages(Database database)
    {
        await using var app = await App.On(database);
        using var desk = await app.As(Role.DialogueDesk, "eu");

        Assert.Contains("Page 2 of", (await desk.Get("/en/audit?p=2")).Text);
        Assert.Contains("第3页，共", (await desk.Get("/zh/audit?p=3&kind=Term")).Text);
    }

    [Theory, Databases]
    public async Task It_goes_out_as_a_file_that_no_spreadsheet_takes_for_formulas(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment("=1+1"));
        using var desk = await app.As(Role.ProgrammeManager);

        var answer = await desk.Http.GetAsync($"/en/audit?handler=csv&record={commitment.Key}");

        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("'=1+1", await answer.Content.ReadAsStringAsync());
    }

    [Theory, Databases]
    public async Task It_shows_nobody_what_he_may_not_read(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var manager = await app.As(Role.ProgrammeManager);
        var (before, managers) = ((await eu.Get("/en/audit")).Text, (await manager.Get("/en/audit")).Text);

        await app.Has(Some.Commitment("SECRET", Audience.Party("china")));

        Assert.Equal(before, (await eu.Get("/en/audit")).Text);
        Assert.Equal(managers, (await manager.Get("/en/audit")).Text);
        using var officer = await app.As(Role.ProgrammeOfficer);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.Get("/en/audit")).Status);
    }
}
