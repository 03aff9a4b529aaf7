using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Languages;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Features.Translations;

public sealed class TranslationsTests
{
    [Theory, Databases]
    public async Task A_missing_wording_is_written_and_then_confirmed(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(new Commitment(Text.In("en", "AAA only in English"), Audience.Public) { Key = "0-first" });
        using var translator = await app.As(Role.ProgrammeOfficer);

        var list = await translator.Get("/en/translations?kind=Commitment&in=zh&state=Missing");
        Assert.Contains("AAA only in English", list.Text);
        var again = await translator.Submit(list, new Dictionary<string, string?> { ["Input.Wording"] = "仅有英文" });
        Assert.DoesNotContain("AAA only in English", again.Text);
        Assert.Equal(new Wording("仅有英文", WordingState.Translated), (await Name(app, commitment))["zh"]);

        var confirm = await translator.Get("/zh/translations?kind=Commitment&in=zh&state=Translated");
        Assert.Contains("仅有英文", confirm.Source);
        await translator.Submit(confirm, new Dictionary<string, string?> { ["Input.Confirm"] = "true" });
        Assert.Equal(WordingState.Verified, (await Name(app, commitment))["zh"]!.State);
    }

    [Theory, Databases]
    public async Task A_wording_falls_behind_when_the_other_language_is_changed_until_it_is_confirmed(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment("First wording"));
        using var desk = await app.As(Role.DialogueDesk, "eu");
        await desk.Submit(await desk.Get($"/en/commitments/{commitment.Key}/edit"), new Dictionary<string, string?> { ["Input.Name.Words[en]"] = "Second wording" });

        var stale = await desk.Get("/en/translations?state=Stale");
        Assert.Contains("Second wording", stale.Text);
        Assert.Contains("other language changed later", stale.Text);
        var after = await desk.Submit(stale, new Dictionary<string, string?> { ["Input.Confirm"] = "true" });

        Assert.DoesNotContain("Second wording", after.Text);
        Assert.Contains("wording confirmed", (await desk.Get($"/en/history/commitment/{commitment.Key}")).Text);
    }

    [Theory, Databases]
    public async Task The_second_translator_is_told_and_keeps_his_words(Database database)
    {
        await using var app = await App.On(database);
        await app.Has(new Commitment(Text.In("en", "AAA only in English"), Audience.Public) { Key = "0-first" });
        using var one = await app.As(Role.ProgrammeOfficer);
        using var other = await app.As(Role.DialogueDesk, "china");
        const string address = "/en/translations?kind=Commitment&in=zh";
        var (first, second) = (await one.Get(address), await other.Get(address));
        await one.Submit(first, new Dictionary<string, string?> { ["Input.Wording"] = "第一稿" });

        var told = await other.Submit(second, new Dictionary<string, string?> { ["Input.Wording"] = "第二稿" });

        Assert.Contains("Somebody has changed this record meanwhile", told.Text);
        Assert.Contains("第二稿", told.Source);
    }

    [Theory, Databases]
    public async Task Every_kind_of_record_is_covered_and_nothing_hidden_is_counted(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        var before = (await eu.Get("/en/translations")).Text;

        await app.Has(new Commitment(Text.In("en", "SECRET"), Audience.Party("china")) { Key = "0-secret" });

        Assert.Equal(before, (await eu.Get("/en/translations")).Text);
        foreach (var kind in new[] { "Activity", "Commitment", "Organisation", "Person", "Round", "Term" }) Assert.Equal(System.Net.HttpStatusCode.OK, (await eu.Get($"/zh/translations?kind={kind}&state=ToVerify")).Status);
        Assert.Contains("Page 2 of", (await eu.Get("/en/translations?state=Translated&p=2")).Text);
    }

    [Theory, Databases]
    public async Task What_a_side_states_in_its_own_language_is_to_be_translated_too(Database database)
    {
        await using var app = await App.On(database);
        var commitment = Some.Commitment();
        commitment.Record(new("proposed", Asserter.Party, "china", new(2020), Audience.Public) { Note = Text.In("zh", "磋商已启动") }, new(2026, 11, 23));
        commitment.Record(new("proposed", Asserter.Party, "china", new(2021), Audience.Party("china")) { Note = Text.In("zh", "内部意见") }, new(2026, 11, 23));
        await app.Has(commitment);
        using var eu = await app.As(Role.DialogueDesk, "eu");

        var list = await eu.Get("/en/translations?kind=Commitment&in=en&state=Missing");
        Assert.Contains("磋商已启动", list.Text);
        Assert.DoesNotContain("内部意见", list.Text);
        var form = list.Document.QuerySelectorAll("form").Single(form => form.TextContent.Contains("磋商已启动", StringComparison.Ordinal));
        form.Id = "ours";
        var after = await eu.Submit(list, new Dictionary<string, string?> { ["Input.Wording"] = "Talks have begun" }, "#ours");

        Assert.DoesNotContain("磋商已启动", after.Text);
        Assert.Contains("Talks have begun", (await eu.Get($"/en/commitments/{commitment.Key}")).Text);
        Assert.Contains("Talks have begun", (await eu.Get($"/en/history/commitment/{commitment.Key}")).Text);
    }

    [Theory, Databases]
    public async Task Words_for_a_text_that_has_left_the_list_are_kept(Database database)
    {
        await using var app = await App.On(database);
        await app.Has(new Commitment(Text.In("en", "AAA only in English"), Audience.Public) { Key = "0-first" });
        using var one = await app.As(Role.ProgrammeOfficer);
        using var other = await app.As(Role.DialogueDesk, "china");
        const string address = "/en/translations?kind=Commitment&in=zh&state=Missing";
        var (first, second) = (await one.Get(address), await other.Get(address));
        await one.Submit(first, new Dictionary<string, string?> { ["Input.Wording"] = "第一稿" });

        var told = await other.Submit(second, new Dictionary<string, string?> { ["Input.Wording"] = "第二稿" });

        Assert.DoesNotContain("AAA only in English", told.Document.QuerySelector(".totranslate")!.TextContent);
        Assert.Equal("第二稿", told.Document.QuerySelector("#aside")!.TextContent.Trim());
    }

    [Fact]
    public async Task Every_part_of_a_record_that_holds_wordings_is_covered()
    {
        await using var app = await App.On(Database.Sqlite);
        var parts = await app.Behind(db => Task.FromResult(db.Model.GetEntityTypes()
            .Where(type => type.GetForeignKeys().Any(key => key.PrincipalEntityType.ClrType.IsAssignableTo(typeof(Entity))) && !type.ClrType.IsAssignableTo(typeof(Entity)) && ToTranslate.TextsOf(type.ClrType).Any())
            .Select(type => type.ClrType.Name).Order().ToList()));

        Assert.Equal(ToTranslate.Parts.Select(one => one.Part.Name).Order(), parts);
    }

    private static Task<Text> Name(App app, Commitment commitment) => app.Behind(db => db.Commitments.Where(one => one.Id == commitment.Id).Select(one => one.Name).SingleAsync());
}
