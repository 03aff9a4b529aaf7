using System.Net;
using Concord.Platform.Accounts;
using Concord.Tests.Support;

namespace Concord.Tests.Features.Settings;

public sealed class SettingsTests
{
    [Theory, Databases]
    public async Task A_change_of_the_headline_shows_on_the_public_page_and_in_the_audit(Database database)
    {
        await using var app = await App.On(database);
        using var manager = await app.As(Role.ProgrammeManager);
        using var visitor = app.AsVisitor();
        await visitor.Get("/en/");

        await manager.Submit(
            await manager.Get("/en/programme/general/programme"),
            new Dictionary<string, string?> { ["Input.Headline.Words[en]"] = "A headline that was changed", ["Reason"] = "New phase" });
        await app.Settle();

        Assert.Contains("A headline that was changed", (await visitor.Get("/en/")).Source);
        var audit = (await manager.Get("/en/audit?kind=Programme&change=changed")).Text;
        Assert.Contains("Headline", audit);
        Assert.Contains("New phase", audit);
    }

    [Theory, Databases]
    public async Task Two_parts_are_edited_at_once_and_one_part_only_with_a_choice(Database database)
    {
        await using var app = await App.On(database);
        using var manager = await app.As(Role.ProgrammeManager);
        var pillar = await manager.Get("/en/programme/pillar/1");
        var again = await manager.Get("/en/programme/pillar/1");
        var other = await manager.Get("/en/programme/pillar/2");

        await manager.Submit(pillar, new Dictionary<string, string?> { ["Input.Short.Words[en]"] = "Shorter one" });
        Assert.Equal("/en/programme", (await manager.Submit(other, new Dictionary<string, string?> { ["Input.Short.Words[en]"] = "Shorter two" })).Address);
        var conflict = await manager.Submit(again, new Dictionary<string, string?> { ["Input.Short.Words[en]"] = "Shortest one" });

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("Shorter one", conflict.Text);
        var chosen = await manager.Submit(conflict, new Dictionary<string, string?> { ["Input.Short.Words[en]"] = "Shortest one" });
        Assert.Equal("/en/programme", chosen.Address);
        Assert.Contains("Shorter two", chosen.Text);
    }

    [Theory, Databases]
    public async Task Every_part_opens_in_both_languages_and_an_empty_name_is_refused(Database database)
    {
        await using var app = await App.On(database);
        using var manager = await app.As(Role.ProgrammeManager);
        var parts = (await manager.Get("/zh/programme")).Document.QuerySelectorAll("main dt a").Select(link => link.GetAttribute("href")!).ToList();

        Assert.NotEmpty(parts);
        foreach (var part in parts) Assert.Equal(HttpStatusCode.OK, (await manager.Get(part)).Status);
        var refused = await manager.Submit(await manager.Get("/zh/programme/general/programme"), new Dictionary<string, string?> { ["Input.Headline.Words[en]"] = "", ["Input.Headline.Words[zh]"] = "" });
        Assert.Contains("请至少填写一种语言", refused.Text);
        using var officer = await app.As(Role.ProgrammeOfficer);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.Get("/en/programme")).Status);
    }
}
