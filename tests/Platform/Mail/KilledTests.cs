using System.Diagnostics;
using Concord.Domain.Common;
using Concord.Features.Commitments;
using Concord.Platform.Accounts;
using Concord.Platform.Mail;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Platform.Mail;

/// <summary>The process is killed between every two steps of a mail, as by kill -9: nothing is lost, and nothing becomes two mails.</summary>
public sealed class KilledTests
{
    private const int Mails = 24;

    [Theory, Databases]
    public async Task Killed_between_any_two_steps_every_mail_arrives(Database database)
    {
        await using var post = await MailServerPeer.StartAsync();
        await using var app = await App.On(database);
        await PostAsync(app);
        string[] arguments = [.. app.Where, "--smtp", post.Address];

        foreach (var step in new[] { "taken", "written", "accepted", "settled" }) Assert.NotEqual(0, await ChildAsync(step, 1, arguments));
        Assert.Equal(0, await ChildAsync("none", 0, arguments));

        var rows = await app.Behind(db => db.Mail.AsNoTracking().Where(mail => mail.Kind == nameof(CommitmentDue)).ToListAsync());
        Assert.Equal(Mails, rows.Count);
        Assert.All(rows, row => Assert.Equal(MailState.Sent, row.State));
        var arrived = post.Taken().Select(mail => Guid.ParseExact(mail.MessageId!.Split('@')[0], "N")).ToList();
        Assert.Equal(rows.Select(row => row.Id).Order(), arrived.Distinct().Order());

        // A server may have taken a mail and the process died before it could note it: such a copy says by its Message-ID that it is one.
        Assert.InRange(arrived.Count, Mails, Mails + (2 * new MailPace().Lanes));
    }

    private static async Task PostAsync(App app)
    {
        var desk = await app.AccountOf(Role.DialogueDesk, "eu");
        var commitment = Some.Commitment(audience: Audience.Parties);
        commitment.Due = new PartialDate(2020, 1, 1);
        await app.Has(commitment);
        await app.Behind(async db =>
        {
            db.MailPreferences.Add(new() { Account = desk.Id, Zone = "Etc/UTC", Weekends = true, Choices = new() { [MailSort.Reminder] = MailChoice.AtOnce } });

            // In the future of this application's clock, so that its own worker leaves them to the others.
            var due = app.Clock.GetCurrentInstant() + NodaTime.Duration.FromHours(1);
            foreach (var _ in Enumerable.Range(0, Mails)) db.Post(desk.Id, new CommitmentDue(commitment.Id, true), at: due);
            return await db.SaveChangesAsync();
        });
    }

    private static async Task<int> ChildAsync(string step, int after, string[] arguments)
    {
        var program = Path.Combine(App.Root, "bench", "bin", "Release", "net10.0", "Concord.Bench.dll");
        using var child = Process.Start(new ProcessStartInfo("dotnet", [program, "mail-child", step, after.ToString(System.Globalization.CultureInfo.InvariantCulture), .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        await Task.WhenAll(child.StandardError.ReadToEndAsync(), child.StandardOutput.ReadToEndAsync());
        await child.WaitForExitAsync();
        return child.ExitCode;
    }
}
