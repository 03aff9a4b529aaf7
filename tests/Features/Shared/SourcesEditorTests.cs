using System.Net;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Features.Shared;

public sealed class SourcesEditorTests
{
    [Theory, Databases]
    public async Task Rows_come_and_go_without_script_and_nothing_typed_is_lost(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment());
        using var desk = await app.As(Role.DialogueDesk, "eu");

        var page = await desk.Get($"/en/commitments/{commitment.Key}/edit");
        page = await desk.Submit(page, new Dictionary<string, string?> { ["Rows"] = "more Sources", ["Input.Due"] = "31 June" });
        page = await desk.Submit(page, new Dictionary<string, string?> { ["Rows"] = "more Sources", ["Input.Sources[0].Address"] = "https://example.eu/one" });
        page = await desk.Submit(page, new Dictionary<string, string?> { ["Rows"] = "less Sources 0", ["Input.Sources[1].Note.Words[zh]"] = "第二个来源" });

        Assert.Contains("31 June", page.Source);
        Assert.Null(page.Document.QuerySelector(".problems"));
        var saved = await desk.Submit(page, new Dictionary<string, string?> { ["Input.Due"] = "2027-06" });
        Assert.Equal(HttpStatusCode.OK, saved.Status);
        var source = Assert.Single((await app.Behind(db => db.Commitments.SingleAsync(one => one.Id == commitment.Id))).Sources);
        Assert.Null(source.Address);
        Assert.Equal("第二个来源", source.Note!["zh"]!.Text);
    }

    [Theory, Databases]
    public async Task An_address_that_is_none_is_an_error_at_its_field(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment());
        using var desk = await app.As(Role.DialogueDesk, "china");

        var page = await desk.Submit(await desk.Get($"/zh/commitments/{commitment.Key}/edit"), new Dictionary<string, string?> { ["Input.Sources[0].Address"] = "javascript:alert(1)" });

        Assert.Contains("网址：网址格式不正确", page.Text);
        Assert.Contains("javascript:alert(1)", page.Document.QuerySelector("#Input_Sources_0__Address")!.GetAttribute("value"));
        Assert.Empty((await app.Behind(db => db.Commitments.SingleAsync(one => one.Id == commitment.Id))).Sources);
    }

    [Theory, Databases]
    public async Task A_list_is_chosen_as_a_whole_when_two_people_changed_it(Database database)
    {
        await using var app = await App.On(database);
        var commitment = Some.Commitment();
        commitment.Sources = [new("https://example.eu/first", Some.Text("First", "第一").With("zh", new("第一", WordingState.Translated, Note: "kept")))];
        await app.Has(commitment);
        var address = $"/en/commitments/{commitment.Key}/edit";
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        var opened = await eu.Get(address);
        var openedToo = await china.Get(address);

        await eu.Submit(opened, new Dictionary<string, string?> { ["Input.Sources[1].Address"] = "https://example.eu/second" });
        var conflict = await china.Submit(openedToo, new Dictionary<string, string?> { ["Input.Sources[0].Address"] = "https://example.cn/mine", ["Input.Due"] = "2028" });
        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("https://example.eu/second", conflict.Text);
        Assert.Contains("https://example.cn/mine", conflict.Text);

        var saved = await china.Submit(conflict, new Dictionary<string, string?> { ["Theirs.Sources"] = "true" });
        Assert.Equal($"/en/commitments/{commitment.Key}", saved.Address);
        var now = await app.Behind(db => db.Commitments.SingleAsync(one => one.Id == commitment.Id));
        Assert.Equal(["https://example.eu/first", "https://example.eu/second"], now.Sources.Select(source => source.Address));
        Assert.Equal("kept", now.Sources[0].Note!["zh"]!.Note);
        Assert.Equal(new PartialDate(2028), now.Due);
    }

    [Theory, Databases]
    public async Task A_form_sent_twice_is_saved_once(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment());
        using var desk = await app.As(Role.DialogueDesk, "eu");
        var opened = await desk.Get($"/en/commitments/{commitment.Key}/edit");
        var change = new Dictionary<string, string?> { ["Input.Sources[0].Address"] = "https://example.eu/once" };

        await desk.Submit(opened, change);
        var again = await desk.Submit(opened, change);

        Assert.StartsWith("/en/already-saved/", again.Address, StringComparison.Ordinal);
        Assert.NotEmpty(again.Document.QuerySelectorAll($"main a[href='/en/commitments/{commitment.Key}']"));
        Assert.Equal(1, (await app.Behind(db => db.Commitments.SingleAsync(one => one.Id == commitment.Id))).Version);
    }
}
