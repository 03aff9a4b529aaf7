using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Concord.Domain.Common;
using Concord.Platform.Database;
using NodaTime;

namespace Concord.Platform.Live;

/// <summary>One audit entry as the nodes are told of it: ids, and who may know of it; never what was written.</summary>
/// <param name="Entry">The audit entry; what it holds is asked of <see cref="Db"/>, as the one who is told.</param>
/// <param name="Kind">As in the entry: Commitment, Activity.ActivityPartner.</param>
/// <param name="Who">The account that did it; null: the program.</param>
internal sealed record Change(
    [property: JsonPropertyName("e")] Guid Entry,
    [property: JsonPropertyName("k")] string Kind,
    [property: JsonPropertyName("r")] Guid Record,
    [property: JsonPropertyName("a")] Audience Audience,
    [property: JsonPropertyName("w")] Guid? Who,
    [property: JsonPropertyName("v")] int Version);

/// <summary>What the nodes tell each other of besides changes: words of <see cref="News.Topics"/>.</summary>
internal static class Topic
{
    /// <summary>The outbox holds new work.</summary>
    public const string Work = "work";

    /// <summary>Pages that visitors were shown are no longer right.</summary>
    public const string Public = "public";

    /// <summary>What all nodes are told, whatever is saved: for things that have no audit entry.</summary>
    public static string Of(string sort, Guid one) => $"{sort} {one:n}";

    /// <summary>The thing that a topic of this sort names; null for other topics.</summary>
    public static Guid? In(string topic, string sort) =>
        topic.StartsWith(sort + " ", StringComparison.Ordinal) && Guid.TryParse(topic.AsSpan(sort.Length + 1), out var one) ? one : null;
}

/// <summary>What the nodes are told when a transaction has been committed.</summary>
/// <param name="MissedSince">The line was down: since then there may be news that nobody brought. Whoever listens looks for himself.</param>
internal sealed record News(
    [property: JsonPropertyName("c")] IReadOnlyList<Change> Changes,
    [property: JsonPropertyName("t")] IReadOnlyList<string> Topics,
    [property: JsonIgnore] Instant? MissedSince = null)
{
    /// <summary>PostgreSQL takes less than 8,000 bytes at a time.</summary>
    public const int MostBytes = 7_900;

    [JsonIgnore]
    public bool Missed => MissedSince is not null;

    public static News Gap(Instant since) => new([], [], since);

    public bool Says(string topic) => Missed || Topics.Contains(topic);

    /// <summary>The news as letters that the line takes, each complete in itself.</summary>
    public IEnumerable<string> Letters()
    {
        var whole = JsonSerializer.Serialize(this, Stored.Json);
        if (Encoding.UTF8.GetByteCount(whole) <= MostBytes) return [whole];

        // Ids have one length and kinds are short: halves of halves fit soon.
        if (Changes.Count > 1) return (this with { Changes = [.. Changes.Take(Changes.Count / 2)] }).Letters().Concat(new News([.. Changes.Skip(Changes.Count / 2)], []).Letters());
        return new News(Changes, []).Letters().Concat(Topics.Chunk(100).SelectMany(some => new News([], some).Letters()));
    }

    /// <exception cref="JsonException">It is no letter of ours.</exception>
    public static News Read(string letter) => JsonSerializer.Deserialize<News>(letter, Stored.Json) ?? throw new JsonException("An empty letter.");
}
