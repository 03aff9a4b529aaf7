using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Features.Commitments;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Tests.Features.Commitments;

/// <summary>Whoever owes something is told before and after it is due, in their language; and everybody, on Mondays, what waits for them.</summary>
public sealed class RemindersTests
{
    [Theory, Databases]
    public async Task The_owner_is_reminded_before_and_after_and_once_of_each(Database database)
    {
        await using var app = await App.On(database);
        var commitment = Some.Commitment("Hold a training", Audience.Parties);
        (commitment.Owner, commitment.Due) = ("china", new(2026, 12, 20));
        await app.Has(commitment);
        var (told, seen, seenByEu) = (new List<int>(), new HashSet<Guid>(), new HashSet<Guid>());
        foreach (var days in new[] { 1, 16, 5, 6, 31, 62, 100 })
        {
            app.Clock.Advance(Duration.FromDays(days));
            await app.Settle();
            seen.UnionWith(await Told(app, commitment, "china"));
            seenByEu.UnionWith(await Told(app, commitment, "eu"));
            told.Add(seen.Count);
        }

        // 24 November, 10, 15 and 21 December, 21 January, 24 March, 2 July: once a quarter in the end.
        Assert.Equal([1, 1, 2, 3, 4, 5, 6], told);
        Assert.Empty(seenByEu);
        using var china = await app.As(Role.FocalPoint, "china");
        Assert.Contains("承诺已逾期：应于2026年12月20日前落实", (await china.Get("/zh/me/mail")).Text);
    }

    [Theory, Databases]
    public async Task Steps_are_reminded_of_as_the_commitment_is_and_not_once_they_are_done(Database database)
    {
        await using var app = await App.On(database);
        var commitment = Some.Commitment("Hold a training", Audience.Parties);
        commitment.GoesBy([new(Some.Text("Find the room", "落实场地"), new(2026, 11, 30), null), new(Some.Text("Invite"), new(2026, 11, 30), new(2026, 11, 20))], new(2026, 11, 23));
        await app.Has(commitment);
        app.Clock.Advance(Duration.FromDays(1));
        await app.Settle();

        using var china = await app.As(Role.DialogueDesk, "china");
        var mail = (await china.Get("/zh/me/mail")).Text;
        Assert.Contains("阶段性目标即将到期：2026年11月30日", mail);
        var rows = await app.Behind(db => db.Mail.Where(one => one.Kind == nameof(MilestoneDue) && one.Data.Contains(commitment.Id.ToString())).ToListAsync());
        Assert.All(rows, row => Assert.DoesNotContain("room", row.Data, StringComparison.Ordinal));
        Assert.Equal(1, rows.Count(row => row.Account == app.AccountOf(Role.DialogueDesk, "china").Result.Id));
        Assert.Contains("落实场地", (await china.Get("/zh/desk")).Text);
        Assert.DoesNotContain("Invite", (await china.Get("/en/desk")).Text);
    }

    [Theory, Databases]
    public async Task On_mondays_everybody_is_told_what_waits_for_them_and_nobody_of_nothing(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment("A promise to both", Audience.Parties));
        using (var focal = await app.As(Role.FocalPoint, "eu")) await focal.Submit(await focal.Get($"/en/commitments/{commitment.Key}/status"), new Dictionary<string, string?> { ["Input.Status"] = "started" });
        app.Clock.Advance(Duration.FromDays(7));
        await app.Settle();

        using var china = await app.As(Role.FocalPoint, "china");
        var letter = await china.Get((await china.Get("/zh/me/mail")).Document.QuerySelectorAll("main a").First(link => link.TextContent.Contains("待办事项", StringComparison.Ordinal)).GetAttribute("href")!);
        Assert.Contains("欧方说明状态为“已启动”，请中方确认或提出不同意见。（测试）", letter.Text);
        using var donor = await app.As(Role.Donor);
        Assert.DoesNotContain("for you", (await donor.Get("/en/me/mail")).Text);
    }

    [Theory, Databases]
    public async Task The_desk_is_told_what_the_other_side_would_release(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment("What was promised"));
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        await eu.Submit(await eu.Get($"/en/commitments/{commitment.Key}/status"), new Dictionary<string, string?> { ["Input.Status"] = "started" });
        var entry = await app.Behind(db => db.StatusEntries.SingleAsync(one => one.CommitmentId == commitment.Id));
        const string Asked = "1 thing is released by the other side and waits for the word of China’s dialogue desk";
        Assert.DoesNotContain(Asked, (await china.Get("/en/desk")).Text);

        await eu.Submit(await eu.Get($"/en/commitments/{commitment.Key}/release"), new Dictionary<string, string?> { ["what"] = entry.Id.ToString(), ["to"] = "public" });
        Assert.Contains(Asked, (await china.Get("/en/desk")).Text);
        Assert.DoesNotContain("waits for the word", (await eu.Get("/en/desk")).Text);
        using var focal = await app.As(Role.FocalPoint, "china");
        Assert.DoesNotContain("waits for the word", (await focal.Get("/en/desk")).Text);

        await china.Submit(await china.Get($"/en/commitments/{commitment.Key}/release"), new Dictionary<string, string?> { ["what"] = entry.Id.ToString(), ["to"] = "public" });
        Assert.DoesNotContain(Asked, (await china.Get("/en/desk")).Text);
    }

    private static async Task<List<Guid>> Told(App app, Commitment commitment, string party)
    {
        var account = await app.AccountOf(Role.FocalPoint, party);
        return await app.Behind(db => db.Mail.Where(mail => mail.Account == account.Id && mail.Kind == nameof(CommitmentDue) && mail.Data.Contains(commitment.Id.ToString())).Select(mail => mail.Id).ToListAsync());
    }
}
