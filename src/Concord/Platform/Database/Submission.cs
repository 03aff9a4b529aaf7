using NodaTime;

namespace Concord.Platform.Database;

/// <summary>A form that was saved. Its row is written in the transaction of the change, so the same form cannot be saved a second time.</summary>
internal sealed class Submission
{
    /// <summary>Hash of the form's one-time value and of everything typed: sent again with other words, it is another form.</summary>
    public required string Token { get; init; }

    public required Instant At { get; init; }

    /// <summary>The local address that the first answer led to; null while it is not known.</summary>
    public string? LedTo { get; set; }
}

/// <summary>The form that this request carries, if it carries one.</summary>
internal sealed class Once
{
    /// <summary>Name of the hidden field in every form that posts.</summary>
    public const string Field = "once";

    public string? Token { get; private set; }

    /// <summary>Whether a change was saved under the token in this request.</summary>
    public bool IsDone { get; private set; }

    public void Carries(string token) => Token = token;

    public void Done() => IsDone = Token is not null;
}

/// <summary>The same form was saved by another request.</summary>
internal sealed class SentBefore() : Exception("This form was saved before.");
