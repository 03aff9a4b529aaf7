using Concord.Domain.Commitments;
using Concord.Domain.Programmes;

namespace Concord.Platform.Database;

/// <summary>Which commitments are asked for.</summary>
internal static class Expected
{
    /// <summary>Those of which something is still expected: nobody has stated a status after which nothing more comes.</summary>
    public static IQueryable<Commitment> StillExpected(this IQueryable<Commitment> commitments, Programme programme)
    {
        var final = programme.Statuses.Where(status => status.IsFinal).Select(status => status.Key).ToList();
        return commitments.Where(one => !one.Trail.Any(entry => final.Contains(entry.Status)));
    }
}
