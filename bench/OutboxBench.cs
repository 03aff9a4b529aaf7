using System.Diagnostics;
using System.Globalization;
using Concord.Domain.Common;
using Concord.Features.Commitments;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Mail;
using MailKit.Net.Smtp;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Concord.Bench;

/// <summary>Mail through a real SMTP sink: how many a second, beside the mail library alone; and what is lost or doubled when the process is killed between its steps.</summary>
internal static class OutboxBench
{
    private const int Mails = 1_000;
    private const int Killed = 240;
    private static readonly string[] Steps = ["taken", "written", "accepted", "settled"];
    private static readonly string Root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../.."));

    public static async Task RunAsync()
    {
        Console.WriteLine("name\tvalue\tunit\tbeside\tratio");
        var rates = new List<(double Ours, double Bare)>();
        for (var run = 0; run < 3; run++) rates.Add((await OursAsync(), await BareAsync()));
        var (ours, bare) = (Median(rates.Select(one => one.Ours)), Median(rates.Select(one => one.Bare)));
        Line("outbox.mails", ours, "mails/s", $"MailKit alone, as many connections: {bare:0} mails/s", ours / bare);
        await KillAsync();
    }

    private static async Task<double> OursAsync()
    {
        using var sink = Sink.Start();
        var data = Directory.CreateTempSubdirectory("concord-bench-mail").FullName;
        await using var app = Application.Build(Arguments(data, sink));
        await Application.PrepareAsync(app);
        await PostAsync(app, Mails);
        var worker = app.Services.GetRequiredService<MailWorker>();
        var watch = Stopwatch.StartNew();
        while (await worker.SendDueAsync(CancellationToken.None) > 0)
        {
            // A batch at a time.
        }

        return sink.Count == Mails ? Mails / watch.Elapsed.TotalSeconds : throw new InvalidOperationException($"{sink.Count} of {Mails} mails arrived.");
    }

    private static async Task<double> BareAsync()
    {
        using var sink = Sink.Start();
        var lanes = new MailPace().Lanes;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, lanes).Select(async lane =>
        {
            using var client = new SmtpClient();
            await client.ConnectAsync("127.0.0.1", sink.Port, false);
            for (var number = lane; number < Mails; number += lanes)
            {
                var message = new MimeMessage { Subject = "A mail", Body = new MultipartAlternative { new TextPart("plain") { Text = new string('x', 900) }, new TextPart("html") { Text = new string('x', 3_000) } } };
                message.From.Add(new MailboxAddress("", "a@example.org"));
                message.To.Add(new MailboxAddress("", "b@example.org"));
                await client.SendAsync(message);
            }

            await client.DisconnectAsync(true);
        }));
        return Mails / watch.Elapsed.TotalSeconds;
    }

    private static async Task KillAsync()
    {
        using var sink = Sink.Start();
        var data = Directory.CreateTempSubdirectory("concord-bench-mail").FullName;
        var arguments = Arguments(data, sink);
        await using (var app = Application.Build(arguments))
        {
            await Application.PrepareAsync(app);
            await PostAsync(app, Killed);
        }

        var kills = 0;
        foreach (var step in Steps)
        {
            foreach (var after in step == "taken" ? [1] : new[] { 1, 17 })
            {
                if (await ChildAsync(step, after, arguments) != 0) kills++;
            }
        }

        await ChildAsync("none", 0, arguments);
        var taken = sink.Messages();
        var ids = taken.Select(message => message.MessageId).ToList();
        await using var after2 = Application.Build(arguments);
        await using var scope = after2.Services.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<Db>().Mail.AsNoTracking().Where(mail => mail.Kind == nameof(CommitmentDue)).Select(mail => new { mail.Id, mail.State }).ToListAsync();
        var arrived = ids.Select(id => Guid.ParseExact(id!.Split('@')[0], "N")).ToHashSet();
        Line("outbox.killed", kills, "times", $"{Killed} mails", 0);
        Line("outbox.sent", rows.Count(row => row.State == MailState.Sent), "mails", $"of {Killed}", rows.Count(row => row.State == MailState.Sent) / (double)Killed);
        Line("outbox.lost", rows.Count(row => !arrived.Contains(row.Id)), "mails", "bar 0", 0);
        Line("outbox.doubled", arrived.Count - rows.Count, "mails under another Message-ID", "bar 0", 0);
        Line("outbox.copies", ids.Count - arrived.Count, "copies under the same Message-ID", "taken by the server when the process died before it could note it", 0);
    }

    private static async Task<int> ChildAsync(string step, int after, string[] arguments)
    {
        using var child = Process.Start(new ProcessStartInfo("dotnet", [typeof(OutboxBench).Assembly.Location, "mail-child", step, after.ToString(CultureInfo.InvariantCulture), .. arguments]) { RedirectStandardError = true })!;
        await child.StandardError.ReadToEndAsync();
        await child.WaitForExitAsync();
        return child.ExitCode;
    }

    /// <summary>Reminders of one commitment to one reader who wants them at once, at any hour.</summary>
    private static async Task PostAsync(WebApplication app, int count)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Me>().IsTheProgram("bench");
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var grant = await db.Grants.FirstAsync(one => one.Role == Role.DialogueDesk && one.ConfirmedAt != null);
        db.MailPreferences.Add(new() { Account = grant.Account, Zone = "Etc/UTC", Weekends = true, Choices = new() { [MailSort.Reminder] = MailChoice.AtOnce } });
        var commitment = new Concord.Domain.Commitments.Commitment(Text.In("en", "A commitment").With("zh", new("承诺")), Audience.Parties) { Due = new PartialDate(2020, 1, 1) };
        db.Add(commitment);
        await db.SaveChangesAsync();
        foreach (var _ in Enumerable.Range(0, count)) db.Post(grant.Account, new CommitmentDue(commitment.Id, true));
        await db.SaveChangesAsync();
    }

    private static string[] Arguments(string data, Sink sink) =>
        ["--data", data, "--programme", Path.Combine(Root, "programmes", "mmsp"), "--demo", "--smtp", $"smtp://127.0.0.1:{sink.Port}", "--address", "https://concord.example"];

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(1);

    private static void Line(string name, double value, string unit, string beside, double ratio) =>
        Console.WriteLine(string.Join('\t', name, value.ToString("0.#", CultureInfo.InvariantCulture), unit, beside, ratio.ToString("0.00", CultureInfo.InvariantCulture)));

    /// <summary>The mail server of the tests: tests/peers/smtp_sink.py.</summary>
    private sealed class Sink : IDisposable
    {
        private readonly Process process;
        private readonly string folder;

        private Sink(Process process, string folder, int port) => (this.process, this.folder, Port) = (process, folder, port);

        public int Port { get; }

        public int Count => Directory.GetFiles(folder, "*.eml").Length;

        public static Sink Start()
        {
            var folder = Directory.CreateTempSubdirectory("concord-bench-sink").FullName;
            var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Path.Combine(Root, "tests", "peers", "smtp_sink.py"), folder]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
            return new(process, folder, int.Parse(process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture));
        }

        public IReadOnlyList<MimeMessage> Messages() => [.. Directory.GetFiles(folder, "*.eml").Select(file => MimeMessage.Load(file))];

        public void Dispose()
        {
            process.StandardInput.Close();
            process.WaitForExit();
            process.Dispose();
            Directory.Delete(folder, true);
        }
    }
}
