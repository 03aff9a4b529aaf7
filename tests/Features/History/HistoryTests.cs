using System.Net;
using Concord.Domain.Common;
using Concord.Domain.Commitments;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Features.History;

public sealed class HistoryTests
{
    [Theory, Databases]
    public async Task It_tells_who_changed_what_when_and_why_word_by_word(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment("Visa centres in fifteen cities"));
        using var eu = await app.As(Role.DialogueDesk, "eu");
        await eu.Submit(
            await eu.Get($"/en/commitments/{commitment.Key}/edit"),
            new Dictionary<string, string?> { ["Input.Name.Words[en]"] = "Visa centres in fourteen cities", ["Input.Pillar"] = "1", ["Input.Due"] = "2027-06", ["Reason"] = "As in the annex" });

        using var reader = await app.As(Role.Reader);
        var english = await reader.Get($"/en/history/commitment/{commitment.Key}");
        Assert.Equal("fifteen", english.Document.QuerySelector("del")!.TextContent);
        Assert.Equal("fourteen", english.Document.QuerySelector("ins")!.TextContent);
        Assert.Contains("As in the annex", english.Text);
        Assert.Contains("June 2027", english.Text);
        Assert.Contains("23 November 2026", english.Text);
        Assert.Contains("2027年6月", (await reader.Get($"/zh/history/commitment/{commitment.Key}")).Text);
    }

    [Theory, Databases]
    public async Task Visitors_and_the_administrator_are_no_members(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();
        using var administrator = await app.As(Role.Administrator);

        Assert.Contains("/sign-in", (await visitor.Http.GetAsync("/en/history/commitment/CM-001")).Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.Get("/en/history/commitment/CM-001")).Status);
        using var donor = await app.As(Role.Donor);
        Assert.Contains("the program (load)", (await donor.Get("/en/history/commitment/CM-001")).Text);
    }

    [Theory, Databases]
    public async Task A_link_to_a_hidden_record_has_never_been_there(Database database)
    {
        await using var app = await App.On(database);
        var open = await app.Has(Some.Commitment("Open to all"));
        var hidden = await app.Has(Some.Commitment("SECRET-OF-CHINA", Audience.Party("china")));
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        var before = await eu.Get($"/en/history/commitment/{open.Key}");

        await app.Behind(async db =>
        {
            var commitment = await db.Commitments.SingleAsync(one => one.Id == open.Id);
            commitment.LinkTo(hidden.Id, LinkKind.DependsOn, Some.Text("SECRET note"));
            return await db.SaveChangesAsync();
        });

        Assert.Equal(before.Text, (await eu.Get($"/en/history/commitment/{open.Key}")).Text);
        Assert.Contains("SECRET-OF-CHINA", (await china.Get($"/en/history/commitment/{open.Key}")).Text);
    }

    [Theory, Databases]
    public async Task A_link_vanishes_from_history_and_audit_when_its_other_end_is_closed(Database database)
    {
        await using var app = await App.On(database);
        var open = await app.Has(Some.Commitment("Open to all"));
        var other = await app.Has(Some.Commitment("LATER-CLOSED"));
        using var eu = await app.As(Role.DialogueDesk, "eu");
        var history = (await eu.Get($"/en/history/commitment/{open.Key}")).Text;
        var audit = (await eu.Get($"/en/audit?record={open.Key}")).Text;

        await app.Behind(async db =>
        {
            (await db.Commitments.SingleAsync(one => one.Id == open.Id)).LinkTo(other.Id, LinkKind.DependsOn);
            await db.SaveChangesAsync();
            (await db.Commitments.SingleAsync(one => one.Id == other.Id)).Audience = Audience.Party("china");
            return await db.SaveChangesAsync();
        });

        Assert.Equal(history, (await eu.Get($"/en/history/commitment/{open.Key}")).Text);
        Assert.Equal(audit, (await eu.Get($"/en/audit?record={open.Key}")).Text);
    }

    [Theory, Databases]
    public async Task A_reference_to_a_hidden_record_is_known_to_its_readers_alone(Database database)
    {
        await using var app = await App.On(database);
        var open = await app.Has(Some.Commitment("Open to all"));
        var round = await app.Has(new Concord.Domain.Rounds.Round(Some.Text("SECRET-ROUND"), "hld") { Audience = Audience.Party("china") });
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        var audit = (await eu.Get("/en/audit")).Text;

        await app.Behind(async db =>
        {
            (await db.Commitments.SingleAsync(one => one.Id == open.Id)).RoundId = round.Id;
            return await db.SaveChangesAsync();
        });

        Assert.Equal(audit, (await eu.Get("/en/audit")).Text);
        Assert.Contains("SECRET-ROUND", (await china.Get($"/en/history/commitment/{open.Key}")).Text);
    }

    [Theory, Databases]
    public async Task The_last_change_of_a_field_is_undone_and_stands_in_the_history(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment("First wording"));
        using var eu = await app.As(Role.DialogueDesk, "eu");
        var address = $"/en/history/commitment/{commitment.Key}";
        await eu.Submit(await eu.Get($"/en/commitments/{commitment.Key}/edit"), new Dictionary<string, string?> { ["Input.Name.Words[en]"] = "Second wording", ["Input.Due"] = "2027" });
        using var reader = await app.As(Role.Reader);
        Assert.Empty((await reader.Get(address)).Document.QuerySelectorAll("main form"));

        var opened = await eu.Get(address);
        var undone = await eu.Submit(opened, new Dictionary<string, string?> { ["field"] = "Name" });

        Assert.Contains("Undo of the change", undone.Text);
        var now = await app.Behind(db => db.Commitments.SingleAsync(one => one.Id == commitment.Id));
        Assert.Equal("First wording", now.Name["en"]!.Text);
        Assert.Equal(new(2027), now.Due);
        Assert.Contains("changed again meanwhile", (await eu.Submit(opened, new Dictionary<string, string?> { ["field"] = "Due" })).Text);
    }

    [Theory, Databases]
    public async Task A_record_not_to_be_read_has_no_history(Database database)
    {
        await using var app = await App.On(database);
        var hidden = await app.Has(Some.Commitment("Hidden", Audience.Party("china")));
        using var eu = await app.As(Role.DialogueDesk, "eu");

        Assert.Equal(HttpStatusCode.NotFound, (await eu.Get($"/en/history/commitment/{hidden.Key}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await eu.Get("/en/history/commitment/xxxxxxxxxx")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await eu.Get("/en/history/nothing/CM-001")).Status);
    }

    /// <summary>Content has no history: files have. Versions of paragraphs are history. The files of a seal never change.</summary>
    private static readonly Type[] WithoutHistory = [typeof(Concord.Domain.Files.StoredContent), typeof(Concord.Domain.Records.ParagraphVersion), typeof(Concord.Domain.Records.SealedDocument)];

    [Theory, Databases]
    public async Task Every_field_every_part_and_every_choice_has_words_in_both_languages(Database database)
    {
        await using var app = await App.On(database);
        var texts = app.Services.GetRequiredService<Texts>();
        var keys = await app.Behind(db => Task.FromResult(
            db.Model.GetEntityTypes()
                .Where(type => type.ClrType.Namespace!.StartsWith("Concord.Domain", StringComparison.Ordinal) && !WithoutHistory.Contains(type.ClrType))
                .SelectMany(type => type.GetProperties().Where(Db.IsAudited).Where(property => property.Name is not ("Order" or "EnteredAt" or "WithdrawnAt" or "Fictitious"))
                    .SelectMany(property => property.ClrType.IsEnum ? Enum.GetNames(property.ClrType).Where(name => name != "None").Select(name => $"Value.{property.ClrType.Name}.{name}").Append("Field." + property.Name) : ["Field." + property.Name])
                    .Append((type.ClrType.IsSubclassOf(typeof(Entity)) ? "Kind." : "Part.") + type.ClrType.Name))
                .ToHashSet()));

        Assert.Equal([], keys.Except(texts.Keys));
    }
}
