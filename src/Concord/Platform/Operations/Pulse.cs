using System.Diagnostics.Metrics;
using Concord.Platform.Accounts;

namespace Concord.Platform.Operations;

/// <summary>What is counted of the work, for whoever looks after the installation. Kinds and results only: nothing of anybody or of any record.</summary>
internal sealed class Pulse
{
    public const string Name = "Concord";
    private readonly Counter<long> signIns;
    private readonly Counter<long> jobsFailed;
    private readonly Counter<long> mails;
    private long depth;
    private double age;
    private int streams;

    public Pulse(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        signIns = meter.CreateCounter<long>("concord.sign_ins", "{attempt}", "Attempts to sign in, by way and result.");
        jobsFailed = meter.CreateCounter<long>("concord.jobs.failed", "{job}", "Jobs of the outbox that failed and will be tried again, by kind.");
        mails = meter.CreateCounter<long>("concord.mails", "{mail}", "Mails handed to the mail server or not, by result.");
        meter.CreateObservableGauge("concord.outbox.depth", () => Interlocked.Read(ref depth), "{job}", "Jobs of the outbox that are due and not done.");
        meter.CreateObservableGauge("concord.outbox.age", () => Volatile.Read(ref age), "s", "How long the oldest of them has been due.");
        meter.CreateObservableGauge("concord.streams", () => Volatile.Read(ref streams), "{stream}", "Browsers that listen to this node.");
    }

    public void SignedIn(SignInMethod how) => signIns.Add(1, new("method", how.ToString().ToLowerInvariant()), new("result", "ok"));

    public void SignInRefused(SignInMethod how) => signIns.Add(1, new("method", how.ToString().ToLowerInvariant()), new("result", "refused"));

    public void JobFailed(string job) => jobsFailed.Add(1, new KeyValuePair<string, object?>("job", job));

    public void Mailed(bool isSent) => mails.Add(1, new KeyValuePair<string, object?>("result", isSent ? "sent" : "failed"));

    public void Listening(int browsers) => Volatile.Write(ref streams, browsers);

    /// <param name="oldest">Seconds.</param>
    public void OutboxHolds(int due, double oldest)
    {
        Interlocked.Exchange(ref depth, due);
        Volatile.Write(ref age, oldest);
    }
}
