using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Tests.Support;

namespace Concord.Tests.InBrowser;

/// <summary>The main job in a real browser that runs no script.</summary>
public sealed class WithoutScriptTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory, Databases]
    public async Task Two_sides_edit_one_commitment_at_once_and_nothing_is_lost(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment("First wording"));
        await using var eu = await chromium.Open(app, new(Role.DialogueDesk, "eu"), script: false);
        await using var china = await chromium.Open(app, new(Role.DialogueDesk, "china"), script: false);
        var address = $"/commitments/{commitment.Key}/edit";
        await eu.Page.GotoAsync("/en" + address);
        await china.Page.GotoAsync("/zh" + address);

        await eu.Page.FillAsync("[name='Input.Name.Words[en]']", "Wording of the EU");
        await eu.Page.ClickAsync("main form button.first");
        await china.Page.FillAsync("[name='Input.Name.Words[zh]']", "中方的措辞");
        await china.Page.ClickAsync("main form button.first");

        Assert.EndsWith(commitment.Key, eu.Page.Url, StringComparison.Ordinal);
        Assert.Contains("Wording of the EU", await china.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Contains("中方的措辞", await china.Page.InnerTextAsync("main"), StringComparison.Ordinal);

        await china.Page.ClickAsync("main form button.first");
        var both = await china.Page.InnerTextAsync("main");
        Assert.Contains("中方的措辞", both, StringComparison.Ordinal);
        await eu.Page.GotoAsync("/en/commitments/" + commitment.Key);
        Assert.Contains("Wording of the EU", await eu.Page.InnerTextAsync("h1"), StringComparison.Ordinal);
        Assert.Empty(eu.Complaints.Concat(china.Complaints));
    }

    [Fact]
    public async Task A_side_states_how_a_commitment_stands()
    {
        await using var app = await App.On(Database.Sqlite);
        var commitment = await app.Has(Some.Commitment("Some promise", Audience.Parties));
        await using var china = await chromium.Open(app, new(Role.FocalPoint, "china"), script: false);

        await china.Page.GotoAsync($"/zh/commitments/{commitment.Key}/status");
        await china.Page.SelectOptionAsync("[name='Input.Status']", "done");
        await china.Page.FillAsync("[name='Input.On']", "2026-06");
        await china.Page.ClickAsync("main form button.first");

        Assert.Contains("2026年6月", await china.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Empty(china.Complaints);
    }
}
