using NodaTime;

namespace Concord.Platform.Mail;

/// <summary>How mail is worked through.</summary>
internal sealed record MailPace
{
    /// <summary>How long a node may keep a mail that it has taken; when it dies meanwhile, another takes it after that.</summary>
    public Duration Lease { get; init; } = Duration.FromMinutes(2);

    /// <summary>How often it looks for what has come due. New mail wakes it.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Connections to the mail server at the same time, per node.</summary>
    public int Lanes { get; init; } = 4;

    /// <summary>Called between the steps of a mail with the step that was done: a test ends the process there.</summary>
    public Action<string> Passed { get; init; } = _ => { };

    private static readonly IReadOnlyList<int> Waits = [1, 5, 15, 60, 180, 360, 720];

    /// <summary>How long to wait after so many attempts; null: give up.</summary>
    public static Duration? WaitAfter(int attempts) => attempts <= Waits.Count ? Duration.FromMinutes(Waits[attempts - 1]) : null;
}
