using NodaTime;

namespace Concord.Domain.Common;

/// <summary>A record of the programme: it has an audience, a version, sources, and is withdrawn rather than deleted.</summary>
internal abstract class Entity
{
    /// <summary>Stands in an address in place of a key: a record that is being entered. No record has this key.</summary>
    public const string New = "new";

    private readonly List<INotice> notices = [];

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What stands in the address. Chosen by the programme's data, or drawn at random: a running number would tell how many
    /// records a reader may not see.</summary>
    public string Key { get; init; } = RandomKey();

    public Audience Audience { get; set; } = Audience.Programme;

    /// <summary>Goes up with every change; the second writer is told.</summary>
    public int Version { get; private set; }

    /// <summary>Invented for a demonstration, and marked so on every screen.</summary>
    public bool Fictitious { get; init; }

    public Items<Source> Sources { get; set; } = [];

    /// <summary>When it was withdrawn; null while it stands.</summary>
    public Instant? WithdrawnAt { get; private set; }

    public string? WithdrawnReason { get; private set; }

    public bool IsWithdrawn => WithdrawnAt is not null;

    public IReadOnlyList<INotice> Notices => notices;

    /// <exception cref="RuleBroken">Without a reason.</exception>
    public void Withdraw(string? reason, Instant at)
    {
        if (string.IsNullOrWhiteSpace(reason)) throw new RuleBroken("Withdraw.WithoutReason");
        (WithdrawnAt, WithdrawnReason) = (at, reason.Trim());
    }

    public void Restore() => (WithdrawnAt, WithdrawnReason) = (null, null);

    /// <summary>Ten letters and digits without those that are read for one another: fifty bits.</summary>
    public static string RandomKey() => System.Security.Cryptography.RandomNumberGenerator.GetString("23456789abcdefghjkmnpqrstuvwxyz", 10);

    protected void Tell(INotice notice) => notices.Add(notice);

    public void Told() => notices.Clear();
}

/// <summary>A record with a title or name that lists sort by and people recognise it by.</summary>
internal interface INamed
{
    Text Name { get; }
}

/// <summary>A record whose words are found by search.</summary>
internal interface ISearchable : INamed
{
    /// <summary>The texts to be found, each with the key of the field's label. The name comes first and counts most.</summary>
    IEnumerable<(string Field, Text Text)> Searched { get; }

    /// <summary>The day that decides between equally good finds: later first. Null: last.</summary>
    LocalDate? SearchedOn { get; }
}

/// <summary>Something that happened, told in the past tense to whoever listens in the same transaction.</summary>
internal interface INotice;

/// <summary>A rule refused. The page shows the text of the key, in the reader's language, and keeps what was typed.</summary>
internal sealed class RuleBroken(string textKey, params object?[] values) : Exception(textKey)
{
    public string TextKey { get; } = textKey;

    public object?[] Values { get; } = values;
}
