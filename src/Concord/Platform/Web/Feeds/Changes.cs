using Concord.Domain.Common;
using Concord.Platform.Database;
using NodaTime;

namespace Concord.Platform.Web.Feeds;

/// <summary>When a record came in sight and when it changed last, as far as the reader may know: told by the audit entries he may read.</summary>
internal sealed class Changed
{
    public required Guid Record { get; init; }

    public required Instant First { get; init; }

    public required Instant Last { get; init; }
}

internal static class Changes
{
    public static IQueryable<Changed> Of<T>(Db db)
        where T : Entity
    {
        var (kind, parts) = (typeof(T).Name, typeof(T).Name + ".");
        return db.Audit.Where(entry => entry.Kind == kind || entry.Kind.StartsWith(parts))
            .GroupBy(entry => entry.Record)
            .Select(group => new Changed { Record = group.Key, First = group.Min(entry => entry.At), Last = group.Max(entry => entry.At) });
    }
}
